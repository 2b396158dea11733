"""Random records and snapshots, small enough to meet each other."""

import contextlib
from datetime import date, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from peercomply.errors import RecordError
from peercomply.records.durations import Duration
from peercomply.records.extend import ADDED, make_type, with_fields, with_types
from peercomply.records.fields import FieldInfo, FieldType, Privacy, RecordInfo
from peercomply.records.model import RECORD_TYPES
from peercomply.records.provenance import Doubt
from peercomply.records.snapshot import Provenance, Snapshot
from worlds import supervision

KEYS = ("1", "2", "3", "9")
DAYS = st.one_of(
    st.dates(date(2026, 9, 1), date(2026, 12, 15)),
    st.dates(date(2024, 1, 1), date(2027, 12, 31)),
)

# The record types that the shipped rules read most, so that random records relate to each other.
NAMES = (
    "organisation", "program", "worker", "supervision", "agreement", "position",
    "position_description", "audit", "incident", "concern", "report", "funding_agreement",
    "committee", "membership", "meeting", "match", "training", "shift", "review", "change",
    "nonconformance", "budget", "attestation",
)  # fmt: skip

_VALUES = {
    FieldType.KEY: st.sampled_from(KEYS),
    FieldType.REF: st.sampled_from(KEYS),
    FieldType.TEXT: st.text("abc ก", min_size=1, max_size=4).filter(str.strip),
    FieldType.DURATION: st.one_of(
        st.builds(Duration, months=st.integers(0, 14), days=st.integers(0, 40)),
        st.builds(Duration, business=st.integers(0, 30)),
        st.builds(Duration, minutes=st.integers(0, 5000)),
    ),
    FieldType.DATE: DAYS,
    FieldType.DATETIME: st.one_of(DAYS, st.datetimes(
        min_value=datetime(2026, 9, 1),
        max_value=datetime(2026, 12, 15),
    )),
    FieldType.BOOL: st.booleans(),
}  # fmt: skip


def _value(field):
    if field.type is FieldType.ENUM:
        return st.sampled_from(field.values)
    if field.type is FieldType.SET:
        items = st.sampled_from(field.values) if field.values else _VALUES[field.item]
        return st.frozensets(items, max_size=3)
    if field.type is FieldType.MAPPING:
        return st.dictionaries(
            st.sampled_from(field.values or ("one", "two")), _entry(field), max_size=3
        )
    if field.type in (FieldType.INT, FieldType.DECIMAL):
        return st.integers(field.minimum or 0, field.maximum or 99)
    return _VALUES[field.type]


def _entry(field):
    if field.of in (FieldType.INT, FieldType.DECIMAL):
        top = 99 if field.maximum is None else field.maximum
        return st.integers(field.minimum or 0, top).map(Decimal)
    if field.name == "hours":
        return st.sampled_from(
            ("17:00-08:00", "09:00-12:00, 13:00-17:00", "00:00-24:00", "closed", "late")
        )
    return _VALUES[field.of]


@st.composite
def records(draw, name, key, schema=RECORD_TYPES):
    """One record of the type *name*; most fields that rules read are often missing."""
    described = schema[name]
    if name in RECORD_TYPES and draw(st.booleans()):
        described = RECORD_TYPES[name]  # a record may lack what a pack adds
    values = {"id": key}
    for field in described.fields.values():
        if field.name == "id":
            continue
        if field.required or draw(st.integers(0, 3)):
            values[field.name] = draw(_value(field))
    try:
        return described.cls(**values)
    except RecordError:
        dates = {f.name for f in described.fields.values() if f.type.value in ("date", "datetime")}
        return described.cls(**{k: v for k, v in values.items() if k not in dates})


@st.composite
def snapshots(draw, schema=RECORD_TYPES, always=()):
    """A snapshot with missing values, missing files, dangling references and doubtful cells."""
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1, max_size=8))
    names = list(dict.fromkeys([*names, *always]))
    held = []
    for name in names:
        keys = draw(st.lists(st.sampled_from(KEYS[:3]), unique=True, max_size=3))
        held += [draw(records(name, key, schema)) for key in keys]
    provenance = Provenance(doubts=draw(_doubts(held, schema)))
    return Snapshot.of(held, supplied=names, provenance=provenance, schema=schema)


SLUGS = ("car", "van", "bicycle")


@st.composite
def added_fields(draw, names=("vaccinated_on", "hat_size", "value", "by", "vehicle_no")):
    """Descriptions of fields as a pack may add them, of every type."""
    return tuple(draw(_added(name)) for name in draw(st.lists(st.sampled_from(names), unique=True)))


@st.composite
def _added(draw, name):
    kind = draw(st.sampled_from([kind for kind in FieldType if kind is not FieldType.KEY]))
    parts = {
        FieldType.SET: (FieldType.ENUM, FieldType.REF, FieldType.TEXT),
        FieldType.MAPPING: (FieldType.TEXT, FieldType.DECIMAL, FieldType.DURATION),
    }
    of = draw(st.sampled_from(parts[kind])) if kind in parts else None
    numeric = kind is FieldType.INT or FieldType.DECIMAL in (kind, of)
    listed = kind is FieldType.MAPPING or FieldType.ENUM in (kind, of)
    return FieldInfo(
        name=name,
        type=kind,
        of=of,
        to=("worker",) if FieldType.REF in (kind, of) else (),
        values=SLUGS if listed else (),
        meaning=draw(st.sampled_from(("Something.", "What: #1, 'quoted'."))),
        privacy=draw(st.sampled_from(Privacy)),
        event=kind in (FieldType.DATE, FieldType.DATETIME) and draw(st.booleans()),
        minimum=draw(st.none() | st.integers(0, 3)) if numeric else None,
        maximum=draw(st.none() | st.integers(4, 9)) if numeric else None,
    )


@st.composite
def schemas(draw):
    """The record types of a pack that adds fields to workers, and vehicles."""
    key = FieldInfo(
        name="id",
        type=FieldType.KEY,
        meaning="Names the vehicle.",
        privacy=Privacy.INTERNAL,
        required=True,
    )
    info = RecordInfo(name="vehicle", title="A vehicle", area=ADDED)
    types = [make_type(info, (key, *draw(added_fields())))]
    if more := draw(added_fields()):
        types.append(with_fields(RECORD_TYPES["worker"], more))
    return with_types(RECORD_TYPES, types)


@st.composite
def _doubts(draw, held, schema):
    empty = [
        (record.__record__.name, field, record.id)
        for record in held
        for field in schema[record.__record__.name].fields
        if getattr(record, field, None) is None
    ]
    chosen = draw(st.lists(st.sampled_from(empty), unique=True, max_size=4)) if empty else []
    doubts = {}
    for name, field, key in chosen:
        kind = schema[name].fields[field].type
        readings = ()
        if kind in (FieldType.DATE, FieldType.DATETIME) and draw(st.booleans()):
            readings = (draw(DAYS), draw(DAYS))
        doubts.setdefault((name, field), {})[key] = Doubt(f"{name}.{field} is doubtful", readings)
    return doubts


@st.composite
def supervision_rows(draw):
    """Sessions of line supervision of three workers."""
    days = draw(st.lists(st.dates(date(2025, 1, 1), date(2026, 11, 22)), max_size=6))
    return [
        supervision(
            f"S{number}", f"W{draw(st.integers(0, 2))}", kind="line", held_on=day.isoformat()
        )
        for number, day in enumerate(days)
    ]


HOURS = (
    {"daily": "17:00-08:00"},
    {"daily": "00:00-24:00"},
    {"daily": "09:00-12:00, 11:00-17:00, 09:00-12:00", "weekends": "closed"},
    {"weekdays": "22:00-22:00", "sunday": "10:00-11:30"},
    {"monday": "closed"},
    {"daily": "late"},
    {},
)
"""Declared hours: over midnight, round the clock, twice the same, none, and not understood."""


@st.composite
def rosters(draw, last):
    """Programs with declared hours, and shifts of the days before *last* that nearly span them."""
    midnight = datetime.combine(last, datetime.min.time())
    hour = st.integers(-100, 30).map(lambda one: midnight + timedelta(hours=one))
    moment = st.one_of(hour, hour, hour, hour.map(datetime.date), st.none())
    state = st.sampled_from(("vic", "nsw", None))
    programs = [
        RECORD_TYPES["program"].cls(
            id=key,
            hours=draw(st.one_of(st.sampled_from(HOURS), st.none())),
            started_on=draw(st.one_of(st.none(), st.dates(last - timedelta(days=5), last))),
            state=draw(state),
        )
        for key in ("1", "2")
    ]
    shifts = []
    for number in range(draw(st.integers(0, 7))):
        starts, ends = draw(moment), draw(moment)
        length = draw(st.sampled_from((None, 1, 8, 15, 24, 48)))
        if length is not None and isinstance(starts, datetime):
            ends = starts + timedelta(hours=length)
        values = {
            "program_id": draw(st.sampled_from(("1", "1", "1", "2", "9", None))),
            "worker_ids": draw(st.sampled_from((None, *map(frozenset, ((), "1", "12"))))),
            "on_call_supervisor_id": draw(st.sampled_from(("1", "2", None))),
            "starts_at": starts,
            "ends_at": ends,
        }
        given_ = {name: value for name, value in values.items() if value is not None}
        with contextlib.suppress(RecordError):
            shifts.append(RECORD_TYPES["shift"].cls(id=f"S{number}", **given_))
    workers = [
        RECORD_TYPES["worker"].cls(id=key, program_id=draw(st.sampled_from(("1", "2"))))
        for key in ("1", "2")
    ]
    held = [*programs, *shifts, *workers]
    provenance = Provenance(doubts=draw(_doubts(held, RECORD_TYPES)))
    supplied = ("organisation", "program", "shift", "worker")
    return Snapshot.of(held, supplied=supplied, provenance=provenance)

"""Random records and snapshots, small enough to meet each other."""

from datetime import date, datetime
from decimal import Decimal

from hypothesis import strategies as st

from peercomply.errors import RecordError
from peercomply.records.durations import Duration
from peercomply.records.fields import FieldType
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
    FieldType.DURATION: st.builds(Duration, months=st.integers(0, 14), days=st.integers(0, 40)),
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
        return st.integers(field.minimum or 0, 99).map(Decimal)
    if field.name == "hours":
        return st.sampled_from(
            ("17:00-08:00", "09:00-12:00, 13:00-17:00", "00:00-24:00", "closed", "late")
        )
    return _VALUES[field.of]


@st.composite
def records(draw, name, key):
    """One record of the type *name*; most fields that rules read are often missing."""
    described = RECORD_TYPES[name]
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
def snapshots(draw):
    """A snapshot with missing values, missing files, dangling references and doubtful cells."""
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1, max_size=8))
    held = []
    for name in names:
        keys = draw(st.lists(st.sampled_from(KEYS[:3]), unique=True, max_size=3))
        held += [draw(records(name, key)) for key in keys]
    return Snapshot.of(held, supplied=names, provenance=Provenance(doubts=draw(_doubts(held))))


@st.composite
def _doubts(draw, held):
    empty = [
        (record.__record__.name, field, record.id)
        for record in held
        for field in RECORD_TYPES[record.__record__.name].fields
        if getattr(record, field) is None
    ]
    chosen = draw(st.lists(st.sampled_from(empty), unique=True, max_size=4)) if empty else []
    doubts = {}
    for name, field, key in chosen:
        kind = RECORD_TYPES[name].fields[field].type
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

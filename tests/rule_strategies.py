"""Random well-typed rules, as rule files write them."""

import yaml
from hypothesis import strategies as st

from peercomply.records.fields import FieldType
from peercomply.records.model import RECORD_TYPES
from strategies import NAMES
from worlds import HEADER

EXTRA = """
parameters:
  number: {meaning: A number, values: [{value: 2, basis: proposed, source: ours}]}
  interval:
    meaning: An interval
    values:
      - {value: P2M, basis: proposed, source: ours}
      - {value: P1M, from: 2026-10-01, basis: proposed, source: ours}
  mixed:
    meaning: An interval whose unit was changed
    values:
      - {value: P7D, basis: proposed, source: ours}
      - {value: P4B, from: 2026-10-15, basis: proposed, source: ours}
  share: {meaning: A share, values: [{value: 0.51, basis: proposed, source: ours}]}
define:
  worker:
    senior: started_on < as_of - P1Y and frontline
    known: present(manager_id) or is_peer
  program:
    staffed: any(worker, where=active)
"""

_CONSTANT = ("P0D", "P7D", "P1M", "P14M", "P0B", "P1B", "P5B", "P23B", "interval", "mixed")
_CALENDAR = st.sampled_from(("P1D", "P7D", "P1M", "interval"))
_NUMBERS = st.sampled_from(("0", "1", "2.50", "-3", "number"))
_DAYS = ("as_of", 'day("2026-10-31")', 'day("2024-02-29")')
_SIGNS = st.sampled_from(("==", "!=", "<", "<=", ">", ">="))
_SAME = st.sampled_from(("==", "!="))
_DATED = (FieldType.DATE, FieldType.DATETIME)
_NUMERIC = (FieldType.INT, FieldType.DECIMAL)


class Place:
    """
    Where an expression stands: the types of the judged and of the current record.

    *path* leads to another record, *depth* bounds what may still follow.
    """

    def __init__(self, judged, current=None, depth=3, lets=()):
        self.judged, self.current, self.depth, self.lets = judged, current, depth, lets

    @property
    def here(self):
        return self.judged if self.current is None else self.current

    def rows(self, name):
        return Place(self.judged, name, self.depth - 1, self.lets)

    def deeper(self):
        return Place(self.judged, self.current, self.depth - 1, self.lets)

    def names(self, *types, of=None):
        """Yield the fields of *types* that an expression can name here."""
        starts = [("", self.here)]
        if self.current is not None:
            starts.append(("this.", self.judged))
        for prefix, name in list(starts):
            starts += [
                (f"{prefix}{field.name.removesuffix('_id')}.", field.to[0])
                for field in RECORD_TYPES[name].fields.values()
                if RECORD_TYPES[name].reference(field.name.removesuffix("_id")) is field
                and len(field.to) == 1
            ]
        for prefix, name in starts:
            for field in RECORD_TYPES[name].fields.values():
                if field.type in types and (of is None or of(field)):
                    yield f"{prefix}{field.name}", field

    def keys(self, *types):
        """Yield the keys of *types* that an expression can name here, with what they name."""
        if FieldType.REF in types:
            yield "id", {self.here}
            if self.current is not None:
                yield "this.id", {self.judged}
        for name, field in self.names(*types, of=lambda field: field.to):
            yield name, set(field.to)


def same_keys(place):
    """Return equalities of two keys, and keys that stand in a set, that can be asked here."""
    ones = list(place.keys(FieldType.REF))
    return [
        f"{one} {word} {other}"
        for word, others in (("==", ones), ("in", list(place.keys(FieldType.SET))))
        for one, named in ones
        for other, owners in others
        if one != other and named == owners
    ]


def joined(judged, target):
    """Return equalities between a row of the type *target* and the record judged."""
    return [
        f"{one.name} == this.{other.name}"
        for one in RECORD_TYPES[target].fields.values()
        for other in RECORD_TYPES[judged].fields.values()
        if {one.type, other.type} == {FieldType.REF} and one.to == other.to
    ]


def related(name):
    """Return ways to name records that are related to one of the type *name*, with their type."""
    found = [
        (target, f"by={field.name}", field.name)
        for target in NAMES
        for field in RECORD_TYPES[target].references(name)
    ]
    if name == "program":
        found += [(t, "", "") for t in NAMES if RECORD_TYPES[t].info.program and t != name]
    return found


def durations(place):
    """Return a strategy for durations: constant, by the day, or as a record holds them."""
    dates = [name for name, _ in place.names(*_DATED)]
    options = [st.sampled_from(_CONSTANT)]
    if dates:
        one = st.sampled_from(("interval", "mixed"))
        options.append(st.builds("value_on({}, {})".format, one, st.sampled_from(dates)))
    held = [name for name, _ in place.names(FieldType.DURATION)]
    held += [
        f'entry({name}, "{field.values[0]}")'
        for name, field in place.names(FieldType.MAPPING, of=lambda f: f.of is FieldType.DURATION)
    ]
    return st.one_of(*options, *([st.sampled_from(held)] * 2 if held else []))


@st.composite
def days(draw, place):
    names = [name for name, _ in place.names(*_DATED)]
    options = [st.sampled_from((*_DAYS, *names))]
    dates = [name for name, field in place.names(FieldType.DATE)]
    if place.depth > 0:
        inner = place.deeper()
        options.append(
            st.builds(
                "{} {} {}".format,
                st.sampled_from((*_DAYS, *dates)),
                st.sampled_from("+-"),
                durations(place),
            )
        )
        if len(dates) > 1:
            two = st.lists(st.sampled_from(dates), min_size=2, max_size=3)
            call = st.sampled_from(("later_of", "earlier_of", "first_present"))
            options.append(st.builds(lambda name, items: f"{name}({', '.join(items)})", call, two))
        options += aggregates(inner, ("latest", "earliest"))
        if place.depth > 1 and dates:
            options.append(
                st.builds(
                    "({} if {} else {})".format,
                    st.sampled_from(dates),
                    conditions(inner),
                    st.sampled_from(dates),
                )
            )
    return draw(st.one_of(options))


@st.composite
def numbers(draw, place):
    names = [name for name, _ in place.names(*_NUMERIC)]
    options = [_NUMBERS, *([st.sampled_from(names)] if names else [])]
    lines = [
        (name, field)
        for name, field in place.names(
            FieldType.MAPPING, of=lambda f: f.of in _NUMERIC and f.values
        )
    ]
    if lines:
        options.append(
            st.sampled_from(lines).flatmap(
                lambda one: st.sampled_from(one[1].values).map(
                    lambda key: f'entry({one[0]}, "{key}")'
                )
            )
        )
    if place.depth > 0:
        inner = place.deeper()
        sides = numbers(inner)
        options.append(st.builds("{} {} {}".format, sides, st.sampled_from("+-*"), sides))
        options.append(
            st.builds("({} {} {}) * {}".format, sides, st.sampled_from("+-"), sides, sides)
        )
        options += aggregates(inner, ("count", "share", "sum"))
    return draw(st.one_of(options))


def aggregates(place, gathers):
    """Return strategies for aggregates of *gathers* here; none if no records are related."""
    found = related(place.here)
    return [_aggregate(place, gathers, found)] if found else []


@st.composite
def _aggregate(draw, place, gathers, found):
    target, by, _ = draw(st.sampled_from(found))
    pairs = []
    if draw(st.integers(0, 3)) == 0:
        ways = [(name, listed) for name in NAMES if (listed := joined(place.judged, name))]
        if ways:
            target, pairs = draw(st.sampled_from(ways))
            by = ""
    gather, inner = draw(st.sampled_from(gathers)), place.rows(target)
    own = RECORD_TYPES[target].fields.values()
    types = _NUMERIC if gather == "sum" else _DATED
    values = [field.name for field in own if field.type in types]
    if gather in ("latest", "earliest", "sum"):
        if not values:
            return "0" if gather == "sum" else "as_of"
        named = draw(st.sampled_from(values))
        target = f"{target}.{named}"
    parts = [target]
    if pairs:
        parts.append(f"where={draw(conditions(inner))} and {draw(st.sampled_from(pairs))}")
    elif draw(st.booleans()):
        parts.append(f"where={draw(conditions(inner))}")
    if gather in ("share", "all"):
        parts.append(f"that={draw(conditions(inner))}")
    if by:
        parts.append(by)
    return f"{gather}({', '.join(parts)})"


@st.composite
def _texts(draw, place):
    name, field = draw(st.sampled_from(list(place.names(FieldType.ENUM))))
    values = st.sampled_from(field.values).map('"{}"'.format)
    several = st.lists(values, min_size=1, max_size=3, unique=True)
    listed = several.map(lambda items: f"({', '.join(items)},)")
    word = draw(st.sampled_from(("==", "!=", "in", "not in")))
    return f"{name} {word} {draw(listed if 'in' in word else values)}"


@st.composite
def _sets(draw, place):
    options = list(place.names(FieldType.SET, FieldType.MAPPING, of=lambda field: field.values))
    name, field = draw(st.sampled_from(options))
    value, word = draw(st.sampled_from(field.values)), draw(st.sampled_from(("in", "not in")))
    return f'"{value}" {word} {name}'


def conditions(place):
    """Return a strategy for conditions that stand at *place*."""
    fields = [name for name, _ in place.names(*(set(FieldType) - {FieldType.KEY}))]
    flags = [name for name, _ in place.names(FieldType.BOOL)]
    options = [
        st.sampled_from(fields).map("missing({})".format),
        st.sampled_from(fields).map("present({})".format),
    ]
    options += [st.sampled_from(flags)] if flags else []
    options += [_texts(place)] if any(True for _ in place.names(FieldType.ENUM)) else []
    if any(field.values for _, field in place.names(FieldType.SET, FieldType.MAPPING)):
        options.append(_sets(place))
    if equal := same_keys(place):
        options.append(st.sampled_from(equal))
    for name, definitions in (
        ("worker", ("senior", "known", "active")),
        ("program", ("staffed", "active")),
    ):
        if place.here == name:
            options.append(st.sampled_from(definitions))
        if place.current is not None and place.judged == name:
            options.append(st.sampled_from([f"this.{one}" for one in definitions]))
    if place.lets:
        options.append(st.sampled_from(place.lets))
    if place.depth > 0:
        inner = st.deferred(lambda: conditions(place.deeper()))
        options.append(
            st.deferred(
                lambda: st.builds(
                    "{} {} {}".format, days(place.deeper()), _SIGNS, days(place.deeper())
                )
            )
        )
        options.append(
            st.deferred(
                lambda: st.builds(
                    "{} {} {}".format, numbers(place.deeper()), _SIGNS, numbers(place.deeper())
                )
            )
        )
        options.append(st.builds("({} and {})".format, inner, inner))
        options.append(st.builds("({} or {})".format, inner, inner))
        options.append(inner.map("not ({})".format))
        options.append(st.builds("({}) == ({})".format, inner, inner))
        options += aggregates(place.deeper(), ("any", "all"))
    return st.sampled_from(options).flatmap(lambda one: one)


@st.composite
def _related_keys(draw, place, *, dated):
    found = [one for one in related(place.judged)
             if not dated or any(f.type in _DATED for f in RECORD_TYPES[one[0]].fields.values())]  # fmt: skip
    target, _, by = draw(st.sampled_from(found))
    keys = {"of": target}
    if dated:
        names = [f.name for f in RECORD_TYPES[target].fields.values() if f.type in _DATED]
        keys["of"] = f"{target}.{draw(st.sampled_from(names))}"
    if draw(st.booleans()):
        keys["where"] = draw(conditions(place.rows(target)))
    if by:
        keys["by"] = by
    return keys


@st.composite
def _latest(draw, place):
    keys = draw(_related_keys(place, dated=True)) | {"within": draw(durations(place))}
    if draw(st.booleans()):
        keys["since"] = draw(days(place.deeper()))
    return "latest", keys | draw(_warn)


_warn = st.sampled_from(({}, {"warn": "P30D"}, {"warn": "P2B"}, {"warn": "mixed"}))


@st.composite
def _follow_up(draw, place):
    if draw(st.booleans()):
        keys = {"by": draw(days(place))}
    else:
        keys = {"after": draw(days(place)), "within": draw(durations(place))}
    late = draw(st.sampled_from(({}, {"late": "passes"})))
    return "follow_up", keys | {"done": draw(days(place))} | late | draw(_warn)


@st.composite
def _before(draw, place):
    own = (
        {"date": draw(days(place))}
        if draw(st.booleans())
        else draw(_related_keys(place, dated=True))
    )
    keys = own | {"then": draw(days(place))}
    keys |= draw(
        st.sampled_from(({}, {"at_least": "P1M"}, {"at_least": "P6B"}, {"at_least": "interval"}))
    )
    return "before", keys | ({"after": draw(days(place))} if draw(st.booleans()) else {})


@st.composite
def _current(draw, place):
    own = (
        {"date": draw(days(place))}
        if draw(st.booleans())
        else draw(_related_keys(place, dated=True))
    )
    return "current", own | draw(st.sampled_from(({}, {"open_ended": "true"}))) | draw(_warn)


@st.composite
def _every(draw, place):
    keys = draw(_related_keys(place, dated=True)) | {"from": draw(days(place.deeper()))}
    grace = draw(st.sampled_from(({}, {"grace": "P10D"}, {"grace": "P3B"}, {"grace": "mixed"})))
    return "every", keys | {"period": draw(st.sampled_from(("P7D", "P1M"))), "back": "P3M"} | grace


@st.composite
def _counted(draw, place):
    keys = draw(_related_keys(place, dated=False))
    limits = st.sampled_from(
        (
            {"at_least": "2"},
            {"at_most": "number"},
            {"exactly": "1"},
            {"at_least": "1", "at_most": "2"},
        )
    )
    return "count", keys | draw(limits)


@st.composite
def _share(draw, place):
    keys = draw(_related_keys(place, dated=False))
    that = draw(conditions(place.rows(keys["of"])))
    return "share", keys | {"that": that} | draw(
        st.sampled_from(({"at_least": "share"}, {"at_most": "0.5"}))
    )


@st.composite
def _covers(draw, place):
    found = [
        (one, field) for one in related(place.judged)
        for field in RECORD_TYPES[one[0]].fields.values()
        if field.type is FieldType.SET and field.of is FieldType.ENUM
    ]  # fmt: skip
    if not found:
        return draw(_counted(place))
    (target, _, by), field = draw(st.sampled_from(found))
    items = draw(st.lists(st.sampled_from(field.values), min_size=1, max_size=3, unique=True))
    keys = {"items": items, "of": f"{target}.{field.name}"} | ({"by": by} if by else {})
    if draw(st.booleans()):
        keys["where"] = draw(conditions(place.rows(target)))
    return "covers", keys


@st.composite
def _hours(draw, place):
    if place.judged != "program":
        return draw(_counted(place))
    hours = draw(st.sampled_from(("hours", {"daily": "17:00-08:00"}, {"daily": "00:00-24:00"})))
    keys = {"hours": hours, "of": "shift", "from": "starts_at", "to": "ends_at", "back": "P9D"}
    if draw(st.booleans()):
        keys["where"] = draw(conditions(place.rows("shift")))
    return "covers", keys | draw(st.sampled_from(({}, {"since": "started_on"})))


_SHIFTS = (
    "present(on_call_supervisor_id)",
    'on_call_supervisor_id == "1"',
    "starts_at >= this.started_on",
    "ends_at <= starts_at + P1B",
)


@st.composite
def roster_rules(draw):
    """A rule that asks whether shifts span declared hours."""
    subject = draw(st.sampled_from(("program", "program", "worker")))
    hours = "hours" if subject == "program" else "program.hours"
    rule = {"daily": draw(st.sampled_from(("17:00-08:00", "00:00-24:00", "09:00-10:00")))}
    keys = {
        "hours": draw(st.sampled_from((hours, hours, hours, rule))),
        "of": "shift",
        "from": "starts_at",
        "to": draw(st.sampled_from(("ends_at", "ends_at", "ends_at + PT2H"))),
        "back": draw(st.sampled_from(("P2D", "P4D", "interval"))),
    }
    if subject == "worker":
        keys["by"] = "worker_ids"
    if draw(st.booleans()):
        keys["where"] = draw(st.sampled_from(_SHIFTS))
    if draw(st.booleans()):
        latest = "latest(shift.starts_at)" if subject == "program" else "started_on"
        keys["since"] = draw(st.sampled_from(("started_on", latest)))
    item = {"id": "rule-1", "title": "Hours are not covered", "for": subject, "covers": keys}
    if draw(st.integers(0, 4)) == 0:
        item["or"] = "missing(started_on)"
    grades = {"severity": "high", "strength": "should", "obligations": ["X-1"]}
    item |= grades | {"why": "It harms.", "remedy": "Mend it."}
    return text_of([yaml.safe_dump(item, sort_keys=False)])


@st.composite
def _attested(draw, place):
    keys = {"obligation": "X-1", "question": "Is it so?", "within": draw(durations(place))}
    if draw(st.booleans()):
        keys["since"] = draw(st.sampled_from(("started_on", "later_of(started_on, ended_on)")))
    keys |= draw(st.sampled_from(({}, {"planned_action_is_enough": "true"})))
    keys |= draw(st.sampled_from(({}, {"evidence": "true"}, {"answered_by": "peer_workers"})))
    return "attested", keys


def forms(place):
    """Return a strategy for the key of a check form with its value."""
    own = [conditions(place).map(lambda text: ("require", text))]
    own += [
        st.sampled_from(list(RECORD_TYPES[place.judged].fields)).map(
            lambda name: ("present", [name])
        )
    ]
    own += [_follow_up(place)]
    if related(place.judged):
        own += [
            _related_keys(place, dated=False).map(lambda keys: ("present", keys)),
            _counted(place),
            _share(place),
        ]
        own += [
            _latest(place),
            _before(place),
            _current(place),
            _every(place),
            _covers(place),
            _hours(place),
        ]
    if place.judged == "program":
        own += [_attested(place)]
    return st.sampled_from(own).flatmap(lambda one: one)


@st.composite
def rules(draw, number=1, depth=3):
    """The keys of one rule."""
    subject = draw(
        st.sampled_from(
            (
                "worker",
                "program",
                "incident",
                "shift",
                "budget",
                "report",
                "match",
                "audit",
                "funding_agreement",
            )
        )
    )
    keys = {"id": f"rule-{number}", "title": "Something is wrong", "for": subject}
    lets = ()
    if draw(st.booleans()):
        keys["let"] = {"first_one": draw(conditions(Place(subject, depth=1)))}
        lets = ("first_one",)
    place = Place(subject, depth=depth, lets=lets)
    if draw(st.booleans()):
        keys["when"] = draw(conditions(place))
    key, value = draw(forms(place))
    keys[key] = value
    if draw(st.integers(0, 3)) == 0:
        keys["or"] = draw(conditions(place))
    grades = {"severity": "high", "strength": "should", "obligations": ["X-1"]}
    return keys | grades | {"why": "It harms.", "remedy": "Mend it."}


@st.composite
def rule_sets(draw):
    """The keys of a few rules, the last of which may combine the others."""
    items = [draw(rules(number)) for number in range(1, draw(st.integers(1, 3)) + 1)]
    alike = [item["id"] for item in items if item["for"] == items[0]["for"]]
    if draw(st.booleans()):
        causes = [item["id"] for item in items[:-1] if item["for"] == items[-1]["for"]]
        items[-1] |= {"consequence_of": causes} if causes else {}
    if draw(st.booleans()):
        together = draw(st.sampled_from(({}, {"together": "any"}, {"about": "program"})))
        findings = {"findings": {"rules": alike} | together}
        forms_ = {
            "present",
            "require",
            "latest",
            "every",
            "follow_up",
            "before",
            "current",
            "count",
            "share",
            "covers",
            "attested",
        }
        kept = {key: value for key, value in items[0].items() if key not in forms_}
        items.append(kept | findings | {"id": "rule-9"})
    return text_of([yaml.safe_dump(item, sort_keys=False) for item in items])


def text_of(items):
    """Return the text of a pack with the rules *items*, each as YAML."""
    rules_ = "".join("  - " + item.rstrip().replace("\n", "\n    ") + "\n" for item in items)
    return f"{HEADER}{EXTRA}\nrules:\n{rules_}"

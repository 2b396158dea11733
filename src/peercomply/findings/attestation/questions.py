"""Which questions of the self-assessment the rules put, to whom, and which of them are due."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

import attrs

from peercomply.engines.memory import Judge, evaluate_in
from peercomply.engines.outcomes import Outcome, State
from peercomply.engines.telling import day_of
from peercomply.engines.world import World
from peercomply.plan.chain import plans_of
from peercomply.plan.lower import lower
from peercomply.records.model import Record
from peercomply.records.provenance import RecordKey
from peercomply.records.snapshot import Snapshot
from peercomply.rules.choose import in_profile
from peercomply.rules.forms.attested import Attested
from peercomply.rules.nodes import ByField, ByHome
from peercomply.rules.rule import Pack, Rule, schema_of

TYPE = "attestation"

LEAD_DAYS = 30
"""Days ahead in which a question is asked again; ours, as is the `warning_lead` of the pack."""

_EVIDENCE = "Evidence:"
_NOT_POSITIVE = ("negative", "partly")


@attrs.frozen(kw_only=True)
class LastAnswer:
    """
    The latest answer to a question.

    Attributes:
        answer: The answer; None where the record holds none.

        on: Its day.

        role: The group of those who answered; None if it is not recorded.

        counts: Whether the rule counts it: it may lack evidence, or come from another group.
    """

    answer: str | None
    on: date
    role: str | None
    counts: bool


@attrs.frozen(kw_only=True)
class Question:
    """
    One question of one rule, put to one record.

    Attributes:
        key: Names question and wording: a new wording gives another key.

        rule: The rule.

        subject: The program, organisation or committee that is asked.

        item: Element of the question; None for the question as a whole.

        text: The question.

        evidence: What counts as evidence; empty where the rule says nothing.

        source: Document and section of the obligation; the obligation where no register has it.

        organisation_id: Organisation of the subject; None if it is not known.

        state: What the rule says today.

        why: Why it is asked, or that it is answered, in words.

        last: The latest answer; None if there is none.

        due_on: Last day on which an answer is in time; None where that is at once, or not known.

        due: Whether it is asked now.
    """

    key: str
    rule: Rule
    subject: RecordKey
    item: str | None
    text: str
    evidence: str
    source: str
    organisation_id: str | None
    state: State
    why: str
    last: LastAnswer | None
    due_on: date | None
    due: bool

    @property
    def form(self) -> Attested:
        """What the rule asks for."""
        assert isinstance(self.rule.form, Attested)
        return self.rule.form

    @property
    def identity(self) -> str:
        """The part of the key that stays when the wording changes."""
        return self.key.partition("-")[0]


@attrs.frozen(kw_only=True)
class Asked:
    """
    The questions that packs put to the records of an export.

    Attributes:
        questions: All of them, by program and in the order of the rules.

        not_judged: Rules whose program, organisation or committee records were not supplied.

        rejected: How many rows of these record types were rejected, so that nobody is asked.
    """

    questions: tuple[Question, ...]
    not_judged: tuple[str, ...]
    rejected: Mapping[str, int]

    @property
    def due(self) -> tuple[Question, ...]:
        """The questions that are asked now."""
        return tuple(one for one in self.questions if one.due)


def questions_of(
    snapshot: Snapshot,
    packs: Sequence[Pack],
    *,
    as_of: date,
    within: int = LEAD_DAYS,
    profile: str | None = None,
) -> Asked:
    """
    Return the questions that the rules of *packs* put to the records of *snapshot*.

    A question is due if its rule does not pass today, or if its answer ends within *within* days.

    Raises:
        UnknownChoiceError: A pack has no such profile.

        SchemaError: The packs, or a pack and the snapshot, do not go together.
    """
    known = attrs.evolve(snapshot.known_by(schema_of(packs)), tables=None)
    found: list[Question] = []
    not_judged: list[str] = []
    subjects: set[str] = set()
    for pack in packs:
        world = World(known, as_of, pack.parameters)
        for rule in pack.rules if profile is None else in_profile(pack, profile):
            if not isinstance(rule.form, Attested):
                continue
            subjects.add(rule.subject)
            if rule.subject not in known.supplied:
                not_judged.append(rule.id)
                continue
            found += _of_rule(rule, rule.form, pack, world, as_of + timedelta(days=within))
    found.sort(key=lambda one: (one.subject.type != "organisation", one.subject.id))
    rejected = known.provenance.rejected
    return Asked(
        questions=tuple(found),
        not_judged=tuple(sorted(set(not_judged))),
        rejected={name: rejected[name] for name in sorted(subjects & set(rejected))},
    )


def _of_rule(
    rule: Rule, form: Attested, pack: Pack, world: World, last_day: date
) -> Iterator[Question]:
    before = plans_of(rule.id, pack)[:-1]
    if before:
        evaluate_in(world, before)
    for item in form.items or (None,):
        items = () if item is None else (item,)
        asked = attrs.evolve(form, items=items)
        judge = Judge.of(lower(attrs.evolve(rule, form=asked)), world)
        for record in world.snapshot.of_type(rule.subject).values():
            outcome = judge.outcome(record)
            if outcome.state is State.NOT_APPLICABLE:
                continue
            rows = _answers(asked, world, record)
            last = _last(asked, rows)
            due_on = _due_on(judge, outcome, record, asked, rows)
            late = outcome.state is not State.PASS or (due_on is not None and due_on <= last_day)
            yield _question(rule, form, item, pack, outcome, last, due_on, due=late)


def _question(
    rule: Rule,
    form: Attested,
    item: str | None,
    pack: Pack,
    outcome: Outcome,
    last: LastAnswer | None,
    due_on: date | None,
    *,
    due: bool,
) -> Question:
    asked, _, evidence = form.question.partition(_EVIDENCE)
    known = pack.obligations.get(form.obligation)
    return Question(
        key=_key(rule, form, outcome.subject, item),
        rule=rule,
        subject=outcome.subject,
        item=item,
        text=asked.strip() or form.question,
        evidence=evidence.strip(),
        source=form.obligation if known is None else f"{known.source}, {known.section}",
        organisation_id=outcome.organisation_id,
        state=outcome.state,
        why=_why(outcome, last, due_on),
        last=last,
        due_on=due_on,
        due=due,
    )


def _why(outcome: Outcome, last: LastAnswer | None, due_on: date | None) -> str:
    match outcome.state:
        case State.PASS if due_on is None:
            return "answered"
        case State.PASS if last is None:
            return f"the first answer is due by {due_on}"
        case State.PASS:
            return f"answered, and due again by {due_on}"
        case State.UNKNOWN:
            return f"not known: {'; '.join(outcome.reasons)}"
    if last is None:
        return "nobody has answered"
    if not last.counts:
        return "the last answer does not count, for it lacks evidence or is of another group"
    if last.answer in _NOT_POSITIVE and (due_on is None or due_on >= last.on):
        return f"the last answer is {last.answer}"
    return "the last answer is no longer current"


def _answers(form: Attested, world: World, record: Record) -> list[tuple[date, Record]]:
    """Return the answers of *record* to the question of *form* up to today, with their days."""
    link = form.rows.link
    assert isinstance(link, ByField | ByHome)
    rows = world.relations.index(form.rows.record_type, link).by_key.get(record.id, ())
    return [
        (on, row)
        for row in rows
        if getattr(row, "obligation_id", None) == form.obligation
        and (not form.items or getattr(row, "item", None) in form.items)
        and (on := getattr(row, "answered_on", None)) is not None
        and on <= world.as_of
    ]


def _last(form: Attested, rows: Iterable[tuple[date, Record]]) -> LastAnswer | None:
    """Return the latest answer that counts, or else the latest one."""
    found = [
        LastAnswer(
            answer=getattr(row, "answer", None),
            on=on,
            role=getattr(row, "answerer_role", None),
            counts=_counts(form, row),
        )
        for on, row in rows
    ]
    order = lambda one: (one.counts, one.on, one.answer != "positive", one.role or "")
    return max(found, key=order, default=None)


def _counts(form: Attested, row: Record) -> bool:
    if form.group is not None and getattr(row, "answerer_role", None) != form.group:
        return False
    return not form.evidence or getattr(row, "evidence", None) is not None


def _due_on(
    judge: Judge,
    outcome: Outcome,
    record: Record,
    form: Attested,
    rows: Iterable[tuple[date, Record]],
) -> date | None:
    if outcome.detail is not None:
        return outcome.detail.due_on
    read, world = judge.teller.due, judge.world
    if outcome.state is not State.PASS or read is None:
        return None
    days = []
    for choice in judge.settled(record)[1]:
        world.choice = choice
        days.append(day_of(read(record, record)))
    world.choice = {}
    known = [one for one in (*days, *_ends(form, rows)) if one is not None]
    return min(known, default=None)


def _ends(form: Attested, rows: Iterable[tuple[date, Record]]) -> Iterator[date | None]:
    """Yield the days that the latest answers set themselves: until when they or a plan hold."""
    counted = [(on, row) for on, row in rows if _counts(form, row)]
    latest = max((on for on, _ in counted), default=None)
    for on, row in counted:
        if on == latest:
            yield getattr(row, "next_due_on", None)
            if getattr(row, "answer", None) in _NOT_POSITIVE:
                yield getattr(row, "action_due_on", None)


def _key(rule: Rule, form: Attested, subject: RecordKey, item: str | None) -> str:
    asked = _hash(rule.id, subject.type, subject.id, item or "")[:12]
    wording = (form.question, form.obligation, form.group or "", str(form.evidence))
    return f"{asked}-{_hash(*wording)[:6]}"


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode(errors="surrogatepass")).hexdigest()

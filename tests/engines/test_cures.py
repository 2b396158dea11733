"""What a breach names as its cure ends the breach, and nothing smaller does."""

import re
from datetime import date, datetime, timedelta

import attrs
import pytest

from peercomply import check
from peercomply.records.snapshot import Snapshot
from worlds import DAY, HEADER, RULE, outcomes, pack, record, rule, supervision, worker, world

STEP = timedelta(days=1)


def judged(used, records, supplied):
    (outcome,) = outcomes(used, world(*records, supplied=supplied)).values()
    return outcome


def day_in(cure):
    """Return the only day that *cure* names."""
    (text,) = re.findall(r"\d{4}-\d{2}-\d{2}", cure)
    return date.fromisoformat(text)


def changed(records, **values):
    first, *others = records
    return [attrs.evolve(first, **values), *others]


# Each form: what is judged, its check, the records, what the cure says, the records after it has been applied on
# a day, and by how many days a smaller change would be different; None where no day is part of the cure.
CURES = {
    "present, fields": (
        "worker", "present: [manager_id, level]", [worker(level=None)],
        "a value in manager_id, level",
        lambda records, _: changed(records, manager_id="W2", level="front_line"), None,
    ),
    "present, records": (
        "worker", "present: {of: supervision, where: peer_led}", [worker()],
        "a supervision with: peer_led",
        lambda records, _: [*records, supervision("S1", peer_led=True)], None,
    ),
    "current": (
        "worker", "current: {date: contract_end_on}", [worker(contract_end_on="2026-10-01")],
        "contract_end_on on 2026-11-22 or later",
        lambda records, day: changed(records, contract_end_on=day), -1,
    ),
    "current, records": (
        "worker", "current: {of: agreement.expires_on, where: present(signed_on)}", [worker()],
        "an agreement with: present(signed_on); expires_on on 2026-11-22 or later",
        lambda records, day: [*records, record("agreement", "A1", worker_id="W1", signed_on="2026-01-01", expires_on=day)], -1,
    ),
    "latest": (
        "worker", 'latest: {of: supervision.held_on, where: kind == "line", within: P1M, since: started_on}', [worker()],
        'a supervision with held_on on 2026-10-22 or later, and: kind == "line"',
        lambda records, day: [*records, supervision("S1", kind="line", held_on=day)], -1,
    ),
    "latest, at the end of a month": (
        "worker", "latest: {of: supervision.held_on, within: P9M}", [worker()],
        "a supervision with held_on on 2026-02-22 or later",
        lambda records, day: [*records, supervision("S1", held_on=day)], -1,
    ),
    "every": (
        "program", "every: {of: report.period_start, period: P1M, from: started_on, back: P2M}",
        [record("program", "P1", started_on="2026-10-01")],
        "a report, period_start from 2026-10-01 to 2026-10-31",
        lambda records, day: [*records, record("report", "R1", program_id="P1", period_start=day)], 1,
    ),
    "follow_up": (
        "incident", "follow_up: {after: occurred_on, within: P14D, done: reviewed_on, late: passes}",
        [record("incident", "I1", occurred_on="2026-10-01")],
        "a day in reviewed_on, not after 2026-11-22",
        lambda records, day: changed(records, reviewed_on=day), 1,
    ),
    "before": (
        "audit", 'before: {of: audit.completed_on, where: program_id == this.program_id and kind == "internal", then: completed_on, at_least: P1M}',
        [record("audit", "A1", program_id="P1", kind="external", completed_on="2026-03-31")],
        'an audit with: program_id == this.program_id and kind == "internal", completed_on by 2026-02-28',
        lambda records, day: [*records, record("audit", "A2", program_id="P1", kind="internal", completed_on=day)], 1,
    ),
    "count, too few": (
        "worker", "count: {of: supervision, where: peer_led, at_least: 1, at_most: 2}", [worker()],
        "at least 1, at most 2 supervision records with: peer_led",
        lambda records, _: [*records, supervision("S1", peer_led=True)], None,
    ),
    "share": (
        "program", "share: {of: worker, that: is_peer, at_least: 0.5}",
        [record("program", "P1"), worker(program_id="P1", is_peer=False)],
        "a share of at least 0.5 of worker records: is_peer",
        lambda records, _: [*records, worker("W2", program_id="P1", is_peer=True)], None,
    ),
    "covers": (
        "program", "covers: {items: [finance], of: audit.areas_covered}", [record("program", "P1")],
        "an audit whose areas_covered covers finance",
        lambda records, _: [*records, record("audit", "A1", program_id="P1", areas_covered=["finance"])], None,
    ),
    "covers, the record itself": (
        "audit", "covers: {items: [finance], in: areas_covered}", [record("audit", "A1", areas_covered=[])],
        "areas_covered that includes finance",
        lambda records, _: changed(records, areas_covered=["finance"]), None,
    ),
    "covers, hours": (
        "program", "covers: {hours: hours, of: shift, from: starts_at, to: ends_at, since: started_on, back: P1D}",
        [record("program", "P1", hours={"daily": "09:00-12:00"}, started_on="2026-11-22")],
        "shift records that cover 2026-11-22 09:00 to 12:00",
        lambda records, day: [*records, record(
            "shift", "S1", program_id="P1", starts_at=datetime.combine(day, datetime.min.time()) + timedelta(hours=9),
            ends_at=datetime.combine(day, datetime.min.time()) + timedelta(hours=12))], -1,
    ),
    "attested": (
        "program", "attested: {obligation: X-1, question: Is it so?, within: P12M}", [record("program", "P1")],
        "a positive answer on 2025-11-22 or later",
        lambda records, day: [*records, record(
            "attestation", "A1", program_id="P1", obligation_id="X-1", answered_on=day, answer="positive")], -1,
    ),
    "require": (
        "worker", "require: hours_per_week >= 8", [worker(hours_per_week=4)],
        "records for which this holds: hours_per_week >= 8",
        lambda records, _: changed(records, hours_per_week=8), None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", CURES)
def test_a_cure_ends_the_breach_and_is_the_smallest_that_does(form):
    """
    With the records as the cure says the rule holds; a day short of it, it still fails.
    """
    subject, body, records, words, cured, smaller = CURES[form]
    used = rule(subject, body)
    supplied = ["supervision", "agreement", "report", "training", "audit", "shift", "attestation"]
    before = judged(used, records, [*supplied, "worker"] if subject == "program" else supplied)

    cure = before.detail.cure
    day = None if smaller is None else day_of(form, cure)
    after = outcomes(used, world(*cured(records, day), supplied=supplied))[records[0].id]

    assert cure == words
    assert before.state.value == "fail"
    assert after.state.value == "pass"
    if smaller is not None:
        less = outcomes(used, world(*cured(records, day + smaller * STEP), supplied=supplied))
        assert less[records[0].id].state.value != "pass"


def day_of(form, cure):
    """Return the day of a cure that is nearest to the other side: the last one of a period."""
    if form == "every":
        return date.fromisoformat(re.findall(r"\d{4}-\d{2}-\d{2}", cure)[-1])
    return day_in(cure)


def test_what_was_done_late_has_no_cure_in_the_records():
    """
    A review that came too late cannot be recorded away.
    """
    used = rule("incident", "follow_up: {after: occurred_on, within: P14D, done: reviewed_on}")
    late = record("incident", "I1", occurred_on="2026-10-01", reviewed_on="2026-11-01")

    (said,) = outcomes(used, Snapshot.of([late])).values()

    assert said.detail.cure == "none in the records: the time has passed"


def test_rules_that_fail_together_are_cured_by_the_cure_of_one_of_them():
    """
    A worker without manager and level has two breaches and a third for both; a manager is enough.
    """
    bodies = {
        "no-manager": "    present: manager_id",
        "no-level": "    present: level",
        "both": "    findings: {rules: [no-manager, no-level]}",
    }
    head, item = RULE.split("rules:\n")
    items = [
        item.format(subject="worker", body=body).replace("test-rule", name)
        for name, body in bodies.items()
    ]
    used = pack(f"{HEADER}{head}rules:\n{''.join(items)}")

    def failing(**values):
        report = check(world(worker(**values)), used, as_of=DAY)
        return {one.rule.id: one.breaches[0].cure for one in report.findings}

    assert failing() == {
        "no-manager": "a value in manager_id",
        "no-level": "a value in level",
        "both": "what cures one of them",
    }
    assert set(failing(manager_id="W2")) == {"no-level"}

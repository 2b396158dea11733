"""Which questions of the self-assessment are due, and why."""

from datetime import date

import pytest

import peercomply
from peercomply.engines.outcomes import State
from peercomply.findings.attestation.questions import questions_of
from peercomply.rules.forms.attested import Attested
from worlds import DAY, record, rule, world

BODY = """
when: missing(ended_on)
attested:
  obligation: GOV-1
  question: "Does it work? Evidence: minutes."
  within: {within}
  since: started_on
  evidence: true
  planned_action_is_enough: true
"""


def asked(*answers, within="P12M", lead=30, as_of=DAY, started="2020-01-01", **options):
    snapshot = world(
        record("organisation", "O1"),
        record("program", "P1", organisation_id="O1", started_on=started),
        record("program", "P2", organisation_id="O1", ended_on="2021-01-01"),
        *answers,
        **{"supplied": ("attestation",)} | options,
    )
    return questions_of(
        snapshot, [rule("program", BODY.format(within=within))], as_of=as_of, within=lead
    ).questions


def answer(key, on, **values):
    usual = {"obligation_id": "GOV-1", "program_id": "P1", "answer": "positive", "evidence": "M"}
    return record("attestation", key, answered_on=on, **usual | values)


@pytest.mark.parametrize(
    ("answers", "why", "due_on", "due"),
    [
        ([], "nobody has answered", "2021-01-01", True),
        ([("2025-11-21", {})], "the last answer is no longer current", "2026-11-21", True),
        ([("2025-11-22", {})], "answered, and due again by 2026-11-22", "2026-11-22", True),
        ([("2025-12-22", {})], "answered, and due again by 2026-12-22", "2026-12-22", True),
        ([("2025-12-23", {})], "answered, and due again by 2026-12-23", "2026-12-23", False),
        (
            [("2026-10-01", {"next_due_on": "2026-12-01"})],
            "answered, and due again by 2026-12-01",
            "2026-12-01",
            True,
        ),
        (
            [("2026-10-01", {"answer": "partly", "action_due_on": "2027-03-01"})],
            "answered, and due again by 2027-03-01",
            "2027-03-01",
            False,
        ),
        (
            [("2026-10-01", {"answer": "negative", "action_due_on": "2026-11-01"})],
            "the last answer is negative",
            "2027-10-01",
            True,
        ),
        (
            [("2026-10-01", {"evidence": None})],
            "the last answer does not count, for it lacks evidence or is of another group",
            "2021-01-01",
            True,
        ),
        ([("2026-11-23", {})], "nobody has answered", "2021-01-01", True),
        ([("2026-10-01", {"obligation_id": "GOV-2"})], "nobody has answered", "2021-01-01", True),
    ],
)
def test_a_question_is_due_where_its_rule_does_not_pass_or_soon_will_not(answers, why, due_on, due):
    """
    The day that the answer, or a plan, sets itself counts as well as the interval of the rule.
    """
    (found,) = asked(*(answer(f"A{n}", on, **more) for n, (on, more) in enumerate(answers)))

    assert (found.why, str(found.due_on), found.due) == (why, due_on, due)
    assert (found.text, found.evidence) == ("Does it work?", "minutes.")
    assert str(found.subject) == "program:P1"


def test_an_answer_of_29_february_ends_on_the_28th():
    """
    Months end where the calendar says.
    """
    (found,) = asked(answer("A1", "2024-02-29"), as_of=date(2025, 1, 1))

    assert found.due_on == date(2025, 2, 28)


def test_what_is_not_known_is_asked():
    """
    No table of attestations, or a day that cannot be read, is no answer.
    """
    (without,) = asked(supplied=())
    doubts = {("attestation", "A1", "answered_on"): ()}
    (unread,) = asked(answer("A1", None), doubts=doubts)
    two = {("attestation", "A1", "answered_on"): ("2025-11-10", "2025-10-11")}
    (either,) = asked(answer("A1", None), doubts=two)

    for one in (without, unread):
        assert one.state is State.UNKNOWN
        assert one.due
    assert without.why == "not known: attestation was not supplied"
    assert either.state is State.FAIL
    assert either.due_on == date(2026, 11, 10)


def test_a_new_wording_gives_another_key_for_the_same_question():
    """
    The first part names the question, the second its wording.
    """
    (first,) = asked()
    (same,) = asked(answer("A1", "2026-11-01"))
    body = BODY.format(within="P12M").replace("Does it work?", "Does it work well?")
    snapshot = world(record("program", "P1"), supplied=("attestation",))
    (other,) = questions_of(snapshot, [rule("program", body)], as_of=DAY).questions

    assert first.key == same.key
    assert (first.identity, first.key != other.key) == (other.identity, True)


def test_the_questions_of_the_example_service_are_those_that_its_check_does_not_pass():
    """
    Element by element, the paper and the check agree.
    """
    pack = peercomply.load_rules("peer-support")
    snapshot = peercomply.load_snapshot("fixtures/harbour")
    report = peercomply.check(snapshot, pack, as_of=DAY)
    asked_ = questions_of(snapshot, [pack], as_of=DAY)
    late = {
        (finding.rule.id, breach.subject, breach.item, breach.due_on)
        for finding in report.findings
        if isinstance(finding.rule.form, Attested)
        for breach in finding.breaches
    }
    passed = sum(
        result.passed
        for result in report.rules
        if isinstance(result.rule.form, Attested) and not result.rule.form.items
    )

    assert {
        (one.rule.id, one.subject, one.item, one.due_on)
        for one in asked_.questions
        if one.state is State.FAIL
    } == late
    assert passed == sum(one.state is State.PASS and one.item is None for one in asked_.questions)
    assert asked_.rejected == {}

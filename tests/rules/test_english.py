"""Rules in plain English, from the syntax tree alone."""

from pathlib import Path

import pytest

import peercomply
from peercomply.plan.lower import lower
from peercomply.plan.sentences import sentences
from peercomply.rules.english import phrase
from peercomply.rules.voice import Voice
from worlds import rule

SHIPPED = peercomply.load_rules("peer-support")
FORMS = peercomply.load_rules(Path(__file__).parents[1] / "engines" / "every_form.yml")

PAUSE = """
parameters:
  pause: {meaning: A pause, values: [{value: P1M, basis: proposed, source: our policy}]}
define:
  worker:
    senior: started_on < as_of - P1Y and frontline
"""


def said(subject, condition, *, brief=False):
    """Return what `require: condition` says."""
    text = condition.replace("'", "''")
    loaded = rule(subject, f"require: '{text}'", PAUSE).rules[0]
    return phrase(loaded.form.condition, Voice.of(subject, brief=brief))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("started_on <= as_of", "started on is on or before the day of the check"),
        ("started_on > as_of - P1M", "started on is after 1 month before the day of the check"),
        ("started_on < as_of - pause", "started on is before the day of the check minus the pause"),
        ("started_on + P1Y >= as_of", "1 year after started on is on or after the day of the check"),
        ('started_on == day("2026-01-31")', "started on is 2026-01-31"),
        ('engagement == "paid"', "engagement is paid"),
        ('engagement != "paid"', "engagement is not paid"),
        ('not engagement == "paid"', "engagement is not paid"),
        ('engagement in ("volunteer", "paid")', "engagement is one of paid, volunteer"),
        ('engagement not in ("volunteer", "paid")', "engagement is none of paid, volunteer"),
        ('engagement in ("paid",)', "engagement is paid"),
        ('engagement not in ("paid",)', "engagement is not paid"),
        ('"trauma" in specialisations', "specialisations include trauma"),
        ('"trauma" not in specialisations', "specialisations do not include trauma"),
        ("is_peer", "peer is yes"),
        ("not is_peer", "peer is no"),
        ("is_peer == true", "peer is yes"),
        ("missing(is_peer)", "peer is not recorded"),
        ("missing(ended_on)", "ended on is not recorded"),
        ("present(ended_on)", "ended on is recorded"),
        ("not (is_peer and frontline)", "it is not so that (peer is yes and frontline is yes)"),
        ("is_peer or frontline and inexperienced", "peer is yes or (frontline is yes and inexperienced is yes)"),
        ("hours_per_week * 2 - 1 > 10 + 1", "hours per week times 2 minus 1 is more than 10 plus 1"),
        ("hours_per_week < 10", "hours per week is less than 10"),
        ("not hours_per_week < 10", "hours per week is at least 10"),
        ("manager.ended_on > as_of", "the manager's ended on is after the day of the check"),
        ("manager.senior", "the manager's started on is before 1 year before the day of the check and the manager's frontline is yes"),
        ("program.started_on < as_of", "the program's started on is before the day of the check"),
        ('manager_id == "W1"', "manager id is W1"),
        ('id == "W1"', "this worker's key is W1"),
        ('manager.id == "W1"', "the manager's key is W1"),
        ("first_present(started_on, ended_on) < as_of", "the first recorded one of started on and ended on is before the day of the check"),
        ("later_of(started_on, ended_on) < as_of", "the later of started on and ended on is before the day of the check"),
        ("earlier_of(started_on, ended_on) < as_of", "the earlier of started on and ended on is before the day of the check"),
        ("missing(later_of(started_on, ended_on))", "the later of started on and ended on does not exist"),
        ("as_of + (P7D if is_peer else P1M) > started_on", "7 days (where peer is yes, else 1 month) after the day of the check is after started on"),
        ("started_on + value_on(pause, started_on) < as_of", "the pause in force on started on after started on is before the day of the check"),
        ("as_of + P0D > started_on", "0 days after the day of the check is after started on"),
        ("as_of + P1Y6M > started_on", "18 months after the day of the check is after started on"),
        ("true", "yes"),
    ],
)  # fmt: skip
def test_a_condition_is_a_clause(condition, words):
    """
    Every kind of expression about one record has its words.
    """
    assert said("worker", condition) == words


@pytest.mark.parametrize(
    ("subject", "condition", "words"),
    [
        ("worker", "any(supervision)", "there is at least one of this worker's supervision records"),
        ("worker", "not any(supervision)", "there is none of this worker's supervision records"),
        ("worker", 'any(supervision, where=kind == "line" and held_on < this.started_on)', "there is at least one of this worker's supervision records whose kind is line and whose held on is before this worker's started on"),
        ("worker", "latest(supervision.held_on) < as_of", "the latest held on of this worker's supervision records is before the day of the check"),
        ("worker", "count(supervision, where=peer_led) < 3", "the number of this worker's supervision records whose peer led is yes, is less than 3"),
        ("worker", "any(worker, where=senior, by=manager_id)", "there is at least one of the worker records whose manager is this worker and whose started on is before 1 year before the day of the check and whose frontline is yes"),
        ("worker", "any(shift, by=worker_ids)", "there is at least one of the shift records whose worker ids include this worker"),
        ("worker", "any(position_description, where=position_id == this.position_id)", "there is at least one of the position description records whose position id is this worker's position id"),
        ("shift", "count(worker_ids, where=manager.is_peer) > 1", "the number of the worker records named in worker ids for which the manager's peer is yes, is more than 1"),
        ("shift", "not all(worker_ids, that=is_peer)", "it is not so that for each of the worker records named in worker ids, peer is yes"),
        ("shift", "share(worker_ids, that=is_peer) > 0.5", "the share of the worker records named in worker ids for which peer is yes is more than 0.5"),
        ("program", "sum(budget.total) > 0", "the sum of total of this program's budget records is more than 0"),
        ("program", "any(worker, where=any(supervision, where=peer_led))", "there is at least one of this program's worker records for which (there is at least one of its supervision records whose peer led is yes)"),
        ("worker", "any(audit, where=program_id == this.program_id and program.started_on < this.started_on)", "there is at least one of the audit records whose program id is this worker's program id and for which the program's started on is before this worker's started on"),
    ],
)  # fmt: skip
def test_related_records_say_how_they_belong_and_which_of_them_count(subject, condition, words):
    """
    Each link has its words, and a condition is told from the related record.
    """
    assert said(subject, condition) == words


def test_a_brief_phrase_leaves_the_conditions_out():
    """
    Where the rows are listed below, their condition is not said again.
    """
    text = said("worker", "count(supervision, where=peer_led) < 3", brief=True)

    assert text == "the number of this worker's supervision records that count is less than 3"


def test_a_rule_is_said_in_sentences():
    """
    What is judged, when it applies, when it is due, when it holds, what is unknown, its limits.
    """
    found = sentences(lower(SHIPPED.rule("supervision-overdue")), SHIPPED.parameters)

    assert found == (
        "Judges worker records.",
        "Applies when started on is on or before the day of the check and (ended on is not recorded or ended on is after the day of the check).",
        "It is due: the last day in time is the supervision interval after the later of started on and the latest held on of this worker's supervision records whose kind is one of co_supervision, line, peer, professional and whose held on is on or before the day of the check.",
        "Holds when the last day in time is on or after the day of the check.",
        "A breach stands below that of peer-support-contact-overdue where the same record fails it.",
        "A breach stands below that of supervisor-unnamed where the same record fails it.",
        "Unknown when one of these is missing and would decide it: supervision.held_on, supervision.kind, worker.ended_on, worker.started_on.",
        "Unknown as well when no supervision records were supplied.",
        "The supervision interval is 1 month (proposed: PER-MAN-02 names no frequency; monthly is usual).",
    )


def test_the_title_is_not_part_of_the_sentences():
    """
    A rule says what it does, whatever it is called.
    """
    for one in SHIPPED.rules:
        assert one.title not in " ".join(sentences(lower(one), SHIPPED.parameters))


@pytest.mark.parametrize(
    ("rule_id", "sentence"),
    [
        ("period-without-audit", "Looks at each period of 1 month that ended more than 5 days ago, one by one."),
        ("day-without-audit", "Looks at each period of 1 day that has ended, one by one."),
        ("day-without-audit", "Periods are looked at that ended up to 4 months ago."),
        ("area-audited-once", "Looks at each item of areas covered, one by one."),
        ("area-audited-once", "Applies to all of them."),
        ("not-frontline", "Holds when frontline is yes."),
        ("both-fail", "Holds when it is not so that (the rule not-frontline fails for this record and the rule limit-of-newcomers fails for this record)."),
        ("program-fails", "Holds when the rule period-without-audit does not fail in the same program."),
        ("training-late", "The pause is 2 months (proposed: our policy), then 1 month from 2026-10-01 (stated: the contract, clause 7)."),
        ("training-late", "It is due: the last day in time is the last day from which the pause in force on matched on ends by matched on."),
    ],
)  # fmt: skip
def test_each_check_form_has_its_sentences(rule_id, sentence):
    """
    Periods, lists, other rules and dated limits are said, too.
    """
    assert sentence in sentences(lower(FORMS.rule(rule_id)), FORMS.parameters)


def test_what_else_satisfies_a_rule_and_when_it_warns_are_sentences():
    """
    `or` and `warn` are not lost.
    """
    body = "current: {date: ended_on, warn: P30D}\nor: frontline"
    found = sentences(lower(rule("worker", body).rules[0]), {})

    assert "Also holds when frontline is yes." in found
    assert "Is listed as due soon 30 days before that day." in found


def test_hours_and_the_end_of_a_day_have_words():
    """
    A limit in hours is compared with the end of the day of the check.
    """
    body = "follow_up: {after: occurred_on, within: PT24H, done: reported_on}"
    found = sentences(lower(rule("incident", body).rules[0]), {})

    assert "It is due: the last day in time is 24 hours after occurred on." in found
    assert found[3].endswith("the last day in time is on or after the end of the day of the check.")


@pytest.mark.parametrize(
    ("since", "said"),
    [("", "that is over, one by one."), ("since: started_on, ", "one by one, from started on on.")],
)
def test_declared_hours_are_looked_at_from_the_day_that_the_rule_names(since, said):
    """
    Without such a day no beginning is said.
    """
    body = f"covers: {{hours: hours, of: shift, from: starts_at, to: ends_at, {since}back: P2D}}"
    found = sentences(lower(rule("program", body).rules[0]), {})

    assert found[2].endswith(said)

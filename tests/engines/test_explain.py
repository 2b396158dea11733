"""Explanations: the tree of a rule with what it read, for one record."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

import peercomply
from explanations import check_all
from peercomply.engines.explain import MOST_ITEMS, explain
from peercomply.engines.explanation import Truth
from peercomply.engines.outcomes import State
from peercomply.errors import SubjectError, UnknownRuleError
from peercomply.records.provenance import Location, RecordKey
from peercomply.records.snapshot import Provenance, Snapshot
from strategies import snapshots
from worlds import DAY, record, rule, supervision, worker, world

SHIPPED = peercomply.load_rules("peer-support")

FORMS = peercomply.load_rules(Path(__file__).parent / "every_form.yml")


def flat(parts):
    return [one for part in parts for one in (part, *flat(part.parts))]


def why(pack_, snapshot, subject="worker:W1", as_of=DAY):
    return explain(snapshot, pack_, pack_.rules[0].id, subject, as_of=as_of)


def told(explanation, text):
    """Return the part that is *text*, else the first value or condition that begins with it."""
    found = [one for one in flat(explanation.parts) if one.text.startswith(text)]
    return min(found, key=lambda one: (one.text != text, one.outcome is not None))


@given(snapshots())
def test_an_explanation_agrees_with_the_outcome_of_every_shipped_rule(snapshot):
    """
    Whatever the records, explaining never raises, and the tree leads to the outcome.
    """
    check_all(snapshot, SHIPPED)


@given(snapshots())
def test_an_explanation_agrees_with_the_outcome_of_every_check_form(snapshot):
    """
    The same holds for periods, lists, questions, other rules, and limits that depend.
    """
    check_all(snapshot, FORMS)


def volunteers():
    """Load a rule about the last session of volunteers."""
    return rule(
        "worker",
        """when: engagement == "volunteer"
latest: {of: supervision.held_on, within: P1M, since: started_on}""",
    )


def test_each_value_stands_with_its_file_row_and_column():
    """
    A value that was read leads to its cell in the export.
    """
    provenance = Provenance(
        origins={("worker", "W1"): Location("people.csv", 7)},
        headings={("people.csv", "worker", "started_on"): "Start"},
    )
    snapshot = Snapshot.of([worker()], provenance=provenance)

    found = why(rule("worker", "require: started_on <= as_of"), snapshot)
    (place,) = told(found, "started on").places

    assert told(found, "started on").value == "2020-01-01"
    assert place.location == Location("people.csv", 7, "Start")
    assert place.record == RecordKey("worker", "W1")


def test_a_rule_that_does_not_apply_says_which_condition_stopped_it():
    """
    The tree ends with whether the rule applies, and names the condition that is not met.
    """
    found = why(volunteers(), world(worker(engagement="paid"), supplied=["supervision"]))

    assert found.outcome is State.NOT_APPLICABLE
    assert [part.text for part in found.parts] == ["it applies"]
    assert told(found, "engagement is volunteer").outcome is Truth.NO
    assert told(found, "engagement is volunteer").parts[0].value == "paid"


def test_a_record_that_passes_is_explained_like_one_that_fails():
    """
    The due day and the row on which it rests are there for a pass as well.
    """
    found = why(
        volunteers(),
        world(worker(engagement="volunteer"), supervision("S1", held_on="2026-11-01")),
    )

    assert found.outcome is State.PASS
    assert found.messages == ()
    assert told(found, "the last day in time:").value == "2026-12-01"
    assert [part.text for part in told(found, "1 of 1 supervision").parts] == ["supervision:S1"]


def test_a_limit_says_which_value_was_in_force_and_from_which_source():
    """
    A parameter is shown with the value of the day on which it is asked for.
    """
    match = record("match", "M1", worker_id="W1", participant_id="Q1", matched_on="2026-09-30")
    later = record("match", "M2", worker_id="W1", participant_id="Q1", matched_on="2026-10-31")
    snapshot = world(match, later, supplied=["training"])

    old, new = (
        told(explain(snapshot, FORMS, "training-late", key, as_of=DAY), "the pause")
        for key in ("match:M1", "match:M2")
    )

    assert (old.value, old.source) == ("2 months", "proposed: our policy")
    assert new.value == "1 month"
    assert new.source == "stated from 2026-10-01: the contract, clause 7"


def test_rows_say_why_they_did_not_count():
    """
    Rows that counted, may count and did not count stand apart, the last two with the reason.
    """
    rows = [
        record("incident", "I1", program_id="P1", critical=True, occurred_on="2026-10-01"),
        record("incident", "I2", program_id="P1", critical=False, occurred_on="2026-10-01"),
        record("incident", "I3", program_id="P1", occurred_on="2026-10-01"),
    ]
    used = rule("program", "require: count(incident, where=critical) == 0")

    found = why(used, world(record("program", "P1"), *rows), "program:P1")
    counted, may, did_not = told(found, "the number of").parts

    assert found.outcome is State.FAIL
    assert counted.text == "1 of 3 incident records counted"
    assert [one.text for one in counted.parts] == ["incident:I1"]
    assert may.text == "1 of 3 incident records may count"
    assert may.parts[0].parts[0].value == "not recorded"
    assert did_not.text == "1 of 3 incident records did not count"
    assert did_not.parts[0].parts[0].text == "critical is yes"
    assert did_not.parts[0].parts[0].outcome is Truth.NO


def test_a_row_that_a_definition_keeps_out_names_the_condition_that_did():
    """
    The definition is opened, and its conditions are asked of the row.
    """
    defined = "define: {incident: {grave: critical and missing(reviewed_on)}}"
    rows = [
        record("incident", "I1", program_id="P1", critical=True, occurred_on="2026-10-01"),
        record("incident", "I2", program_id="P1", critical=False, occurred_on="2026-10-01"),
        record("incident", "I3", program_id="P1", occurred_on="2026-10-01"),
    ]
    used = rule("program", "require: count(incident, where=grave) == 0", defined)

    found = why(used, world(record("program", "P1"), *rows), "program:P1")
    _, may, did_not = told(found, "the number of").parts
    (open_one,), (kept_out,) = may.parts[0].parts, did_not.parts[0].parts

    assert (open_one.text, open_one.outcome) == ("critical is yes", Truth.UNKNOWN)
    assert (kept_out.text, kept_out.outcome) == ("critical is yes", Truth.NO)


def test_each_row_says_whether_it_meets_what_is_asked_of_all():
    """
    Where a condition is asked of every row, each row that counts has its answer.
    """
    people = [worker("W1", program_id="P1", frontline=True), worker("W2", program_id="P1")]
    used = rule("program", "require: all(worker, that=frontline)")

    found = why(used, world(record("program", "P1"), *people), "program:P1")
    first, second = told(found, "2 of 2 worker records counted").parts

    assert (first.text, first.outcome) == ("worker:W1", Truth.YES)
    assert (second.text, second.outcome) == ("worker:W2", Truth.UNKNOWN)
    assert second.parts[0].text == "frontline is yes"


def test_a_value_of_the_program_stands_in_the_program():
    """
    A path leads to the cell at its end, also where no field of the record names it.
    """
    snapshot = world(record("program", "P1", status="closed"), worker(program_id="P1"))

    found = why(rule("worker", 'require: program.status == "closed"'), snapshot)
    (place,) = told(found, "the program's status").places

    assert place.record == RecordKey("program", "P1")


def test_a_row_that_belongs_to_nobody_may_count():
    """
    A row without a key is listed with the reason for which it is not known whose it is.
    """
    rows = [record("incident", "I1", critical=True)]
    used = rule("program", "require: count(incident) == 0")

    found = why(used, world(record("program", "P1"), *rows), "program:P1")

    assert found.outcome is State.UNKNOWN
    assert told(found, "incident:I1").value == "incident.program_id is missing"


def test_at_most_twelve_rows_of_a_group_are_shown():
    """
    The others are counted.
    """
    rows = [supervision(f"S{n:02}", held_on=f"2026-10-{n + 1:02}") for n in range(15)]

    found = why(rule("worker", "require: any(supervision)"), world(worker(), *rows))
    group = told(found, "15 of 15")

    assert len(group.parts) == 13
    assert group.parts[-1].text == "and 3 more"


def test_no_rows_are_said_to_be_none():
    """
    An empty file and a file that was not given look different.
    """
    used = rule("worker", "require: any(supervision)")

    empty = why(used, world(worker(), supplied=["supervision"]))
    gone = why(used, world(worker()))

    assert told(empty, "no supervision records were found")
    assert told(gone, "supervision records were supplied").outcome is Truth.NO


def test_a_key_that_names_nobody_is_a_row_that_was_not_found():
    """
    A set of keys leads to records; those that are not there are said to be missing.
    """
    shift = record("shift", "H1", worker_ids={"W1", "W9"})
    used = rule("shift", "require: count(worker_ids) == 2")

    found = why(used, world(shift, worker()), "shift:H1")

    assert told(found, "worker not found").value == (
        "shift.worker_ids names a worker that is not in the records"
    )


def test_rows_of_a_set_that_is_missing_are_not_listed():
    """
    Without the set of keys it is not known which rows there are.
    """
    found = why(
        rule("shift", "require: count(worker_ids) == 2"),
        world(record("shift", "H1"), worker()),
        "shift:H1",
    )

    assert told(found, "the number of").value == "not known: shift.worker_ids is missing"
    assert told(found, "the number of").parts == ()


def test_values_of_people_are_withheld_and_so_are_answers_that_tell_them():
    """
    A sensitive value is named by its class, and yes or no about it is not said either.
    """
    used = rule("worker", "require: is_peer and hours_per_week > 10")

    found = why(used, world(worker(is_peer=True, hours_per_week=20)))

    assert told(found, "peer is yes").outcome is Truth.WITHHELD
    assert told(found, "hours per week is more than").outcome is Truth.YES
    assert told(found, "hours per week is more than").parts[0].value == "(withheld: personal data)"
    assert all(place.value is None for one in flat(found.parts) for place in one.places)


def test_free_text_is_withheld():
    """
    A text that people wrote is never shown.
    """
    policy = record("policy", "Y1", title="Grief of J. Doe")

    found = why(rule("policy", 'require: title != "Leave"'), world(policy), "policy:Y1")

    assert told(found, "title is not Leave").outcome is Truth.WITHHELD
    assert told(found, "title").value == "(withheld: free text)"
    assert not any("Doe" in str(one.value) for one in flat(found.parts))


def test_readings_of_a_date_that_disagree_each_have_a_tree():
    """
    Under several readings each outcome is shown once, with the reading that leads to it.
    """
    used = rule("worker", "require: started_on < day('2026-04-01')".replace("'", '"'))
    doubts = {("worker", "W1", "started_on"): ("2026-03-04", "2026-04-03")}

    found = why(used, world(worker(started_on=None), doubts=doubts))

    assert found.outcome is State.UNKNOWN
    assert [reading.outcome for reading in found.readings] == [State.PASS, State.FAIL]
    assert [reading.dates for reading in found.readings] == [
        ("worker.started_on day first",),
        ("worker.started_on month first",),
    ]
    assert all(reading.parts for reading in found.readings)


def test_readings_that_agree_have_one_tree():
    """
    The second reading has no tree of its own where its outcome is the same.
    """
    used = rule("worker", "require: started_on < as_of")
    doubts = {("worker", "W1", "started_on"): ("2026-03-04", "2026-04-03")}

    found = why(used, world(worker(started_on=None), doubts=doubts))

    assert found.outcome is State.PASS
    assert [bool(reading.parts) for reading in found.readings] == [True, False]
    assert found.parts == found.readings[0].parts


def test_items_are_shown_one_by_one():
    """
    Each period is a part of its own, named by its days.
    """
    program = record("program", "P1", started_on="2026-08-01")
    audit = record("audit", "A1", program_id="P1", completed_on="2026-09-10")

    found = explain(world(program, audit), FORMS, "period-without-audit", "program:P1", as_of=DAY)

    assert [(part.text, part.outcome) for part in found.parts[1:]] == [
        ("it holds for 2026-08-01/2026-08-31", Truth.NO),
        ("it holds for 2026-09-01/2026-09-30", Truth.YES),
        ("it holds for 2026-10-01/2026-10-31", Truth.NO),
    ]
    assert len(found.messages) == 2


def test_of_many_items_those_that_hold_give_way():
    """
    The items that fail are all shown before those that hold.
    """
    program = record("program", "P1", started_on="2026-07-01")
    audits = [
        record("audit", f"A{n}", program_id="P1", completed_on=date(2026, 7, 1 + n).isoformat())
        for n in range(31)
    ]

    found = explain(world(program, *audits), FORMS, "day-without-audit", "program:P1", as_of=DAY)
    fails = [part for part in found.parts[1:] if part.outcome is Truth.NO]

    assert len(found.messages) == len(fails) > MOST_ITEMS
    assert found.parts[1].text.endswith("more")


def test_a_record_of_which_no_item_is_due_holds():
    """
    A program that began yesterday has no period that has ended.
    """
    snapshot = world(record("program", "P1", started_on="2026-11-21"), supplied=["audit"])

    found = explain(snapshot, FORMS, "period-without-audit", "program:P1", as_of=DAY)

    assert found.outcome is State.PASS
    assert found.parts[1].text == "nothing of it is judged yet, so it holds"


def test_items_that_cannot_be_listed_say_why():
    """
    Without the first day there are no periods, and without the list no items.
    """
    snapshot = world(record("program", "P1"), record("audit", "A1"))

    periods = explain(snapshot, FORMS, "period-without-audit", "program:P1", as_of=DAY)
    areas = explain(snapshot, FORMS, "area-audited-once", "audit:A1", as_of=DAY)

    assert periods.parts[1].value == "not known: program.started_on is missing"
    assert told(periods, "started on").value == "not recorded"
    assert areas.parts[1].value == "not known: audit.areas_covered is missing"


def test_a_reference_that_leads_nowhere_is_shown_with_its_cell():
    """
    What is asked of the manager is unknown where the manager is not in the records.
    """
    found = explain(world(worker(manager_id="W9")), FORMS, "manager-behind", "worker:W1", as_of=DAY)
    field, definition = told(found, "the manager's frontline"), told(found, "the manager's started")

    assert [place.field for place in field.places] == ["manager_id"]
    assert definition.outcome is Truth.UNKNOWN
    assert (
        definition.value == "not known: worker.manager_id names a worker that is not in the records"
    )


def test_what_other_rules_say_is_part_of_the_tree():
    """
    A rule that reads other rules shows whether they fail.
    """
    snapshot = world(worker(frontline=False, is_peer=False), supplied=["supervision"])

    found = explain(snapshot, FORMS, "both-fail", "worker:W1", as_of=DAY)

    assert found.outcome is State.FAIL
    assert told(found, "the rule not-frontline fails for this record").outcome is Truth.YES


def test_a_value_between_bounds_says_why():
    """
    Rows that may count leave a range, with the reason.
    """
    rows = [supervision("S1", kind="line"), supervision("S2")]
    used = rule("worker", 'require: count(supervision, where=kind == "line") == 2')

    found = why(used, world(worker(), *rows))

    assert told(found, "the number of").value == "1 to 2: supervision.kind is missing"


def test_a_part_is_told_once_for_the_same_record():
    """
    Rows of an aggregate that stands in the rule twice are listed the first time.
    """
    body = "latest: {of: supervision.held_on, within: P1M}"

    found = why(rule("worker", body), world(worker(), supervision("S1", held_on="2026-11-01")))
    again = [one for one in flat(found.parts) if one.text.endswith("(shown above)")]

    assert len(again) == 1
    assert again[0].parts == ()
    assert len([one for one in flat(found.parts) if one.text == "supervision:S1"]) == 1


@pytest.mark.parametrize(
    ("subject", "problem", "hint"),
    [
        ("worker:W10", "no worker record has this key", "did you mean 'W1'?"),
        ("program:P1", "the rule test-rule judges worker records", "write worker:ID"),
        ("W1", "names no record", "write TYPE:ID, such as worker:W1"),
    ],
)
def test_a_record_that_cannot_be_explained_is_an_error_with_a_hint(subject, problem, hint):
    """
    Unknown keys, other types and keys without a type each say what to write instead.
    """
    with pytest.raises(SubjectError) as caught:
        why(rule("worker", "require: frontline"), world(worker()), subject)

    assert (caught.value.subject, caught.value.problem, caught.value.hint) == (
        subject,
        problem,
        hint,
    )


def test_a_record_type_that_was_not_supplied_has_no_record_to_explain():
    """
    The error says that the file is lacking, and not that the key is wrong.
    """
    with pytest.raises(SubjectError, match="no worker records were supplied"):
        why(rule("worker", "require: frontline"), world())


def test_an_unknown_rule_is_an_error():
    """
    Explaining a rule that is not there names the nearest one.
    """
    with pytest.raises(UnknownRuleError, match="did you mean 'supervision-overdue'"):
        peercomply.explain(world(worker()), SHIPPED, "supervision-overdu", "worker:W1", as_of=DAY)


@pytest.mark.parametrize(
    ("condition", "outcome"),
    [
        ("later_of(started_on, later_of(ended_on, contract_end_on)) >= day('2026-01-01')", "pass"),
        ("later_of(started_on, later_of(ended_on, contract_end_on)) <= day('2026-01-01')", "unknown"),
        ("first_present(latest(supervision.held_on, where=frontline), later_of(started_on, contract_end_on)) >= day('2026-01-01')", "pass"),
        ("first_present(latest(supervision.held_on, where=frontline), later_of(started_on, contract_end_on)) >= day('2026-02-01')", "unknown"),
    ],
)  # fmt: skip
def test_days_between_bounds_can_stand_in_one_another(condition, outcome):
    """
    An unreadable day beside another one leaves a range that can still be compared.
    """
    text = condition.replace("where=frontline", "where=peer_led").replace("'", '"')
    used = rule("worker", f"require: '{text}'")
    doubts = {("worker", "W1", "started_on"): (), ("worker", "W1", "ended_on"): ()}
    snapshot = world(
        worker(started_on=None, contract_end_on="2026-01-01"),
        supervision("S1", held_on="2026-03-01"),
        doubts=doubts,
    )

    assert why(used, snapshot).outcome.value == outcome


def test_rows_that_a_definition_chooses_show_the_fields_that_it_reads():
    """
    The cell that makes a worker a volunteer stands beside the worker, and not its key alone.
    """
    volunteer = 'define:\n  worker:\n    volunteer: engagement == "volunteer"\n'
    loaded = rule("program", "require: any(worker, where=volunteer)", volunteer)
    snapshot = world(record("program", "P1"), worker(program_id="P1", engagement="volunteer"))

    found = explain(snapshot, loaded, "test-rule", "program:P1", as_of=DAY)

    assert [place.field for place in told(found, "worker:W1").places] == ["engagement"]

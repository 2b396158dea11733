"""The meaning of rules, situation by situation, as the reference engine gives it."""

from datetime import date
from fractions import Fraction

import pytest

from worlds import DAY, outcome, outcomes, pack, record, rule, says, supervision, worker, world

SUPERVISED = """
latest:
  of: supervision.held_on
  where: kind == "line"
  within: P1M
  since: started_on
"""

FOLLOWED = """
follow_up:
  after: occurred_on
  done: reviewed_on
  within: P14D
"""


def supervised(*sessions, as_of=DAY, supplied=("supervision",), doubts=None, **values):
    snapshot = world(worker(**values), *sessions, supplied=supplied, doubts=doubts)
    return outcomes(rule("worker", SUPERVISED), snapshot, as_of)["W1"]


def followed(as_of=DAY, body=FOLLOWED, doubts=None, **values):
    snapshot = world(record("incident", "I1", **values), doubts=doubts)
    return outcomes(rule("incident", body), snapshot, as_of)["I1"]


# ----------------------------------------------------------------- missing, unreadable, not supplied


def test_a_comparison_with_a_missing_value_is_unknown():
    """
    An empty cell is neither on time nor late.
    """
    said = says("worker", "contract_end_on > as_of", worker())

    assert said == "unknown"


def test_missing_and_present_are_decided_for_an_empty_cell():
    """
    Whether a cell is empty can always be said.
    """
    assert says("worker", "missing(contract_end_on)", worker()) == "pass"
    assert says("worker", "present(contract_end_on)", worker()) == "fail"


def test_an_unreadable_cell_is_neither_missing_nor_present():
    """
    An expiry day that cannot be read never makes an agreement open ended.
    """
    doubts = {("worker", "W1", "contract_end_on"): ()}
    condition = "missing(contract_end_on) or contract_end_on >= as_of"

    assert says("worker", condition, worker(), doubts=doubts) == "unknown"
    assert says("worker", "present(contract_end_on)", worker(), doubts=doubts) == "unknown"


def test_a_rule_is_unknown_where_the_related_type_was_not_supplied():
    """
    No supervision file is not the same as no supervision.
    """
    said = supervised(supplied=())

    assert said.state.value == "unknown"
    assert said.reasons == ("supervision was not supplied",)


def test_a_first_session_that_is_not_yet_due_is_unknown_without_the_file():
    """
    Whoever never gave the sessions is not told that somebody is in time.
    """
    assert supervised(supplied=(), started_on="2026-11-20").state.value == "unknown"


def test_a_rule_is_decided_where_the_related_type_was_supplied_empty():
    """
    An empty supervision file says that no supervision took place.
    """
    assert supervised().state.value == "fail"


def test_a_rule_does_not_judge_a_type_that_was_not_supplied():
    """
    Without workers there is no outcome at all, and none of them counts as clean.
    """
    assert outcomes(rule("worker", SUPERVISED), world(supplied=["supervision"])) == {}


def test_an_unknown_applicability_is_unknown():
    """
    A rule for volunteers says nothing of a worker of whom that is not known.
    """
    loaded = rule("worker", 'when: engagement == "volunteer"\nrequire: frontline')

    assert outcome(loaded, world(worker(frontline=True))) == "unknown"
    assert outcome(loaded, world(worker(engagement="paid"))) == "not_applicable"


def test_a_record_that_does_not_apply_stays_so_without_the_other_type():
    """
    Not supplied matters only for records to which the rule applies.
    """
    loaded = rule("worker", "when: active" + SUPERVISED)
    snapshot = world(worker(ended_on="2026-01-01"))

    assert outcome(loaded, snapshot) == "not_applicable"


# ----------------------------------------------------------------------------------- dates of latest


@pytest.mark.parametrize(
    ("held_on", "as_of", "state", "due_on"),
    [
        ("2026-10-22", "2026-11-22", "pass", None),
        ("2026-10-21", "2026-11-22", "fail", "2026-11-21"),
        ("2026-01-31", "2026-02-28", "pass", None),
        ("2026-01-31", "2026-03-01", "fail", "2026-02-28"),
        ("2028-01-31", "2028-02-29", "pass", None),
        ("2026-10-31", "2026-11-30", "pass", None),
    ],
)
def test_the_due_day_itself_is_still_in_time(held_on, as_of, state, due_on):
    """
    A session is due one month after the last one, at the end of a shorter month, and overdue after.
    """
    said = supervised(
        supervision("S1", kind="line", held_on=held_on), as_of=date.fromisoformat(as_of)
    )

    assert said.state.value == state
    assert due_on is None or said.detail.due_on == date.fromisoformat(due_on)


def test_a_planned_session_is_not_a_held_one():
    """
    A session dated after the day of the check leaves the worker overdue.
    """
    said = supervised(supervision("S1", kind="line", held_on="2026-12-01"))

    assert said.state.value == "fail"


def test_a_first_session_is_not_yet_due():
    """
    Somebody who started a month ago or less is not late.
    """
    assert supervised(started_on="2026-10-22").state.value == "pass"
    assert supervised(started_on="2026-10-21").state.value == "fail"


def test_an_interval_counts_from_the_later_of_last_event_and_start():
    """
    A session before somebody came back does not make them late on the first day.
    """
    said = supervised(supervision("S1", kind="line", held_on="2024-01-01"), started_on="2026-11-20")

    assert said.state.value == "pass"


def test_a_first_event_without_a_start_is_unknown():
    """
    Without the day from which it counts nobody can say that the first session is late.
    """
    assert supervised(started_on=None).state.value == "unknown"


def test_a_known_event_is_enough_without_a_start():
    """
    The start does not matter where a recent session is there.
    """
    said = supervised(supervision("S1", kind="line", held_on="2026-11-01"), started_on=None)

    assert said.state.value == "pass"


def test_without_since_a_first_event_is_due_at_once():
    """
    A rule without a start awaits the event from the first day.
    """
    body = "latest:\n  of: supervision.held_on\n  within: P1M"
    said = outcomes(rule("worker", body), world(worker(), supplied=["supervision"]))["W1"]

    assert said.state.value == "fail"
    assert said.detail.due_on is None
    assert said.detail.message == "there is no supervision"


def test_lateness_is_counted_in_days_and_intervals():
    """
    A breach knows its due day, the days past it, and the length of its interval.
    """
    detail = supervised(supervision("S1", kind="line", held_on="2026-09-15")).detail

    assert (detail.due_on, detail.days_overdue) == (date(2026, 10, 15), 38)
    assert detail.interval_days == Fraction(1461, 48)


def test_the_cure_is_the_smallest_one():
    """
    The day that the cure names cures, and the day before does not.
    """
    failing = supervised(as_of=date(2026, 3, 31))
    on_the_day = supervised(
        supervision("S1", kind="line", held_on="2026-03-01"), as_of=date(2026, 3, 31)
    )
    day_before = supervised(
        supervision("S1", kind="line", held_on="2026-02-28"), as_of=date(2026, 3, 31)
    )

    assert "2026-03-01 or later" in failing.detail.cure
    assert on_the_day.state.value == "pass"
    assert day_before.state.value == "fail"


# ------------------------------------------------------------------------------------ undecided rows


def test_a_row_of_unknown_kind_makes_a_breach_unknown():
    """
    A session that may have been the one asked for leaves the worker neither late nor in time.
    """
    said = supervised(supervision("S1", held_on="2026-11-20"))

    assert said.state.value == "unknown"
    assert said.reasons == ("supervision.kind is missing",)


def test_a_row_of_unknown_kind_does_not_matter_beside_a_certain_one():
    """
    The outcome is decided where it is the same with and without the row.
    """
    in_time = supervised(
        supervision("S1", held_on="2026-11-20"),
        supervision("S2", kind="line", held_on="2026-11-01"),
    )
    late = supervised(
        supervision("S1", held_on="2026-01-20"),
        supervision("S2", kind="line", held_on="2026-02-01"),
    )

    assert in_time.state.value == "pass"
    assert late.state.value == "fail"


def test_a_session_without_a_day_may_have_been_held():
    """
    An undated session makes a breach unknown, and leaves a pass as it is.
    """
    undated = supervision("S1", kind="line")

    assert supervised(undated).state.value == "unknown"
    assert (
        supervised(undated, supervision("S2", kind="line", held_on="2026-11-20")).state.value
        == "pass"
    )


def test_a_count_with_two_limits_is_unknown_if_the_rows_between_could_satisfy_it():
    """
    One certain peer and four undecided workers may be two to four peers: no breach is proven.
    """
    loaded = rule(
        "shift", "count:\n  of: worker_ids\n  where: is_peer\n  at_least: 2\n  at_most: 4"
    )
    people = [worker("W1", is_peer=True), *(worker(f"W{number}") for number in range(2, 6))]
    shift = record("shift", "X1", worker_ids={person.id for person in people})

    assert outcome(loaded, world(shift, *people), "X1") == "unknown"


def test_a_number_that_is_not_sure_may_be_one_of_a_list():
    """
    Whether a number is in a list is unknown while some of its possible values are in it.
    """
    rows = [
        record("training", "T1", worker_id="W1", hours=3, accredited=True),
        record("training", "T2", worker_id="W1", hours=4),
    ]

    for condition, expected in (
        ("count(training, where=accredited) in (1, 2)", "unknown"),
        ("count(training, where=accredited) not in (1, 7)", "unknown"),
        ("count(training, where=accredited) in (0, 3)", "fail"),
        ("sum(training.hours, where=accredited) in (7, 8)", "unknown"),
        ("sum(training.hours, where=accredited) not in (2, 8)", "pass"),
    ):
        assert says("worker", condition, worker(), *rows) == expected, condition


def test_possible_values_that_are_all_the_same_are_one_value():
    """
    Where a day counts or not, and another one stands in for it, the two may be the same day.
    """
    last = "latest(training.completed_on, where=accredited)"
    row = record("training", "T1", worker_id="W1", completed_on="2026-02-01")

    for condition, expected in (
        (f"first_present({last}, started_on) == started_on", "pass"),
        (f"first_present({last}, started_on) != started_on", "fail"),
        (f"{last} == started_on", "unknown"),
    ):
        said = says("worker", condition, worker(started_on="2026-02-01"), row)
        assert said == expected, condition


def test_a_dangling_key_in_a_set_is_undecided():
    """
    A rostered worker who is not in the records may or may not be a peer.
    """
    loaded = rule("shift", "count:\n  of: worker_ids\n  where: is_peer\n  at_least: 1")
    shift = record("shift", "X1", worker_ids={"W1", "W9"})

    assert outcome(loaded, world(shift, worker(is_peer=False)), "X1") == "unknown"
    assert outcome(loaded, world(shift, worker(is_peer=True)), "X1") == "pass"


def test_a_row_that_belongs_to_an_unknown_program_is_undecided_for_each():
    """
    An audit without its program may be anybody's.
    """
    loaded = rule("program", 'present:\n  of: audit\n  where: kind == "internal"')
    programs = [record("program", "P1"), record("program", "P2")]
    audits = [
        record("audit", "A1", kind="internal"),
        record("audit", "A2", kind="internal", program_id="P2"),
    ]
    said = outcomes(loaded, world(*programs, *audits))

    assert said["P1"].state.value == "unknown"
    assert said["P1"].reasons == ("audit.program_id is missing",)
    assert said["P2"].state.value == "pass"


def test_a_record_of_the_organisation_at_large_belongs_to_no_program():
    """
    A review with an organisation and no program is not the review of a program.
    """
    loaded = rule("program", "present:\n  of: review")
    review = record("review", "R1", organisation_id="O1")
    said = outcome(loaded, world(record("program", "P1", organisation_id="O1"), review), "P1")

    assert said == "fail"


def test_an_unreadable_program_is_not_the_organisation_at_large():
    """
    A review whose program cannot be read may be of any program.
    """
    loaded = rule("program", "present:\n  of: review")
    review = record("review", "R1", organisation_id="O1")
    snapshot = world(record("program", "P1"), review, doubts={("review", "R1", "program_id"): ()})

    assert outcome(loaded, snapshot, "P1") == "unknown"


# ----------------------------------------------------------------------------------- ambiguous dates


@pytest.mark.parametrize(
    ("readings", "state"),
    [
        (("2026-11-10", "2026-10-11"), "unknown"),
        (("2026-11-02", "2026-11-11"), "pass"),
        (("2026-03-04", "2026-04-03"), "fail"),
    ],
)
def test_a_date_with_two_readings_is_decided_if_both_agree(readings, state):
    """
    A date that can be read two ways makes a difference only where the readings differ in outcome.
    """
    said = supervised(
        supervision("S1", kind="line"), doubts={("supervision", "S1", "held_on"): readings}
    )

    assert said.state.value == state
    if state == "unknown":
        assert said.reasons == ("supervision.held_on can be read in two ways",)


def test_a_breach_under_both_readings_says_no_more_than_is_proven():
    """
    Where both readings are late, the due day is that of the later one, and the message says so.
    """
    doubts = {("supervision", "S1", "held_on"): ("2026-03-04", "2026-04-03")}
    detail = supervised(supervision("S1", kind="line"), doubts=doubts).detail

    assert (detail.due_on, detail.days_overdue) == (date(2026, 5, 3), 203)
    assert detail.message.endswith("can be read in two ways, this is the later one")


def test_an_unreadable_done_day_does_not_matter_before_the_due_day():
    """
    What is not yet due is in order, whatever the unreadable cell says.
    """
    doubts = {("incident", "I1", "reviewed_on"): ()}

    assert followed(occurred_on="2026-11-20", doubts=doubts).state.value == "pass"


def test_an_unreadable_day_cannot_undo_an_earlier_one():
    """
    The earlier of two days is known to be in time where one of them is.
    """
    condition = "earlier_of(reviewed_on, closed_on) <= occurred_on + P14D"
    incident = record("incident", "I1", occurred_on="2026-01-01", closed_on="2026-01-10")

    said = says(
        "incident", condition, incident, key="I1", doubts={("incident", "I1", "reviewed_on"): ()}
    )

    assert said == "pass"


def test_two_ambiguous_columns_are_read_in_every_combination():
    """
    Each column has an order of its own, so all combinations have to agree.
    """
    doubts = {
        ("incident", "I1", "reviewed_on"): ("2026-05-04", "2026-04-05"),
        ("incident", "I1", "closed_on"): ("2026-04-06", "2026-06-04"),
    }
    condition = "reviewed_on <= closed_on"

    assert (
        says("incident", condition, record("incident", "I1"), key="I1", doubts=doubts) == "unknown"
    )


def test_too_many_ambiguous_columns_are_unknown():
    """
    Beyond six columns nobody tries all readings, and the outcome is unknown.
    """
    columns = ["approved_on", "effective_on", "executive_informed_on", "documents_checked_on"]
    doubts = {("change", "C1", name): ("2026-05-04", "2026-04-05") for name in columns}
    doubts |= {
        ("review", "R1", name): ("2026-05-04", "2026-04-05")
        for name in ("completed_on", "tabled_on")
    }
    doubts[("program", "P1", "started_on")] = ("2026-05-04", "2026-04-05")
    parts = " and ".join(f"{name} <= as_of" for name in columns)
    condition = f"{parts} and review.completed_on <= as_of and review.tabled_on <= as_of and program.started_on <= as_of"
    records = [
        record("change", "C1", review_id="R1", program_id="P1"),
        record("review", "R1"),
        record("program", "P1"),
    ]

    assert says("change", condition, *records, key="C1", doubts=doubts) == "unknown"


# --------------------------------------------------------------------------------- other check forms


def test_a_follow_up_is_open_in_time_late_or_done_late():
    """
    A review is due two weeks after the incident; done late counts as well as never done.
    """
    assert followed(occurred_on="2026-11-08").state.value == "pass"
    assert followed(occurred_on="2026-11-07").detail.days_overdue == 1
    assert followed(occurred_on="2026-01-01", reviewed_on="2026-01-15").state.value == "pass"
    late = followed(occurred_on="2026-01-01", reviewed_on="2026-01-20")
    assert (late.state.value, late.detail.days_overdue) == ("fail", 5)


def test_a_follow_up_done_late_can_be_let_pass():
    """
    With `late: passes` only what is still open is a breach.
    """
    body = FOLLOWED + "  late: passes"

    assert (
        followed(body=body, occurred_on="2026-01-01", reviewed_on="2026-06-20").state.value
        == "pass"
    )
    assert followed(body=body, occurred_on="2026-01-01").state.value == "fail"
    assert followed(body=body, reviewed_on="2026-06-20").state.value == "pass"


def test_a_review_planned_for_later_leaves_the_incident_open():
    """
    A day after the day of the check has not happened.
    """
    said = followed(occurred_on="2026-01-01", reviewed_on="2026-12-01")

    assert said.state.value == "fail"
    assert said.detail.days_overdue == 311


def test_a_follow_up_without_its_start_is_unknown():
    """
    Nobody can say whether a review came in time after a day that is not recorded.
    """
    assert followed().state.value == "unknown"
    assert followed(reviewed_on="2026-01-01").state.value == "unknown"


def test_an_unreadable_review_is_unknown():
    """
    A review whose day cannot be read may have been in time.
    """
    doubts = {("incident", "I1", "reviewed_on"): ()}

    assert followed(occurred_on="2026-01-01", doubts=doubts).state.value == "unknown"


HOURS = """
follow_up:
  after: occurred_on
  done: reported_on
  within: PT24H
"""


@pytest.mark.parametrize(
    ("occurred_on", "reported_on", "state"),
    [
        ("2026-11-01T10:00", "2026-11-02T10:00", "pass"),
        ("2026-11-01T10:00", "2026-11-02T10:01", "fail"),
        ("2026-11-01", "2026-11-01", "pass"),
        ("2026-11-01", "2026-11-02", "unknown"),
        ("2026-11-01", "2026-11-03", "fail"),
        ("2026-11-01T10:00", "2026-11-02", "unknown"),
        ("2026-11-22T10:00", None, "pass"),
        ("2026-11-21T10:00", None, "fail"),
    ],
)
def test_a_limit_in_hours_is_unknown_where_a_day_alone_cannot_decide(
    occurred_on, reported_on, state
):
    """
    Hours are compared exactly; a day alone stands for each of its moments.
    """
    assert (
        followed(body=HOURS, occurred_on=occurred_on, reported_on=reported_on).state.value == state
    )


def test_a_limit_in_days_counts_days_also_for_date_times():
    """
    One day after an incident at noon ends with the next day.
    """
    body = HOURS.replace("PT24H", "P1D")

    assert (
        followed(
            body=body, occurred_on="2026-11-01T10:00", reported_on="2026-11-02T23:59"
        ).state.value
        == "pass"
    )
    assert (
        followed(
            body=body, occurred_on="2026-11-01T10:00", reported_on="2026-11-03T00:00"
        ).state.value
        == "fail"
    )


def test_a_follow_up_by_a_day_of_the_record():
    """
    The last day in time can be a field.
    """
    loaded = rule("report", "follow_up:\n  by: due_on\n  done: submitted_on")

    assert outcome(loaded, world(record("report", "R1", due_on="2026-11-22")), "R1") == "pass"
    assert outcome(loaded, world(record("report", "R1", due_on="2026-11-21")), "R1") == "fail"


def test_a_current_date_holds_on_its_last_day():
    """
    The day on which something expires is its last day in force.
    """
    loaded = rule("policy", "current:\n  date: review_due_on")

    assert (
        outcome(loaded, world(record("policy", "P1", review_due_on="2026-11-22")), "P1") == "pass"
    )
    assert (
        outcome(loaded, world(record("policy", "P1", review_due_on="2026-11-21")), "P1") == "fail"
    )
    assert outcome(loaded, world(record("policy", "P1")), "P1") == "unknown"


CURRENT = """
current:
  of: agreement.expires_on
  where: kind == "volunteer_agreement"
  open_ended: true
  warn: P30D
"""


def test_one_current_related_record_is_enough():
    """
    A volunteer with an old and a new agreement has one in force.
    """
    loaded = rule("worker", CURRENT)
    old = record(
        "agreement", "A1", worker_id="W1", kind="volunteer_agreement", expires_on="2025-01-01"
    )
    new = record(
        "agreement", "A2", worker_id="W1", kind="volunteer_agreement", expires_on="2026-12-01"
    )
    said = outcomes(loaded, world(worker(), old, new))["W1"]

    assert said.state.value == "pass"
    assert said.due_soon == date(2026, 12, 1)
    assert outcomes(loaded, world(worker(), old))["W1"].detail.due_on == date(2025, 1, 1)


def test_an_open_ended_record_never_passes_its_date():
    """
    An empty expiry day means no expiry where the rule says so.
    """
    open_ended = record("agreement", "A1", worker_id="W1", kind="volunteer_agreement")

    assert outcome(rule("worker", CURRENT), world(worker(), open_ended)) == "pass"
    strict = CURRENT.replace("open_ended: true", "open_ended: false")
    assert outcome(rule("worker", strict), world(worker(), open_ended)) == "unknown"


def test_without_any_record_nothing_is_current():
    """
    A volunteer without an agreement fails.
    """
    said = outcomes(rule("worker", CURRENT), world(worker(), supplied=["agreement"]))["W1"]

    assert said.state.value == "fail"
    assert "there is no agreement" in said.detail.message


def test_present_fields_are_all_asked_for():
    """
    Every field of the list has to hold a value.
    """
    loaded = rule("concern", "present: [handler_id, raised_on]")

    assert (
        outcome(
            loaded, world(record("concern", "C1", handler_id="W1", raised_on="2026-01-01")), "C1"
        )
        == "pass"
    )
    assert outcome(loaded, world(record("concern", "C1", handler_id="W1")), "C1") == "fail"


SHARE = """
share:
  of: membership
  where: active
  that: is_peer
  at_least: 0.51
"""


def seats(*peers):
    board = record("committee", "C1", program_id="P1")
    held = [
        record("membership", f"M{number}", committee_id="C1", joined_on="2025-01-01", is_peer=peer)
        for number, peer in enumerate(peers)
    ]
    return outcomes(
        rule("program", SHARE),
        world(record("program", "P1"), board, *held, supplied=["membership"]),
    )["P1"]


def test_a_share_is_compared_without_rounding():
    """
    26 of 51 is 50.98% and fails 51%; 51 of 100 passes.
    """
    assert seats(*[True] * 26, *[False] * 25).state.value == "fail"
    assert seats(*[True] * 51, *[False] * 49).state.value == "pass"


def test_a_share_is_unknown_only_where_the_undecided_could_change_it():
    """
    Seats of unknown holders count for neither side.
    """
    assert seats(True, True, False, None).state.value == "unknown"
    assert seats(*[True] * 9, None).state.value == "pass"
    assert seats(*[False] * 9, None).state.value == "fail"


def test_a_share_of_nothing_is_unknown():
    """
    Without a single seat there is nothing to take a share of.
    """
    said = seats()

    assert said.state.value == "unknown"
    assert said.reasons == ("there is no membership to take a share of",)


def test_what_else_satisfies_a_rule_is_named_by_or():
    """
    A rule can be met in a second way.
    """
    loaded = rule("worker", "require: frontline\nor: 'experienced_peer'")

    assert outcome(loaded, world(worker(frontline=False, experienced_peer=True))) == "pass"
    assert outcome(loaded, world(worker(frontline=False, experienced_peer=False))) == "fail"


# ----------------------------------------------------------------------------- references and values


def test_references_are_followed():
    """
    A field of the manager is read through the reference.
    """
    condition = "missing(manager.ended_on) or manager.ended_on > as_of"
    gone = worker("W2", ended_on="2026-01-01")

    assert says("worker", condition, worker(manager_id="W2"), worker("W2")) == "pass"
    assert says("worker", condition, worker(manager_id="W2"), gone) == "fail"


def test_the_key_at_the_end_of_a_path_needs_no_record():
    """
    `program.id` is the program to which a record belongs, also where no program file was given.
    """
    meeting = record("meeting", "M1", committee_id="C1")
    committee = record("committee", "C1", program_id="P1")

    assert says("meeting", 'program.id == "P1"', meeting, committee, key="M1") == "pass"
    assert says("worker", 'manager.id == "W9"', worker(manager_id="W9")) == "pass"
    assert says("worker", 'manager.id == "W9"', worker()) == "unknown"
    assert says("worker", 'manager.manager.id == "W9"', worker(manager_id="W8")) == "unknown"


def test_a_missing_manager_has_no_known_end():
    """
    Nothing is certain about a manager who is not recorded, or not in the records.
    """
    condition = "missing(manager.ended_on)"

    assert says("worker", condition, worker()) == "unknown"
    assert says("worker", condition, worker(manager_id="W9")) == "unknown"


def test_every_record_leads_to_its_program_and_organisation():
    """
    `program` and `organisation` follow the paths of the record model.
    """
    records = [
        record("organisation", "O1", considers_ips=True),
        record("program", "P1", organisation_id="O1", clinical_team=True),
        worker(program_id="P1"),
        supervision("S1"),
    ]

    assert says("supervision", "program.clinical_team", *records, key="S1") == "pass"
    assert says("supervision", "organisation.considers_ips", *records, key="S1") == "pass"


def test_a_meeting_belongs_to_its_own_program_before_that_of_its_committee():
    """
    Of two paths to a program the first one with a value counts.
    """
    records = [
        record("program", "P1", clinical_team=True),
        record("program", "P2", clinical_team=False),
        record("committee", "C1", program_id="P1"),
        record("meeting", "M1", committee_id="C1", program_id="P2"),
        record("meeting", "M2", committee_id="C1"),
    ]

    assert says("meeting", "program.clinical_team", *records, key="M1") == "fail"
    assert says("meeting", "program.clinical_team", *records, key="M2") == "pass"


def test_a_consent_leads_to_a_worker_or_a_participant():
    """
    A reference to one of several types is looked up where its kind says, or in all of them.
    """
    records = [
        record("program", "P1", clinical_team=True),
        record("participant", "X1", program_id="P1"),
    ]
    by_kind = record("consent", "C1", person_kind="participant", person_id="X1")
    without = record("consent", "C2", person_id="X1")
    wrong = record("consent", "C3", person_kind="worker", person_id="X1")

    assert says("consent", "program.clinical_team", *records, by_kind, key="C1") == "pass"
    assert says("consent", "program.clinical_team", *records, without, worker(), key="C2") == "pass"
    assert (
        says("consent", "program.clinical_team", *records, wrong, worker(), key="C3") == "unknown"
    )


def test_whichever_of_two_empty_cells_counts_nothing_was_recorded():
    """
    A choice between two empty cells is missing, one between an empty and a full one may be.
    """
    condition = "missing(ended_on if frontline else contract_end_on)"

    assert says("worker", condition, worker()) == "pass"
    assert says("worker", condition, worker(ended_on="2026-01-01")) == "unknown"
    assert says("worker", condition, worker(ended_on="2026-01-01", frontline=False)) == "pass"


def test_a_parameter_has_the_value_of_the_day():
    """
    A dated limit changes on its day, and is unknown before the first one.
    """
    extra = """
parameters:
  limit:
    meaning: Longest interval
    values:
      - {value: P2M, from: 2026-01-01, basis: proposed, source: ours}
      - {value: P1M, from: 2026-07-01, basis: stated, source: theirs}
"""
    body = SUPERVISED.replace("P1M", "{parameter: limit}")
    loaded = rule("worker", body, extra)

    def on(as_of, held_on):
        session = supervision("S1", kind="line", held_on=held_on)
        return outcome(loaded, world(worker(), session), as_of=date.fromisoformat(as_of))

    assert on("2026-06-30", "2026-05-15") == "pass"
    assert on("2026-07-01", "2026-05-15") == "fail"
    assert on("2025-12-31", "2025-12-15") == "unknown"


def test_an_interval_can_come_from_the_record():
    """
    The agreement itself says how often a report is due.
    """
    body = "latest:\n  of: report.submitted_on\n  within: report_interval\n  since: starts_on"
    loaded = rule("funding_agreement", body)
    report = record("report", "R1", funding_agreement_id="F1", submitted_on="2026-08-23")

    def every(interval):
        agreement = record(
            "funding_agreement", "F1", starts_on="2020-01-01", report_interval=interval
        )
        return outcome(loaded, world(agreement, report), "F1")

    assert every("P3M") == "pass"
    assert every("P2M") == "fail"
    assert every(None) == "unknown"
    assert every("PT24H") == "unknown"


def test_aggregates_of_related_records():
    """
    Counts, sums, earliest and latest days are made of related records.
    """
    trainings = [
        record("training", "T1", worker_id="W1", hours=3, completed_on="2026-01-01"),
        record("training", "T2", worker_id="W1", hours=4, completed_on="2026-06-01"),
        record("training", "T3", worker_id="W2", hours=9, completed_on="2026-09-01"),
    ]
    people = [worker(), worker("W2")]

    for condition in (
        "count(training) == 2",
        "sum(training.hours) == 7",
        "sum(training.hours) * 2 - 1 == 13",
        "sum(training.hours) + 0.5 > 7.4",
        'earliest(training.completed_on) == day("2026-01-01")',
        'latest(training.completed_on) == day("2026-06-01")',
        "any(training, where=hours > 3)",
        "all(training, that=hours >= 3)",
        "not all(training, that=hours > 3)",
        "share(training, that=hours > 3) == 0.5",
        "later_of(started_on, latest(training.completed_on)) == latest(training.completed_on)",
        "earlier_of(started_on, latest(training.completed_on)) == started_on",
        "first_present(ended_on, started_on) == started_on",
        "count(training, where=completed_on > this.started_on and hours in (3, 4)) == 2",
    ):
        assert says("worker", condition, *people, *trainings) == "pass", condition


def test_aggregates_with_undecided_rows_are_bounds():
    """
    A sum, a count or a quantifier over rows that may not count is decided only within its bounds.
    """
    rows = [
        record("training", "T1", worker_id="W1", hours=3, accredited=True),
        record("training", "T2", worker_id="W1", hours=4),
    ]

    for condition, expected in (
        ("count(training, where=accredited) >= 1", "pass"),
        ("count(training, where=accredited) >= 2", "unknown"),
        ("count(training, where=accredited) == 2", "unknown"),
        ("count(training, where=accredited) != 3", "pass"),
        ("sum(training.hours, where=accredited) <= 7", "pass"),
        ("sum(training.hours, where=accredited) <= 6", "unknown"),
        ("sum(training.hours, where=accredited) + sum(training.hours) <= 14", "pass"),
        ("any(training, where=not accredited)", "unknown"),
        ("all(training, where=accredited, that=hours > 3)", "fail"),
        ("all(training, where=accredited, that=hours >= 3)", "pass"),
        ("all(training, where=accredited, that=hours < 4)", "unknown"),
        ("earliest(training.completed_on, where=accredited) <= as_of", "unknown"),
        ("sum(training.hours, where=completed_on <= as_of) >= 0", "pass"),
    ):
        assert says("worker", condition, worker(), *rows) == expected, condition


def test_joins_are_written_in_where():
    """
    Records that do not refer to each other are joined by an equality.
    """
    condition = (
        "any(position_description, where=position_id == this.position_id and approved_on <= as_of)"
    )
    described = record("position_description", "D1", position_id="X1", approved_on="2026-01-01")

    assert says("worker", condition, worker(position_id="X1"), described) == "pass"
    assert says("worker", condition, worker(position_id="X2"), described) == "fail"
    assert says("worker", condition, worker(), described) == "unknown"


def test_definitions_are_about_the_record_that_they_are_asked_of():
    """
    A named expression means the same for a worker, for a row and through a reference.
    """
    extra = """
define:
  worker:
    volunteer: engagement == "volunteer"
  program:
    with_volunteers: any(worker, where=volunteer and active)
"""
    records = [
        record("program", "P1"),
        worker(program_id="P1", engagement="volunteer"),
        worker("W2", program_id="P1", engagement="paid"),
    ]

    assert says("worker", "volunteer", *records, extra=extra) == "pass"
    assert (
        says("worker", "program.with_volunteers and not volunteer", *records, key="W2", extra=extra)
        == "pass"
    )


def test_sets_hold_values():
    """
    A set is asked whether it holds a value, and is unknown while it is missing.
    """
    condition = '"trauma" in specialisations'

    assert says("worker", condition, worker(specialisations={"trauma"})) == "pass"
    assert says("worker", condition, worker(specialisations=frozenset())) == "fail"
    assert says("worker", condition, worker()) == "unknown"
    assert (
        says("worker", 'engagement not in ("paid", "seconded")', worker(engagement="paid"))
        == "fail"
    )


def test_a_breach_rests_on_the_values_that_were_read():
    """
    Evidence names record, field and value, and withholds what may not be shown.
    """
    loaded = rule("worker", "when: is_peer" + SUPERVISED)
    session = supervision("S1", kind="line", held_on="2026-01-01")
    earlier = supervision("S0", kind="line", held_on="2025-12-01")
    snapshot = world(worker(is_peer=True), session, earlier)
    evidence = outcomes(loaded, snapshot)["W1"].detail.evidence
    cells = {(str(cell.record), cell.field): (cell.value, cell.withheld) for cell in evidence}

    assert cells == {
        ("supervision:S1", "held_on"): ("2026-01-01", False),
        ("worker:W1", "is_peer"): (None, True),
        ("worker:W1", "started_on"): ("2020-01-01", False),
    }


def test_personal_dates_are_not_said():
    """
    A due day that is made of a personal date is left out, and the lateness stays.
    """
    body = "follow_up:\n  after: joined_on\n  done: role_explained_on\n  within: P14D"
    said = outcomes(
        rule("participant", body), world(record("participant", "X1", joined_on="2026-01-01"))
    )["X1"]

    assert said.detail.due_on is None
    assert said.detail.days_overdue == 311
    assert "2026" not in said.detail.message


def test_a_message_can_be_written_by_the_rule():
    """
    A rule's own message holds values that may be shown.
    """
    body = "require: frontline\nmessage: '{id} started on {started_on}, {engagement}'"
    said = outcomes(rule("worker", body), world(worker(frontline=False)))["W1"]

    assert said.detail.message == "W1 started on 2020-01-01, not known"


def test_an_outcome_names_its_program_and_organisation():
    """
    Every outcome can be grouped by the program that the record belongs to.
    """
    records = [
        record("program", "P1", organisation_id="O1"),
        worker(program_id="P1"),
        worker("W2", organisation_id="O1"),
    ]
    said = outcomes(rule("worker", "require: frontline"), world(*records))

    assert (said["W1"].program_id, said["W1"].organisation_id) == ("P1", "O1")
    assert (said["W2"].program_id, said["W2"].organisation_id) == (None, "O1")


def test_the_last_day_of_a_shift_field_is_the_end_of_that_day():
    """
    A date-time of the day of the check has happened.
    """
    assert (
        says(
            "incident",
            "occurred_on <= as_of",
            record("incident", "I1", occurred_on="2026-11-22T23:59"),
            key="I1",
        )
        == "pass"
    )
    assert (
        says(
            "incident",
            "occurred_on <= as_of",
            record("incident", "I1", occurred_on="2026-11-23T00:00"),
            key="I1",
        )
        == "fail"
    )


def test_latest_of_date_times_and_days():
    """
    Days alone and date-times stand in one column and are ordered.
    """
    incidents = [
        record("incident", "I1", program_id="P1", occurred_on="2026-11-20"),
        record("incident", "I2", program_id="P1", occurred_on="2026-11-21T08:00"),
    ]
    condition = 'latest(incident.occurred_on) >= day("2026-11-21")'

    assert says("program", condition, record("program", "P1"), *incidents, key="P1") == "pass"


def test_a_rule_pack_without_rules_says_nothing():
    """
    An empty pack gives no outcome.
    """
    assert pack("pack: {id: test, version: 1.0.0, title: Test}\n").rules == ()


# ----------------------------------------------------------------- business days


REPORTED = """
follow_up:
  after: occurred_on
  done: reviewed_on
  within: P5B
"""


def reported(as_of, *places, body=REPORTED, doubts=None, **values):
    incident = record("incident", "I1", program_id="P1", occurred_on="2026-10-30", **values)
    supplied = ("program", "organisation", "incident")
    snapshot = world(incident, *places, supplied=supplied, doubts=doubts)
    return outcomes(rule("incident", body), snapshot, date.fromisoformat(as_of))["I1"]


def test_business_days_leave_out_the_holidays_of_the_program_s_state():
    """
    Five business days after Friday 30 October end a day later where Tuesday is Cup Day.
    """
    melbourne = record("program", "P1", state="vic", organisation_id="O1")
    sydney = record("program", "P1", state="nsw", organisation_id="O1")

    assert reported("2026-11-09", melbourne).state.value == "pass"
    assert reported("2026-11-10", melbourne).detail.due_on == date(2026, 11, 9)
    assert reported("2026-11-09", sydney).detail.due_on == date(2026, 11, 6)


def test_the_state_of_the_organisation_counts_where_the_program_has_none():
    """
    A program without a state has the holidays of its organisation.
    """
    program = record("program", "P1", organisation_id="O1")
    said = reported("2026-11-10", program, record("organisation", "O1", state="vic"))

    assert said.detail.due_on == date(2026, 11, 9)
    fields = {(one.record.type, one.field, one.value) for one in said.detail.evidence}
    assert ("organisation", "state", "vic") in fields


def test_business_days_without_a_state_are_unknown():
    """
    Nobody can say which days are holidays where no state is recorded.
    """
    program = record("program", "P1", organisation_id="O1")
    said = reported("2027-11-10", program, record("organisation", "O1"))

    assert said.state.value == "unknown"
    assert said.reasons == ("organisation.state is missing", "program.state is missing")


def test_a_state_that_cannot_be_read_is_not_replaced_by_that_of_the_organisation():
    """
    An unreadable state is no empty one.
    """
    program = record("program", "P1", organisation_id="O1")
    doubts = {("program", "P1", "state"): ()}
    place = record("organisation", "O1", state="vic")
    said = reported("2026-11-10", program, place, doubts=doubts)

    assert said.state.value == "unknown"
    assert said.reasons == ("program.state could not be read",)


def test_an_interval_of_a_field_can_be_in_business_days():
    """
    A duration that stands in a record counts business days like one of a rule.
    """
    body = """
follow_up:
  after: starts_on
  done: ends_on
  within: report_interval
"""
    agreement = record(
        "funding_agreement", "F1", program_id="P1", starts_on="2026-10-30", report_interval="P5B"
    )
    snapshot = world(agreement, record("program", "P1", state="vic"), supplied=("organisation",))
    said = outcomes(rule("funding_agreement", body), snapshot, date(2026, 11, 10))["F1"]

    assert said.detail.due_on == date(2026, 11, 9)
    assert said.detail.interval_days == 7


def test_a_warning_can_come_business_days_before():
    """
    A record is due soon two business days ahead, over a weekend.
    """
    body = REPORTED + "  warn: P2B\n"
    program = record("program", "P1", state="vic", organisation_id="O1")

    assert reported("2026-11-05", program, body=body).due_soon == date(2026, 11, 9)
    assert reported("2026-11-04", program, body=body).due_soon is None


# ----------------------------------------------------------------- one of several values


def test_a_number_between_bounds_may_be_one_of_several_values():
    """
    One session for certain and one perhaps are neither one for certain nor none.
    """
    sessions = [supervision("S1", peer_led=True), supervision("S2")]
    condition = "count(supervision, where=peer_led) in (1, 5)"

    assert says("worker", condition, worker(), *sessions) == "unknown"
    assert says("worker", condition.replace("1, 5", "4, 5"), worker(), *sessions) == "fail"
    assert says("worker", condition, worker(), sessions[0]) == "pass"


def test_a_date_time_is_one_of_several_days_by_its_day():
    """
    A list of days asks for the day of a date-time, as == does.
    """
    condition = 'occurred_on in (day("2026-11-20"), day("2026-11-21"))'
    incident = record("incident", "I1", occurred_on="2026-11-20T18:30")

    assert says("incident", condition, incident, key="I1") == "pass"

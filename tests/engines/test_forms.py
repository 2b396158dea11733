"""Check forms that look at several items, at two days, at answers and at other rules."""

from datetime import date

import pytest

from peercomply import RuleFileError, check
from peercomply.engines.memory import evaluate
from peercomply.plan.lower import lower
from worlds import (
    DAY,
    HEADER,
    RULE,
    outcome,
    outcomes,
    pack,
    record,
    rule,
    supervision,
    worker,
    world,
)

EVERY = """
every:
  of: report.period_start
  where: kind == "milestone_achievement" and present(submitted_on)
  period: P1M
  from: started_on
  back: P6M
  grace: P10D
"""


def monthly(*starts, started_on="2026-01-01", as_of=DAY, supplied=("report",), **values):
    program = record("program", "P1", started_on=started_on)
    reports = [
        record("report", f"R{n}", program_id="P1", period_start=start,
               **{"kind": "milestone_achievement", "submitted_on": "2026-11-01", **values})
        for n, start in enumerate(starts)
    ]  # fmt: skip
    return outcomes(rule("program", EVERY), world(program, *reports, supplied=supplied), as_of)[
        "P1"
    ]


MONTHS = ["2026-05-01", "2026-06-01", "2026-07-01", "2026-08-01", "2026-09-01", "2026-10-01"]


def test_every_period_that_has_ended_wants_its_event():
    """
    Six reports for the last six months are in order, and the current month is not asked for.
    """
    assert monthly(*MONTHS).state.value == "pass"


def test_a_gap_between_events_is_found_although_a_later_one_came():
    """
    Each missing period is a breach of its own, with its first and last day.
    """
    said = monthly(*MONTHS[:2], *MONTHS[4:])

    assert [detail.item for detail in said.details] == [
        "2026-07-01/2026-07-31",
        "2026-08-01/2026-08-31",
    ]
    assert said.details[0].due_on == date(2026, 8, 10)
    assert said.details[0].days_overdue == 104
    assert "2026-07-01 to 2026-07-31" in said.details[0].message


def test_a_period_is_not_judged_before_its_grace_is_over():
    """
    The report for October may come until 10 November.
    """
    assert monthly(*MONTHS[:5], as_of=date(2026, 11, 10)).state.value == "pass"
    assert monthly(*MONTHS[:5], as_of=date(2026, 11, 11)).state.value == "fail"


def test_before_the_first_period_ends_nothing_is_asked_for():
    """
    A program that has just started owes no report.
    """
    assert monthly(started_on="2026-11-10").state.value == "pass"


def test_periods_count_from_their_start_at_month_ends():
    """
    Periods from 31 January end the day before the last days of the months.
    """
    said = monthly(started_on="2026-01-31", as_of=date(2026, 4, 15))

    assert [detail.item for detail in said.details] == [
        "2026-01-31/2026-02-27",
        "2026-02-28/2026-03-30",
    ]


def test_a_period_is_unknown_where_an_undated_or_unclear_event_may_be_its_own():
    """
    A report without its period may be the missing one.
    """
    assert monthly(*MONTHS[:5], None).state.value == "unknown"
    assert monthly(*MONTHS[:5], "2026-10-01", kind=None).state.value == "unknown"
    assert monthly(started_on=None).state.value == "unknown"
    assert monthly(supplied=()).state.value == "unknown"


def test_a_period_of_nought_days_is_unknown_and_does_not_hang():
    """
    An interval of the record that is no period leaves the rule undecided.
    """
    body = "every:\n  of: report.period_start\n  period: report_interval\n  from: starts_on\n  back: P6M"
    loaded = rule("funding_agreement", body)
    for interval in ("P0D", "PT5H"):
        agreement = record(
            "funding_agreement", "F1", starts_on="2026-01-01", report_interval=interval
        )
        assert outcome(loaded, world(agreement, supplied=["report"]), "F1") == "unknown"


def test_breaches_of_one_record_are_one_record_in_the_counts():
    """
    A program with two missing months is one of one tested, with two breaches.
    """
    program = record("program", "P1", started_on="2026-08-01")
    report = check(world(program, supplied=["report"]), rule("program", EVERY), as_of=DAY)
    (finding,) = report.findings

    assert (finding.breached, finding.tested, len(finding.breaches)) == (1, 1, 3)
    assert len({breach.id for breach in finding.breaches}) == 3
    assert "1 record" not in finding.condition
    assert finding.rank_reason.endswith("3 breaches")


BEFORE = """
before:
  of: audit.completed_on
  where: program_id == this.program_id and kind == "internal"
  then: planned_on
  at_least: P1M
  after: completed_on
"""


def audited(*days, planned_on="2026-11-30", **values):
    external = record(
        "audit", "X1", program_id="P1", kind="external", planned_on=planned_on, **values
    )
    internal = [
        record("audit", f"A{n}", program_id="P1", kind="internal", completed_on=day)
        for n, day in enumerate(days)
    ]
    return outcomes(rule("audit", BEFORE), world(external, *internal))["X1"]


@pytest.mark.parametrize(
    ("day", "state"),
    [("2026-10-31", "pass"), ("2026-11-01", "fail"), (None, "unknown"), ("2026-01-01", "pass")],
)
def test_something_happened_at_least_an_interval_before(day, state):
    """
    31 October plus a month is 30 November; a day later is too late.
    """
    assert audited(day).state.value == state


def test_what_can_still_happen_in_time_is_no_breach():
    """
    Before the last possible day the internal audit may still come.
    """
    assert audited(planned_on="2026-12-22").state.value == "pass"
    assert audited(planned_on="2026-12-21").detail.due_on == date(2026, 11, 21)
    assert audited().detail.due_on == date(2026, 10, 31)


def test_an_event_before_the_previous_one_does_not_count():
    """
    The internal audit has to lie after the last external one.
    """
    assert audited("2026-06-01", completed_on="2026-07-01").state.value == "fail"
    assert audited("2026-08-01", completed_on="2026-07-01").state.value == "pass"


def test_two_days_of_one_record_can_be_compared():
    """
    Papers are sent a week before the meeting, or can still be.
    """
    body = "before:\n  date: papers_sent_on\n  then: held_on\n  at_least: P7D"
    loaded = rule("meeting", body)

    def said(**values):
        return outcome(loaded, world(record("meeting", "M1", **values)), "M1")

    assert said(papers_sent_on="2026-11-01", held_on="2026-11-08") == "pass"
    assert said(papers_sent_on="2026-11-02", held_on="2026-11-08") == "fail"
    assert said(held_on="2026-11-08") == "fail"
    assert said(held_on="2026-11-29") == "pass"
    assert said(papers_sent_on="2026-11-01") == "unknown"


COVERS = """
covers:
  items: [cash_handling, occupational_health_and_safety]
  of: audit.areas_covered
  where: completed_on > as_of - P6M
"""


def covered(*areas, **values):
    audits = [
        record(
            "audit",
            f"A{n}",
            program_id="P1",
            areas_covered=area,
            **{"completed_on": "2026-10-01", **values},
        )
        for n, area in enumerate(areas)
    ]
    snapshot = world(record("program", "P1"), *audits, supplied=["audit"])
    return outcomes(rule("program", COVERS), snapshot)["P1"]


def test_every_item_wants_to_be_covered_by_some_record():
    """
    Two audits together may cover the list; an item that none covers is a breach of its own.
    """
    assert (
        covered({"cash_handling"}, {"occupational_health_and_safety", "privacy"}).state.value
        == "pass"
    )
    said = covered({"cash_handling"})
    assert [detail.item for detail in said.details] == ["occupational_health_and_safety"]
    assert said.detail.message.endswith("covers occupational_health_and_safety")


def test_an_item_is_unknown_where_an_unclear_record_may_cover_it():
    """
    An audit without its areas, or without its day, may cover anything.
    """
    assert covered(None).state.value == "unknown"
    assert (
        covered({"cash_handling", "occupational_health_and_safety"}, completed_on=None).state.value
        == "unknown"
    )


def test_items_can_come_from_the_record_and_stay_private():
    """
    Courses that a position requires are covered by training; their names are not said.
    """
    body = """
covers:
  items: position.required_training
  of: training.course
"""
    records = [
        record("position", "X1", required_training={"induction", "first_aid"}),
        worker(position_id="X1"),
        record("training", "T1", worker_id="W1", course="induction"),
    ]
    said = outcomes(rule("worker", body), world(*records))["W1"]

    assert [detail.item for detail in said.details] == ["item 1"]
    assert "first_aid" not in said.detail.message
    none = [record("position", "X1", required_training=frozenset()), worker(position_id="X1")]
    assert outcome(rule("worker", body), world(*none, supplied=["training"])) == "pass"
    assert (
        outcome(rule("worker", body), world(worker(), supplied=["training", "position"]))
        == "unknown"
    )


ATTESTED = """
attested:
  obligation: PRA-VAL-01
  question: Does the service express the values of peer support?
  within: P12M
"""


def answered(*answers, body=ATTESTED, supplied=("attestation",)):
    given = [
        record(
            "attestation", f"T{n}", **{"obligation_id": "PRA-VAL-01", "program_id": "P1", **answer}
        )
        for n, answer in enumerate(answers)
    ]
    return outcomes(
        rule("program", body), world(record("program", "P1"), *given, supplied=supplied)
    )["P1"]


def test_a_question_wants_a_current_and_positive_answer():
    """
    A positive answer of the last year is enough; none, an old one and a negative one are not.
    """
    positive = {"answer": "positive", "answered_on": "2025-11-22"}

    assert answered(positive).state.value == "pass"
    assert answered().state.value == "fail"
    assert "nobody has answered" in answered().detail.message
    assert "no longer current" in answered({**positive, "answered_on": "2025-11-21"}).detail.message
    assert "not positive" in answered({**positive, "answer": "negative"}).detail.message
    assert answered({**positive, "answer": "partly"}).state.value == "fail"
    assert answered({**positive, "answer": "not_applicable"}).state.value == "pass"
    assert answered({**positive, "next_due_on": "2026-11-21"}).state.value == "fail"
    assert answered({**positive, "next_due_on": "2026-11-22"}).state.value == "pass"
    assert answered({**positive, "obligation_id": "PRA-VAL-02"}).state.value == "fail"


def test_the_latest_answers_count():
    """
    A positive answer after a negative one is positive; two groups on one day both count.
    """
    old, new = {"answered_on": "2026-01-01"}, {"answered_on": "2026-06-01"}

    assert (
        answered({**old, "answer": "negative"}, {**new, "answer": "positive"}).state.value == "pass"
    )
    assert (
        answered({**new, "answer": "negative"}, {**old, "answer": "positive"}).state.value == "fail"
    )
    assert (
        answered({**new, "answer": "negative"}, {**new, "answer": "positive"}).state.value == "fail"
    )


def test_an_unclear_answer_is_unknown():
    """
    A missing answer, day or file leaves the question open.
    """
    assert answered({"answered_on": "2026-06-01"}).state.value == "unknown"
    assert answered({"answer": "positive"}).state.value == "unknown"
    assert answered(supplied=()).state.value == "unknown"


def test_a_negative_answer_with_a_planned_action_can_be_enough():
    """
    Where the rule says so, a plan that is not yet due stands for the answer.
    """
    body = ATTESTED + "  planned_action_is_enough: true"
    negative = {"answer": "negative", "answered_on": "2026-06-01"}

    assert answered({**negative, "action_due_on": "2026-12-01"}, body=body).state.value == "pass"
    assert answered({**negative, "action_due_on": "2026-11-21"}, body=body).state.value == "fail"
    assert answered(negative, body=body).state.value == "fail"


def test_each_element_of_a_question_wants_an_answer():
    """
    An element without an answer is a breach of its own.
    """
    body = ATTESTED + "  items: [respect_for_expertise, role_clarity]"
    one = {"item": "role_clarity", "answer": "positive", "answered_on": "2026-06-01"}
    said = answered(one, body=body)

    assert [detail.item for detail in said.details] == ["respect_for_expertise"]


def test_a_first_answer_can_be_awaited_from_a_day():
    """
    A program that started a month ago has a year for its first answer.
    """
    body = ATTESTED + "  since: started_on"
    loaded = rule("program", body)
    young = record("program", "P1", started_on="2026-10-22")
    old = record("program", "P1", started_on="2024-10-22")

    assert outcome(loaded, world(young, supplied=["attestation"]), "P1") == "pass"
    assert outcome(loaded, world(old, supplied=["attestation"]), "P1") == "fail"


def both(**keys):
    return HEADER + "".join(
        RULE.format(subject=subject, body=body).replace("test-rule", name)
        if number == 0
        else RULE.format(subject=subject, body=body)
        .replace("\nrules:\n", "")
        .replace("test-rule", name)
        for number, (name, (subject, body)) in enumerate(keys.items())
    )


CHAIN = {
    "together": ("worker", "    findings:\n      rules: [late, behind]"),
    "late": (
        "worker",
        "    latest:\n      of: supervision.held_on\n      within: P1M\n      since: started_on",
    ),
    "behind": ("worker", "    require: frontline"),
}


def chained(*records, text=None, supplied=("supervision",)):
    loaded = pack(text or both(**CHAIN))
    judgements = evaluate(
        [lower(one) for one in loaded.rules],
        world(*records, supplied=supplied),
        as_of=DAY,
        parameters={},
    )
    return {judgement.rule.id: judgement for judgement in judgements}


@pytest.mark.parametrize(
    ("values", "held_on", "state"),
    [
        ({"frontline": False}, "2026-01-01", "fail"),
        ({"frontline": True}, "2026-01-01", "pass"),
        ({"frontline": False}, "2026-11-20", "pass"),
        ({}, "2026-01-01", "unknown"),
        ({}, "2026-11-20", "pass"),
    ],
)
def test_rules_that_fail_together_are_a_finding_of_their_own(values, held_on, state):
    """
    A rule combines what two others say of the same record, whatever their order in the file.
    """
    judgements = chained(worker(**values), supervision("S1", held_on=held_on))

    assert judgements["together"].outcomes[0].state.value == state
    assert list(judgements) == ["together", "late", "behind"]


def test_findings_can_be_combined_in_a_program():
    """
    Another record of the same program counts where the rule asks about the program.
    """
    keys = dict(CHAIN)
    keys["together"] = (
        "program",
        "    findings:\n      rules: [late, behind]\n      about: program",
    )
    records = [
        record("program", "P1"),
        record("program", "P2"),
        worker("W1", program_id="P1", frontline=True),
        worker("W2", program_id="P1", frontline=False),
        supervision("S2", "W2", held_on="2026-11-20"),
    ]
    said = chained(*records, text=both(**keys))["together"].outcomes

    assert [one.state.value for one in said] == ["fail", "pass"]


def test_any_of_several_rules_can_be_enough():
    """
    With `together: any` one failing rule is enough.
    """
    keys = dict(CHAIN)
    keys["together"] = ("worker", "    findings:\n      rules: [late, behind]\n      together: any")
    said = chained(
        worker(frontline=False), supervision("S1", held_on="2026-11-20"), text=both(**keys)
    )

    assert said["together"].outcomes[0].state.value == "fail"


def test_a_rule_about_records_that_were_not_supplied_leaves_a_combination_unknown():
    """
    Without incidents nobody knows whether one waits for its review.
    """
    keys = dict(CHAIN)
    keys["together"] = (
        "worker",
        "    findings:\n      rules: [late, unreviewed]\n      about: program",
    )
    keys["unreviewed"] = ("incident", "    present: reviewed_on")
    records = [record("program", "P1"), worker(program_id="P1"), worker("W2")]
    said = chained(*records, text=both(**keys))["together"].outcomes

    assert [one.state.value for one in said] == ["unknown", "unknown"]


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ("      rules: [late, nonsense]", "PC404", "no rule of the pack has the id 'nonsense'"),
        ("      rules: [late, unreviewed]", "PC305", "judges 'incident' and not 'worker'"),
        ("      rules: [together]", "PC308", "together -> together"),
        ("      rules: [late, late]", "PC203", "no list of different rule ids"),
        ("      rules: []", "PC203", "no list of different rule ids"),
    ],
)
def test_a_chain_that_cannot_be_evaluated_is_refused(body, code, words):
    """
    Unknown rules, rules about other records and circles are errors of the rule file.
    """
    keys = {**CHAIN, "unreviewed": ("incident", "    present: reviewed_on")}
    keys["together"] = ("worker", f"    findings:\n{body}")

    with pytest.raises(RuleFileError) as caught:
        pack(both(**keys))

    (problem,) = caught.value.problems
    assert problem.code == code
    assert words in problem.message


@pytest.mark.parametrize(
    ("subject", "body", "code"),
    [
        (
            "program",
            "every:\n  of: report.kind\n  period: P1M\n  from: started_on\n  back: P6M",
            "PC305",
        ),
        (
            "program",
            "every:\n  of: report.due_on\n  period: PT1H\n  from: started_on\n  back: P6M",
            "PC305",
        ),
        ("program", "every:\n  of: report.due_on\n  from: started_on\n  back: P6M", "PC202"),
        ("program", "every: P1M", "PC203"),
        (
            "audit",
            "before:\n  of: change.reason\n  where: program_id == this.program_id\n  then: planned_on",
            "PC305",
        ),
        ("meeting", "before:\n  date: papers_sent_on\n  then: held_on\n  at_least: PT1H", "PC305"),
        ("meeting", "before:\n  date: papers_sent_on", "PC202"),
        ("meeting", "before: held_on", "PC203"),
        ("program", "covers:\n  items: [nonsense]\n  of: audit.areas_covered", "PC306"),
        ("program", "covers:\n  items: []\n  of: audit.areas_covered", "PC203"),
        ("program", "covers:\n  items: status\n  of: audit.areas_covered", "PC305"),
        ("program", "covers:\n  items: [a]\n  of: audit.completed_on", "PC305"),
        ("program", "covers:\n  of: audit.areas_covered", "PC202"),
        ("program", "covers: audit", "PC203"),
        ("worker", ATTESTED, "PC307"),
        ("program", ATTESTED + "  items: [nonsense]", "PC306"),
        ("program", "attested: yes", "PC203"),
        ("worker", "findings: late", "PC203"),
    ],
)
def test_a_form_that_cannot_be_read_is_refused(subject, body, code):
    """
    Every key of a form that is missing or wrong has its code.
    """
    with pytest.raises(RuleFileError) as caught:
        rule(subject, body)

    assert code in {problem.code for problem in caught.value.problems}


def test_a_limit_can_depend_on_the_person():
    """
    Weekly sessions in the first six months, then monthly ones.
    """
    body = (
        "latest:\n  of: supervision.held_on\n"
        "  within: P7D if started_on > as_of - P6M else P1M\n  since: started_on"
    )
    loaded = rule("worker", body)
    held = supervision("S1", held_on="2026-11-10")

    assert outcome(loaded, world(worker(started_on="2026-09-01"), held)) == "fail"
    assert outcome(loaded, world(worker(started_on="2025-09-01"), held)) == "pass"
    assert outcome(loaded, world(worker(started_on=None), held)) == "unknown"


def test_a_choice_that_is_not_known_lies_between_both_values():
    """
    A number or a day is decided where both possible values agree.
    """
    condition = "hours_per_week >= (10 if frontline else 20)"
    day = "started_on <= (as_of - P1M if frontline else as_of - P2M)"
    loaded = {text: rule("worker", f"require: {text}") for text in (condition, day)}

    def said(text, **values):
        return outcome(loaded[text], world(worker(**values)))

    assert said(condition, hours_per_week=25) == "pass"
    assert said(condition, hours_per_week=15) == "unknown"
    assert said(condition, hours_per_week=5) == "fail"
    assert said(condition, hours_per_week=15, frontline=True) == "pass"
    assert said(day, started_on="2026-01-01") == "pass"
    assert said(day, started_on="2026-10-01") == "unknown"


def test_a_choice_of_different_types_is_refused():
    """
    A duration in one case and a number in the other is an error.
    """
    with pytest.raises(RuleFileError, match="two values of one type"):
        rule("worker", "require: hours_per_week >= (10 if frontline else P1M)")


LIMITS = """
parameters:
  limit:
    meaning: Time to report
    values:
      - {value: P1D, from: 2020-01-01, basis: proposed, source: ours}
      - {value: P3D, from: 2026-01-01, basis: stated, source: theirs}
"""


@pytest.mark.parametrize(
    ("occurred_on", "reported_on", "state"),
    [
        ("2025-12-31", "2026-01-02", "fail"),
        ("2026-01-01", "2026-01-04", "pass"),
        ("2026-01-01", "2026-01-05", "fail"),
        ("2019-12-31", "2020-01-01", "unknown"),
        (None, "2026-01-01", "unknown"),
    ],
)
def test_a_dated_limit_can_be_that_of_the_event(occurred_on, reported_on, state):
    """
    The limit that was in force on the day of the incident counts, not that of today.
    """
    body = (
        "follow_up:\n  after: occurred_on\n  done: reported_on\n"
        "  within: {parameter: limit, on: occurred_on}"
    )
    incident = record("incident", "I1", occurred_on=occurred_on, reported_on=reported_on)

    assert outcome(rule("incident", body, LIMITS), world(incident), "I1") == state


def test_a_parameter_has_a_value_on_any_day():
    """
    value_on() reads a parameter as of a day in an expression.
    """
    body = "require: occurred_on + value_on(limit, occurred_on) >= reported_on"
    incident = record("incident", "I1", occurred_on="2025-12-31", reported_on="2026-01-02")

    assert outcome(rule("incident", body, LIMITS), world(incident), "I1") == "fail"
    for wrong in (
        "value_on(occurred_on, occurred_on)",
        "value_on(limit, critical)",
        "value_on(limit)",
    ):
        with pytest.raises(RuleFileError):
            rule("incident", f"require: occurred_on + {wrong} >= reported_on", LIMITS)


def test_a_count_can_be_exact_or_only_limited_above():
    """
    exactly and at_most are limits of their own, and the message says what was wanted.
    """
    exact = rule("shift", "count:\n  of: worker_ids\n  exactly: 2")
    most = rule("shift", "count:\n  of: worker_ids\n  at_most: 1")
    snapshot = world(record("shift", "X1", worker_ids={"W1", "W2", "W3"}), supplied=["worker"])

    assert "wanted: exactly 2" in outcomes(exact, snapshot)["X1"].detail.message
    assert "is 3; wanted: at most 1" in outcomes(most, snapshot)["X1"].detail.message


def test_a_share_can_be_limited_above():
    """
    At most half may be volunteers, and the message names part and whole.
    """
    body = (
        'share:\n  of: worker\n  that: engagement == "volunteer"\n  at_least: 0.1\n  at_most: 0.5'
    )
    people = [worker(f"W{n}", program_id="P1", engagement="volunteer") for n in range(2)]
    people.append(worker("W9", program_id="P1", engagement="paid"))
    said = outcomes(rule("program", body), world(record("program", "P1"), *people))["P1"]

    assert said.state.value == "fail"
    assert "2 of 3 worker records" in said.detail.message
    assert "a share of at least 0.1, at most 0.5" in said.detail.message


def test_a_share_in_a_message_is_rounded_for_people_only():
    """
    A fraction is printed with four digits.
    """
    body = "require: share(training, that=accredited) > 0.9\nmessage: '{part}'\nlet:\n  part: share(training, that=accredited)"
    rows = [record("training", f"T{n}", worker_id="W1", accredited=n == 0) for n in range(3)]

    assert outcomes(rule("worker", body), world(worker(), *rows))["W1"].detail.message == "0.3333"


def test_sums_with_a_missing_value_are_unknown():
    """
    Hours that nobody recorded may be any number.
    """
    rows = [
        record("training", "T1", worker_id="W1", hours=3),
        record("training", "T2", worker_id="W1"),
    ]
    loaded = rule("worker", "require: sum(training.hours) >= 3")
    product = rule(
        "worker", "require: sum(training.hours) * 2 + sum(training.hours, where=accredited) >= 3"
    )

    assert outcome(loaded, world(worker(), *rows)) == "unknown"
    assert outcome(product, world(worker(), *rows)) == "unknown"


def test_the_first_present_of_values_that_are_not_sure_lies_between_them():
    """
    Where the first value may be missing, both it and the next one are possible.
    """
    condition = (
        "first_present(latest(training.completed_on, where=accredited), started_on) > as_of - P12M"
    )
    row = record("training", "T1", worker_id="W1", completed_on="2026-06-01")
    loaded = rule("worker", f"require: {condition}")

    assert outcome(loaded, world(worker(started_on="2026-02-01"), row)) == "pass"
    assert outcome(loaded, world(worker(started_on="2020-02-01"), row)) == "unknown"


def test_an_undated_incident_may_have_happened_until_the_end_of_the_day():
    """
    The latest of date-times without a day reaches to the last moment of the day of the check.
    """
    body = "latest:\n  of: incident.occurred_on\n  within: P1M\n  since: started_on"
    loaded = rule("program", body)
    program = record("program", "P1", started_on="2020-01-01")

    assert (
        outcome(loaded, world(program, record("incident", "I1", program_id="P1")), "P1")
        == "unknown"
    )


@pytest.mark.parametrize("subject", ["organisation", "committee"])
def test_organisations_and_committees_attest_too(subject):
    """
    A self-assessment can be that of an organisation or of a committee.
    """
    given = record(
        "attestation", "T1", obligation_id="PRA-VAL-01", answer="positive", answered_on="2026-06-01",
        **{f"{subject}_id": "X1"},
    )  # fmt: skip
    loaded = rule(subject, ATTESTED)

    assert outcome(loaded, world(record(subject, "X1"), given), "X1") == "pass"
    assert outcome(loaded, world(record(subject, "X2"), given), "X2") == "fail"


def test_what_no_text_of_the_rule_fits_is_said_by_its_title():
    """
    Where every variant of a message is unknown, the title of the rule stands for it.
    """
    loaded = rule("concern", "present: [handler_id, raised_on]")
    said = outcomes(loaded, world(record("concern", "C1", raised_on="2026-01-01")))["C1"]

    assert said.detail.message == "handler_id is not recorded"

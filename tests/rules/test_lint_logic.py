"""What `rules lint` finds in conditions, and the sound conditions that it leaves alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peercomply.rules.lint import lint
from peercomply.rules.lint_codes import Lint
from worlds import record, rule, says

LOGIC = (Lint.IMPOSSIBLE, Lint.ALWAYS, Lint.AGAINST_WHEN, Lint.HIDES_EMPTY)

DEFINE = """
define:
  worker:
    volunteer: engagement == "volunteer"
    paid: engagement == "paid"
"""


def found(body, subject="worker", extra=""):
    issues = lint(rule(subject, body, extra), ())
    return [(one.code, one.message) for one in issues if one.code in LOGIC]


def required(condition):
    return "require: '" + condition.replace("'", "''") + "'"


@pytest.mark.parametrize(
    "condition",
    [
        'engagement == "paid" and engagement == "volunteer"',
        'engagement in ("paid", "volunteer") and engagement not in ("paid", "volunteer")',
        'engagement == "paid" and engagement != "paid"',
        'frontline and (engagement == "paid" and engagement in ("volunteer", "contractor"))',
        "hours_per_week > 4 and hours_per_week < 2",
        "4 < hours_per_week < 2",
        "4 < hours_per_week and 4 > hours_per_week",
        "hours_per_week >= 4 and hours_per_week <= 4 and hours_per_week != 4",
        "hours_per_week == 3 and hours_per_week > 4",
        "frontline and not frontline",
        "frontline and frontline == false",
        "missing(started_on) and present(started_on)",
        "missing(started_on) and started_on < as_of",
        "missing(engagement) and engagement == 'paid'".replace("'", '"'),
        "started_on > as_of and started_on < as_of - P1M",
        "started_on >= as_of - P1M and started_on < as_of - P2M",
        "started_on == as_of and started_on < as_of",
        "started_on < ended_on and ended_on < started_on",
        "started_on < ended_on and started_on >= ended_on",
        'started_on > day("2026-01-01") and started_on < day("2025-01-01")',
        "volunteer and paid",
        "not (frontline or is_peer) and frontline",
        "(frontline or is_peer) and not frontline and not is_peer",
        "count(training, where=accredited) > 3 and count(training, where=accredited) < 3",
        "any(training, where=mandatory and not mandatory)".replace("mandatory", "accredited"),
    ],
)
def test_a_condition_that_can_never_hold_is_found(condition):
    """
    Parts that contradict each other are found once, at the smallest condition that has both.
    """
    issues = found(required(condition), extra=DEFINE)

    assert [code for code, _ in issues] == [Lint.IMPOSSIBLE]
    assert "can never hold" in issues[0][1]


@pytest.mark.parametrize(
    "condition",
    [
        "hours_per_week == 4 or hours_per_week != 4",
        "missing(ended_on) or present(ended_on)",
        "hours_per_week > 2 or hours_per_week < 4",
        "started_on <= as_of or started_on > as_of",
        "frontline or not frontline",
        "missing(ended_on) or ended_on <= as_of or ended_on > as_of",
        'engagement != "paid" or engagement != "volunteer"',
    ],
)
def test_a_condition_that_holds_whatever_is_recorded_is_found(condition):
    """
    An `or` of which no recorded value makes all parts false is no condition.
    """
    codes = [code for code, _ in found(required(condition)) if code is not Lint.HIDES_EMPTY]

    assert codes == [Lint.ALWAYS]


@pytest.mark.parametrize(
    "condition",
    [
        'engagement == "paid" or engagement == "volunteer"',
        'engagement != "paid" and engagement != "volunteer"',
        "hours_per_week > 4 and hours_per_week < 5",
        "hours_per_week >= 4 and hours_per_week <= 4",
        "started_on > as_of - P1M and started_on < as_of - P14D",
        "started_on > as_of - P1M and started_on < as_of - P30D",
        "started_on < as_of and ended_on > as_of",
        "started_on < ended_on and ended_on < as_of",
        "present(ended_on) and ended_on < as_of",
        "count(training, where=accredited) > 3 and count(training) < 3",
        "manager.frontline and not frontline",
        "manager.active and not active",
        "any(supervision, where=peer_led and not this.is_peer) and is_peer",
        "any(supervision, where=peer_led) and any(supervision, where=not peer_led)",
        'volunteer or paid or engagement == "contractor"',
        "frontline or is_peer",
    ],
)
def test_conditions_in_order_are_left_alone(condition):
    """
    What can hold and can fail is no issue, even if it looks like one.
    """
    assert found(required(condition), extra=DEFINE) == []


def test_definitions_are_looked_at_once():
    """
    A slip in a definition is told at the definition, however many rules use it.
    """
    define = "\ndefine:\n  worker:\n    odd: frontline and not frontline\n"
    issues = lint(rule("worker", "when: odd\nrequire: odd or is_peer", define), ())

    assert [(one.message, one.rule) for one in issues if one.code is Lint.IMPOSSIBLE] == [
        ("`frontline and not frontline` can never hold", "")
    ]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("when: frontline and is_peer\nrequire: not frontline", "rules out"),
        ("when: missing(started_on)\npresent: started_on", "rules out"),
        ("when: hours_per_week > 4\nrequire: hours_per_week < 2", "rules out"),
        ("when: hours_per_week > 4\nrequire: hours_per_week > 2", "holds wherever"),
        ("when: hours_per_week > 4\nrequire: hours_per_week > 2\nor: is_peer", "holds wherever"),
        (
            "when: present(started_on) and present(ended_on)\npresent: [started_on, ended_on]",
            "holds wherever",
        ),
        ('when: engagement == "paid"\npresent: engagement', "holds wherever"),
    ],
)
def test_a_check_that_when_decides_is_found(body, words):
    """
    A rule that fails for every record to which it applies, or for none, checks nothing.
    """
    ((code, message),) = found(body)

    assert code is Lint.AGAINST_WHEN
    assert words in message


@pytest.mark.parametrize(
    "body",
    [
        "when: frontline\nrequire: not frontline\nor: is_peer",
        "when: present(started_on)\npresent: [started_on, ended_on]",
        "when: hours_per_week > 2\nrequire: hours_per_week > 4",
    ],
)
def test_a_check_that_when_does_not_decide_is_left_alone(body):
    """
    Another way to satisfy the rule, or one more field, makes it a check.
    """
    assert found(body) == []


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("require: missing(hours_per_week) or hours_per_week > 4", "hours_per_week"),
        ("require: first_present(hours_per_week, 5) > 4", "hours_per_week"),
        ("let:\n  few: first_present(hours_per_week, 5)\nrequire: few > 4", "hours_per_week"),
        ("when: present(is_peer)\nrequire: missing(ended_on) or ended_on > as_of", "ended_on"),
    ],
)
def test_a_rule_that_lets_an_empty_cell_pass_is_found(body, name):
    """
    A rule that no empty cell leaves unknown, and that passes where it has to know a value.
    """
    assert found(body) == [
        (Lint.HIDES_EMPTY, f"test-rule is never unknown, and passes where {name} is empty")
    ]


@pytest.mark.parametrize(
    "body",
    [
        "require: hours_per_week > 4",
        "require: missing(hours_per_week) or hours_per_week > 4\nwhen: is_peer",
        "require: present(hours_per_week) and hours_per_week > 4",
        "require: missing(ended_on)",
        "require: present(started_on)",
        "require: missing(ended_on) or ended_on > started_on",
        "require: missing(manager.ended_on) or manager.ended_on > as_of",
        "require: (missing(hours_per_week) or hours_per_week > 4) and sum(training.hours) > 3",
        "require: (missing(hours_per_week) or hours_per_week > 4) and 3 < (2 if frontline else 4)",
        "require: (missing(hours_per_week) or hours_per_week > 4) and as_of + P5B > as_of",
        "require: missing(first_present(hours_per_week, count(training))) or hours_per_week > 4",
        "let:\n  last: latest(supervision.held_on)\nrequire: missing(last) or last < as_of",
        "require: missing(hours_per_week) or any(supervision, where=peer_led)",
        "require: missing(hours_per_week) or any(position_description, where=position_id == this.position_id)",
        "require: later_of(started_on, ended_on) < as_of",
        "require: count(supervision) > 1 or any(training, where=accredited)",
        "require: missing(latest(supervision.held_on)) or frontline",
        "require: all(training, where=present(completed_on), that=accredited)",
        "present: started_on",
        "latest: {of: supervision.held_on, within: P1M}",
        "require: missing(ended_on) or ended_on > as_of\nor: share(training, that=accredited) > 0.5",
    ],
)
def test_a_rule_that_can_be_unknown_or_fails_the_empty_cell_is_left_alone(body):
    """
    Missing data that fails, or that leaves the outcome open, is what it should be.
    """
    assert found(body) == []


def test_an_optional_set_of_keys_leaves_a_count_open():
    """
    An empty cell of keys is not the same as no keys.
    """
    assert found("require: missing(starts_at) or count(worker_ids) > 1", "shift") == []


@pytest.mark.parametrize(
    ("subject", "condition"),
    [
        ("program", "missing(manager_id) or any(service_event)"),
        ("budget", 'missing(approved_on) or entry(lines, "travel") > 4'),
    ],
)
def test_homes_and_entries_leave_a_condition_open(subject, condition):
    """
    A row without a program, and a mapping without the entry, are not known to be none.
    """
    assert found(required(condition), subject) == []


def test_what_takes_too_long_to_compare_counts_as_possible():
    """
    A `when` and a check with many alternatives each are not compared.
    """
    either = " or ".join(f"hours_per_week == {n}" for n in range(40))
    other = " or ".join(f"hours_per_week == {n}" for n in range(50, 90))

    assert found(f"when: {either}\n{required(other)}") == []


def test_a_constant_makes_a_condition_what_it_is():
    """
    `or true` always holds, and `and false` never does.
    """
    assert [code for code, _ in found("require: frontline or true")] == [Lint.ALWAYS]
    assert [code for code, _ in found("require: frontline and false")] == [Lint.IMPOSSIBLE]


def test_business_days_are_not_compared_with_days():
    """
    How long five business days are depends on the calendar.
    """
    condition = "started_on > as_of - P5B and started_on < as_of - P6B"

    assert found(required(condition)) == []


def test_a_condition_with_very_many_alternatives_is_left_alone():
    """
    What would take too long to prove counts as possible.
    """
    either = " and ".join(f"(hours_per_week > {n} or frontline or is_peer)" for n in range(40))

    assert found(required(either)) == []


ATOMS = (
    "frontline",
    "is_peer",
    "missing(ended_on)",
    "hours_per_week > 4",
    "hours_per_week < 6",
    "hours_per_week == 5",
    "ended_on > as_of",
    "ended_on <= as_of - P1M",
    "first_present(hours_per_week, 5) > 4",
    "later_of(started_on, ended_on) > as_of",
    'engagement == "paid"',
    'engagement in ("paid", "volunteer")',
)

conditions = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} and {pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} or {pair[1]})"),
        inner.map(lambda one: f"(not {one})"),
    ),
    max_leaves=6,
)

workers = st.builds(
    dict,
    frontline=st.sampled_from([True, False, None]),
    is_peer=st.sampled_from([True, False, None]),
    hours_per_week=st.sampled_from([None, 3, 4, 5, 6, 7]),
    ended_on=st.sampled_from([None, "2026-10-01", "2026-10-22", "2026-11-22", "2026-11-23"]),
    engagement=st.sampled_from([None, "paid", "volunteer"]),
)


@given(conditions, workers)
def test_possible_and_the_engine_agree(condition, values):
    """
    A condition that is true for some record can hold, and one that is false for some can fail.
    """
    from peercomply.rules.possible import can_fail, can_hold
    from peercomply.rules.undecided import can_be_undecided

    node = rule("worker", required(condition)).rules[0].form.condition
    outcome = says("worker", condition, record("worker", "W1", started_on="2020-01-01", **values))

    assert outcome != "pass" or can_hold(node)
    assert outcome != "fail" or can_fail(node)
    assert outcome != "unknown" or can_be_undecided(node)

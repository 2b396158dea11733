"""What `rules lint` finds, and what it leaves alone."""

import pytest

from peercomply import load_rules
from peercomply.rules.cases import load_cases
from peercomply.rules.lint import lint
from peercomply.rules.lint_codes import Lint
from worlds import HEADER, RULE, pack

PARAMETER = """
parameters:
  limit:
    meaning: Limit
    values:
      - {value: P1M, basis: proposed, source: ours}
"""


def found(body, subject="worker", extra="", cases=()):
    lines = "\n".join(f"    {line}" for line in body.strip("\n").split("\n"))
    loaded = pack(HEADER + extra + RULE.format(subject=subject, body=lines))
    return [(one.code, one.message) for one in lint(loaded, cases) if one.code is not Lint.NO_CASE]


def test_the_shipped_pack_is_clean():
    """
    Nothing in the shipped rules looks like a slip.
    """
    shipped = load_rules("peer-support")

    assert lint(shipped, load_cases("peer-support", shipped)) == []


@pytest.mark.parametrize(
    ("subject", "body", "code", "words"),
    [
        ("worker", "require: frontline and 3 > 2", Lint.CONSTANT, "`3 > 2` is always the same"),
        (
            "worker",
            "require: frontline\nwhen: as_of > as_of - P1M",
            Lint.CONSTANT,
            "is always the same",
        ),
        (
            "worker",
            "require: started_on == started_on",
            Lint.SAME_SIDES,
            "compares a value with itself",
        ),
        (
            "shift",
            "count:\n  of: worker_ids\n  at_least: 0",
            Lint.UNBREAKABLE,
            "at_least is nought",
        ),
        (
            "shift",
            "count:\n  of: worker_ids\n  at_least: 4\n  at_most: 2",
            Lint.UNBREAKABLE,
            "no record can reach",
        ),
        ("shift", "count:\n  of: worker_ids\n  at_most: -1", Lint.UNBREAKABLE, "keeps at_most"),
        (
            "worker",
            "share:\n  of: training\n  that: accredited\n  at_least: 1.01",
            Lint.UNBREAKABLE,
            "no record can reach",
        ),
        (
            "worker",
            "share:\n  of: training\n  that: accredited\n  at_most: 1",
            Lint.UNBREAKABLE,
            "keeps at_most",
        ),
        (
            "worker",
            "latest:\n  of: supervision.held_on\n  within: P1M",
            Lint.UNSOURCED_LIMIT,
            "the limit P1M has no source",
        ),
    ],
)
def test_what_is_probably_not_meant_is_found(subject, body, code, words):
    """
    Each slip has its code and says what it is.
    """
    issues = found(body, subject)

    assert code in [one for one, _ in issues]
    assert any(words in message for _, message in issues)


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("shift", "count:\n  of: worker_ids\n  at_least: 2\n  at_most: 4"),
        ("worker", "share:\n  of: training\n  that: accredited\n  at_least: 0.51"),
        ("worker", "require: started_on <= as_of"),
    ],
)
def test_what_is_in_order_is_left_alone(subject, body):
    """
    Ordinary limits and comparisons are no issue.
    """
    assert found(body, subject) == []


def test_a_parameter_that_nothing_reads_is_found():
    """
    An unused limit is a slip, and a used one is not.
    """
    used = "latest:\n  of: supervision.held_on\n  within: {parameter: limit}"

    assert found("require: frontline", extra=PARAMETER) == [
        (Lint.UNUSED_PARAMETER, "no rule reads the parameter limit")
    ]
    assert found(used, extra=PARAMETER) == []


def test_two_rules_with_one_title_are_found():
    """
    Findings of two rules have to be told apart.
    """
    second = RULE.format(subject="worker", body="    require: frontline")
    text = HEADER + second + second.replace("\nrules:\n", "").replace("test-rule", "other")
    issues = [one for one in lint(pack(text), ()) if one.code is Lint.SAME_TITLE]

    assert [one.message for one in issues] == ["other has the title of test-rule"]


def test_an_outcome_without_a_case_is_found():
    """
    Each outcome that a rule can have wants a case; not_applicable only where there is a `when`.
    """
    issues = lint(pack(HEADER + RULE.format(subject="worker", body="    require: frontline")), ())

    assert issues[0].message == "test-rule has no case that is expected to be pass, fail, unknown"
    assert str(issues[0]).endswith("see `peercomply rules test`)")


def test_a_rule_without_obligations_is_found():
    """
    Nobody can say where such a rule comes from.
    """
    text = HEADER + RULE.format(subject="worker", body="    require: frontline")
    loaded = pack(text.replace("[X-1]", "[]"))

    assert Lint.NO_OBLIGATION in [one.code for one in lint(loaded, ())]


def test_a_grade_that_is_not_the_register_s_is_found(tmp_path):
    """
    Severity and strength are those of an obligation, unless a pack changes them with a reason.
    """
    register = '{"obligations": [{"id": "X-1", "source": "S", "section": "T", "statement": "U", "severity": "low", "strength": "should"}]}'
    (tmp_path / "register.json").write_text(register, encoding="utf-8")
    header = HEADER.replace("title: Test", "title: Test, obligations: register.json")
    rule = RULE.format(subject="worker", body="    require: frontline")
    (tmp_path / "pack.yml").write_text(header + rule, encoding="utf-8")
    issues = [one for one in lint(load_rules(tmp_path), ()) if one.code is Lint.OTHER_GRADE]

    assert [one.message for one in issues] == [
        "test-rule has severity high, its obligations have low"
    ]


def test_every_code_has_a_meaning():
    """
    The documentation names all codes.
    """
    assert all(code.meaning.endswith(".") for code in Lint)

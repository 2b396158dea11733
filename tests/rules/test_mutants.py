"""Small changes of rules, and the cases that notice them."""

import pytest

from peercomply import UnknownRuleError, load_rules
from peercomply.findings.mutation import run_mutants
from peercomply.rules.mutants import mutants

PACK = """
pack: {id: mine, version: 1.0.0, title: Mine}
parameters:
  limit:
    meaning: Limit
    values:
      - {value: P1M, basis: proposed, source: ours}
rules:
  - id: late
    title: Late
    for: worker
    when: active and not is_peer
    latest:
      of: supervision.held_on
      where: kind in ("line", "peer")
      within: {parameter: limit}
    or: hours_per_week <= 4.5
    severity: low
    strength: may
    obligations: [X-1]
    why: Reasons.
    remedy: Change it.
"""

CASES = """
as_of: 2026-11-22
cases:
  - rule: late
    name: in time
    records:
      worker: [{id: W1, started_on: 2020-01-01, is_peer: no, hours_per_week: 20}]
      supervision: [{id: S1, worker_id: W1, kind: line, held_on: 2026-10-22}]
    expect: {W1: pass}
"""


@pytest.fixture
def mine(tmp_path):
    (tmp_path / "mine.yml").write_text(PACK, encoding="utf-8")
    (tmp_path / "mine.cases.yml").write_text(CASES, encoding="utf-8")
    return tmp_path


def test_every_part_of_a_rule_is_changed_once(mine):
    """
    Conditions, comparisons, lists, limits and keys each give a mutant, with its line.
    """
    pack = load_rules(mine)
    changes = [(one.line, one.change) for one in mutants(pack.rules[0], pack.parameters)]

    assert changes == [
        (9, "`when` is dropped"),
        (9, "`or` is dropped"),
        (12, "`active` is dropped"),
        (12, "`not is_peer` is dropped"),
        (12, "`not is_peer` loses its not"),
        (9, "`where` is dropped"),
        (15, "'line' is dropped from the list"),
        (15, "'peer' is dropped from the list"),
        (16, "the parameter limit is P1M1D and not P1M"),
        (16, "the parameter limit is P1M-1D and not P1M"),
        (17, "`hours_per_week <= 4.5` has < for <="),
        (17, "4.5 is 4.6"),
        (17, "4.5 is 4.4"),
    ]


def test_changes_that_no_case_notices_are_listed(mine):
    """
    One case that passes notices what makes it fail, and nothing else.
    """
    (result,) = run_mutants(load_rules(mine), mine)
    survivors = {one.change for one in result.survivors}

    assert (result.cases, result.mutants) == (1, 13)
    assert "'line' is dropped from the list" not in survivors
    assert "the parameter limit is P1M-1D and not P1M" not in survivors
    assert "the parameter limit is P1M1D and not P1M" in survivors
    assert "`or` is dropped" in survivors


def test_one_rule_can_be_chosen(mine):
    """
    A rule is named by its id, and an unknown id is an error.
    """
    pack = load_rules(mine)

    assert [one.rule for one in run_mutants(pack, mine, ["late"])] == ["late"]
    with pytest.raises(UnknownRuleError):
        run_mutants(pack, mine, ["lat"])


def test_a_change_never_breaks_the_rule(mine):
    """
    Every mutant of every shipped rule can be run.
    """
    pack = load_rules("peer-support")

    assert sum(1 for rule in pack.rules for _ in mutants(rule, pack.parameters)) > 200


def test_a_case_that_fails_already_notices_nothing(mine):
    """
    A case that fails for the rule as it stands does not hide changes of it.
    """
    (mine / "mine.cases.yml").write_text(CASES.replace("W1: pass", "W1: fail"), encoding="utf-8")
    (result,) = run_mutants(load_rules(mine), mine)

    assert len(result.survivors) == result.mutants


def test_what_makes_an_answer_count_is_changed(tmp_path):
    """
    Evidence, a planned action and the group that answers each give a mutant of a self-assessment.
    """
    form = "attested: {obligation: X-1, question: Is it so?, within: P1Y, answered_by: executive}"
    text = (
        PACK.partition("    when:")[0]
        + f"    {form}\n    severity:"
        + PACK.partition("severity:")[2]
    )
    (tmp_path / "mine.yml").write_text(text.replace("worker", "program"), encoding="utf-8")
    pack = load_rules(tmp_path)

    changes = [one.change for one in mutants(pack.rules[0], pack.parameters)]

    assert "`planned_action_is_enough` is true" in changes
    assert "`evidence` is true" in changes
    assert "`answered_by` is dropped" in changes

"""What the cases of rules reach of their conditions."""

import pytest

from peercomply.engines.explanation import Truth
from peercomply.findings.case_run import run_pack
from peercomply.findings.coverage import measure
from peercomply.rules.cases import load_cases
from peercomply.rules.load import load_rules

PACK = """pack: {id: mine, version: 1.0.0, title: Mine}
define:
  worker:
    volunteer: engagement == "volunteer"
rules:
  - id: first
    title: First
    for: worker
    when: volunteer
    latest: {of: supervision.held_on, where: kind == "line", within: P1M, since: started_on}
    or: frontline
    severity: high
    strength: should
    obligations: []
    why: Nobody helps.
    remedy: Hold a session.
  - id: second
    title: Second
    for: worker
    require: volunteer or started_on > as_of - P1M
    severity: high
    strength: should
    obligations: []
    why: Nobody helps.
    remedy: Hold a session.
"""


@pytest.fixture
def covered(tmp_path):
    """Return a function that measures what cases reach."""
    (tmp_path / "mine.yml").write_text(PACK, encoding="utf-8")

    def covered(*cases):
        lines = "\n".join(f"  - {case}" for case in cases)
        text = (
            f"as_of: 2026-11-22\ncases:\n{lines}\n" if cases else "as_of: 2026-11-22\ncases: []\n"
        )
        (tmp_path / "mine.cases.yml").write_text(text, encoding="utf-8")
        pack = load_rules(tmp_path)
        return {one.name: one for one in measure(pack, tmp_path, load_cases(tmp_path, pack))}

    return covered


def lacking(one):
    return {part.text: part.lacking for part in one.conditions if part.lacking}


SECOND = "{rule: second, name: %s, records: {worker: [{id: W1, %s}]}, expect: {W1: %s}}"


def test_a_rule_without_cases_is_not_covered_at_all(covered):
    """
    Nothing was reached, of the rules and of the definition that they use.
    """
    found = covered()

    assert list(found) == ["volunteer", "first", "second"]
    assert [one.percent for one in found.values()] == [0, 0, 0]
    assert lacking(found["first"]) == {
        "`volunteer`": ("true", "false"),
        '`kind == "line"`': ("true", "false"),
        "`frontline`": ("true", "false"),
        "the check": ("true", "false"),
    }


def test_what_was_true_for_some_record_and_false_for_another_is_covered(covered):
    """
    Two cases reach both branches of a definition; what `or` never asked is not reached.
    """
    found = covered(
        SECOND % ("a", "engagement: volunteer", "pass"),
        SECOND % ("b", "engagement: paid, started_on: 2020-01-01", "fail"),
    )

    assert found["volunteer"].percent == 100
    assert lacking(found["second"]) == {"`started_on > as_of - P1M`": ("true",)}
    assert (found["second"].reached, found["second"].branches) == (5, 6)
    assert found["first"].percent == 0


def test_unknown_is_told_and_not_counted(covered):
    """
    A condition that was only unknown has reached neither branch.
    """
    found = covered(SECOND % ("a", "engagement: paid", "unknown"))
    (started,) = [one for one in found["second"].conditions if "started_on >" in one.text][1:]

    assert started.seen == {Truth.UNKNOWN}
    assert started.lacking == ("true", "false")
    assert not started.never_unknown


def test_records_of_which_nothing_is_expected_do_not_count(covered):
    """
    A record that no case asserts anything of shows nothing.
    """
    found = covered(
        "{rule: second, name: a, records: {worker: [{id: W1, engagement: volunteer},"
        " {id: W2, engagement: paid, started_on: 2020-01-01}]}, expect: {W1: pass}}"
    )

    assert lacking(found["volunteer"]) == {'`engagement == "volunteer"`': ("false",)}


def test_a_date_that_decides_either_way_leaves_its_condition_unknown(covered):
    """
    Both readings are tried, and neither branch counts as reached where they differ.
    """
    found = covered(
        SECOND
        % ("a", "engagement: paid, started_on: {either: [2026-11-05, 2026-05-11]}", "unknown"),
        SECOND % ("b", "engagement: paid, started_on: {either: [2025-11-05, 2025-05-11]}", "fail"),
    )

    assert lacking(found["second"])["`started_on > as_of - P1M`"] == ("true",)


def test_a_type_that_was_not_supplied_leaves_the_check_unknown(covered):
    """
    The check has been unknown although none of its rows could be asked.
    """
    found = covered(
        "{rule: first, name: a, records: {worker: [{id: W1, engagement: volunteer, frontline: no}]},"
        " expect: {W1: unknown}}"
    )
    check = next(one for one in found["first"].conditions if one.text == "the check")

    assert check.seen == {Truth.UNKNOWN}


def test_a_rule_that_reads_others_is_measured_alone(tmp_path):
    """
    The check of a rule with `findings` has its branches; those of the rules that it reads stay theirs.
    """
    text = (
        PACK
        + """  - id: both
    title: Both
    for: worker
    findings: {rules: [first, second]}
    severity: high
    strength: should
    obligations: []
    why: Both.
    remedy: Mend one.
"""
    )
    cases = "as_of: 2026-11-22\ncases:\n  - " + SECOND.replace("second", "both") % (
        "a",
        "engagement: volunteer",
        "pass",
    )
    (tmp_path / "mine.yml").write_text(text, encoding="utf-8")
    (tmp_path / "mine.cases.yml").write_text(cases + "\n", encoding="utf-8")
    run = run_pack(load_rules(tmp_path), tmp_path, coverage=True)
    found = {one.name: one for one in run.coverage}

    assert lacking(found["both"]) == {"the check": ("false",)}
    assert found["second"].percent == 0


def test_rules_of_an_extended_pack_are_measured_where_they_stand(tmp_path):
    """
    A pack that extends another one answers for its own rules only.
    """
    (tmp_path / "mine.yml").write_text(
        "pack: {id: ours, version: 1.0.0, title: Ours, extends: peer-support}\n", encoding="utf-8"
    )
    run = run_pack(load_rules(tmp_path), tmp_path, coverage=True)

    assert run.coverage == ()


def test_the_shipped_pack_is_covered_wholly():
    """
    Every condition of every shipped rule and definition was true and false in some case.
    """
    run = run_pack(load_rules("peer-support"), "peer-support", coverage=True)

    assert {one.name: lacking(one) for one in run.coverage if lacking(one)} == {}
    assert run.passed


def test_watching_leaves_outcomes_as_they_are():
    """
    What a judge says does not depend on whether somebody watches.
    """
    from peercomply.engines.memory import Judge
    from peercomply.engines.watching import Watcher
    from peercomply.engines.world import World
    from peercomply.plan.lower import lower

    pack = load_rules("peer-support")
    for case in load_cases("peer-support", pack):
        plan = lower(pack.rule(case.rule))
        if plan.after:
            continue
        plain = Judge.of(plan, World(case.snapshot, case.as_of, pack.parameters))
        watched = Judge.of(plan, World(case.snapshot, case.as_of, pack.parameters), Watcher())
        for record in case.snapshot.of_type(plan.rule.subject).values():
            assert plain.outcome(record) == watched.outcome(record)

"""A second engine confirms the outcomes of the first one, or is reported with each difference."""

import json
from datetime import date

import attrs
import pytest

from peercomply import check
from peercomply.cli import run
from peercomply.engines.memory import evaluate
from peercomply.engines.outcomes import State
from peercomply.report import table
from peercomply.report.json import document
from worlds import DAY, HEADER, RULE, record, rule, worker, world

FOLLOWED = "follow_up:\n  after: occurred_on\n  done: reviewed_on\n  within: P14D"


def second_engine(change):
    """Return a stand-in for the registry: an engine whose outcomes are those that *change* makes."""

    def evaluate_again(plans, snapshot, **keys):
        return tuple(
            attrs.evolve(one, outcomes=tuple(change(one.outcomes)))
            for one in evaluate(plans, snapshot, **keys)
        )

    return lambda first: ("mirror", evaluate_again)


def checked(monkeypatch, change):
    monkeypatch.setattr("peercomply.findings.check.second_engine", second_engine(change))
    incidents = [
        record("incident", "I1", occurred_on="2026-01-01"),
        record("incident", "I2", occurred_on="2026-11-20"),
    ]
    return check(world(*incidents), rule("incident", FOLLOWED), as_of=DAY, cross_check=True)


def late_by_one_day(outcomes):
    for one in outcomes:
        details = (attrs.evolve(part, due_on=date(2026, 1, 16)) for part in one.details)
        yield attrs.evolve(one, details=tuple(details))


def test_engines_that_agree_confirm_each_other(monkeypatch):
    """
    The report counts the outcomes that were compared, and names no disagreement.
    """
    report = checked(monkeypatch, lambda outcomes: outcomes)

    assert document(report)["cross_check"] == {
        "engine": "mirror",
        "outcomes": 2,
        "disagreements": [],
    }
    assert "\nConfirmed: 2 of 2 outcomes by mirror\n" in table.render(report)


def test_without_a_cross_check_the_report_says_nothing_of_it():
    """
    The key is there and empty.
    """
    report = check(world(worker(frontline=True)), rule("worker", "require: frontline"), as_of=DAY)

    assert document(report)["cross_check"] is None
    assert "Confirmed" not in table.render(report)


def test_a_record_to_which_a_rule_does_not_apply_is_no_outcome_to_confirm(monkeypatch):
    """
    Both have to say so; then it is not counted.
    """
    monkeypatch.setattr(
        "peercomply.findings.check.second_engine", second_engine(lambda outcomes: outcomes)
    )
    loaded = rule("worker", "when: is_peer\nrequire: frontline")
    report = check(
        world(worker(is_peer=False), worker("W2", is_peer=True, frontline=True)),
        loaded,
        as_of=DAY,
        cross_check=True,
    )

    assert report.cross_check.outcomes == 1


def test_each_difference_is_named_with_what_both_say(monkeypatch):
    """
    A due day that differs is a disagreement like another outcome.
    """
    report = checked(monkeypatch, late_by_one_day)
    (found,) = document(report)["cross_check"]["disagreements"]

    assert found["rule"] == "test-rule"
    assert found["subject"] == {"type": "incident", "id": "I1"}
    assert [one["breaches"][0]["due_on"] for one in found["said"].values()] == [
        "2026-01-15",
        "2026-01-16",
    ]
    assert (
        "Confirmed: 1 of 2 outcomes by mirror; the engines disagree, so nothing above may be"
        " relied on\n"
        "          incident:I1, test-rule: memory says fail, due 2026-01-15 311 d overdue;"
        " mirror says fail, due 2026-01-16 311 d overdue\n"
    ) in table.render(report)


def test_a_record_of_which_an_engine_says_nothing_is_a_difference(monkeypatch):
    """
    A lost outcome never counts as confirmed.
    """
    report = checked(monkeypatch, lambda outcomes: outcomes[1:])
    (found,) = document(report)["cross_check"]["disagreements"]

    assert report.cross_check.outcomes == 2
    assert found["said"]["mirror"] is None
    assert "mirror says nothing" in table.render(report)


def test_another_home_or_warning_is_a_difference(monkeypatch):
    """
    In which program a record counts and when it is due soon are part of what is confirmed.
    """

    def elsewhere(outcomes):
        for one in outcomes:
            soon = date(2026, 12, 4) if one.state is State.PASS else None
            yield attrs.evolve(one, program_id="P9", due_soon=soon)

    report = checked(monkeypatch, elsewhere)
    text = table.render(report)

    assert len(report.cross_check.disagreements) == 2
    assert "mirror says fail, due 2026-01-15 311 d overdue, in P9" in text
    assert "mirror says pass, due soon 2026-12-04, in P9" in text
    said = document(report)["cross_check"]["disagreements"][1]["said"]["mirror"]
    assert (said["program_id"], said["due_soon"]) == ("P9", "2026-12-04")


def test_the_items_of_a_record_are_compared(monkeypatch):
    """
    An item that fails in one engine alone is named.
    """
    monkeypatch.setattr(
        "peercomply.findings.check.second_engine",
        second_engine(
            lambda outcomes: [attrs.evolve(one, details=one.details[:1]) for one in outcomes]
        ),
    )
    loaded = rule("budget", "covers: {items: [insurance, promotion], in: lines}")
    budget = record("budget", "B1", program_id="P1", lines={})
    report = check(world(budget), loaded, as_of=DAY, cross_check=True)

    text = table.render(report)
    assert (
        "memory says fail, insurance, promotion, in P1; mirror says fail, insurance, in P1" in text
    )


@pytest.fixture
def folder(tmp_path):
    """Write an export and a pack with one rule."""
    body = "\n".join(f"    {line}" for line in FOLLOWED.split("\n"))
    (tmp_path / "pack.yml").write_text(HEADER + RULE.format(subject="incident", body=body))
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "incident.csv").write_text(
        "id,program_id,occurred_on\nI1,P1,2026-01-01\n"
    )
    return tmp_path


def test_engines_that_disagree_are_exit_code_70(monkeypatch, folder, capsys):
    """
    Whatever else there is to say, nothing may be relied on.
    """
    options = ["check", str(folder / "export"), "--rules", str(folder / "pack.yml")]
    options += ["--as-of", "2026-11-22", "--cross-check", "--format", "json"]
    codes = []
    for change in (late_by_one_day, lambda outcomes: outcomes):
        monkeypatch.setattr("peercomply.findings.check.second_engine", second_engine(change))
        codes.append(run(options))
        assert json.loads(capsys.readouterr().out)["cross_check"]["engine"] == "mirror"

    assert codes == [70, 1]

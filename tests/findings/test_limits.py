"""The limits that a report names, as they stand on its day."""

import json
from datetime import date

import pytest

from peercomply import check
from peercomply.report.formats import render
from peercomply.rules.load import load_rules
from worlds import HEADER, RULE, pack, worker, world

LIMITS = """
parameters:
  gap:
    meaning: Longest time without supervision
    values:
      - {value: P2M, basis: proposed, source: "no document names one"}
      - {value: P1M, from: 2027-01-01, basis: stated, source: "Handbook, 4"}
  share:
    meaning: Smallest share of peers
    values: [{value: 0.51, from: 2026-11-22, basis: stated, source: "Handbook, 5"}]
  later:
    meaning: Time to answer
    values: [{value: P5B, from: 2026-11-23, basis: stated, source: "Handbook, 6"}]
"""
BODY = "    require: present(started_on)"


def used(day):
    loaded = pack(HEADER + LIMITS + RULE.format(subject="worker", body=BODY))
    return {one.name: one for one in check(world(worker()), loaded, as_of=day).parameters}


@pytest.mark.parametrize(
    ("day", "value", "basis"),
    [(date(2026, 12, 31), "P2M", "proposed"), (date(2027, 1, 1), "P1M", "stated")],
)
def test_the_value_is_the_one_in_force_on_the_day_of_the_check(day, value, basis):
    """
    A value counts from its first day on, and says whose number it is.
    """
    found = used(day)["gap"]

    assert (found.value, found.basis, found.unit) == (value, basis, "calendar months")


def test_a_limit_that_is_not_yet_in_force_is_named_without_a_value():
    """
    It is listed all the same, with the unit that it will have.
    """
    found = used(date(2026, 11, 22))

    assert (found["later"].value, found["later"].source) == (None, "")
    assert (found["later"].unit, found["share"].value) == ("business days", "0.51")
    assert found["share"].since == date(2026, 11, 22)


def test_a_limit_names_the_pack_that_gives_it(tmp_path):
    """
    A pack that changes one limit of another is named for that one alone.
    """
    (tmp_path / "base").mkdir()
    (tmp_path / "own").mkdir()
    base = HEADER + LIMITS + RULE.format(subject="worker", body=BODY)
    (tmp_path / "base" / "pack.yml").write_text(base, encoding="utf-8")
    own = (
        "pack: {id: own, version: 1.0.0, title: Own, extends: base}\n"
        "parameters:\n  share:\n    meaning: Ours\n"
        "    values: [{value: 0.6, basis: proposed, source: our board}]\n"
    )
    (tmp_path / "own" / "pack.yml").write_text(own, encoding="utf-8")
    packs = [load_rules(tmp_path / name) for name in ("own", "base")]
    report = check(world(worker()), packs[0], as_of=date(2026, 11, 22))
    both = check(world(worker()), packs, as_of=date(2026, 11, 22))

    assert [(one.pack, one.name, one.value) for one in report.parameters] == [
        ("own", "share", "0.6"),
        ("test", "gap", "P2M"),
        ("test", "later", None),
    ]
    assert len(both.parameters) == 4


def test_every_format_that_holds_everything_holds_the_limits():
    """
    JSON lists them, and JSON Lines has a line for each.
    """
    loaded = pack(HEADER + LIMITS + RULE.format(subject="worker", body=BODY))
    report = check(world(worker()), loaded, as_of=date(2026, 11, 22))
    lines = [json.loads(line) for line in render("jsonl", report).splitlines()]
    listed = json.loads(render("json", report))["parameters"]

    assert [one["name"] for one in listed] == ["gap", "later", "share"]
    assert listed[0]["since"] is None
    assert listed[1] | {"value": None, "basis": None, "source": None} == listed[1]
    assert lines[0]["lines"]["parameter"] == 3

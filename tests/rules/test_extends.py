"""Packs that extend other packs."""

import pytest

from peercomply import RuleFileError, check, load_rules
from peercomply.report.json import document
from peercomply.report.table import render
from worlds import DAY, supervision, worker, world

OURS = """
pack: {id: ours, version: 1.0.0, title: Ours, extends: peer-support}
parameters:
  supervision_interval:
    meaning: Ours
    values:
      - {value: P14D, basis: proposed, source: our policy}
change:
  - {rule: warm-line-shift-staffing, skip: true, reason: no phone line}
  - {rule: supervision-overdue, severity: critical, strength: must, reason: decided by the board}
rules:
  - id: hours-missing
    title: Worker without agreed hours
    for: worker
    present: hours_per_week
    severity: low
    strength: may
    obligations: [PER-MAN-02]
    why: Nobody knows what was agreed.
    remedy: Record the hours.
"""


def ours(folder, text=OURS, name="ours"):
    path = folder / name
    path.mkdir()
    (path / "pack.yml").write_text(text, encoding="utf-8")
    return path


def problems(folder, text):
    with pytest.raises(RuleFileError) as caught:
        load_rules(ours(folder, text))
    return [(one.code, one.message, one.hint) for one in caught.value.problems]


def test_a_pack_has_the_rules_of_the_one_it_extends_and_its_own(tmp_path):
    """
    Rules are added, skipped and re-graded; all others stay as they are.
    """
    base, pack = load_rules("peer-support"), load_rules(ours(tmp_path))
    ids = {rule.id for rule in base.rules}

    assert {rule.id for rule in pack.rules} == (ids - {"warm-line-shift-staffing"}) | {
        "hours-missing"
    }
    changed = pack.rule("supervision-overdue")
    assert (str(changed.severity), str(changed.strength)) == ("critical", "must")
    assert pack.rule("line-supervision-overdue") == base.rule("line-supervision-overdue")
    assert pack.id == "ours"
    assert pack.sha256 != base.sha256


def test_a_parameter_of_the_extending_pack_replaces_the_other(tmp_path):
    """
    Rules of the extended pack use the organisation's own limit.
    """
    pack = load_rules(ours(tmp_path))
    snapshot = world(worker(), supervision("S1", kind="line", held_on="2026-11-01"))
    failing = {one.rule.id for one in check(snapshot, pack, as_of=DAY).findings}

    assert "supervision-overdue" in failing
    assert "line-supervision-overdue" not in failing


def test_a_report_names_every_change_with_its_reason(tmp_path):
    """
    A skipped rule is not lost in silence.
    """
    report = check(world(worker()), load_rules(ours(tmp_path)), as_of=DAY)

    assert document(report)["packs"][0]["changes"] == [
        "warm-line-shift-staffing is skipped: no phone line",
        "supervision-overdue has severity critical and strength must: decided by the board",
    ]
    assert "warm-line-shift-staffing is skipped: no phone line" in render(report)


def test_a_pack_can_extend_one_beside_it_which_extends_another(tmp_path):
    """
    Changes and parameters apply one layer after the other.
    """
    ours(tmp_path)
    text = "pack: {id: site, version: 1.0.0, title: Site, extends: ours}\nchange:\n  - {rule: hours-missing, skip: true, reason: none}\n"
    pack = load_rules(ours(tmp_path, text, "site"))

    assert "hours-missing" not in {rule.id for rule in pack.rules}
    assert str(pack.rule("supervision-overdue").severity) == "critical"
    assert [change.rule for change in pack.changes][-1] == "hours-missing"


HEADER = "pack: {id: ours, version: 1.0.0, title: Ours, extends: %s}\n"


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        (HEADER % "peer-suport", "PC001", "no pack 'peer-suport' to extend"),
        (HEADER % "../../etc", "PC001", "no pack"),
        (HEADER % "ours", "PC308", "in a circle"),
        (
            HEADER % "peer-support" + "change:\n  - {rule: nonsense, skip: true, reason: x}\n",
            "PC404",
            "no rule 'nonsense'",
        ),
        (
            HEADER % "peer-support" + "change:\n  - {rule: supervision-overdue, reason: x}\n",
            "PC202",
            "says nothing",
        ),
        (
            HEADER % "peer-support"
            + "change:\n  - {rule: supervision-overdue, skip: true, severity: low, reason: x}\n",
            "PC202",
            "skips a rule and grades",
        ),
        (
            HEADER % "peer-support" + "change:\n  - {rule: supervision-overdue, skip: true}\n",
            "PC202",
            "no key 'reason'",
        ),
        (HEADER % "peer-support" + "change:\n  - skip\n", "PC203", "the change is a text"),
        (
            HEADER % "peer-support"
            + "parameters:\n  supervision_interval:\n    meaning: x\n    values:\n      - {value: 5, basis: proposed, source: x}\n",
            "PC305",
            "becomes a number",
        ),
        (
            HEADER % "peer-support" + "define:\n  worker:\n    volunteer: is_peer\n",
            "PC205",
            "a second definition",
        ),
    ],
)
def test_a_conflict_of_packs_is_an_error(tmp_path, text, code, words):
    """
    Dangling names, circles and conflicts are errors with the place and what was expected.
    """
    found = problems(tmp_path, text)

    assert found[0][0] == code
    assert words in found[0][1]


def test_a_broken_extended_pack_is_reported_with_its_own_places(tmp_path):
    """
    Problems of the extended pack name its files.
    """
    ours(tmp_path, "pack: {id: base, version: 1.0.0}\n", "base")

    found = problems(tmp_path, HEADER % "base")

    assert [one[1] for one in found] == ["'pack' has no key 'title'"]

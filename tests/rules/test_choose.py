"""Which rules of a pack are chosen, by a profile or by what they say of themselves."""

import json

import pytest

import peercomply
from peercomply.cli import run
from peercomply.cli.exit_codes import ExitCode
from peercomply.errors import UnknownChoiceError
from peercomply.rules.choose import choose, in_profile
from peercomply.rules.load import load_rules
from peercomply.rules.profiles import Criteria
from worlds import DAY

SHIPPED = load_rules("peer-support")

PACK = """
pack: {id: mine, version: 1.0.0, title: Mine, obligations: register.json}
profiles:
  wanted: {meaning: What must be, strength: [must], severity: [critical, high]}
  asked: {meaning: What people answer, answered_by: [attestation]}
  staff: {meaning: About people, record_types: [worker], areas: [X-A], tiers: [1]}
rules:
  - id: no-manager
    title: Nobody
    for: worker
    present: manager_id
    severity: high
    strength: must
    obligations: [X-A-1]
    why: It harms.
    remedy: Mend it.
  - id: no-answer
    title: Nobody said so
    for: program
    attested: {obligation: X-B-1, question: Is it so?, within: P1Y}
    severity: low
    strength: must
    obligations: [X-B-1]
    why: It harms.
    remedy: Mend it.
  - id: both-wrong
    title: Both are wrong
    for: worker
    findings: {rules: [no-manager, not-at-the-front]}
    severity: critical
    strength: must
    obligations: [X-C-1]
    why: It harms.
    remedy: Mend it.
  - id: not-at-the-front
    title: Somebody in the back
    for: worker
    require: frontline
    severity: low
    strength: may
    obligations: []
    why: It harms.
    remedy: Mend it.
"""


def entry(key, tier):
    text = {"source": "A guide", "section": "One", "statement": "So it is.", "severity": "low"}
    return {"id": key, **text, "strength": "may", **tier}


@pytest.fixture
def mine(tmp_path):
    tiers = {"X-A-1": {"tier": 1}, "X-B-1": {"tier": 3}, "X-C-1": {}, "X-C-2": {"tier": 2}}
    register = {"obligations": [entry(key, tier) for key, tier in tiers.items()]}
    (tmp_path / "register.json").write_text(json.dumps(register), encoding="utf-8")
    (tmp_path / "mine.yml").write_text(PACK, encoding="utf-8")
    return tmp_path


def ids(rules):
    return [rule.id for rule in rules]


@pytest.mark.parametrize(
    ("criteria", "chosen"),
    [
        ({}, ["no-manager", "no-answer", "both-wrong", "not-at-the-front"]),
        ({"areas": ("X",)}, ["no-manager", "no-answer", "both-wrong"]),
        ({"areas": ("X-A", "X-B")}, ["no-manager", "no-answer"]),
        ({"severities": ("low",)}, ["no-answer", "not-at-the-front"]),
        ({"severities": ("low",), "strengths": ("must",)}, ["no-answer"]),
        ({"obligations": ("X-C-1", "X-A-1")}, ["no-manager", "both-wrong"]),
        ({"obligations": ("X-C-2",)}, []),
        ({"record_types": ("program",)}, ["no-answer"]),
        ({"tiers": ("1",)}, ["no-manager"]),
        ({"tiers": ("2",)}, []),
        ({"ways": ("records",)}, ["no-manager", "both-wrong", "not-at-the-front"]),
        ({"ways": ("attestation",)}, ["no-answer"]),
    ],
)
def test_a_rule_is_chosen_if_it_meets_one_value_of_each_criterion(mine, criteria, chosen):
    """
    Criteria narrow each other; the values of one of them widen it.
    """
    assert ids(choose(load_rules(mine), Criteria(**criteria))) == chosen


@pytest.mark.parametrize(
    ("criteria", "words"),
    [
        ({"areas": ("XA",)}, "no area 'XA'"),
        ({"obligations": ("X-A-11",)}, "no obligation 'X-A-11'\n  hint: did you mean 'X-A-1'?"),
        ({"record_types": ("wroker",)}, "no record type 'wroker'\n  hint: did you mean 'worker'?"),
    ],
)
def test_a_misspelt_word_does_not_choose_nothing(mine, criteria, words):
    """
    A word that no rule and no obligation has is an error with the nearest one.
    """
    with pytest.raises(UnknownChoiceError, match="the pack has") as caught:
        choose(load_rules(mine), Criteria(**criteria))

    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("profile", "chosen"),
    [("wanted", ["no-manager", "both-wrong"]), ("asked", ["no-answer"]), ("staff", ["no-manager"])],
)
def test_a_profile_chooses_by_what_rules_say_of_themselves(mine, profile, chosen):
    """
    A profile holds no list of rules, so a new rule is in it if it is like the others.
    """
    assert ids(in_profile(load_rules(mine), profile)) == chosen


def test_an_unknown_profile_is_named_with_those_that_there_are(mine):
    """
    Nothing is checked with a profile that the pack does not have.
    """
    pack = load_rules(mine)

    with pytest.raises(UnknownChoiceError, match="it has asked, staff, wanted"):
        peercomply.check(peercomply.Snapshot.of([]), pack, as_of=DAY, profile="zzz")


def test_a_pack_without_profiles_says_so():
    """
    The hint does not list names where there are none.
    """
    with pytest.raises(UnknownChoiceError, match="it has none"):
        in_profile(load_rules("fixtures/language"), "essential")


def test_rules_that_a_chosen_rule_reads_are_judged_and_not_reported(mine):
    """
    A rule that combines others says the same with and without them in the profile.
    """
    pack = load_rules(mine)
    worker = peercomply.records.Worker(id="W1", frontline=False)
    snapshot = peercomply.Snapshot.of([worker])

    report = peercomply.check(snapshot, pack, as_of=DAY, profile="wanted")

    assert ids(result.rule for result in report.rules) == ["no-manager", "both-wrong"]
    assert ids(finding.rule for finding in report.findings) == ["both-wrong", "no-manager"]
    assert report.packs[0].left_out == ("no-answer", "not-at-the-front")
    assert report.profile == "wanted"


def test_a_second_engine_is_asked_about_the_same_rules(mine):
    """
    A cross-check of a profile compares the outcomes that are reported, and no others.
    """
    snapshot = peercomply.Snapshot.of([peercomply.records.Worker(id="W1", frontline=False)])

    report = peercomply.check(
        snapshot, load_rules(mine), as_of=DAY, profile="wanted", engine="duckdb", cross_check=True
    )

    assert (report.cross_check.outcomes, report.cross_check.disagreements) == (2, ())


def test_the_profiles_of_the_shipped_pack():
    """
    The essential rules are musts of high or critical severity; everything is everything.
    """
    essential = in_profile(SHIPPED, "essential")

    assert {str(rule.strength) for rule in essential} == {"must"}
    assert {str(rule.severity) for rule in essential} == {"high", "critical"}
    assert 0 < len(essential) < len(SHIPPED.rules)
    assert in_profile(SHIPPED, "everything") == SHIPPED.rules


def test_the_list_shows_the_rules_that_are_asked_for(mine, capsys):
    """
    Filters and a profile narrow each other, and the list says how many rules there are.
    """
    code = run(["rules", "list", "--rules", str(mine), "--profile", "wanted", "--area", "X-A"])

    out = capsys.readouterr().out
    assert code is ExitCode.CLEAN
    assert "no-manager" in out
    assert "both-wrong" not in out
    assert "\n1 of 4 rules in mine 1.0.0\n" in out
    assert "profile wanted (2 rules): What must be\n" in out
    assert "not legal advice" in out


def test_a_report_says_which_rules_its_profile_leaves_out(mine, tmp_path, capsys):
    """
    Table and JSON name the profile; nobody takes the silence of the other rules for a pass.
    """
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "worker.csv").write_text("id\nW1\n", encoding="utf-8")
    words = ["check", str(tmp_path / "export"), "--rules", str(mine), "--profile", "asked"]

    run(words)
    table = capsys.readouterr().out
    run([*words, "--format", "json"])
    found = json.loads(capsys.readouterr().out)

    assert "Profile:  asked; it leaves 3 of 4 rules out\n" in table
    assert "Note:     The rules are guidance" in table
    assert found["profile"] == "asked"
    assert found["packs"][0]["left_out"] == ["no-manager", "both-wrong", "not-at-the-front"]
    assert "not legal advice" in found["notice"]


def test_a_profile_can_stand_in_the_configuration(mine, tmp_path, capsys):
    """
    A team writes down once which rules it checks.
    """
    (tmp_path / "worker.csv").write_text("id\nW1\n", encoding="utf-8")
    config = tmp_path / "peercomply.yaml"
    config.write_text("rules: [mine.yml]\nprofile: wnated\n", encoding="utf-8")

    assert run(["check", str(tmp_path), "--config", str(config)]) is ExitCode.USAGE
    assert "did you mean 'wanted'?" in capsys.readouterr().err

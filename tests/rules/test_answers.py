"""How packs answer the obligations of their registers."""

import json
from collections import Counter

import pytest

from peercomply.cli import run
from peercomply.cli.exit_codes import ExitCode
from peercomply.rules.answers import Way, answers
from peercomply.rules.lint_files import unchecked
from peercomply.rules.load import load_rules

PACK = """
pack: {id: mine, version: 1.0.0, title: Mine, obligations: register.json}
rules:
  - {id: no-manager, title: Nobody, for: worker, present: manager_id, %(grades)s, obligations: [X-1]}
  - id: no-answer
    title: Nobody said so
    for: program
    attested: {obligation: X-2, question: Is it so?, within: P1Y}
    severity: low
    strength: may
    obligations: [X-1, X-2]
    why: It harms.
    remedy: Mend it.
not_checkable:
  X-3: it says what the others are for
"""
GRADES = "severity: low, strength: may, why: It harms., remedy: Mend it."


@pytest.fixture
def mine(tmp_path):
    entries = [
        {
            "id": f"X-{number}",
            "source": "A guide",
            "section": f"Chapter {number}",
            "statement": f"Statement {number}.",
            "severity": "low",
            "strength": "may",
        }
        for number in range(1, 5)
    ]
    register = json.dumps({"obligations": entries})
    (tmp_path / "register.json").write_text(register, encoding="utf-8")
    (tmp_path / "mine.yml").write_text(PACK % {"grades": GRADES}, encoding="utf-8")
    return tmp_path


def test_an_obligation_is_answered_by_records_by_a_person_or_by_a_reason(mine):
    """
    A rule that reads records counts before one that asks, and what nobody names is unanswered.
    """
    found = answers(load_rules(mine))

    assert [answer.way for answer in found] == list(Way)
    assert found[0].rules == ("no-manager", "no-answer")
    assert found[2].reason == "it says what the others are for"


def test_the_table_lists_what_is_not_answered_with_its_source(mine, capsys):
    """
    Each open obligation stands there with statement, document and section.
    """
    assert run(["rules", "coverage", str(mine)]) is ExitCode.CLEAN
    out = capsys.readouterr().out
    assert out.startswith("mine 1.0.0: 3 of 4 answered\n")
    assert "   1 by a rule that asks for a self-assessment\n" in out
    assert "Not checkable:\n  X-3  it says what the others are for\n" in out
    assert "Unanswered:\n  X-4  Statement 4.\n    A guide, Chapter 4\n" in out


def test_a_pack_that_answers_everything_lists_nothing_as_open(mine, capsys):
    """
    Where every obligation has a rule, only the numbers are told.
    """
    text = (mine / "mine.yml").read_text(encoding="utf-8").replace("[X-1, X-2]", "[X-2, X-3, X-4]")
    (mine / "mine.yml").write_text(text.partition("not_checkable")[0], encoding="utf-8")

    assert run(["rules", "coverage", str(mine), "--fail-under", "100"]) is ExitCode.CLEAN
    assert capsys.readouterr().out.endswith("   0 not at all\n")


@pytest.mark.parametrize(
    ("least", "code"), [("75", ExitCode.CLEAN), ("75.1", ExitCode.FINDINGS), ("100", ExitCode(1))]
)
def test_a_share_that_is_too_small_is_exit_code_1(mine, least, code):
    """
    --fail-under makes obligations without an answer fail; the share itself is enough.
    """
    assert run(["rules", "coverage", str(mine), "--fail-under", least]) is code


def test_programs_read_the_answers_as_json(mine, capsys):
    """
    --format json holds the numbers and every obligation with its rules or its reason.
    """
    run(["rules", "coverage", str(mine), "--format", "json"])

    found = json.loads(capsys.readouterr().out)
    assert found["by"] == {"records": 1, "attestation": 1, "not_checkable": 1, "unanswered": 1}
    assert (found["answered"], found["obligations"]) == (3, 4)
    assert found["answers"][1]["rules"] == ["no-answer"]
    assert found["answers"][2]["reason"] == "it says what the others are for"
    assert found["answers"][3]["by"] == "unanswered"


def test_a_pack_without_a_register_has_no_coverage(capsys):
    """
    Without obligations there is nothing to answer, which is a wrong use of the command.
    """
    assert run(["rules", "coverage", "fixtures/language"]) is ExitCode.USAGE
    assert "has no register of obligations" in capsys.readouterr().err


def test_an_obligation_with_a_reason_is_not_called_unchecked(mine):
    """
    The lint of the register names only what has neither a rule nor a reason.
    """
    (issue,) = unchecked(load_rules(mine))

    assert "no rule names 1 of 4 obligations: X-4" in issue.message


def test_a_pack_can_check_what_the_one_below_it_calls_not_checkable(mine):
    """
    The reason of the extended pack goes, and the rule of the extending one answers.
    """
    above = mine / "above"
    above.mkdir()
    (mine / "mine").mkdir()
    for name in ("mine.yml", "register.json"):
        (mine / name).rename(mine / "mine" / name)
    text = PACK % {"grades": GRADES.replace("low", "high")}
    text = text.replace("obligations: register.json", "extends: mine").replace("X-1]", "X-3]")
    text = text.replace("no-manager", "no-help").partition("  - id: no-answer")[0]
    (above / "above.yml").write_text(text, encoding="utf-8")

    found = answers(load_rules(above))

    assert (found[2].way, found[2].rules, found[2].reason) == (Way.RECORDS, ("no-help",), "")


def test_the_shipped_pack_answers_its_register():
    """
    Every obligation of the source documents has a rule, or a reason why no rule can check it.
    """
    kinds = Counter(answer.way for answer in answers(load_rules("peer-support")))

    assert kinds.total() == 411
    assert kinds[Way.UNANSWERED] == 0
    assert kinds[Way.RECORDS] > 300

"""What the register settles by definitions, and what it leaves open."""

import json
import re
from pathlib import Path

import pytest
import yaml

from peercomply.cli import run
from peercomply.cli.exit_codes import ExitCode
from peercomply.records.model import RECORD_TYPES
from peercomply.rules.conditions import definitions_of
from peercomply.rules.load import load_rules

PACK = load_rules("peer-support")
DEFINE = yaml.safe_load(Path("rules/peer-support/pack.yml").read_text(encoding="utf-8"))["define"]


def test_the_definitions_of_the_documents_are_there():
    """
    Every list and number of the register is data of the pack, with document and section.
    """
    titles = {one.source for one in PACK.obligations.values()}

    assert len(PACK.terms) == 80
    assert {term.source for term in PACK.terms.values()} == titles
    assert {one.uses for one in PACK.obligations.values()} - {None} <= set(PACK.terms)
    assert len(PACK.terms["internal_audit_key_areas"].items) == 6


def test_what_is_left_open_is_decided_in_a_rule():
    """
    Each of the sixteen ambiguities has a reading, and rules name the obligations that it is about.
    """
    open_ones = {one.about[0] for one in PACK.ambiguities if not PACK.naming(one.about)}

    assert len(PACK.ambiguities) == 16
    assert {key for one in PACK.ambiguities for key in one.about} <= set(PACK.obligations)
    assert open_ones == set()


def stands(name):
    """Say whether program.active, say, is a field, a named condition, or built in."""
    owner, own = name.split(".")
    return own in {"active", *DEFINE.get(owner, ()), *RECORD_TYPES[owner].fields}


def read_by(rule):
    """Return the names that *rule* uses, also through named conditions."""
    return {one.name for one in definitions_of(rule)} | set(re.findall(r"\w+", rule.text))


def test_for_whom_an_obligation_holds_is_decided_in_a_rule():
    """
    Each of the 34 conditions, and `always`, is a named condition or a field, and a rule that reads it checks an
    obligation that holds under it.
    """
    unread = set()
    for one in PACK.circumstances.values():
        held = [key for key, found in PACK.obligations.items() if found.applies == one.id]
        used = {name for rule in PACK.naming(held) for name in read_by(rule)}
        unread |= {name for name in one.read_as if name.split(".")[1] not in used}

    assert unread == set()
    assert all(stands(name) for one in PACK.circumstances.values() for name in one.read_as)
    assert {one.applies for one in PACK.obligations.values()} == set(PACK.circumstances)
    assert len(PACK.circumstances) == 1 + 34


def test_all_definitions_are_listed_with_what_is_open(capsys):
    """
    The list names documents, items and obligations, and each reading with its rules.
    """
    assert run(["rules", "definitions"]) is ExitCode.CLEAN
    out = capsys.readouterr().out
    assert (
        "audit_timing (threshold): Operating a Peer Support Service, Policies & procedures" in out
    )
    assert "  internal_audit_interval: P6M\n" in out
    assert "  introductory_training: yes\n" in out
    assert "  Note: the figures describe one studied line" in out
    assert "  Read as: number on each shift, since supervision is stated for all shifts\n" in out
    assert "  In: warm-line-shift-staffing\n" in out
    assert "Condition face_to_face: the program offers face to face support\n" in out
    assert "  Read as: program.face_to_face\n  Obligations: 1\n" in out


def test_one_definition_is_shown_alone(capsys):
    """
    A term that is named is shown without the others and without what is open.
    """
    run(["rules", "definitions", "internal_audit_key_areas"])

    out = capsys.readouterr().out
    assert out.startswith("internal_audit_key_areas (enumeration): ")
    assert "\n  cash_handling\n" in out
    assert "Used by: " in out
    assert "Open in" not in out


def test_an_unknown_definition_is_named_with_the_nearest(capsys):
    """
    A misspelt term is a wrong use of the command.
    """
    assert run(["rules", "definitions", "audit_timming"]) is ExitCode.USAGE
    assert "did you mean 'audit_timing'?" in capsys.readouterr().err


def test_programs_read_definitions_as_json(capsys):
    """
    Items keep their shape.
    """
    run(["rules", "definitions", "--format", "json"])

    found = json.loads(capsys.readouterr().out)
    timing = next(one for one in found["definitions"] if one["id"] == "audit_timing")
    assert timing["items"]["internal_audit_interval"] == "P6M"
    assert found["ambiguities"][5]["rules"] == ["warm-line-shift-staffing"]
    assert found["conditions"][19]["obligations"] == ["PRA-COL-07"]


@pytest.mark.parametrize(
    ("rule", "words"), [("warm-line-shift-staffing", "read as: number on each")]
)
def test_a_rule_shows_what_its_obligations_leave_open(rule, words, capsys):
    """
    Whoever reads a rule sees the reading that it takes, and the list that it uses.
    """
    run(["rules", "show", rule])

    out = capsys.readouterr().out
    assert words in out
    assert "Uses: warm_line_standard" in out
    assert "For: telephone support run by peers outside business hours" in out


def test_a_register_can_do_without_definitions(tmp_path, capsys):
    """
    A text alone is an item, too, and what no rule names has no rule yet.
    """
    entry = {"id": "X-1", "source": "A guide", "section": "One", "nature": "term"}
    ambiguity = {"about": ["X-2"], "source": "A guide", "issue": "which", "decision": "all"}
    register = {
        "obligations": [],
        "definitions": [{**entry, "items": "a word"}],
        "ambiguities": [ambiguity],
    }
    (tmp_path / "register.json").write_text(json.dumps(register), encoding="utf-8")
    text = "pack: {id: mine, version: 1.0.0, title: Mine, obligations: register.json}\n"
    (tmp_path / "mine.yml").write_text(text, encoding="utf-8")

    run(["rules", "definitions", "--rules", str(tmp_path)])

    out = capsys.readouterr().out
    assert (
        out
        == "X-1 (term): A guide, One\n  a word\nOpen in X-2 (A guide): which\n  Read as: all\n  In: no rule yet\n"
    )

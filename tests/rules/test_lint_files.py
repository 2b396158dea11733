"""Lint of case files and of the register."""

import attrs

from peercomply.rules.cases import load_cases
from peercomply.rules.files import find_pack
from peercomply.rules.lint import lint
from peercomply.rules.lint_codes import Lint
from peercomply.rules.lint_files import unchecked
from peercomply.rules.load import load_rules
from worlds import HEADER, RULE, pack

TEXT = HEADER + RULE.format(subject="worker", body="    require: frontline")

CASES = """as_of: 2026-11-22
cases:
  - {rule: test-rule, name: หนึ่ง, records: {worker: [{id: W1}]}, expect: {W1: unknown}}
  - {rule: test-rule, name: หนึ่ง, records: {worker: [{id: W1, frontline: no}]}, expect: {W1: fail}}
"""


def test_cases_beside_no_rule_file_and_with_one_name_are_found(tmp_path):
    """
    Both are told at their place in the case file; a .yaml file beside it is enough.
    """
    (tmp_path / "one.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "one.cases.yml").write_text("as_of: 2026-11-22\ncases: []\n", encoding="utf-8")
    (tmp_path / "two.cases.yml").write_text(CASES, encoding="utf-8")
    loaded = load_rules(tmp_path)
    issues = lint(loaded, load_cases(tmp_path, loaded), find_pack(tmp_path))
    found = [
        (one.code, str(one.span), one.message) for one in issues if one.code is not Lint.NO_CASE
    ]

    assert found == [
        (
            Lint.LONELY_CASES,
            f"{tmp_path.name}/two.cases.yml:1:1",
            "no rule file two.yml stands beside these cases",
        ),
        (
            Lint.REPEATED_NAME,
            f"{tmp_path.name}/two.cases.yml:4:5",
            "a second case of test-rule is named 'หนึ่ง'",
        ),
    ]


def test_a_pack_without_a_register_has_nothing_unchecked():
    """
    What no register lists cannot be missed.
    """
    assert unchecked(pack(TEXT)) == []


def test_obligations_are_listed_by_area():
    """
    One line for each area of a register of which an obligation has neither rule nor reason.
    """
    shipped = load_rules("peer-support")
    left = tuple(rule for rule in shipped.rules if not rule.obligations[0].startswith("EVA-"))
    issues = unchecked(attrs.evolve(shipped, rules=left))
    named = {key for rule in left for key in rule.obligations} | set(shipped.not_checkable)
    listed = [
        key for one in issues for key in one.message.partition("obligations: ")[2].split(", ")
    ]

    assert unchecked(shipped) == []
    assert sorted(listed) == sorted(set(shipped.obligations) - named)
    assert issues[0].message.startswith("EVA-")
    assert str(issues[0].span) == "peer-support"

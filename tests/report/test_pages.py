"""Pages about rules."""

import re

import pytest

import peercomply
from peercomply.report.rules.pages import pages
from peercomply.rules.answers import answers
from peercomply.rules.cases import load_cases
from worlds import HEADER, pack

PACK = peercomply.load_rules("peer-support")
CASES = load_cases("peer-support", PACK)
PAGES = pages(PACK, CASES)


def test_every_rule_has_a_page_and_stands_in_the_index():
    """
    Index, trace, and one page for each rule; nothing else.
    """
    own = {f"{rule.id}.md" for rule in PACK.rules}
    linked = set(re.findall(r"\(([a-z0-9-]+\.md)\)", PAGES["README.md"]))

    assert set(PAGES) == {"README.md", "obligations.md", *own}
    assert linked == {*own, "obligations.md"}


def test_obligations_lead_to_rules_and_rules_to_obligations():
    """
    Both directions are complete: statement, document and section, rules, and their cases.
    """
    sections = dict(
        re.findall(
            r"^## (\S+)\n(.*?)(?=^## |\Z)", PAGES["obligations.md"], re.DOTALL | re.MULTILINE
        )
    )

    assert list(sections) == list(PACK.obligations)
    for answer in answers(PACK):
        section = sections[answer.obligation.id]
        assert answer.obligation.section.partition("(")[0] in section
        assert (
            tuple(re.findall(r"^- \[(\S+)\]\(\S+\) with \[\d+ cases\]", section, re.MULTILINE))
            == answer.rules
        )
        for rule in answer.rules:
            assert f"(obligations.md#{answer.obligation.id.lower()})" in PAGES[f"{rule}.md"]


def test_every_case_stands_on_the_page_of_its_rule():
    """
    The names of all cases are listed, and each outcome has an example.
    """
    plain = {name: text.replace("\\", "") for name, text in PAGES.items()}

    assert all(f"\n- {' '.join(case.name.split())}\n" in plain[f"{case.rule}.md"] for case in CASES)
    for rule in PACK.rules:
        headings = " ".join(re.findall(r"^## (.*)$", PAGES[f"{rule.id}.md"], re.MULTILINE)).lower()
        assert all(word in headings for word in ("passes", "fails", "unknown"))


@pytest.mark.parametrize(
    "words",
    [
        "`supervision-overdue` judges `worker` records.",
        "- Holds when the last day in time is on or after the day of the check.",
        "Severity **high**; the source says **should**. In the profiles records-only, everything.",
        "| `supervision_interval` | Longest time between two supervision sessions of any kind | P1M | proposed:",
        "- A consequence of [supervisor-unnamed](supervisor-unnamed.md).",
        "- A cause of [line-supervision-overdue](line-supervision-overdue.md).",
        "*Operating a Peer Support Service, Management of staff*",
        "- id: supervision-overdue\n  title: Worker without recent supervision",
    ],
)
def test_a_page_says_what_the_rule_says(words):
    """
    English, grades, limits with their sources, relations, references and the rule itself.
    """
    assert words in PAGES["supervision-overdue.md"]


def test_a_page_names_the_way_to_a_cause_and_what_was_left_open():
    """
    A cause in another record, in one item, and the reading of an unclear statement.
    """
    assert (
        "[required-policy-missing](required-policy-missing.md) through `organisation`, in `supervision`."
        in PAGES["supervision-structure-incomplete.md"]
    )
    assert "- Left open: two to four workers may be" in PAGES["warm-line-shift-staffing.md"]


def test_a_pack_without_register_cases_and_profiles_has_pages():
    """
    What is not there is left out, a value from a day is told, and Markdown stays plain text.
    """
    mine = pack(
        HEADER
        + """
parameters:
  pause: {meaning: A pause, values: [{value: P1M, from: 2026-01-01, basis: proposed, source: ours}]}
rules:
  - {id: odd, title: "*Odd* [one]", for: worker, require: started_on + pause < as_of, severity: low,
     strength: may, obligations: [X-1], why: It harms., remedy: Mend it.}
"""
    )

    found = pages(mine, ())["odd.md"]

    assert found.startswith("# \\*Odd\\* \\[one\\]\n")
    assert "P1M from 2026-01-01 | proposed: ours |" in found
    assert "## References\n\n- X-1\n" in found
    assert "profiles" not in found
    assert "## Cases" not in found


def test_the_trace_gives_the_reason_of_what_no_rule_checks(tmp_path):
    """
    An obligation without a rule says why, or that it is open.
    """
    entry = '{"id": "X-%d", "source": "A", "section": "B", "statement": "C.", "severity": "low", "strength": "may"}'
    (tmp_path / "r.json").write_text(f'{{"obligations": [{entry % 1}, {entry % 2}]}}')
    (tmp_path / "a.yml").write_text(
        "pack: {id: a, version: 1.0.0, title: A, obligations: r.json}\nnot_checkable: {X-1: it is a word}\n"
    )

    found = pages(peercomply.load_rules(tmp_path), ())["obligations.md"]

    assert "1 of 2 obligations are answered" in found
    assert "No rule checks it: it is a word.\n" in found
    assert found.endswith("No rule checks it yet.\n")

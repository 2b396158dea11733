"""What every format of a report promises: nothing lost, the same bytes, nothing alive in it."""

import csv
import io
import json
import re

import pytest

import peercomply
from peercomply import check
from peercomply.report.formats import FORMATS, render
from worlds import DAY, record, rule, world

KEYS = {
    "formula": '=HYPERLINK("http://evil.example","x")',
    "wide": "＝1+1",  # noqa: RUF001
    "spaced": "  @SUM(A1)",
    "tab": "\t=1+1",
    "command": "::error::owned",
    "old": "##[error]owned",
    "lines": "W1\n::stop-commands::x\r::set-output name=a::b",
    "escape": "\x1b[2J\x9b2J\x00\x85\u2028\u202e",
    "half": "\ud800",
    "thai": "ผู้ปฏิบัติงาน",
    "markup": "|`<script>alert(1)</script>](javascript:x) @team www.evil.example",
}
FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")  # noqa: RUF001


def harbour():
    snapshot = peercomply.load_snapshot("fixtures/harbour")
    return check(snapshot, peercomply.load_rules("peer-support"), as_of=DAY)


def hostile():
    workers = [record("worker", key, hourly_rate=10) for key in KEYS.values()]
    pack = rule("worker", "require: hourly_rate >= 20")
    return check(world(*workers), pack, as_of=DAY)


@pytest.fixture(scope="module")
def report():
    """Check the example service once."""
    return harbour()


def rows(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.fixture(scope="module")
def again():
    """Check it once more, from its files on."""
    return harbour()


@pytest.fixture(scope="module")
def strange():
    """Check workers whose keys are attacks."""
    return hostile()


@pytest.mark.parametrize("form", FORMATS)
def test_a_format_gives_the_same_bytes_for_the_same_export(form, report, again):
    """
    Two runs over one export cannot be told apart.
    """
    assert render(form, again) == render(form, report)


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in ("table", "xlsx")])
def test_hostile_keys_survive_and_stay_harmless(form, strange):
    """
    Control characters, lone surrogates and commands to a build server never stand in a line.
    """
    text = render(form, strange)

    text.encode()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]", text)
    commands = [line for line in text.split("\n") if line.lstrip().startswith(("::", "##["))]
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in commands)
    assert "owned" not in [line.strip().rpartition("::")[2] for line in commands]


def test_the_table_cannot_command_a_build_server_either(strange):
    """
    A key that is wrapped to the start of a line is made harmless.
    """
    text = render("table", strange)

    assert "\n::" not in re.sub(r"\n\s+", "\n", text)
    assert "\n##[" not in re.sub(r"\n\s+", "\n", text)


def test_csv_has_a_row_for_every_breach_with_its_finding(report):
    """
    The rows of kind breach are those of the report, in its order.
    """
    found = [row for row in rows(render("csv", report)) if row["kind"] == "breach"]
    expected = [(one.id, late.id) for one in report.findings for late in one.breaches]

    assert [(row["finding_id"], row["breach_id"]) for row in found] == expected
    assert found[0]["rating"] == "extreme"
    assert found[0]["places"].startswith("concerns.csv:")


def test_csv_names_every_rule_that_was_not_decided(report):
    """
    Without breaches a sheet still says which rules were unknown, judged nothing or not judged.
    """
    kinds = {row["rule"]: row["kind"] for row in rows(render("csv", report)) if not row["rank"]}
    expected = {
        one.rule.id: "unknown" if one.unknown else one.status
        for one in report.rules
        if one.unknown or one.status != "judged"
    }

    assert kinds == expected
    assert set(kinds.values()) == {"unknown", "judged nothing", "not judged"}


def test_csv_never_holds_a_live_formula(strange):
    """
    Keys that begin like a formula begin with an apostrophe, also after spaces.
    """
    found = rows(render("csv", strange))
    keys = [row["record_id"] for row in found if row["kind"] == "breach"]

    assert len(keys) == len(KEYS)
    assert not [cell for row in found for cell in row.values() if FORMULA.match(cell)]
    assert "'" + KEYS["formula"] in keys
    assert KEYS["thai"] in keys


def test_json_lines_hold_what_the_json_report_holds(report):
    """
    The first line counts the others, and together they are the JSON report.
    """
    whole = json.loads(render("json", report))
    first, *others = map(json.loads, render("jsonl", report).splitlines())
    by_kind = {}
    for line in others:
        by_kind.setdefault(line.pop("kind"), []).append(line)

    assert first.pop("kind") == "report"
    assert first.pop("lines") == {kind: len(lines) for kind, lines in by_kind.items()}
    assert by_kind["finding"] == whole["findings"]
    assert by_kind["data_issue"] == whole["data_issues"]
    assert first["assurance"] == whole["assurance"]


def test_markdown_holds_every_finding_with_its_details(report):
    """
    Each finding is a row of the table and a section; what was not decided has a section, too.
    """
    text = render("markdown", report)
    ranks = [int(rank) for rank in re.findall(r"^## (\d+)\. ", text, re.MULTILINE)]
    table = [int(rank) for rank in re.findall(r"^\| (\d+) \| ", text, re.MULTILINE)]

    assert ranks == table == [one.rank for one in report.findings]
    assert text.count("- **Criteria:**") == len(report.findings)
    assert "\n## Not decided\n" in text


def test_markdown_shows_text_from_the_export_as_it_is(strange):
    """
    A key makes no cell, tag, link, mention or heading.
    """
    text = render("markdown", strange)
    table = next(line for line in text.splitlines() if "script" in line)

    assert "\\|\\`\\<script\\>" in table
    assert "\\]\\(" in table or "\\](" in table
    assert len(re.findall(r"(?<!\\)\|", table)) == 8
    assert "://" not in table

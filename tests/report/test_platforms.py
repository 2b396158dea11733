"""Reports for build servers: JUnit, GitHub and GitLab."""

import json
import os
import re
from pathlib import Path

import attrs
import pytest
from junitparser import JUnitXml

import peercomply
from peercomply import check
from peercomply.report import github, gitlab
from peercomply.report.formats import render
from worlds import DAY, record, rule, worker, world

SCHEMAS = os.environ.get("PEERCOMPLY_SCHEMAS", "")


@pytest.fixture(scope="module")
def report():
    """Check the example service once."""
    snapshot = peercomply.load_snapshot("fixtures/harbour")
    return check(snapshot, peercomply.load_rules("peer-support"), as_of=DAY)


def failing(*keys):
    """Check workers who all fail."""
    pack = rule("worker", "require: missing(started_on)")
    return check(world(*(worker(key) for key in keys)), pack, as_of=DAY)


def test_junit_is_read_by_another_program_with_every_failure(report):
    """
    junitparser finds a suite for each rule, a failure for each record that fails, an error for what
    is unknown, and a skipped test for what judged nothing.
    """
    xml = JUnitXml.fromstring(render("junit", report).encode())
    unknown = [one for one in report.rules if one.unknown]
    nothing = [one for one in report.rules if not one.unknown and one.status != "judged"]

    assert [suite.name for suite in xml] == [one.rule.id for one in report.rules]
    assert xml.failures == sum(one.failed for one in report.rules)
    assert xml.errors == len(unknown)
    assert sum(suite.skipped for suite in xml) == len(nothing)
    assert xml.tests == sum(suite.tests for suite in xml) == sum(len(list(s)) for s in xml)


def test_the_name_of_a_junit_test_is_the_key_of_the_record():
    """
    The history of a test goes on from run to run; what changes stands in its failure.
    """
    (suite,) = JUnitXml.fromstring(render("junit", failing("W1", "ไทย")).encode())

    assert [case.name for case in suite] == ["worker:W1", "worker:ไทย"]
    assert all(case.result[0].message.startswith("high: ") for case in suite)


@pytest.mark.skipif(not SCHEMAS, reason="PEERCOMPLY_SCHEMAS names no folder with schemas")
def test_junit_is_valid(report):
    """
    The schema of Jenkins accepts it.
    """
    xmlschema = pytest.importorskip("xmlschema")

    xmlschema.XMLSchema(Path(SCHEMAS) / "junit-10.xsd").validate(render("junit", report))


def test_github_shows_the_worst_ten_of_each_level_and_counts_the_rest(report):
    """
    The last notice sums up what is not annotated and what was not decided.
    """
    lines = render("github", report).splitlines()
    levels = [line[2:].split(" ")[0] for line in lines]
    titles = [re.search(r"title=([^ ]+)", line)[1] for line in lines]
    more = len(report.findings) - len(lines) + 1

    assert levels == ["error"] * 10 + ["warning"] * 10 + ["notice"]
    assert titles[:10] == [one.rule.id for one in report.findings[:10]]
    assert f"; {more} more in the report; " in lines[-1]
    assert f"{report.assurance.undecided} unknown" in lines[-1]


def test_github_annotates_the_line_of_the_first_breach(report):
    """
    The path begins with the folder of the export.
    """
    first = render("github", report, base="exports/a,b").splitlines()[0]

    assert ",file=exports/a%2Cb/concerns.csv,line=5,endLine=5::" in first


@pytest.mark.parametrize(
    "key", ["W1\n::error::owned", "W1\r::x", "100%0A::x", "::stop-commands::t"]
)
def test_a_key_is_never_a_command_to_github(key):
    """
    Each line is an annotation of ours, and percent signs are escaped.
    """
    text = render("github", failing(key))
    lines = re.split(r"[\n\r]", text.rstrip("\n"))

    assert [line.split(" ")[0] for line in lines] == ["::error", "::notice"]
    assert not re.search("%(?!25|3A|2C)", text)


def test_a_check_without_findings_still_says_what_it_decided():
    """
    No annotation at all would look like a step that did not run.
    """
    pack = rule("worker", "require: present(hourly_rate)")
    text = render("github", check(world(), pack, as_of=DAY))

    assert text.startswith(
        "::notice title=peercomply::0 findings as of 2026-11-22; 0 of 0 outcomes"
    )
    assert text.endswith("1 of 1 rules judged no record\n")


def test_the_step_summary_has_all_findings_while_they_fit(report, monkeypatch):
    """
    Beyond the limit of the platform it says how many it left out.
    """
    whole = render("github-summary", report)
    monkeypatch.setattr(github, "SUMMARY_BYTES", 10_000)
    cut = render("github-summary", report)
    shown = len(re.findall(r"^\| \d+ \|", cut, re.MULTILINE))

    assert len(re.findall(r"^\| \d+ \|", whole, re.MULTILINE)) == len(report.findings)
    assert 0 < shown < len(report.findings)
    assert f"\n{len(report.findings) - shown} more findings are not shown here" in cut
    assert len(cut.encode()) <= 10_000


def test_gitlab_has_an_entry_for_every_breach_and_one_for_doubt(report):
    """
    Fingerprints are unique, severities those of GitLab, and paths relative.
    """
    entries = json.loads(render("gitlab", report, base="exports"))
    expected = [late.id for one in report.findings for late in one.breaches]

    assert [one["fingerprint"] for one in entries[:-1]] == expected
    assert len({one["fingerprint"] for one in entries}) == len(entries)
    assert entries[-1]["severity"] == "info"
    assert f"{report.assurance.undecided} of " in entries[-1]["description"]
    for one in entries:
        assert set(one) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert one["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert one["location"]["path"].startswith("exports/")
        assert one["location"]["lines"]["begin"] >= 1


def test_gitlab_never_loses_an_entry_to_a_fingerprint_that_two_share():
    """
    A breach whose fingerprint is taken gets another one, the same in every run.
    """
    one = failing("W1", "W2")
    first, second = one.findings[0].breaches
    twice = attrs.evolve(one.findings[0], breaches=(first, attrs.evolve(second, id=first.id)))
    found = json.loads(gitlab.render(attrs.evolve(one, findings=(twice,))))

    assert len({entry["fingerprint"] for entry in found}) == 2


def test_gitlab_says_nothing_where_nothing_is_wrong():
    """
    A service in order gives an empty list.
    """
    pack = rule("program", "require: present(id)")

    assert (
        json.loads(render("gitlab", check(world(record("program", "P1")), pack, as_of=DAY))) == []
    )

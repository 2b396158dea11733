"""A rating that a person gives: it counts, the one looked up stays beside it, and it can be wrong."""

import csv
import io
import json
from datetime import date

import openpyxl
import pytest

from peercomply import check
from peercomply.errors import ConfigError
from peercomply.findings.decisions.baseline import compared, read_report
from peercomply.findings.decisions.diff import Kind, diff_reports
from peercomply.findings.decisions.grade import graded
from peercomply.findings.decisions.model import Override
from peercomply.findings.decisions.overrides import load_overrides
from peercomply.findings.rating import Rating
from peercomply.records.provenance import RecordKey
from peercomply.report.diff import table as diff_table
from peercomply.report.formats import render
from peercomply.report.notes import read_notes
from worlds import DAY, HEADER, pack, record, worker, world

RULES = """
rules:
  - id: rate-missing
    title: No rate
    for: worker
    require: present(hourly_rate)
    severity: high
    strength: must
    obligations: [X-1]
    why: It harms.
    remedy: Mend it.
  - id: level-missing
    title: No level
    for: worker
    require: present(level)
    severity: medium
    strength: may
    obligations: [X-2]
    why: It harms.
    remedy: Mend it.
"""
SAID = "high, graded down to low by clinical director on 2026-11-20 until 2027-11-20: Seen, =1+1"


@pytest.fixture(scope="module")
def rules():
    return pack(HEADER + RULES)


def service(*more):
    return world(
        record("organisation", "O1"),
        record("program", "P1", organisation_id="O1"),
        record("program", "P2", organisation_id="O1"),
        worker("W1", program_id="P1", organisation_id="O1", level="other"),
        worker("W2", program_id="P2", organisation_id="O1"),
        *more,
    )


def override(**values):
    usual = {
        "finding": None,
        "rule": "rate-missing",
        "record": RecordKey("program", "P1"),
        "rating": Rating.LOW,
        "reason": "Seen, =1+1",
        "decided_by": "clinical director",
        "on": date(2026, 11, 20),
        "place": "overrides.yaml:2",
    }
    return Override(**usual | values)


def rated(rules, *overrides, snapshot=None):
    found = snapshot or service()
    return graded(check(found, rules, as_of=DAY), overrides, found)


def of(report, rule="rate-missing", program="P1"):
    return next(one for one in report.findings if (one.rule.id, one.program_id) == (rule, program))


def own(report):
    return [(one.rule.id, one.rating) for one in report.findings if one.rule.subject == "override"]


def test_a_finding_counts_and_ranks_by_the_rating_of_the_person(rules):
    """
    The rating of the matrix, who, when and why stand beside it, and the gate uses the person's.
    """
    before = check(service(), rules, as_of=DAY)
    report = rated(rules, override())

    assert [(one.rule.id, one.program_id) for one in before.findings[:2]] == [
        ("rate-missing", "P1"),
        ("rate-missing", "P2"),
    ]
    found = of(report)
    assert (found.rating, found.looked_up, found.graded) == (Rating.LOW, Rating.HIGH, SAID)
    assert found.rank == len(report.findings)
    assert "rated high" in found.rank_reason
    assert SAID in found.rank_reason
    assert {one.id for one in before.gating(Rating.HIGH)} - {
        one.id for one in report.gating(Rating.HIGH)
    } == {found.id}
    assert {one.id: one.breaches for one in report.findings} == {
        one.id: one.breaches for one in before.findings
    }
    assert own(report) == []


def test_without_overrides_a_report_is_the_same(rules):
    """
    Ranking again changes nothing.
    """
    assert rated(rules) == check(service(), rules, as_of=DAY)


@pytest.mark.parametrize(
    ("values", "code", "rating"),
    [
        ({"until": date(2026, 11, 21)}, "override-expired", Rating.MEDIUM),
        ({"on": date(2025, 11, 21)}, "override-expired", Rating.MEDIUM),
        ({"on": date(2026, 11, 23)}, "override-not-yet-in-force", Rating.LOW),
        ({"until": date(2027, 11, 21)}, "override-too-long", Rating.MEDIUM),
        ({"rule": "rate-missin"}, "override-unknown-rule", Rating.MEDIUM),
        ({"rule": None, "record": None, "finding": "0"}, "override-unused", Rating.LOW),
        ({"record": RecordKey("program", "P3")}, "override-unused", Rating.LOW),
        ({"record": RecordKey("organisation", "O1")}, "override-unused", Rating.LOW),
        ({"was": Rating.MEDIUM}, "override-lapsed", Rating.HIGH),
        (
            {"record": RecordKey("worker", "W1"), "decided_by": "worker:w1"},
            "override-self-approved",
            Rating.HIGH,
        ),
    ],
)
def test_an_override_with_which_something_is_wrong_is_not_used(rules, values, code, rating):
    """
    The matrix rates the finding, and what is wrong is a finding of its own.
    """
    report = rated(rules, override(**values))

    assert own(report) == [(code, rating)]
    assert of(report).rating is Rating.HIGH
    assert of(report).override is None


@pytest.mark.parametrize("day", [date(2026, 11, 20), date(2027, 11, 20)])
def test_an_override_holds_on_its_first_day_and_for_a_year(rules, day):
    """
    366 days, both ends included; without a last day it is the same.
    """
    snapshot = service()
    for last in (None, date(2027, 11, 20)):
        found = graded(check(snapshot, rules, as_of=day), [override(until=last)], snapshot)
        assert of(found).rating is Rating.LOW


def test_a_record_stands_for_a_finding_only_where_it_is_its_only_one(rules):
    """
    One record of several does not rate what nobody has looked at.
    """
    named = override(record=RecordKey("worker", "W1"))
    alone = rated(rules, named)
    several = rated(rules, named, snapshot=service(worker("W3", program_id="P1")))

    assert of(alone).rating is Rating.LOW
    assert own(several) == [("override-too-broad", Rating.MEDIUM)]
    assert of(several).rating is Rating.HIGH


def test_the_nearer_and_then_the_later_decision_holds_and_equals_contradict(rules):
    """
    A finding goes before a record, that before a rule; two of one day that differ rate nothing.
    """
    key = of(check(service(), rules, as_of=DAY)).id
    by_rule = override(record=None, rating=Rating.EXTREME)
    by_key = override(rule=None, record=None, finding=key, rating=Rating.MEDIUM)

    report = rated(rules, by_rule, override(), by_key)
    assert (of(report).rating, of(report, program="P2").rating) == (Rating.MEDIUM, Rating.EXTREME)
    assert "graded up to extreme" in of(report, program="P2").mark
    later = override(on=date(2026, 11, 22), rating=Rating.HIGH)
    assert of(rated(rules, override(), later)).graded.startswith("high, graded as high by")
    both = rated(rules, override(), override(rating=Rating.MEDIUM))
    assert of(both).override is None
    assert own(both) == [("override-contradicted", Rating.MEDIUM)]
    assert of(rated(rules, override(), override())).rating is Rating.LOW


def test_an_expired_override_that_was_decided_anew_is_a_record(rules):
    """
    It may stay in the file, and is rated low.
    """
    old = override(on=date(2026, 1, 1), until=date(2026, 6, 30))

    assert own(rated(rules, old, override())) == [("override-expired", Rating.LOW)]


def test_every_format_shows_both_ratings_who_when_and_why(rules, tmp_path):
    """
    Text formats hold the sentence, tables have columns, and the summary counts them.
    """
    report = rated(rules, override(), override(record=RecordKey("program", "P2"), rule="gone"))
    before = check(service(), rules, as_of=DAY)

    for form in ("markdown", "junit", "github", "gitlab", "sarif", "html"):
        assert "graded down to low by clinical director" in render(form, report).replace("\\", "")
    text = " ".join(render("table", report).split())
    assert "graded down to low" in text
    assert "1 of 4 findings are rated by people, 1 of them lower than the matrix and 0" in text
    assert "1 finding is rated lower by people than by the matrix" in text
    assert "overrides.yaml:2: [override-unknown-rule]" in text
    (found,) = [one for one in json.loads(render("json", report))["findings"] if "override" in one]
    assert (found["rating"], found["rating_of_matrix"]) == ("low", "high")
    assert found["override"]["decided_by"] == "clinical director"
    rows = list(csv.DictReader(io.StringIO(render("csv", report).lstrip("\ufeff"))))
    row = next(one for one in rows if one["rating_of_matrix"])
    assert (row["rating"], row["rating_of_matrix"], row["graded_on"], row["graded_until"]) == (
        "low",
        "high",
        "2026-11-20",
        "2027-11-20",
    )
    for form in ("json", "csv", "html", "sarif"):
        assert "rating_of_matrix" not in render(form, before)
    path = tmp_path / "a.xlsx"
    path.write_bytes(render("xlsx", report))
    sheet = openpyxl.load_workbook(path)["Findings"]
    names = [cell.value for cell in sheet[1]]
    held = [dict(zip(names, row, strict=True)) for row in sheet.iter_rows(2, values_only=True)]
    (line,) = [one for one in held if one["Rating of the matrix"]]
    assert (line["Rating"], line["Rating of the matrix"]) == ("low", "high")
    assert line["Reason of the override"] == "Seen, =1+1"
    notes = read_notes(path)
    assert notes.extra == ()
    path.write_bytes(render("xlsx", before, notes=notes))
    sheet = openpyxl.load_workbook(path)["Findings"]
    assert "Rating of the matrix" not in [cell.value for cell in sheet[1]]


def test_a_comparison_says_where_only_an_override_moved_a_breach(rules, tmp_path):
    """
    A rating of a person that came or went is told apart from facts that changed.
    """
    paths = {name: tmp_path / f"{name}.json" for name in ("plain", "lower")}
    plain, lower = rated(rules), rated(rules, override())
    paths["plain"].write_text(render("json", plain), encoding="utf-8")
    paths["lower"].write_text(render("json", lower), encoding="utf-8")
    old, new = (read_report(path) for path in paths.values())

    found = diff_reports(old, new)
    moved = [one for one in found.changes if one.kind is not Kind.UNCHANGED]
    assert [(one.kind, one.why) for one in moved] == [(Kind.BETTER, ("only an override moved it",))]
    assert "only an override moved" in diff_table(found)
    back = [one for one in diff_reports(new, old).changes if one.kind is Kind.WORSE]
    assert [one.why for one in back] == [("only an override moved it",)]
    marked = compared(plain, new, paths["lower"])
    assert of(marked).breaches[0].baseline == "worse"


def test_a_file_of_overrides_is_read_as_yaml_and_as_csv(tmp_path):
    """
    Both say the same; CSV may have line ends of Windows and empty cells.
    """
    yaml, table = tmp_path / "o.yaml", tmp_path / "o.csv"
    yaml.write_text(
        "overrides:\n  - {rule: a, record: 'program:โครงการ', rating: low, reason: 'ลา',"
        " decided_by: board, on: 2024-02-29, was: high}\n",
        encoding="utf-8",
    )
    table.write_bytes(
        "rule,record,rating,reason,decided_by,on,until,was\r\n"
        "a,program:โครงการ,low,ลา,board,2024-02-29,,high\r\n".encode()
    )
    (first,), (second,) = load_overrides(yaml), load_overrides(table)

    assert (first.last, first.was) == (date(2025, 2, 28), Rating.HIGH)
    assert first.about == second.about == "a"
    assert (first.record, first.rating, first.on) == (second.record, second.rating, second.on)
    assert (first.place, second.place) == (f"{yaml}:2", f"{table}:2")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "an empty one is written overrides: []"),
        ("waivers: []", "unknown key 'waivers'"),
        ("overrides: [{rule: a, finding: b}]", "a finding and a rule, or neither"),
        ("overrides: [{rating: low}]", "a finding and a rule, or neither"),
        ("overrides: [{finding: a, record: worker:W1}]", "a record beside a rule only"),
        ("overrides: [{rule: a, rating: lo}]", "did you mean 'low'?"),
        ("overrides: [{rule: a, on: 2026-02-29}]", "is no calendar day"),
        ("overrides: [{rule: a, on: 2026-02-02, until: 2026-02-01}]", "before 'on'"),
        ("overrides: [{rule: a, was: bad}]", "one of extreme, high, medium, low"),
        ("overrides: [a]", "the override is a text"),
        ("overrides: [{rule: a, until: 2026-01-01, raiting: low}]", "did you mean 'rating'?"),
    ],
)
def test_what_is_wrong_with_a_file_of_overrides_is_said_with_its_place(tmp_path, text, says):
    """
    Everything is listed at once.
    """
    path = tmp_path / "o.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigError) as caught:
        load_overrides(path)

    assert says in str(caught.value)
    assert "o.yaml" in str(caught.value)

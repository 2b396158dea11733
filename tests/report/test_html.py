"""The report as a page: what it holds, what it cuts, and that nothing in it is alive."""

import base64
import hashlib
import re
from datetime import date
from html.parser import HTMLParser

import attrs
import pytest

from peercomply import check
from peercomply.findings.cross_check import Disagreement
from peercomply.report.formats import render
from peercomply.report.html import numbers, page, shown
from worlds import DAY, record, rule, supervision, worker, world

GAP = "latest:\n  of: supervision.held_on\n  within: P1M\n  since: started_on"
HOSTILE = [
    "<script>alert(1)</script>",
    '" onfocus="alert(1)',
    "'><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "</style></table>",
    "a\x1b[2J\u202e\ud800b",
    "ผู้ปฏิบัติงาน",
]


class Tags(HTMLParser):
    """Collects the tags of a page with their attributes, and its text."""

    VOID = frozenset(("meta", "br", "col", "input", "rect"))

    def __init__(self):
        super().__init__()
        self.tags, self.open, self.text = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("style", "script"):
            self.text.append(data)

    @property
    def said(self):
        return " ".join(" ".join(self.text).split())


def read(report):
    tags = Tags()
    tags.feed(render("html", report))
    tags.close()
    assert tags.open == []
    return tags


def failing(*keys):
    return check(
        world(*(worker(key) for key in keys)),
        rule("worker", "require: missing(started_on)"),
        as_of=DAY,
    )


def test_a_page_needs_nothing_but_itself():
    """
    It names no other file and no address, and carries no handler and no style in an attribute.
    """
    found = read(failing("W1"))
    links = [values["href"] for _, values in found.tags if "href" in values]

    assert all(link.startswith("#") for link in links)
    assert not [values for _, values in found.tags if {"src", "style"} & values.keys()]
    assert not [name for _, values in found.tags for name in values if name.startswith("on")]


def test_the_policy_allows_the_style_and_the_script_of_the_page_alone():
    """
    Each is named by its hash, and everything else is refused.
    """
    text = render("html", failing("W1"))
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1].replace("&#39;", "'")
    for tag in ("style", "script"):
        inner = re.search(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy

    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_text_of_an_export_never_becomes_markup():
    """
    Keys that are tags, quotes or templates are shown as they are, also in attributes.
    """
    plain, strange = read(failing(*"abcdefg")), read(failing(*HOSTILE))

    assert [tag for tag, _ in strange.tags] == [tag for tag, _ in plain.tags]
    assert "worker:<script>alert(1)</script>" in strange.said
    assert "{{ 7 * 7 }}{% raw %}" in strange.said
    assert "a\\x1b[2J\\u202e\\ud800b" in strange.said
    assert "worker:ผู้ปฏิบัติงาน" in strange.said


def test_ids_are_unique_and_links_lead_to_them():
    """
    Every link of the page has a target.
    """
    tags = read(failing("W1", "W2")).tags
    ids = [values["id"] for _, values in tags if "id" in values]

    assert len(ids) == len(set(ids))
    assert {values["href"][1:] for _, values in tags if "href" in values} <= set(ids)


def test_a_finding_opens_to_all_that_is_known_of_it():
    """
    Criteria, condition, consequence, remedy, source, breach, evidence, trace and command are there.
    """
    report = check(
        world(worker("W1"), supervision("S1", held_on="2026-01-31")), rule("worker", GAP), as_of=DAY
    )
    said = read(report).said
    finding = report.findings[0]

    for part in (
        *(finding.criteria, finding.condition, finding.rule.why, finding.rule.remedy),
        *(finding.source, finding.rank_reason, finding.id, finding.breaches[0].id),
        *(finding.breaches[0].message, finding.breaches[0].cure),
        "supervision:S1 held_on: 2026-01-31",
        "no it holds",
        "peercomply explain test-rule --subject worker:W1 --rules PACK --as-of 2026-11-22 EXPORT",
    ):
        assert part in said


def test_breaches_that_are_not_shown_are_counted(monkeypatch):
    """
    A finding says how many it has and which formats hold all of them.
    """
    monkeypatch.setattr(shown, "MOST_BREACHES", 3)
    said = read(failing("W1", "W2", "W3", "W4")).said

    assert "The 3 breaches most overdue of 4; the csv, json and xlsx reports hold all" in said
    assert "worker:W4" not in said


def test_findings_that_are_not_shown_are_counted(monkeypatch):
    """
    They are in the numbers above, and the page says that they are not in its list.
    """
    monkeypatch.setattr(shown, "MOST_FINDINGS", 1)
    programs = [record("program", key) for key in ("P1", "P2")]
    workers = [worker(f"W-{one.id}", program_id=one.id) for one in programs]
    found = rule("worker", "require: missing(started_on)")
    report = check(world(*programs, *workers), found, as_of=DAY)

    assert len(report.findings) == 2
    assert "1 finding of a lower rank: counted above" in read(report).said


def test_later_findings_still_show_some_breaches_of_theirs(monkeypatch):
    """
    When the room of the page is used up, each finding keeps the first few.
    """
    monkeypatch.setattr(shown, "MOST_IN_ALL", 1)
    report = failing(*(f"W{number}" for number in range(9)))

    assert len(shown.shown(report)[0].lines) == shown.FEWEST


def test_a_page_that_traces_nothing_says_so(monkeypatch):
    """
    An export that is too large to be traced gets the command for each breach.
    """
    monkeypatch.setattr(shown, "LARGE", 1)
    said = read(failing("W1")).said

    assert "The export is too large to trace breaches on this page" in said
    assert "Node by node: peercomply explain test-rule" in said


def test_a_page_without_findings_is_no_all_clear():
    """
    Where nothing was judged, the page says that before anything else.
    """
    nothing = check(world(supplied=("supervision",)), rule("worker", GAP), as_of=DAY)
    unknown = check(world(worker("W1")), rule("worker", GAP), as_of=DAY)

    assert "Nothing could be judged. An empty list of findings says nothing" in read(nothing).said
    assert "1 rule not judged" in read(nothing).said
    said = read(unknown).said
    assert "Nothing could be judged" in said
    assert "1 1 supervision was not supplied" in said
    assert "supervision. Every rule that needs one of them is unknown." in said


def test_engines_that_disagree_take_the_trust_from_the_whole_page():
    """
    The alarm stands in the summary, and each disagreement in its part.
    """
    report = check(
        world(worker("W1")), rule("worker", "require: present(started_on)"), as_of=DAY,
        cross_check=True,
    )  # fmt: skip
    differing = attrs.evolve(
        report.cross_check,
        disagreements=(
            Disagreement(rule="test-rule", subject="worker:W1", first=None, second=None),
        ),
    )
    said = read(attrs.evolve(report, cross_check=differing)).said

    assert "The engines disagree on 1 outcome, so nothing on this page may be relied on." in said
    assert "worker:W1, test-rule" in said


@pytest.mark.parametrize(
    ("days", "band"),
    [
        (1, "1–30 days"),  # noqa: RUF001
        (30, "1–30 days"),  # noqa: RUF001
        (31, "31–60 days"),  # noqa: RUF001
        (180, "91–180 days"),  # noqa: RUF001
        (181, numbers.OLDEST),
        (0, numbers.NO_AGE),
        (None, numbers.NO_AGE),
    ],
)
def test_a_breach_stands_in_the_band_of_its_days(days, band):
    """
    The last day of a band is in it, and what has no due day has a band of its own.
    """
    (finding,) = failing("W1").findings
    late = attrs.evolve(finding.breaches[0], days_overdue=days)
    bars = numbers.by_age([attrs.evolve(finding, breaches=(late,))])

    assert [bar.label for bar in bars if bar.total] == [band]


def test_the_numbers_of_every_picture_add_up():
    """
    No finding and no breach is left out of a picture, and no bar is longer than its place.
    """
    report = failing(*(f"W{number}" for number in range(7)))
    areas, ages = numbers.by_area(report.findings), numbers.by_age(report.findings)
    squares = [one for _, row in numbers.matrix(report.findings) for one in row]

    assert sum(bar.total for bar in areas) == sum(one.count for one in squares) == 1
    assert sum(bar.total for bar in ages) == 7
    parts = [part for bar in (*areas, *ages) for part in bar.parts]
    assert max(part.start + part.length for part in parts) == numbers.WIDTH


def test_what_is_due_soon_stands_in_its_band():
    """
    The warning time of the pack is named, since nothing beyond it is known.
    """
    extra = (
        "parameters:\n  warning_lead:\n    meaning: Look-ahead\n"
        "    values: [{value: P30D, basis: proposed, source: ours}]\n"
    )
    body = "current: {date: contract_end_on, open_ended: true, warn: {parameter: warning_lead}}"
    people = [
        worker("W1", contract_end_on="2026-11-29"),
        worker("W2", contract_end_on="2026-11-30"),
    ]
    report = check(world(*people), rule("worker", body, extra), as_of=DAY)

    assert [bar.total for bar in numbers.by_lead(report)] == [1, 1, 0, 0]
    assert "The warning time of test is P30D." in read(report).said


def test_the_area_of_an_obligation_is_shown_in_words_where_they_are_known():
    """
    Letters that the shipped register does not have are shown as they are.
    """
    (finding,) = failing("W1").findings
    known = attrs.evolve(finding.rule, obligations=("GOV-POL-04", "PER-01"))
    none = attrs.evolve(finding.rule, obligations=())

    assert numbers.area(finding) == "X"
    assert numbers.area(attrs.evolve(finding, rule=known)) == "Governance"
    assert numbers.area(attrs.evolve(finding, rule=none)) == "No obligation named"


def test_limits_that_are_not_yet_in_force_say_so():
    """
    The table of limits tells ours from those that a source states.
    """
    extra = (
        "parameters:\n"
        "  gap: {meaning: A gap, values: [{value: P1M, basis: proposed, source: we chose it}]}\n"
        "  later: {meaning: Later, values: [{value: 2, from: 2028-03-01, basis: stated, source: S}]}\n"
    )
    found = rule("worker", GAP, extra)
    said = read(check(world(worker("W1")), found, as_of=date(2028, 2, 29))).said

    assert "gap A gap P1M calendar months ours: proposed we chose it test" in said
    assert "later Later not yet in force" in said


def test_counts_are_written_as_people_write_them():
    """
    One is singular, and thousands are set apart.
    """
    assert [page._count(number, "breach") for number in (0, 1, 10_000)] == [
        *("0 breaches", "1 breach", "10,000 breaches"),
    ]


def test_a_consequence_that_is_not_on_the_page_is_named_and_not_linked(monkeypatch):
    """
    A link that leads nowhere would look as if the finding were not there.
    """
    (finding,) = failing("W1").findings
    other = attrs.evolve(finding, id="f" * 16, rank=2, consequence_of=finding.id)
    cause = attrs.evolve(finding, consequences=(other.id,))
    report = attrs.evolve(failing("W1"), findings=(cause, other))
    linked = read(report)
    monkeypatch.setattr(shown, "MOST_FINDINGS", 1)
    cut = read(report)

    assert ("a", {"href": f"#f-{other.id}"}) in linked.tags
    assert ("a", {"href": f"#f-{other.id}"}) not in cut.tags
    assert "Its consequences 2. Something is wrong (not on this page)" in cut.said

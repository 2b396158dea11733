"""Decisions about breaches: a waiver or a baseline never hides one, and never counts when wrong."""

from datetime import date
from pathlib import Path

import attrs
import pytest

from peercomply import check
from peercomply.errors import ConfigError, InputError
from peercomply.findings.decisions.apply import waived
from peercomply.findings.decisions.baseline import compared, read_report
from peercomply.findings.decisions.diff import Kind, diff_reports
from peercomply.findings.decisions.load import load_waivers
from peercomply.findings.decisions.model import Waiver
from peercomply.findings.rating import Rating
from peercomply.records.provenance import RecordKey
from peercomply.report.formats import FORMATS, render
from worlds import DAY, rule, supervision, worker, world

BODY = """
latest:
  of: supervision.held_on
  within: P1M
"""
GOOD = """
waivers:
  - rule: test-rule
    record: worker:W1
    reason: On leave
    approved_by: clinical director
    from: 2026-11-01
    until: 2027-02-28
"""


@pytest.fixture(scope="module")
def pack():
    return rule("worker", BODY)


def service(held="2026-09-01"):
    return world(worker(), supervision("S1", held_on=held), supplied=("worker", "supervision"))


def waiver(**values):
    usual = {
        "rule": "test-rule",
        "record": RecordKey("worker", "W1"),
        "item": None,
        "reason": "On leave",
        "approved_by": "clinical director",
        "since": date(2026, 11, 1),
        "until": date(2027, 2, 28),
        "place": "waivers.yaml:2",
    }
    return Waiver(**usual | values)


def decided(pack, snapshot, *waivers):
    return waived(check(snapshot, pack, as_of=DAY), waivers, snapshot)


def test_a_waived_breach_stays_marked_and_does_not_gate(pack):
    """
    The finding is there as before; only the gate no longer counts it.
    """
    report = decided(pack, service(), waiver())
    (finding,) = report.findings

    assert (finding.waived, finding.breached, report.decisions) == (1, 1, ())
    assert report.at_least(Rating.LOW) == (finding,)
    assert report.gating(Rating.LOW) == ()


@pytest.mark.parametrize(
    ("values", "code", "rating"),
    [
        ({"until": date(2026, 11, 21)}, "waiver-expired", Rating.HIGH),
        ({"since": date(2026, 11, 23)}, "waiver-not-yet-in-force", Rating.LOW),
        ({"until": date(2027, 11, 2)}, "waiver-too-long", Rating.MEDIUM),
        ({"record": None}, "waiver-too-broad", Rating.HIGH),
        ({"rule": "test-rul"}, "waiver-unknown-rule", Rating.MEDIUM),
        ({"approved_by": "w1"}, "waiver-self-approved", Rating.HIGH),
        ({"approved_by": "worker:W1"}, "waiver-self-approved", Rating.HIGH),
        ({"due_on": date(2026, 10, 2)}, "waiver-lapsed", Rating.HIGH),
        ({"max_days_overdue": 3}, "waiver-lapsed", Rating.HIGH),
        ({"record": RecordKey("worker", "W2")}, "waiver-unused", Rating.LOW),
        ({"item": "other"}, "waiver-unused", Rating.LOW),
    ],
)
def test_a_waiver_with_which_something_is_wrong_is_not_used(pack, values, code, rating):
    """
    Its breach counts at the gate, and what is wrong is a finding of its own.
    """
    report = decided(pack, service(), waiver(**values))
    own = [one for one in report.findings if one.about_decisions]

    assert [issue.code.value for issue in report.decisions] == [code]
    assert [(one.rule.id, one.rating, len(one.breaches)) for one in own] == [(code, rating, 1)]
    assert "test-rule" in {one.rule.id for one in report.gating(Rating.LOW)}
    assert len(report.gating(Rating.LOW)) == 2


def test_a_waiver_holds_on_its_first_and_last_day_for_a_year_with_29_february(pack):
    """
    366 days, both ends included, are a year at most.
    """
    for day in (DAY, date(2027, 11, 22)):
        held = waiver(since=day.replace(year=2026), until=date(2027, 11, 22))
        report = check(service(), pack, as_of=day)
        assert waived(report, [held], service()).gating(Rating.LOW) == ()


def test_every_format_shows_what_is_waived_and_what_is_wrong(pack):
    """
    Text formats name the waiver, and the code of one that is not used.
    """
    report = decided(pack, service(), waiver(), waiver(rule="gone"))
    for name, form in FORMATS.items():
        if form.binary or name == "github":
            continue
        text = render(name, report)
        assert "waived" in text or "suppressions" in text, name
        assert "waiver-unknown-rule" in text or name == "junit", name
    assert "1 of 1 waived" in render("github", report)


def test_waivers_are_read_alike_from_yaml_and_from_a_sheet(tmp_path):
    """
    Windows line ends, a mark at the start and empty rows change nothing.
    """
    (tmp_path / "w.yaml").write_text(GOOD, encoding="utf-8")
    row = "test-rule,worker:W1,,On leave,clinical director,2026-11-01,2027-02-28"
    sheet = f"\ufeffrule,record,item,reason,approved_by,from,until\r\n\r\n{row}\r\n,,,,,,\r\n"
    (tmp_path / "w.csv").write_bytes(sheet.encode())
    (one,), (two,) = load_waivers(tmp_path / "w.yaml"), load_waivers(tmp_path / "w.csv")

    assert attrs.evolve(one, place="") == attrs.evolve(two, place="")
    assert two.place.endswith("w.csv:3")


def test_everything_wrong_with_waivers_is_said_at_once(tmp_path):
    """
    A missing day, an unknown key and a record without a type are three problems.
    """
    path = tmp_path / "w.yaml"
    path.write_text(
        GOOD.replace("    until: 2027-02-28\n", "    untl: 2027-02-30\n").replace(
            "worker:W1", "W1"
        ),
        encoding="utf-8",
    )
    with pytest.raises(ConfigError) as caught:
        load_waivers(path)

    assert {one.code for one in caught.value.problems} == {"PC201", "PC202", "PC204"}


@pytest.mark.parametrize("text", ["", "[]", "waivers: {}", "rule,rule\n", "waivers:\n  - x\n"])
def test_a_file_that_holds_no_waivers_is_refused(tmp_path, text):
    """
    An empty or misshapen file is not taken for one without waivers.
    """
    path = tmp_path / ("w.csv" if "," in text else "w.yaml")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError):
        load_waivers(path)


def stored(tmp_path: Path, report, name="old.json"):
    path = tmp_path / name
    path.write_text(render("json", report), encoding="utf-8")
    return path


def test_a_baseline_lets_only_new_and_worse_breaches_count(pack, tmp_path):
    """
    Days that go by make none worse; a day in time that moves back does.
    """
    path = stored(tmp_path, check(service(), pack, as_of=DAY))
    for held, kind in (("2026-09-01", "inherited"), ("2026-08-01", "worse")):
        now = compared(check(service(held), pack, as_of=DAY), read_report(path), path)
        assert now.findings[0].breaches[0].baseline == kind
        assert bool(now.gating(Rating.LOW)) == (kind == "worse")


def test_a_breach_whose_waiver_ended_is_not_inherited(pack, tmp_path):
    """
    What an earlier report had as waived counts when it is waived no more.
    """
    path = stored(tmp_path, decided(pack, service(), waiver()))
    now = compared(check(service(), pack, as_of=DAY), read_report(path), path)

    assert now.findings[0].breaches[0].baseline == "worse"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": "peercomply.report/1"}', "[" * 9999])
def test_a_baseline_that_is_no_report_is_refused(tmp_path, text):
    """
    It is never taken for a report without breaches.
    """
    path = tmp_path / "old.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        read_report(path)


def test_a_baseline_of_a_later_day_is_refused(pack, tmp_path):
    """
    What will be found later cannot be inherited.
    """
    path = stored(tmp_path, check(service(), pack, as_of=date(2026, 12, 1)))
    with pytest.raises(InputError, match="after the day"):
        compared(check(service(), pack, as_of=DAY), read_report(path), path)


def test_a_breach_that_can_no_longer_be_decided_is_not_resolved(pack, tmp_path):
    """
    It is resolved when its record passes, and not known when records are not supplied.
    """
    old = read_report(stored(tmp_path, check(service(), pack, as_of=DAY)))
    for snapshot, kind in (
        (service("2026-11-20"), Kind.RESOLVED),
        (world(worker()), Kind.NOT_KNOWN),
        (service("2026-09-01"), Kind.UNCHANGED),
        (service("2026-09-10"), Kind.BETTER),
    ):
        new = read_report(stored(tmp_path, check(snapshot, pack, as_of=DAY), "new.json"))
        assert [one.kind for one in diff_reports(old, new).changes] == [kind]

"""What falls due in the next weeks is counted, however short the warning time of a rule is."""

from datetime import date, timedelta

import attrs
import pytest

from peercomply import EngineUnavailableError, check
from peercomply.engines.registry import ENGINES, load_engine
from peercomply.findings.falling_due import falling_due
from peercomply.report.formats import render
from worlds import DAY, record, rule, supervision, worker, world

MONTHLY = "latest: {of: supervision.held_on, within: P30D}"


def service():
    """A session today, one that is due tomorrow, one that is overdue, and a worker without any."""
    days = {"W1": 0, "W2": 29, "W3": 40}
    sessions = [
        supervision(f"S-{key}", worker_id=key, held_on=str(DAY - timedelta(days=back)))
        for key, back in days.items()
    ]
    return world(*(worker(key) for key in (*days, "W4")), *sessions)


@pytest.mark.parametrize("engine", ["memory", "duckdb"])
def test_records_that_pass_are_counted_on_their_due_day(engine):
    """
    Those overdue, and those without a due day, are not: the report has them already.
    """
    pack = rule("worker", MONTHLY)

    found = falling_due(service(), pack, as_of=DAY, engine=engine)

    assert found == ((DAY + timedelta(days=1), 1), (DAY + timedelta(days=30), 1))
    assert falling_due(service(), pack, as_of=DAY, days=7) == found[:1]


@pytest.mark.parametrize("engine", [name for name in ENGINES if name != "spark"])
def test_what_is_done_is_not_due_any_more(engine):
    """
    A matter that was followed up leaves the warnings; one that is planned, or unreadable, stays.
    """
    try:
        load_engine(engine)
    except EngineUnavailableError as error:
        pytest.skip(str(error))
    pack = rule(
        "incident", "follow_up: {after: occurred_on, done: reviewed_on, within: P14D, warn: P10D}"
    )
    days = {"I1": "2026-11-20", "I2": "2026-11-24", "I3": None, "I4": None}
    incidents = [
        record("incident", key, occurred_on="2026-11-15", reviewed_on=day)
        for key, day in days.items()
    ]
    snapshot = world(*incidents, doubts={("incident", "I4", "reviewed_on"): ()})

    report = check(snapshot, pack, as_of=DAY, engine=engine)

    assert [one.subject.id for one in report.due_soon] == ["I2", "I3", "I4"]
    assert falling_due(snapshot, pack, as_of=DAY) == ((date(2026, 11, 29), 3),)


def test_a_report_is_not_changed_by_it():
    """
    The warning time of the rule still says what is listed as due soon.
    """
    pack = rule("worker", MONTHLY)
    before = check(service(), pack, as_of=DAY)

    falling_due(service(), pack, as_of=DAY)

    assert check(service(), pack, as_of=DAY) == before


def test_the_page_shows_the_bands_of_the_next_quarter():
    """
    Without a look ahead it says that later bands are no promise.
    """
    report = check(service(), rule("worker", MONTHLY), as_of=DAY)
    ahead = attrs.evolve(report, ahead=((date(2027, 1, 20), 7),))

    assert "an empty band is no promise" in render("html", report)
    page = render("html", ahead)
    assert "an empty band is no promise" not in page
    picture = page.split("What falls due in the next 90 days", 1)[1]
    band = picture.split("31–60 days</th>", 1)[1].split("</tr>", 1)[0]  # noqa: RUF001
    assert '<td class="number">7</td>' in band

"""A forecast as a calendar (RFC 5545): one all-day event for each change."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event

from peercomply.findings.forecast import Change, Forecast
from peercomply.report.forecast.words import change_in_words, open_ends, what_to_do
from peercomply.report.plain import plain


def render(found: Forecast) -> bytes:
    """
    Return *found* as a calendar, the same bytes for the same forecast.

    The time stamp of its events is the start of the day of the forecast, and their ids are those of
    the changes, so that a later forecast moves an event whose day was put off.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//peercomply//forecast//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"peercomply forecast, as of {found.as_of.isoformat()}")
    calendar.add("x-wr-caldesc", plain(" ".join(open_ends(found))))
    stamp = datetime.combine(found.as_of, time(), UTC)
    for change in found.changes:
        calendar.add_component(_event(change, stamp))
    content: bytes = calendar.to_ical()
    return content


def _event(change: Change, stamp: datetime) -> Event:
    rule, subject = change.rule, f"{change.subject.type}:{change.subject.id}"
    item = f" [{change.item}]" if change.item else ""
    lines = (
        f"{change_in_words(change)}; severity {rule.severity}, the source says {rule.strength}",
        change.message,
        f"To do: {remedy}" if (remedy := what_to_do(change)) else "",
        f"Rule: {rule.id}",
    )
    event = Event()
    event.add("uid", f"{change.id}@peercomply")
    event.add("dtstamp", stamp)
    event.add("dtstart", change.on)
    event.add("dtend", change.on + timedelta(days=1))
    event.add("summary", plain(f"{rule.title}: {subject}{item}"))
    event.add("description", "\n".join(plain(line) for line in lines if line))
    event.add("categories", [str(rule.severity)])
    event.add("transp", "TRANSPARENT")
    return event

"""A forecast for a terminal: one block for each day, the worst first within it."""

from __future__ import annotations

import itertools
import textwrap

from peercomply.findings.forecast import Change, Forecast
from peercomply.report.forecast.words import change_in_words, open_ends, what_to_do
from peercomply.report.plain import inert, plain

_WIDTH = 100


def render(found: Forecast) -> str:
    """Return *found* as lines of text."""
    count = len(found.changes)
    days = "1 day" if found.days == 1 else f"{found.days} days"
    changes = {0: "no outcome changes", 1: "1 change"}.get(count, f"{count} changes")
    head = (
        f"peercomply forecast: as of {found.as_of.isoformat()}, {days} ahead,"
        f" up to {found.last.isoformat()}: {changes}"
    )
    lines = [head, ""]
    for day, group in itertools.groupby(found.changes, key=lambda change: change.on):
        away = (day - found.as_of).days
        lines.append(f"{day.isoformat()} {day:%a} (in {away} day{'' if away == 1 else 's'})")
        for change in group:
            lines += _change(change)
        lines.append("")
    for said in open_ends(found):
        lines += textwrap.wrap(plain(said), _WIDTH, break_on_hyphens=False)
    return inert("\n".join(lines) + "\n")


def _change(change: Change) -> list[str]:
    subject = f"{change.subject.type}:{change.subject.id}"
    item = f" [{change.item}]" if change.item else ""
    home = change.program_id or change.organisation_id
    place = f" ({home})" if home else ""
    rule = change.rule
    words = f"{change_in_words(change)}; severity {rule.severity}, the source says {rule.strength}"
    lines = [plain(f"  {subject}{item}{place}  {rule.id}: {rule.title}"), f"    {words}"]
    if change.message:
        lines.append(plain(f"    {change.message}"))
    if remedy := what_to_do(change):
        lines.append(plain(f"    to do: {remedy}"))
    return lines

"""Reads waivers from YAML or CSV, and notes everything that is wrong with them at once."""

from __future__ import annotations

from pathlib import Path

from peercomply.documents.codes import Code
from peercomply.documents.keys import Holds, Keys, ListOf, key_of
from peercomply.documents.reader import Reader, short
from peercomply.findings.decisions.entries import day_of, read_entries, record_of
from peercomply.findings.decisions.model import Waiver

WAIVER = Keys(
    title="waiver",
    says="A decision to live with a breach until a day.",
    keys=(
        key_of("rule", "the rule", required=True),
        key_of("record", "the record, such as worker:W017"),
        key_of("item", "the part of the record, where the breach names one"),
        key_of("reason", "why the breach is accepted", required=True),
        key_of("approved_by", "the role of the person who accepts it", required=True),
        key_of("from", "the first day in force", Holds.DAY, required=True),
        key_of("until", "the last day in force", Holds.DAY, required=True),
        key_of("due_on", "the day by which it was due when it was accepted", Holds.DAY),
        key_of("max_days_overdue", "the most days overdue that are accepted", Holds.WHOLE),
    ),
)

KEYS = Keys(
    title="waivers",
    says="Decisions to live with breaches; see `peercomply waivers`.",
    keys=(key_of("waivers", "the waivers", ListOf(WAIVER), required=True),),
)


def load_waivers(path: Path) -> tuple[Waiver, ...]:
    """
    Return the waivers of the file *path*, in their order; CSV by its ending, else YAML.

    Raises:
        ConfigError: It cannot be read, or something is wrong with it; all is listed.
    """
    return read_entries(path, KEYS, _waiver)


def _waiver(reader: Reader) -> Waiver | None:
    before = len(reader.problems)
    since, until = day_of(reader, "from"), day_of(reader, "until")
    if since is not None and until is not None and until < since:
        message = f"'until' is {until}, before 'from', {since}"
        reader.note(Code.BAD_VALUE, message, reader.node.span, expected="a later day")
    rule, reason = reader.text("rule", required=True), reader.text("reason", required=True)
    approved_by = reader.text("approved_by", required=True)
    record, item = record_of(reader), reader.text("item") or None
    due_on, most = reader.day("due_on"), _whole(reader, "max_days_overdue")
    reader.finish()
    if len(reader.problems) > before or since is None or until is None:
        return None
    span = reader.node.span
    return Waiver(
        rule=rule,
        record=record,
        item=item,
        reason=reason,
        approved_by=approved_by,
        since=since,
        until=until,
        due_on=due_on,
        max_days_overdue=most,
        place=f"{span.source.path}:{span.line}",
    )


def _whole(reader: Reader, key: str) -> int | None:
    scalar = reader.scalar(key)
    if scalar is None:
        return None
    text = scalar.value.strip()
    if text.isascii() and text.isdigit() and len(text) <= 9:
        return int(text)
    message = f"{key!r} is {short(scalar.value)}"
    reader.note(Code.BAD_VALUE, message, scalar.span, expected="a whole number such as 30")
    return None

"""Writes a proposal as the mapping that a person edits."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from peercomply.intake.mapping.propose import ColumnProposal, Proposal, TableProposal
from peercomply.intake.places import short

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 _./()-]*[A-Za-z0-9)]|[A-Za-z]", re.ASCII)
_WORDS = {"yes", "no", "true", "false", "null", "on", "off", "y", "n", "none"}

_SURE = 0.85
"""From here on a proposal needs no comment."""

_HEAD = """\
# How this export is read. Every line is a proposal: compare it with your files, and correct it.
# What `peercomply data EXPORT` reports shows what is still unclear.
"""


def to_yaml(proposal: Proposal) -> str:
    """Return *proposal* as the text of a configuration file."""
    lines = [_HEAD.rstrip(), "import:"]
    if proposal.profile is not None:
        lines.append(f"  profile: {proposal.profile}")
        return "\n".join(lines) + "\n"
    lines.extend(_missing(proposal))
    known = [table for table in proposal.tables if table.record_type is not None]
    unknown = [table for table in proposal.tables if table.record_type is None]
    if unknown:
        lines.append("  # Not read: give each of these a record type below, or leave it out here.")
        names = ", ".join(dict.fromkeys(_text(table.place.name) for table in unknown))
        lines.append(f"  ignore: [{names}]")
    lines.append("  tables:" if known else "  tables: []")
    for table in known:
        lines.extend(_table(table, proposal))
    return "\n".join(lines) + "\n"


def _missing(proposal: Proposal) -> Iterator[str]:
    words = sorted(
        {
            word
            for table in proposal.tables
            for column in table.columns
            for word in column.shape.missing
        }
    )
    if words:
        yield f"  missing: [{', '.join(map(_text, words))}]"


def _table(table: TableProposal, proposal: Proposal) -> Iterator[str]:
    place = table.place
    yield ""
    yield f"    # {round(100 * table.sure)} % sure: {table.why}"
    yield f"    - table: {_text(place.name)}"
    same = [one for one in proposal.tables if one.place.name == place.name]
    if len(same) > 1:
        yield f"      file: {_text(place.file)}"
    yield f"      record_type: {table.record_type}"
    unread = [one.columns[0] for one in table.columns if one.field is None]
    if unread:
        yield f"      ignore: [{', '.join(map(_text, unread))}]"
    yield "      fields:" if len(unread) < len(table.columns) else "      fields: {}"
    for column in table.columns:
        if column.field is not None:
            yield from _column(column)


def _column(column: ColumnProposal) -> Iterator[str]:
    if column.sure < _SURE:
        yield f"        # {round(100 * column.sure)} % sure: {_comment(column.why)}"
    if column.shape.note:
        yield f"        # decide: {_comment(column.shape.note)}"
    if column.shape.strange:
        strange = ", ".join(repr(short(text)) for text in column.shape.strange)
        yield f"        # not understood: {_comment(strange)}"
    headings = [_text(heading) for heading in column.columns]
    named = headings[0] if len(headings) == 1 else f"[{', '.join(headings)}]"
    inner = list(_details(column))
    if not inner:
        yield f"        {column.field}: {named}"
        return
    yield f"        {column.field}:"
    yield f"          column: {named}"
    yield from (f"          {line}" for line in inner)


def _details(column: ColumnProposal) -> Iterator[str]:
    shape = column.shape
    if column.hashed:
        yield "hashed: true"
    if shape.format is not None:
        yield f"format: {shape.format}"
    elif shape.note:
        first = re.search(r"[DM][DM/. -]*YY(YY)?", shape.note)
        yield f"# format: {first[0] if first else 'DD/MM/YYYY'}"
    if shape.separator is not None:
        yield f"separator: {json.dumps(shape.separator)}"
    if shape.values:
        pairs = ", ".join(f"{_text(text)}: {_text(value)}" for text, value in shape.values)
        yield f"values: {{{pairs}}}"


def _comment(text: str) -> str:
    return " ".join(text.split())


def _text(text: str) -> str:
    """Return *text* as a scalar of YAML, quoted where it could be read as anything else."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)

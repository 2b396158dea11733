"""Writes a proposed mapping as a table for people."""

from __future__ import annotations

from collections.abc import Iterator

from tabulate import tabulate

from peercomply.intake.mapping.propose import ColumnProposal, Proposal, TableProposal
from peercomply.records.model import RECORD_TYPES
from peercomply.report.plain import plain


def render(proposal: Proposal) -> str:
    """Return *proposal* as text: each table with its columns, how sure they are, and why."""
    lines: list[str] = []
    for file, problem in proposal.refused:
        lines += [f"{file}: cannot be read: {problem}", ""]
    if proposal.profile is not None:
        tables = ", ".join(table.place.name for table in proposal.tables)
        lines.append(f"The export fits the profile {proposal.profile}: {tables}")
        return "\n".join(map(plain, lines)) + "\n"
    for table in proposal.tables:
        lines.extend(_table(table))
        lines.append("")
    return "\n".join(plain(part) for line in lines for part in line.split("\n"))


def _table(table: TableProposal) -> Iterator[str]:
    if table.record_type is None:
        yield f"{table.place}: not read; {table.why}"
        return
    yield f"{table.place}: {table.record_type}, {round(100 * table.sure)} % sure ({table.why})"
    rows = [
        (
            " + ".join(column.columns),
            column.field or "(not read)",
            f"{round(100 * column.sure)} %" if column.field else "",
            "; ".join(_reasons(column, shown=_shown(table.record_type, column.field))),
        )
        for column in table.columns
    ]
    yield tabulate(rows, headers=("Column", "Field", "Sure", "Why"), disable_numparse=True)


def _shown(record_type: str | None, field: str | None) -> bool:
    """Whether values of *field* may stand on a terminal; one that a pack adds may not."""
    known = RECORD_TYPES.get(record_type or "")
    info = None if known is None else known.fields.get(field or "")
    return info is not None and info.shown


def _reasons(column: ColumnProposal, *, shown: bool) -> Iterator[str]:
    shape = column.shape
    yield column.why
    if shape.format:
        yield f"days as {shape.format}"
    if shape.separator:
        yield f"values apart by {shape.separator!r}"
    if shape.values:
        yield "; ".join(f"{text} = {value}" for text, value in shape.values[:4])
    if shape.missing:
        yield f"no value: {', '.join(shape.missing[:4])}"
    if shape.strange and shown:
        yield f"not understood: {', '.join(shape.strange[:4])}"
    elif shape.strange:
        yield "some values are not understood; the mapping lists them"
    if shape.note:
        yield f"decide: {shape.note}"

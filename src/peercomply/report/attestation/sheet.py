"""The working paper of the self-assessment: its rows, its words, and the paper as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeAlias

from peercomply.findings.attestation.columns import HEADINGS, OWN
from peercomply.findings.attestation.questions import Asked, Question
from peercomply.report.csv import cell
from peercomply.rules.rule import NOTICE

Value: TypeAlias = str | date | None
"""What a cell holds."""

_MARK = "\ufeff"


def rows(questions: Sequence[Question]) -> Iterator[tuple[Value, ...]]:
    """Yield a row for each of *questions*, with empty cells for what people fill in."""
    for one in questions:
        last = one.last
        yield (
            *(one.text, str(one.subject), one.item, one.evidence or None, one.form.obligation),
            *(one.source, one.rule.id, one.why, one.due_on),
            *((None, None, None) if last is None else (last.answer, last.on, last.role)),
            one.form.group or "anybody",
            *(None for _ in OWN),
            one.key,
        )


def render(questions: Sequence[Question]) -> str:
    """Return the paper as CSV, with the mark by which a spreadsheet knows UTF-8."""
    text = io.StringIO()
    text.write(_MARK)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADINGS)
    for row in rows(questions):
        writer.writerow([cell(value) for value in row])
    return text.getvalue()


def counts(asked: Asked, *, every: bool) -> str:
    """Return in a sentence how many questions there are, and how many of them are due."""
    total, due = len(asked.questions), len(asked.due)
    shown = f"all {total} questions, {due} of them due" if every else f"{due} of {total} are due"
    what = shown if every else f"questions: {shown}"
    rest = ""
    if asked.not_judged:
        rest = (
            f"; {len(asked.not_judged)} rules put none, for the records that they are about"
            f" were not supplied: {', '.join(asked.not_judged)}"
        )
    for name, number in asked.rejected.items():
        rest += f"; rejected rows of {name}, about which nobody is asked: {number}"
    return what + rest


def guide(asked: Asked, as_of: date, *, every: bool) -> Iterator[str]:
    """Yield the lines that say how the paper is filled in."""
    yield f"Self-assessment as of {as_of.isoformat()}: {counts(asked, every=every)}"
    yield ""
    yield "Answer: positive, partly, negative or not_applicable. Leave it empty to answer later."
    yield "Day of the answer: such as 2026-11-22; not after the day on which the paper is read."
    yield "Role of who attests: one of the words of the sheet Words. Write no names."
    yield "Evidence reference: what shows it, and where it is kept. Many rules do not count an"
    yield "    answer without it; such an answer is refused when the paper is read."
    yield "Action planned by: where the answer is not positive, the day by which that is mended."
    yield "Note: for yourselves; the records have no field for it, so it stays in this paper."
    yield "Question key: leave it as it is; it says to which question and wording a row belongs."
    yield ""
    yield "Columns may be moved or added, rows sorted or removed."
    yield "Read it back: peercomply attest import THIS-FILE EXPORT --write"
    yield f"Note: {NOTICE}"

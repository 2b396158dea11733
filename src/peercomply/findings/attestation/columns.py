"""The columns of the working paper that people fill in: those that are printed, and theirs."""

from __future__ import annotations

import enum


class Column(enum.Enum):
    """A column that is read back; its value is its heading."""

    SUBJECT = "About"
    ITEM = "Element"
    RULE = "Rule"
    ANSWER = "Answer"
    DAY = "Day of the answer"
    ROLE = "Role of who attests"
    EVIDENCE = "Evidence reference"
    ACTION = "Action planned by"
    NOTE = "Note"
    KEY = "Question key"


ASKED = (
    *("Question", Column.SUBJECT.value, Column.ITEM.value, "What counts as evidence"),
    *("Obligation", "Source and place", Column.RULE.value, "Why it is asked", "Due by"),
    *("Last answer", "Last answered on", "Last answered by", "Whose answer counts"),
)
"""Columns that are printed."""

OWN = (Column.ANSWER, Column.DAY, Column.ROLE, Column.EVIDENCE, Column.ACTION, Column.NOTE)
"""Columns that people fill in."""

HEADINGS = (*ASKED, *(one.value for one in OWN), Column.KEY.value)
"""All columns in their order; those that people fill in may be moved, and others added."""

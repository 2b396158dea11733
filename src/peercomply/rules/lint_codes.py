"""The stable codes of what `rules lint` looks for, and one thing that it found."""

from __future__ import annotations

import enum

import attrs

from peercomply.errors import Span


class Lint(enum.Enum):
    """Stable code of something that a rule is probably not meant to be; never reused."""

    NO_CASE = "RL101"
    CONSTANT = "RL102"
    UNBREAKABLE = "RL103"
    OTHER_GRADE = "RL104"
    UNUSED_PARAMETER = "RL105"
    UNSOURCED_LIMIT = "RL106"
    SAME_SIDES = "RL107"
    SAME_TITLE = "RL108"
    NO_OBLIGATION = "RL109"
    IMPOSSIBLE = "RL110"
    ALWAYS = "RL111"
    AGAINST_WHEN = "RL112"
    HIDES_EMPTY = "RL113"
    LONELY_CASES = "RL114"
    REPEATED_NAME = "RL115"
    UNCHECKED = "RL116"

    @property
    def meaning(self) -> str:
        """What the code says, for the documentation."""
        return _MEANINGS[self]


_MEANINGS = {
    Lint.NO_CASE: "A rule has no case for one of the outcomes that it can have.",
    Lint.CONSTANT: "A condition reads no record, so it is always the same.",
    Lint.UNBREAKABLE: "A limit that no record can break, or that none can keep.",
    Lint.OTHER_GRADE: "Severity or strength is not that of any obligation that the rule names.",
    Lint.UNUSED_PARAMETER: "No rule and no definition reads a parameter.",
    Lint.UNSOURCED_LIMIT: "A limit stands in the rule and not in a parameter, so it has no source.",
    Lint.SAME_SIDES: "A comparison has the same value on both sides.",
    Lint.SAME_TITLE: "Two rules have the same title, so their findings look alike.",
    Lint.NO_OBLIGATION: "A rule names no obligation, so nobody can say where it comes from.",
    Lint.IMPOSSIBLE: "A condition has parts that contradict each other, so it can never hold.",
    Lint.ALWAYS: "A condition holds whatever is recorded; at most it is unknown.",
    Lint.AGAINST_WHEN: "What `when` asks for makes the check always fail, or always hold.",
    Lint.HIDES_EMPTY: "A rule is never unknown, and an empty cell lets a record pass.",
    Lint.LONELY_CASES: "A case file has no rule file of its name beside it.",
    Lint.REPEATED_NAME: "Two cases of one rule have the same name, so reports mix them up.",
    Lint.UNCHECKED: "No rule names an obligation of the register; told only with --obligations.",
}


@attrs.frozen
class LintIssue:
    """
    Something that is probably not meant.

    Attributes:
        code: Stable code.

        message: What it is.

        span: Where it stands.

        hint: What to do.

        rule: Id of the rule that it is about; empty if it is about the pack.
    """

    code: Lint
    message: str
    span: Span
    hint: str
    rule: str = ""

    def __str__(self) -> str:
        """Return place, code, message and hint on one line."""
        return f"{self.span}: {self.code.value} {self.message} ({self.hint})"

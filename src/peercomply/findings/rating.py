"""
Rates findings on two axes by lookup.

The matrix and the percentages of likelihood are those of the risk matrix of the Victorian
Department of Education; reading likelihood from the data, and from lateness where few records were
tested, is proposed by this project. See docs/adr/0004-ranking-by-lookup.md.
"""

from __future__ import annotations

import enum
from fractions import Fraction

from peercomply.rules.rule import Severity

FEWEST_TESTED = 10
"""With fewer tested records a share says little, and lateness decides."""


class Rating(enum.IntEnum):
    """Risk rating of a finding."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3
    EXTREME = 4

    def __str__(self) -> str:
        """Return the word of reports."""
        return self.name.lower()


class Likelihood(enum.IntEnum):
    """How likely the harm is, as read from the data."""

    RARE = 1
    UNLIKELY = 2
    POSSIBLE = 3
    LIKELY = 4
    ALMOST_CERTAIN = 5

    def __str__(self) -> str:
        """Return the words of reports."""
        return self.name.lower().replace("_", " ")


class Consequence(enum.IntEnum):
    """How bad the harm is, as the severity of the rule says."""

    INSIGNIFICANT = 1
    MINOR = 2
    MODERATE = 3
    MAJOR = 4
    SEVERE = 5

    def __str__(self) -> str:
        """Return the word of reports."""
        return self.name.lower()


_CONSEQUENCES = {
    Severity.LOW: Consequence.MINOR,
    Severity.MEDIUM: Consequence.MODERATE,
    Severity.HIGH: Consequence.MAJOR,
    Severity.CRITICAL: Consequence.SEVERE,
}

_LETTERS = {"L": Rating.LOW, "M": Rating.MEDIUM, "H": Rating.HIGH, "E": Rating.EXTREME}

# Columns: insignificant, minor, moderate, major, severe.
_MATRIX = {
    Likelihood.ALMOST_CERTAIN: "MHEEE",
    Likelihood.LIKELY: "MMHEE",
    Likelihood.POSSIBLE: "LMMHE",
    Likelihood.UNLIKELY: "LLMMH",
    Likelihood.RARE: "LLLMM",
}


def consequence(severity: Severity) -> Consequence:
    """Return the consequence that *severity* stands for."""
    return _CONSEQUENCES[severity]


def likelihood(breached: int, tested: int, *, longest: Fraction | None) -> Likelihood:
    """
    Return how likely the harm is.

    Args:
        breached: Records that fail.

        tested: Records that pass or fail.

        longest: The longest lateness of a breach, in intervals; None if there is none.
    """
    if tested < FEWEST_TESTED:
        overdue = longest is not None and longest > 1
        return Likelihood.LIKELY if overdue else Likelihood.POSSIBLE
    share = Fraction(breached, tested)
    for limit, step in (
        (Fraction(95, 100), Likelihood.ALMOST_CERTAIN),
        (Fraction(65, 100), Likelihood.LIKELY),
        (Fraction(25, 100), Likelihood.POSSIBLE),
    ):
        if share > limit:
            return step
    return Likelihood.UNLIKELY if share >= Fraction(5, 100) else Likelihood.RARE


def rating(how_likely: Likelihood, how_bad: Consequence) -> Rating:
    """Return the rating of the matrix; it is looked up and never calculated."""
    return _LETTERS[_MATRIX[how_likely][how_bad - 1]]

"""Likelihood, consequence and rating by lookup."""

from fractions import Fraction

import pytest

from peercomply.findings.rating import (
    Consequence,
    Likelihood,
    Rating,
    consequence,
    likelihood,
    rating,
)
from peercomply.rules.rule import Severity

# Columns: insignificant, minor, moderate, major, severe; as published by the Victorian Department
# of Education.
MATRIX = """
almost certain: medium high extreme extreme extreme
likely: medium medium high extreme extreme
possible: low medium medium high extreme
unlikely: low low medium medium high
rare: low low low medium medium
"""

CELLS = [
    (row, column, word)
    for line in MATRIX.strip().splitlines()
    for row, words in [line.split(": ")]
    for column, word in zip(Consequence, words.split(), strict=True)
]


@pytest.mark.parametrize(("row", "column", "word"), CELLS)
def test_the_matrix_is_the_published_one(row, column, word):
    """
    Every cell is looked up in the Victorian matrix.
    """
    found = rating(Likelihood[row.upper().replace(" ", "_")], column)

    assert str(found) == word


@pytest.mark.parametrize(
    ("breached", "tested", "expected"),
    [
        (96, 100, "almost certain"),
        (95, 100, "likely"),
        (66, 100, "likely"),
        (65, 100, "possible"),
        (26, 100, "possible"),
        (25, 100, "unlikely"),
        (5, 100, "unlikely"),
        (4, 100, "rare"),
        (10, 10, "almost certain"),
        (1, 10, "unlikely"),
        (1, 3000, "rare"),
    ],
)
def test_likelihood_is_read_from_the_share_of_ten_or_more(breached, tested, expected):
    """
    The share of tested records that fail chooses the row of the matrix.
    """
    assert str(likelihood(breached, tested, longest=Fraction(9))) == expected


@pytest.mark.parametrize(
    ("longest", "expected"),
    [
        (None, "possible"),
        (Fraction(0), "possible"),
        (Fraction(1), "possible"),
        (Fraction(31, 30), "likely"),
    ],
)
def test_likelihood_is_read_from_lateness_below_ten(longest, expected):
    """
    With fewer than ten tested, more than one whole interval of lateness is likely.
    """
    assert str(likelihood(9, 9, longest=longest)) == expected


def test_consequence_is_the_severity_of_the_rule():
    """
    Severity names the column of the matrix.
    """
    found = {str(severity): str(consequence(severity)) for severity in Severity}

    assert found == {"low": "minor", "medium": "moderate", "high": "major", "critical": "severe"}


def test_ratings_are_ordered():
    """
    Extreme is the worst rating.
    """
    assert sorted(Rating) == [Rating.LOW, Rating.MEDIUM, Rating.HIGH, Rating.EXTREME]

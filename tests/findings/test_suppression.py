"""Small counts stay unknown to a reader who sees every number that is shown, and the method."""

import itertools
from collections import defaultdict

import pytest

from peercomply.findings.privacy.suppress import Cell, Count, guarded, together

MOST = 12
"""Counts are tried from nought to this; sums that larger counts could have, too, are left out."""


def shown(alone, pairs):
    """Return what a reader sees of counts that stand alone, of pairs, and of the sum of all."""
    cells = [Cell.of(number) for number in alone]
    cells += [cell for pair in pairs for cell in together(*pair)]
    total = guarded(cells)
    return (*(str(cell.shown) for cell in cells), str(total))


def worlds(alone, pairs):
    """Return for everything that a reader may see the counts that may lie behind it."""
    found = defaultdict(list)
    for numbers in itertools.product(range(MOST + 1), repeat=alone + 2 * pairs):
        rest = numbers[alone:]
        parted = list(zip(rest[::2], rest[1::2], strict=True))
        if all(failed for failed, _ in parted):
            found[shown(numbers[:alone], parted)].append(numbers)
    return {seen: behind for seen, behind in found.items() if max(map(max, behind)) < MOST}


@pytest.mark.parametrize(
    ("alone", "pairs"), [(1, 0), (2, 0), (3, 0), (4, 0), (0, 1), (1, 1), (0, 2), (2, 1)]
)
def test_no_small_count_can_be_worked_out(alone, pairs):
    """
    Behind everything that is shown, each small count may be any from 1 to 4.

    Every way to fill the counts is tried, so a reader who knows the method and tries them all, too,
    finds no more.
    """
    for seen, behind in worlds(alone, pairs).items():
        for place, text in enumerate(seen[:-1]):
            possible = {numbers[place] for numbers in behind}
            if text == "<5":
                assert possible == {1, 2, 3, 4}, (seen, behind)
            elif text == "withheld":
                assert len(possible) > 2, (seen, behind)


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0"), (1, "<5"), (4, "<5"), (5, "5"), (10**9, "1000000000")]
)
def test_a_count_from_1_to_4_is_small(number, text):
    """
    Nought and 5 are shown.
    """
    assert str(Cell.of(number).shown) == text


def test_a_sum_over_large_counts_is_shown():
    """
    Nothing is withheld where nothing is small.
    """
    cells = [Cell.of(12), Cell.of(0), Cell.of(7)]

    assert guarded(cells) == Count(19)
    assert [cell.shown.value for cell in cells] == [12, 0, 7]


def test_one_small_count_takes_another_with_it():
    """
    The first that is shown is withheld, so that the sum can be shown.
    """
    cells = [Cell.of(0), Cell.of(20), Cell.of(3), Cell.of(90)]

    assert guarded(cells) == Count(113)
    assert [str(cell.shown) for cell in cells] == ["0", "withheld", "<5", "90"]


def test_a_sum_of_few_small_counts_is_withheld():
    """
    1 + 1 can only be 2, so the sum would tell both.
    """
    assert guarded([Cell.of(1), Cell.of(1)]) == Count(None)
    assert guarded([Cell.of(3)]) == Count(None)


def test_a_sum_of_many_small_counts_is_shown():
    """
    Their sum leaves each of them free.
    """
    cells = [Cell.of(2) for _ in range(20)]

    assert guarded(cells) == Count(40)
    assert {str(cell.shown) for cell in cells} == {"<5"}


def test_of_nothing_the_sum_is_nought():
    """
    An empty report has counts as well.
    """
    assert guarded([]) == Count(0)

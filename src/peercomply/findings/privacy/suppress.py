"""
Withholds small counts, and as many others as it takes that no total gives them away.

The method is cell suppression as national statistical offices use it: a count from 1 to 4 is
withheld (primary suppression); where a total is shown and the counts of which it is the sum would
narrow a withheld one down, another one is withheld, too (complementary suppression), or the total.
See the Handbook on Statistical Disclosure Control (Hundepool et al., 2010), chapter 4.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import attrs

SMALLEST = 5
"""The smallest count above nought that is shown: the threshold of the design of this project."""

SLACK = SMALLEST - 1
"""How far each withheld count may move at least, up and down, for all that a total says."""


@attrs.frozen
class Count:
    """
    A count as it may be shown.

    Attributes:
        value: The count; None where it is withheld.

        small: It is withheld because it is small; else for the sake of another one.
    """

    value: int | None
    small: bool = False

    def __str__(self) -> str:
        """Return the count, `<5`, or `withheld`."""
        if self.value is not None:
            return str(self.value)
        return f"<{SMALLEST}" if self.small else "withheld"


@attrs.define
class Cell:
    """
    A count on its way to being shown.

    Attributes:
        number: The count.

        shown: What is shown of it.

        low: The least that it can be for a reader who does not see it.

        high: The most that it can be for such a reader.
    """

    number: int
    shown: Count
    low: int = 0
    high: float = math.inf

    @classmethod
    def of(cls, number: int) -> Cell:
        """Return the cell of a count, withheld if it is small."""
        if 0 < number < SMALLEST:
            return cls(number, Count(None, small=True), 1, SMALLEST - 1)
        return cls(number, Count(number))

    def withhold(self) -> None:
        """Withhold a count that is not small for the sake of another one."""
        if self.shown.value is not None:
            self.shown, self.low = Count(None), SMALLEST


def together(failed: int, passed: int) -> tuple[Cell, Cell]:
    """
    Return the cells of two counts of whose ratio a band is shown: withheld both or neither.

    Of *failed*, which is never nought, readers can then tell whether it is small; of *passed* only
    where *failed* is not.
    """
    first, second = Cell.of(failed), Cell.of(passed)
    if first.shown.value is None:
        return first, Cell(passed, Count(None))
    if second.shown.value is None:
        first.withhold()
    return first, second


def guarded(cells: Sequence[Cell]) -> Count:
    """
    Return the sum of *cells*, and withhold one more of them, or the sum, if it takes that.

    Afterwards nobody who sees the sum and the cells that are shown, and who knows this method, can
    tell of a small count more than that it is small. The one more is the first that is there to be
    withheld and not the smallest, as is usual: which one is the smallest depends on the small
    counts, and so would tell of them. Each cell may be part of one sum only.
    """
    total = sum(cell.number for cell in cells)
    hidden = [cell for cell in cells if cell.shown.value is None]
    if not hidden or _moves(hidden):
        return Cell.of(total).shown
    first = next((cell for cell in cells if cell.shown.value), None)
    if first is not None:
        first.withhold()
        if _moves([*hidden, first]):
            return Count(total)
    return Count(None)


def _moves(hidden: Sequence[Cell]) -> bool:
    """Whether the sum of the cells leaves each of them free within what is known of it."""
    total = sum(cell.number for cell in hidden)
    least, most = sum(cell.low for cell in hidden), sum(cell.high for cell in hidden)
    return total - least >= SLACK and most - total >= SLACK

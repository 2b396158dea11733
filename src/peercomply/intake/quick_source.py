"""What a file is like whose rows the database may read by itself."""

from __future__ import annotations

from collections.abc import Container
from typing import Protocol

from peercomply.records.fields import FieldInfo


def cell_name(place: int) -> str:
    """Name the column that holds the cells at *place*, counted from 0."""
    return f"c{place}"


class QuickSource(Protocol):
    """A file whose rows the database reads, if no cell of them is in doubt."""

    @property
    def heading(self) -> int:
        """Number of the row of the headings; 0 where no row holds them."""

    @property
    def width(self) -> int:
        """Number of the headings."""

    @property
    def rows(self) -> int:
        """How many rows the database has to find."""

    def typed(self, place: int, field: FieldInfo) -> bool:
        """Whether the cells at *place* are values of the type of *field*, and no texts."""

    def query(self, typed: Container[int]) -> str:
        """Return SQL for the cells of each row as texts, those at *typed* places as values."""

    def clean(self, place: int) -> str:
        """Return SQL for whether a text at *place* surely is what it seems, and no damage."""

    def doubt(self, place: int) -> str:
        """Return SQL for whether a text at *place* calls for the long way."""

    def can_hold(self, text: str) -> bool:
        """Whether a cell may hold *text*, one of the signs of damage."""

    def costly(self, place: int) -> bool:
        """Whether a look at a text at *place* costs more than to know those that came before."""

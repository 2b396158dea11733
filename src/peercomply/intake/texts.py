"""Holds the texts of a sheet by column, with what they show about how the column is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, ClassVar

import attrs

from peercomply.intake.columns import LINE, raw
from peercomply.intake.plain import plain_test
from peercomply.intake.quoting import identifier, literal
from peercomply.intake.sheet import Row
from peercomply.records.model import RecordType

_END = "\x1c"
_PORTION = 1 << 22
"""Characters of a sheet that are handed over at once."""

_BLOCK = 500
"""Rows that are held as rows before they become columns."""

_FEW = 1000
"""Up to so many cells a list is handed over faster than a text."""

Parameter = str | list[str | None]
"""The cells of a column as one text with END between them, or as a list, None where empty."""


@attrs.define
class Column:
    """
    The texts of one field.

    Attributes:
        is_plain: Whether a text that is not empty is plain, see plain.py.

        portions: The texts, in portions that fit a parameter.

        filled: How many of them are not empty.

        odd: Those that are neither empty nor plain, each once.

        few: False: how many there are is not counted.

        typed: False: they are texts.
    """

    few: ClassVar[bool] = False
    typed: ClassVar[bool] = False

    is_plain: Callable[[str], bool]
    portions: list[Parameter] = attrs.field(factory=list)
    filled: int = 0
    odd: set[str] = attrs.field(factory=set)

    def append(self, texts: list[str]) -> None:
        """Add a portion."""
        self.portions.append(_parameter(texts))
        self.filled += len(texts) - texts.count("")
        self.odd.update(text for text in set(texts) if text and not self.is_plain(text))

    def texts(self) -> Iterator[str]:
        """Yield every text, empty ones included."""
        for portion in self.portions:
            yield from self.split(portion)

    def holding(self, hints: Sequence[str]) -> Iterator[str]:
        """Yield the texts that hold one of *hints*; a quick look passes over whole portions."""
        for portion in self.portions:
            if not isinstance(portion, str) or any(hint in portion for hint in hints):
                yield from (
                    text for text in self.split(portion) if any(hint in text for hint in hints)
                )

    def longest(self) -> int:
        """Return the length of the longest text."""
        return max(map(len, self.texts()), default=0)

    @staticmethod
    def split(portion: Parameter) -> Iterable[str]:
        """Return the texts of a portion."""
        if isinstance(portion, str):
            return portion.split(_END)
        return (text or "" for text in portion)


@attrs.define
class Texts:
    """
    The texts of a sheet by column.

    Attributes:
        columns: The texts of each field that is read, by its name.

        rows: The numbers of the rows, in portions.

        size: How many rows there are.
    """

    columns: Mapping[str, Column]
    rows: list[list[int]] = attrs.field(factory=list)
    size: int = 0

    @property
    def last_row(self) -> int:
        """The number of the last row; 0 where there is none."""
        return self.rows[-1][-1] if self.rows else 0

    def cells(self, name: str) -> Iterator[tuple[int, str]]:
        """Yield number and text of every cell of a field that holds something."""
        numbers = (number for portion in self.rows for number in portion)
        for number, text in zip(numbers, self.columns[name].texts(), strict=True):
            if text:
                yield number, text

    def sources(self, names: Sequence[str], first: int) -> Iterator[tuple[str, list[Any]]]:
        """
        Yield SQL, with its parameters, for lines and texts of the fields *names*, by portions.

        A line is the number of the row added to *first*.
        """
        columns = [self.columns[name] for name in names]
        for place, rows in enumerate(self.rows):
            held = [column.portions[place] for column in columns]
            texts = [
                f"{unnested(parameter)} AS {raw(name)}"
                for name, parameter in zip(names, held, strict=True)
            ]
            line = f"unnest(CAST(? AS BIGINT[])) AS {identifier(LINE)}"
            yield f"SELECT {', '.join((line, *texts))}", [[first + row for row in rows], *held]

    def close(self) -> None:
        """Give nothing up: the texts are held in memory."""


def gather(rows: Iterable[Row], record_type: RecordType, fields: Sequence[str]) -> Texts:
    """Return the texts of *rows*, which hold *fields*."""
    columns = {
        name: Column(plain_test(record_type.name, record_type.fields[name])) for name in fields
    }
    gathered = Texts(columns)
    for numbers, cells in _portions(rows, len(fields)):
        gathered.rows.append(numbers)
        gathered.size += len(numbers)
        for column, texts in zip(columns.values(), cells, strict=True):
            column.append(texts)
    return gathered


def _portions(rows: Iterable[Row], width: int) -> Iterator[tuple[list[int], list[list[str]]]]:
    """Yield numbers and columns of rows; few rows are held at a time, since they cost memory."""
    numbers: list[int] = []
    columns: list[list[str]] = [[] for _ in range(width)]
    size = 0
    source = iter(rows)
    while block := list(islice(source, _BLOCK)):
        found, texts = zip(*block, strict=True)
        numbers += found
        for column, cells in zip(columns, zip(*texts, strict=True), strict=True):
            column.extend(cells)
            size += len("".join(cells)) + len(cells)
        if size > _PORTION:
            yield numbers, columns
            numbers, columns, size = [], [[] for _ in range(width)], 0
    if numbers:
        yield numbers, columns


def _parameter(texts: Sequence[str]) -> Parameter:
    """Return what costs the database least: a list is quick to prepare, a text quick to read."""
    if len(texts) > _FEW:
        joined = _END.join(texts)
        if joined.count(_END) < len(texts):
            return joined
    return [text or None for text in texts]


def unnested(parameter: Parameter) -> str:
    """Return SQL that makes rows of a parameter, NULL where a cell is empty."""
    if isinstance(parameter, str):
        return f"nullif(unnest(string_split(?, {literal(_END)})), '')"
    return "unnest(CAST(? AS VARCHAR[]))"

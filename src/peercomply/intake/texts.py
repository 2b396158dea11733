"""Holds the texts of a sheet by column, with what they show about how the column is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import attrs

from peercomply.intake.plain import plain_test
from peercomply.intake.quoting import literal
from peercomply.intake.sheet import Row
from peercomply.records.model import RecordType

_END = "\x1c"
_PORTION = 1 << 22

Parameter = str | list[str]
"""A column of a portion: one text where END tells its cells apart, which is quick to hand over."""


@attrs.define
class Column:
    """
    The texts of one field.

    Attributes:
        is_plain: Whether a text that is not empty is plain, see plain.py.

        portions: The texts, in portions that fit a parameter.

        filled: How many of them are not empty.

        odd: Those that are neither empty nor plain, each once.
    """

    is_plain: Callable[[str], bool]
    portions: list[Parameter] = attrs.field(factory=list)
    filled: int = 0
    odd: set[str] = attrs.field(factory=set)

    def append(self, texts: Sequence[str]) -> None:
        """Add a portion."""
        self.portions.append(_parameter(texts))
        self.filled += len(texts) - texts.count("")
        self.odd.update(text for text in set(texts) if text and not self.is_plain(text))

    def texts(self) -> Iterator[str]:
        """Yield every text, empty ones included."""
        for portion in self.portions:
            yield from portion.split(_END) if isinstance(portion, str) else portion


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

    def numbers(self) -> Iterator[int]:
        """Yield the number of every row."""
        for portion in self.rows:
            yield from portion

    def parameters(self) -> Iterator[tuple[list[int], list[Parameter]]]:
        """Yield the rows and the texts of each column that holds any, by portions."""
        filled = [column for column in self.columns.values() if column.filled]
        for place, rows in enumerate(self.rows):
            yield rows, [column.portions[place] for column in filled]


def gather(rows: Iterable[Row], record_type: RecordType, fields: Sequence[str]) -> Texts:
    """Return the texts of *rows*, which hold *fields*."""
    columns = {
        name: Column(plain_test(record_type.name, record_type.fields[name])) for name in fields
    }
    gathered = Texts(columns)
    for portion in _portions(rows):
        numbers, texts = zip(*portion, strict=True)
        gathered.rows.append(list(numbers))
        gathered.size += len(numbers)
        for column, cells in zip(columns.values(), zip(*texts, strict=True), strict=True):
            column.append(cells)
    return gathered


def _portions(rows: Iterable[Row]) -> Iterator[list[Row]]:
    portion: list[Row] = []
    size = 0
    for row in rows:
        portion.append(row)
        size += sum(map(len, row[1])) + len(row[1])
        if size > _PORTION:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _parameter(texts: Sequence[str]) -> Parameter:
    joined = _END.join(texts)
    return joined if joined.count(_END) < len(texts) else list(texts)


def unnested(parameter: Parameter) -> str:
    """Return SQL that makes rows of a parameter."""
    if isinstance(parameter, str):
        return f"unnest(string_split(?, {literal(_END)}))"
    return "unnest(CAST(? AS VARCHAR[]))"

"""Proposes how an export is read that is not in our shape; a person decides."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import attrs

from peercomply.intake.decoding import Refusal
from peercomply.intake.discover import discover
from peercomply.intake.grids import Grid, HeadingRow
from peercomply.intake.mapping.cells import key_from
from peercomply.intake.mapping.guess_values import Shape, shape_of
from peercomply.intake.mapping.known_names import (
    Guess,
    guess_column,
    guess_table,
    share_known,
)
from peercomply.intake.names import plain
from peercomply.intake.places import Place
from peercomply.intake.sheet import Tally
from peercomply.intake.sources import open_file
from peercomply.intake.sources.servers import read_server
from peercomply.records.fields import FieldType
from peercomply.records.model import RecordType, Schema

_SAMPLE = 1000
"""Rows of a table whose values are looked at."""

_LEAST = 0.35
"""Likelihood below which a table is left to a person."""

_OF_PEOPLE = ("worker", "participant")
"""Record types of people; the lists of them often have names and no keys."""

_PEOPLE = ("name", "full name", "employee", "employee name", "staff name", "volunteer name")
_PARTS = (("first name", "last name"), ("given name", "surname"), ("first name", "surname"))


@attrs.frozen(kw_only=True)
class ColumnProposal:
    """
    What a column is likely to hold.

    Attributes:
        columns: The headings; empty for none.

        field: The field, or FIELD.KEY; None where nothing was found.

        sure: How likely it is, from 0 to 1.

        why: The reason.

        shape: How the values are written.

        hashed: Whether keys are made from the text.

        keys: The keys that would be made from its texts.
    """

    columns: tuple[str, ...]
    field: str | None
    sure: float = 0.0
    why: str = ""
    shape: Shape = attrs.field(factory=Shape)
    hashed: bool = False
    keys: frozenset[str] = attrs.field(default=frozenset(), repr=False)


@attrs.frozen(kw_only=True)
class TableProposal:
    """
    What a table is likely to hold.

    Attributes:
        place: The table.

        record_type: Its record type; None where none was found.

        sure: How likely it is, from 0 to 1.

        why: The reason.

        headings: The row of the headings; 0 where none is needed.

        columns: Its columns, in their order.

        rows: How many rows were looked at.
    """

    place: Place
    record_type: str | None
    sure: float
    why: str
    headings: int = 0
    columns: tuple[ColumnProposal, ...] = ()
    rows: int = 0


@attrs.frozen(kw_only=True)
class Proposal:
    """
    How an export is likely to be read.

    Attributes:
        tables: Its tables, in their order.

        profile: A mapping that is shipped and that the export fits; None for none.

        refused: Files that could not be read, and why.
    """

    tables: tuple[TableProposal, ...]
    profile: str | None = None
    refused: tuple[tuple[str, str], ...] = ()


def propose(path: str | os.PathLike[str], schema: Schema) -> Proposal:
    """
    Return how the export at *path* is likely to be read.

    Raises:
        InputError: There is no export at *path*.
    """
    export = discover(path, schema)
    refused: list[tuple[str, str]] = []
    with tempfile.TemporaryDirectory(prefix="peercomply-") as name:
        grids: list[Grid] = []
        if export.server is not None:
            grids = list(read_server(export.server)[1])
        for number, file in enumerate(export.files):
            folder = Path(name) / str(number)
            folder.mkdir()
            for opened in open_file(file.path, file.file, folder):
                grids += opened.grids
                if opened.refusal is not None:
                    refused.append((opened.file, opened.refusal.problem))
        tables = [_table(grid, schema) for grid in grids]
        profile = _profile(grids)
    return Proposal(tables=tuple(_by_name(tables)), profile=profile, refused=tuple(refused))


def _profile(grids: Sequence[Grid]) -> str | None:
    names = {plain(grid.place.name) for grid in grids}
    pmhc = {"organisations", "practitioners", "clients", "episodes", "service contacts"}
    return "pmhc-mds-4" if len(pmhc & names) >= 4 and "metadata" in names else None


def _table(grid: Grid, schema: Schema) -> TableProposal:
    place = grid.place
    best: tuple[float, str, str, HeadingRow] | None = None
    named = guess_table(place.name, schema) or guess_table(Path(place.file).stem, schema)
    for record_type in schema.values():
        row = grid.headings(lambda cells, of=record_type: _count(cells, of))  # type: ignore[misc]
        if isinstance(row, Refusal):
            return TableProposal(place=place, record_type=None, sure=0.0, why=row.problem)
        share = share_known(row.names, record_type)
        by_name = named.sure if named is not None and named.name == record_type.name else 0.0
        sure = 0.5 * by_name + 0.5 * share
        if best is None or sure > best[0]:
            best = (sure, record_type.name, _why(named if by_name else None, share), row)
    if best is None or best[0] < _LEAST:
        why = "neither its name nor its headings are like those of a record type"
        return TableProposal(place=place, record_type=None, sure=best[0] if best else 0.0, why=why)
    sure, name, why, row = best
    sample = [cells for _, cells in islice(grid.rows(row, Tally()), _SAMPLE)]
    return TableProposal(
        place=place,
        record_type=name,
        sure=round(sure, 2),
        why=why,
        headings=row.row,
        columns=tuple(_columns(row, sample, schema[name])),
        rows=len(sample),
    )


def _count(cells: Sequence[str], record_type: RecordType) -> int:
    return sum(guess_column(cell, record_type) is not None for cell in cells if cell)


def _why(named: Guess | None, share: float) -> str:
    parts = [named.why] if named is not None else []
    return ", ".join((*parts, f"{round(100 * share)} % of its headings"))


def _columns(
    row: HeadingRow, sample: Sequence[Sequence[str]], record_type: RecordType
) -> Iterator[ColumnProposal]:
    """Yield what each column is likely to hold; of two for one field the likelier."""
    guesses: dict[int, tuple[Guess, Shape]] = {}
    for place, heading in enumerate(row.names):
        guess = guess_column(heading, record_type) if heading else None
        if guess is not None:
            field = record_type.fields[guess.name.partition(".")[0]]
            values = [cells[place] for cells in sample if cells[place]]
            shape = shape_of(values, record_type, field)
            weighed = Guess(guess.name, round(guess.sure * (0.5 + shape.read / 2), 2), guess.why)
            if shape.read > 0 or guess.sure == 1.0:
                guesses[place] = (weighed, shape)
    taken: dict[str, int] = {}
    for place in sorted(guesses, key=lambda one: -guesses[one][0].sure):
        taken.setdefault(guesses[place][0].name, place)
    if "id" not in taken:
        yield from _made_key(row, taken, record_type, sample)
    for place, heading in enumerate(row.names):
        if not heading:
            continue
        if place in guesses and taken[guesses[place][0].name] == place:
            guess, shape = guesses[place]
            yield ColumnProposal(
                columns=(heading,),
                field=guess.name,
                sure=guess.sure,
                why=guess.why,
                shape=shape,
                keys=frozenset(key_from(cells[place]) for cells in sample if cells[place]),
            )
        else:
            yield ColumnProposal(columns=(heading,), field=None, why=_unread(place, guesses))


def _unread(place: int, guesses: dict[int, tuple[Guess, Shape]]) -> str:
    if place not in guesses:
        return "no field is called so"
    return f"another column is likelier to be {guesses[place][0].name}"


def _made_key(
    row: HeadingRow,
    taken: dict[str, int],
    record_type: RecordType,
    sample: Sequence[Sequence[str]],
) -> Iterator[ColumnProposal]:
    """Propose a key for a table without one, made from what tells its rows apart."""
    held = {plain(name): name for name in row.names if name}
    people = next((held[name] for name in _PEOPLE if name in held), None)
    parts = next((pair for pair in _PARTS if set(pair) <= set(held)), None)
    if record_type.name in _OF_PEOPLE and (people or parts):
        columns = (people,) if people else tuple(held[name] for name in parts or ())
        why = "no column holds a key; one is made from the name, which is kept nowhere"
    else:
        unique = next(
            (names for names in record_type.info.unique if set(names) <= set(taken)), None
        )
        fields = [record_type.fields[name.partition(".")[0]] for name in taken]
        days = (FieldType.DATE, FieldType.DATETIME, FieldType.REF)
        names = unique or tuple(field.name for field in fields if field.type in days)
        columns = tuple(row.names[taken[name]] for name in names if name in taken)
        why = "no column holds a key; one is made from what tells the rows apart"
    places = [row.names.index(column) for column in columns if column]
    if places:
        joined = (" ".join(filter(None, (cells[one] for one in places))) for cells in sample)
        yield ColumnProposal(
            columns=tuple(row.names[place] for place in places),
            field="id",
            sure=0.5,
            why=why,
            hashed=True,
            keys=frozenset(map(key_from, filter(None, joined))),
        )


def _by_name(tables: Sequence[TableProposal]) -> Iterator[TableProposal]:
    """Let references hold made keys where they name the people of whom keys are made."""
    made = {
        key
        for table in tables
        for column in table.columns
        if column.field == "id" and column.hashed and table.record_type in _OF_PEOPLE
        for key in column.keys
    }
    for table in tables:
        columns = tuple(_hashed(column, made) for column in table.columns)
        yield attrs.evolve(table, columns=columns)


def _hashed(column: ColumnProposal, made: set[str]) -> ColumnProposal:
    named = str(column.field).endswith(("_id", "_ids")) and column.field is not None
    if named and 2 * len(column.keys & made) >= len(column.keys) > 0:
        return attrs.evolve(column, hashed=True, why=f"{column.why}; keys are made from names")
    return column

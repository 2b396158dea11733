"""
Writes the export of an invented service of any size, the same bytes each time.

Run it by hand: python benchmarks/generate.py FOLDER WORKERS [csv|parquet]. The service keeps most
of its promises and breaks a few of each kind; `service/` says what its columns hold, and why.
"""

# ruff: noqa: S608 - names come from our own descriptions

from __future__ import annotations

import argparse
from pathlib import Path

import duckdb
from service import DAY, FEWEST, PARTS, TEAM, Part, macros

from peercomply.records.fields import FieldInfo, FieldType
from peercomply.records.model import RECORD_TYPES, RecordType

__all__ = ["DAY", "sizes", "write"]

FORMATS = {"csv": "FORMAT csv, HEADER", "parquet": "FORMAT parquet"}

_OWNERS = {
    "worker": "i // {count} AS w, program_of(w) AS p, organisation_of(p) AS o",
    "program": "i // {count} AS p, organisation_of(p) AS o",
    "line": "1 + i // {count} * 2 AS p, organisation_of(p) AS o",
    "organisation": "i // {count} AS o, least(2 * o, programs() - 1) AS p",
}
"""SQL of the numbers of those to whom record *i* of a part belongs."""


def sizes(workers: int) -> dict[str, int]:
    """
    Return how many records of each type a service with so many *workers* has.

    Raises:
        ValueError: fewer workers than other records name.
    """
    owners = _owners(workers)
    return {name: sum(_size(part, owners) for part in PARTS[name]) for name in RECORD_TYPES}


def write(folder: Path, workers: int, form: str = "parquet", only: tuple[str, ...] = ()) -> int:
    """
    Write an export to *folder*, of *only* some record types, and return its rows.

    Raises:
        ValueError: too few workers; or *folder* holds files of another form, with which every
            record would be there twice.
    """
    counts = sizes(workers)
    owners = _owners(workers)
    folder.mkdir(parents=True, exist_ok=True)
    for other in FORMATS.keys() - {form}:
        if any(folder.glob(f"*.{other}")):
            message = f"{folder} holds {other} files: write {form} to a folder of its own"
            raise ValueError(message)
    with duckdb.connect() as database:
        for statement in macros(workers, owners["program"], owners["organisation"]):
            database.execute(statement)
        for name in only or RECORD_TYPES:
            query = _query(RECORD_TYPES[name], owners)
            path = folder / f"{name}.{form}"
            database.execute(f"COPY ({query}) TO '{path}' ({FORMATS[form]})")
    return sum(counts[name] for name in only or RECORD_TYPES)


def _owners(workers: int) -> dict[str, int]:
    if workers < FEWEST:
        message = f"{workers} workers are too few: a service has {FEWEST} or more"
        raise ValueError(message)
    programs = max(workers // TEAM, 1)
    return {
        "worker": workers,
        "program": programs,
        "line": programs // 2,
        "organisation": max(programs // 2, 1),
    }


def _size(part: Part, owners: dict[str, int]) -> int:
    return int(part.count * owners[part.per])


def _query(record_type: RecordType, owners: dict[str, int]) -> str:
    before, queries = 0, []
    for part in PARTS[record_type.name]:
        size, count = _size(part, owners), max(int(part.count), 1)
        columns = ", ".join(
            f"{_column(record_type, field, part, before)} AS {field.name}"
            for field in record_type.fields.values()
        )
        numbers = f"SELECT i, i % {count} AS k, {_OWNERS[part.per].format(count=count)}"
        queries.append(f"SELECT {columns} FROM ({numbers} FROM range({size}) AS rows(i))")
        before += size
    return " UNION ALL ".join(queries)


def _column(record_type: RecordType, field: FieldInfo, part: Part, before: int) -> str:
    if field.type is FieldType.KEY:
        return f"'{record_type.name}-' || (i + {before})"
    if field.name in part.columns:
        return part.columns[field.name]
    made_up = field.type is FieldType.TEXT
    return f"'{field.name} ' || (i // 3)" if made_up else "CAST(NULL AS VARCHAR)"


def main() -> None:
    """Write one export."""
    parser = argparse.ArgumentParser(description="Write the export of an invented service.")
    parser.add_argument("folder", type=Path, help="where to write; made if it is not there")
    parser.add_argument("workers", type=int, help=f"how many people work there, {FEWEST} or more")
    parser.add_argument("form", nargs="?", default="parquet", choices=FORMATS)
    given = parser.parse_args()
    try:
        rows = write(given.folder, given.workers, given.form)
    except ValueError as error:
        parser.error(str(error))
    print(f"{rows:,} rows")


if __name__ == "__main__":
    main()

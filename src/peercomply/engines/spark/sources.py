"""Where the records of a lake stand: frames, tables of a catalogue, files."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from pyspark.errors import AnalysisException, PySparkException
from pyspark.sql import DataFrame, SparkSession

from peercomply.errors import InputError, did_you_mean
from peercomply.intake.names import plain as plain_name
from peercomply.intake.names import record_type_of, type_names
from peercomply.records.model import Schema

Source = DataFrame | str | os.PathLike[str]
"""A frame, the name of a table, or the path of Parquet or CSV files."""

_ENDINGS = (".parquet", ".csv", ".csv.gz", ".csv.bz2")


def label_of(name: str, source: Source) -> str:
    """Return what a source is called in reports: the file or table, else the record type."""
    if isinstance(source, DataFrame):
        return name
    text = os.fspath(source)
    return PurePosixPath(text.rstrip("/")).name if is_path(text) else text


def is_path(text: str) -> bool:
    """Return whether *text* is a path, and not the name of a table."""
    return "/" in text or "\\" in text or text.endswith(_ENDINGS)


def frame_of(session: SparkSession, name: str, source: Source) -> DataFrame:
    """
    Return the rows of a record type.

    Raises:
        InputError: They cannot be read.
    """
    if isinstance(source, DataFrame):
        return source
    text = os.fspath(source)
    try:
        if not is_path(text):
            return session.table(text)
        return _csv(session, text) if _is_csv(text) else session.read.parquet(text)
    except (AnalysisException, PySparkException) as error:
        condition = error.getCondition() or type(error).__name__
        problem = f"cannot be read as the table of {name}: {condition}"
        expected = "a table of the catalogue, Parquet files, or CSV files ending in .csv"
        raise InputError(text, problem, expected=expected) from error


def _is_csv(text: str) -> bool:
    if text.rstrip("/").endswith(_ENDINGS[1:]):
        return True
    folder = Path(text)
    return folder.is_dir() and any(one.name.endswith(_ENDINGS[1:]) for one in folder.iterdir())


def _csv(session: SparkSession, text: str) -> DataFrame:
    read = session.read.csv(
        text, header=True, multiLine=True, escape='"', inferSchema=False, mode="FAILFAST",
        enforceSchema=False, encoding="UTF-8",
    )  # fmt: skip
    return read.toDF(*(name.strip("\ufeff \t\r\n") for name in read.columns))


def folder_sources(path: str, schema: Schema) -> tuple[dict[str, str], list[str]]:
    """
    Return the tables in the folder *path* by record type, and the names that stand for none.

    A table is a file such as worker.parquet or worker.csv, or a folder of such files.

    Raises:
        InputError: There is no such folder, or no table of a record type in it.
    """
    folder = Path(path)
    if not folder.is_dir():
        raise InputError(path, "is no folder", expected="a folder of Parquet or CSV tables")
    found: dict[str, str] = {}
    others = []
    for one in sorted(folder.iterdir()):
        name = one.name
        for ending in _ENDINGS:
            name = name.removesuffix(ending)
        record_type = record_type_of(name, schema)
        if one.name.startswith((".", "_")):
            continue
        if record_type is None or not (one.is_dir() or one.name.endswith(_ENDINGS)):
            others.append(one.name)
        elif record_type.name in found:
            problem = f"{Path(found[record_type.name]).name} and {one.name} are one record type"
            raise InputError(path, problem, hint="join them in a folder of that name")
        else:
            found[record_type.name] = str(one)
    if not found:
        hint = next((did_you_mean(plain_name(one), type_names(schema)) for one in others), "")
        raise InputError(
            path,
            "holds no table of a record type",
            expected="tables such as worker.parquet, supervision.csv or a folder incident/",
            hint=hint,
        )
    return found, others

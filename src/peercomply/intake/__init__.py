"""Reads exports: files to typed tables, and typed tables to a snapshot."""

from __future__ import annotations

import os

from peercomply.intake.build import build_snapshot
from peercomply.intake.mapping.load import load_mapping
from peercomply.intake.mapping.model import ImportMapping
from peercomply.intake.opened import open_snapshot
from peercomply.intake.typed import TypedTables, open_typed_tables
from peercomply.records.model import RECORD_TYPES, Schema
from peercomply.records.snapshot import Snapshot

__all__ = [
    "ImportMapping",
    "TypedTables",
    "build_snapshot",
    "load_mapping",
    "load_snapshot",
    "open_snapshot",
    "open_typed_tables",
]


def load_snapshot(
    path: str | os.PathLike[str],
    *,
    schema: Schema = RECORD_TYPES,
    mapping: ImportMapping | None = None,
) -> Snapshot:
    """
    Read the export at *path*: a folder of files, one file, or the URL of a database.

    Nothing is lost in silence: what could not be read stands in the provenance of the snapshot, as
    a doubt for the rules and as an issue for people.

    Args:
        path: The folder, the file, or the URL.

        schema: The record types that are read: `pack.schema` for a pack that adds to them.

        mapping: How tables are read that are not named after record types; see `load_mapping`.
            Without one, what a file peercomply.yaml beside the tables says.

    Raises:
        InputError: There is no export at *path*, or no table of it is of a record type.

        ConfigError: The mapping beside the export has problems.
    """
    with open_typed_tables(path, schema=schema, mapping=mapping) as tables:
        return build_snapshot(tables)

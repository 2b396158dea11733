"""Reads exports: files to typed tables, and typed tables to a snapshot."""

from __future__ import annotations

import os

from peercomply.intake.build import build_snapshot
from peercomply.intake.typed import TypedTables, open_typed_tables
from peercomply.records.model import RECORD_TYPES, Schema
from peercomply.records.snapshot import Snapshot

__all__ = ["TypedTables", "build_snapshot", "load_snapshot", "open_typed_tables"]


def load_snapshot(path: str | os.PathLike[str], *, schema: Schema = RECORD_TYPES) -> Snapshot:
    """
    Read the export at *path*: a folder of CSV files named after record types, or a JSON document.

    Nothing is lost in silence: what could not be read stands in the provenance of the snapshot, as
    a doubt for the rules and as an issue for people.

    Args:
        path: The folder, or the document.

        schema: The record types that are read: `pack.schema` for a pack that adds to them.

    Raises:
        InputError: There is no export at *path*, or no file of it is named after a record type.
    """
    with open_typed_tables(path, schema=schema) as tables:
        return build_snapshot(tables)

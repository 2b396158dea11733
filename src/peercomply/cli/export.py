"""The argument EXPORT, and how commands read it."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from peercomply.intake import ImportMapping, load_mapping, load_snapshot, open_snapshot
from peercomply.records.issue_codes import IssueCode
from peercomply.records.model import Schema
from peercomply.records.snapshot import Snapshot

EXPORT = click.argument("export", metavar="EXPORT")

UNREAD = (
    IssueCode.UNREADABLE_FILE,
    IssueCode.EMPTY_FILE,
    IssueCode.MISSING_COLUMN,
    IssueCode.NO_SUCH_TABLE,
    IssueCode.NO_SUCH_COLUMN,
    IssueCode.ROW_TOTAL,
)
"""Issues after which a table, or a part of it, is not what it should be; they end with 4."""

CONFIG_FILE = "peercomply.config"
"""Under this name the context of the command line holds the path of the configuration."""


def read_export(export: str, schema: Schema) -> Snapshot:
    """
    Return the records of *export*, read as the configuration of the command line says.

    Raises:
        InputError: There is no such export.

        ConfigError: Its mapping has problems.
    """
    with progress(f"reading {shown_name(export)}"):
        return load_snapshot(export, schema=schema, mapping=mapping_of(schema))


@contextlib.contextmanager
def opened_export(export: str, schema: Schema, memory_limit: str) -> Iterator[Snapshot]:
    """
    Open *export* for one check; its records stay in the database that has read them.

    Raises:
        InputError: There is no such export, or *memory_limit* is not enough for it.

        ConfigError: Its mapping has problems.
    """
    with contextlib.ExitStack() as stack:
        with progress(f"reading {shown_name(export)}"):
            mapping = mapping_of(schema)
            opened = open_snapshot(
                export, schema=schema, mapping=mapping, memory_limit=memory_limit
            )
            snapshot = stack.enter_context(opened)
        yield snapshot


def mapping_of(schema: Schema) -> ImportMapping | None:
    """
    Return the mapping of the configuration that the command line names, if it holds one.

    Raises:
        ConfigError: It has problems.
    """
    path: Path | None = click.get_current_context().meta.get(CONFIG_FILE)
    if path is None:
        return None
    found = load_mapping(path, schema)
    return None if found == ImportMapping(file=found.file) else found


def shown_name(export: str) -> str:
    """Return the last part of the export's path; of a URL its kind alone, without a password."""
    server = re.match(r"([a-z0-9+_]+)://", export, re.IGNORECASE)
    return f"{server[1]} database" if server else Path(export).name


@contextlib.contextmanager
def progress(words: str) -> Iterator[None]:
    """Say on a terminal what takes long; write nothing elsewhere."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console  # noqa: PLC0415 - only terminals need it, and it takes a while

    with Console(stderr=True).status(words):
        yield

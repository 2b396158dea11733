"""The engine spark on the command line: where it runs, what it reads, where breaches go."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from peercomply.cli.export import mapping_of, opened_export, progress, shown_name
from peercomply.cli.targets import refuse_inside
from peercomply.engines.registry import load_engine
from peercomply.records.model import Schema
from peercomply.records.snapshot import Snapshot

NAME = "spark"

_ENDINGS = {"table": "txt", "markdown": "md"}


def spark_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of the engine spark to a command."""
    return click.option(
        "--spark-master",
        "master",
        metavar="MASTER",
        help="Where the engine spark runs: local[2], spark://HOST:7077, yarn. Default: local[*].",
    )(function)


def breaches_into(
    engine: str, master: str | None, form: str, output: Path | None, export: str, *, again: bool
) -> tuple[Path | None, str]:
    """
    Return the file of the report, and the folder into which the cluster writes breaches, if any.

    Both stand in *output* where it is a folder.

    Raises:
        BadParameter: The options do not go together; nothing was run.
    """
    if engine != NAME:
        if master is not None:
            why = "only the engine spark has a master; add --engine spark"
            raise click.BadParameter(why, param_hint="'--spark-master'")
        return output, ""
    if output is None or not output.is_dir():
        return output, ""
    refuse_inside(output, export, "--output")
    folder = output / "breaches.parquet"
    if folder.exists():
        why = f"{folder} is there already, and would hold the breaches of two runs"
        raise click.BadParameter(why, param_hint="'--output'")
    if again:
        why = "a trend judges several days, whose breaches would be mixed; name a file"
        raise click.BadParameter(why, param_hint="'--output'")
    return output / f"report.{_ENDINGS.get(form, form)}", str(folder)


@contextlib.contextmanager
def opened_for(
    engine: str,
    export: str,
    schema: Schema,
    *,
    memory_limit: str,
    master: str | None,
    breaches: str,
) -> Iterator[Snapshot]:
    """
    Open *export* for one check by *engine*: in Spark where that is asked for, else in DuckDB.

    Raises:
        EngineUnavailableError: Spark is not there, or cannot be started.

        InputError: The export cannot be read.
    """
    if engine != NAME:
        with opened_export(export, schema, memory_limit) as snapshot:
            yield snapshot
        return
    if memory_limit:
        why = "Spark has limits of its own; use the settings of its cluster"
        raise click.BadParameter(why, param_hint="'--memory-limit'")
    if mapping_of(schema) is not None:
        why = "a mapping is for exports that DuckDB reads; name tables and columns after fields"
        raise click.BadParameter(why, param_hint="'--engine'")
    load_engine(NAME)
    from peercomply.engines.spark.folder import spark_folder  # noqa: PLC0415 - an extra
    from peercomply.engines.spark.session import session_on  # noqa: PLC0415 - an extra

    with session_on(master or "local[*]") as session:
        with progress(f"reading {shown_name(export)}"):
            snapshot = spark_folder(session, export, schema=schema, breaches=breaches)
        yield snapshot

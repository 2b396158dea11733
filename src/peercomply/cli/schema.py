"""The command `schema`: JSON Schemas for editors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from peercomply.cli.config import KEYS
from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.output import write
from peercomply.cli.rules.options import OUTPUT
from peercomply.rules.json_schema import schema_of, schemas


@click.command("schema")
@click.argument(
    "kind", metavar="KIND", type=click.Choice(["rules", "cases", "config"]), default="rules"
)
@OUTPUT
def command(*, kind: str, output: Path | None) -> ExitCode:
    """
    Print the JSON Schema of rule files, case files or configuration files.

    KIND is rules (the default), cases or config.

    An editor that is told of it completes keys and marks those that do not exist. Loading a
    file looks deeper: names, types and expressions.

    \b
    Examples:
      peercomply schema --output rules.schema.json
      peercomply schema cases --output cases.schema.json
    """
    write(json.dumps(all_schemas()[kind], ensure_ascii=False, indent=2) + "\n", output)
    return ExitCode.CLEAN


def all_schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of each kind of file by its name."""
    return schemas() | {"config": schema_of(KEYS)}

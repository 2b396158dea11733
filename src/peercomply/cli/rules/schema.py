"""The command `rules schema`: JSON Schemas for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.output import write
from peercomply.cli.rules.options import OUTPUT
from peercomply.rules.json_schema import schemas


@click.command("schema")
@click.argument("kind", metavar="KIND", type=click.Choice(["rules", "cases"]), default="rules")
@OUTPUT
def command(*, kind: str, output: Path | None) -> ExitCode:
    """
    Print the JSON Schema of rule files, or of case files (KIND is rules or cases).

    An editor that is told of it completes keys and marks those that do not exist. `rules test` and
    `check` look deeper: names, types and expressions.

    \b
    Examples:
      peercomply rules schema --output rules.schema.json
      peercomply rules schema cases --output cases.schema.json
    """
    write(json.dumps(schemas()[kind], ensure_ascii=False, indent=2) + "\n", output)
    return ExitCode.CLEAN

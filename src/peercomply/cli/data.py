"""The command `data`: what became of an export, without any rule."""

from __future__ import annotations

from pathlib import Path

import click

from peercomply.cli.config import CONFIG
from peercomply.cli.dialects import DIALECTS
from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.export import EXPORT, UNREAD, read_export
from peercomply.cli.output import write
from peercomply.cli.packs import read_pack
from peercomply.cli.targets import refuse_inside
from peercomply.records.issue_codes import IssueSeverity
from peercomply.report import data as report
from peercomply.rules.rule import schema_of


@click.command("data")
@EXPORT
@CONFIG
@click.option(
    "--rules",
    "packs",
    multiple=True,
    metavar="PACK",
    help="A pack that adds record types or fields. May be given several times.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the account is written.",
)
@click.option("--output", type=click.Path(path_type=Path), help="Write the account to this file.")
@click.option(
    "--tables",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the records, names included, to this file, as SQL that makes and fills tables.",
)
@click.option(
    "--dialect",
    type=click.Choice(DIALECTS),
    default="duckdb",
    show_default=True,
    help="The database that is to run that SQL.",
)
@click.option("--strict", is_flag=True, help="Exit with 4 on any error in the data.")
def command(
    *,
    export: str,
    packs: tuple[str, ...],
    form: str,
    output: Path | None,
    tables: Path | None,
    dialect: str,
    strict: bool,
) -> ExitCode:
    """
    Say what became of EXPORT: tables, rows read and rejected, and what is wrong with them.

    No rule is run. Every row that was read is accepted, rejected with a reason, or left out by the
    mapping.

    \b
    Examples:
      peercomply data exports/
      peercomply data staff.xlsx --config peercomply.yaml --strict
      peercomply data exports/ --format json --output data.json
      peercomply data exports/ --tables records.sql --dialect postgres
    """
    if tables is not None:
        refuse_inside(tables, export, "--tables")
    snapshot = read_export(export, schema_of([read_pack(pack) for pack in packs]))
    text = report.render_json(snapshot) if form == "json" else report.render(snapshot)
    write(text, output)
    if tables is not None:
        from peercomply.report.tables import script  # noqa: PLC0415 - SQL takes long to import

        write("".join(script(snapshot, dialect)), tables, private=True)
    issues = snapshot.provenance.issues
    errors = any(one.severity is IssueSeverity.ERROR for one in issues)
    unread = any(one.code in UNREAD for one in issues)
    return ExitCode.INPUT if unread or (strict and errors) else ExitCode.CLEAN

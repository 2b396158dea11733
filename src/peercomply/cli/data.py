"""The command `data`: what became of an export, without any rule."""

from __future__ import annotations

from pathlib import Path

import click

from peercomply.cli.config import CONFIG
from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.export import EXPORT, UNREAD, read_export
from peercomply.cli.output import write
from peercomply.records.issue_codes import IssueSeverity
from peercomply.report import data as report
from peercomply.rules.load import load_rules
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
@click.option("--strict", is_flag=True, help="Exit with 4 on any error in the data.")
def command(
    *, export: str, packs: tuple[str, ...], form: str, output: Path | None, strict: bool
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
    """
    snapshot = read_export(export, schema_of([load_rules(pack) for pack in packs]))
    text = report.render_json(snapshot) if form == "json" else report.render(snapshot)
    write(text, output)
    issues = snapshot.provenance.issues
    errors = any(one.severity is IssueSeverity.ERROR for one in issues)
    unread = any(one.code in UNREAD for one in issues)
    return ExitCode.INPUT if unread or (strict and errors) else ExitCode.CLEAN

"""The command `rules diff`: what is different between two packs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from peercomply.cli.check import today
from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.export import read_export
from peercomply.cli.output import write
from peercomply.cli.packs import read_pack
from peercomply.cli.rules.options import FORMAT, OUTPUT
from peercomply.findings.rule_diff import diff_rules
from peercomply.report.rules import diff as report
from peercomply.rules.rule import schema_of


@click.command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--on",
    "export",
    metavar="EXPORT",
    help="Judge the records of this export by both packs, and list those that change outcome.",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day of the check, such as 2026-11-22. Default: today.",
)
@click.option(
    "--exit-code", "gate", is_flag=True, help="Exit with 1 if anything is different, else with 0."
)
@FORMAT
@OUTPUT
def command(
    *,
    old: str,
    new: str,
    export: str | None,
    as_of: datetime | None,
    gate: bool,
    form: str,
    output: Path | None,
) -> ExitCode:
    """
    Compare the packs OLD and NEW: rules, and the definitions and limits that they read.

    Comments and the way in which a rule is written make no difference. With --on each record is
    listed whose outcome changes, with the breach or the reason.

    \b
    Examples:
      peercomply rules diff peer-support my-rules/
      peercomply rules diff peer-support my-rules/ --on exports/ --as-of 2026-11-22
    """
    day = as_of.date() if as_of is not None else today()
    packs = read_pack(old), read_pack(new)
    snapshot = None if export is None else read_export(export, schema_of(packs))
    found = diff_rules(*packs, snapshot, as_of=day)
    write(report.to_json(found) if form == "json" else report.table(found), output)
    return ExitCode.FINDINGS if gate and not found.same else ExitCode.CLEAN

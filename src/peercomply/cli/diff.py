"""The command `diff`: what is different between two reports."""

from __future__ import annotations

from pathlib import Path

import click

from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.output import write
from peercomply.findings.decisions.baseline import read_report
from peercomply.findings.decisions.diff import Kind, diff_reports
from peercomply.report import diff as report

_FORMS = {"table": report.table, "json": report.to_json, "markdown": report.markdown}
_GATING = (Kind.NEW, Kind.WORSE, Kind.NOT_KNOWN)


@click.command("diff")
@click.argument("old", metavar="OLD", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("new", metavar="NEW", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--format",
    "form",
    type=click.Choice(tuple(_FORMS)),
    default="table",
    show_default=True,
    help="How it is written.",
)
@click.option("--output", type=click.Path(path_type=Path), help="Write it to this file.")
def command(*, old: Path, new: Path, form: str, output: Path | None) -> ExitCode:
    """
    Compare the JSON reports OLD and NEW, breach by breach.

    A breach that is gone is resolved only if its rule still judges records and no more of them are
    unknown; else it is not known. Exits with 1 if a breach is new, worse or not known.

    \b
    Examples:
      peercomply diff april.json may.json
      peercomply diff april.json may.json --format markdown --output changes.md
    """
    before, now = read_report(old), read_report(new)
    if before.as_of > now.as_of:
        why = f"{old} is of a later day than {new}; give the earlier one first"
        raise click.BadParameter(why, param_hint="'OLD'")
    if before.pseudonyms != now.pseudonyms:
        why = f"{old} and {new} name records in different ways, so no breach can be compared"
        raise click.UsageError(f"{why}; make both with one --pseudonym-key, or both without")
    found = diff_reports(before, now)
    write(_FORMS[form](found), output)
    return ExitCode.FINDINGS if any(map(found.count, _GATING)) else ExitCode.CLEAN

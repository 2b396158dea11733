"""The command `attest sheet`: a working paper with the questions that are due."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from peercomply.cli.check import today
from peercomply.cli.config import CONFIG
from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.export import EXPORT, UNREAD, read_export
from peercomply.cli.options import AS_OF, PACKS
from peercomply.cli.output import write
from peercomply.cli.packs import read_pack
from peercomply.cli.targets import refuse_inside
from peercomply.findings.attestation.questions import LEAD_DAYS, Asked, questions_of
from peercomply.report.attestation.sheet import counts
from peercomply.report.attestation.sheet import render as as_csv
from peercomply.report.formats import FORMATS
from peercomply.rules.rule import schema_of

_ENDINGS = (".xlsx", ".csv")


@click.command("sheet")
@EXPORT
@CONFIG
@AS_OF
@PACKS
@click.option(
    "--within",
    type=click.IntRange(0, 1000),
    default=LEAD_DAYS,
    show_default=True,
    metavar="DAYS",
    help="Ask again where an answer ends within so many days.",
)
@click.option("--all", "every", is_flag=True, help="Ask every question, due or not.")
@click.option("--profile", metavar="NAME", help="Only the rules that this profile chooses.")
@click.option(
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The paper: a file that ends in .xlsx or .csv.",
)
def command(
    *,
    export: str,
    as_of: datetime | None,
    packs: tuple[str, ...],
    within: int,
    every: bool,
    profile: str | None,
    output: Path,
) -> ExitCode:
    """
    Write a working paper with the questions that rules put to EXPORT and that are due.

    A question is due if its rule does not pass - nobody has answered, the answer is too old or not
    positive, or that cannot be known - or if the answer ends soon. What people fill in is read
    back by `peercomply attest import`.

    \b
    Examples:
      peercomply attest sheet exports/ --as-of 2026-11-22 --output questions.xlsx
      peercomply attest sheet exports/ --all --output questions.csv
    """
    _refuse(output, export)
    day = as_of.date() if as_of is not None else today()
    if within >= (date.max - day).days:
        why = f"{within} days after {day.isoformat()} the calendar has ended"
        raise click.BadParameter(why, param_hint="'--within'")
    loaded = [read_pack(pack) for pack in packs]
    snapshot = read_export(export, schema_of(loaded))
    asked = questions_of(snapshot, loaded, as_of=day, within=within, profile=profile)
    write(_rendered(asked, day, output, every=every), output)
    click.echo(f"{output}: {counts(asked, every=every)}")
    issues = [issue for issue in snapshot.provenance.issues if issue.code in UNREAD]
    for issue in issues:
        click.echo(f"peercomply: {issue.message}; see peercomply data", err=True)
    return ExitCode.INPUT if issues else ExitCode.CLEAN


def _rendered(asked: Asked, day: date, output: Path, *, every: bool) -> str | bytes:
    if output.suffix.lower() == ".csv":
        return as_csv(asked.questions if every else asked.due)
    from peercomply.report.attestation.xlsx import (  # noqa: PLC0415 - may not be installed
        render,
    )

    return render(asked, day, every=every)


def _refuse(output: Path, export: str) -> None:
    """Refuse a file that is none of ours, that is there already, or that lies in the export."""
    hint = "'--output'"
    ending = output.suffix.lower()
    if ending not in _ENDINGS:
        why = f"{output} ends in neither {' nor '.join(_ENDINGS)}; name a file such as q.xlsx"
        raise click.BadParameter(why, param_hint=hint)
    if ending == ".xlsx" and (missing := FORMATS["xlsx"].missing):
        raise click.BadParameter(f"xlsx is not installed; {missing}", param_hint=hint)
    if output.exists():
        why = f"{output} is there already and may hold answers; give the paper another name"
        raise click.BadParameter(why, param_hint=hint)
    refuse_inside(output, export, "--output")

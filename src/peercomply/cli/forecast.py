"""The command `forecast`: what will change if nothing is recorded."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from peercomply.cli.check import today
from peercomply.cli.config import CONFIG
from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.export import EXPORT, UNREAD, progress, read_export
from peercomply.cli.options import PACKS
from peercomply.cli.output import write
from peercomply.cli.packs import read_pack
from peercomply.cli.privacy import privacy_level, pseudonym_key, shield_of_records
from peercomply.cli.targets import refuse_inside
from peercomply.findings.forecast import MOST_DAYS
from peercomply.findings.forecast import forecast as look_ahead
from peercomply.findings.privacy.ahead import identified_forecast, pseudonymised_forecast
from peercomply.report.forecast.formats import FORMATS, render
from peercomply.rules.rule import schema_of


@click.command("forecast")
@EXPORT
@CONFIG
@click.option(
    "--days",
    type=click.IntRange(1, MOST_DAYS),
    default=90,
    show_default=True,
    help="How many days to look ahead.",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day from which to look ahead, such as 2026-11-22. Default: today.",
)
@PACKS
@click.option(
    "--format",
    "written_as",
    type=click.Choice(tuple(FORMATS)),
    default="table",
    show_default=True,
    help="How the forecast is written.",
)
@click.option("--output", type=click.Path(path_type=Path), help="Write the forecast to this file.")
@click.option(
    "--profile",
    metavar="NAME",
    help="Only the rules that this profile of the packs chooses.",
)
@privacy_level
@pseudonym_key
def command(
    *,
    export: str,
    days: int,
    as_of: datetime | None,
    packs: tuple[str, ...],
    written_as: str,
    output: Path | None,
    profile: str | None,
    level: str,
    pseudonym_key: Path | None,
) -> ExitCode:
    """
    Say for each record of EXPORT on which day its outcome will change if nothing is recorded.

    Every day is judged. What fails already is not repeated: `peercomply check` tells it. Of the
    configuration, the packs, the profile and the mapping are used.

    \b
    Examples:
      peercomply forecast exports/ --days 30
      peercomply forecast exports/ --as-of 2026-11-22 --format csv --output due.csv
      peercomply forecast exports/ --format ics --output due.ics
      peercomply forecast exports/ --profile essential
      peercomply forecast exports/ --pseudonym-key pseudonyms.key
    """
    if missing := FORMATS[written_as].missing:
        why = f"{written_as} is not installed; {missing}"
        raise click.BadParameter(why, param_hint="'--format'")
    if output is not None:
        refuse_inside(output, export, "--output")
    shield = shield_of_records(level, pseudonym_key, output=output, instead="add --output FILE")
    day = as_of.date() if as_of is not None else today()
    if days >= (date.max - day).days:
        why = f"{days} days after {day.isoformat()} the calendar has ended"
        raise click.BadParameter(why, param_hint="'--days'")
    loaded = [read_pack(pack) for pack in packs]
    snapshot = read_export(export, schema_of(loaded))
    with progress(f"judging {days} days"):
        found = look_ahead(snapshot, loaded, as_of=day, days=days, profile=profile)
    if shield.private:
        found = identified_forecast(found, snapshot)
    elif shield.names is not None:
        found = pseudonymised_forecast(found, shield.names)
    write(render(written_as, found), output, private=shield.private)
    issues = [issue for issue in snapshot.provenance.issues if issue.code in UNREAD]
    for issue in issues:
        click.echo(f"peercomply: {issue.message}; see peercomply data", err=True)
    return ExitCode.INPUT if issues else ExitCode.CLEAN

"""The command `rules sql`: a rule as SQL that lists its breaches."""

from __future__ import annotations

from datetime import datetime

import click

from peercomply.cli.check import today
from peercomply.cli.dialects import DIALECTS
from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.packs import read_pack
from peercomply.cli.rules.options import PACK


@click.command("sql")
@click.argument("rule_id", metavar="ID")
@click.option(
    "--dialect",
    type=click.Choice(DIALECTS),
    default="duckdb",
    show_default=True,
    help="The database that is to run it.",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day of the check, as 2026-11-22. Without it: today.",
)
@PACK
def command(*, rule_id: str, dialect: str, as_of: datetime | None, location: str) -> ExitCode:
    """
    Print SQL that lists the records that fail the rule ID.

    It reads one table for each record type, such as `peercomply data --tables` writes; the comments
    say which columns, and where the limits come from.

    \b
    Examples:
      peercomply rules sql supervision-overdue
      peercomply rules sql supervision-overdue --dialect postgres --as-of 2026-11-22
    """
    from peercomply.report.rules.sql import render  # noqa: PLC0415 - SQL takes a while to import

    day = as_of.date() if as_of is not None else today()
    pack = read_pack(location)
    click.echo(render(pack.rule(rule_id), pack, day, dialect), nl=False)
    return ExitCode.CLEAN

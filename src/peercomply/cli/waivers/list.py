"""The command `waivers list`: the waivers of a file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from peercomply.cli.check import today
from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.output import write
from peercomply.findings.decisions.load import load_waivers
from peercomply.report.decisions import waiver_table


@click.command("list")
@click.argument("waivers", metavar="WAIVERS", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day on which they are looked at, such as 2026-11-22. Default: today.",
)
def command(*, waivers: Path, as_of: datetime | None) -> ExitCode:
    """
    List the waivers of a file with their days, the first to end first.

    \b
    Example:
      peercomply waivers list waivers.yaml --as-of 2026-11-22
    """
    day = as_of.date() if as_of is not None else today()
    write(waiver_table(load_waivers(waivers), day), None)
    return ExitCode.CLEAN

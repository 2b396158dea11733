"""The command `rules boundaries`: what rules say at their limits."""

from __future__ import annotations

from pathlib import Path

import click

from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.output import write
from peercomply.cli.packs import read_pack
from peercomply.cli.rules.options import FORMAT, LOCATION, OUTPUT
from peercomply.findings.boundaries import try_boundaries
from peercomply.report.rules.boundaries import render, render_json


@click.command("boundaries")
@LOCATION
@click.option("--rule", "chosen", multiple=True, metavar="ID", help="Only this rule.")
@FORMAT
@OUTPUT
def command(*, location: str, chosen: tuple[str, ...], form: str, output: Path | None) -> ExitCode:
    """
    Change the cases of each rule of PACK to its limits, and print what the rule says there.

    A case is moved to the due day, the day before and the day after, also counted from 31 January
    and 29 February; related records are taken away, one is added or dropped; each cell that the
    rule reads is emptied and made unreadable; each record type is left out. Nothing is expected:
    read it through once, keep it in a file, and compare it after every change of the rule.

    \b
    Examples:
      peercomply rules boundaries my-rules/ --rule supervision-overdue
      peercomply rules boundaries --output boundaries.txt
    """
    found = try_boundaries(read_pack(location), location, chosen)
    write(render_json(found) if form == "json" else render(found), output)
    return ExitCode.CLEAN

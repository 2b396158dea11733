"""The command `rules coverage`: which obligations of the register a pack answers, and how."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import click

from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.output import write
from peercomply.cli.packs import read_pack
from peercomply.cli.rules.options import FORMAT, LOCATION, OUTPUT
from peercomply.report.rules import answers as report
from peercomply.rules.answers import Way, answers


@click.command("coverage")
@LOCATION
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="Exit with 1 if a smaller share of the obligations is answered; 100 for all of them.",
)
@FORMAT
@OUTPUT
def command(*, location: str, fail_under: float | None, form: str, output: Path | None) -> ExitCode:
    """
    Say how PACK answers the obligations of its register, and list those that it does not answer.

    An obligation is answered by a rule that reads records, by a rule that asks for a
    self-assessment, or by a reason under `not_checkable`. Without --fail-under the exit code is 0.

    \b
    Examples:
      peercomply rules coverage
      peercomply rules coverage my-rules/ --fail-under 100
    """
    pack = read_pack(location)
    if not pack.obligations:
        raise click.UsageError(f"the pack {pack.id} has no register of obligations")
    found = answers(pack)
    write(report.to_json(pack, found) if form == "json" else report.table(pack, found), output)
    answered = sum(answer.way is not Way.UNANSWERED for answer in found)
    below = fail_under is not None and 100 * answered < Fraction(fail_under) * len(found)
    return ExitCode.FINDINGS if below else ExitCode.CLEAN

"""The command `rules test`: the cases of the rules of a pack."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import click

from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.output import write
from peercomply.cli.packs import read_pack
from peercomply.cli.rules.options import LOCATION, OUTPUT, TEST_FORMAT
from peercomply.findings.case_run import CaseRun, run_pack
from peercomply.report.rules import json, junit, table


@click.command("test")
@LOCATION
@click.option(
    "--coverage",
    is_flag=True,
    help="Say which conditions of the rules were never true, or never false.",
)
@click.option(
    "--min-coverage",
    "least",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="Exit with 1 if the cases reach less of a rule or definition.",
)
@TEST_FORMAT
@OUTPUT
def command(
    *, location: str, coverage: bool, least: float | None, form: str, output: Path | None
) -> ExitCode:
    """
    Run the cases beside the rules of PACK, and name each that fails with the values it saw.

    Cases stand in files named after the rule files: audits.yml has audits.cases.yml.

    \b
    Examples:
      peercomply rules test
      peercomply rules test my-rules/ --coverage
      peercomply rules test my-rules/ --min-coverage 100 --format junit --output cases.xml
    """
    wanted = None if least is None else Fraction(str(least))
    run = run_pack(read_pack(location), location, coverage=coverage, least=wanted)
    write(_render(run, form), output)
    return ExitCode.CLEAN if run.passed else ExitCode.FINDINGS


def _render(run: CaseRun, form: str) -> str:
    match form:
        case "json":
            return json.cases(run)
        case "junit":
            return junit.cases(run)
        case _:
            return table.cases(run)

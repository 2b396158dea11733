"""The command `rules lint`: what is probably not meant in rules."""

from __future__ import annotations

from pathlib import Path

import click

from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.output import write
from peercomply.cli.packs import read_pack
from peercomply.cli.rules.options import LOCATION, OUTPUT, TEST_FORMAT
from peercomply.report.rules import json, junit, table
from peercomply.rules.cases import load_cases
from peercomply.rules.files import find_pack
from peercomply.rules.lint import lint
from peercomply.rules.lint_codes import LintIssue
from peercomply.rules.lint_files import unchecked
from peercomply.rules.rule import Pack


@click.command("lint")
@LOCATION
@click.option(
    "--obligations",
    is_flag=True,
    help="List the obligations of the register that no rule names, and nothing else.",
)
@TEST_FORMAT
@OUTPUT
def command(*, location: str, obligations: bool, form: str, output: Path | None) -> ExitCode:
    """
    Look for rules of PACK that load and are probably not meant as they stand.

    \b
    Examples:
      peercomply rules lint
      peercomply rules lint my-rules/
      peercomply rules lint --obligations
    """
    pack = read_pack(location)
    if obligations and not pack.obligations:
        raise click.UsageError(f"the pack {pack.id} has no register of obligations")
    issues = unchecked(pack) if obligations else _lint(pack, location)
    write(_render(issues, pack, form), output)
    return ExitCode.FINDINGS if issues else ExitCode.CLEAN


def _lint(pack: Pack, location: str) -> list[LintIssue]:
    return lint(pack, load_cases(location, pack), find_pack(location))


def _render(issues: list[LintIssue], pack: Pack, form: str) -> str:
    match form:
        case "json":
            return json.lint(issues)
        case "junit":
            return junit.lint(issues, pack)
        case _:
            return table.lint(issues, len(pack.rules))

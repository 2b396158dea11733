"""The command `rules mutate`: changes of rules that no case notices."""

from __future__ import annotations

from pathlib import Path

import click

from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.output import write
from peercomply.cli.packs import read_pack
from peercomply.cli.rules.options import LOCATION, OUTPUT, TEST_FORMAT
from peercomply.findings.mutation import MutationResult, run_mutants
from peercomply.report.rules import json, junit, table


@click.command("mutate")
@LOCATION
@click.option("--rule", "chosen", multiple=True, metavar="ID", help="Only this rule.")
@TEST_FORMAT
@OUTPUT
def command(*, location: str, chosen: tuple[str, ...], form: str, output: Path | None) -> ExitCode:
    """
    Change each rule of PACK in small ways, and list the changes that no case notices.

    A limit is made a day longer, `>` becomes `>=`, a condition is dropped: if every case still
    passes, none of them shows that the limit or the condition matters.

    \b
    Examples:
      peercomply rules mutate
      peercomply rules mutate my-rules/ --rule supervision-overdue
    """
    results = run_mutants(read_pack(location), location, chosen)
    write(_render(results, form), output)
    survivors = any(result.survivors for result in results)
    return ExitCode.FINDINGS if survivors else ExitCode.CLEAN


def _render(results: list[MutationResult], form: str) -> str:
    match form:
        case "json":
            return json.mutants(results)
        case "junit":
            return junit.mutants(results)
        case _:
            return table.mutants(results)

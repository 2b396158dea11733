"""The command `rules mutate`: changes of rules that no case notices."""

from __future__ import annotations

import json

import click

from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.rules.options import FORMAT, LOCATION
from peercomply.findings.mutation import MutationResult, run_mutants
from peercomply.rules.load import load_rules


@click.command("mutate")
@LOCATION
@click.option("--rule", "chosen", multiple=True, metavar="ID", help="Only this rule.")
@FORMAT
def command(*, location: str, chosen: tuple[str, ...], form: str) -> ExitCode:
    """
    Change each rule of PACK in small ways, and list the changes that no case notices.

    A limit is made a day longer, `>` becomes `>=`, a condition is dropped: if every case still
    passes, none of them shows that the limit or the condition matters.

    \b
    Examples:
      peercomply rules mutate
      peercomply rules mutate my-rules/ --rule supervision-overdue
    """
    pack = load_rules(location)
    results = run_mutants(pack, location, chosen)
    survivors = sum(len(result.survivors) for result in results)
    if form == "json":
        click.echo(json.dumps([_mutation(result) for result in results], indent=2))
        return ExitCode.FINDINGS if survivors else ExitCode.CLEAN
    for result in results:
        for mutant in result.survivors:
            click.echo(f"{result.file}:{mutant.line}: {result.rule}: {mutant.change}")
    made = sum(result.mutants for result in results)
    click.echo(f"{made} changes of {len(results)} rules, {survivors} that no case notices")
    return ExitCode.FINDINGS if survivors else ExitCode.CLEAN


def _mutation(result: MutationResult) -> dict[str, object]:
    return {
        "rule": result.rule,
        "file": result.file,
        "cases": result.cases,
        "mutants": result.mutants,
        "survivors": [
            {"line": mutant.line, "change": mutant.change} for mutant in result.survivors
        ],
    }

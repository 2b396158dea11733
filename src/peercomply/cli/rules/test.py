"""The command `rules test`: the cases of the rules of a pack."""

from __future__ import annotations

import click

from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.rules.options import LOCATION
from peercomply.findings.cases import CaseResult, run_cases
from peercomply.rules.load import load_rules
from peercomply.rules.rule import Pack


@click.command("test")
@LOCATION
def command(*, location: str) -> ExitCode:
    """
    Run the cases beside the rules of PACK, and name each that fails with the values it saw.

    Cases stand in files named after the rule files: audits.yml has audits.cases.yml.

    \b
    Examples:
      peercomply rules test
      peercomply rules test my-rules/
    """
    pack = load_rules(location)
    results = run_cases(pack, location)
    failed = [result for result in results if not result.passed]
    for result in failed:
        click.echo(_failure(result))
    uncovered = _uncovered(pack, results)
    for rule_id, states in uncovered:
        click.echo(f"{rule_id}: no case is expected to be {', '.join(states)}")
    click.echo(f"{len(results) - len(failed)} passed, {len(failed)} failed")
    return ExitCode.FINDINGS if failed else ExitCode.CLEAN


def _failure(result: CaseResult) -> str:
    lines = [f"FAILED {result.case.rule}: {result.case.name}", f"  at {result.case.span}"]
    lines += [f"  {line}" for line in result.differences]
    lines += [f"  saw {line}" for line in result.saw]
    return "\n".join(lines)


def _uncovered(pack: Pack, results: list[CaseResult]) -> list[tuple[str, list[str]]]:
    wanted = ("pass", "fail", "unknown", "not_applicable")
    found = []
    for rule in pack.rules:
        expected = {
            state
            for result in results
            if result.case.rule == rule.id
            for state in result.case.states
        }
        lacking = [
            state
            for state in wanted
            if state not in expected and not (state == "not_applicable" and rule.when is None)
        ]
        if lacking:
            found.append((rule.id, lacking))
    return found

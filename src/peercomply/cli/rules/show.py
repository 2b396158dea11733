"""The command `rules show`: one rule with its limits and sources."""

from __future__ import annotations

import click

from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.packs import read_pack
from peercomply.cli.rules.options import PACK
from peercomply.plan.lower import lower
from peercomply.report.rules.limits import limits
from peercomply.rules.obligations import Obligation
from peercomply.rules.parameters import Parameter
from peercomply.rules.rule import Pack, Rule


@click.command("show")
@click.argument("rule_id", metavar="ID")
@PACK
def command(*, rule_id: str, location: str) -> ExitCode:
    """
    Show the rule ID: what it says, the limits in force, what it rests on, and its text.

    \b
    Example:
      peercomply rules show supervision-overdue
    """
    pack = read_pack(location)
    rule = pack.rule(rule_id)
    click.echo("\n".join([*_facts(rule), *_obligations(rule, pack), *_limits(rule, pack)]))
    click.echo(f"\nFile      {rule.span}\n\n{rule.text}", nl=False)
    return ExitCode.CLEAN


def _facts(rule: Rule) -> list[str]:
    needs = ", ".join(sorted(lower(rule).needs))
    return [
        f"{rule.id}: {rule.title}",
        "",
        f"Judges    {rule.subject}",
        f"Needs     {needs}",
        f"Severity  {rule.severity}; the source says {rule.strength}",
        f"Why       {rule.why}",
        f"Remedy    {rule.remedy}",
    ]


def _obligations(rule: Rule, pack: Pack) -> list[str]:
    lines = []
    for key in rule.obligations:
        found = pack.obligations.get(key)
        lines.append(f"Checks    {key}" if found is None else f"Checks    {key}: {found.statement}")
        if found is not None:
            lines.append(f"          Source: {found.source}, {found.section}")
            lines += [f"          Uses: {found.uses}"] if found.uses in pack.terms else []
            lines += _circumstance(found, pack)
    lines += [
        f"Open      {one.issue}; read as: {one.decision}"
        for one in pack.ambiguities
        if not set(one.about).isdisjoint(rule.obligations)
    ]
    return lines


def _circumstance(obligation: Obligation, pack: Pack) -> list[str]:
    found = pack.circumstances.get(obligation.applies or "")
    return [] if found is None else [f"          For: {found.meaning}"]


def _limits(rule: Rule, pack: Pack) -> list[str]:
    return [line for parameter in limits(rule, pack) for line in _limit(parameter)]


def _limit(parameter: Parameter) -> list[str]:
    lines = [f"Limit     {parameter.name}: {parameter.meaning}"]
    for value in parameter.values:
        since = "" if value.start is None else f" from {value.start.isoformat()}"
        lines.append(f"          {value.value}{since}, {value.basis.value}: {value.source}")
    return lines

"""The command `rules list`: the rules of a pack, all of them or those that are asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import click
from tabulate import tabulate

from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.packs import read_pack
from peercomply.cli.rules.options import FORMAT, PACK
from peercomply.report.plain import plain
from peercomply.rules.choose import choose, in_profile
from peercomply.rules.profiles import SEVERITIES, STRENGTHS, TIERS, WAYS, Criteria
from peercomply.rules.rule import NOTICE, Rule

_FILTERS: tuple[Callable[[Any], Any], ...] = (
    click.option("--area", "areas", multiple=True, metavar="AREA", help="GOV, or GOV-POL."),
    click.option("--severity", "severities", multiple=True, type=click.Choice(SEVERITIES)),
    click.option("--strength", "strengths", multiple=True, type=click.Choice(STRENGTHS)),
    click.option("--obligation", "obligations", multiple=True, metavar="ID"),
    click.option("--record-type", "record_types", multiple=True, metavar="TYPE", help="Judged."),
    click.option(
        "--tier", "tiers", multiple=True, type=click.Choice(TIERS), help="Tier of the register."
    ),
    click.option("--answered-by", "ways", multiple=True, type=click.Choice(WAYS)),
)


def _filtered(command: Callable[..., ExitCode]) -> Callable[..., ExitCode]:
    for option in reversed(_FILTERS):
        command = option(command)
    return command


@click.command("list")
@PACK
@_filtered
@click.option("--profile", metavar="NAME", help="Only the rules of this profile of the pack.")
@FORMAT
def command(
    *, location: str, profile: str | None, form: str, **wanted: tuple[str, ...]
) -> ExitCode:
    """
    List the rules of a pack: id, what they judge, severity, strength and obligations.

    Each filter can be given several times; a rule is listed if it meets one value of each.

    \b
    Examples:
      peercomply rules list --rules my-rules/
      peercomply rules list --area GOV-POL --severity critical --severity high
      peercomply rules list --profile essential --record-type worker
    """
    pack = read_pack(location)
    rules = choose(pack, Criteria(**wanted))
    if profile is not None:
        inside = {rule.id for rule in in_profile(pack, profile)}
        rules = tuple(rule for rule in rules if rule.id in inside)
    rows = [_row(rule) for rule in rules]
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return ExitCode.CLEAN
    keys = ("id", "judges", "severity", "strength")
    cells = [[*(row[key] for key in keys), ", ".join(row["obligations"])] for row in rows]
    click.echo(tabulate(cells, headers=["Rule", "Judges", "Severity", "Source says", "Checks"]))
    count = f"{len(rows)}" if len(rows) == len(pack.rules) else f"{len(rows)} of {len(pack.rules)}"
    click.echo(f"\n{count} rules in {plain(pack.id)} {plain(pack.version)}")
    for name, found in pack.profiles.items():
        chosen = len(in_profile(pack, name))
        click.echo(f"profile {name} ({chosen} rules): {plain(found.meaning)}")
    click.echo(NOTICE)
    return ExitCode.CLEAN


def _row(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "judges": rule.subject,
        "severity": str(rule.severity),
        "strength": str(rule.strength),
        "obligations": list(rule.obligations),
        "title": rule.title,
    }

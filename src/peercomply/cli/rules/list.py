"""The command `rules list`: the rules of a pack."""

from __future__ import annotations

import json

import click
from tabulate import tabulate

from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.rules.options import FORMAT, PACK
from peercomply.report.plain import plain
from peercomply.rules.load import load_rules


@click.command("list")
@PACK
@FORMAT
def command(*, location: str, form: str) -> ExitCode:
    """
    List the rules of a pack: id, what they judge, severity, strength and obligations.

    \b
    Example:
      peercomply rules list --rules my-rules/
    """
    pack = load_rules(location)
    rows = [
        {
            "id": rule.id,
            "judges": rule.subject,
            "severity": str(rule.severity),
            "strength": str(rule.strength),
            "obligations": list(rule.obligations),
            "title": rule.title,
        }
        for rule in pack.rules
    ]
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return ExitCode.CLEAN
    cells = [
        [row["id"], row["judges"], row["severity"], row["strength"], ", ".join(row["obligations"])]
        for row in rows
    ]
    click.echo(tabulate(cells, headers=["Rule", "Judges", "Severity", "Source says", "Checks"]))
    click.echo(f"\n{len(rows)} rules in {plain(pack.id)} {plain(pack.version)}")
    return ExitCode.CLEAN

"""The command `rules lint`: what is probably not meant in rules."""

from __future__ import annotations

import json

import click

from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.rules.options import FORMAT, LOCATION
from peercomply.rules.cases import load_cases
from peercomply.rules.lint import LintIssue, lint
from peercomply.rules.load import load_rules


@click.command("lint")
@LOCATION
@FORMAT
def command(*, location: str, form: str) -> ExitCode:
    """
    Look for rules of PACK that load and are probably not meant as they stand.

    \b
    Examples:
      peercomply rules lint
      peercomply rules lint my-rules/
    """
    pack = load_rules(location)
    issues = lint(pack, load_cases(location, pack))
    if form == "json":
        click.echo(json.dumps([_lint_issue(issue) for issue in issues], indent=2))
    else:
        for issue in issues:
            click.echo(str(issue))
        click.echo(f"{len(pack.rules)} rules, {len(issues)} to look at")
    return ExitCode.FINDINGS if issues else ExitCode.CLEAN


def _lint_issue(issue: LintIssue) -> dict[str, object]:
    return {
        "code": issue.code.value,
        "message": issue.message,
        "file": issue.span.source.path,
        "line": issue.span.line,
        "column": issue.span.column,
        "hint": issue.hint,
    }

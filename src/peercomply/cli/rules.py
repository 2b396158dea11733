"""The commands `rules list`, `rules show`, `rules test`, `rules lint` and `rules mutate`."""

from __future__ import annotations

import json

import click
from tabulate import tabulate

from peercomply.cli.exit_codes import ExitCode
from peercomply.findings.cases import CaseResult, run_cases
from peercomply.findings.mutation import MutationResult, run_mutants
from peercomply.plan.lower import lower
from peercomply.report.plain import plain
from peercomply.rules.cases import load_cases
from peercomply.rules.lint import LintIssue, lint
from peercomply.rules.load import load_rules
from peercomply.rules.nodes import ParameterValue, walk
from peercomply.rules.parameters import Parameter
from peercomply.rules.rule import Pack, Rule

_PACK = click.option(
    "--rules",
    "location",
    default="peer-support",
    show_default=True,
    metavar="PACK",
    help="A pack: a folder, a file, or the name of a shipped one.",
)


_FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How the output is written.",
)


@click.group("rules")
def command() -> None:
    """
    List, show, test and question the rules of a pack.

    \b
    Examples:
      peercomply rules list
      peercomply rules show supervision-overdue
      peercomply rules test my-rules/
    """


@command.command("list", short_help="List the rules of a pack.")
@_PACK
@_FORMAT
def list_rules(*, location: str, form: str) -> ExitCode:
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


@command.command("show", short_help="Show one rule with its limits and sources.")
@click.argument("rule_id", metavar="ID")
@_PACK
def show_rule(*, rule_id: str, location: str) -> ExitCode:
    """
    Show the rule ID: what it says, the limits in force, what it rests on, and its text.

    \b
    Example:
      peercomply rules show supervision-overdue
    """
    pack = load_rules(location)
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
    return lines


def _limits(rule: Rule, pack: Pack) -> list[str]:
    plan = lower(rule)
    ways = [way.holds for way in plan.ways]
    read = [plan.applies, *ways, plan.check.due, plan.check.warn]
    names = {node.name for part in read for node in walk(part) if isinstance(node, ParameterValue)}
    return [line for name in sorted(names) for line in _limit(pack.parameters[name])]


def _limit(parameter: Parameter) -> list[str]:
    lines = [f"Limit     {parameter.name}: {parameter.meaning}"]
    for value in parameter.values:
        since = "" if value.start is None else f" from {value.start.isoformat()}"
        lines.append(f"          {value.value}{since}, {value.basis.value}: {value.source}")
    return lines


@command.command("test", short_help="Run the cases of the rules of a pack.")
@click.argument("location", metavar="PACK", default="peer-support")
def test_rules(*, location: str) -> ExitCode:
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


@command.command("lint", short_help="Find what is probably not meant in rules.")
@click.argument("location", metavar="PACK", default="peer-support")
@_FORMAT
def lint_rules(*, location: str, form: str) -> ExitCode:
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


@command.command("mutate", short_help="Find changes of rules that no case notices.")
@click.argument("location", metavar="PACK", default="peer-support")
@click.option("--rule", "chosen", multiple=True, metavar="ID", help="Only this rule.")
@_FORMAT
def mutate_rules(*, location: str, chosen: tuple[str, ...], form: str) -> ExitCode:
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

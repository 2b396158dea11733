"""The command `explain`: a rule in plain English, or why it says what it says of a record."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from peercomply.cli.check import today
from peercomply.cli.config import CONFIG
from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.export import read_export
from peercomply.cli.options import AS_OF, DEFAULT_PACK
from peercomply.cli.packs import read_pack
from peercomply.cli.privacy import privacy_level, pseudonym_key, shield_of_records
from peercomply.engines.explain import explain
from peercomply.findings.privacy.keyed import pseudonymised_explanation, under_key
from peercomply.plan.lower import lower
from peercomply.plan.sentences import sentences
from peercomply.report import explain as report
from peercomply.report.plain import plain
from peercomply.rules.rule import Pack


@click.command("explain")
@click.argument("rule_id", metavar="RULE")
@click.argument("export", metavar="[EXPORT]", required=False)
@CONFIG
@click.option("--subject", metavar="TYPE:ID", help="The record, such as worker:W017.")
@AS_OF
@click.option(
    "--rules",
    "location",
    default=DEFAULT_PACK,
    show_default=True,
    metavar="PACK",
    help="A pack: a folder, a file, or the name of a shipped one.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the explanation is written.",
)
@privacy_level
@pseudonym_key
def command(
    *,
    rule_id: str,
    export: str | None,
    subject: str | None,
    as_of: datetime | None,
    location: str,
    form: str,
    level: str,
    pseudonym_key: Path | None,
) -> ExitCode:
    """
    Say what RULE asks for or, for a record of EXPORT, why it passed, failed or did not apply.

    The first column of the tree says whether a part holds; each value is followed by the file, the
    row and the column in which it stands. Values of people, and free text, are withheld.

    \b
    Examples:
      peercomply explain supervision-overdue
      peercomply explain supervision-overdue --subject worker:W010 exports/
      peercomply explain supervision-overdue --subject worker:p-26edb6c1b22f11aa exports/ \\
        --pseudonym-key pseudonyms.key
    """
    if (export is None) is not (subject is None):
        lacking = "EXPORT" if export is None else "--subject TYPE:ID"
        raise click.UsageError(f"{lacking} is missing: a record is explained from its export")
    instead = "use check --privacy identified --output FILE"
    names = shield_of_records(level, pseudonym_key, output=None, instead=instead).names
    pack = read_pack(location)
    if export is None or subject is None:
        click.echo(_in_english(rule_id, pack, form), nl=False)
        return ExitCode.CLEAN
    rule = pack.rule(rule_id)
    day = as_of.date() if as_of is not None else today()
    snapshot = read_export(export, pack.schema)
    if names is not None:
        subject = under_key(subject, snapshot, names)
    found = explain(snapshot, pack, rule.id, subject, as_of=day)
    if names is not None:
        found = pseudonymised_explanation(found, names)
        click.echo(_LEFT_OUT, err=True)
    text = report.render_json(found) if form == "json" else report.render(found)
    click.echo(text, nl=False)
    return ExitCode.CLEAN


_LEFT_OUT = (
    "peercomply: the parts of the rule are left out, for record keys stand among their values;"
    " run it without --pseudonym-key to see them"
)


def _in_english(rule_id: str, pack: Pack, form: str) -> str:
    rule = pack.rule(rule_id)
    said = sentences(lower(rule), pack.parameters)
    if form == "json":
        document = {
            "rule": rule.id,
            "title": rule.title,
            "severity": str(rule.severity),
            "strength": str(rule.strength),
            "sentences": list(said),
        }
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    grades = f"Severity {rule.severity}; the source says {rule.strength}."
    lines = [f"{rule.id}: {rule.title}", "", *said, grades]
    return "\n".join(plain(line) for line in lines) + "\n"

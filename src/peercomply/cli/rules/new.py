"""The command `rules new`: a first draft of a rule, with its cases."""

from __future__ import annotations

import re
from pathlib import Path

import click

from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.output import write
from peercomply.cli.packs import read_pack
from peercomply.documents.reader import IDENTIFIER
from peercomply.errors import DraftError, did_you_mean
from peercomply.findings.scaffold import draft_cases
from peercomply.records.model import RECORD_TYPES
from peercomply.rules.files import CASES
from peercomply.rules.load_rule import FORMS
from peercomply.rules.obligations import Obligation
from peercomply.rules.rule import Pack
from peercomply.rules.skeleton import Draft, skeleton


@click.command("new")
@click.argument("folder", metavar="PACK", type=click.Path(path_type=Path, file_okay=False))
@click.argument("rule_id", metavar="ID")
@click.option("--for", "subject", required=True, metavar="TYPE", help="The record type to judge.")
@click.option(
    "--form",
    type=click.Choice(list(FORMS)),
    default="require",
    show_default=True,
    help="The check form.",
)
@click.option("--obligation", metavar="ID", help="The obligation of the register that it checks.")
def command(
    *, folder: Path, rule_id: str, subject: str, form: str, obligation: str | None
) -> ExitCode:
    """
    Write a first draft of the rule ID, and of its cases, into two new files of PACK.

    The draft loads, and its cases pass. PACK is made if it is not there. With --obligation the
    draft has the severity and the strength that the register of the pack gives.

    \b
    Examples:
      peercomply rules new my-rules/ worker-without-recent-training --for worker --form latest
      peercomply rules new my-rules/ program-without-budget --for program --form present
    """
    paths: tuple[Path, ...] = folder / f"{rule_id}.yml", folder / f"{rule_id}{CASES}"
    made = not folder.exists()
    pack = None if made else read_pack(folder)
    draft = _draft(rule_id, subject, form, obligation, pack)
    for path in paths:
        if path.exists():
            hint = "choose another id, or change that file"
            raise DraftError(rule_id, f"{path} is there already", expected="a new id", hint=hint)
    text = skeleton(draft)
    if made:
        folder.mkdir(parents=True)
        paths = (folder / "pack.yml", *paths)
        write(_header(folder.resolve().name), paths[0])
    write(text, paths[-2])
    write(draft_cases(rule_id, read_pack(folder)), paths[-1])
    for path in paths:
        click.echo(f"wrote {path}")
    click.echo(f"now change the words, and run: peercomply rules test {folder}")
    return ExitCode.CLEAN


def _header(name: str) -> str:
    words = "-".join(re.findall(r"[a-z0-9]+", name.lower())).lstrip("0123456789-")
    return f"pack: {{id: {words or 'my-rules'}, version: 0.1.0, title: My rules}}\n"


def _draft(
    rule_id: str, subject: str, form: str, obligation: str | None, pack: Pack | None
) -> Draft:
    known = [] if pack is None else [rule.id for rule in pack.rules]
    if not IDENTIFIER.fullmatch(rule_id) or rule_id in known:
        why = "there is a rule of this id" if rule_id in known else "this is no id of a rule"
        expected = "small letters and digits, joined by '-', such as worker-without-training"
        raise DraftError(rule_id, why, expected=expected)
    schema = RECORD_TYPES if pack is None else pack.schema
    if subject not in schema:
        raise DraftError(
            rule_id,
            f"unknown record type {subject!r}",
            expected=f"one of {', '.join(schema)}",
            hint=did_you_mean(subject, schema),
        )
    return Draft(
        rule=rule_id,
        subject=schema[subject],
        form=form,
        obligation=_obligation(rule_id, obligation, pack),
        rules=() if pack is None else pack.rules,
        schema=schema,
    )


def _obligation(rule_id: str, named: str | None, pack: Pack | None) -> Obligation | None:
    register = {} if pack is None else pack.obligations
    if named is None or named in register:
        return None if named is None else register[named]
    expected = "an id of the register of the pack" if register else "a pack that has a register"
    raise DraftError(
        rule_id,
        f"unknown obligation {named!r}",
        expected=expected,
        hint=did_you_mean(named, register),
    )

"""The command `attest import`: a filled paper becomes records of the export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import click

from peercomply.cli.check import today
from peercomply.cli.config import CONFIG
from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.export import EXPORT, UNREAD, mapping_of, read_export
from peercomply.cli.options import AS_OF, PACKS
from peercomply.cli.output import write
from peercomply.cli.packs import read_pack
from peercomply.cli.targets import refuse_inside
from peercomply.errors import InputError, OutputError
from peercomply.findings.attestation.answers import Answers, read_answers
from peercomply.findings.attestation.columns import HEADINGS, Column
from peercomply.findings.attestation.entries import FIELDS, Entries, entries_of, with_entries
from peercomply.findings.attestation.questions import TYPE, Question, questions_of
from peercomply.intake.additions import Addition, addition, is_read, new_table
from peercomply.intake.discover import mapping_beside
from peercomply.intake.filled import FilledTable, read_filled
from peercomply.intake.mapping.load import load_mapping
from peercomply.intake.mapping.model import ImportMapping
from peercomply.intake.names import plain as plain_name
from peercomply.records.model import Schema
from peercomply.records.snapshot import Snapshot
from peercomply.report.plain import plain
from peercomply.rules.rule import schema_of

_MOST = 10
_HINT = "give a paper that `peercomply attest sheet` wrote"


@click.command("import")
@click.argument("paper", metavar="PAPER", type=click.Path(path_type=Path, dir_okay=False))
@EXPORT
@CONFIG
@AS_OF
@PACKS
@click.option("--write", "in_place", is_flag=True, help="Add the answers to EXPORT itself.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Write the table with the answers into this folder instead.",
)
def command(
    *,
    paper: Path,
    export: str,
    as_of: datetime | None,
    packs: tuple[str, ...],
    in_place: bool,
    output: Path | None,
) -> ExitCode:
    """
    Read the answers of the filled PAPER, and add them to the attestations of EXPORT.

    All answers are checked first; if one is wrong, nothing is written. Without --write or --output
    nothing is written either. Rows that the export has stay as they are, byte for byte, and an
    answer that it has already is not added again.

    \b
    Examples:
      peercomply attest import questions.xlsx exports/
      peercomply attest import questions.xlsx exports/ --write
      peercomply attest import questions.csv exports/ --output new/ --as-of 2026-11-22
    """
    _refuse(export, output, in_place=in_place)
    day = as_of.date() if as_of is not None else today()
    table = read_filled(paper, HEADINGS, Column.KEY.value, hint=_HINT)
    loaded = [read_pack(pack) for pack in packs]
    schema = schema_of(loaded)
    snapshot = read_export(export, schema)
    _refuse_unread(snapshot, export)
    answers = read_answers(table, questions_of(snapshot, loaded, as_of=day), day)
    entries = entries_of(answers.given, snapshot)
    _say(paper, table, answers, entries)
    if entries.new:
        later = questions_of(with_entries(snapshot, entries.new), loaded, as_of=day)
        _say_what_stays(answers, {one.key: one for one in later.due})
        found = _addition(export, snapshot, entries.new, schema)
        _write(found, export, output, in_place=in_place)
    return ExitCode.CLEAN


def _refuse(export: str, output: Path | None, *, in_place: bool) -> None:
    if in_place and output is not None:
        why = "it says to write into the export, and --output into a folder; choose one"
        raise click.BadParameter(why, param_hint="'--write'")
    if in_place and not Path(export).is_dir():
        why = f"{export} is no folder of files, and only such an export is added to; use --output"
        raise click.BadParameter(why, param_hint="'--write'")
    if output is not None:
        refuse_inside(output, export, "--output")


def _refuse_unread(snapshot: Snapshot, export: str) -> None:
    """Refuse where it is not known which answers the export has."""
    provenance = snapshot.provenance
    files = {one.path for one in provenance.inputs if one.record_type == TYPE}
    for issue in provenance.issues:
        if issue.code in UNREAD and issue.file in files:
            problem = f"its answers cannot be read: {issue.message}"
            hint = "mend the file first; `peercomply data` says what is wrong"
            raise InputError(f"{export}: {issue.place}", problem, hint=hint)


def _say(paper: Path, table: FilledTable, answers: Answers, entries: Entries) -> None:
    known = set(map(plain_name, HEADINGS))
    extra = [name for name in table.headings if name and plain_name(name) not in known]
    lines = [f"{paper}: {len(answers.given)} answers, {answers.empty} questions left open"]
    if entries.there:
        lines.append(f"  {entries.there} of the answers are in the export already")
    if answers.noted:
        lines.append(
            f"  {answers.noted} notes stay in the paper; the records have no field for them"
        )
    if extra:
        lines.append(f"  columns that are not read: {', '.join(extra)}")
    click.echo("\n".join(map(plain, lines)))


def _say_what_stays(answers: Answers, due: Mapping[str, Question]) -> None:
    """Name the questions that their answers do not settle, such as those that are not positive."""
    left = [due[one.question.key] for one in answers.given if one.question.key in due]
    if not left:
        return
    lines = [f"  {len(left)} of the questions answered stay due:"]
    for one in left[:_MOST]:
        item = "" if one.item is None else f", {one.item}"
        lines.append(f"    {one.form.obligation}, {one.subject}{item}: {one.why}")
    if len(left) > _MOST:
        lines.append(f"    and {len(left) - _MOST} more: see peercomply attest sheet")
    click.echo("\n".join(map(plain, lines)))


def _addition(
    export: str, snapshot: Snapshot, new: Sequence[Mapping[str, str]], schema: Schema
) -> Addition:
    """
    Return where the answers go: it has been read back as what it is meant to be.

    Raises:
        InputError: There is no table of the export that would be read so.
    """
    known = schema[TYPE]
    if not Path(export).is_dir():
        return new_table(new, TYPE, FIELDS)
    mapping, beside = mapping_of(schema), mapping_beside(export)
    if mapping is None:
        mapping = ImportMapping() if beside is None else load_mapping(beside, schema)
    for one in addition(Path(export), snapshot.provenance.inputs, new, known):
        if is_read(one, new, known, schema=schema, mapping=mapping):
            return one
    names = f"{TYPE}.csv or {TYPE}s.csv"
    problem = "has no table of attestations to which the answers could be added"
    hint = f"save one of its tables as CSV in UTF-8 with a column for each of {', '.join(FIELDS)}"
    raise InputError(export, problem, expected=f"such a table, or the name {names} free", hint=hint)


def _write(found: Addition, export: str, output: Path | None, *, in_place: bool) -> None:
    if in_place:
        _append(Path(export) / found.name, found)
        click.echo(f"{Path(export) / found.name}: the answers were added")
        return
    if output is None:
        click.echo(
            f"nothing was written: --write adds the answers to {found.name} of the export,"
            " --output FOLDER writes that table elsewhere"
        )
        return
    path = output / found.name
    if path.exists():
        why = f"{path} is there already, and nothing is written over; name another folder"
        raise click.BadParameter(why, param_hint="'--output'")
    try:
        output.mkdir(exist_ok=True)
    except OSError as error:
        hint = "name a folder in a folder that exists"
        raise OutputError(f"{output}: cannot be made: {error.strerror}\n  hint: {hint}") from error
    write(found.before + found.added, path, private=True)
    rest = "" if Path(export).is_dir() else "; it holds the new answers alone"
    click.echo(f"{path}: written{rest}")


def _append(path: Path, found: Addition) -> None:
    """
    Write what follows after what is there.

    Raises:
        OutputError: It cannot be written, or the file was changed meanwhile.
    """
    hint = "run again; nothing was written"
    try:
        if found.before and path.read_bytes() != found.before:
            raise OutputError(f"{path}: was changed while the paper was read\n  hint: {hint}")
        with path.open("ab" if found.before else "xb") as file:
            file.write(found.added)
    except OSError as error:
        why = f"{path}: cannot be written: {error.strerror}"
        raise OutputError(f"{why}\n  hint: allow writing it, or use --output FOLDER") from error

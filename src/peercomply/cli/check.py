"""The command `check`: an export against packs."""

from __future__ import annotations

import functools
import sys
from datetime import date, datetime
from pathlib import Path

import attrs
import click

from peercomply.cli.config import CONFIG, GATES
from peercomply.cli.decisions import Decisions, decisions
from peercomply.cli.exit_codes import ExitCode, strongest
from peercomply.cli.export import EXPORT, UNREAD, progress
from peercomply.cli.options import AS_OF, PACKS
from peercomply.cli.output import write
from peercomply.cli.packs import read_pack
from peercomply.cli.privacy import Shield, privacy_options
from peercomply.cli.spark import NAME as SPARK
from peercomply.cli.spark import breaches_into, opened_for, spark_options
from peercomply.cli.targets import (
    REPORTS,
    Target,
    refuse_clashes,
    refuse_continuing,
    refuse_unwritable,
)
from peercomply.cli.trail import Trail, trail
from peercomply.cli.trend import past_days, trend_options
from peercomply.engines.registry import ENGINES, LARGE, choose
from peercomply.findings.check import check as check_snapshot
from peercomply.findings.falling_due import falling_due
from peercomply.findings.model import Report
from peercomply.findings.rating import Rating
from peercomply.findings.trend import trend_of
from peercomply.records.durations import Duration
from peercomply.records.issue_codes import IssueSeverity
from peercomply.records.snapshot import Snapshot
from peercomply.report import table as table_report
from peercomply.report.formats import FORMATS, render
from peercomply.report.notes import read_notes
from peercomply.rules.rule import schema_of

_COLOURS = {
    Rating.EXTREME: "bright_red",
    Rating.HIGH: "red",
    Rating.MEDIUM: "yellow",
    Rating.LOW: "green",
}


@click.command("check")
@EXPORT
@CONFIG
@AS_OF
@PACKS
@click.option(
    "--engine",
    type=click.Choice(["auto", *ENGINES]),
    default="auto",
    show_default=True,
    help=f"The machine that evaluates the rules; auto takes duckdb from {LARGE} records on.",
)
@spark_options
@click.option(
    "--memory-limit",
    default="",
    metavar="SIZE",
    help="Most memory of the database, such as 2GB; what does not fit is written to disk.",
)
@click.option(
    "--cross-check",
    is_flag=True,
    help="Evaluate with a second engine, too; exit with 70 if the two disagree.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(tuple(FORMATS)),
    default="table",
    show_default=True,
    help="How the report is written.",
)
@click.option("--output", type=click.Path(path_type=Path), help="Write the report to this file.")
@REPORTS
@trail
@decisions
@click.option(
    "--continue",
    "previous",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Carry what people wrote into the workbook of an earlier check into the new one.",
)
@click.option(
    "--fail-on",
    type=click.Choice(GATES),
    default="high",
    show_default=True,
    help="Exit with 1 if a finding is rated this or worse.",
)
@click.option(
    "--max-unknown",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="Exit with 5 if more than this share of the outcomes is unknown.",
)
@click.option(
    "--strict",
    is_flag=True,
    help="Exit with 4 on errors in the data, and with 5 if a rule judged nothing.",
)
@click.option(
    "--top",
    type=click.IntRange(min=0),
    default=table_report.TOP,
    show_default=True,
    help="Findings that the table shows; 0 for all.",
)
@click.option(
    "--profile",
    metavar="NAME",
    help="Only the rules that this profile of the packs chooses; the report names the others.",
)
@privacy_options
@trend_options
def command(
    *,
    export: str,
    as_of: datetime | None,
    packs: tuple[str, ...],
    engine: str,
    master: str | None,
    memory_limit: str,
    cross_check: bool,
    form: str,
    output: Path | None,
    reports: tuple[Target, ...],
    manifest: Path | None,
    ledger: Path | None,
    waivers: tuple[Path, ...],
    overrides: tuple[Path, ...],
    baseline: Path | None,
    previous: Path | None,
    fail_on: str,
    max_unknown: float | None,
    strict: bool,
    top: int,
    profile: str | None,
    level: str,
    pseudonym_key: Path | None,
    redactions: Path | None,
    step: Duration | None,
    over: Duration | None,
) -> ExitCode:
    """
    Check EXPORT and print ranked findings.

    EXPORT is a folder of files, one file, or the URL of a database. Files, sheets and tables are
    named after record types, such as worker.csv or supervision.csv; for others a mapping says what
    they are: see `peercomply init`.

    \b
    Examples:
      peercomply check exports/
      peercomply check exports/ --as-of 2026-11-22 --format json --output report.json
      peercomply check exports/ --report csv=findings.csv --report markdown=findings.md
      peercomply check exports/ --report html=findings.html
      peercomply check exports/ --report xlsx=may.xlsx --continue april.xlsx
      peercomply check exports/ --report csv=findings.csv --manifest run.json --ledger runs.jsonl
      peercomply check exports/ --fail-on extreme --max-unknown 5
      peercomply check exports/ --waivers waivers.yaml --baseline april.json
      peercomply check exports/ --overrides overrides.yaml
      peercomply check exports/ --cross-check
      peercomply check lake/ --engine spark --spark-master local[2] --output results/
      peercomply check exports/ --profile essential
      peercomply check exports/ --trend P1M --over P12M --report html=findings.html
      peercomply check exports/ --config peercomply.yaml
      peercomply check exports/ --privacy counts --report html=numbers.html
      peercomply check exports/ --pseudonym-key pseudonyms.key --redactions withheld.json
    """
    output, breaches = breaches_into(engine, master, form, output, export, again=step is not None)
    refuse_unwritable(form, output)
    refuse_clashes(reports, output, export)
    refuse_continuing(previous, form, output, reports)
    shield = Shield.read(level, pseudonym_key, redactions)
    shield.refuse(export, output, reports, previous)
    shield.refuse_keys(breaches)
    left = Trail(manifest, ledger)
    left.prepare(export, [output, redactions, *(target.path for target in reports)])
    notes = None if previous is None else read_notes(previous)
    decided = Decisions.read(waivers, overrides, baseline, shield.names)
    day = as_of.date() if as_of is not None else today()
    days = past_days(step, over, day)
    loaded = [read_pack(pack) for pack in packs]
    schema = schema_of(loaded)
    opened = opened_for(
        engine, export, schema, memory_limit=memory_limit, master=master, breaches=breaches
    )
    with opened as snapshot:
        with progress("checking"):
            name = choose(engine, len(snapshot))
            report = check_snapshot(
                snapshot, loaded, as_of=day, engine=name, cross_check=cross_check, profile=profile
            )
            report = decided.applied(report, snapshot)
            if days:
                judge = functools.partial(
                    check_snapshot, snapshot, loaded, engine=name, profile=profile
                )
                before = attrs.evolve(decided, old=None)  # that report may be of a later day
                past = lambda one: before.applied(judge(as_of=one), snapshot)
                points = trend_of(report, days, past)
                report = attrs.evolve(report, trend=points)
            if name != SPARK and "html" in {form, *(target.form for target in reports)}:
                due = falling_due(snapshot, loaded, as_of=day, engine=name, profile=profile)
                report = attrs.evolve(report, ahead=due)
        base = base_of(export)
        shown = shield.applied(report, snapshot)
        for target in reports:
            content = render(target.form, shown, base=base, notes=notes)
            write(content, target.path, private=shield.private)
            left.note(target.form, target.path, content)
        if form == "table" and isinstance(shown, Report):
            content = table_report.render(shown, top=top)
            colour = output is None and sys.stdout.isatty()
            written = _coloured(shown, top) if colour else content
            write(written, output, private=shield.private)
        else:
            content = render(form, shown, base=base, notes=notes)
            write(content, output, private=shield.private)
        left.note(form, output, content)
        if (account := shield.account(report, shown)) is not None:
            left.note("redactions", redactions, account)
        code = _exit_code(report, snapshot, fail_on=fail_on, max_unknown=max_unknown, strict=strict)
    left.finish(shown, code)
    return code


def today() -> date:
    """Return today at the place where the program runs; no other clock enters a report."""
    return datetime.now().astimezone().date()


def base_of(export: str) -> str:
    """Return the folder of *export* as it was typed; empty if it is a path of one machine."""
    path = Path(export)
    if "://" in export or path.is_absolute() or ".." in path.parts:
        return ""
    folder = path if path.is_dir() else path.parent
    return "" if folder == Path() else folder.as_posix()


def _coloured(report: Report, top: int) -> str:
    return table_report.render(report, top=top, paint=_paint)


def _paint(word: str, rating: Rating) -> str:
    return click.style(word, fg=_COLOURS[rating], bold=rating is Rating.EXTREME)


def _exit_code(
    report: Report,
    snapshot: Snapshot,
    *,
    fail_on: str,
    max_unknown: float | None,
    strict: bool,
) -> ExitCode:
    codes = [ExitCode.CLEAN]
    if report.cross_check is not None and report.cross_check.disagreements:
        codes.append(ExitCode.INTERNAL)
    if fail_on != "never" and report.gating(Rating[fail_on.upper()]):
        codes.append(ExitCode.FINDINGS)
    issues = snapshot.provenance.issues
    errors = any(issue.severity is IssueSeverity.ERROR for issue in issues)
    if any(issue.code in UNREAD for issue in issues) or (strict and errors):
        codes.append(ExitCode.INPUT)
    assurance = report.assurance
    total = assurance.decided + assurance.undecided
    if max_unknown is not None and total and 100 * assurance.undecided > max_unknown * total:
        codes.append(ExitCode.UNKNOWN)
    if strict and assurance.judged_nothing:
        codes.append(ExitCode.UNKNOWN)
    return strongest(*codes)

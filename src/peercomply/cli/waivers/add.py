"""The command `waivers add`: accept breaches of a report."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

import click

from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.output import write
from peercomply.errors import ConfigError
from peercomply.findings.decisions.baseline import read_report
from peercomply.findings.decisions.load import load_waivers
from peercomply.findings.decisions.model import LONGEST_DAYS
from peercomply.report.decisions import waiver_lines

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("add")
@click.argument("waivers", metavar="WAIVERS", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--report",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The JSON report that has the breaches.",
)
@click.option(
    "--breach",
    "ids",
    required=True,
    multiple=True,
    metavar="ID",
    help="Id of a breach of the report. May be given several times.",
)
@click.option("--reason", required=True, help="Why the breaches are accepted.")
@click.option("--approved-by", required=True, help="Role of the person who accepts them.")
@click.option("--from", "since", required=True, type=_DAY, help="First day in force.")
@click.option("--until", required=True, type=_DAY, help="Last day in force.")
def command(
    *,
    waivers: Path,
    report: Path,
    ids: tuple[str, ...],
    reason: str,
    approved_by: str,
    since: datetime,
    until: datetime,
) -> ExitCode:
    """
    Add waivers for breaches of a JSON report to the YAML file WAIVERS, at its end.

    Each records the day by which it was due, so that it lapses if the facts get worse.

    \b
    Example:
      peercomply waivers add waivers.yaml --report report.json --breach 1f0c... \\
        --reason "On leave" --approved-by "clinical director" --from 2026-11-22 --until 2027-02-28
    """
    _refuse(waivers, reason, approved_by, since, until)
    known = read_report(report).breaches
    for key in ids:
        if key not in known:
            why = f"{report} has no breach {key!r}; its JSON has them under breaches, as id"
            raise click.BadParameter(why, param_hint="'--breach'")
    chosen = [known[key] for key in dict.fromkeys(ids)]
    days = since.date(), until.date()
    added = "".join(waiver_lines(one, reason, approved_by, days) for one in chosen)
    text = _there(waivers) + added
    _refuse_misplaced(waivers, text, len(chosen))
    write(text, waivers)
    noun = "waiver" if len(chosen) == 1 else "waivers"
    click.echo(f"{waivers}: {len(chosen)} {noun} added")
    return ExitCode.CLEAN


def _refuse_misplaced(waivers: Path, text: str, number: int) -> None:
    """Refuse to write where lines at the end of the file would not be read as waivers."""
    before = len(load_waivers(waivers)) if waivers.exists() else 0
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / waivers.name
        draft.write_text(text, encoding="utf-8")
        try:
            after = len(load_waivers(draft))
        except ConfigError:
            after = -1
    if after != before + number:
        why = f"{waivers} does not end with a list whose items begin with '  - '; write it so"
        raise click.BadParameter(why, param_hint="'WAIVERS'")


def _refuse(waivers: Path, reason: str, approved_by: str, since: datetime, until: datetime) -> None:
    """Refuse what would be wrong in the file, before it is written."""
    if waivers.suffix.lower() == ".csv":
        why = "it writes YAML; name a file such as waivers.yaml, or add a row by hand"
        raise click.BadParameter(why, param_hint="'WAIVERS'")
    for name, text in (("--reason", reason), ("--approved-by", approved_by)):
        if not text.strip():
            raise click.BadParameter("it is empty; say it in words", param_hint=f"'{name}'")
    days = (until - since).days + 1
    if not 1 <= days <= LONGEST_DAYS:
        why = f"it is to hold for {days} days; expected 1 to {LONGEST_DAYS}"
        raise click.BadParameter(why, param_hint="'--until'")


def _there(waivers: Path) -> str:
    """
    Return the text of the file so far.

    Raises:
        ConfigError: It is wrong; nothing is written.
    """
    if not waivers.exists():
        return "waivers:\n"
    found = load_waivers(waivers)
    text = waivers.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    text = text if found else text.replace("waivers: []", "waivers:", 1)
    return text if text.endswith("\n") else f"{text}\n"

"""The command `history`: the runs of a ledger."""

from __future__ import annotations

from pathlib import Path

import click

from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.output import write
from peercomply.errors import InputError
from peercomply.report.ledger import history, read_ledger
from peercomply.report.plain import json_text


@click.command("history")
@click.argument("ledger", metavar="LEDGER", type=click.Path(path_type=Path))
@click.option(
    "--expect",
    metavar="HASH",
    help="A hash that an earlier `history` printed; without it, entries cut off are not seen.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How the runs are written.",
)
@click.option("--output", type=click.Path(path_type=Path), help="Write them to this file.")
def command(*, ledger: Path, expect: str | None, form: str, output: Path | None) -> ExitCode:
    """
    List the runs of LEDGER, and check that none was changed.

    LEDGER is the file of `peercomply check --ledger FILE`. Each entry holds the hash of the one
    before; a chain that is broken ends with exit code 4.

    \b
    Examples:
      peercomply check exports/ --ledger runs.jsonl
      peercomply history runs.jsonl
      peercomply history runs.jsonl --expect 5f2c...
    """
    found = read_ledger(ledger)
    if expect is not None and expect.strip().lower() not in found.hashes:
        problem = "has no entry with the expected hash; entries were cut off or written anew"
        hint = "restore the file from a copy"
        raise InputError(str(ledger), problem, expected=expect, hint=hint)
    text = history(found)
    if form == "json":
        text = json_text({"runs": list(found.entries), "last": found.last}, indent=2) + "\n"
    write(text, output)
    return ExitCode.CLEAN

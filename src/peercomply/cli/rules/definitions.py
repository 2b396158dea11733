"""The command `rules definitions`: what the register of a pack settles, and what it leaves open."""

from __future__ import annotations

from pathlib import Path

import click

from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.output import write
from peercomply.cli.packs import read_pack
from peercomply.cli.rules.options import FORMAT, OUTPUT, PACK
from peercomply.errors import UnknownChoiceError
from peercomply.report.rules import terms as report


@click.command("definitions")
@click.argument("term", metavar="[TERM]", required=False)
@PACK
@FORMAT
@OUTPUT
def command(*, term: str | None, location: str, form: str, output: Path | None) -> ExitCode:
    """
    Show the lists, numbers and words of the register, or TERM alone, with the obligations on each.

    Without TERM, what the documents leave open follows, with the reading of the pack and the rules
    in which it is decided, and then for whom obligations hold.

    \b
    Examples:
      peercomply rules definitions
      peercomply rules definitions internal_audit_key_areas
    """
    pack = read_pack(location)
    if term is not None and term not in pack.terms:
        raise UnknownChoiceError("definition", term, pack.terms)
    shown = report.all_of(pack) if term is None else report.Shown(terms=(pack.terms[term],))
    write(report.to_json(pack, shown) if form == "json" else report.table(pack, shown), output)
    return ExitCode.CLEAN

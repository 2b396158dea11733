"""The command `waivers check`: what is wrong with waivers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from peercomply.cli.check import today
from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.export import EXPORT, opened_export
from peercomply.cli.options import AS_OF, PACKS
from peercomply.cli.output import write
from peercomply.cli.packs import read_pack
from peercomply.cli.privacy import pseudonym_key, read_key
from peercomply.engines.registry import choose
from peercomply.findings.check import check
from peercomply.findings.decisions.apply import waived
from peercomply.findings.decisions.load import load_waivers
from peercomply.findings.privacy.keyed import pseudonymised, under_keys
from peercomply.report.decisions import checked_waivers
from peercomply.rules.rule import schema_of


@click.command("check")
@click.argument("waivers", metavar="WAIVERS", type=click.Path(path_type=Path, dir_okay=False))
@EXPORT
@AS_OF
@PACKS
@pseudonym_key
def command(
    *,
    waivers: Path,
    export: str,
    as_of: datetime | None,
    packs: tuple[str, ...],
    pseudonym_key: Path | None,
) -> ExitCode:
    """
    Say which of WAIVERS cover breaches of EXPORT, and what is wrong with the others.

    Exits with 1 if anything is wrong with one of them.

    \b
    Example:
      peercomply waivers check waivers.yaml exports/ --as-of 2026-11-22
    """
    names = read_key(pseudonym_key)
    found = load_waivers(waivers)
    loaded = [read_pack(pack) for pack in packs]
    day = as_of.date() if as_of is not None else today()
    with opened_export(export, schema_of(loaded), "") as snapshot:
        engine = choose("auto", len(snapshot))
        report = check(snapshot, loaded, as_of=day, engine=engine)
        known = found if names is None else under_keys(found, report, snapshot, names)
        report = waived(report, known, snapshot)
    if names is not None:
        report = pseudonymised(report, names)
    write(checked_waivers(report, found), None)
    return ExitCode.FINDINGS if report.decisions else ExitCode.CLEAN

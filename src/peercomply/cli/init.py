"""The command `init`: proposes how an export is read that is not in our shape."""

from __future__ import annotations

from pathlib import Path

import click

from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.export import EXPORT, progress, shown_name
from peercomply.cli.output import write
from peercomply.cli.packs import read_pack
from peercomply.errors import OutputError
from peercomply.intake.discover import MAPPING_NAME, is_server
from peercomply.intake.mapping.propose import propose
from peercomply.intake.mapping.write import to_yaml
from peercomply.report.proposal import render
from peercomply.rules.rule import schema_of


@click.command("init")
@EXPORT
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help=f"Write the mapping to this file. Default: {MAPPING_NAME} beside the files of EXPORT.",
)
@click.option("--force", is_flag=True, help="Write over a mapping that is there.")
@click.option(
    "--rules",
    "packs",
    multiple=True,
    metavar="PACK",
    help="A pack that adds record types or fields. May be given several times.",
)
def command(*, export: str, output: Path | None, force: bool, packs: tuple[str, ...]) -> ExitCode:
    """
    Look at EXPORT and propose how it is read: which table is which, and what its columns mean.

    The proposal is printed with its reasons and written as YAML for a person to correct.
    `peercomply check` and `peercomply data` find it beside the export, or take it by --config.

    \b
    Examples:
      peercomply init exports/
      peercomply init staff.xlsx --output peercomply.yaml
    """
    target = output or _beside(export)
    if target.exists() and not force:
        problem = "is there already"
        raise OutputError(f"{target} {problem}; give --force to write over it, or --output FILE")
    with progress(f"looking at {shown_name(export)}"):
        proposal = propose(export, schema_of([read_pack(pack) for pack in packs]))
    click.echo(render(proposal), nl=False)
    write(to_yaml(proposal), target)
    click.echo(f"Written to {target}: look at each line, then run peercomply data {export}")
    return ExitCode.CLEAN


def _beside(export: str) -> Path:
    if is_server(export):
        return Path(MAPPING_NAME)
    path = Path(export)
    return (path if path.is_dir() else path.parent) / MAPPING_NAME

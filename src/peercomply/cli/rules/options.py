"""Options and arguments that several commands about rules have."""

from __future__ import annotations

from pathlib import Path

import click

from peercomply.cli.options import DEFAULT_PACK

PACK = click.option(
    "--rules",
    "location",
    default=DEFAULT_PACK,
    show_default=True,
    metavar="PACK",
    help="A pack: a folder, a file, or the name of a shipped one.",
)

LOCATION = click.argument("location", metavar="PACK", default=DEFAULT_PACK)

FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How the output is written.",
)

TEST_FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "junit"]),
    default="table",
    show_default=True,
    help="How the output is written; junit is for build servers.",
)

OUTPUT = click.option(
    "--output", type=click.Path(path_type=Path), help="Write the output to this file."
)

"""Options that several commands have in common."""

from __future__ import annotations

import click

DEFAULT_PACK = "peer-support"

AS_OF = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day of the check, such as 2026-11-22. Default: today.",
)

PACKS = click.option(
    "--rules",
    "packs",
    multiple=True,
    default=(DEFAULT_PACK,),
    show_default=True,
    metavar="PACK",
    help="A pack: a folder, a file, or the name of a shipped one. May be given several times.",
)

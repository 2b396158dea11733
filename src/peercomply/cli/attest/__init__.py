"""The commands about self-assessment; each is a module of its own, imported when it is called."""

from __future__ import annotations

import click

from peercomply.cli.lazy import LazyGroup

_COMMANDS = {
    "sheet": "Write a working paper with the questions that are due.",
    "import": "Read a filled paper back into the records.",
}


@click.group("attest", cls=LazyGroup, home=__name__, table=_COMMANDS)
def command() -> None:
    """
    Answer the questions of the self-assessment on paper, and read the answers back.

    \b
    Examples:
      peercomply attest sheet exports/ --as-of 2026-11-22 --output questions.xlsx
      peercomply attest import questions.xlsx exports/ --write
      peercomply check exports/
    """

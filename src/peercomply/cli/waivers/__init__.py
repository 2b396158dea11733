"""The commands about waivers; each is a module of its own and is imported when it is called."""

from __future__ import annotations

import click

from peercomply.cli.lazy import LazyGroup

_COMMANDS = {
    "add": "Accept breaches of a JSON report until a day.",
    "check": "Say what is wrong with waivers next to an export.",
    "list": "List waivers, and which of them are in force.",
}


@click.group("waivers", cls=LazyGroup, home=__name__, table=_COMMANDS)
def command() -> None:
    """
    Keep decisions to live with breaches.

    \b
    Examples:
      peercomply waivers add waivers.yaml --report report.json --breach 1f0c... \\
        --reason "On leave" --approved-by "clinical director" --from 2026-11-22 --until 2027-02-28
      peercomply waivers list waivers.yaml
      peercomply waivers check waivers.yaml exports/
      peercomply check exports/ --waivers waivers.yaml
    """

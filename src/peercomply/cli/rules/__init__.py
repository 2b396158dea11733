"""The commands about rules; each is a module of its own and is imported when it is called."""

from __future__ import annotations

import click

from peercomply.cli.lazy import LazyGroup

_COMMANDS = {
    "boundaries": "Print what rules say at their limits.",
    "coverage": "Say how a pack answers the obligations of its register.",
    "definitions": "Show what the register of a pack settles and leaves open.",
    "diff": "Compare two packs, and what they say of an export.",
    "lint": "Find what is probably not meant in rules.",
    "list": "List the rules of a pack.",
    "mutate": "Find changes of rules that no case notices.",
    "new": "Write a first draft of a rule, with its cases.",
    "show": "Show one rule with its limits and sources.",
    "sql": "Print a rule as SQL that lists its breaches.",
    "test": "Run the cases of the rules of a pack.",
}


@click.group("rules", cls=LazyGroup, home=__name__, table=_COMMANDS)
def command() -> None:
    """
    List, show, test and question the rules of a pack.

    \b
    Examples:
      peercomply rules list
      peercomply rules show supervision-overdue
      peercomply rules test my-rules/ --coverage
    """

"""Finds the rules that a pack has itself, and not from a pack that it extends."""

from __future__ import annotations

import os

from peercomply.rules.files import PackFiles, find_pack
from peercomply.rules.rule import Pack, Rule


def own_rules(
    pack: Pack, location: str | os.PathLike[str], chosen: tuple[str, ...] = ()
) -> list[Rule]:
    """
    Return the rules *chosen*, or all that stand in the files of *pack* at *location*.

    Raises:
        UnknownRuleError: One of *chosen* is not there.
    """
    if chosen:
        return [pack.rule(rule_id) for rule_id in chosen]
    return rules_in(pack, find_pack(location))


def rules_in(pack: Pack, files: PackFiles) -> list[Rule]:
    """Return the rules of *pack* that stand in *files*, in their order."""
    return [rule for rule in pack.rules if files.hold(rule.span)]

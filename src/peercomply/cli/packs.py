"""Reads packs for commands, which keep what they have read for the next command."""

from __future__ import annotations

import os
from pathlib import Path

from peercomply.plan.kept import kept_rules
from peercomply.rules.rule import Pack

FOLDER = "PEERCOMPLY_CACHE"
"""Names the folder in which packs are kept; `off` for none."""


def read_pack(location: str | os.PathLike[str]) -> Pack:
    """
    Read the pack at *location*, or take it from where an earlier command kept it.

    Raises:
        RuleFileError: At least one problem.
    """
    return kept_rules(location, _folder())


def _folder() -> Path | None:
    named = os.environ.get(FOLDER, "")
    if named:
        return None if named == "off" else Path(named)
    from platformdirs import user_cache_path  # noqa: PLC0415 - only where nothing is named

    return user_cache_path("peercomply", appauthor=False)

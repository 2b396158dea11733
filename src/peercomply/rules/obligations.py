"""The register of obligations of a pack: what the source documents ask for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import attrs

_TEXTS = ("id", "source", "section", "statement", "severity", "strength")


@attrs.frozen(kw_only=True)
class Obligation:
    """
    One statement of a source document.

    Attributes:
        id: Names the obligation; never reused.

        source: Title of the document.

        section: Heading under which the statement stands.

        statement: The statement, paraphrased.

        severity: The harm if it is not met.

        strength: How strongly the document asks for it.

        tier: How it can be checked, as the register ranks it; None where it does not say.
    """

    id: str
    source: str
    section: str
    statement: str
    severity: str
    strength: str
    tier: int | None = None


def areas_of(obligations: Iterable[str]) -> frozenset[str]:
    """Return the areas to which ids of *obligations* belong: `GOV` and `GOV-POL` of GOV-POL-04."""
    parts = [key.split("-") for key in obligations]
    return frozenset("-".join(part[:length]) for part in parts for length in range(1, len(part)))


def read_obligations(path: Path) -> Mapping[str, Obligation]:
    """
    Return the obligations of the register *path* by id.

    Raises:
        OSError: The file cannot be read.

        ValueError: It is no register: a JSON object whose `obligations` is a list of objects with
            at least id, source, section, statement, severity and strength.
    """
    try:
        document: Any = json.loads(path.read_text(encoding="utf-8"))
        listed = document["obligations"]
        entries = [{name: entry[name] for name in _TEXTS} for entry in listed]
        tiers = [entry.get("tier") for entry in listed]
    except KeyError as error:
        raise ValueError(f"not a register of obligations: no key {error}") from error
    except (TypeError, RecursionError) as error:
        raise ValueError(f"not a register of obligations: {error}") from error
    for entry in entries:
        if not all(isinstance(text, str) and text for text in entry.values()):
            raise ValueError(f"an obligation has an empty or wrong text: {entry['id']!r}")
    found = [
        Obligation(**entry, tier=tier if isinstance(tier, int) else None)
        for entry, tier in zip(entries, tiers, strict=True)
    ]
    return MappingProxyType({one.id: one for one in found})

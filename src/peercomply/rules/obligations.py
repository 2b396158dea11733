"""The register of obligations of a pack: what the source documents ask for."""

from __future__ import annotations

import json
from collections.abc import Mapping
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
    """

    id: str
    source: str
    section: str
    statement: str
    severity: str
    strength: str


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
        entries = [{name: entry[name] for name in _TEXTS} for entry in document["obligations"]]
    except KeyError as error:
        raise ValueError(f"not a register of obligations: no key {error}") from error
    except (TypeError, RecursionError) as error:
        raise ValueError(f"not a register of obligations: {error}") from error
    for entry in entries:
        if not all(isinstance(text, str) and text for text in entry.values()):
            raise ValueError(f"an obligation has an empty or wrong text: {entry['id']!r}")
    return MappingProxyType({entry["id"]: Obligation(**entry) for entry in entries})

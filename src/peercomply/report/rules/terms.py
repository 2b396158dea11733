"""What a register settles and leaves open, as text for a terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from peercomply.report.plain import plain
from peercomply.rules.obligations import Ambiguity, Term
from peercomply.rules.rule import Pack


def table(pack: Pack, terms: Iterable[Term], ambiguities: Iterable[Ambiguity]) -> str:
    """Return each of *terms* with what it says, and each of *ambiguities* with its decision."""
    lines = []
    for term in terms:
        lines += [f"{term.id} ({term.nature}): {term.source}, {term.section}"]
        lines += [f"  {line}" for line in said(term.items)]
        lines += [f"  Note: {term.note}"] if term.note else []
        used = using(pack, term)
        lines += [f"  Used by: {', '.join(used)}"] if used else []
    for one in ambiguities:
        lines += [
            f"Open in {', '.join(one.about)} ({one.source}): {one.issue}",
            f"  Read as: {one.decision}",
            f"  In: {', '.join(_deciding(pack, one)) or 'no rule yet'}",
        ]
    return "".join(f"{plain(line)}\n" for line in lines)


def said(items: Any) -> Iterator[str]:
    """Yield the lines of what a term says."""
    match items:
        case dict():
            for key, value in items.items():
                yield f"{key}: {_flat(value)}"
        case list():
            yield from map(_flat, items)
        case _:
            yield str(items)


def _flat(value: Any) -> str:
    match value:
        case dict():
            return "; ".join(f"{key} {_flat(held)}" for key, held in value.items())
        case list():
            return ", ".join(map(_flat, value))
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)


def using(pack: Pack, term: Term) -> list[str]:
    """Return the ids of the obligations that rest on *term*."""
    return [one.id for one in pack.obligations.values() if one.uses == term.id]


def _deciding(pack: Pack, ambiguity: Ambiguity) -> list[str]:
    return [rule.id for rule in pack.naming(ambiguity.about)]


def to_json(pack: Pack, terms: Iterable[Term], ambiguities: Iterable[Ambiguity]) -> str:
    """Return the same as JSON."""
    document = {
        "pack": {"id": pack.id, "version": pack.version},
        "definitions": [
            {
                "id": term.id,
                "nature": term.nature,
                "source": term.source,
                "section": term.section,
                "items": term.items,
                "note": term.note or None,
                "obligations": using(pack, term),
            }
            for term in terms
        ],
        "ambiguities": [
            {
                "about": list(one.about),
                "source": one.source,
                "issue": one.issue,
                "decision": one.decision,
                "rules": _deciding(pack, one),
            }
            for one in ambiguities
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"

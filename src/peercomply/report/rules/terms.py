"""What a register settles and leaves open, as text for a terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import attrs

from peercomply.report.plain import plain
from peercomply.rules.obligations import Ambiguity, Circumstance, Term
from peercomply.rules.rule import Pack


@attrs.frozen(kw_only=True)
class Shown:
    """The parts of a register that are shown."""

    terms: tuple[Term, ...]
    ambiguities: tuple[Ambiguity, ...] = ()
    circumstances: tuple[Circumstance, ...] = ()


def all_of(pack: Pack) -> Shown:
    """Return all that the register of *pack* settles and leaves open."""
    return Shown(
        terms=tuple(pack.terms.values()),
        ambiguities=pack.ambiguities,
        circumstances=tuple(pack.circumstances.values()),
    )


def table(pack: Pack, shown: Shown) -> str:
    """Return each term with what it says, what is open with its decision, and each condition."""
    lines = []
    for term in shown.terms:
        lines += [f"{term.id} ({term.nature}): {term.source}, {term.section}"]
        lines += [f"  {line}" for line in said(term.items)]
        lines += [f"  Note: {term.note}"] if term.note else []
        used = using(pack, term)
        lines += [f"  Used by: {', '.join(used)}"] if used else []
    for one in shown.ambiguities:
        lines += [
            f"Open in {', '.join(one.about)} ({one.source}): {one.issue}",
            f"  Read as: {one.decision}",
            f"  In: {', '.join(_deciding(pack, one)) or 'no rule yet'}",
        ]
    for each in shown.circumstances:
        lines += [
            f"Condition {each.id}: {each.meaning}",
            f"  Read as: {', '.join(each.read_as)}",
            f"  Obligations: {len(_holding(pack, each))}",
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


def _holding(pack: Pack, circumstance: Circumstance) -> list[str]:
    return [one.id for one in pack.obligations.values() if one.applies == circumstance.id]


def to_json(pack: Pack, shown: Shown) -> str:
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
            for term in shown.terms
        ],
        "ambiguities": [
            {
                "about": list(one.about),
                "source": one.source,
                "issue": one.issue,
                "decision": one.decision,
                "rules": _deciding(pack, one),
            }
            for one in shown.ambiguities
        ],
        "conditions": [
            {
                "id": one.id,
                "meaning": one.meaning,
                "read_as": list(one.read_as),
                "obligations": _holding(pack, one),
            }
            for one in shown.circumstances
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"

"""The register of a pack: what the source documents ask for, mean by their words and leave open."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import attrs

_TEXTS = ("id", "source", "section", "statement", "severity", "strength")
_OF_TERM = ("id", "source", "section", "nature")
_OF_AMBIGUITY = ("source", "issue", "decision")


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

        uses: The term that supplies its list or its number; None if there is none.

        applies: The condition under which it holds; None where the register does not say.
    """

    id: str
    source: str
    section: str
    statement: str
    severity: str
    strength: str
    tier: int | None = None
    uses: str | None = None
    applies: str | None = None


@attrs.frozen(kw_only=True)
class Circumstance:
    """
    For whom obligations hold, and where the pack decides it.

    Attributes:
        id: Names the condition, as obligations name it.

        meaning: When it is met.

        read_as: The named conditions and fields that decide it, such as program.with_volunteers.
    """

    id: str
    meaning: str
    read_as: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Term:
    """
    A list, a number or a word that a source document settles.

    Attributes:
        id: Names the term.

        source: Title of the document.

        section: Heading under which it stands.

        nature: What it is, such as enumeration, checklist or threshold.

        items: What it says: lists, mappings and texts, as in the register.

        note: What to keep in mind; empty if nothing.
    """

    id: str
    source: str
    section: str
    nature: str
    items: Any = attrs.field(repr=False)
    note: str = ""


@attrs.frozen(kw_only=True)
class Ambiguity:
    """
    Something that a source document leaves open, and how the pack reads it.

    Attributes:
        about: The obligations in question; the rules that name them follow the decision.

        source: Title of the document.

        issue: What is open.

        decision: How it is read.
    """

    about: tuple[str, ...]
    source: str
    issue: str
    decision: str


@attrs.frozen(kw_only=True)
class Register:
    """
    What stands in the register of a pack.

    Attributes:
        obligations: By id.

        terms: By id.

        ambiguities: In their order.

        circumstances: By id.
    """

    obligations: Mapping[str, Obligation] = MappingProxyType({})
    terms: Mapping[str, Term] = MappingProxyType({})
    ambiguities: tuple[Ambiguity, ...] = ()
    circumstances: Mapping[str, Circumstance] = MappingProxyType({})


def areas_of(obligations: Iterable[str]) -> frozenset[str]:
    """Return the areas to which ids of *obligations* belong: `GOV` and `GOV-POL` of GOV-POL-04."""
    parts = [key.split("-") for key in obligations]
    return frozenset("-".join(part[:length]) for part in parts for length in range(1, len(part)))


def joined(registers: Iterable[Register]) -> Register:
    """Return what stands in any of *registers*, those of extended packs first."""
    known = list(registers)
    return Register(
        obligations=MappingProxyType({k: v for one in known for k, v in one.obligations.items()}),
        terms=MappingProxyType({k: v for one in known for k, v in one.terms.items()}),
        ambiguities=tuple(ambiguity for one in known for ambiguity in one.ambiguities),
        circumstances=MappingProxyType(
            {k: v for one in known for k, v in one.circumstances.items()}
        ),
    )


def read_register(path: Path) -> Register:
    """
    Return the register *path*.

    Raises:
        OSError: The file cannot be read.

        ValueError: It is no register: a JSON object whose `obligations` is a list of objects with
            at least id, source, section, statement, severity and strength; it may have lists
            `definitions`, `conditions` and `ambiguities`, too.
    """
    try:
        document: Any = json.loads(path.read_text(encoding="utf-8"))
        obligations = [_obligation(entry) for entry in document["obligations"]]
        terms = [_term(entry) for entry in document.get("definitions", ())]
        circumstances = [_circumstance(entry) for entry in document.get("conditions", ())]
        ambiguities = tuple(_ambiguity(entry) for entry in document.get("ambiguities", ()))
    except KeyError as error:
        raise ValueError(f"not a register of obligations: no key {error}") from error
    except (TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not a register of obligations: {error}") from error
    return Register(
        obligations=MappingProxyType({one.id: one for one in obligations}),
        terms=MappingProxyType({one.id: one for one in terms}),
        ambiguities=ambiguities,
        circumstances=MappingProxyType({one.id: one for one in circumstances}),
    )


def _obligation(entry: Any) -> Obligation:
    texts, tier = _texts(entry, _TEXTS, "an obligation"), entry.get("tier")
    uses, applies = entry.get("uses"), entry.get("applies")
    return Obligation(
        **texts,
        tier=tier if isinstance(tier, int) else None,
        uses=uses if isinstance(uses, str) else None,
        applies=applies if isinstance(applies, str) else None,
    )


def _circumstance(entry: Any) -> Circumstance:
    texts = _texts(entry, ("id", "meaning"), "a condition")
    return Circumstance(**texts, read_as=tuple(str(name) for name in entry["read_as"]))


def _term(entry: Any) -> Term:
    texts, items = _texts(entry, _OF_TERM, "a definition"), entry["items"]
    return Term(**texts, items=items, note=str(entry.get("note", "")))


def _ambiguity(entry: Any) -> Ambiguity:
    texts = _texts(entry, _OF_AMBIGUITY, "an ambiguity")
    return Ambiguity(**texts, about=tuple(str(key) for key in entry["about"]))


def _texts(entry: Any, names: tuple[str, ...], what: str) -> dict[str, str]:
    texts = {name: entry[name] for name in names}
    for name, text in texts.items():
        if not isinstance(text, str) or not text:
            raise ValueError(f"{what} has an empty or wrong text {name!r}: {entry.get('id')!r}")
    return texts

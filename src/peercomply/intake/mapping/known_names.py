"""Knows what tables and columns of other people's exports are likely to be called."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Any

import attrs
import yaml
from rapidfuzz import fuzz, process, utils

from peercomply.intake.names import Target, plain, targets, type_names
from peercomply.records.model import RecordType, Schema

_LIKELY = 84.0
"""Similarity, of 100, below which two names are not taken for one."""


@attrs.frozen
class Guess:
    """
    What a name is likely to stand for.

    Attributes:
        name: The record type, or the field.

        sure: How likely it is, from 0 to 1.

        why: The reason, in a few words.
    """

    name: str
    sure: float
    why: str


@functools.cache
def _aliases() -> Mapping[str, Any]:
    text = resources.files("peercomply.intake.mapping") / "aliases.yaml"
    found: Mapping[str, Any] = yaml.safe_load(text.read_text(encoding="utf-8"))
    return found


@functools.cache
def _tables(schema: Schema) -> Mapping[str, Guess]:
    known = {
        plain(alias): Guess(name, 0.9, "a usual name")
        for name, aliases in _aliases()["records"].items()
        if name in schema
        for alias in aliases
    }
    known |= {name: Guess(of, 1.0, "its name") for name, of in type_names(schema).items()}
    return known


@functools.cache
def _key_headings(record_type: str) -> tuple[str, ...]:
    """Return what columns with keys of a record type are likely to be called."""
    names = [record_type, *_aliases()["records"].get(record_type, ())]
    singular = {plain(name).removesuffix("s") for name in names} | {plain(name) for name in names}
    return tuple(f"{name} {word}" for name in sorted(singular) for word in _KEY_WORDS)


_KEY_WORDS = ("id", "no", "number", "key", "code", "ref", "reference")


def _of_keys(record_type: RecordType) -> Mapping[str, Guess]:
    """Return the headings of keys: those of the record type itself, and of what it refers to."""
    known = {
        heading: Guess(field.name, 0.8, "a usual name of keys")
        for field in record_type.fields.values()
        if len(field.to) == 1 and field.name in (f"{field.to[0]}_id", f"{field.to[0]}_ids")
        for heading in _key_headings(field.to[0])
    }
    own = Guess("id", 0.85, "a usual name of keys")
    return known | dict.fromkeys(_key_headings(record_type.name), own)


@functools.cache
def _columns(record_type: RecordType) -> Mapping[str, Guess]:
    own = _aliases()["fields"].get(record_type.name, {})
    known: dict[str, Guess] = dict(_of_keys(record_type))
    for source, sure in ((_aliases()["shared"], 0.85), (own, 0.9)):
        for field, aliases in source.items():
            if field in record_type.fields:
                known |= {plain(alias): Guess(field, sure, "a usual name") for alias in aliases}
    return known | {
        heading: Guess(_written(target), 1.0, "its name")
        for heading, target in targets(record_type).items()
    }


def _written(target: Target) -> str:
    return target.field if target.key is None else f"{target.field}.{target.key}"


def guess_table(name: str, schema: Schema) -> Guess | None:
    """Return the record type that a table of this *name* is likely to hold."""
    return _guess(name, _tables(schema))


@functools.lru_cache(maxsize=1 << 16)
def guess_column(heading: str, record_type: RecordType) -> Guess | None:
    """Return the field that a column of this *heading* is likely to hold."""
    return _guess(heading, _columns(record_type))


def _guess(name: str, known: Mapping[str, Guess]) -> Guess | None:
    text = plain(re.sub(r"[\d?!:*()]+", " ", name)) or plain(name)
    for exact in (plain(name), text):
        if exact in known:
            return known[exact]
    if len(text) < 3:
        return None
    match = process.extractOne(
        text,
        list(known),
        scorer=fuzz.token_sort_ratio,
        processor=utils.default_process,
        score_cutoff=_LIKELY,
    )
    if match is None:
        return None
    found = known[match[0]]
    return Guess(found.name, round(found.sure * match[1] / 125, 2), f"like {match[0]!r}")


def share_known(headings: Iterable[str], record_type: RecordType) -> float:
    """Return which share of the *headings* stands for a field, weighed by likelihood."""
    held = [heading for heading in headings if heading]
    guesses: dict[str, float] = {}
    for heading in held:
        guess = guess_column(heading, record_type)
        if guess is not None:
            guesses[guess.name] = max(guess.sure, guesses.get(guess.name, 0.0))
    return sum(guesses.values()) / len(held) if held else 0.0

"""
Writes sets and mappings, however an export holds them, as one text that SQL can take apart.

A list is ITEM followed by its items with ITEM between them; a pair is key, PAIR, value. No cell of
an export begins with ITEM, because it counts as white space and cells are trimmed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from peercomply.intake.decoding import DAMAGED, bounded, encodable
from peercomply.intake.names import slug

ITEM = "\x1e"
PAIR = "\x1f"


@attrs.frozen
class Pairs:
    """A JSON object with its keys in the order of the document, repeated ones included."""

    items: tuple[tuple[str, Any], ...]


def parse_json(text: str) -> Any:
    """
    Read JSON with numbers as they were written and objects as Pairs.

    Raises:
        ValueError: *text* is no JSON.
        RecursionError: It is nested too deeply.
    """
    return json.loads(
        text,
        parse_int=str,
        parse_float=str,
        parse_constant=lambda _: DAMAGED,
        object_pairs_hook=lambda pairs: Pairs(tuple(pairs)),
    )


def scalar_text(value: Any) -> str:
    """Return one value of JSON as a cell; what is no single value is DAMAGED."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return bounded(encodable(value).strip())
        case _:
            return DAMAGED


def list_text(values: Iterable[Any]) -> str:
    """Return the values of a JSON array as a list."""
    items = [scalar_text(value) for value in values]
    spoilt = any(not item or DAMAGED in item or ITEM in item for item in items)
    return DAMAGED if spoilt else ITEM + ITEM.join(items)


def pairs_text(pairs: Iterable[tuple[str, str]]) -> str:
    """Return keys and values as a list of pairs, sorted by key; DAMAGED if a key comes twice."""
    held = sorted((slug(key.strip()), value.strip()) for key, value in pairs)
    whole = "".join(key + value for key, value in held)
    spoilt = DAMAGED in whole or ITEM in whole or PAIR in whole
    if spoilt or len({key for key, _ in held}) < len(held):
        return DAMAGED
    return ITEM + ITEM.join(f"{key}{PAIR}{value}" for key, value in held)


def object_text(pairs: Pairs) -> str:
    """Return a JSON object as a list of pairs; a key with null is as good as no key."""
    held = [(encodable(key), scalar_text(value)) for key, value in pairs.items if value is not None]
    return pairs_text(held)


def set_cell(cell: str) -> str:
    """Return the cell of a set: a JSON array as a list, anything else as it is."""
    if not cell.startswith("["):
        return cell
    match _parsed(cell):
        case list() as values:
            return list_text(values)
        case _:
            return cell


def mapping_cell(cell: str) -> str:
    """Return the cell of a mapping as a list of pairs; as it is where it holds no pairs."""
    if not cell or cell.startswith(ITEM):
        return cell
    if cell.lower() == "none":
        return ITEM
    if cell.startswith("{"):
        match _parsed(cell):
            case Pairs() as pairs:
                return object_text(pairs)
            case _:
                return cell
    parts = [item.partition("=") for item in cell.split(";") if item.strip()]
    if not parts or not all(sign and key.strip() and value.strip() for key, sign, value in parts):
        return cell
    text = pairs_text((key, value) for key, _, value in parts)
    return cell if text == DAMAGED else text


def _parsed(cell: str) -> Any:
    try:
        return parse_json(cell)
    except (ValueError, RecursionError):
        return None


def columns_cell(keys: Sequence[str], values: Sequence[str]) -> str:
    """Return a mapping that has one column for each key; empty where all of them are."""
    pairs = [(key, value) for key, value in zip(keys, values, strict=True) if value]
    return pairs_text(pairs) if pairs else ""


def written(text: str) -> str:
    """Return the text of a field as a person would write it in a cell."""
    return text.removeprefix(ITEM).replace(ITEM, "; ").replace(PAIR, "=")

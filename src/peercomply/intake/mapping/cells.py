"""Makes the text of a field from the cells of a row, as a mapping says."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from peercomply.intake.bundles import ITEM
from peercomply.intake.decoding import DAMAGED
from peercomply.intake.mapping.day_formats import DayFormat
from peercomply.intake.mapping.model import FieldMapping
from peercomply.intake.marks import marked
from peercomply.records.fields import FieldInfo, FieldType

_MOST_HELD = 1 << 16

Read = Callable[[Sequence[str]], str]

Restored = Callable[[], None]
"""Is called for each text whose first zero was put back."""


def reader(
    mapping: FieldMapping,
    info: FieldInfo,
    places: Sequence[int],
    missing: frozenset[str],
    found: Mapping[str, Sequence[str]] | None,
    restored: Restored,
) -> Read:
    """
    Return the function that makes the text of a field from the cells of a row.

    Args:
        mapping: How the field is read.

        info: The field.

        places: The columns that it names.

        missing: Texts in small letters that stand for no value.

        found: What a lookup gives, where there is one.

        restored: Told of each first zero that was put back.
    """
    if mapping.value is not None:
        constant = _finished(mapping, info, restored)(mapping.value)
        return lambda _: constant
    empty = missing | mapping.missing
    translate = _translation(mapping, info, found)
    finish = _finished(mapping, info, restored)
    counts = mapping.format is not None and mapping.format.solid
    held: dict[tuple[str, ...], str] = {}

    def read(cells: Sequence[str]) -> str:
        texts = tuple(cells[place] for place in places)
        text = held.get(texts)
        if text is None:
            joined = _joined(texts, empty, loose=mapping.hashed)
            meant = translate(joined) if joined else ""
            text = finish(meant) if meant else ""
            if not counts and len(held) < _MOST_HELD:
                held[texts] = text
        return text

    return read


def _joined(texts: Sequence[str], empty: frozenset[str], *, loose: bool) -> str:
    """
    Return the texts as one; empty where one of them is missing.

    If *loose*, as for the parts of a name, only the first has to be there, and spaces join them.
    """
    held = ["" if text.casefold() in empty else text for text in texts]
    if not held[0] or not (loose or all(held)):
        return ""
    return " ".join(filter(None, held)) if loose else ":".join(held)


def _translation(
    mapping: FieldMapping, info: FieldInfo, found: Mapping[str, Sequence[str]] | None
) -> Callable[[str], str]:
    values, otherwise = mapping.values, mapping.otherwise

    def translate(text: str) -> str:
        if found is not None:
            text = _looked_up(text, info, found)
        if not values and otherwise is None:
            return text
        known = values.get(text.casefold())
        if known is not None:
            return known
        return text if otherwise is None else otherwise

    return translate


def _looked_up(text: str, info: FieldInfo, found: Mapping[str, Sequence[str]]) -> str:
    values = found.get(text, ())
    if not values:
        return marked("lookup", text)
    if info.type is FieldType.SET:
        return ITEM + ITEM.join(values)
    return values[0] if len(values) == 1 else marked("several", text)


def _finished(mapping: FieldMapping, info: FieldInfo, restored: Restored) -> Callable[[str], str]:
    """Return what is done to a text after it was translated."""
    if mapping.format is not None:
        return _day(mapping.format, restored)
    single = _single(mapping)
    if info.type is not FieldType.SET:
        return single
    separator = mapping.separator or ";"

    def items(text: str) -> str:
        if text.startswith((ITEM, DAMAGED, "[")) or text.lower() == "none":
            return text
        parts = [part.strip() for part in text.split(separator)]
        return ITEM + ITEM.join(single(_translated(mapping, part)) for part in parts if part)

    return items


def _translated(mapping: FieldMapping, part: str) -> str:
    return mapping.values.get(part.casefold(), part)


def _single(mapping: FieldMapping) -> Callable[[str], str]:
    prefix = mapping.prefix

    def single(text: str) -> str:
        if not text or text.startswith(DAMAGED):
            return text
        return prefix + (key_from(text) if mapping.hashed else text)

    return single


def key_from(text: str) -> str:
    """Return a key that is the same for texts that differ in case and spaces only."""
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return "k" + hashlib.sha256(plain.encode("utf-8", errors="surrogatepass")).hexdigest()[:12]


def _day(format_: DayFormat, restored: Restored) -> Callable[[str], str]:
    def day(text: str) -> str:
        if text.startswith(DAMAGED):
            return text
        read = format_.read(text)
        if read is None and format_.solid and text.isascii() and text.isdigit():
            read = format_.read(f"0{text}")
            if read is not None:
                restored()
        return marked("format", text) if read is None else read

    return day

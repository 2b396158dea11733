"""Reads values of fields from their one exact way of writing, as in case files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from peercomply.records.durations import parse_duration
from peercomply.records.fields import FieldInfo, FieldType

_TRUTHS = {"yes": True, "true": True, "no": False, "false": False}


def read_value(field: FieldInfo, text: str) -> Any:
    """
    Return the value that *text* is for *field*; a set is separated by semicolons.

    Raises:
        ValueError: *text* is no such value.
    """
    if field.type is FieldType.SET:
        parts = [part.strip() for part in text.split(";") if part.strip()]
        return frozenset() if parts == ["none"] else frozenset(parts)
    if field.type is FieldType.MAPPING:
        pairs = [pair.partition("=") for pair in text.split(";") if pair.strip()]
        kind = field.of or FieldType.TEXT
        return {key.strip(): _READ[kind](value.strip()) for key, _, value in pairs}
    return _READ[field.type](text)


def _truth(text: str) -> bool:
    if text not in _TRUTHS:
        raise ValueError(f"{text!r} is neither yes nor no")
    return _TRUTHS[text]


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(f"{text!r} is no decimal number") from None


def _moment(text: str) -> date:
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


_READ: Mapping[FieldType, Callable[[str], Any]] = {
    FieldType.KEY: str,
    FieldType.REF: str,
    FieldType.TEXT: str,
    FieldType.ENUM: str,
    FieldType.DURATION: parse_duration,
    FieldType.DATE: date.fromisoformat,
    FieldType.DATETIME: _moment,
    FieldType.BOOL: _truth,
    FieldType.INT: int,
    FieldType.DECIMAL: _decimal,
}

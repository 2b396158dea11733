"""Writes values of Python as the cells that a CSV file would hold."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from peercomply.intake.bundles import list_text, pairs_text
from peercomply.intake.decoding import DAMAGED, bounded, encodable

_EXACT = 1e15
"""Below this a binary float holds every whole number."""


def text_of(value: Any) -> str:
    """Return *value* as a cell; what is no value of a record is DAMAGED."""
    match value:
        case None:
            return ""
        case str():
            return bounded(encodable(value.strip()))
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return f"{value:f}" if isinstance(value, Decimal) else str(value)
        case float():
            return _float(value)
        case datetime():
            return _moment(value)
        case date() | UUID():
            return str(value)
        case time():
            return value.isoformat("minutes" if not value.second else "seconds")
        case timedelta():
            return _clock(value)
        case list() | tuple() | set() | frozenset():
            return list_text([_item(one) for one in value])
        case Mapping():
            return pairs_text([(str(key), text_of(one)) for key, one in value.items()])
        case _:
            return DAMAGED


def _item(value: Any) -> Any:
    return value if value is None or isinstance(value, str) else text_of(value)


def _float(value: float) -> str:
    if not math.isfinite(value):
        return DAMAGED
    if value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return repr(value)


def _moment(value: datetime) -> str:
    """Return a date-time; one without a time of day is a day for a spreadsheet."""
    if value.tzinfo is None and value.time() == time():
        return value.date().isoformat()
    return value.isoformat(timespec="seconds")


def _clock(value: timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}" + (f":{seconds:02}" if seconds else "")

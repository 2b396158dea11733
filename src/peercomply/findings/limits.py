"""The limits of the packs as they stand on the day of a check."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from peercomply.findings.model import ParameterUsed
from peercomply.records.durations import Duration
from peercomply.rules.parameters import Parameter
from peercomply.rules.rule import Pack


def limits_of(packs: Iterable[Pack], as_of: date) -> tuple[ParameterUsed, ...]:
    """
    Return every parameter of *packs* with its value in force on *as_of*, by pack and name.

    One that two packs inherit with the same values is listed once.
    """
    found = {_used(one, as_of): None for pack in packs for one in pack.parameters.values()}
    return tuple(sorted(found, key=lambda one: (one.pack, one.name)))


def _used(parameter: Parameter, as_of: date) -> ParameterUsed:
    held = parameter.on(as_of)
    known = parameter.values[0] if held is None else held
    return ParameterUsed(
        name=parameter.name,
        meaning=parameter.meaning,
        value=None if held is None else str(held.value),
        unit=_unit(known.value),
        since=None if held is None else held.start,
        basis="" if held is None else held.basis.value,
        source="" if held is None else held.source,
        pack=parameter.pack,
    )


def _unit(value: Any) -> str:
    if not isinstance(value, Duration):
        return "number"
    if value.business is not None:
        return "business days"
    if value.exact:
        return "hours"
    if value.months:
        return "calendar months and days" if value.days else "calendar months"
    return "calendar days"

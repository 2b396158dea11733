"""What was withheld from a report, as JSON: fields, numbers and reasons, and no value."""

from __future__ import annotations

from typing import Any

from peercomply.findings.privacy.redactions import FieldCells, Redactions
from peercomply.report.plain import json_text

SCHEMA = "peercomply.redactions/1"


def render(found: Redactions) -> str:
    """Return *found* as JSON text, the same bytes for the same report."""
    document = {
        "schema": SCHEMA,
        "level": found.level.value,
        "pseudonyms": found.pseudonyms,
        "keys_replaced": found.keys,
        "fields_withheld": [_field(one) for one in found.withheld],
        "fields_identified": [_field(one) for one in found.identified],
        "counts_withheld": [
            {"place": place, "shown": str(count), "reason": _why(small=count.small)}
            for place, count in found.counts
        ],
        "left_out": [
            {"part": part, "number": number, "reason": why} for part, number, why in found.left_out
        ],
    }
    return json_text(document, indent=2) + "\n"


def _field(one: FieldCells) -> dict[str, Any]:
    return {
        "field": one.field,
        "privacy": str(one.privacy),
        "reason": one.reason,
        "cells": one.cells,
    }


def _why(*, small: bool) -> str:
    return "small" if small else "it would give a small one away"

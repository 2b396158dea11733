"""An explanation as an indented tree of text, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from peercomply.engines.explanation import Explained, Explanation
from peercomply.engines.outcomes import Evidence
from peercomply.engines.withholding import reason
from peercomply.records.provenance import RecordKey
from peercomply.report.export_json import location_json
from peercomply.report.plain import plain

SCHEMA = "peercomply.explanation/1"

_MARK = 10


def render(explanation: Explanation) -> str:
    """
    Return *explanation* as text.

    The first column says whether a part holds. The lines below a part are what it is made of.
    """
    lines = list(_heading(explanation))
    if not explanation.readings:
        lines += ["", *_tree(explanation.parts)]
    for reading in explanation.readings:
        if reading.parts:
            lines += ["", f"Where {', '.join(reading.dates)}: {_words(reading.outcome.value)}"]
            lines += _tree(reading.parts)
    return "\n".join(plain(line) for line in lines) + "\n"


def _heading(explanation: Explanation) -> Iterator[str]:
    rule, subject = explanation.rule, explanation.subject
    yield f"{rule.id}: {rule.title}"
    yield f"severity {rule.severity}; the source says {rule.strength}"
    outcome = _words(explanation.outcome.value)
    yield f"{subject}, as of {explanation.as_of.isoformat()}: {outcome}"
    yield from (f"  {message}" for message in explanation.messages)
    yield from (f"  because {why}" for why in explanation.reasons)
    for cause in explanation.caused_by:
        yield f"  a consequence of {cause.rule}, which {cause.subject} fails"
    count = len(explanation.readings)
    if count:
        outcomes = {reading.outcome: None for reading in explanation.readings}
        said = " or ".join(_words(outcome.value) for outcome in outcomes)
        yield f"  {count} readings of dates that can be read in two ways were tried: {said}"


def _words(state: str) -> str:
    return state.replace("_", " ")


def _tree(parts: tuple[Explained, ...], depth: int = 0) -> Iterator[str]:
    for part in parts:
        mark = "" if part.outcome is None else part.outcome.value
        yield f"{mark:<{_MARK}}{'  ' * depth}{line_of(part)}".rstrip()
        yield from _tree(part.parts, depth + 1)


def line_of(part: Explained) -> str:
    """Return one part of an explanation on one line, with its values and their places."""
    text = part.text
    if part.value is not None:
        text += f" = {part.value}" if part.outcome is None else f" ({part.value})"
    if part.source is not None:
        text += f" ({part.source})"
    alone = len(part.places) == 1 and part.value is not None
    if part.places and not alone:
        text += f": {', '.join(_cell(place) for place in part.places)}"
    places = dict.fromkeys(_place(place, alone=alone) for place in part.places)
    return f"{text}  [{'; '.join(places)}]" if places else text


def _cell(place: Evidence) -> str:
    value = place.value
    if value is None:
        value = f"(withheld: {reason(place.privacy)})" if place.withheld else "(no value)"
    return f"{_column(place)} {value}"


def _column(place: Evidence) -> str:
    """Return the heading of the column, or the field where there is no export."""
    heading = None if place.location is None else place.location.column
    return place.field if heading is None else heading


def _place(place: Evidence, *, alone: bool) -> str:
    location = place.location
    where = str(place.record)
    if location is not None:
        sheet = "" if location.sheet is None else f" [{location.sheet}]"
        row = "" if location.row is None else f" row {location.row}"
        where = f"{location.file}{sheet}{row}"
    return f"{where}, {_column(place)}" if alone else where


def render_json(explanation: Explanation) -> str:
    """Return *explanation* as JSON text, the same bytes for the same explanation."""
    return json.dumps(document(explanation), ensure_ascii=False, indent=2) + "\n"


def document(explanation: Explanation) -> dict[str, Any]:
    """Return *explanation* as plain lists and dictionaries."""
    return {
        "schema": SCHEMA,
        "rule": explanation.rule.id,
        "title": explanation.rule.title,
        "severity": str(explanation.rule.severity),
        "strength": str(explanation.rule.strength),
        "subject": _key(explanation.subject),
        "as_of": explanation.as_of.isoformat(),
        "outcome": explanation.outcome.value,
        "reasons": list(explanation.reasons),
        "messages": list(explanation.messages),
        "caused_by": [
            {"rule": cause.rule, "subject": _key(cause.subject)} for cause in explanation.caused_by
        ],
        "parts": [_part(part) for part in explanation.parts],
        "readings": [
            {
                "dates": list(reading.dates),
                "outcome": reading.outcome.value,
                "parts": [_part(part) for part in reading.parts],
            }
            for reading in explanation.readings
        ],
    }


def _part(part: Explained) -> dict[str, Any]:
    return {
        "text": part.text,
        "value": part.value,
        "outcome": None if part.outcome is None else part.outcome.value,
        "source": part.source,
        "places": [_evidence(place) for place in part.places],
        "parts": [_part(inner) for inner in part.parts],
    }


def _evidence(place: Evidence) -> dict[str, Any]:
    location = place.location
    return {
        "record": _key(place.record),
        "field": place.field,
        "value": place.value,
        "withheld": place.withheld,
        "location": None if location is None else location_json(location),
    }


def _key(key: RecordKey) -> dict[str, str]:
    return {"type": key.type, "id": key.id}

"""Words that every format of a forecast uses."""

from __future__ import annotations

from peercomply.engines.outcomes import State
from peercomply.findings.forecast import Change, Forecast

_SAID = {
    State.PASS: "in order",
    State.FAIL: "fails",
    State.UNKNOWN: "unknown",
    State.NOT_APPLICABLE: "does not apply",
}

READING = (
    "If nothing is recorded. Events that the export holds for later days count from their own day:"
    " a planned one is taken to take place."
)


def change_in_words(change: Change) -> str:
    """Return from what to what *change* leads."""
    if change.from_state is change.to_state:
        return "one item more fails"
    return f"{_SAID[change.from_state]} -> {_SAID[change.to_state]}"


def what_to_do(change: Change) -> str:
    """Return what keeps *change* from coming, and until when; empty where nothing will be wrong."""
    if change.to_state is not State.FAIL:
        return ""
    due = change.due_on
    until = f" (last day in time: {due.isoformat()})" if due and due < change.on else ""
    return f"{change.rule.remedy}{until}"


def open_ends(found: Forecast) -> tuple[str, ...]:
    """Return what *found* does not show, each in a sentence; an empty forecast is no all-clear."""
    said = [READING]
    if found.failing:
        noun = "outcome fails" if found.failing == 1 else "outcomes fail"
        said.append(f"{found.failing} {noun} already on the first day: see peercomply check.")
    if found.unknown:
        noun = "outcome is" if found.unknown == 1 else "outcomes are"
        said.append(
            f"{found.unknown} {noun} unknown on the first day: it is not known whether and when"
            " they fall due."
        )
    if found.rejected:
        noun = "row was" if found.rejected == 1 else "rows were"
        said.append(f"{found.rejected} {noun} rejected and not judged: see peercomply data.")
    for rule, number in found.withheld.items():
        noun = "change is" if number == 1 else "changes are"
        said.append(
            f"{rule}: {number} {noun} not listed; the day would show a date that may not stand"
            " beside a record key."
        )
    if found.not_judged:
        rules = "rule was" if len(found.not_judged) == 1 else "rules were"
        said.append(
            f"{len(found.not_judged)} {rules} not judged, because no records of their type were"
            f" supplied: {', '.join(found.not_judged)}."
        )
    return tuple(said)

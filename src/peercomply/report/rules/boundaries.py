"""What was tried at the boundaries of rules, as text to read through and to compare, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from peercomply.engines.outcomes import Outcome
from peercomply.findings.attempts import AS_IT_IS
from peercomply.findings.boundaries import Boundaries, Trial
from peercomply.findings.scene import Probe
from peercomply.report.plain import plain


def render(found: Iterable[Boundaries]) -> str:
    """Return one paragraph for each rule, the same bytes for the same rules and cases."""
    blocks = []
    for one in found:
        lines = [f"{one.rule.id} ({one.rule.subject})"]
        lines += [line for trial in one.trials for line in _trial(trial)]
        if not one.trials:
            lines.append("  no case of it is expected to pass or to fail: nothing was tried")
        blocks.append("".join(f"{plain(line)}\n" for line in lines))
    return "\n".join(blocks)


def _trial(trial: Trial) -> Iterator[str]:
    start = f"[{trial.record} of: {trial.case}]"
    first, *others = trial.probes
    if first.change == AS_IT_IS and len(others) == 1:
        (other,) = others
        before, after = said(first.outcome), said(other.outcome)
        yield f"  {trial.boundary} {other.change}: {before} -> {after}  {start}"
        return
    yield f"  {trial.boundary}  {start}"
    for probe in trial.probes:
        yield f"    {probe.as_of.isoformat()}  {probe.change:<14}  {said(probe.outcome)}"


def said(outcome: Outcome | None) -> str:
    """Return an outcome with its due days, its items and its reasons, on one line."""
    if outcome is None:
        return "not judged"
    words = [outcome.state.value.replace("_", " ")]
    if outcome.due_soon is not None:
        words.append(f"due soon on {outcome.due_soon.isoformat()}")
    for detail in outcome.details:
        item = "" if detail.item is None else f"{detail.item} "
        day = "" if detail.due_on is None else f"due on {detail.due_on.isoformat()} "
        late = "" if detail.days_overdue is None else _days(detail.days_overdue)
        words += [text] if (text := f"{item}{day}{late}".strip()) else []
    return ", ".join(words) + (f": {'; '.join(outcome.reasons)}" if outcome.reasons else "")


def _days(count: int) -> str:
    return f"{count} {'day' if count == 1 else 'days'} overdue"


def render_json(found: Iterable[Boundaries]) -> str:
    """Return one object for each rule."""
    document = [
        {"rule": one.rule.id, "trials": [_document(trial) for trial in one.trials]} for one in found
    ]
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _document(trial: Trial) -> dict[str, Any]:
    return {
        "boundary": trial.boundary,
        "case": trial.case,
        "record": trial.record,
        "probes": [_probe(probe) for probe in trial.probes],
    }


def _probe(probe: Probe) -> dict[str, Any]:
    outcome = probe.outcome
    return {
        "change": probe.change,
        "as_of": probe.as_of.isoformat(),
        "outcome": None if outcome is None else outcome.state.value,
        "said": said(outcome),
    }

"""Runs the cases of rules and compares what they expect with what the engine says."""

from __future__ import annotations

import os

import attrs

from peercomply.engines.outcomes import Outcome, State, as_text
from peercomply.engines.registry import load_engine
from peercomply.plan.chain import plans_of
from peercomply.rules.cases import Case, Expected, load_cases
from peercomply.rules.rule import Pack


@attrs.frozen(kw_only=True)
class CaseResult:
    """
    What became of one case.

    Attributes:
        case: The case.

        differences: One line for each record of which something else was said; empty if passed.

        saw: The values of the records of the case, one line for each record.
    """

    case: Case
    differences: tuple[str, ...]
    saw: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether everything was as expected."""
        return not self.differences


def run_cases(pack: Pack, location: str | os.PathLike[str]) -> list[CaseResult]:
    """
    Run the cases that stand beside the rules of *pack*.

    Raises:
        RuleFileError: The case files have problems; none was run.
    """
    return [run_case(case, pack) for case in load_cases(location, pack)]


def run_case(case: Case, pack: Pack, *, engine: str = "memory") -> CaseResult:
    """
    Run one case against the rules of *pack*, with the engine of that name.

    Raises:
        EngineUnavailableError: There is no such engine.
    """
    plans, evaluate = plans_of(case.rule, pack), load_engine(engine)
    *_, judgement = evaluate(plans, case.snapshot, as_of=case.as_of, parameters=pack.parameters)
    outcomes = {outcome.subject.id: outcome for outcome in judgement.outcomes}
    if not case.expect and judgement.supplied:
        return CaseResult(case=case, differences=("the case expects nothing",), saw=())
    differences = [
        line
        for key, expected in case.expect.items()
        for line in _differences(key, expected, outcomes[key])
    ]
    saw = _saw(case) if differences else ()
    return CaseResult(case=case, differences=tuple(differences), saw=saw)


def _differences(key: str, expected: Expected, outcome: Outcome) -> list[str]:
    said = outcome.state.value
    if said != expected.state:
        more = f": {outcome.detail.message}" if outcome.detail is not None else ""
        more += f" ({'; '.join(outcome.reasons)})" if outcome.reasons else ""
        return [f"{key}: expected {expected.state}, was {said}{more}"]
    lines = []
    detail = outcome.detail
    if outcome.state is State.FAIL and detail is not None:
        for name, wanted, found in (
            ("due_on", expected.due_on, detail.due_on),
            ("days_overdue", expected.days_overdue, detail.days_overdue),
        ):
            if wanted is not None and wanted != found:
                lines.append(f"{key}: expected {name} {wanted}, was {found}")
        failed = tuple(one.item for one in outcome.details)
        if expected.items is not None and expected.items != failed:
            lines.append(f"{key}: expected items {_listed(expected.items)}, was {_listed(failed)}")
    soon = outcome.due_soon is not None
    if expected.due_soon is not None and expected.due_soon != soon:
        lines.append(f"{key}: expected {'' if expected.due_soon else 'not '}to be due soon")
    if expected.reason and not any(expected.reason in reason for reason in outcome.reasons):
        why = "; ".join(outcome.reasons) or "none"
        lines.append(f"{key}: expected a reason with {expected.reason!r}, was {why}")
    return lines


def _listed(items: tuple[str | None, ...]) -> str:
    return ", ".join(item or "the whole record" for item in items) or "none"


def _saw(case: Case) -> tuple[str, ...]:
    lines = []
    for name, records in case.snapshot.records.items():
        if not records:
            lines.append(f"{name}: no records")
        for record in records.values():
            values = [
                f"{field}={as_text(value)}"
                for field in case.snapshot.schema[name].fields
                if (value := getattr(record, field)) is not None
            ]
            lines.append(f"{name}: {', '.join(values)}")
    return (f"as_of: {case.as_of.isoformat()}", *lines)

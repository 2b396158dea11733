"""
Tries every rule at its boundaries, starting from the cases that somebody wrote.

Nothing is expected of the outcomes: they are written down for people to read, and compared with
what they were before.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

import attrs

from peercomply.engines.outcomes import State
from peercomply.findings.attempts import Attempt, attempts
from peercomply.findings.scene import Probe, Scene
from peercomply.plan.chain import plans_of
from peercomply.rules.cases import Case, load_cases
from peercomply.rules.own import own_rules
from peercomply.rules.rule import Pack, Rule


@attrs.frozen(kw_only=True)
class Trial:
    """
    What was tried at one boundary.

    Attributes:
        boundary: The boundary in words.

        case: Name of the case that was changed.

        record: Key of the record that is judged.

        probes: The changes, in their order.
    """

    boundary: str
    case: str
    record: str
    probes: tuple[Probe, ...]


@attrs.frozen(kw_only=True)
class Boundaries:
    """
    What was tried of one rule.

    Attributes:
        rule: The rule.

        trials: One for each boundary; empty if no case says that a record passes or fails.
    """

    rule: Rule
    trials: tuple[Trial, ...]


def try_boundaries(
    pack: Pack, location: str | os.PathLike[str], rules: Iterable[str] = ()
) -> list[Boundaries]:
    """
    Try *rules*, or all that *pack* has itself, at their boundaries, in the order of the pack.

    Raises:
        RuleFileError: The case files have problems; nothing was tried.

        UnknownRuleError: One of *rules* is not there.
    """
    chosen = own_rules(pack, location, tuple(rules))
    cases = load_cases(location, pack)
    return [_of_rule(rule, pack, [one for one in cases if one.rule == rule.id]) for rule in chosen]


def _of_rule(rule: Rule, pack: Pack, cases: Sequence[Case]) -> Boundaries:
    plans = plans_of(rule.id, pack)
    scenes = [
        Scene(
            plans=plans,
            pack=pack,
            case=case.name,
            record=key,
            as_of=case.as_of,
            snapshot=case.snapshot,
        )
        for state in ("pass", "fail")
        for case in cases
        for key, expected in case.expect.items()
        if expected.state == state
    ]
    tried = (_trial(attempt, scenes) for attempt in attempts(plans[-1], pack.schema))
    return Boundaries(rule=rule, trials=tuple(one for one in tried if one is not None))


def _trial(attempt: Attempt, scenes: Sequence[Scene]) -> Trial | None:
    """
    Return what *attempt* tries of the first case in which it makes a difference.

    At a limit that is the difference between pass and fail, if some case has it. If none makes any
    difference, it is the first case of which anything is tried.
    """
    best: Trial | None = None
    most = -1
    for scene in scenes:
        found = attempt.tries(scene)
        if found is None:
            continue
        boundary, probes = found
        states = {probe.state for probe in probes}
        difference = 2 if states >= {State.PASS, State.FAIL} else min(len(states) - 1, 1)
        if difference > most:
            most = difference
            best = Trial(boundary=boundary, case=scene.case, record=scene.record, probes=probes)
        if difference == 2 or (difference and not attempt.limit):
            break
    return best

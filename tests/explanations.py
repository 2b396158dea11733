"""Whether explanations agree with outcomes."""

from peercomply.engines.explain import explain
from peercomply.engines.explanation import Truth
from peercomply.engines.memory import evaluate
from peercomply.engines.outcomes import State
from peercomply.plan.lower import lower
from worlds import DAY


def roots_agree(parts, outcome):
    """Say whether a tree leads to *outcome*."""
    applies, *items = (part.outcome for part in parts)
    match outcome:
        case State.NOT_APPLICABLE:
            return applies is Truth.NO and not items
        case State.PASS:
            return applies is Truth.YES and set(items) == {Truth.YES}
        case State.FAIL:
            return applies is Truth.YES and Truth.NO in items
        case State.UNKNOWN:
            undecided = Truth.UNKNOWN in items and Truth.NO not in items
            return (applies is Truth.UNKNOWN and not items) or undecided


def check_all(snapshot, used, as_of=DAY):
    """Assert that every explanation agrees with its outcome."""
    plans = [lower(one) for one in used.rules]
    for judgement in evaluate(plans, snapshot, as_of=as_of, parameters=used.parameters):
        for outcome in judgement.outcomes:
            found = explain(snapshot, used, judgement.rule.id, outcome.subject, as_of=as_of)

            assert found.outcome is outcome.state
            assert found.reasons == outcome.reasons
            if not found.readings:
                assert roots_agree(found.parts, outcome.state)
            for reading in found.readings:
                assert not reading.parts or roots_agree(reading.parts, reading.outcome)

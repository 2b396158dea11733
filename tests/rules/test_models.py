"""Rules for one model of service say nothing about programs of another model."""

from pathlib import Path

import attrs
import pytest

import peercomply
from peercomply.engines.memory import evaluate
from peercomply.plan.chain import plans_for
from worlds import DAY

PACK = peercomply.load_rules("peer-support")
TIDY = peercomply.load_snapshot("fixtures/tidy")

PLAIN = {
    "delivery_models": frozenset(),
    "services_announced": frozenset(),
    "peer_operated": False,
    "hosted_by_mainstream": False,
    "clinical_team": False,
    "peer_approach": "partnership",
    "form": frozenset(),
}

MODELS = {
    "warm line": {
        "delivery_models": frozenset({"telephone_support"}),
        "services_announced": frozenset({"out_of_hours_phone_line"}),
    },
    "community": {"delivery_models": frozenset({"community_based"})},
    "coaching": {"delivery_models": frozenset({"coaching_mentoring"})},
    "group": {"delivery_models": frozenset({"group_mutual_support"})},
    "recovery college": {"delivery_models": frozenset({"peer_education"})},
    "ward": {"delivery_models": frozenset({"ward_based"}), "clinical_team": True},
    "peer operated": {"peer_operated": True},
    "peer led organisation": {"delivery_models": frozenset({"peer_led_organisation"})},
    "round the clock": {"services_announced": frozenset({"round_the_clock_peer_respite"})},
}

EVERY = set(MODELS)

MEANT = {
    "attestations": EVERY,
    "classification": EVERY,
    "coaching": {"coaching"},
    "community": {"community"},
    "integration": EVERY,
    "peer_education": {"recovery college"},
    "peer_operated": {"peer operated"},
    "round_the_clock": {"round the clock"},
    "specialists": EVERY,
    "telephone": {"warm line"},
    "terms": EVERY,
    "ward": {"ward"},
    "warm_line": {"warm line"},
}
"""The models that the rules of each topic are for; the topics stand in rules/peer-support/models."""

ALONE = {
    "announced-service-not-delivered": {"peer led organisation"},
    "group-not-led-by-peers": {"group"},
    "peer-led-claim-unsupported": {"peer led organisation"},
    "savings-not-net": EVERY,
    "strengths-based-approach-unexamined": {"community"},
    "warm-line-hours-unexamined": {"warm line"},
    "weekly-group-missed": {"group"},
}
"""The models of rules that are not those of their topic."""


def topic(rule):
    path = Path(rule.span.source.path)
    return path.stem if path.parent.name == "models" else None


def meant(rule):
    return ALONE.get(rule.id, MEANT[topic(rule)])


OF_MODELS = [rule for rule in PACK.rules if topic(rule) is not None]


def of_model(model):
    """Return the tidy service as if each of its programs followed *model* and nothing else."""
    records = [
        attrs.evolve(record, **{**PLAIN, **MODELS[model]}) if name == "program" else record
        for name in TIDY.supplied
        for record in TIDY.of_type(name).values()
    ]
    return peercomply.Snapshot.of(records, supplied=TIDY.supplied)


def test_the_models_of_every_topic_are_known():
    """
    A new topic under models/ says here which models its rules are for.
    """
    assert {topic(rule) for rule in OF_MODELS} <= set(MEANT)


@pytest.mark.parametrize("model", MODELS)
def test_rules_for_another_model_do_not_apply(model):
    """
    Every record of a program is not applicable under the rules for other models.
    """
    others = [rule for rule in OF_MODELS if model not in meant(rule)]

    judged = evaluate(
        plans_for(others, PACK), of_model(model), as_of=DAY, parameters=PACK.parameters
    )

    wrong = {
        (judgement.rule.id, outcome.state.value)
        for judgement in judged
        for outcome in judgement.outcomes
        if outcome.state.value != "not_applicable"
    }
    assert wrong == set()
    assert len(judged) == len(others) > 0


@pytest.mark.parametrize("model", MODELS)
def test_rules_for_a_model_apply_to_it(model):
    """
    At least one rule that is for this model alone judges the tidy service under it.
    """
    own = [rule for rule in OF_MODELS if meant(rule) == {model}]

    judged = evaluate(plans_for(own, PACK), of_model(model), as_of=DAY, parameters=PACK.parameters)

    states = {outcome.state.value for judgement in judged for outcome in judgement.outcomes}
    assert states - {"not_applicable"}

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
    "community": {
        "delivery_models": frozenset({"community_based"}),
        "form": frozenset({"face_to_face"}),
    },
    "coaching": {"delivery_models": frozenset({"coaching_mentoring"})},
    "group": {"delivery_models": frozenset({"group_mutual_support"})},
    "recovery college": {"delivery_models": frozenset({"peer_education"})},
    "ward": {"delivery_models": frozenset({"ward_based"}), "clinical_team": True},
    "peer operated": {"peer_operated": True},
    "peer led organisation": {"delivery_models": frozenset({"peer_led_organisation"})},
    "intentional peer support": {"peer_approach": "intentional_peer_support"},
    "mainstream": {"hosted_by_mainstream": True},
    "round the clock": {"services_announced": frozenset({"round_the_clock_peer_respite"})},
}

OF = {
    "warm_line": {"warm line"},
    "telephone": {"warm line"},
    "community_based": {"community"},
    "coaching": {"coaching"},
    "group_based": {"group"},
    "peer_education": {"recovery college"},
    "ward_based": {"ward"},
    "clinical_team": {"ward"},
    "peer_operated": {"peer operated"},
    "peer_led_organisation": {"peer led organisation"},
    "round_the_clock": {"round the clock"},
    "uses_ips": {"intentional peer support"},
    "mainstream": {"mainstream"},
    "considers_ips": {"mainstream"},
    "face_to_face": {"community"},
}
"""The models that have what a condition of the register asks for."""


def conditions(rule):
    return {PACK.obligations[key].applies for key in rule.obligations}


def meant(rule):
    """Return the models that *rule* is for, as its obligations say."""
    return {model for condition in conditions(rule) for model in OF[condition]}


OF_MODELS = [rule for rule in PACK.rules if conditions(rule) <= set(OF)]


def of_model(model):
    """Return the tidy service as if each of its programs followed *model* and nothing else."""
    records = [
        attrs.evolve(record, **{**PLAIN, **MODELS[model]}) if name == "program" else record
        for name in TIDY.supplied
        for record in TIDY.of_type(name).values()
    ]
    return peercomply.Snapshot.of(records, supplied=TIDY.supplied)


def test_rules_for_models_are_found_wherever_they_stand():
    """
    Rules for one model are those whose obligations hold for it alone, in whatever file.
    """
    areas = {Path(rule.span.source.path).parent.name for rule in OF_MODELS}

    assert len(OF_MODELS) > 70
    assert areas == {"evaluation", "models", "participation", "practice", "workforce"}
    assert set(MODELS) == {model for rule in OF_MODELS for model in meant(rule)}


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

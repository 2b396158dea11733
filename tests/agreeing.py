"""Random worlds, judged by two engines; PEERCOMPLY_WORLDS says how many a long run compares."""

import os
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from peercomply.engines.memory import evaluate
from peercomply.findings.cross_check import compare
from peercomply.plan.lower import lower
from rule_strategies import rule_sets
from strategies import snapshots
from worlds import pack

DAYS = st.dates(date(2026, 9, 1), date(2027, 3, 31))
SUBJECTS = ("worker", "program", "incident", "shift", "budget", "report", "match", "audit")
OTHERS = ("organisation", "supervision", "training", "agreement", "attestation", "meeting")
WORLDS = st.one_of(snapshots(), snapshots(always=(*SUBJECTS, *OTHERS)))

WANTED = int(os.environ.get("PEERCOMPLY_WORLDS", "0"))


def agree(engine, evaluate_again, worlds, *, packs=1):
    """
    Judge so many random *worlds*, each by so many random *packs*, and compare every outcome.

    A world with two packs counts as two; an engine that needs long to start takes more at once.
    """

    @settings(max_examples=-(-(WANTED or worlds) // packs))
    @given(st.lists(rule_sets(), min_size=packs, max_size=packs), WORLDS, DAYS)
    def judged_alike(texts, snapshot, as_of):
        loaded = [pack(text.replace("rule-", f"of-{no}-rule-")) for no, text in enumerate(texts)]
        plans = [lower(rule) for one in loaded for rule in one.rules]
        first, second = (
            judge(plans, snapshot, as_of=as_of, parameters=loaded[0].parameters)
            for judge in (evaluate, evaluate_again)
        )

        assert compare(first, second, engine).disagreements == ()

    judged_alike()

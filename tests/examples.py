"""The example services of fixtures/, what their EXPECTED.md promises, and what a check says."""

from datetime import date
from pathlib import Path

import peercomply
from peercomply.engines.memory import evaluate
from peercomply.plan.lower import lower
from peercomply.report.json import document

DAY = date(2026, 11, 22)
PACK = peercomply.load_rules("peer-support")


def described(folder):
    """Read the tables of EXPECTED.md by their headings."""
    tables, heading = {}, ""
    for line in (Path(folder) / "EXPECTED.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line[3:]
        elif line.startswith("|") and not set(line) <= set("|- "):
            tables.setdefault(heading, []).append(
                [cell.strip() for cell in line.strip("|").split("|")]
            )
    return {heading: rows[1:] for heading, rows in tables.items()}


def states(folder):
    """Judge *folder*, and return the state of each record under each rule."""
    snapshot = peercomply.load_snapshot(folder)
    plans = [lower(rule) for rule in PACK.rules]
    judgements = evaluate(plans, snapshot, as_of=DAY, parameters=PACK.parameters)
    return {
        (judgement.rule.id, str(outcome.subject)): outcome.state.value
        for judgement in judgements
        for outcome in judgement.outcomes
    }


def report(folder):
    """Check *folder*, and return the report as a document."""
    return document(peercomply.check(peercomply.load_snapshot(folder), PACK, as_of=DAY))

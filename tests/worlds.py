"""Small worlds: packs from text, records from keywords, and what a rule says about them."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from peercomply.engines.memory import evaluate
from peercomply.plan.lower import lower
from peercomply.records.durations import parse_duration
from peercomply.records.fields import FieldType
from peercomply.records.model import RECORD_TYPES
from peercomply.records.provenance import Doubt
from peercomply.records.snapshot import Provenance, Snapshot
from peercomply.rules.load import load_rules

DAY = date(2026, 11, 22)

HEADER = "pack: {id: test, version: 1.0.0, title: Test}\n"

RULE = """
rules:
  - id: test-rule
    title: Something is wrong
    for: {subject}
{body}
    severity: high
    strength: should
    obligations: [X-1]
    why: It harms.
    remedy: Mend it.
"""


def pack(text):
    """Load the pack that *text* is."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pack.yml"
        path.write_text(text, encoding="utf-8")
        return load_rules(path)


def rule(subject, body, extra=""):
    """Load a pack with one rule about *subject*; *body* holds its keys."""
    lines = "\n".join(f"    {line}" for line in body.strip("\n").split("\n"))
    return pack(HEADER + extra + RULE.format(subject=subject, body=lines))


def record(record_type, key, **values):
    """Make a record; days and durations may be written as text."""
    described = RECORD_TYPES[record_type]
    for name, value in values.items():
        kind = described.fields[name].type
        if isinstance(value, str) and kind in (FieldType.DATE, FieldType.DATETIME):
            is_day = len(value) == 10
            values[name] = date.fromisoformat(value) if is_day else _moment(value)
        elif isinstance(value, str) and kind is FieldType.DURATION:
            values[name] = parse_duration(value)
    return described.cls(id=key, **values)


def _moment(text):
    from datetime import datetime

    return datetime.fromisoformat(text)


def worker(key="W1", **values):
    """Make a worker who started long ago, unless said otherwise."""
    return record("worker", key, **{"started_on": "2020-01-01", **values})


def supervision(key, worker_id="W1", **values):
    """Make a supervision session."""
    return record("supervision", key, worker_id=worker_id, **values)


def world(*records, supplied=(), doubts=None):
    """Make a snapshot; *doubts* maps (type, key, field) to readings, none for unreadable."""
    found = {}
    for (name, key, field), readings in (doubts or {}).items():
        reason = f"{name}.{field} " + (
            "can be read in two ways" if readings else "could not be read"
        )
        days = tuple(date.fromisoformat(day) for day in readings)
        found.setdefault((name, field), {})[key] = Doubt(reason, days)
    return Snapshot.of(records, supplied=supplied, provenance=Provenance(doubts=found))


def outcomes(pack_, snapshot, as_of=DAY):
    """Return what the first rule says about each record, by key."""
    (judgement,) = evaluate(
        [lower(pack_.rules[0])], snapshot, as_of=as_of, parameters=pack_.parameters
    )
    return {outcome.subject.id: outcome for outcome in judgement.outcomes}


def outcome(pack_, snapshot, key="W1", as_of=DAY):
    """Return what the first rule says about one record, in a word."""
    return outcomes(pack_, snapshot, as_of)[key].state.value


def says(subject, condition, *records, key="W1", as_of=DAY, supplied=(), doubts=None, extra=""):
    """Return the outcome of `require: condition` for one record."""
    text = condition.replace("'", "''")
    loaded = rule(subject, f"require: '{text}'", extra)
    return outcome(loaded, world(*records, supplied=supplied, doubts=doubts), key, as_of)

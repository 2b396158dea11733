"""Makes records of answers: with keys that stay the same, and none that is there already."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import attrs

from peercomply.engines.outcomes import as_text
from peercomply.errors import AnswerProblem, AnswersError
from peercomply.findings.attestation.answers import Answer
from peercomply.findings.attestation.questions import TYPE
from peercomply.records.model import Record
from peercomply.records.snapshot import Snapshot

FIELDS = (
    *("id", "obligation_id", "organisation_id", "program_id", "committee_id", "item", "question"),
    *("answer", "answerer_role", "answered_on", "evidence", "action_due_on"),
)
"""Fields of an attestation that a paper fills, in the order of the record type."""

_SAME = tuple(name for name in FIELDS if name not in ("id", "question"))
_UNIQUE = tuple(name for name in _SAME if name not in ("evidence", "action_due_on"))


@attrs.frozen(kw_only=True)
class Entries:
    """
    The records of a paper.

    Attributes:
        new: Those that the export does not have, each as the texts of its fields.

        there: How many it has already.
    """

    new: tuple[Mapping[str, str], ...] = attrs.field(repr=False)
    there: int


def entries_of(answers: Iterable[Answer], snapshot: Snapshot) -> Entries:
    """
    Return the records of *answers* that *snapshot* does not have.

    Raises:
        AnswersError: An answer was read before and is another one now; all of them are listed.
    """
    held = snapshot.of_type(TYPE)
    known = {_facts(record, _UNIQUE): record.id for record in held.values()}
    new: list[Mapping[str, str]] = []
    problems: list[AnswerProblem] = []
    there = 0
    for answer in answers:
        entry = _entry(answer)
        before = held.get(entry["id"])
        if before is None and tuple(entry[name] for name in _UNIQUE) not in known:
            new.append(entry)
        elif before is None or _same(before, entry):
            there += 1
        else:
            problems.append(_changed(answer, entry))
    if problems:
        raise AnswersError(problems)
    return Entries(new=tuple(new), there=there)


def with_entries(snapshot: Snapshot, entries: Iterable[Mapping[str, str]]) -> Snapshot:
    """Return *snapshot* as it will be once *entries* are in the export."""
    cls = snapshot.schema[TYPE].cls
    made = (cls(**_values(entry)) for entry in entries)
    held = {**snapshot.of_type(TYPE), **{record.id: record for record in made}}
    return attrs.evolve(
        snapshot,
        records=MappingProxyType({**snapshot.records, TYPE: MappingProxyType(held)}),
        supplied=snapshot.supplied | {TYPE},
        tables=None,
    )


def _values(entry: Mapping[str, str]) -> dict[str, Any]:
    days = ("answered_on", "action_due_on")
    return {
        name: date.fromisoformat(value) if name in days else value
        for name, value in entry.items()
        if value
    }


def _entry(answer: Answer) -> dict[str, str]:
    question, on = answer.question, answer.on.isoformat()
    subject = question.subject
    values = {
        "id": f"SA-{on.replace('-', '')}-{_hash(question.identity, on, answer.role)}",
        "obligation_id": question.form.obligation,
        f"{subject.type}_id": subject.id,
        "item": question.item or "",
        "question": question.text,
        "answer": answer.answer,
        "answerer_role": answer.role,
        "answered_on": on,
        "evidence": answer.evidence,
        "action_due_on": "" if answer.action_on is None else answer.action_on.isoformat(),
    }
    usual = dict.fromkeys(FIELDS, "") | {"organisation_id": question.organisation_id or ""}
    return usual | values


def _same(record: Record, entry: Mapping[str, str]) -> bool:
    return _facts(record, _SAME) == tuple(entry[name] for name in _SAME)


def _facts(record: Record, names: Iterable[str]) -> tuple[str, ...]:
    found = ((getattr(record, name, None)) for name in names)
    return tuple("" if value is None else as_text(value) for value in found)


def _changed(answer: Answer, entry: Mapping[str, str]) -> AnswerProblem:
    return AnswerProblem(
        place=answer.place,
        message=f"an answer of {entry['answered_on']} was read before and is another one now",
        expected="the same answer, evidence and plan, or another day",
        hint=f"a new answer has a day of its own; a slip is corrected in the record {entry['id']}",
    )


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode(errors="surrogatepass")).hexdigest()[:12]

"""How a pack answers its obligations, as text for a terminal and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from peercomply.report.plain import plain
from peercomply.rules.answers import Answer, Way
from peercomply.rules.rule import Pack


def table(pack: Pack, answers: Sequence[Answer]) -> str:
    """Return the numbers by kind of answer, the reasons, and each obligation without an answer."""
    kinds = Counter(answer.way for answer in answers)
    lines = [f"{pack.id} {pack.version}: {_answered(answers)} of {len(answers)} answered", ""]
    lines += [f"{kinds[way]:>4} {way.meaning}" for way in Way]
    for way, tell in ((Way.NOT_CHECKABLE, _reason), (Way.UNANSWERED, _open)):
        told = [line for answer in answers if answer.way is way for line in tell(answer)]
        lines += ["", f"{way.value.capitalize()}:", *told] if told else []
    return "".join(f"{plain(line)}\n" for line in lines)


def _answered(answers: Sequence[Answer]) -> int:
    return sum(answer.way is not Way.UNANSWERED for answer in answers)


def _reason(answer: Answer) -> Iterator[str]:
    yield f"  {answer.obligation.id}  {answer.reason}"


def _open(answer: Answer) -> Iterator[str]:
    found = answer.obligation
    yield f"  {found.id}  {found.statement}"
    yield f"    {found.source}, {found.section}"


def to_json(pack: Pack, answers: Sequence[Answer]) -> str:
    """Return the numbers, and one object for each obligation in the order of the register."""
    kinds = Counter(answer.way for answer in answers)
    document = {
        "pack": {"id": pack.id, "version": pack.version},
        "obligations": len(answers),
        "answered": _answered(answers),
        "by": {way.value.replace(" ", "_"): kinds[way] for way in Way},
        "answers": [
            {
                "obligation": answer.obligation.id,
                "by": answer.way.value.replace(" ", "_"),
                "rules": list(answer.rules),
                "reason": answer.reason or None,
                "statement": answer.obligation.statement,
                "source": answer.obligation.source,
                "section": answer.obligation.section,
            }
            for answer in answers
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"

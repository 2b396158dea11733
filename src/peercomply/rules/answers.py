"""How a pack answers each obligation of its register: by which rules, or why by none."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping

import attrs

from peercomply.rules.forms.attested import Attested
from peercomply.rules.obligations import Obligation
from peercomply.rules.rule import Pack


class Way(enum.Enum):
    """How an obligation is answered."""

    RECORDS = "records"
    ATTESTATION = "attestation"
    NOT_CHECKABLE = "not checkable"
    UNANSWERED = "unanswered"

    @property
    def meaning(self) -> str:
        """What the word says, for people."""
        return _MEANINGS[self]


_MEANINGS = {
    Way.RECORDS: "by a rule that reads records",
    Way.ATTESTATION: "by a rule that asks for a self-assessment",
    Way.NOT_CHECKABLE: "by a reason why no rule can check it",
    Way.UNANSWERED: "not at all",
}


@attrs.frozen(kw_only=True)
class Answer:
    """
    How one obligation is answered.

    Attributes:
        obligation: The obligation.

        way: How it is answered.

        rules: Ids of the rules that name it, in the order of the pack.

        reason: Why no rule can check it; empty where a rule does, and where nothing is said.
    """

    obligation: Obligation
    way: Way
    rules: tuple[str, ...]
    reason: str


def answers(pack: Pack) -> tuple[Answer, ...]:
    """Return how *pack* answers each obligation of its register, in the order of the register."""
    named: dict[str, list[str]] = {}
    for rule in pack.rules:
        for key in rule.obligations:
            named.setdefault(key, []).append(rule.id)
    attested = {rule.id for rule in pack.rules if isinstance(rule.form, Attested)}
    return tuple(
        _answer(obligation, named.get(key, []), attested, pack.not_checkable)
        for key, obligation in pack.obligations.items()
    )


def _answer(
    obligation: Obligation, rules: Iterable[str], attested: set[str], reasons: Mapping[str, str]
) -> Answer:
    named, reason = tuple(rules), reasons.get(obligation.id, "")
    way = Way.NOT_CHECKABLE if reason else Way.UNANSWERED
    if named:
        way = Way.ATTESTATION if attested.issuperset(named) else Way.RECORDS
    return Answer(obligation=obligation, way=way, rules=named, reason=reason)

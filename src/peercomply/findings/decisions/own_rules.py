"""The rules about decisions that this program itself has, and how each is graded."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from peercomply.errors import Source, Span
from peercomply.findings.decisions.model import DecisionCode
from peercomply.findings.rating import Consequence, Likelihood
from peercomply.rules.forms.require import Require
from peercomply.rules.nodes import Literal
from peercomply.rules.rule import Rule, Severity, Strength
from peercomply.rules.types import BOOL

SOURCE = "peercomply: a rule of this project; no source document speaks of decisions"


@attrs.frozen(kw_only=True)
class OwnRule:
    """
    A rule about decisions.

    Attributes:
        rule: The rule, as reports show it; no engine runs it.

        criteria: What it demands.

        live: Likelihood and consequence where a breach counts because of it.

        idle: The same where none does.
    """

    rule: Rule
    criteria: str
    live: tuple[Likelihood, Consequence]
    idle: tuple[Likelihood, Consequence]

    @property
    def counts(self) -> str:
        """What a live fault lets count, in words."""
        if self.rule.subject == "waiver":
            return "a breach that counts"
        return "a finding that is not rated so"


_SPAN = Span(Source("peercomply", ""), 0, 0)
_HELD = Require(Literal(True, BOOL, span=_SPAN), "nothing is wrong with the decision")  # noqa: FBT003

_LOW = Likelihood.UNLIKELY, Consequence.MINOR
_MEDIUM = Likelihood.RARE, Consequence.MAJOR
_MODERATE = Likelihood.POSSIBLE, Consequence.MODERATE
_HIGH = Likelihood.POSSIBLE, Consequence.MAJOR


def _own(
    code: DecisionCode,
    severity: Severity,
    texts: tuple[str, str, str],
    live: tuple[Likelihood, Consequence],
    idle: tuple[Likelihood, Consequence],
) -> OwnRule:
    criteria, why, remedy = texts
    rule = Rule(
        id=code.value,
        title=code.title,
        subject=code.value.partition("-")[0],
        lets=(),
        when=None,
        form=_HELD,
        otherwise=None,
        severity=severity,
        strength=Strength.SHOULD,
        obligations=(),
        why=why,
        remedy=remedy,
        message=None,
        span=_SPAN,
    )
    return OwnRule(rule=rule, criteria=criteria, live=live, idle=idle)


_ALONE = "The breach counts at the gate; people who think it accepted do not look at it."

OWN_RULES: Mapping[DecisionCode, OwnRule] = {
    DecisionCode.EXPIRED: _own(
        DecisionCode.EXPIRED,
        Severity.HIGH,
        (
            "A breach is accepted until the last day of its waiver, and no longer.",
            "A breach goes on that nobody has accepted any more.",
            "End the breach, or have it accepted anew. The waiver may stay as a record.",
        ),
        _HIGH,
        _LOW,
    ),
    DecisionCode.NOT_YET: _own(
        DecisionCode.NOT_YET,
        Severity.LOW,
        (
            "A waiver holds from its first day on.",
            "Until then the breach counts.",
            "Wait, or correct its first day.",
        ),
        _LOW,
        _LOW,
    ),
    DecisionCode.TOO_LONG: _own(
        DecisionCode.TOO_LONG,
        Severity.MEDIUM,
        (
            "A waiver holds for a year at most, so that each is looked at again.",
            "An exception that nobody looks at again becomes the practice.",
            "Accept it for at most 366 days, both ends included.",
        ),
        _MODERATE,
        _LOW,
    ),
    DecisionCode.TOO_BROAD: _own(
        DecisionCode.TOO_BROAD,
        Severity.HIGH,
        (
            "A waiver names the record whose breach is accepted.",
            "It would hide breaches that nobody has looked at, those to come among them.",
            "Name the record, such as worker:W017; write a waiver for each.",
        ),
        _HIGH,
        _MEDIUM,
    ),
    DecisionCode.UNKNOWN_RULE: _own(
        DecisionCode.UNKNOWN_RULE,
        Severity.MEDIUM,
        (
            "A waiver names a rule of the packs that are checked.",
            _ALONE,
            "Correct the id; `peercomply rules list` has them.",
        ),
        _MODERATE,
        _MODERATE,
    ),
    DecisionCode.SELF_APPROVED: _own(
        DecisionCode.SELF_APPROVED,
        Severity.HIGH,
        (
            "Who accepts a breach is not the person whom it is about.",
            "Nobody else has judged the risk for the people who are supported.",
            "Have another person accept it.",
        ),
        _HIGH,
        _MEDIUM,
    ),
    DecisionCode.LAPSED: _own(
        DecisionCode.LAPSED,
        Severity.HIGH,
        (
            "A waiver covers what was known when it was accepted, and nothing worse.",
            "The risk is larger than the one that was accepted.",
            "Look at it again, and have it accepted anew if it still is.",
        ),
        _HIGH,
        _HIGH,
    ),
    DecisionCode.UNUSED: _own(
        DecisionCode.UNUSED,
        Severity.LOW,
        (
            "A waiver covers a breach that is there.",
            "It may be misspelt, or it would cover a later breach that nobody has looked at.",
            "Remove it if the breach has ended; check how rule and record are spelt.",
        ),
        _LOW,
        _LOW,
    ),
    DecisionCode.OVERRIDE_EXPIRED: _own(
        DecisionCode.OVERRIDE_EXPIRED,
        Severity.MEDIUM,
        (
            "A finding is rated by a person until the last day of the override, and no longer.",
            "The finding is rated by the matrix again, and people think that it is not.",
            "Decide anew. The override may stay as a record.",
        ),
        _MODERATE,
        _LOW,
    ),
    DecisionCode.OVERRIDE_NOT_YET: _own(
        DecisionCode.OVERRIDE_NOT_YET,
        Severity.LOW,
        (
            "An override holds from the day of its decision on.",
            "Until then the finding is rated by the matrix.",
            "Wait, or correct the day.",
        ),
        _LOW,
        _LOW,
    ),
    DecisionCode.OVERRIDE_TOO_LONG: _own(
        DecisionCode.OVERRIDE_TOO_LONG,
        Severity.MEDIUM,
        (
            "An override holds for a year at most, so that each is looked at again.",
            "A rating that nobody looks at again is taken for a fact.",
            "Let it end within 366 days, both ends included.",
        ),
        _MODERATE,
        _LOW,
    ),
    DecisionCode.OVERRIDE_TOO_BROAD: _own(
        DecisionCode.OVERRIDE_TOO_BROAD,
        Severity.MEDIUM,
        (
            "An override about one record rates a finding that has this record alone.",
            "It would rate the breaches of other records, which nobody has looked at.",
            "Name the finding, or its program as the record, if all of it is meant.",
        ),
        _MODERATE,
        _LOW,
    ),
    DecisionCode.OVERRIDE_UNKNOWN_RULE: _own(
        DecisionCode.OVERRIDE_UNKNOWN_RULE,
        Severity.MEDIUM,
        (
            "An override names a rule of the packs that are checked.",
            "The finding is rated by the matrix, and people think that it is not.",
            "Correct the id; `peercomply rules list` has them.",
        ),
        _MODERATE,
        _MODERATE,
    ),
    DecisionCode.OVERRIDE_SELF_APPROVED: _own(
        DecisionCode.OVERRIDE_SELF_APPROVED,
        Severity.HIGH,
        (
            "Who rates a finding is not the person whom it is about.",
            "Nobody else has judged the risk for the people who are supported.",
            "Have another person decide.",
        ),
        _HIGH,
        _MEDIUM,
    ),
    DecisionCode.OVERRIDE_LAPSED: _own(
        DecisionCode.OVERRIDE_LAPSED,
        Severity.HIGH,
        (
            "An override holds while the matrix says what it said then, and nothing worse.",
            "The risk is larger than the one that was judged.",
            "Look at the finding again, and decide anew.",
        ),
        _HIGH,
        _HIGH,
    ),
    DecisionCode.OVERRIDE_CONTRADICTED: _own(
        DecisionCode.OVERRIDE_CONTRADICTED,
        Severity.MEDIUM,
        (
            "A finding has one rating of a person on one day.",
            "Neither is used, so the finding is rated by the matrix.",
            "Keep the one that holds.",
        ),
        _MODERATE,
        _MODERATE,
    ),
    DecisionCode.OVERRIDE_UNUSED: _own(
        DecisionCode.OVERRIDE_UNUSED,
        Severity.LOW,
        (
            "An override rates a finding that is there.",
            "It may be misspelt, or it would rate a later finding that nobody has looked at.",
            "Remove it if the finding has ended; check how it is named.",
        ),
        _LOW,
        _LOW,
    ),
}
"""All of them, by code. The grades are proposals of this project: see docs/decisions.md."""

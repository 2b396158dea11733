"""A rule and a pack, as they come out of rule files."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import attrs

from peercomply.errors import Span, UnknownRuleError
from peercomply.records.extend import joined
from peercomply.records.model import RECORD_TYPES, Schema
from peercomply.rules.causes import Cause
from peercomply.rules.forms.attested import Attested
from peercomply.rules.forms.before import Before
from peercomply.rules.forms.count import Count
from peercomply.rules.forms.covers import Covers
from peercomply.rules.forms.covers_hours import CoversHours
from peercomply.rules.forms.current import Current
from peercomply.rules.forms.every import Every
from peercomply.rules.forms.findings import Findings
from peercomply.rules.forms.follow_up import FollowUp
from peercomply.rules.forms.latest import Latest
from peercomply.rules.forms.present import PresentFields, PresentRecord
from peercomply.rules.forms.require import Require
from peercomply.rules.forms.share import Share
from peercomply.rules.nodes import Expr
from peercomply.rules.obligations import Ambiguity, Circumstance, Obligation, Term
from peercomply.rules.parameters import Parameter
from peercomply.rules.profiles import Profile

Form: TypeAlias = (
    PresentFields
    | PresentRecord
    | Current
    | Latest
    | Every
    | FollowUp
    | Before
    | Count
    | Share
    | Covers
    | CoversHours
    | Attested
    | Require
    | Findings
)


NOTICE = "The rules are guidance for people who run and audit services, and not legal advice."
"""What every report and every list of rules says of them."""


class Severity(enum.IntEnum):
    """The harm behind a rule, from good practice to direct harm."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4

    def __str__(self) -> str:
        """Return the word of rule files and reports."""
        return self.name.lower()


class Strength(enum.IntEnum):
    """How strongly the source document asks for what a rule checks."""

    MAY = 1
    SHOULD = 2
    MUST = 3

    def __str__(self) -> str:
        """Return the word of rule files and reports."""
        return self.name.lower()


@attrs.frozen
class Message:
    """
    What a breach says, with places for values.

    Attributes:
        parts: Texts and the expressions between them, in their order.
    """

    parts: tuple[str | Expr, ...]


@attrs.frozen(kw_only=True)
class Rule:
    """
    One declarative check.

    Attributes:
        id: Names the rule; never reused.

        title: The offence in a few words.

        subject: Record type that it judges.

        lets: The values that it names, in their order.

        when: For which of these records it applies; None for all.

        form: What must hold.

        otherwise: What also satisfies the rule; None if nothing does.

        severity: The harm behind it.

        strength: How strongly the source asks for it.

        obligations: Obligations of the register that it checks.

        why: The harm in words.

        remedy: What a person can do.

        message: What a breach says instead of the default; None for the default.

        causes: Rules whose breaches explain the breaches of this one.

        span: Where the rule stands.

        memo: What is worked out of the rule once and used again, such as its plan.
    """

    id: str
    title: str
    subject: str
    lets: tuple[tuple[str, Expr], ...]
    when: Expr | None
    form: Form
    otherwise: Expr | None
    severity: Severity
    strength: Strength
    obligations: tuple[str, ...]
    why: str
    remedy: str
    message: Message | None
    causes: tuple[Cause, ...] = ()
    span: Span = attrs.field(eq=False, repr=False)
    memo: dict[str, Any] = attrs.field(factory=dict, init=False, eq=False, repr=False)

    @property
    def text(self) -> str:
        """The rule as it stands in its file."""
        source = self.span.source.text
        start = source.rfind("\n", 0, self.span.start) + 1
        return source[start : self.span.end].rstrip() + "\n"


@attrs.frozen(kw_only=True)
class Change:
    """
    A change of a rule by a pack that extends another one.

    Attributes:
        rule: Id of the rule.

        skip: The rule is not used.

        severity: Its new severity; None if unchanged.

        strength: Its new strength; None if unchanged.

        reason: Why, in the words of the pack.
    """

    rule: str
    skip: bool
    severity: Severity | None
    strength: Strength | None
    reason: str

    def __str__(self) -> str:
        """Return the change in words."""
        if self.skip:
            return f"{self.rule} is skipped: {self.reason}"
        grades = [
            f"{name} {grade}"
            for name, grade in (("severity", self.severity), ("strength", self.strength))
            if grade is not None
        ]
        return f"{self.rule} has {' and '.join(grades)}: {self.reason}"


@attrs.frozen(kw_only=True)
class Pack:
    """
    Rules with what they share.

    Attributes:
        id: Names the pack.

        version: Version of the pack.

        title: The pack in words.

        rules: The rules, in the order of files and lines.

        parameters: Limits by name.

        obligations: The register by id; empty if the pack has none.

        changes: What it changes in the rules of the pack that it extends.

        sha256: Hash of the names and bytes of the files, those of extended packs included.

        path: Where the pack was read from.

        not_checkable: Obligations that no rule can check, with the reasons.

        profiles: Choices of its rules by name.

        terms: What the register settles: lists, numbers and words, by name.

        ambiguities: What the sources leave open, and how the pack reads it.

        circumstances: For whom obligations hold, by the names that the register gives them.

        schema: The record types that its rules speak of.

        roots: The folders, or files, of the packs that it extends and its own, which is the last.
    """

    id: str
    version: str
    title: str
    rules: tuple[Rule, ...] = attrs.field(repr=False)
    parameters: Mapping[str, Parameter] = attrs.field(repr=False)
    obligations: Mapping[str, Obligation] = attrs.field(repr=False)
    changes: tuple[Change, ...]
    sha256: str
    path: str = attrs.field(eq=False)
    not_checkable: Mapping[str, str] = attrs.field(factory=dict, repr=False)
    profiles: Mapping[str, Profile] = attrs.field(factory=dict, repr=False)
    terms: Mapping[str, Term] = attrs.field(factory=dict, repr=False)
    ambiguities: tuple[Ambiguity, ...] = attrs.field(default=(), repr=False)
    circumstances: Mapping[str, Circumstance] = attrs.field(factory=dict, repr=False)
    schema: Schema = attrs.field(default=RECORD_TYPES, repr=False)
    roots: tuple[str, ...] = attrs.field(default=(), repr=False, eq=False)

    def rule(self, rule_id: str) -> Rule:
        """
        Return the rule *rule_id*.

        Raises:
            UnknownRuleError: There is none.
        """
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise UnknownRuleError(rule_id, [rule.id for rule in self.rules])

    def naming(self, obligations: Iterable[str]) -> tuple[Rule, ...]:
        """Return the rules that check one of *obligations*, in their order."""
        wanted = frozenset(obligations)
        return tuple(rule for rule in self.rules if not wanted.isdisjoint(rule.obligations))

    def source(self, rule: Rule) -> str:
        """Return the documents and sections of the obligations of *rule*, for citing."""
        return "; ".join(
            f"{found.source}, {found.section} ({found.id})" if found else key
            for key, found in ((key, self.obligations.get(key)) for key in rule.obligations)
        )

    def criteria(self, rule: Rule) -> str:
        """Return what the obligations of *rule* demand, in the words of the register."""
        found = [self.obligations[key] for key in rule.obligations if key in self.obligations]
        return " ".join(obligation.statement for obligation in found) or rule.title


def schema_of(packs: Iterable[Pack]) -> Schema:
    """
    Return the record types of which all *packs* together speak, to read an export for them.

    Raises:
        SchemaError: Two packs add a field or a record type of one name that is not the same.
    """
    return joined((f"the pack {pack.id!r} ({pack.path})", pack.schema) for pack in packs)

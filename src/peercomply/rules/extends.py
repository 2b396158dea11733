"""Changes that a pack makes to the rules of the pack that it extends, each with its reason."""

from __future__ import annotations

import attrs

from peercomply.documents.codes import Code
from peercomply.documents.keys import Holds, Keys, OneOf, key_of
from peercomply.documents.reader import Reader, as_mapping
from peercomply.errors import Problem, did_you_mean
from peercomply.rules.rule import Change, Rule, Severity, Strength

KEYS = Keys(
    title="change",
    says="A change of a rule of the pack that is extended.",
    keys=(
        key_of("rule", "the id of the rule", Holds.IDENTIFIER, required=True),
        key_of("skip", "whether the rule is not used", Holds.FLAG),
        key_of("severity", "its new severity", OneOf(tuple(str(one) for one in Severity))),
        key_of("strength", "its new strength", OneOf(tuple(str(one) for one in Strength))),
        key_of("reason", "why, which every report shows", required=True),
    ),
)


def apply_changes(
    readers: list[Reader], rules: dict[str, Rule], problems: list[Problem]
) -> list[Change]:
    """Change *rules* as the key `change` of *readers* says, and return what was changed."""
    changes = []
    for node in (node for reader in readers for node in reader.items("change")):
        mapping = as_mapping(node, problems, "the change")
        if mapping is None:
            continue
        change = _read(Reader(mapping, problems, "the change", KEYS), rules)
        if change is not None:
            changes.append(change)
            _apply(change, rules)
    return changes


def _read(reader: Reader, rules: dict[str, Rule]) -> Change | None:
    before = len(reader.problems)
    scalar = reader.scalar("rule", required=True)
    skip = reader.flag("skip")
    severity = reader.option("severity", lambda word: Severity[word.upper()], _words(Severity))
    strength = reader.option("strength", lambda word: Strength[word.upper()], _words(Strength))
    reason = reader.text("reason", required=True)
    reader.finish()
    if scalar is not None and scalar.value not in rules:
        reader.note(
            Code.UNKNOWN_RULE,
            f"the extended pack has no rule {scalar.value!r}",
            scalar.span,
            expected="the id of a rule of the pack that is extended",
            hint=did_you_mean(scalar.value, rules),
        )
    if len(reader.problems) == before and skip == (severity is not None or strength is not None):
        reader.note(
            Code.MISSING_KEY,
            "the change says nothing, or skips a rule and grades it",
            reader.node.span,
            expected="skip: true, or severity, strength or both",
        )
    if len(reader.problems) > before or scalar is None:
        return None
    return Change(rule=scalar.value, skip=skip, severity=severity, strength=strength, reason=reason)


def _words(grades: type[Severity | Strength]) -> tuple[str, ...]:
    return tuple(str(grade) for grade in grades)


def _apply(change: Change, rules: dict[str, Rule]) -> None:
    if change.skip:
        del rules[change.rule]
        for key, other in rules.items():
            left = tuple(cause for cause in other.causes if cause.rule != change.rule)
            if left != other.causes:
                rules[key] = attrs.evolve(other, causes=left)
        return
    rule = rules[change.rule]
    rules[change.rule] = attrs.evolve(
        rule,
        severity=change.severity or rule.severity,
        strength=change.strength or rule.strength,
    )

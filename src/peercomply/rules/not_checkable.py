"""Obligations that no rule can check, each with the reason that the pack gives."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from peercomply.documents.codes import Code
from peercomply.documents.reader import Reader, entries, note
from peercomply.documents.yaml_nodes import Node, Scalar
from peercomply.errors import Problem, did_you_mean
from peercomply.rules.layers import Layer
from peercomply.rules.obligations import Obligation
from peercomply.rules.rule import Rule


def read_not_checkable(
    layers: list[Layer],
    rules: tuple[Rule, ...],
    obligations: Mapping[str, Obligation],
    problems: list[Problem],
) -> Mapping[str, str]:
    """
    Return the reasons under `not_checkable` by obligation, after noting what is wrong.

    A pack may check what a pack that it extends calls not checkable.
    """
    found: dict[str, str] = {}
    named: dict[str, str] = {}
    for layer in layers:
        own = [rule for rule in rules if layer.files.hold(rule.span)]
        named |= {key: rule.id for rule in own for key in rule.obligations}
        found = {key: reason for key, reason in found.items() if key not in named}
        _read(layer.readers, found, named, obligations, problems)
    return MappingProxyType(found)


def _read(
    readers: list[Reader],
    found: dict[str, str],
    named: Mapping[str, str],
    obligations: Mapping[str, Obligation],
    problems: list[Problem],
) -> None:
    for key, node in entries(readers, "not_checkable"):
        if key.value in found:
            message, expected = f"a second reason for {key.value!r}", "each obligation once"
            note(problems, Code.DUPLICATE_ID, message, key.span, expected=expected)
        elif _known(key, obligations, problems) and _unnamed(key, named, problems):
            found[key.value] = _reason(key, node, problems)


def _known(key: Scalar, obligations: Mapping[str, Obligation], problems: list[Problem]) -> bool:
    if key.value in obligations:
        return True
    note(
        problems,
        Code.UNKNOWN_OBLIGATION,
        f"unknown obligation {key.value!r}",
        key.span,
        expected="an id of the register",
        hint=did_you_mean(key.value, obligations),
    )
    return False


def _unnamed(key: Scalar, named: Mapping[str, str], problems: list[Problem]) -> bool:
    rule = named.get(key.value)
    if rule is not None:
        note(
            problems,
            Code.BAD_VALUE,
            f"{key.value!r} is called not checkable, and the rule {rule!r} checks it",
            key.span,
            expected="an obligation that no rule names",
        )
    return rule is None


def _reason(key: Scalar, node: Node, problems: list[Problem]) -> str:
    reason = node.value.strip() if isinstance(node, Scalar) else ""
    if not reason:
        note(
            problems,
            Code.WRONG_SHAPE,
            f"{key.value!r} has no reason",
            key.span,
            expected="why no rule can check it, in a sentence",
        )
    return reason

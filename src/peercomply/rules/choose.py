"""Chooses rules of a pack: by a profile, or by what they say of themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from peercomply.errors import UnknownChoiceError
from peercomply.rules.forms.attested import Attested
from peercomply.rules.obligations import Obligation, areas_of
from peercomply.rules.profiles import Criteria
from peercomply.rules.rule import Pack, Rule


def choose(pack: Pack, criteria: Criteria) -> tuple[Rule, ...]:
    """
    Return the rules of *pack* that meet *criteria*, in their order.

    Raises:
        UnknownChoiceError: No rule and no obligation of the pack has such an area, obligation or
            record type, so a misspelt word chooses nothing in silence.
    """
    _check(pack, criteria)
    return _chosen(pack, criteria)


def in_profile(pack: Pack, name: str) -> tuple[Rule, ...]:
    """
    Return the rules of *pack* that its profile *name* chooses, in their order.

    Raises:
        UnknownChoiceError: The pack has no such profile.
    """
    if name not in pack.profiles:
        raise UnknownChoiceError("profile", name, pack.profiles)
    return _chosen(pack, pack.profiles[name].criteria)


def _chosen(pack: Pack, criteria: Criteria) -> tuple[Rule, ...]:
    return tuple(rule for rule in pack.rules if all(_met(rule, pack, criteria)))


def _met(rule: Rule, pack: Pack, wanted: Criteria) -> Iterator[bool]:
    yield not wanted.severities or str(rule.severity) in wanted.severities
    yield not wanted.strengths or str(rule.strength) in wanted.strengths
    yield not wanted.record_types or rule.subject in wanted.record_types
    yield not wanted.obligations or not set(wanted.obligations).isdisjoint(rule.obligations)
    yield not wanted.areas or any(_within(key, wanted.areas) for key in rule.obligations)
    way = "attestation" if isinstance(rule.form, Attested) else "records"
    yield not wanted.ways or way in wanted.ways
    known = (pack.obligations[key] for key in rule.obligations if key in pack.obligations)
    yield not wanted.tiers or any(_tier(one) in wanted.tiers for one in known)


def _tier(obligation: Obligation) -> str:
    return "" if obligation.tier is None else str(obligation.tier)


def _within(obligation: str, areas: Iterable[str]) -> bool:
    return any(obligation == area or obligation.startswith(f"{area}-") for area in areas)


def _check(pack: Pack, criteria: Criteria) -> None:
    obligations = {*pack.obligations, *(key for rule in pack.rules for key in rule.obligations)}
    areas = areas_of(obligations)
    known = (
        ("area", criteria.areas, areas),
        ("obligation", criteria.obligations, obligations),
        ("record type", criteria.record_types, pack.schema),
    )
    for kind, words, these in known:
        for word in words:
            if word not in these:
                raise UnknownChoiceError(kind, word, these)

"""Profiles of a pack: choices of its rules for a purpose, by what they say of themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import attrs

from peercomply.documents.codes import Code
from peercomply.documents.keys import TEXTS, Keys, ListOf, OneOf, key_of
from peercomply.documents.reader import IDENTIFIER, Reader, as_mapping, entries, note
from peercomply.documents.yaml_nodes import Scalar
from peercomply.errors import Problem, did_you_mean

SEVERITIES = ("critical", "high", "medium", "low")
STRENGTHS = ("must", "should", "may")
WAYS = ("records", "attestation")
TIERS = ("1", "2", "3")


@attrs.frozen(kw_only=True)
class Criteria:
    """
    Which rules are meant: those that meet each criterion; an empty one is met by all.

    Attributes:
        areas: Beginnings of the ids of their obligations, such as `GOV` or `GOV-POL`.

        severities: Their severities.

        strengths: Their strengths.

        obligations: Obligations of which they check one.

        record_types: The record types that they judge.

        tiers: Tiers of their obligations in the register.

        ways: Whether they read records, or ask for a self-assessment.
    """

    areas: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    strengths: tuple[str, ...] = ()
    obligations: tuple[str, ...] = ()
    record_types: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Profile:
    """
    A choice of rules with a name.

    Attributes:
        id: Its name.

        meaning: For whom or what it is.

        criteria: Which rules it chooses.
    """

    id: str
    meaning: str
    criteria: Criteria


KEYS = Keys(
    title="profile",
    says="A choice of rules for a purpose; a rule is in it if it meets each criterion named.",
    keys=(
        key_of("meaning", "for whom or what it is", required=True),
        key_of("severity", "the severities of its rules", ListOf(OneOf(SEVERITIES))),
        key_of("strength", "the strengths of its rules", ListOf(OneOf(STRENGTHS))),
        key_of("areas", "beginnings of the ids of their obligations, such as GOV-POL", TEXTS),
        key_of("record_types", "the record types that they judge", TEXTS),
        key_of("tiers", "tiers of their obligations in the register", ListOf(OneOf(TIERS))),
        key_of(
            "answered_by",
            "whether they read records, or ask for a self-assessment",
            ListOf(OneOf(WAYS)),
        ),
    ),
)


def read_profiles(
    readers: list[Reader], areas: Iterable[str], types: Iterable[str], problems: list[Problem]
) -> Mapping[str, Profile]:
    """
    Return the profiles that *readers* describe; a pack replaces those of the pack that it extends.

    Args:
        readers: The top levels of the rule files.

        areas: The areas of the register.

        types: The record types.

        problems: Where problems are noted.
    """
    words = tuple(sorted(areas)), tuple(types)
    found: dict[str, Profile] = {}
    for key, node in entries(readers, "profiles"):
        mapping = as_mapping(node, problems, f"the profile {key.value!r}")
        if not IDENTIFIER.fullmatch(key.value):
            expected = "small letters and digits, joined by '-'"
            message = f"{key.value!r} cannot name a profile"
            note(problems, Code.BAD_VALUE, message, key.span, expected=expected)
        elif mapping is not None:
            found[key.value] = _profile(
                key.value, Reader(mapping, problems, "the profile", KEYS), *words
            )
    return MappingProxyType(found)


def _profile(name: str, reader: Reader, areas: tuple[str, ...], types: tuple[str, ...]) -> Profile:
    meaning = reader.text("meaning", required=True)
    criteria = Criteria(
        areas=_words(reader, "areas", areas),
        severities=_words(reader, "severity", SEVERITIES),
        strengths=_words(reader, "strength", STRENGTHS),
        record_types=_words(reader, "record_types", types),
        tiers=_words(reader, "tiers", TIERS),
        ways=_words(reader, "answered_by", WAYS),
    )
    reader.finish()
    return Profile(id=name, meaning=meaning, criteria=criteria)


def _words(reader: Reader, key: str, known: tuple[str, ...]) -> tuple[str, ...]:
    found = []
    for item in reader.items(key):
        word = item.value if isinstance(item, Scalar) else ""
        if word in known:
            found.append(word)
            continue
        reader.note(
            Code.BAD_VALUE,
            f"{key!r} holds {word!r}",
            item.span,
            expected=f"one of {', '.join(known)}",
            hint=did_you_mean(word, known),
        )
    return tuple(found)

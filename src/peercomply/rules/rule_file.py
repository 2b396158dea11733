"""The keys that stand at the top of a rule file, and those of its header."""

from __future__ import annotations

from peercomply.documents.keys import Holds, Keys, ListOf, Named, key_of
from peercomply.rules import (
    extends,
    load_field,
    load_parameters,
    load_rule,
    load_schema,
    load_type,
    profiles,
)

HEADER = Keys(
    title="header",
    says="Names the pack; one of its files has it.",
    keys=(
        key_of("id", "names the pack", Holds.IDENTIFIER, required=True),
        key_of("version", "the version of the pack", required=True),
        key_of("title", "the pack in words", required=True),
        key_of("obligations", "the register of obligations: a JSON file in the folder of the pack"),
        key_of("extends", "a pack that this one rests on: a shipped one, or a folder beside it"),
    ),
)

FILE = Keys(
    title="rule file",
    says="A chapter of a pack: rules, with the parameters and definitions that they use.",
    keys=(
        key_of("pack", "the header of the pack", HEADER),
        key_of("enumerations", "lists of values for added fields", Named(load_schema.ENUMERATION)),
        key_of("fields", "fields added to record types", Named(Named(load_field.KEYS))),
        key_of("record_types", "record types of the pack's own", Named(load_type.KEYS)),
        key_of("parameters", "limits that rules name", Named(load_parameters.KEYS)),
        key_of("define", "named conditions, by record type", Named(Named(Holds.CONDITION))),
        key_of("change", "changes of rules of the extended pack", ListOf(extends.KEYS)),
        key_of("rules", "the rules", ListOf(load_rule.KEYS)),
        key_of("profiles", "choices of rules by name", Named(profiles.KEYS)),
        key_of(
            "not_checkable",
            "obligations that no rule can check, each with the reason",
            Named(Holds.TEXT),
        ),
    ),
)

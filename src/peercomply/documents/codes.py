"""The stable codes of problems in rule files, each with its meaning in one sentence."""

from __future__ import annotations

import enum


class Code(enum.Enum):
    """Stable code of a problem; never reused."""

    UNREADABLE = "PC001"
    SYNTAX = "PC101"
    DUPLICATE_KEY = "PC102"
    ALIAS = "PC103"
    TOO_DEEP = "PC104"
    TOO_LARGE = "PC105"
    UNKNOWN_KEY = "PC201"
    MISSING_KEY = "PC202"
    WRONG_SHAPE = "PC203"
    BAD_VALUE = "PC204"
    DUPLICATE_ID = "PC205"
    PACK_HEADER = "PC206"
    EXPRESSION_SYNTAX = "PC301"
    NOT_ALLOWED = "PC302"
    UNKNOWN_NAME = "PC303"
    UNKNOWN_FIELD = "PC304"
    WRONG_TYPE = "PC305"
    UNKNOWN_SLUG = "PC306"
    NO_LINK = "PC307"
    CYCLE = "PC308"
    UNKNOWN_OBLIGATION = "PC401"
    UNKNOWN_PARAMETER = "PC402"
    PRIVATE_FIELD = "PC403"
    UNKNOWN_RULE = "PC404"

    @property
    def meaning(self) -> str:
        """What the code says, for the documentation."""
        return _MEANINGS[self]


_MEANINGS = {
    Code.UNREADABLE: "A rule file or folder cannot be read.",
    Code.SYNTAX: "The file is not well-formed YAML.",
    Code.DUPLICATE_KEY: "A mapping has the same key twice.",
    Code.ALIAS: "Anchors, aliases, tags and merge keys are not part of the rule language.",
    Code.TOO_DEEP: "Lists, mappings or expressions are nested too deeply.",
    Code.TOO_LARGE: "A file or an expression is too large.",
    Code.UNKNOWN_KEY: "A key is not known in its place.",
    Code.MISSING_KEY: "A key that is required is not there.",
    Code.WRONG_SHAPE: "A text, a list or a mapping stands where another one is expected.",
    Code.BAD_VALUE: "A value is not one of those that its key accepts.",
    Code.DUPLICATE_ID: "Two rules, parameters, definitions, fields or types have the same name.",
    Code.PACK_HEADER: "A pack has no header, or more than one.",
    Code.EXPRESSION_SYNTAX: "An expression is not well-formed.",
    Code.NOT_ALLOWED: "An expression uses something that is not part of the language.",
    Code.UNKNOWN_NAME: "A name in an expression is not known there.",
    Code.UNKNOWN_FIELD: "A record type has no field or definition of this name.",
    Code.WRONG_TYPE: "A value in an expression has the wrong type for its place.",
    Code.UNKNOWN_SLUG: "A text is compared with a field that can never hold it.",
    Code.NO_LINK: "It is not said, or not clear, how records belong to the record being judged.",
    Code.CYCLE: "Definitions refer to each other in a circle.",
    Code.UNKNOWN_OBLIGATION: "The register of the pack has no obligation of this id.",
    Code.UNKNOWN_PARAMETER: "The pack has no parameter of this name.",
    Code.PRIVATE_FIELD: "A message names a field whose values may not be shown.",
    Code.UNKNOWN_RULE: "A case, or a rule, names a rule that the pack does not have.",
}

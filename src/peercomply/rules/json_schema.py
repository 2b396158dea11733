"""JSON Schemas of rule files and case files, for editors that complete and check while typing."""

from __future__ import annotations

from typing import Any

from peercomply.documents.keys import Either, Holds, Keys, ListOf, Named, OneOf, Shape
from peercomply.rules import case_keys, rule_file

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_PATTERNS = {
    Holds.IDENTIFIER: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
    Holds.NAME: "^[a-z][a-z0-9_]*$",
    Holds.DAY: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
}

_SCALAR = ["string", "number", "boolean"]
"""What a plain value is for an editor: the loader reads each of them as the text it was."""


def schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of each kind of file by its name."""
    return {"rules": schema_of(rule_file.FILE), "cases": schema_of(case_keys.FILE)}


def schema_of(keys: Keys) -> dict[str, Any]:
    """Return the JSON Schema of files that hold a mapping with *keys*."""
    found: dict[str, Keys] = {}
    root = _mapping(keys, found)
    defined: dict[str, Any] = {}
    while len(defined) < len(found):
        for title in [title for title in found if title not in defined]:
            defined[title] = _mapping(found[title], found)
    return {"$schema": DIALECT, **root, "$defs": dict(sorted(defined.items()))}


def _mapping(keys: Keys, found: dict[str, Keys]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "title": keys.title,
        "description": keys.says,
        "type": "object",
        "properties": {
            key.name: _shape(key.holds, found) | {"description": key.says} for key in keys.keys
        },
        "required": [key.name for key in keys.keys if key.required],
        "additionalProperties": False,
    }
    if keys.exactly_one:
        schema["oneOf"] = [{"required": [name]} for name in keys.exactly_one]
    return schema


def _shape(shape: Shape, found: dict[str, Keys]) -> dict[str, Any]:
    match shape:
        case Holds():
            return _plain(shape)
        case OneOf(words=words):
            return {"enum": list(words)}
        case ListOf(item=item):
            return {"type": "array", "items": _shape(item, found)}
        case Named(value=value):
            return {"type": "object", "additionalProperties": _shape(value, found)}
        case Either(options=options):
            return {"anyOf": [_shape(option, found) for option in options]}
        case Keys():
            found[shape.title] = shape
            return {"$ref": f"#/$defs/{shape.title.replace(' ', '%20')}"}


def _plain(holds: Holds) -> dict[str, Any]:
    match holds:
        case Holds.FLAG:
            return {"enum": [True, False, "true", "false"]}
        case Holds.NUMBER:
            return {"type": ["number", "string"], "pattern": "^-?[0-9]+([.][0-9]+)?$"}
        case Holds.WHOLE:
            return {"type": ["integer", "string"], "pattern": "^-?[0-9]+$"}
        case Holds.IDENTIFIER | Holds.NAME | Holds.DAY:
            return {"type": "string", "pattern": _PATTERNS[holds]}
        case Holds.TEXT | Holds.CONDITION | Holds.EXPRESSION | Holds.VALUE:
            return {"type": _SCALAR}

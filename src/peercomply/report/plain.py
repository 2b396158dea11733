"""Makes text from an export safe for a terminal, for JSON, and for the log of a build server."""

from __future__ import annotations

import json
import re
from typing import Any

_COMMAND = re.compile(r"^(\s*)(?:(:)(?=:)|(#)(?=#\[))", re.MULTILINE)
_UNSEEN = re.compile("[\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]")


def plain(text: str) -> str:
    """Return *text* with everything escaped that a terminal would not simply show."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def inert(text: str) -> str:
    """Return lines of *text* so that none of them is a command to a build server."""
    return _COMMAND.sub(lambda found: f"{found[1]}\\x{ord(found[2] or found[3]):02x}", text)


def json_text(value: Any, *, indent: int | None = None) -> str:
    """Return *value* as JSON, with all escaped that a terminal or a reader of lines heeds."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)

"""Parses the text of an expression with Python's own grammar; nothing is ever evaluated."""

from __future__ import annotations

import ast
import re

import attrs

from peercomply.documents.codes import Code
from peercomply.documents.yaml_nodes import Scalar
from peercomply.errors import Span
from peercomply.rules.refusal import Refused, refused

LONGEST = 10_000
"""Characters of one expression."""


_QUOTED = re.compile(r"\"[^\"\\\x00]*\"|'[^'\\\x00]*'")
_STRANGE = re.compile(r"[^ -~]|[\\#]")
"""What no expression has outside quotes: comments, escapes, letters that only look like names."""

DEEPEST = 60
"""Levels of one expression; nobody reads a condition that is nested as deeply."""


@attrs.frozen
class Parsed:
    """
    A parsed expression that can tell where each part of it stands in the rule file.

    Attributes:
        body: The root of Python's syntax tree.

        text: The text that was parsed, on one line.

        scalar: The node of the rule file that holds the text.
    """

    body: ast.expr
    text: str
    scalar: Scalar
    _offsets: tuple[int, ...] | None = attrs.field(repr=False)
    _bytes: bytes = attrs.field(repr=False)

    def span(self, node: ast.expr | ast.keyword) -> Span:
        """Return where *node* stands in the rule file."""
        start = self._character(node.col_offset)
        return self.span_of(start, max(self._character(node.end_col_offset or 0), start + 1))

    def span_of(self, start: int, end: int) -> Span:
        """Return where the characters from *start* to *end* of the text stand."""
        if self._offsets is None:
            return self.scalar.span
        last = len(self._offsets) - 1
        first = self._offsets[min(start, last)]
        return Span(self.scalar.span.source, first, self._offsets[min(end - 1, last)] + 1)

    def source(self, node: ast.expr) -> str:
        """Return the text of *node*."""
        start, end = node.col_offset, node.end_col_offset or 0
        return self._bytes[start:end].decode()

    def _character(self, offset: int) -> int:
        return len(self._bytes[:offset].decode(errors="replace"))


def parse_expression(scalar: Scalar) -> Parsed:
    """
    Return the parsed text of *scalar*.

    Raises:
        Refused: It is no well-formed expression, or too large or too deep.
    """
    text, offsets = _one_line(scalar)
    place = _Place(scalar, offsets)
    if not text:
        raise place.refuse(Code.EXPRESSION_SYNTAX, "the expression is empty")
    if len(text) > LONGEST:
        raise place.refuse(Code.TOO_LARGE, f"the expression has more than {LONGEST} characters")
    bad = _STRANGE.search(_QUOTED.sub(lambda match: "_" * len(match[0]), text))
    if bad is not None:
        raise place.refuse(Code.NOT_ALLOWED, "a character that no expression has", bad.start())
    return Parsed(_parse(text, place), text, scalar, offsets, text.encode())


def _one_line(scalar: Scalar) -> tuple[str, tuple[int, ...] | None]:
    text = scalar.value.replace("\n", " ").replace("\t", " ")
    offsets = _offsets(scalar, text)
    lead = len(text) - len(text.lstrip())
    text = text.strip()
    return text, offsets[lead : lead + len(text)] if offsets else None


def _parse(text: str, place: _Place) -> ast.expr:
    try:
        body = ast.parse(text, mode="eval").body
    except SyntaxError as error:
        if "too many nested" in error.msg:
            raise place.refuse(Code.TOO_DEEP, "the expression is nested too deeply") from None
        if "integer string conversion" in error.msg:
            raise place.refuse(Code.TOO_LARGE, "the expression has too long a number") from None
        message = f"the expression is not well-formed: {error.msg}"
        index = max((error.offset or 1) - 1, 0)
        raise place.refuse(Code.EXPRESSION_SYNTAX, message, index) from None
    except (MemoryError, RecursionError):
        raise place.refuse(Code.TOO_DEEP, "the expression is nested too deeply") from None
    except (ValueError, Warning):
        message = "the expression is not well-formed"
        raise place.refuse(Code.EXPRESSION_SYNTAX, message) from None
    if _depth(body) > DEEPEST:
        raise place.refuse(Code.TOO_DEEP, "the expression is nested too deeply")
    return body


def _depth(body: ast.AST) -> int:
    level, depth = [body], 0
    while level and depth <= DEEPEST:
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        depth += 1
    return depth


@attrs.frozen
class _Place:
    scalar: Scalar
    offsets: tuple[int, ...] | None

    def refuse(self, code: Code, message: str, index: int = 0) -> Refused:
        span = self.scalar.span
        if self.offsets:
            start = self.offsets[min(index, len(self.offsets) - 1)]
            span = Span(span.source, start, start + 1)
        example = "an expression in Python syntax, such as: started_on <= as_of - P1M"
        return refused(code, message, span, expected=example)


def _offsets(scalar: Scalar, text: str) -> tuple[int, ...] | None:
    """
    Return the place in the file of each character of *text*.

    Folding and quoting change only white space and quotes, so the other characters of the text
    stand in the file in the same order. None where they do not, as with escapes.
    """
    source = scalar.span.source.text
    start, end = scalar.span.start, scalar.span.end
    raw = source[start:end]
    if raw[:1] in ("|", ">"):
        start += raw.find("\n") + 1
    elif raw[:1] in ("'", '"') and scalar.quoted:
        start, end = start + 1, end - 1
    places: list[int] = []
    here = start
    for char in text:
        if not char.isspace():
            while here < end and source[here].isspace():
                here += 1
            if here >= end or source[here] != char:
                return None
        places.append(min(here, end - 1))
        here += 1
    return tuple(places)

"""
Reads YAML into nodes that know their place.

Every scalar stays the text that was written: what it means is for the reader of the key to say. So
`no`, 010 and 12:30 never become a boolean, an octal number or sixty times twelve and a half.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import attrs
import yaml

from peercomply.documents.codes import Code
from peercomply.errors import Problem, Source, Span

DEEPEST = 32
"""Rule files are flat; deeper nesting is a mistake or an attack."""

LARGEST = 4_000_000
"""Characters of one file."""


@attrs.frozen
class Scalar:
    """A text, and whether it stood in quotes or in a block."""

    value: str
    span: Span
    quoted: bool


@attrs.frozen
class Sequence:
    """A list of nodes."""

    items: tuple[Node, ...]
    span: Span


@attrs.frozen
class Mapping:
    """Keys with their nodes, in the order of the file."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span


Node: TypeAlias = Scalar | Sequence | Mapping

_QUOTES = ("'", '"', "|", ">")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Stop(Exception):  # noqa: N818
    """Ends the reading of a file; carries the problem that was met."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.message)


def read_yaml(source: Source, problems: list[Problem]) -> Node | None:
    """
    Return the root node of *source*, or None if it is empty or cannot be read.

    What is wrong is added to *problems*; duplicate keys do not stop the reading.
    """
    if len(source.text) > LARGEST:
        message = f"the file has more than {LARGEST} characters"
        problems.append(
            Problem(code=Code.TOO_LARGE.value, message=message, span=Span(source, 0, 1))
        )
        return None
    builder = _Builder(source, problems)
    try:
        return builder.document(yaml.parse(source.text, Loader=_Loader))
    except _Stop as stop:
        problems.append(stop.problem)
    except (yaml.YAMLError, UnicodeError) as error:
        problems.append(_syntax(source, error))
    return None


def _syntax(source: Source, error: yaml.YAMLError | UnicodeError) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    words = getattr(error, "problem", None) or getattr(error, "reason", None) or "not readable"
    if "scanning a quoted scalar" in (getattr(error, "context", None) or ""):
        mark, words = (
            getattr(error, "context_mark", mark),
            "the quote that opens here is not closed",
        )
    start = min(getattr(mark, "index", getattr(error, "position", 0)) or 0, len(source.text))
    if "maximum nesting depth" in words:
        return Problem(
            code=Code.TOO_DEEP.value,
            message=f"nested more than {DEEPEST} levels deep",
            span=Span(source, start, start + 1),
        )
    char = source.text[start : start + 1]
    if char == "\t":
        words, hint = "a tab stands where spaces are expected", "indent with spaces"
    else:
        hint = "check quotes, colons and indentation on this line and on the one before it"
    return Problem(
        code=Code.SYNTAX.value,
        message=f"this is not well-formed YAML: {words}",
        span=Span(source, start, start + 1),
        expected="YAML as in the other rule files",
        hint=hint,
    )


class _Builder:
    """Makes nodes from parser events; the recursion is bounded by DEEPEST."""

    def __init__(self, source: Source, problems: list[Problem]) -> None:
        self.source = source
        self.problems = problems

    def document(self, events: Iterator[Any]) -> Node | None:
        root: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._stop(Code.WRONG_SHAPE, "a second document starts here", event)
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, events, 0)
        return root

    def _stop(self, code: Code, message: str, event: Any, expected: str = "") -> None:
        span = self._span(event)
        raise _Stop(Problem(code=code.value, message=message, span=span, expected=expected))

    def _span(self, first: Any, last: Any = None) -> Span:
        start = first.start_mark.index
        return Span(self.source, start, max((last or first).end_mark.index, start + 1))

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self._stop(Code.ALIAS, "anchors and aliases are not read", event, "the value itself")
        if event.tag is not None and event.tag != "!":
            self._stop(Code.ALIAS, f"the tag {event.tag!r} is not read", event, "the value alone")
        if depth > DEEPEST:
            self._stop(Code.TOO_DEEP, f"nested more than {DEEPEST} levels deep", event)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, self._span(event), event.style in _QUOTES)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, events, depth)
        return self._mapping(event, events, depth)

    def _sequence(self, start: Any, events: Iterator[Any], depth: int) -> Sequence:
        items: list[Node] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                return Sequence(tuple(items), self._span(start, event))
            items.append(self._node(event, events, depth + 1))
        raise AssertionError("the parser ends every list")

    def _mapping(self, start: Any, events: Iterator[Any], depth: int) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                return Mapping(tuple(entries.values()), self._span(start, event))
            key = self._node(event, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self._stop(Code.WRONG_SHAPE, "a key has to be a plain word", event)
            elif key.value in entries:
                self._duplicate(key, entries[key.value][0])
            else:
                entries[key.value] = (key, value)
        raise AssertionError("the parser ends every mapping")

    def _duplicate(self, key: Scalar, first: Scalar) -> None:
        self.problems.append(
            Problem(
                code=Code.DUPLICATE_KEY.value,
                message=f"the key {key.value!r} stands here a second time",
                span=key.span,
                expected="each key once",
                hint=f"it stood first on line {first.span.line}",
            )
        )

"""Reads the keys of a mapping in a rule file, and notes everything that is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

import attrs

from peercomply.documents.codes import Code
from peercomply.documents.keys import Keys
from peercomply.documents.yaml_nodes import Mapping, Node, Scalar, Sequence
from peercomply.errors import Problem, Span, did_you_mean

T = TypeVar("T")

IDENTIFIER = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
NAME = re.compile(r"[a-z][a-z0-9_]*")


def note(
    problems: list[Problem],
    code: Code,
    message: str,
    span: Span,
    *,
    expected: str = "",
    hint: str = "",
) -> None:
    """Add a problem to *problems*."""
    problems.append(
        Problem(code=code.value, message=message, span=span, expected=expected, hint=hint)
    )


def shape(node: Node) -> str:
    """Return in words what *node* is."""
    match node:
        case Scalar():
            return "a text" if node.value or node.quoted else "empty"
        case Sequence():
            return "a list"
        case Mapping():
            return "a mapping"


def as_mapping(node: Node, problems: list[Problem], what: str) -> Mapping | None:
    """Return *node* if it is a mapping, else None after noting the problem."""
    if isinstance(node, Mapping):
        return node
    note(problems, Code.WRONG_SHAPE, f"{what} is {shape(node)}", node.span, expected="a mapping")
    return None


def as_list(node: Node, problems: list[Problem], what: str) -> tuple[Node, ...]:
    """Return the items of *node* if it is a list, else nothing after noting the problem."""
    if isinstance(node, Sequence):
        return node.items
    note(problems, Code.WRONG_SHAPE, f"{what} is {shape(node)}", node.span, expected="a list")
    return ()


def entries(readers: Iterable[Reader], key: str) -> list[tuple[Scalar, Node]]:
    """Return the entries of the mappings that *readers* have under *key*."""
    inner = [reader.mapping(key) for reader in readers]
    return [entry for reader in inner if reader is not None for entry in reader.node.entries]


@attrs.frozen
class Reader:
    """
    One mapping, whose keys are asked for one by one.

    Attributes:
        node: The mapping.

        problems: Where problems are noted.

        what: What the mapping is, for messages, such as "the rule".

        keys: The keys that it can have; None where the author chooses their names.
    """

    node: Mapping
    problems: list[Problem]
    what: str
    keys: Keys | None = None

    def get(self, key: str, *, required: bool = False) -> Node | None:
        """Return the node of *key*; None if it is not there, after noting that if required."""
        assert self.keys is None or key in self.keys.names
        for name, node in self.node.entries:
            if name.value == key:
                return node
        if required:
            span = self.node.entries[0][0].span if self.node.entries else self.node.span
            self.note(
                Code.MISSING_KEY,
                f"{self.what} has no key {key!r}",
                span,
                expected=f"{key}: and a value",
            )
        return None

    def scalar(self, key: str, *, required: bool = False) -> Scalar | None:
        """Return the text of *key* with its place."""
        node = self.get(key, required=required)
        if node is None or isinstance(node, Scalar):
            return node
        self.note(Code.WRONG_SHAPE, f"{key!r} is {shape(node)}", node.span, expected="a text")
        return None

    def text(self, key: str, *, required: bool = False) -> str:
        """Return the text of *key*; an empty text if there is none."""
        scalar = self.scalar(key, required=required)
        if scalar is None:
            return ""
        if not scalar.value.strip():
            self.note(Code.BAD_VALUE, f"{key!r} is empty", scalar.span, expected="a text")
        return scalar.value.strip()

    def choice(self, key: str, read: Callable[[str], T], known: tuple[str, ...]) -> T | None:
        """Return the value of *key*, which has to be one of *known*."""
        return self._one_of(self.scalar(key, required=True), key, read, known)

    def option(self, key: str, read: Callable[[str], T], known: tuple[str, ...]) -> T | None:
        """Return the value of *key* if it is there; it has to be one of *known*."""
        return self._one_of(self.scalar(key), key, read, known)

    def _one_of(
        self, scalar: Scalar | None, key: str, read: Callable[[str], T], known: tuple[str, ...]
    ) -> T | None:
        if scalar is None:
            return None
        if scalar.value in known:
            return read(scalar.value)
        self.note(
            Code.BAD_VALUE,
            f"{key!r} is {short(scalar.value)}",
            scalar.span,
            expected=f"one of {', '.join(known)}",
            hint=did_you_mean(scalar.value, known),
        )
        return None

    def flag(self, key: str) -> bool:
        """Return whether *key* is true; false if it is not there."""
        return bool(self.option(key, lambda value: value == "true", ("true", "false")))

    def day(self, key: str) -> date | None:
        """Return the day of *key*; None if it is not there."""
        scalar = self.scalar(key)
        if scalar is None:
            return None
        day = read_day(scalar.value)
        if day is None:
            self.note(
                Code.BAD_VALUE,
                f"{short(scalar.value)} is no calendar day",
                scalar.span,
                expected="a day such as 2026-11-22",
            )
        return day

    def name(self, key: str, pattern: re.Pattern[str]) -> str:
        """Return the text of *key*, which has to be a name of the form *pattern*."""
        scalar = self.scalar(key, required=True)
        if scalar is None:
            return ""
        if not pattern.fullmatch(scalar.value):
            dash = "-" if pattern is IDENTIFIER else "_"
            self.note(
                Code.BAD_VALUE,
                f"{short(scalar.value)} is no name for {key!r}",
                scalar.span,
                expected=f"small letters and digits, joined by {dash!r}",
            )
        return scalar.value

    def mapping(
        self, key: str, keys: Keys | None = None, *, required: bool = False
    ) -> Reader | None:
        """Return a reader of the mapping of *key*, which can have *keys*."""
        node = self.get(key, required=required)
        if node is None:
            return None
        mapping = as_mapping(node, self.problems, repr(key))
        return None if mapping is None else Reader(mapping, self.problems, repr(key), keys)

    def items(self, key: str, *, required: bool = False) -> tuple[Node, ...]:
        """Return the items of the list of *key*."""
        node = self.get(key, required=required)
        return () if node is None else as_list(node, self.problems, repr(key))

    def note(
        self, code: Code, message: str, span: Span, *, expected: str = "", hint: str = ""
    ) -> None:
        """Note a problem."""
        note(self.problems, code, message, span, expected=expected, hint=hint)

    def finish(self) -> None:
        """Note every key that the mapping cannot have."""
        known = sorted(() if self.keys is None else self.keys.names)
        for key, _ in self.node.entries:
            if key.value not in known:
                self.note(
                    Code.UNKNOWN_KEY,
                    f"{self.what} has an unknown key {short(key.value)}",
                    key.span,
                    expected=f"one of {', '.join(known)}",
                    hint=did_you_mean(key.value, known),
                )


def read_day(text: str) -> date | None:
    """Return the ISO calendar day *text*, or None."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def short(text: str) -> str:
    """Return *text* in quotes, cut where it is long."""
    return repr(text if len(text) <= 60 else f"{text[:57]}...")

"""
Every error that the library raises, in one tree.

```
PeercomplyError
├── RecordError         a record holds values that its type does not allow
├── SnapshotError       records that cannot stand in one snapshot
├── InputError          an export that cannot be read at all
├── AnswersError        a filled paper of the self-assessment with problems, each with its place
├── RuleFileError       rule files with problems, each with its place
├── SchemaError         packs that add record types or fields which do not go together
├── ConfigError         a configuration file with problems, each with its place
├── UnknownRuleError    a rule id that no loaded pack has
├── UnknownChoiceError  a profile, area, obligation, record type or term that a pack does not know
├── SubjectError        a record that cannot be explained: unknown, or of another type
├── DraftError          a rule of which no draft can be made
├── EngineError         an engine that contradicts itself
├── EngineUnavailableError  an engine that is not there
└── OutputError         a report that cannot be written
```

Facts are attributes; the text is made here, once, and nobody parses it.
"""

from __future__ import annotations

import bisect
import difflib
import re
import unicodedata
from collections.abc import Iterable

import attrs


class PeercomplyError(Exception):
    """Base of every error of the library; its text is fit to be shown to a user."""


@attrs.frozen
class FieldProblem:
    """
    One value that a field does not allow.

    Attributes:
        field: Name of the field, or the fields of an order such as "started_on <= ended_on".

        found: What was there; the value itself only where its privacy class lets it be shown.

        expected: What the field accepts.
    """

    field: str
    found: str
    expected: str

    def __str__(self) -> str:
        """Return the problem as one line."""
        return f"{self.field}: found {self.found}, expected {self.expected}"


class RecordError(PeercomplyError):
    """
    A record holds values that its type does not allow; all of them are listed.

    Attributes:
        record_type: Name of the record type.

        problems: One for each value.
    """

    def __init__(self, record_type: str, problems: Iterable[FieldProblem]) -> None:
        self.record_type = record_type
        self.problems = tuple(problems)
        lines = "".join(f"\n  {problem}" for problem in self.problems)
        super().__init__(f"invalid {record_type} record{lines}")


class SnapshotError(PeercomplyError):
    """
    Records that cannot stand in one snapshot, such as two of one type with the same key.

    Attributes:
        problems: One sentence for each.
    """

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("invalid snapshot" + "".join(f"\n  {line}" for line in self.problems))


class InputError(PeercomplyError):
    """
    An export that cannot be read at all.

    Attributes:
        path: The file or folder.

        problem: What is wrong with it.

        expected: What would have been read.

        hint: What to do.
    """

    def __init__(self, path: str, problem: str, *, expected: str = "", hint: str = "") -> None:
        self.path = path
        self.problem = problem
        self.expected = expected
        self.hint = hint
        lines = [f"{path}: {problem}"]
        lines += [f"  expected: {expected}"] if expected else []
        lines += [f"  hint: {hint}"] if hint else []
        super().__init__("\n".join(lines))


@attrs.frozen(kw_only=True)
class AnswerProblem:
    """
    One thing that is wrong in a filled paper.

    Attributes:
        place: File, sheet and row, with the column where one is meant.

        message: What is wrong, in a sentence that can stand alone.

        expected: What would have been read; empty where that is clear.

        hint: What to do; empty where that is clear.
    """

    place: str
    message: str
    expected: str = ""
    hint: str = ""

    def __str__(self) -> str:
        """Return the problem as lines."""
        lines = [f"{self.place}: {self.message}"]
        lines += [f"  expected: {self.expected}"] if self.expected else []
        lines += [f"  hint: {self.hint}"] if self.hint else []
        return "\n".join(lines)


class AnswersError(PeercomplyError):
    """
    A filled paper of the self-assessment with problems; all that were found are listed.

    Attributes:
        problems: Each with its place.
    """

    def __init__(self, problems: Iterable[AnswerProblem]) -> None:
        self.problems = tuple(problems)
        noun = "problem" if len(self.problems) == 1 else "problems"
        body = "\n".join(map(str, self.problems))
        super().__init__(f"{body}\n{len(self.problems)} {noun} in the paper; nothing was written")


class SchemaError(PeercomplyError):
    """
    Packs, or a pack and a snapshot, that add record types or fields which do not go together.

    Attributes:
        problems: One sentence for each, with the facts in which the two differ.
    """

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        lines = "".join(f"\n  {line}" for line in self.problems)
        hint = "\n  hint: describe it alike in both, or give one of the two another name"
        super().__init__(f"record types that do not go together{lines}{hint}")


class UnknownRuleError(PeercomplyError):
    """
    A rule id that no loaded pack has.

    Attributes:
        rule: The id that was asked for.

        hint: The nearest known id, or an empty text.
    """

    def __init__(self, rule: str, known: Iterable[str]) -> None:
        self.rule = rule
        self.hint = nearest(rule, known)
        hint = f"\n  hint: did you mean {self.hint!r}?" if self.hint else ""
        super().__init__(f"no rule has the id {rule!r}{hint}")


class UnknownChoiceError(PeercomplyError):
    """
    A profile, area, obligation, record type or term that the pack does not know.

    Attributes:
        kind: What it would be, such as "profile".

        word: The word that was given.

        hint: The nearest known word, or an empty text.
    """

    def __init__(self, kind: str, word: str, known: Iterable[str]) -> None:
        self.kind = kind
        self.word = word
        names = sorted(known)
        self.hint = nearest(word, names)
        hint = (
            f"did you mean {self.hint!r}?"
            if self.hint
            else f"it has {', '.join(names[:40]) or 'none'}"
        )
        super().__init__(f"the pack has no {kind} {word!r}\n  hint: {hint}")


class SubjectError(PeercomplyError):
    """
    A record that cannot be explained: it is unknown, or the rule judges another type.

    Attributes:
        subject: The record that was asked for.

        problem: What is wrong with it.

        hint: What to do, often the nearest known key; may be empty.
    """

    def __init__(self, subject: str, problem: str, *, hint: str = "") -> None:
        self.subject = subject
        self.problem = problem
        self.hint = hint
        super().__init__(f"{subject!r}: {problem}" + (f"\n  hint: {hint}" if hint else ""))


class EngineUnavailableError(PeercomplyError):
    """
    An engine that is not there.

    Attributes:
        engine: The name that was asked for.

        problem: Why it is not there.

        hint: What to do; may be empty.
    """

    def __init__(self, engine: str, problem: str, *, expected: str = "", hint: str = "") -> None:
        self.engine = engine
        self.problem = problem
        self.hint = hint
        lines = [f"no engine {engine!r}: {problem}"]
        lines += [f"  expected: {expected}"] if expected else []
        lines += [f"  hint: {hint}"] if hint else []
        super().__init__("\n".join(lines))


class EngineError(PeercomplyError):
    """
    An engine that contradicts itself about a record; nothing of its results may be relied on.

    Attributes:
        engine: Name of the engine.

        rule: Id of the rule.

        subject: The record.
    """

    def __init__(self, engine: str, rule: str, subject: str, said: str, told: str) -> None:
        self.engine = engine
        self.rule = rule
        self.subject = subject
        super().__init__(
            f"the engine {engine} says {said} of {subject} under {rule}, and {told} when it is"
            " asked again\n  nothing was reported\n  hint: use --engine memory, and report this"
            " line; it holds no values"
        )


class DraftError(PeercomplyError):
    """
    A rule of which no draft can be made.

    Attributes:
        rule: Id that the rule was to have.

        why: What stands against it.
    """

    def __init__(self, rule: str, why: str, *, expected: str, hint: str = "") -> None:
        self.rule = rule
        self.why = why
        lines = [f"{rule}: {why}", f"  expected: {expected}"]
        super().__init__("\n".join(lines + ([f"  hint: {hint}"] if hint else [])))


class DialectError(PeercomplyError):
    """
    A rule that cannot be said in SQL, or not in the SQL of one database.

    Attributes:
        rule: Id of the rule.

        what: What of it cannot be said.
    """

    def __init__(self, rule: str, what: str, *, able: Iterable[str] = ()) -> None:
        self.rule = rule
        self.what = what
        can = ", ".join(able)
        hint = f"these dialects can: {can}" if can else "peercomply explain says it in words"
        super().__init__(f"{rule}: SQL cannot say this rule: {what}\n  hint: {hint}")


class OutputError(PeercomplyError):
    """A report that cannot be written; the text names the file and the reason."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the one of *known* that is most like *word*, or an empty text if none is near."""
    matches = difflib.get_close_matches(word[:80], sorted(known), n=1, cutoff=0.6)
    return matches[0] if matches else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the one of *known* that is most like *word*, or an empty text."""
    match = nearest(word, known)
    return f"did you mean {match!r}?" if match else ""


@attrs.frozen(eq=False)
class Source:
    """
    The text of one rule file, to which spans refer.

    Attributes:
        path: How the file is named in messages.

        text: The text, with every line end as one line feed.
    """

    path: str
    text: str = attrs.field(repr=False)
    _starts: list[int] = attrs.field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Note where each line starts."""
        starts = [0]
        starts += [match.end() for match in re.finditer("\n", self.text)]
        object.__setattr__(self, "_starts", starts)

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of *offset*, both counted from 1."""
        line = bisect.bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Return the text of line *number*, counted from 1."""
        start = self._starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start : end if end >= 0 else len(self.text)]


@attrs.frozen
class Span:
    """
    A stretch of a rule file: half-open offsets into its text.

    Attributes:
        source: The file.

        start: Offset of the first character.

        end: Offset after the last character.
    """

    source: Source = attrs.field(repr=False)
    start: int
    end: int

    @property
    def line(self) -> int:
        """Line of the first character, counted from 1."""
        return self.source.place(self.start)[0]

    @property
    def column(self) -> int:
        """Column of the first character, counted from 1."""
        return self.source.place(self.start)[1]

    def __str__(self) -> str:
        """Return file, line and column; the file alone if nothing of it was read."""
        if not self.source.text:
            return self.source.path
        return f"{self.source.path}:{self.line}:{self.column}"


@attrs.frozen(kw_only=True)
class Problem:
    """
    One thing that is wrong with a rule file.

    Attributes:
        code: Stable code, listed in docs/rule-errors.md.

        message: What is wrong, with the value.

        span: Where.

        expected: What would have been accepted.

        hint: What to do, often the nearest known name.
    """

    code: str
    message: str
    span: Span
    expected: str = ""
    hint: str = ""

    def __str__(self) -> str:
        """Return place, code and message, the offending text underlined, expectation and hint."""
        lines = [f"{self.span}: error[{self.code}] {self.message}", *_excerpt(self.span)]
        lines += [f"   expected: {self.expected}"] if self.expected else []
        lines += [f"   hint: {self.hint}"] if self.hint else []
        return "\n".join(lines)


_WIDEST = 120


def _excerpt(span: Span) -> list[str]:
    number, column = span.source.place(span.start)
    line = span.source.line(number)
    shift = 0 if len(line) <= _WIDEST else max(0, column - 1 - _WIDEST // 2)
    shown = "".join(char if char.isprintable() else " " for char in line[shift : shift + _WIDEST])
    if not shown.strip():
        return []
    start = column - 1 - shift
    end = start + max(1, min(span.end - span.start, len(line) - column + 1, _WIDEST // 2))
    cut = "…" if shift else ""
    indent = " " * (8 + len(cut) + _columns(shown[:start]))
    return [f"{number:>5} | {cut}{shown}", indent + "^" * max(1, _columns(shown[start:end]))]


def _columns(text: str) -> int:
    """Return how many columns of a terminal *text* takes: marks none, wide characters two."""
    return sum(
        0
        if unicodedata.category(char) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(char) in ("W", "F")
        else 1
        for char in text
    )


class RuleFileError(PeercomplyError):
    """
    Rule files with problems; all that were found are listed, in the order of the files.

    Attributes:
        problems: Each with place, code, message, expectation and hint.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=_place))
        super().__init__(_listed(self.problems, "the rule files"))


class ConfigError(PeercomplyError):
    """
    A configuration file with problems; all that were found are listed.

    Attributes:
        problems: Each with place, code, message, expectation and hint.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=_place))
        super().__init__(_listed(self.problems, "the configuration"))


def _listed(problems: tuple[Problem, ...], where: str) -> str:
    noun = "problem" if len(problems) == 1 else "problems"
    body = "\n".join(str(problem) for problem in problems)
    return f"{body}\n{len(problems)} {noun} in {where}; nothing was checked"


def _place(problem: Problem) -> tuple[str, int, str, str]:
    return problem.span.source.path, problem.span.start, problem.code, problem.message

"""Reads the answers of a filled paper, and notes everything that is wrong with them at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import attrs

from peercomply.documents.reader import read_day, short
from peercomply.errors import AnswerProblem, AnswersError, did_you_mean
from peercomply.findings.attestation.columns import OWN, Column
from peercomply.findings.attestation.questions import TYPE, Asked, Question
from peercomply.intake.decoding import DAMAGED
from peercomply.intake.filled import FilledRow, FilledTable
from peercomply.intake.names import plain, slug
from peercomply.intake.words import MISSING_WORDS, SPREADSHEET_ERROR, VALUES
from peercomply.records.model import RECORD_TYPES

_FIELDS = RECORD_TYPES[TYPE].fields
_ANSWERS = _FIELDS["answer"].values
_ROLES = _FIELDS["answerer_role"].values
_NUMBERS = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_ERROR = re.compile(SPREADSHEET_ERROR, re.IGNORECASE)
_LIVE = tuple("=+-@＝＋－＠")  # noqa: RUF001 - spreadsheets take the wide ones for the same
_ANEW = "write the paper anew: peercomply attest sheet EXPORT --output FILE"
_DAY = "a day such as 2026-11-22"


@attrs.frozen(kw_only=True)
class Answer:
    """
    An answer to a question.

    Attributes:
        place: Where it stands in the paper.

        question: The question.

        answer: The answer.

        on: Its day.

        role: Group of the person who attests.

        evidence: What shows it, or where that is kept; empty if nothing is named.

        action_on: Day by which a planned action is due; None if none is planned.
    """

    place: str
    question: Question
    answer: str
    on: date
    role: str
    evidence: str = attrs.field(repr=False)
    action_on: date | None


@attrs.frozen(kw_only=True)
class Answers:
    """
    What a filled paper says.

    Attributes:
        given: The answers, in the order of the paper.

        empty: Rows without an answer.

        noted: Rows with a note, which no record can hold.
    """

    given: tuple[Answer, ...]
    empty: int
    noted: int


def read_answers(table: FilledTable, asked: Asked, as_of: date) -> Answers:
    """
    Return the answers of *table* to the questions *asked*, as on the day *as_of*.

    Raises:
        AnswersError: Something is wrong with an answer; all is listed.
    """
    reader = _Paper({one.identity: one for one in asked.questions}, as_of)
    reader.problems += [
        AnswerProblem(place=place, message=message) for place, message in table.broken
    ]
    given = [one for row in table.rows if (one := reader.answer(row)) is not None]
    if reader.problems:
        raise AnswersError(reader.problems)
    return Answers(
        given=tuple(given),
        empty=sum(not _filled(row) for row in table.rows),
        noted=sum(bool(_cell(row, Column.NOTE)) for row in table.rows),
    )


def _cell(row: FilledRow, column: Column) -> str:
    return row.cells.get(plain(column.value), "")


def _filled(row: FilledRow) -> bool:
    return any(_cell(row, one) for one in OWN if one is not Column.NOTE)


class _Paper:
    """Reads row by row, and knows what was answered before."""

    def __init__(self, questions: Mapping[str, Question], as_of: date) -> None:
        self.questions = questions
        self.as_of = as_of
        self.seen: dict[str, str] = {}
        self.problems: list[AnswerProblem] = []

    def answer(self, row: FilledRow) -> Answer | None:
        """Return the answer of *row*; None where there is none, or after noting what is wrong."""
        if not _filled(row):
            return None
        question = self._question(row)
        answer, on = self._word(row), self._day(row, Column.DAY)
        action_on = self._day(row, Column.ACTION)
        role, evidence = self._role(row, question), self._evidence(row, question)
        if on is None and not _cell(row, Column.DAY):
            self._note(row, Column.DAY, "the answer has no day", expected=_DAY)
        if on is not None and on > self.as_of:
            said = f"{on} lies after the day on which the paper is read, {self.as_of}"
            self._note(row, Column.DAY, said, hint="correct the day, or read it then")
        if question is None or on is None or not answer or not role:
            return None
        return Answer(
            place=row.place,
            question=question,
            answer=answer,
            on=on,
            role=role,
            evidence=evidence,
            action_on=action_on,
        )

    def _question(self, row: FilledRow) -> Question | None:
        key = _cell(row, Column.KEY)
        if not key:
            said = "the row has an answer and no question key, so it belongs to no question"
            self._note(row, Column.KEY, said, hint="copy the key back from the paper as written")
            return None
        identity = key.partition("-")[0]
        question = self.questions.get(identity)
        if question is None:
            said = f"there is no question {short(key)}: no rule puts it to this export"
            self._note(
                row, Column.KEY, said, expected="a key of a paper of this export", hint=_ANEW
            )
            return None
        if question.key != key:
            said = "the question was changed since the paper was written"
            self._note(row, Column.KEY, said, expected=f"an answer to: {question.text}", hint=_ANEW)
            return None
        if identity in self.seen:
            said = f"the question is answered twice; first in {self.seen[identity]}"
            self._note(row, Column.KEY, said, hint="keep one of the two answers")
            return None
        self.seen[identity] = row.place
        return question if self._together(row, question) else None

    def _together(self, row: FilledRow, question: Question) -> bool:
        """Whether the printed cells are those of the key: a sort of some columns parts them."""
        printed = {
            Column.RULE: question.rule.id,
            Column.SUBJECT: str(question.subject),
            Column.ITEM: question.item or "",
        }
        for column, expected in printed.items():
            held = row.cells.get(plain(column.value))
            if held is not None and held != expected:
                said = f"{short(held)} stands beside the key of another question"
                hint = "sort all columns together, or write the paper anew"
                self._note(row, column, said, expected=expected or "nothing", hint=hint)
                return False
        return True

    def _word(self, row: FilledRow) -> str:
        text = _cell(row, Column.ANSWER)
        word = slug(text)
        word = VALUES[TYPE, "answer"].get(word, word)
        if word in _ANSWERS:
            return word
        said = f"{short(text)} is no answer" if text else "the row is filled in without an answer"
        hint = did_you_mean(word, _ANSWERS)
        self._note(row, Column.ANSWER, said, expected=f"one of {', '.join(_ANSWERS)}", hint=hint)
        return ""

    def _role(self, row: FilledRow, question: Question | None) -> str:
        text = _cell(row, Column.ROLE)
        group = None if question is None else question.form.group
        known = _ROLES if group is None else (group,)
        expected = f"one of {', '.join(known)}" if group is None else group
        if slug(text) in known:
            return slug(text)
        if not text:
            said = "the role of who attests is missing"
        elif slug(text) in _ROLES:
            said = f"an answer of {slug(text)} does not count for this question"
        else:
            said = f"{short(text)} is no role that is known"
        hint = did_you_mean(slug(text), known) if text else ""
        self._note(row, Column.ROLE, said, expected=expected, hint=hint)
        return ""

    def _evidence(self, row: FilledRow, question: Question | None) -> str:
        text = " ".join(_cell(row, Column.EVIDENCE).split())
        needed = question is not None and question.form.evidence
        if DAMAGED in text or _ERROR.fullmatch(text):
            self._note(row, Column.EVIDENCE, "the cell cannot be read", expected="a text")
        elif text.lower() in {"", *MISSING_WORDS}:
            if needed:
                said = "the answer names no evidence, and its rule counts none without"
                hint = "name what shows it, and where that is kept"
                self._note(row, Column.EVIDENCE, said, hint=hint)
            return ""
        elif text.startswith(_LIVE):
            said = f"a text that begins with {text[0]!r} is a formula to a spreadsheet"
            self._note(row, Column.EVIDENCE, said, hint="put a word before it")
        return text

    def _day(self, row: FilledRow, column: Column) -> date | None:
        text = _cell(row, column)
        if not text:
            return None
        days = sorted(set(_days(text)))
        if len(days) == 1:
            return days[0]
        if days:
            said = f"{short(text)} is {days[0]} or {days[1]}"
            self._note(row, column, said, expected=_DAY, hint="write the year first")
        else:
            self._note(row, column, f"{short(text)} is no day", expected=_DAY)
        return None

    def _note(
        self, row: FilledRow, column: Column, message: str, *, expected: str = "", hint: str = ""
    ) -> None:
        place = f"{row.place}, column {column.value!r}"
        found = AnswerProblem(place=place, message=message, expected=expected, hint=hint)
        self.problems.append(found)


def _days(text: str) -> Iterator[date]:
    """Yield the days that *text* may mean: day and month can stand in either order."""
    if (day := read_day(text)) is not None:
        yield day
    if (found := _NUMBERS.fullmatch(text)) is not None:
        first, second, year = map(int, found.groups())
        for month, number in ((second, first), (first, second)):
            yield from _valid(year, month, number)


def _valid(year: int, month: int, number: int) -> Iterable[date]:
    try:
        return (date(year, month, number),)
    except ValueError:
        return ()

"""Reads overrides of ratings from YAML or CSV, and notes everything that is wrong at once."""

from __future__ import annotations

from pathlib import Path

from peercomply.documents.codes import Code
from peercomply.documents.keys import Holds, Keys, ListOf, OneOf, key_of
from peercomply.documents.reader import Reader
from peercomply.findings.decisions.entries import day_of, read_entries, record_of
from peercomply.findings.decisions.model import Override
from peercomply.findings.rating import Rating

_RATINGS = tuple(str(one) for one in reversed(Rating))

OVERRIDE = Keys(
    title="override",
    says="A rating that a person gives to a finding instead of the one that is looked up.",
    keys=(
        key_of("finding", "the id of the finding; or else a rule"),
        key_of("rule", "the rule, all of whose findings are meant"),
        key_of("record", "the program or organisation of the finding, or its only record"),
        key_of("rating", "the rating", OneOf(_RATINGS), required=True),
        key_of("reason", "why", required=True),
        key_of("decided_by", "the role of the person who decides", required=True),
        key_of("on", "the day of the decision, the first in force", Holds.DAY, required=True),
        key_of("until", "the last day in force; a year if it is left out", Holds.DAY),
        key_of(
            "was", "the rating that was looked up then; if worse now, it lapses", OneOf(_RATINGS)
        ),
    ),
    exactly_one=("finding", "rule"),
)

KEYS = Keys(
    title="overrides",
    says="Ratings that people give to findings; see `peercomply check --overrides`.",
    keys=(key_of("overrides", "the overrides", ListOf(OVERRIDE), required=True),),
)


def load_overrides(path: Path) -> tuple[Override, ...]:
    """
    Return the overrides of the file *path*, in their order; CSV by its ending, else YAML.

    Raises:
        ConfigError: It cannot be read, or something is wrong with it; all is listed.
    """
    return read_entries(path, KEYS, _override)


def _override(reader: Reader) -> Override | None:
    before = len(reader.problems)
    finding, rule = reader.text("finding") or None, reader.text("rule") or None
    if (finding is None) == (rule is None):
        message = "the override names a finding and a rule, or neither of the two"
        expected = "one of them: finding: with an id of the JSON report, or rule:"
        reader.note(Code.WRONG_SHAPE, message, reader.node.span, expected=expected)
    record = record_of(reader)
    if finding is not None and record is not None:
        message = "the override names a finding and a record"
        expected = "a record beside a rule only"
        reader.note(Code.WRONG_SHAPE, message, reader.node.span, expected=expected)
    rating = reader.choice("rating", _rating, _RATINGS)
    reason = reader.text("reason", required=True)
    decided_by = reader.text("decided_by", required=True)
    on, until = day_of(reader, "on"), reader.day("until")
    if on is not None and until is not None and until < on:
        message = f"'until' is {until}, before 'on', {on}"
        reader.note(Code.BAD_VALUE, message, reader.node.span, expected="a later day")
    was = reader.option("was", _rating, _RATINGS)
    reader.finish()
    if len(reader.problems) > before or on is None or rating is None:
        return None
    span = reader.node.span
    return Override(
        finding=finding,
        rule=rule,
        record=record,
        rating=rating,
        reason=reason,
        decided_by=decided_by,
        on=on,
        until=until,
        was=was,
        place=f"{span.source.path}:{span.line}",
    )


def _rating(word: str) -> Rating:
    return Rating[word.upper()]

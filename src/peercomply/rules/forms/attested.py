"""The check form `attested`: a self-assessment answers a question, is current and positive."""

from __future__ import annotations

import attrs

from peercomply.documents.codes import Code
from peercomply.documents.keys import LIMIT, TEXTS, Holds, Keys, key_of
from peercomply.documents.reader import Reader
from peercomply.rules.forms.common import read_limit
from peercomply.rules.nodes import ByField, ByHome, Expr, Home, Rows
from peercomply.rules.scope import Scope
from peercomply.rules.types import Kind

KEYS = Keys(
    title="attested",
    says="A self-assessment answers a question, is current and is positive.",
    keys=(
        key_of("obligation", "the obligation that the question belongs to", required=True),
        key_of("question", "the question as it is put", required=True),
        key_of("within", "how long an answer stays current", LIMIT, required=True),
        key_of("since", "the first answer is due one interval after this day", LIMIT),
        key_of("answered_by", "the group whose answers count, if not anybody's", Holds.NAME),
        key_of("evidence", "whether an answer that names no evidence does not count", Holds.FLAG),
        key_of("items", "elements of the question, each of which wants an answer", TEXTS),
        key_of(
            "planned_action_is_enough",
            "whether a planned action that is not yet due stands in for a positive answer",
            Holds.FLAG,
        ),
    ),
)


@attrs.frozen(kw_only=True)
class Attested:
    """
    The latest answers to a question are recent enough, and none of them is negative.

    Attributes:
        rows: The attestations that belong to the record.

        obligation: The obligation that the question belongs to.

        question: The question as it is put.

        within: How long an answer stays current.

        since: The day from which the first answer is awaited; None where it is due at once.

        planned: Whether a negative answer with a planned action that is not yet due is enough.

        items: Elements of the question, each of which wants an answer; empty for one answer.

        group: The group whose answers count; None for anybody's.

        evidence: Only answers that name evidence count.
    """

    rows: Rows
    obligation: str
    question: str
    within: Expr
    since: Expr | None
    planned: bool
    items: tuple[str, ...]
    group: str | None
    evidence: bool


def read(rule: Reader, scope: Scope) -> Attested | None:
    """Return the check of the key `attested`, or None after noting what is wrong."""
    reader = rule.mapping("attested", KEYS)
    if reader is None:
        return None
    obligation = reader.text("obligation", required=True)
    question = reader.text("question", required=True)
    within = read_limit(reader, "within", scope, Kind.DURATION, required=True)
    since = read_limit(reader, "since", scope, Kind.DATE, required=False)
    fields = scope.names.schema["attestation"].fields
    group = reader.option("answered_by", str, fields["answerer_role"].values)
    flags = reader.flag("planned_action_is_enough"), reader.flag("evidence")
    items = _items(reader, fields["item"].values)
    reader.finish()
    rows = _rows(reader, scope)
    if rows is None or within is None or items is None or not obligation:
        return None
    return Attested(
        rows=rows,
        obligation=obligation,
        question=question,
        within=within,
        since=since,
        planned=flags[0],
        items=items,
        group=group,
        evidence=flags[1],
    )


def _items(reader: Reader, known: tuple[str, ...]) -> tuple[str, ...] | None:
    found = []
    for item in reader.items("items"):
        value = getattr(item, "value", "")
        if value not in known:
            reader.note(
                Code.UNKNOWN_SLUG,
                f"{value!r} is no element of a question",
                item.span,
                expected=f"one of {', '.join(known)}",
            )
            return None
        found.append(value)
    return tuple(found)


def _rows(reader: Reader, scope: Scope) -> Rows | None:
    match scope.judged.name:
        case "program":
            return Rows("attestation", ByHome(Home.PROGRAM), None)
        case "organisation":
            return Rows("attestation", ByHome(Home.ORGANISATION), None)
        case "committee":
            field = scope.names.schema["attestation"].fields["committee_id"]
            return Rows("attestation", ByField(field.name, info=field), None)
    reader.note(
        Code.NO_LINK,
        f"a self-assessment is not given for {scope.judged.name!r}",
        reader.node.span,
        expected="a rule for program, organisation or committee",
    )
    return None

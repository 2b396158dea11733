"""What rules a row out does so once, and not once for each record that is judged."""

import pytest
from sqlglot import exp, parse_one

from peercomply.engines.memory import evaluate
from peercomply.engines.sql.frame import Aliases, At, Base, Frame, table
from peercomply.engines.sql.narrowing import narrowed
from peercomply.engines.world import World
from peercomply.plan.lower import lower
from worlds import DAY, record, rule, world

WHOLE = frozenset({("policy", "id"), ("policy", "organisation_id")})


def frame():
    """Return a query over two policies, and what it knows of a third table is nothing."""
    bases = [Base("a", table("policy")), Base("b", table("policy"))]
    found = Frame(Aliases(), bases, [At("a", "policy").key])
    found.join("x", "later", lambda _: (table("policy"), exp.true()))
    return found


@pytest.mark.parametrize(
    ("where", "joined", "asked"),
    [
        ('"a"."organisation_id" = "b"."organisation_id"', True, False),
        ('"a"."title" = "b"."title"', False, True),
        ('"a"."id" < "b"."id"', False, True),
        ('"a"."id" <> \'D1\'', True, False),
        ('NOT "a"."owner" IS NULL AND "a"."owner" = "b"."id"', True, False),
        ('"a"."owner" IS NULL OR "a"."owner" = "b"."id"', False, True),
        ('"later 1"."id" = "b"."id"', False, True),
        ("\"a\".\"id\" IN ('D1', 'D2')", True, False),
        ('"a"."id" IN (\'D1\', "b"."title")', False, True),
        ('CASE WHEN "a"."owner" IS NULL THEN NULL ELSE TRUE END', False, True),
    ],
)
def test_a_join_asks_what_is_never_unknown(where, joined, asked):
    """
    Equal keys that are there, and what one table says of itself; the rest stays with the row.
    """
    over = frame()

    rest = narrowed(over, parse_one(where, dialect="duckdb"), WHOLE)

    assert (over.given.sql() != "TRUE", rest.sql() != "TRUE") == (joined, asked)


def test_every_part_of_a_condition_is_asked_once():
    """
    What a join does not ask, the row is asked.
    """
    over = frame()
    where = '"a"."id" = "b"."id" AND ("a"."title" = "b"."title" AND NOT "b"."id" IS NULL)'

    rest = narrowed(over, parse_one(where, dialect="duckdb"), WHOLE)

    assert over.given.sql() == '"a"."id" = "b"."id" AND NOT "b"."id" IS NULL'
    assert rest.sql() == '"a"."title" = "b"."title"'


def asked_of_rows(monkeypatch, members):
    """Return how often a row is asked whom it names, with many strays and *members* judged."""
    where = "committee_id == this.committee_id and this.id in attendee_ids"
    loaded = rule("membership", f"require: not any(meeting, where={where})")
    count, cell = [], World.cell

    def counted(self, record_type, field, *, judged):
        read = cell(self, record_type, field, judged=judged)
        if field != "attendee_ids":
            return read
        return lambda *pair: count.append(pair[1].id) or read(*pair)

    monkeypatch.setattr(World, "cell", counted)
    seats = [record("membership", f"B{n}", committee_id="C1") for n in range(members)]
    meetings = [record("meeting", f"M{n}", attendee_ids=[f"B{n}"]) for n in range(20)]
    evaluate(
        [lower(one) for one in loaded.rules],
        world(record("committee", "C1"), *seats, *meetings),
        as_of=DAY,
        parameters={},
    )
    return len(count)


def test_rows_of_anybody_are_not_asked_for_every_record(monkeypatch):
    """
    A hundred members more do not ask each meeting without a committee a hundred times more.
    """
    few, many = (asked_of_rows(monkeypatch, members) for members in (20, 120))

    assert few == many
    assert few > 0

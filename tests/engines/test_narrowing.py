"""What rules a row out does so once, and not once for each record that is judged."""

import pytest
from sqlglot import exp, parse_one

from peercomply.engines.duckdb import evaluate as in_database
from peercomply.engines.memory import evaluate
from peercomply.engines.sql.build import column, is_null
from peercomply.engines.sql.frame import Aliases, At, Base, Frame, table
from peercomply.engines.sql.narrowing import narrowed, split_by_set
from peercomply.engines.world import World
from peercomply.plan.lower import lower
from peercomply.rules.nodes import Aggregate
from peercomply.rules.traversal import all_of, key_in_set, walk
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
        ('"a"."owner" IS NULL OR "a"."owner" = \'D1\'', False, True),
        ('"a"."title" IN (\'D1\')', False, True),
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


def condition(subject, target, where):
    """Return a condition on rows, as a rule asks it."""
    loaded = rule(subject, f"require: not any({target}, where={where})")
    (way,) = lower(loaded.rules[0]).ways
    (found,) = (one for one in walk(way.holds) if isinstance(one, Aggregate))
    return found.rows.where


@pytest.mark.parametrize(
    ("where", "named"),
    [
        ("committee_id == this.committee_id and this.id in attendee_ids", ("id", "attendee_ids")),
        ("committee_id == this.committee_id and held_on <= as_of and this.worker_id in attendee_ids",
         ("worker_id", "attendee_ids")),
        ("committee_id == this.committee_id and this.id not in attendee_ids", None),
        ("committee_id == this.committee_id and (this.id in attendee_ids or held_on <= as_of)", None),
        ("committee_id == this.committee_id and this.worker.manager_id in attendee_ids", None),
        ('committee_id == this.committee_id and "budget" in topics', None),
        ("committee_id == this.committee_id and held_on <= as_of", None),
        ("committee_id == this.committee_id", None),
    ],
)  # fmt: skip
def test_a_set_that_has_to_name_the_record_is_found(where, named):
    """
    It is a set of the row itself, every row has to hold the key, and the key is of the record.
    """
    asked = condition("membership", "meeting", where)
    found = key_in_set(() if asked is None else all_of(asked))

    assert (found and tuple(one.field for one in found)) == named


def test_rows_are_found_by_the_keys_that_they_name_or_have_no_set():
    """
    Two queries go through every row that may name the record, and each of them once.
    """
    bases = [Base("a", table("membership")), Base("b", table("meeting"))]
    over = Frame(Aliases(), bases, [At("a", "membership").key])
    over.given = is_null(column("b", "committee_id"))

    unknown, named_in = split_by_set(
        over, At("b", "meeting"), "attendee_ids", column("a", "id"), {("membership", "id")}
    )

    without = '"b"."committee_id" IS NULL'
    assert unknown.given.sql() == f'{without} AND "b"."attendee_ids" IS NULL'
    assert [base.alias for base in unknown.bases] == ["a", "b"]
    assert named_in.given.sql() == without
    *_, member = named_in.bases
    assert 'UNNEST("one"."attendee_ids")' in member.source.sql("duckdb")
    assert member.on.sql() == (
        f'"{member.alias}"."row" = "b"."id" AND "{member.alias}"."key" = "a"."id"'
    )


def test_rows_are_not_found_by_a_key_that_may_be_missing():
    """
    Whether a row names a key that nobody knows is unknown of every row.
    """
    over = Frame(Aliases(), [Base("a", table("membership")), Base("b", table("meeting"))], [])
    key = column("a", "worker_id")

    assert split_by_set(over, At("b", "meeting"), "attendee_ids", key, frozenset()) == (over,)


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


def test_a_set_that_names_the_record_is_asked_in_the_database():
    """
    No rule of that kind is left to the reference engine.
    """
    where = "committee_id == this.committee_id and this.id in attendee_ids"
    loaded = rule("membership", f"require: not any(meeting, where={where})")
    seat, meeting = record("membership", "B1", committee_id="C1"), record("meeting", "M1")

    (judgement,) = in_database(
        [lower(one) for one in loaded.rules],
        world(record("committee", "C1"), seat, meeting),
        as_of=DAY,
        parameters={},
    )

    assert judgement.engine == ""
    assert [one.state.value for one in judgement.outcomes] == ["unknown"]


def test_a_day_that_nobody_can_know_is_not_due_soon():
    """
    A row whose organisation is missing cannot be of the same one: the warning has no day to count.
    """
    where = "missing(organisation_id) and organisation_id == this.organisation_id"
    body = f"current: {{date: 'latest(program.started_on, where={where})', warn: P30D}}"
    plans = [lower(one) for one in rule("worker", body).rules]
    worker = record("worker", "W1", organisation_id="O1", started_on=DAY)
    for records in ((worker,), (worker, record("program", "P1", started_on=DAY)), ()):
        snapshot = world(*records, supplied=("worker", "program"))

        found, expected = (
            judge(plans, snapshot, as_of=DAY, parameters={}) for judge in (in_database, evaluate)
        )

        assert found == expected

"""Plain texts, which short SQL reads, mean the same to the SQL that reads everything."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peercomply.intake.bundles import ITEM, PAIR, mapping_cell
from peercomply.intake.casts import casts, steps
from peercomply.intake.columns import raw
from peercomply.intake.plain import plain_casts, plain_test
from peercomply.intake.texts import gather
from peercomply.intake.words import INTERVALS, NO, VALUES, YES
from peercomply.records.fields import FieldType
from peercomply.records.model import RECORD_TYPES

FIELDS = [(name, field) for name, one in RECORD_TYPES.items() for field in one.fields.values()]
SORTS = {
    (field.type, field.of, field.minimum, field.maximum): (name, field) for name, field in FIELDS
}
WORDS = sorted({*YES, *NO, *INTERVALS, *(word for words in VALUES.values() for word in words)})

digits = st.text("0123456789", min_size=1, max_size=20)
numbers = st.from_regex(r"[+-]?[0-9]{0,19}(\.[0-9]{0,11})?", fullmatch=True)
days = st.dates().map(str) | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", fullmatch=True)
times = st.from_regex(r"[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?", fullmatch=True)
durations = st.from_regex(r"PT?[0-9]{1,5}[YMWDH]", fullmatch=True)
words = st.sampled_from([*WORDS, *map(str.upper, WORDS), "none", "İ", "K", "\ufffd"])
odd = st.text(st.sampled_from("aA -_;=.\t\n\x1c\x1e\x1fé\ufffd\u3000"), max_size=6)


@pytest.fixture(scope="module", name="database")
def database_fixture():
    with duckdb.connect() as connection:
        yield connection


def texts(field):
    """Return texts for *field*, plain ones and others."""
    single = digits | numbers | days | st.builds(str.__add__, days, times) | durations | words | odd
    values = st.sampled_from(field.values) if field.values else single
    if field.type is FieldType.SET:
        items = st.lists(values | odd | words, max_size=4)
        return st.builds(str.join, st.sampled_from(["; ", ";", ITEM]), items) | odd
    if field.type is FieldType.MAPPING:
        pairs = st.lists(
            st.tuples(values | odd, single), max_size=4, unique_by=lambda pair: pair[0]
        )
        held = pairs.map(lambda pairs: ITEM + ITEM.join(f"{key}{PAIR}{of}" for key, of in pairs))
        return held | single.map(mapping_cell)
    return values | single


def by_plain(connection, field, cells):
    columns = ", ".join(sql for _, sql in plain_casts(field, raw(field.name)))
    source = f"(SELECT unnest(?::VARCHAR[]) AS {raw(field.name)})"
    return connection.execute(f"SELECT {columns} FROM {source}", [cells]).fetchall()


def by_all(connection, record_type, field, cells):
    columns = ", ".join(sql for _, sql in casts(record_type, field, raw(field.name)))
    source = f"(SELECT unnest(?::VARCHAR[]) AS {raw(field.name)})"
    for step in steps(field, raw(field.name), filter(None, cells)):
        found = ", ".join(f"{sql} AS {name}" for name, sql in step.items())
        source = f"(SELECT *, {found} FROM {source})"
    return connection.execute(f"SELECT {columns} FROM {source}", [cells]).fetchall()


@pytest.mark.parametrize("sort", SORTS, ids=lambda sort: f"{sort[0].name}-{sort[1]}-{sort[2:]}")
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_plain_texts_mean_the_same_to_both_ways_of_reading(database, sort, data):
    """
    A text that counts as plain has a value, and both kinds of SQL read it as that value.
    """
    record_type, field = SORTS[sort]
    drawn = data.draw(st.lists(texts(field).map(str.strip), max_size=30))
    plain = [text for text in drawn if text and plain_test(record_type, field)(text)]

    read = by_plain(database, field, [*plain, None])

    assert read == by_all(database, record_type, field, [*plain, None])
    assert all(row[0] is not None for row in read[:-1])
    assert set(read[-1]) == {None}


@pytest.mark.parametrize(
    ("record_type", "field"),
    [(name, field) for name, field in FIELDS if field.item is FieldType.ENUM],
    ids=lambda one: one if isinstance(one, str) else one.name,
)
def test_every_listed_value_is_read_as_itself(database, record_type, field):
    """
    No value of an enumeration means another one in either way of reading.
    """
    plain = [text for text in (*field.values, *WORDS) if plain_test(record_type, field)(text)]

    assert set(field.values) - set(plain) <= set(VALUES.get((record_type, field.name), {}))
    assert by_plain(database, field, plain) == by_all(database, record_type, field, plain)


@pytest.mark.parametrize(
    ("field", "text", "plain"),
    [
        ("started_on", "2026-01-02", True),
        ("started_on", "2026-02-30", False),
        ("started_on", "1899-12-31", False),
        ("is_peer", "Yes", True),
        ("hourly_rate", "64.20", True),
        ("hourly_rate", ".5", False),
        ("hours_per_week", "169", False),
        ("location", "a\ufffd", False),
        ("specialisations", "none", False),
    ],
)
def test_what_is_plain(field, text, plain):
    """
    Plain is the form of a type that most exports write, within its limits.
    """
    assert plain_test("worker", RECORD_TYPES["worker"].fields[field])(text) is plain


@given(
    rows=st.lists(st.tuples(st.just("k"), st.text("a\x1c\n", max_size=3)).map(list), max_size=5),
    copies=st.sampled_from([1, 400]),
)
@settings(max_examples=40, deadline=None)
def test_columns_hold_the_texts_of_the_rows(rows, copies):
    """
    The texts of a column come back as they were, in few rows or many, whatever they hold.
    """
    rows = rows * copies

    gathered = gather(enumerate(rows), RECORD_TYPES["worker"], ["id", "location"])

    assert [one for portion in gathered.rows for one in portion] == list(range(len(rows)))
    assert gathered.size == len(rows)
    assert list(gathered.columns["location"].texts()) == [text for _, text in rows]
    assert gathered.columns["location"].filled == sum(bool(text) for _, text in rows)

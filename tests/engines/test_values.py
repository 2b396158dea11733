"""Three-valued logic, and values between bounds."""

from datetime import date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peercomply.engines.gather import Gathered, earliest, latest
from peercomply.engines.operands import either
from peercomply.engines.values import (
    Bounds,
    Missing,
    apply,
    between,
    compare,
    conjunction,
    disjunction,
    equal,
    extreme,
    is_missing,
    negation,
    to_moment,
)

UNKNOWN = Missing(frozenset({"why"}))
EMPTY = Missing(frozenset({"empty"}), empty=True)

truths = st.sampled_from([True, False, UNKNOWN])
bounds = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(
    lambda pair: between(min(pair), max(pair), frozenset({"rows"}))
)


def word(truth):
    return truth if isinstance(truth, bool) else None


@pytest.mark.parametrize(
    ("left", "right", "both", "one"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (True, UNKNOWN, None, True),
        (False, False, False, False),
        (False, UNKNOWN, False, None),
        (UNKNOWN, UNKNOWN, None, None),
    ],
)
def test_and_and_or_follow_kleene(left, right, both, one):
    """
    An unknown matters only where it could change the result.
    """
    assert word(conjunction([left, right])) is both
    assert word(conjunction([right, left])) is both
    assert word(disjunction([left, right])) is one
    assert word(disjunction([right, left])) is one


@given(truths, truths, truths)
def test_and_and_or_are_associative_commutative_and_absorbing(a, b, c):
    """
    The laws of Kleene's lattice hold.
    """
    assert word(conjunction([a, conjunction([b, c])])) == word(conjunction([c, b, a]))
    assert word(disjunction([a, disjunction([b, c])])) == word(disjunction([c, b, a]))
    assert word(conjunction([a, disjunction([a, b])])) == word(a)
    assert word(disjunction([a, conjunction([a, b])])) == word(a)


@given(truths, truths)
def test_de_morgan_and_double_negation(a, b):
    """
    Not distributes over and, and twice not is nothing.
    """
    left = negation(conjunction([a, b]))
    right = disjunction([negation(a), negation(b)])

    assert word(left) == word(right)
    assert word(negation(negation(a))) == word(a)


@given(truths, truths)
def test_learning_a_value_never_reverses_a_decision(a, b):
    """
    What is decided with an unknown stays decided whatever the unknown turns out to be.
    """
    for join in (conjunction, disjunction):
        with_unknown = word(join([a, b]))
        if with_unknown is None:
            continue
        for learned in (True, False):
            first = learned if a is UNKNOWN else a
            second = learned if b is UNKNOWN else b
            assert word(join([first, second])) is with_unknown


def test_reasons_of_unknowns_are_kept():
    """
    An unknown says why, with all the reasons that matter.
    """
    other = Missing(frozenset({"other"}))

    assert conjunction([UNKNOWN, True, other]).reasons == {"why", "other"}
    assert negation(UNKNOWN).reasons == {"why"}


@given(bounds, bounds)
def test_a_comparison_of_bounds_holds_for_every_value_between_them(left, right):
    """
    A comparison is decided only if all values between the bounds agree.
    """

    def values(bound):
        return range(bound.low, bound.high + 1) if isinstance(bound, Bounds) else [bound]

    for test, decided in (
        (lambda a, b: a < b, compare(lambda a, b: a < b, left, right)),
        (lambda a, b: a == b, equal(left, right)),
    ):
        results = {test(a, b) for a in values(left) for b in values(right)}
        expected = results.pop() if len(results) == 1 else None
        assert word(decided) is expected


def test_an_empty_value_is_missing_and_an_unreadable_one_is_neither():
    """
    Nothing was recorded is certain for an empty cell only.
    """
    assert is_missing(EMPTY) is True
    assert word(is_missing(UNKNOWN)) is None
    assert is_missing(date(2026, 1, 1)) is False


def test_bounds_are_missing_only_if_both_ends_are():
    """
    A value that may be there is not known to be missing.
    """
    assert word(is_missing(Bounds(EMPTY, 1, frozenset({"rows"})))) is None
    assert is_missing(Bounds(1, 2, frozenset({"rows"}))) is False
    assert is_missing(Bounds(EMPTY, Missing(frozenset({"b"}), empty=True), frozenset())) is True


def test_a_function_of_bounds_is_applied_to_both_ends():
    """
    A monotonic function keeps bounds, and a missing value stays missing.
    """
    doubled = apply(lambda value: 2 * value, Bounds(1, 3, frozenset({"rows"})))

    assert (doubled.low, doubled.high) == (2, 6)
    assert apply(lambda a, b: a + b, EMPTY, 1) is EMPTY
    assert apply(lambda a, b: a + b, EMPTY, UNKNOWN).reasons == {"empty", "why"}


def test_the_later_of_days_leaves_empty_ones_out():
    """
    Empty values do not count, unreadable ones leave the end open.
    """
    first, last = date(2026, 1, 1), date(2026, 5, 1)

    assert extreme([EMPTY, first, last], max) == last
    assert extreme([EMPTY, EMPTY], max) is EMPTY
    opened = extreme([first, UNKNOWN], max)
    assert (opened.low, opened.high) == (first, date.max)
    opened = extreme([first, UNKNOWN], min)
    assert (opened.low, opened.high) == (date.min, first)
    assert extreme([UNKNOWN, EMPTY], min) == UNKNOWN
    ranged = extreme([Bounds(EMPTY, last, frozenset({"rows"})), first], max)
    assert (ranged.low, ranged.high) == (first, last)


def test_a_day_alone_is_any_moment_of_it():
    """
    A date-time field that holds a day alone lies between its first and its last moment.
    """
    moment = to_moment(date(2026, 1, 1))
    again = to_moment(Bounds(date(2026, 1, 1), datetime(2026, 1, 3, 12), frozenset({"rows"})))

    assert moment.low == datetime(2026, 1, 1)
    assert moment.high.date() == date(2026, 1, 1)
    assert (again.low, again.high) == (datetime(2026, 1, 1), datetime(2026, 1, 3, 12))
    assert to_moment(EMPTY) is EMPTY
    assert "rows" in again.reasons


def test_exact_fractions_are_compared_without_rounding():
    """
    26 of 51 is less than 51%, and 51 of 100 is not.
    """
    limit = Fraction("0.51")

    assert compare(lambda a, b: a >= b, Fraction(26, 51), limit) is False
    assert compare(lambda a, b: a >= b, Fraction(51, 100), limit) is True


def test_an_extreme_of_bounds_and_an_unreadable_day_has_plain_ends():
    """
    Bounds never hold bounds, so that they can be compared.
    """
    low, high = date(2026, 1, 1), date(2026, 2, 1)
    found = extreme([UNKNOWN, Bounds(low, high, frozenset({"rows"}))], max)

    assert (found.low, found.high) == (low, date.max)
    assert word(compare(lambda a, b: a >= b, found, low)) is True


def test_an_unreadable_day_beside_known_ones_keeps_its_reason():
    """
    Whichever end an unreadable day leaves open, what is said of it names why.
    """
    day = date(2026, 1, 1)

    assert extreme([UNKNOWN, day], max) == Bounds(day, date.max, UNKNOWN.reasons)
    assert extreme([UNKNOWN, day], min) == Bounds(date.min, day, UNKNOWN.reasons)


def test_of_days_that_are_all_empty_the_last_one_says_why():
    """
    Nothing was recorded, as the last of the fields says.
    """
    last = Missing(frozenset({"last"}), empty=True)

    assert extreme([EMPTY, EMPTY, last], max) == last


def test_moments_between_bounds_keep_every_reason():
    """
    The rows that may count, an end that is missing, and a day alone are all named.
    """
    rows = frozenset({"rows"})
    alone = to_moment(date(2026, 1, 2)).reasons

    assert alone == {"a day alone cannot decide a limit in hours"}
    assert (
        to_moment(Bounds(UNKNOWN, date(2026, 1, 2), rows)).reasons == rows | UNKNOWN.reasons | alone
    )
    assert (
        to_moment(Bounds(date(2026, 1, 2), UNKNOWN, rows)).reasons == rows | UNKNOWN.reasons | alone
    )


def test_a_comparison_with_an_open_end_keeps_every_reason():
    """
    The reasons of both sides and of their ends are named, as is that of an unreadable value.
    """
    one = Bounds(1, UNKNOWN, frozenset({"rows"}))
    other = Bounds(1, 2, frozenset({"more rows"}))
    unreadable = Bounds(UNKNOWN, 2, frozenset({"rows"}))

    assert compare(lambda a, b: a < b, one, other).reasons == {"rows", "more rows", "why"}
    assert equal(Bounds(1, 3, frozenset({"rows"})), other).reasons == {"rows", "more rows"}
    assert is_missing(unreadable).reasons == {"rows"}


def test_a_value_that_is_empty_either_way_names_every_reason():
    """
    Whichever of two empty values counts, nothing was recorded, and all that led there is named.
    """
    other = Missing(frozenset({"other"}), empty=True)

    found = either(UNKNOWN, EMPTY, other, ordered=True)

    assert found == Missing(frozenset({"why", "empty", "other"}), empty=True)


def test_the_ends_of_rows_between_two_days_are_the_outermost_ones():
    """
    The earliest of them may be as early as a row can be, and is no later than the last it can be.
    """
    first, second, third = (date(2026, 1, day) for day in (1, 2, 3))
    why = frozenset({"it is not known"})
    rows = Gathered([Bounds(first, third, why), second], [], frozenset(), "row")

    assert earliest(rows, lambda row: row, None) == Bounds(first, second, why)
    assert latest(rows, lambda row: row, None) == Bounds(second, third, why)

"""Names of what packs add."""

import pytest

from peercomply.records.model import RECORD_TYPES
from peercomply.records.naming import RESERVED, is_name, is_slug, plural


@pytest.mark.parametrize("name", ["a", "vaccinated_on", "level_2", "value", "cls", "attr_dict"])
def test_small_letters_digits_and_single_underscores_are_names(name):
    """
    A name begins with a letter.
    """
    assert is_name(name)


@pytest.mark.parametrize(
    "name",
    ["", "_a", "a_", "a__b", "A", "1a", "ä", "a b", "a-b", "a.b", "a\n", *sorted(RESERVED)],
)
def test_words_of_the_language_are_no_names(name):
    """
    Neither is anything else that an expression, a heading or a class would read as something else.
    """
    assert not is_name(name)


def test_slugs_may_begin_with_digits():
    """
    The values of an enumeration are never read as names.
    """
    assert is_slug("2_wheels")
    assert is_slug("yes")
    assert not is_slug("Two wheels")


def test_the_names_that_come_along_are_names():
    """
    The rule is the one that peercomply keeps itself.
    """
    names = {field for described in RECORD_TYPES.values() for field in described.fields}

    assert all(map(is_name, {*names, *RECORD_TYPES}))


@pytest.mark.parametrize(
    ("word", "several"),
    [("car", "cars"), ("bus", "buses"), ("day", "days"), ("policy", "policies")],
)
def test_plurals_are_regular(word, several):
    """
    Files may be named after several records.
    """
    assert plural(word) == several

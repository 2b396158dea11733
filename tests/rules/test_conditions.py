"""Which conditions of a rule are found, and with which words."""

import pytest

from peercomply.rules.conditions import conditions_of, definitions_of
from worlds import rule

DEFINE = """
define:
  worker:
    volunteer: engagement == "volunteer"
    old_volunteer: volunteer and started_on < as_of - P1Y
"""


def texts(subject, body, extra=""):
    return [one.text for one in conditions_of(rule(subject, body, extra).rules[0])]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("require: frontline", ["frontline"]),
        (
            "when: is_peer\nrequire: frontline and not peer_led_team\nlet: {peer_led_team: hours_per_week < 4}",
            [
                "is_peer",
                "frontline and not peer_led_team",
                "frontline",
                "not peer_led_team",
                "peer_led_team",
                "hours_per_week < 4",
            ],
        ),
        (
            "require: 2 < hours_per_week < 4",
            ["2 < hours_per_week < 4", "2 < hours_per_week", "hours_per_week < 4"],
        ),
        (
            'require: present(ended_on) or engagement not in ("paid", "volunteer")',
            [
                'present(ended_on) or engagement not in ("paid", "volunteer")',
                "present(ended_on)",
                'engagement not in ("paid", "volunteer")',
            ],
        ),
        (
            "latest:\n  of: supervision.held_on\n  where: peer_led\n  within: P7D if frontline else P1M",
            ["peer_led", "frontline"],
        ),
        (
            "share:\n  of: training\n  where: present(completed_on)\n  that: accredited\n  at_least: 0.5",
            ["present(completed_on)", "accredited"],
        ),
        ("require: frontline == is_peer", ["frontline == is_peer"]),
        ("require: frontline or true", ["frontline or true", "frontline"]),
    ],
)
def test_what_is_asked_as_yes_or_no_is_a_condition(body, found):
    """
    Each condition stands once, in the order of the file, and constants and operands are none.
    """
    assert texts("worker", body) == found


def test_aggregates_and_their_conditions_are_conditions():
    """
    `any` and `all` are conditions, and what they ask of each row is, too.
    """
    found = texts("worker", "require: all(training, where=accredited, that=present(completed_on))")

    assert found == [
        "all(training, where=accredited, that=present(completed_on))",
        "accredited",
        "present(completed_on)",
    ]


def test_a_definition_is_one_condition_of_the_rule_and_has_its_own():
    """
    The rule has the name; what the name stands for, also through others, is told apart.
    """
    loaded = rule("worker", "require: old_volunteer and active", DEFINE).rules[0]

    assert [one.text for one in conditions_of(loaded)] == [
        "old_volunteer and active",
        "old_volunteer",
        "active",
    ]
    found = {one.name: [part.text for part in one.conditions] for one in definitions_of(loaded)}
    assert found == {
        "volunteer": ['engagement == "volunteer"'],
        "old_volunteer": [
            "volunteer and started_on < as_of - P1Y",
            "volunteer",
            "started_on < as_of - P1Y",
        ],
    }


def test_the_rest_of_a_condition_whose_equality_became_the_link_is_quoted_as_the_rest():
    """
    An equality that joins records is no condition any more, and gives its place to none.
    """
    found = texts(
        "worker",
        'present:\n  of: position_description\n  where: position_id == this.position_id and kind == "other" and present(approved_on)',
    )

    assert found[0] == 'kind == "other" and present(approved_on)'


def test_only_what_reads_records_can_be_unknown():
    """
    A comparison of the day of the check with a fixed day is decided for every record.
    """
    loaded = rule("worker", 'require: frontline or as_of > day("2026-01-01")').rules[0]

    assert [one.reads for one in conditions_of(loaded)] == [True, True, False]

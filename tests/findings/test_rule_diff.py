"""Two packs compared, alone and on records."""

from pathlib import Path

import pytest

from peercomply.findings.rule_diff import diff_rules
from peercomply.rules.load import load_rules
from worlds import DAY, rule, supervision, worker, world

SHIPPED = Path(__file__).parents[2] / "rules" / "peer-support"

EXTRA = """
parameters:
  limit: {meaning: A limit, values: [{value: VALUE, basis: proposed, source: ours}]}
define:
  worker:
    senior: DEFINITION
"""

LATEST = """when: senior
latest: {of: supervision.held_on, within: {parameter: limit}, since: started_on}"""


def version(value="P1M", definition="frontline", body=LATEST):
    return rule("worker", body, EXTRA.replace("VALUE", value).replace("DEFINITION", definition))


def differences(old, new):
    return {
        one.what: (one.before, one.after)
        for change in diff_rules(old, new).rules
        for one in change.differences
    }


def test_a_pack_is_the_same_as_itself():
    """
    Nothing is different between a pack and itself, on any records.
    """
    shipped = load_rules(SHIPPED)

    assert diff_rules(shipped, shipped, world(worker()), as_of=DAY).same


def test_the_way_in_which_a_rule_is_written_makes_no_difference():
    """
    Quotes, spaces and comments are no change.
    """
    body = LATEST.replace("since: started_on", "since:   started_on").replace(
        "latest", "# a\nlatest"
    )

    assert diff_rules(version(), version(body=body)).same


@pytest.mark.parametrize(
    ("new", "what", "values"),
    [
        (version(value="P2M"), "parameter limit", ("P1M", "P2M")),
        (version(definition="frontline or is_peer"), "definition worker.senior", ("frontline", "frontline or is_peer")),
        (version(body=LATEST.replace("since: started_on", "warn: P1D")), "latest", None),
        (version(body=LATEST.partition("\n")[2]), "when", ("senior", None)),
    ],
)  # fmt: skip
def test_each_difference_names_what_it_was_and_what_it_is(new, what, values):
    """
    A key, a definition or a parameter that a rule reads can be different.
    """
    found = differences(version(), new)

    assert what in found
    assert values is None or found[what] == values


def test_records_that_change_outcome_are_listed_with_the_reason():
    """
    A longer limit ends the breach of one worker and leaves the others as they are.
    """
    people = [
        worker("W1", frontline=True),
        worker("W2", frontline=True),
        worker("W3", frontline=False),
    ]
    sessions = [
        supervision("S1", "W1", held_on="2026-10-10"),
        supervision("S2", "W2", held_on="2026-11-10"),
    ]
    (change,) = diff_rules(
        version(), version(value="P2M"), world(*people, *sessions), as_of=DAY
    ).outcomes

    assert (str(change.subject), change.before, change.after) == ("worker:W1", "fail", "pass")
    assert (
        change.why == "the last supervision was on 2026-10-10; the next one was due by 2026-11-10"
    )

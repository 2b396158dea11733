"""Printed rules say what their files say."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given

from peercomply.rules.load import load_rules
from peercomply.rules.print_rule import print_rule
from rule_strategies import rules, text_of
from worlds import pack, rule

FORMS = Path(__file__).parents[1] / "engines" / "every_form.yml"
SHIPPED = Path(__file__).parents[2] / "rules" / "peer-support"


@given(rules())
def test_printing_and_reading_again_gives_the_same_text(keys):
    """
    Print, parse and print is stable for any well-typed rule.
    """
    (loaded,) = pack(text_of([yaml.safe_dump(keys, sort_keys=False)])).rules

    text = print_rule(loaded)
    (again,) = pack(text_of([text])).rules

    assert print_rule(again) == text
    assert (again.when, again.otherwise, again.lets) == (loaded.when, loaded.otherwise, loaded.lets)


@pytest.mark.parametrize("location", [FORMS, SHIPPED], ids=["every form", "shipped"])
def test_rules_of_files_print_to_what_loads_again(location, tmp_path):
    """
    Every rule of a pack, printed, takes the place of the rule in its pack.
    """
    loaded = load_rules(location)
    extends = "pack: {id: again, version: 1.0.0, title: Again}\n"
    shared = FORMS if location == FORMS else SHIPPED / "pack.yml"
    head = shared.read_text(encoding="utf-8").partition("\nrules:")[0].partition("\nparameters:")[2]
    items = "".join(
        "  - " + print_rule(one).rstrip().replace("\n", "\n    ") + "\n" for one in loaded.rules
    )
    (tmp_path / "pack.yml").write_text(
        f"{extends}\nparameters:{head}\nrules:\n{items}", encoding="utf-8"
    )

    again = load_rules(tmp_path)

    assert [print_rule(one) for one in again.rules] == [print_rule(one) for one in loaded.rules]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("not missing(ended_on)", "present(ended_on)"),
        ("not engagement in ('paid',)", 'engagement not in ("paid",)'),
        ("(is_peer and frontline) or inexperienced", "is_peer and frontline or inexperienced"),
        ("is_peer and (frontline or inexperienced)", "is_peer and (frontline or inexperienced)"),
        ("1 < hours_per_week <= 38", "1 < hours_per_week and hours_per_week <= 38"),
        ("hours_per_week - (2 - 1) > 0", "hours_per_week - (2 - 1) > 0"),
        ("2 * (1 + hours_per_week) > 0.50", "2 * (1 + hours_per_week) > 0.50"),
        ("started_on + (P7D if is_peer else P1M) < as_of", "started_on + (P7D if is_peer else P1M) < as_of"),
        ("not (is_peer == (not frontline))", "not is_peer == (not frontline)"),
        ("id == 'W\"1'", "id == 'W\"1'"),
        ("any(supervision, where=this.is_peer and peer_led)", "any(supervision, where=this.is_peer and peer_led, by=worker_id)"),
    ],
)  # fmt: skip
def test_expressions_have_the_parentheses_that_they_need(written, text):
    """
    One way of writing stands for all that mean the same tree.
    """
    quoted = written.replace("'", "''")
    (loaded,) = rule("worker", f"require: '{quoted}'").rules

    assert yaml.safe_load(print_rule(loaded))["require"] == text

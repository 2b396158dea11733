"""Rules that are judged together share what they ask of a record, and say what each says alone."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from peercomply import load_rules
from peercomply.engines.memory import evaluate
from peercomply.engines.world import World
from peercomply.plan.chain import plans_for, plans_of
from peercomply.rules.cases import load_cases
from worlds import DAY, HEADER, RULE, pack, record, world

CONFORMANCE = Path(__file__).parents[1] / "conformance"
TOPICS = sorted(path for path in CONFORMANCE.iterdir() if any(path.glob("*.cases.yml")))


def rules(subject, **bodies):
    """Load a pack of rules about *subject*: for each id the keys of its rule."""
    parts = [
        RULE.removeprefix("\nrules:\n")
        .replace("test-rule", key.replace("_", "-"))
        .format(subject=subject, body="\n".join(f"    {line}" for line in body.split("\n")))
        for key, body in bodies.items()
    ]
    return pack(HEADER + "rules:\n" + "".join(parts))


def together(loaded, snapshot, as_of=DAY):
    """Return what the rules say that are judged at once, by rule and record."""
    judged = evaluate(
        plans_for(loaded.rules, loaded), snapshot, as_of=as_of, parameters=loaded.parameters
    )
    return {one.rule.id: {said.subject.id: said for said in one.outcomes} for one in judged}


def alone(loaded, key, snapshot, as_of=DAY):
    """Return what one rule says, by record."""
    *_, judged = evaluate(
        plans_of(key, loaded), snapshot, as_of=as_of, parameters=loaded.parameters
    )
    return {said.subject.id: said for said in judged.outcomes}


def counted(monkeypatch):
    """Return the keys of the judged and the current record, each time that one is asked."""
    asked = []
    touching = World.touching

    def noted(self, read, judged, current):
        asked.append((judged.id, current.id))
        return touching(self, read, judged, current)

    monkeypatch.setattr(World, "touching", noted)
    return asked


@pytest.mark.parametrize("location", TOPICS, ids=lambda path: path.stem)
def test_beside_all_rules_of_its_pack_a_rule_says_what_it_says_alone(location):
    """
    Outcomes, reasons, days and evidence are the same in company.
    """
    loaded = load_rules(location)

    for case in load_cases(location, loaded):
        said = together(loaded, case.snapshot, case.as_of)[case.rule]
        assert said == alone(loaded, case.rule, case.snapshot, case.as_of), case.name


def test_rows_that_another_rule_gathered_still_rest_on_the_reading_of_their_dates():
    """
    What a rule of too many ambiguous columns found out is not certain for the next one.
    """
    columns = [
        ("audit", "completed_on"),
        ("audit", "planned_on"),
        ("meeting", "held_on"),
        ("incident", "occurred_on"),
        ("incident", "reviewed_on"),
        ("incident", "closed_on"),
        ("report", "submitted_on"),
    ]
    earliest = [f"earliest({name}.{field}) >= day('2026-06-30')" for name, field in columns]
    loaded = rules(
        "program", first=f"require: {' and '.join(earliest)}", second=f"require: {earliest[0]}"
    )
    snapshot = world(
        record("program", "P1"),
        *(record(name, "R1", program_id="P1") for name in dict(columns)),
        doubts={(name, "R1", field): ("2026-08-05", "2026-05-08") for name, field in columns},
    )

    said = together(loaded, snapshot)

    assert said["first"]["P1"].state.value == "unknown"
    assert len(said["first"]["P1"].reasons) >= len(columns)
    assert said["second"] == alone(loaded, "second", snapshot)
    assert said["second"]["P1"].state.value == "unknown"


def test_each_record_is_asked_anew():
    """
    A condition of two rules is not answered with what the record before it answered.
    """
    loaded = rules(
        "worker",
        first="require: contract_end_on >= as_of",
        second='when: contract_end_on >= as_of\nrequire: engagement == "volunteer"',
    )
    days = {f"W{place}": DAY + timedelta(days=place % 2 * 2 - 1) for place in range(6)}
    snapshot = world(
        *(
            record("worker", key, contract_end_on=day, engagement="volunteer")
            for key, day in days.items()
        )
    )

    said = together(loaded, snapshot)

    assert {key: one.state.value for key, one in said["first"].items()} == {
        key: "pass" if day >= DAY else "fail" for key, day in days.items()
    }
    assert {key: one.state.value for key, one in said["second"].items()} == {
        key: "pass" if day >= DAY else "not_applicable" for key, day in days.items()
    }


def test_a_breach_of_a_shared_condition_rests_on_the_same_values_for_each_rule():
    """
    Evidence is noted for the second rule, though the first one has asked already.
    """
    loaded = rules(
        "worker",
        first="require: contract_end_on >= as_of",
        second="require: contract_end_on >= as_of",
    )
    snapshot = world(record("worker", "W1", contract_end_on=date(2026, 1, 1)))

    said = together(loaded, snapshot)

    assert said["second"] == alone(loaded, "second", snapshot)
    assert said["second"]["W1"].detail.evidence == said["first"]["W1"].detail.evidence != ()


def test_rows_of_two_rules_are_gathered_once_for_each_record(monkeypatch):
    """
    The second rule takes the value that the first one gathered.
    """
    asked = counted(monkeypatch)
    body = "require: latest(training.completed_on) == as_of"
    loaded = rules("worker", first=body, second=body)
    people = [record("worker", f"W{place}") for place in range(3)]
    trainings = [
        record("training", f"T{place}", worker_id=f"W{place}", completed_on=DAY)
        for place in range(3)
    ]

    said = together(loaded, world(*people, *trainings))

    assert {one.state.value for one in (*said["first"].values(), *said["second"].values())} == {
        "pass"
    }
    assert [judged for judged, current in asked if judged == current] == ["W0", "W1", "W2"]


def test_a_condition_that_asks_rows_alone_is_asked_once_for_each_row(monkeypatch):
    """
    What is known of a row holds for every record that it may belong to.
    """
    asked = counted(monkeypatch)
    loaded = rules(
        "worker",
        first="require: any(position_description, where=position_id == this.position_id and approved_on <= as_of)",
    )
    people = [record("worker", f"W{place}", position_id="X1") for place in range(3)]

    together(
        loaded,
        world(*people, record("position_description", "D1", position_id="X1", approved_on=DAY)),
    )

    assert [current for _, current in asked].count("D1") == 1


def test_what_is_said_of_a_record_does_not_depend_on_the_one_before_it():
    """
    The reading under which a breach was told is not in force for the next record.
    """
    loaded = rules(
        "incident", first="require: reviewed_on <= day('2026-06-30') or closed_on >= as_of"
    )
    before = record("incident", "I1", closed_on="2026-01-01")
    after = record("incident", "I2")
    doubts = {
        ("incident", "I1", "reviewed_on"): ("2026-08-07", "2026-07-08"),
        ("incident", "I2", "reviewed_on"): ("2026-05-08", "2026-08-05"),
    }

    late = record("incident", "I3", reviewed_on="2026-09-09", closed_on="2026-01-01")

    said = together(loaded, world(before, after, late, doubts=doubts))["first"]

    own = {key: readings for key, readings in doubts.items() if key[1] == "I2"}
    assert said["I1"].state.value == "fail"
    assert said["I2"] == together(loaded, world(after, doubts=own))["first"]["I2"]
    assert said["I3"] == together(loaded, world(late))["first"]["I3"]
    assert said["I3"].detail.message == together(loaded, world(late))["first"]["I3"].detail.message

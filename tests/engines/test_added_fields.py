"""Rules about record types and fields that a pack adds."""

from datetime import date
from pathlib import Path

import pytest

from peercomply import SchemaError, Snapshot, check, explain, load_rules, load_snapshot
from peercomply.records.snapshot import Provenance
from peercomply.report.explain import render
from peercomply.report.json import render as render_json
from worlds import DAY, HEADER, pack, record, worker

FLEET = Path(__file__).parents[1] / "fleet"
PACK = load_rules(FLEET / "rules")

RULE = """
rules:
  - id: {rule}
    title: Something is wrong
    for: worker
    {check}
    severity: high
    strength: should
    obligations: []
    why: It harms.
    remedy: Mend it.
"""


def hats(privacy="personal", check_="present: hat_size", rule="without-hat"):
    """Load a pack that adds the size of the hat."""
    text = f"fields: {{worker: {{hat_size: {{type: int, meaning: Size., privacy: {privacy}}}}}}}\n"
    return pack(HEADER + text + RULE.format(rule=rule, check=check_))


def result(report, rule):
    return next(one for one in report.rules if one.rule.id == rule)


def vehicle(key, **values):
    return PACK.schema["vehicle"].cls(id=key, program_id="P1", **values)


def test_records_of_added_types_are_judged_in_python():
    """
    An embedding program takes the class from the schema of the pack.
    """
    records = [vehicle("V1", inspected_on=date(2020, 1, 1)), vehicle("V2", inspected_on=DAY)]
    snapshot = Snapshot.of([*records, record("program", "P1")], schema=PACK.schema)
    report = check(snapshot, PACK, as_of=DAY)

    (finding,) = [one for one in report.findings if one.rule.id == "inspection-overdue"]
    assert [breach.subject.id for breach in finding.breaches] == ["V1"]
    assert finding.program_id == "P1"
    assert finding.breaches[0].message == "not known inspected on 2020-01-01"


def test_a_record_without_an_added_field_has_nothing_in_it():
    """
    A record of the built-in class is judged by an extended pack as if the field were empty.
    """
    snapshot = Snapshot.of([worker("W1")])
    found = result(check(snapshot, PACK, as_of=DAY), "vaccination-overdue")

    assert found.unknown_reasons == {"worker.vaccinated_on is missing": 1}
    assert result(check(snapshot, hats(), as_of=DAY), "without-hat").failed == 1


def test_a_field_that_was_not_read_is_unknown_and_no_breach():
    """
    An export that was read without the schema of the pack may well hold the field.
    """
    snapshot = load_snapshot(FLEET / "export")
    report = check(snapshot, [PACK, hats()], as_of=DAY)

    found = result(report, "vaccination-overdue")
    assert found.unknown_reasons == {"worker.vaccinated_on was not read from the export": 3}
    assert result(report, "without-hat").unknown == 3
    assert not result(report, "inspection-overdue").supplied
    assert "worker.vaccinated_on" not in report.assurance.columns_not_supplied
    # Links and paths through a field that was not read are unknown, too.
    assert result(report, "driver-without-licence").unknown == 3


def test_a_path_through_a_field_that_a_record_lacks_is_unknown():
    """
    The reference is empty, so nothing that stands behind it is known.
    """
    snapshot = Snapshot.of([worker("W1")], supplied=["vehicle"], schema=PACK.schema)
    loaded = pack(
        (FLEET / "rules" / "fleet.yml").read_text().split("rules:")[0]
        + RULE.format(rule="small", check="require: vehicle.seats > 3")
    )
    found = result(check(snapshot, loaded, as_of=DAY), "small")

    assert found.unknown_reasons == {"worker.vehicle_id is missing": 1}


def test_future_events_of_added_fields_are_noted():
    """
    A vaccination of next year does not count, and the reader learns of it.
    """
    tomorrow = PACK.schema["worker"].cls(id="W1", vaccinated_on=date(2027, 1, 1))
    snapshot = Snapshot.of([tomorrow, worker("W2")], schema=PACK.schema)
    (issue,) = check(snapshot, PACK, as_of=DAY).data_issues

    assert issue.code.value == "DI308"
    assert "worker.vaccinated_on lies after the day of the check in 1 record" in issue.message


def test_a_sensitive_added_field_is_withheld_everywhere():
    """
    Neither report nor explanation shows the day, only by how much it is overdue.
    """
    one = PACK.schema["worker"].cls(
        id="W1", started_on=date(2020, 1, 1), vaccinated_on=date(2025, 6, 17)
    )
    snapshot = Snapshot.of([one], schema=PACK.schema)
    report = check(snapshot, PACK, as_of=DAY)
    (breach,) = report.findings[0].breaches
    told = render(explain(snapshot, PACK, "vaccination-overdue", "worker:W1", as_of=DAY))

    assert (breach.due_on, breach.days_overdue) == (None, 158)
    assert {cell.field: cell.withheld for cell in breach.evidence}["vaccinated_on"]
    assert "06-17" not in render_json(report)
    assert "06-17" not in told
    assert "vaccinated on = (withheld: sensitive data)" in told


def test_packs_with_the_same_addition_are_checked_together():
    """
    The same description of a field is fine in two packs.
    """
    two = [hats(), hats(check_="require: hat_size > 50", rule="small-hat")]
    made = two[1].schema["worker"].cls(id="W1", hat_size=40)
    report = check(Snapshot.of([made], schema=two[0].schema), two, as_of=DAY)

    assert {one.rule.id for one in report.findings} == {"small-hat"}


def test_packs_that_contradict_each_other_are_refused():
    """
    The error names both packs and what is different; nothing is run.
    """
    with pytest.raises(
        SchemaError, match=r"worker\.hat_size: privacy is personal and internal"
    ) as caught:
        check(Snapshot.of([worker()]), [hats(), hats("internal")], as_of=DAY)

    assert str(caught.value).count("the pack 'test'") == 2


def test_a_snapshot_of_another_schema_is_refused():
    """
    Records whose fields mean something else than those of the pack are not judged.
    """
    snapshot = Snapshot.of([], schema=hats("internal").schema)

    with pytest.raises(SchemaError, match="the snapshot and the pack"):
        check(snapshot, hats(), as_of=DAY)
    with pytest.raises(SchemaError, match="the snapshot and the pack"):
        explain(snapshot, hats(), "without-hat", "worker:W1", as_of=DAY)


def test_an_added_reference_by_kind_is_followed(tmp_path):
    """
    The field that says which type a reference names may be an added one, or be lacking.
    """
    text = """
enumerations: {owners: {meaning: Owners, values: [worker, participant]}}
record_types:
  bicycle:
    title: A bicycle
    program: [owner_id.program_id]
    fields:
      owner_kind: {type: enum, values: owners, meaning: Whose it is., privacy: internal}
      owner_id: {type: ref, to: [worker, participant], by: owner_kind, meaning: Owner., privacy: internal}
      locked: {type: bool, meaning: Locked., privacy: internal}
"""
    loaded = pack(
        HEADER
        + text
        + RULE.format(rule="open", check="require: locked").replace("for: worker", "for: bicycle")
    )
    cls = loaded.schema["bicycle"].cls
    bicycles = [
        cls(id="B1", owner_kind="participant", owner_id="X", locked=False),
        cls(id="B2", owner_kind="worker", owner_id="X", locked=False),
        cls(id="B3", owner_id="X", locked=False),
    ]
    owners = [worker("X", program_id="P1"), record("participant", "X", program_id="P2")]
    report = check(Snapshot.of([*bicycles, *owners], schema=loaded.schema), loaded, as_of=DAY)

    found = {
        one.program_id: [breach.subject.id for breach in one.breaches] for one in report.findings
    }
    assert found == {"P1": ["B2", "B3"], "P2": ["B1"]}


def test_a_doubt_about_an_added_field_is_told_as_it_is():
    """
    A cell that could not be read is unknown for its own reason, whatever class the record has.
    """
    from peercomply.records.provenance import Doubt

    doubts = {("worker", "vaccinated_on"): {"W1": Doubt("it could not be read")}}
    snapshot = Snapshot.of([worker()], provenance=Provenance(doubts=doubts))
    found = result(check(snapshot, PACK, as_of=DAY), "vaccination-overdue")

    assert found.unknown_reasons == {"it could not be read": 1}

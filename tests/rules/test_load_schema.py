"""What packs add to the record types, as rule files say it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given

from peercomply import RuleFileError, load_rules
from peercomply.findings.cases import run_cases
from peercomply.records import RECORD_TYPES
from peercomply.records.durations import parse_duration
from peercomply.records.fields import FieldType, Privacy
from peercomply.rules.load_field import _FACTS, _TYPES
from strategies import SLUGS, schemas
from worlds import HEADER, pack

FLEET = Path(__file__).parents[1] / "fleet" / "rules"

BASE = """
pack: {id: base, version: 1.0.0, title: Base}
enumerations:
  sizes: {meaning: Sizes, values: [small, big]}
fields:
  worker:
    hat_size: {type: enum, values: sizes, meaning: Size of the hat., privacy: personal}
record_types:
  hat:
    title: A hat
    fields:
      worn_by: {type: ref, to: worker, meaning: Who wears it., privacy: personal}
define:
  worker:
    with_hat: present(hat_size)
"""

OURS = "pack: {id: ours, version: 1.0.0, title: Ours, extends: base}\n"


def layers(folder, text):
    """Load a pack that extends BASE."""
    for name, content in (("base", BASE), ("ours", OURS + text)):
        (folder / name).mkdir()
        (folder / name / "pack.yml").write_text(content, encoding="utf-8")
    return load_rules(folder / "ours")


def problems_of(folder, text):
    with pytest.raises(RuleFileError) as caught:
        layers(folder, text)
    return [(str(one.span), one.code, one.message, one.hint) for one in caught.value.problems]


def test_an_added_field_has_the_facts_that_its_pack_says():
    """
    Types, meaning, privacy and what else is known of a field come out as they stand in the file.
    """
    schema = load_rules(FLEET).schema
    worker, vehicle = schema["worker"].fields, schema["vehicle"].fields

    assert worker["vaccinated_on"].type is FieldType.DATE
    assert worker["vaccinated_on"].event
    assert worker["vaccinated_on"].privacy is Privacy.SENSITIVE
    assert worker["licence_class"].values == ("car", "van", "bicycle")
    assert worker["vehicle_id"].to == ("vehicle",)
    assert vehicle["program_id"].required
    assert (vehicle["seats"].minimum, vehicle["seats"].maximum) == (1, 9)
    assert (vehicle["allowances"].of, vehicle["allowances"].unit) == (FieldType.DECIMAL, "AUD")
    assert vehicle["keepers"].item is FieldType.REF
    assert vehicle["retired_on"].planned
    assert vehicle["remarks"].csv == "one sentence"
    assert vehicle["fuelled_at"].meaning == "When it was fuelled."


def test_an_added_record_type_begins_with_its_key():
    """
    The key comes by itself, may stand beside the record, and a row without it is rejected.
    """
    vehicle = load_rules(FLEET).schema["vehicle"]

    assert next(iter(vehicle.fields)) == "id"
    assert (vehicle.fields["id"].required, vehicle.fields["id"].shown) == (True, True)
    assert vehicle.info.title == "A vehicle of the service"
    assert vehicle.info.program == ("program_id",)
    assert vehicle.info.organisation == ("program_id.organisation_id",)
    assert vehicle.info.date_order == ("inspected_on <= retired_on",)


def test_the_class_of_an_added_record_type_makes_records():
    """
    Programs find the class in the schema of the pack, and it takes values of every type.
    """
    made = (
        load_rules(FLEET)
        .schema["vehicle"]
        .cls(
            id="V1",
            program_id="P1",
            kind="van",
            seats=4,
            keepers=["W1"],
            allowances={"car": Decimal("1.50")},
            interval=parse_duration("P1Y"),
            value=Decimal(20000),
            fuelled_at=date(2026, 11, 1),
            leased=False,
        )
    )

    assert (made.kind, made.keepers, made.inspected_on) == ("van", frozenset({"W1"}), None)


def test_the_cases_of_a_pack_use_its_record_types():
    """
    Small snapshots hold added types and fields, and their outcomes are as expected.
    """
    results = run_cases(load_rules(FLEET), FLEET)

    assert [result.differences for result in results] == [()] * 4


def test_the_values_of_a_case_that_fails_are_those_of_the_added_types(tmp_path):
    """
    What a failing case saw includes added fields.
    """
    (tmp_path / "fleet.yml").write_text((FLEET / "fleet.yml").read_text())
    cases = (
        (FLEET / "fleet.cases.yml").read_text().replace("W1: pass, W2: fail, W3: pass", "W1: fail")
    )
    (tmp_path / "fleet.cases.yml").write_text(cases)
    (failed,) = [one for one in run_cases(load_rules(tmp_path), tmp_path) if not one.passed]

    assert "vehicle: id=V1, program_id=P1, kind=van" in failed.saw


def test_a_pack_that_adds_nothing_has_the_schema_that_comes_along():
    """
    Nothing is made anew where nothing is added.
    """
    assert load_rules("peer-support").schema is RECORD_TYPES


def test_a_pack_that_is_read_twice_is_the_same_pack():
    """
    Its record types are equal, and so are its rules.
    """
    assert load_rules(FLEET) == load_rules(FLEET)


def test_what_layers_add_adds_up(tmp_path):
    """
    An extending pack uses enumerations, types and fields of the extended one, and adds to them.
    """
    text = """
fields:
  hat:
    size: {type: enum, values: sizes, meaning: Size., privacy: internal}
  worker:
    hat_id: {type: ref, to: hat, meaning: Favourite hat., privacy: personal}
rules:
  - id: hat-does-not-fit
    title: Hat of another size
    for: worker
    when: with_hat
    require: hat_size == hat.size
    severity: low
    strength: may
    obligations: []
    why: It falls off.
    remedy: Change hats.
"""
    schema = layers(tmp_path, text).schema

    assert list(schema["hat"].fields) == ["id", "worn_by", "size"]
    assert list(schema["worker"].fields)[-2:] == ["hat_size", "hat_id"]


@pytest.mark.parametrize(
    ("text", "at", "code", "message"),
    [
        (
            "fields:\n  worker:\n    hat_size: {type: int, meaning: Size., privacy: personal}\n",
            "7:5",
            "PC205",
            "there is a field worker.hat_size already",
        ),
        (
            "record_types:\n  hat:\n    title: Another hat\n    fields: {}\n",
            "9:3",
            "PC205",
            "there is a record type 'hat' already",
        ),
        (
            "enumerations:\n  sizes: {meaning: More sizes, values: [huge]}\n",
            "4:3",
            "PC205",
            "a second enumeration 'sizes'",
        ),
        ("define:\n  worker:\n    hat_size: is_peer\n", "7:5", "PC204", "cannot name a definition"),
    ],
)
def test_a_conflict_of_two_layers_names_both_places(tmp_path, text, at, code, message):
    """
    The problem stands where the extending pack says it, the hint names the extended one.
    """
    ((place, found, words, hint),) = problems_of(tmp_path, text)

    assert place.startswith("ours/pack.yml:")
    assert (found, hint.endswith(f"base/pack.yml:{at}")) == (code, True)
    assert message in words


def test_a_field_named_like_a_definition_of_the_extended_pack_is_refused(tmp_path):
    """
    The two would be one name for two things; the problem names both places.
    """
    text = "fields:\n  worker:\n    with_hat: {type: bool, meaning: Hat., privacy: personal}\n"
    ((place, code, _, hint),) = problems_of(tmp_path, text)

    assert (place, code) == ("base/pack.yml:15:5", "PC204")
    assert hint == "the field is added in ours/pack.yml:4:5"


def test_the_values_of_a_field_that_is_there_are_not_added_to(tmp_path):
    """
    An enumeration that comes along stays as it is, and the problem says so.
    """
    text = "fields:\n  worker:\n    engagement: {type: enum, values: sizes, meaning: x, privacy: internal}\n"

    with pytest.raises(RuleFileError, match="what is there already is not changed"):
        layers(tmp_path, text)


@pytest.mark.parametrize("kind", _TYPES)
@pytest.mark.parametrize("fact", _FACTS)
def test_a_fact_is_read_with_its_types_and_refused_with_others(kind, fact):
    """
    No field has a fact that means nothing for its type.
    """
    facts = {"type": kind, "meaning": "x", "privacy": "internal"}
    held = {"to": "ref", "values": "enum"}.get(fact, "text")
    facts |= {"set": {"of": held}, "mapping": {"of": "decimal", "values": "kinds"}}.get(kind, {})
    facts |= {"ref": {"to": "worker"}, "enum": {"values": "kinds"}}.get(kind, {})
    more = {"of": "text", "to": "worker", "by": "kind", "values": "kinds", "unit": "AUD"}
    facts.setdefault(fact, more.get(fact, "true" if fact in ("event", "planned") else "0"))
    body = ", ".join(f"{key}: {value}" for key, value in facts.items())
    text = f"enumerations: {{kinds: {{meaning: x, values: [worker]}}}}\nfields: {{change: {{x: {{{body}}}, kind_of: {{type: text, meaning: x, privacy: internal}}}}}}\n"
    refused = FieldType(kind) not in _FACTS[fact]

    if fact == "by" or (refused and fact in facts):
        with pytest.raises(RuleFileError) as caught:
            pack(HEADER + text)
        messages = [one.message for one in caught.value.problems]
        assert any(f"has no {fact!r}" in one for one in messages) is refused
    else:
        assert "x" in pack(HEADER + text).schema["change"].fields


def test_a_reference_can_name_records_of_several_types():
    """
    `by` names the field that says which type it is, as in `person_kind` of a consent.
    """
    text = """
enumerations:
  owners: {meaning: Who can own it, values: [worker, participant]}
record_types:
  bicycle:
    title: A bicycle
    program: [owner_id.program_id]
    fields:
      owner_kind: {type: enum, values: owners, meaning: Whose it is., privacy: internal}
      owner_id: {type: ref, to: [worker, participant], by: owner_kind, meaning: Owner., privacy: internal}
"""
    found = pack(HEADER + text).schema["bicycle"].fields["owner_id"]

    assert (found.to, found.by) == (("worker", "participant"), "owner_kind")


def test_a_name_that_is_wrong_in_the_file_does_not_hide_what_else_is_wrong():
    """
    Problems of additions and of rules are reported together.
    """
    text = HEADER + "fields:\n  worker:\n    hat: {type: text, meaning: x}\nrules:\n  - id: A\n"

    with pytest.raises(RuleFileError) as caught:
        pack(text)

    assert {"PC202", "PC204"} <= {one.code for one in caught.value.problems}


def described(field):
    """Return the facts of a field as a rule file holds them."""
    facts = {
        "type": field.type.value,
        "of": field.of and field.of.value,
        "to": list(field.to),
        "values": "kinds" if field.values else None,
        "meaning": field.meaning,
        "privacy": str(field.privacy),
        "event": field.event,
        "minimum": field.minimum,
        "maximum": field.maximum,
    }
    return {name: fact for name, fact in facts.items() if fact or type(fact) is int}


@given(schemas())
def test_a_schema_that_is_written_is_read_back(schema):
    """
    Whatever fields a pack adds, its rule files give the same schema, with the same classes.
    """
    worker = [*schema["worker"].fields.values()][len(RECORD_TYPES["worker"].fields) :]
    vehicle = [*schema["vehicle"].fields.values()][1:]
    document = {
        "enumerations": {"kinds": {"meaning": "Kinds", "values": list(SLUGS)}},
        "fields": {"worker": {field.name: described(field) for field in worker}},
        "record_types": {
            "vehicle": {
                "title": "A vehicle",
                "fields": {field.name: described(field) for field in vehicle},
            }
        },
    }
    found = pack(HEADER + yaml.safe_dump(document, sort_keys=False)).schema

    assert found == schema
    assert found["worker"].cls is schema["worker"].cls

"""Record types and fields that packs add, and schemas of several packs."""

from datetime import date

import attrs
import pytest

from peercomply import RecordError, SchemaError, Snapshot, SnapshotError
from peercomply.records import RECORD_TYPES, Worker
from peercomply.records.extend import joined, make_type, with_fields, with_types
from peercomply.records.fields import FieldInfo, FieldType, Privacy, RecordInfo
from worlds import worker

DAY = FieldInfo(
    name="vaccinated_on",
    type=FieldType.DATE,
    meaning="Day of the last vaccination.",
    privacy=Privacy.SENSITIVE,
    event=True,
)
KEY = FieldInfo(
    name="id", type=FieldType.KEY, meaning="Key.", privacy=Privacy.INTERNAL, required=True
)
TAGS = FieldInfo(
    name="tags", type=FieldType.SET, of=FieldType.TEXT, meaning="Tags.", privacy=Privacy.INTERNAL
)
INFO = RecordInfo(name="big_vehicle", title="A vehicle", area="added")


def extended(*fields):
    return with_types(RECORD_TYPES, [with_fields(RECORD_TYPES["worker"], fields)])


def vehicles(*fields, info=INFO):
    return with_types(RECORD_TYPES, [make_type(info, (KEY, *fields))])


def test_an_added_record_type_has_a_class_like_the_others():
    """
    It is frozen and keyword-only, takes lists for sets, and is named after the record type.
    """
    made = make_type(INFO, (KEY, TAGS)).cls
    vehicle = made(id="V1", tags=["a", "b"])

    assert (made.__name__, vehicle.tags) == ("BigVehicle", frozenset("ab"))
    assert vehicle == made(id="V1", tags=["b", "a"])
    assert vehicle.__record__ is INFO
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        vehicle.id = "V2"


def test_a_record_with_added_fields_is_validated_like_the_others():
    """
    All values that do not fit are listed, and a sensitive one is not shown.
    """
    cls = extended(DAY)["worker"].cls

    with pytest.raises(RecordError) as caught:
        cls(id="", vaccinated_on="secret", started_on=3)

    assert [one.field for one in caught.value.problems] == ["id", "started_on", "vaccinated_on"]
    assert "secret" not in str(caught.value)


def test_a_field_may_be_called_like_something_in_the_class():
    """
    Names that attrs, or a class, uses itself do not disturb a record.
    """
    names = ("cls", "attr_dict", "other", "value", "result", "name", "type", "list")
    fields = [attrs.evolve(DAY, name=name) for name in names]
    made = make_type(INFO, (KEY, *fields)).cls
    record = made(id="V1", **dict.fromkeys(names, date(2026, 1, 1)))

    assert all(getattr(record, name) == date(2026, 1, 1) for name in names)
    assert record == made(id="V1", **dict.fromkeys(names, date(2026, 1, 1)))


def test_a_sensitive_added_field_is_not_printed():
    """
    The repr of a record leaves out what may not stand beside its key.
    """
    kind = attrs.evolve(DAY, name="hired_on", privacy=Privacy.INTERNAL)
    days = {"vaccinated_on": date(2026, 1, 1), "hired_on": date(2025, 1, 1)}
    made = extended(DAY, TAGS, kind)["worker"].cls(id="W1", tags=["free"], **days)

    assert "2026" not in repr(made)
    assert "free" not in repr(made)
    assert "hired_on=datetime.date(2025, 1, 1)" in repr(made)


def test_the_same_description_gives_the_same_class():
    """
    A pack that is read twice has one class for its records, so they are equal.
    """
    assert extended(DAY)["worker"].cls is extended(attrs.evolve(DAY))["worker"].cls
    assert extended(DAY) == extended(DAY)
    assert extended(DAY) != extended(TAGS)


def test_an_extended_schema_has_the_other_record_types_in_their_places():
    """
    A new record type stands at the end, one with more fields where it stood.
    """
    assert list(extended(DAY)) == list(RECORD_TYPES)
    assert list(vehicles()) == [*RECORD_TYPES, "big_vehicle"]
    assert list(extended(DAY)["worker"].fields)[-1] == "vaccinated_on"
    assert extended(DAY)["program"] is RECORD_TYPES["program"]


def test_schemas_of_several_packs_are_joined():
    """
    The joined schema has what each of them adds, once.
    """
    whole = joined(
        (("a", extended(DAY)), ("b", RECORD_TYPES), ("c", extended(DAY, TAGS)), ("d", vehicles()))
    )

    assert list(whole["worker"].fields)[-2:] == ["vaccinated_on", "tags"]
    assert "big_vehicle" in whole
    assert joined((("a", extended(DAY)), ("b", RECORD_TYPES))) == extended(DAY)
    assert joined(()) is RECORD_TYPES


def test_a_type_that_two_packs_share_keeps_its_class():
    """
    What is the same in all of them is taken as it is.
    """
    whole = joined((("a", vehicles(TAGS)), ("b", extended(DAY)), ("c", vehicles(TAGS))))

    assert whole["big_vehicle"] is vehicles(TAGS)["big_vehicle"]


@pytest.mark.parametrize(
    ("one", "two", "words"),
    [
        (
            extended(DAY),
            extended(attrs.evolve(DAY, privacy=Privacy.INTERNAL, event=False)),
            "a and b differ in the field worker.vaccinated_on: privacy is sensitive and internal; event is True and False",
        ),
        (
            extended(TAGS),
            extended(attrs.evolve(TAGS, type=FieldType.TEXT, of=None)),
            "a and b differ in the field worker.tags: type is set and text; of is text and None",
        ),
        (
            vehicles(),
            vehicles(info=attrs.evolve(INFO, program=("worker_id.program_id",))),
            "a and b differ in the record type big_vehicle: program is [] and [worker_id.program_id]",
        ),
        (
            vehicles(),
            vehicles(attrs.evolve(TAGS, required=True)),
            "a and b differ in big_vehicle: only one of them requires tags",
        ),
    ],
)
def test_schemas_that_contradict_each_other_are_refused(one, two, words):
    """
    The error names both owners and the facts in which they differ, whatever the order.
    """
    with pytest.raises(SchemaError) as caught:
        joined((("a", one), ("b", two)))

    assert caught.value.problems == (words,)
    assert words in str(caught.value)
    with pytest.raises(SchemaError):
        joined((("b", two), ("a", one)))


def test_a_third_pack_is_compared_with_both_before_it():
    """
    The error names every pack that may have added the other description.
    """
    other = extended(attrs.evolve(DAY, meaning="Another day."))

    with pytest.raises(
        SchemaError, match=r"a or b and c differ in the field worker\.vaccinated_on"
    ):
        joined((("a", extended(DAY)), ("b", vehicles()), ("c", other)))


def test_records_without_the_added_fields_stay_acceptable():
    """
    A snapshot of an extended schema takes records of the built-in class and of the extended one.
    """
    schema = extended(DAY, TAGS)
    snapshot = Snapshot.of(
        [worker("W1"), schema["worker"].cls(id="W2"), extended(DAY)["worker"].cls(id="W3")],
        schema=schema,
    )

    assert list(snapshot.of_type("worker")) == ["W1", "W2", "W3"]
    assert isinstance(snapshot.of_type("worker")["W1"], Worker)


def test_records_that_a_schema_does_not_know_are_refused():
    """
    A record with other fields, or of another type, needs the schema of its pack.
    """
    strangers = [extended(DAY)["worker"].cls(id="W1"), vehicles()["big_vehicle"].cls(id="V1")]

    with pytest.raises(SnapshotError) as caught:
        Snapshot.of(strangers, schema=extended(TAGS))

    assert caught.value.problems == (
        "'Worker' is no record class of this schema; give the schema of its pack",
        "'BigVehicle' is no record class of this schema; give the schema of its pack",
    )


def test_a_class_that_only_claims_to_be_one_is_refused():
    """
    A class with a description and without fields makes no records.
    """

    class Claim:
        __record__ = Worker.__record__

    with pytest.raises(SnapshotError, match="'Claim' is no record class"):
        Snapshot.of([Claim()])


def test_an_added_type_can_be_supplied_without_records():
    """
    An empty file of an added type is not the same as none.
    """
    assert Snapshot.of([], supplied=["big_vehicle"], schema=vehicles()).supplied == {"big_vehicle"}
    with pytest.raises(SnapshotError, match="'big_vehicle' is no record type"):
        Snapshot.of([], supplied=["big_vehicle"])


def test_a_snapshot_is_known_by_the_rules_of_another_schema():
    """
    Its own record types stay, those of the rules are added, and a contradiction is refused.
    """
    snapshot = Snapshot.of([worker()], schema=extended(DAY))

    assert snapshot.known_by(RECORD_TYPES) is snapshot
    assert set(snapshot.known_by(vehicles()).schema) == {*RECORD_TYPES, "big_vehicle"}
    assert snapshot.known_by(vehicles()) == snapshot
    with pytest.raises(SchemaError, match="the snapshot and the pack differ"):
        snapshot.known_by(extended(attrs.evolve(DAY, meaning="Another day.")))

"""Record classes: what they accept, refuse and reveal."""

from datetime import UTC, date, datetime
from decimal import Decimal

import attrs
import pytest

from peercomply import RecordError, records
from peercomply.records.fields import FieldInfo, FieldType, Privacy
from peercomply.records.model import RECORD_TYPES
from peercomply.records.validation import expectation, parse_order


def test_there_are_43_record_types():
    """
    The record model holds 43 record types in six areas.
    """
    areas = {described.info.area for described in RECORD_TYPES.values()}

    assert len(RECORD_TYPES) == 43
    assert areas == {
        "service",
        "governance",
        "evaluation",
        "personnel",
        "participation",
        "practice",
    }


@pytest.mark.parametrize("described", RECORD_TYPES.values(), ids=RECORD_TYPES)
def test_a_record_type_describes_itself_soundly(described):
    """
    Keys come first, references name record types, and paths and orders name fields.
    """
    fields = described.fields
    paths = (*described.info.program, *described.info.organisation)
    orders = [parse_order(order) for order in described.info.date_order]

    assert next(iter(fields)) == "id"
    assert all(target in RECORD_TYPES for field in fields.values() for target in field.to)
    assert all(path.split(".")[0] in fields for path in paths)
    assert all(name in fields for first, _, second in orders for name in (first, second))
    assert all(name in fields for names in described.info.unique for name in names)
    assert all(field.meaning.endswith(".") for field in fields.values())
    assert all(field.by in fields for field in fields.values() if field.by)


def test_only_keys_and_owners_are_required():
    """
    No date and no kind is required: a record without them stays.
    """
    required = [
        field.type
        for described in RECORD_TYPES.values()
        for field in described.fields.values()
        if field.required and field.name != "obligation_id"
    ]

    assert set(required) == {FieldType.KEY, FieldType.REF}


def test_a_record_is_frozen():
    """
    A record cannot be changed after it was made.
    """
    worker = records.Worker(id="W1")

    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        worker.id = "W2"


def test_every_wrong_value_is_listed_at_once():
    """
    One error names all values that do not fit, with what was expected.
    """
    with pytest.raises(RecordError) as caught:
        records.Worker(id=" ", engagement="payed", started_on="2026-01-01", hours_per_week=1.5)

    found = [problem.field for problem in caught.value.problems]
    assert found == ["id", "engagement", "hours_per_week", "started_on"]
    assert "one of paid, volunteer" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("Worker", {"started_on": datetime(2026, 1, 1)}),
        ("Worker", {"hours_per_week": Decimal("NaN")}),
        ("Worker", {"hours_per_week": Decimal(169)}),
        ("Worker", {"hours_per_week": True}),
        ("Worker", {"is_peer": "yes"}),
        ("Worker", {"manager_id": ""}),
        ("Worker", {"specialisations": "trauma"}),
        ("Worker", {"specialisations": {"nonsense"}}),
        ("Incident", {"occurred_on": datetime(2026, 1, 1, tzinfo=UTC)}),
        ("Participant", {"age_at_entry": -1}),
        ("Budget", {"lines": {"nonsense": Decimal(1)}}),
        ("Budget", {"lines": [("travel", Decimal(1))]}),
        ("FundingAgreement", {"report_interval": "P3M"}),
    ],
)
def test_a_value_of_another_type_is_refused(name, values):
    """
    A value has the type, the range and the items that its field says.
    """
    with pytest.raises(RecordError):
        getattr(records, name)(id="X1", **values)


def test_a_required_reference_has_to_be_there():
    """
    A supervision session without its worker belongs to nobody.
    """
    with pytest.raises(RecordError, match="required"):
        records.Supervision(id="S1", worker_id=None)


def test_an_impossible_order_is_refused():
    """
    Somebody who left before starting is an error and not a record.
    """
    with pytest.raises(RecordError, match="ended_on before started_on"):
        records.Worker(id="W1", started_on=date(2026, 2, 1), ended_on=date(2026, 1, 1))


def test_a_day_and_a_date_time_are_ordered_by_day():
    """
    An incident at noon can be reviewed on the same day.
    """
    incident = records.Incident(
        id="I1", occurred_on=datetime(2026, 1, 1, 12), reviewed_on=date(2026, 1, 1)
    )

    assert incident.reviewed_on == date(2026, 1, 1)


def test_a_shift_ends_after_it_starts():
    """
    Two date-times that are the same are no shift.
    """
    moment = datetime(2026, 1, 1, 12)

    with pytest.raises(RecordError, match="starts_at < ends_at"):
        records.Shift(id="S1", starts_at=moment, ends_at=moment)


def test_any_iterable_becomes_a_set():
    """
    A list of slugs is read as a set.
    """
    program = records.Program(id="P1", delivery_models=["ward_based", "ward_based"])

    assert program.delivery_models == frozenset({"ward_based"})


def test_the_repr_of_a_record_shows_no_personal_value():
    """
    Lived experience, place of work and pay never stand in a traceback or a log.
    """
    worker = records.Worker(id="W1", is_peer=True, location="Ballarat", hourly_rate=Decimal("31.5"))

    assert "W1" in repr(worker)
    assert all(word not in repr(worker) for word in ("is_peer", "Ballarat", "31.5"))


def test_an_error_shows_no_personal_value():
    """
    The text of an error withholds what its privacy class withholds.
    """
    with pytest.raises(RecordError) as caught:
        records.Worker(id="W1", location=["Ballarat"], is_peer="Ballarat")

    assert "Ballarat" not in str(caught.value)
    assert "withheld" in str(caught.value)


def test_free_text_is_not_shown_even_where_it_is_internal():
    """
    Only public text, and values that are no text, may stand beside a record key.
    """
    fields = RECORD_TYPES["policy"].fields

    assert not fields["title"].shown
    assert fields["status"].shown
    assert RECORD_TYPES["program"].fields["name"].shown
    assert not RECORD_TYPES["budget"].fields["explanations"].shown


def test_privacy_classes_are_ordered_and_named():
    """
    Sensitive is the most closed class.
    """
    assert max(Privacy) is Privacy.SENSITIVE
    assert str(Privacy.PERSONAL) == "personal"


def test_an_expectation_names_values_and_limits():
    """
    What a field accepts is said in words.
    """
    hours = expectation(RECORD_TYPES["worker"].fields["hours_per_week"])
    terms = expectation(RECORD_TYPES["agreement"].fields["terms"])
    lines = expectation(RECORD_TYPES["budget"].fields["lines"])

    assert hours.endswith("at least 0, at most 168")
    assert terms.startswith("a set, each one of termination")
    assert lines.startswith("pairs whose keys are of: administration")
    assert lines.endswith("such as 12.50, not a binary float, at least 0")


def test_a_long_value_is_cut_in_an_error():
    """
    A very long value does not fill the screen.
    """
    with pytest.raises(RecordError) as caught:
        records.Worker(id="W1", engagement="x" * 500)

    assert len(str(caught.value)) < 400


def test_the_item_of_a_plain_field_is_its_type():
    """
    Only a set has items of another type.
    """
    field = FieldInfo(type=FieldType.BOOL, meaning="", privacy=Privacy.PUBLIC)

    assert field.item is FieldType.BOOL

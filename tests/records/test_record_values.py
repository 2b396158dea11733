"""Values in their one exact way of writing."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from peercomply.records.durations import Duration
from peercomply.records.model import RECORD_TYPES
from peercomply.records.values import read_value


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("worker.id", "W 1", "W 1"),
        ("worker.started_on", "2026-11-22", date(2026, 11, 22)),
        ("incident.occurred_on", "2026-11-22", date(2026, 11, 22)),
        ("incident.occurred_on", "2026-11-22T17:00", datetime(2026, 11, 22, 17)),
        ("worker.is_peer", "yes", True),
        ("worker.is_peer", "false", False),
        ("worker.hours_per_week", "7.50", Decimal("7.50")),
        ("participant.age_at_entry", "16", 16),
        ("funding_agreement.report_interval", "P3M", Duration(months=3)),
        ("agreement.terms", "termination; liability", frozenset({"termination", "liability"})),
        ("agreement.terms", "none", frozenset()),
        (
            "budget.lines",
            "travel=3; legal_fees=0",
            {"travel": Decimal(3), "legal_fees": Decimal(0)},
        ),
        (
            "program.required_reports",
            "milestone_achievement=P1M",
            {"milestone_achievement": Duration(months=1)},
        ),
    ],
)
def test_a_value_is_read_as_its_field_says(field, text, value):
    """
    Each type has one way of writing in a case file.
    """
    name, _, key = field.partition(".")

    assert read_value(RECORD_TYPES[name].fields[key], text) == value


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("worker.started_on", "22/11/2026"),
        ("worker.started_on", "2026-02-30"),
        ("worker.is_peer", "maybe"),
        ("worker.hours_per_week", "seven"),
        ("participant.age_at_entry", "16.5"),
        ("funding_agreement.report_interval", "monthly"),
        ("incident.occurred_on", "2026-11-22T25:00"),
    ],
)
def test_anything_else_is_refused(field, text):
    """
    Nothing is guessed.
    """
    name, _, key = field.partition(".")

    with pytest.raises(ValueError, match=r".+"):
        read_value(RECORD_TYPES[name].fields[key], text)

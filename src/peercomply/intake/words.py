"""Words that people write for the values of a few fields."""

from __future__ import annotations

from collections.abc import Mapping

_STATES = {
    "australian_capital_territory": "act",
    "new_south_wales": "nsw",
    "northern_territory": "nt",
    "queensland": "qld",
    "south_australia": "sa",
    "tasmania": "tas",
    "victoria": "vic",
    "western_australia": "wa",
}

VALUES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("referral", "direction"): {"in": "inward", "out": "outward"},
    ("attestation", "answer"): {
        "yes": "positive",
        "true": "positive",
        "no": "negative",
        "false": "negative",
    },
    ("organisation", "state"): _STATES,
    ("program", "state"): _STATES,
    ("worker", "flexible_hours"): {"yes": "agreed", "no": "not_agreed"},
}
"""Slugs that stand for another one, by record type and field."""

INTERVALS: Mapping[str, str] = {
    "monthly": "P1M",
    "quarterly": "P3M",
    "half_yearly": "P6M",
    "yearly": "P12M",
}
"""Slugs that stand for a duration."""

YES = ("yes", "true", "y", "1")
NO = ("no", "false", "n", "0")

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
"""English names of the months; the first three letters, and sept, stand for them too."""

SPREADSHEET_ERROR = r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|FIELD!|ERROR|#{2,})"
"""What a spreadsheet shows in place of a value that it cannot give, or cannot fit."""

MISSING_WORDS = frozenset(
    (
        *("n/a", "na", "n.a.", "#n/a", "-", "--", "\u2013", "?", ".", "none", "null", "nil"),
        *("unknown", "not known", "not recorded", "not stated", "not applicable", "pending"),
        *("tbc", "tba", "tbd", "99", "999", "9999", "09099999"),
    )
)
"""Texts in small letters with which people often say that a value is missing."""

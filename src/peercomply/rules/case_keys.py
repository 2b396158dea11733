"""The keys of case files."""

from __future__ import annotations

from peercomply.documents.keys import Either, Holds, Keys, ListOf, Named, OneOf, key_of

STATES = ("pass", "fail", "unknown", "not_applicable")

EXPECTED = Keys(
    title="expectation",
    says="What is expected of one record.",
    keys=(
        key_of("outcome", "the outcome", OneOf(STATES), required=True),
        key_of("due_on", "the due day of a breach", Holds.DAY),
        key_of("days_overdue", "its days overdue", Holds.WHOLE),
        key_of("reason", "words that a reason of an unknown outcome contains"),
        key_of("due_soon", "whether a record that passes is listed as due soon", Holds.FLAG),
        key_of("items", "the items of the record that fail, in their order", ListOf(Holds.TEXT)),
    ),
)

DOUBT = Keys(
    title="doubtful value",
    says="A cell that could not be turned into one value.",
    keys=(
        key_of("unreadable", "the text of a cell that cannot be read"),
        key_of("either", "the two days that a date can mean", ListOf(Holds.DAY)),
    ),
)

_CELL = Either((Holds.TEXT, ListOf(Holds.TEXT), DOUBT))

CASE = Keys(
    title="case",
    says="Records, and what a rule is expected to say about them.",
    keys=(
        key_of("rule", "the id of the rule", Holds.IDENTIFIER, required=True),
        key_of("name", "what the case shows", required=True),
        key_of("as_of", "the day of the check, if it is not that of the file", Holds.DAY),
        key_of(
            "records",
            "records by type; a type that is not named was not supplied",
            Named(ListOf(Named(_CELL))),
            required=True,
        ),
        key_of(
            "expect",
            "what is expected, by the key of the record",
            Named(Either((OneOf(STATES), EXPECTED))),
            required=True,
        ),
    ),
)

FILE = Keys(
    title="case file",
    says="The cases of the rules in the file of the same name.",
    keys=(
        key_of("as_of", "the day of the check", Holds.DAY),
        key_of("cases", "the cases", ListOf(CASE), required=True),
    ),
)

"""The keys of a mapping: what may stand under `import` in a configuration file."""

from __future__ import annotations

from peercomply.documents.keys import TEXTS, Either, Holds, Keys, ListOf, Named, key_of

COLUMNS = Either((Holds.TEXT, TEXTS))

LOOKUP = Keys(
    title="a lookup",
    says="Another table in which the value of a field is looked up.",
    keys=(
        key_of("table", "the other table", required=True),
        key_of("by", "its columns that hold what the columns here hold", COLUMNS, required=True),
        key_of("take", "its columns that hold the value", COLUMNS, required=True),
    ),
)

FIELD = Keys(
    title="a field of a table",
    says="How one field is read.",
    keys=(
        key_of("column", "the heading, or several whose cells are joined with a colon", COLUMNS),
        key_of("value", "a constant for every row, in place of a column"),
        key_of("values", "what the texts of cells stand for", Named(Holds.TEXT)),
        key_of("otherwise", "what every text that `values` does not name stands for"),
        key_of("missing", "texts that stand for no value", TEXTS),
        key_of(
            "format", "how days are written: DD/MM/YYYY, D MMM YY, DDMMYYYY, serial, serial-1904"
        ),
        key_of("separator", "what stands between the values of a set"),
        key_of("prefix", "what is put before each key"),
        key_of("hashed", "whether a key is made from the text, as from a name", Holds.FLAG),
        key_of("lookup", "where the value is looked up", LOOKUP),
    ),
)

FIELDS = Named(Either((Holds.TEXT, TEXTS, FIELD)))

TABLE = Keys(
    title="a table of an export",
    says="How one table feeds one record type; a table may stand in several of these.",
    keys=(
        key_of("table", "the sheet or table, or the name of the file without its ending"),
        key_of("file", "the file, where several hold a table of this name"),
        key_of("record_type", "the record type that it feeds", Holds.NAME, required=True),
        key_of("headings", "the row of the headings, if it is not found", Holds.WHOLE),
        key_of("last_row", "the last row that is read, where notes stand below", Holds.WHOLE),
        key_of("rows", "how many rows the table should have", Holds.WHOLE),
        key_of("only", "texts that a row must hold to count, by heading", Named(TEXTS)),
        key_of("missing", "texts that stand for no value in this table", TEXTS),
        key_of("ignore", "headings of columns that are left out on purpose", TEXTS),
        key_of(
            "fields", "how fields are read; FIELD.KEY for a part", Named(Either((COLUMNS, FIELD)))
        ),
        key_of("optional", "whether the table may be absent", Holds.FLAG),
    ),
)

IMPORT = Keys(
    title="a mapping",
    says="How the tables of an export are read that are not in our shape.",
    keys=(
        key_of("profile", "a mapping that is shipped, such as pmhc-mds-4"),
        key_of("missing", "texts that stand for no value in any table, such as N/A", TEXTS),
        key_of("time_zone", "the place whose clocks count, such as Australia/Hobart"),
        key_of("ignore", "tables and files that are left out on purpose", TEXTS),
        key_of("tables", "the tables", ListOf(TABLE)),
    ),
)

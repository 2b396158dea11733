"""What a mapping says: which table is which record type, and what its columns mean."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

import attrs

from peercomply.intake.mapping.day_formats import DayFormat
from peercomply.intake.names import plain
from peercomply.intake.places import Place


@attrs.frozen(kw_only=True)
class Lookup:
    """
    Another table in which the value of a field is looked up.

    Attributes:
        table: Its name.

        by: The columns there that hold what this table's columns hold.

        take: The columns there that hold the value.
    """

    table: str
    by: tuple[str, ...]
    take: tuple[str, ...]


@attrs.frozen(kw_only=True)
class FieldMapping:
    """
    How one field, or one key of a mapping field, is read.

    Attributes:
        field: Name of the field.

        key: Key of the mapping; None for a whole field.

        columns: Headings whose cells are read; several are joined with a colon.

        value: A constant, in place of columns.

        values: What cells stand for, by their text in small letters.

        otherwise: What every other cell stands for.

        missing: Texts in small letters that stand for no value.

        format: How days are written.

        separator: What stands between the values of a set.

        prefix: What is put before each key.

        hashed: Whether a key is made from the text, so that the text itself is kept nowhere.

        lookup: Where the value is looked up.
    """

    field: str
    key: str | None = None
    columns: tuple[str, ...] = ()
    value: str | None = None
    values: Mapping[str, str] = attrs.field(factory=dict)
    otherwise: str | None = None
    missing: frozenset[str] = frozenset()
    format: DayFormat | None = None
    separator: str | None = None
    prefix: str = ""
    hashed: bool = False
    lookup: Lookup | None = None


@attrs.frozen(kw_only=True)
class TableMapping:
    """
    How one table feeds one record type.

    Attributes:
        table: Name of the sheet, list or table; None for any table of the file.

        file: Name of the file; None for any.

        record_type: Name of the record type.

        headings: Row of the headings; None where it has to be found.

        last_row: The last row that is read; None for all.

        rows: How many rows the table should have.

        only: Texts in small letters, by heading, that a row must hold to count.

        missing: Texts in small letters that stand for no value in this table.

        ignore: Headings in plain form of columns that are not read.

        fields: How fields are read; others are read from headings with their names.

        optional: The table may be absent.
    """

    record_type: str
    table: str | None = None
    file: str | None = None
    headings: int | None = None
    last_row: int | None = None
    rows: int | None = None
    only: Mapping[str, frozenset[str]] = attrs.field(factory=dict)
    missing: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    fields: tuple[FieldMapping, ...] = ()
    optional: bool = False

    @property
    def name(self) -> str:
        """What the table is called in messages."""
        return " of ".join(filter(None, (self.table, self.file)))

    def fits(self, place: Place) -> bool:
        """Whether the table at *place* is meant."""
        if self.file is not None and not _is_file(self.file, place.file):
            return False
        return self.table is None or plain(self.table) == plain(place.name)

    def column_names(self) -> tuple[str, ...]:
        """Return the headings that it names."""
        named = [column for one in self.fields for column in one.columns]
        return tuple(dict.fromkeys((*named, *self.only)))


def _is_file(wanted: str, file: str) -> bool:
    low, held = wanted.lower(), file.lower()
    return low == held or held.endswith(f"/{low}")


@attrs.frozen(kw_only=True)
class ImportMapping:
    """
    How an export is read.

    Attributes:
        file: The file that says so, for messages; empty where none does.

        tables: Tables that feed record types.

        missing: Texts in small letters that stand for no value anywhere.

        ignore: Plain names of tables and files that are not read.

        zone: Where the clocks of moments with an offset are read.
    """

    file: str = ""
    tables: tuple[TableMapping, ...] = ()
    missing: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    zone: ZoneInfo | None = None

    def of(self, place: Place) -> tuple[TableMapping, ...]:
        """Return how the table at *place* is read; empty if nothing is said of it."""
        return tuple(one for one in self.tables if one.fits(place))

    def ignores(self, place: Place) -> bool:
        """Whether the table at *place* is not to be read."""
        return bool({plain(place.name), plain(place.file)} & self.ignore)


NOTHING = ImportMapping()
"""The mapping of an export in our own shape."""

"""The stable codes of what can be wrong with an export."""

from __future__ import annotations

import enum


class IssueSeverity(enum.Enum):
    """How much a data issue matters to the results."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class IssueCode(enum.Enum):
    """Stable code of a data issue, with its meaning in one sentence."""

    UNKNOWN_FILE = "DI101"
    UNREADABLE_FILE = "DI102"
    EMPTY_FILE = "DI103"
    UNKNOWN_COLUMN = "DI104"
    MISSING_COLUMN = "DI105"
    REPEATED_COLUMN = "DI106"
    RAGGED_ROW = "DI107"
    UNREADABLE_VALUE = "DI201"
    UNKNOWN_VALUE = "DI202"
    OUT_OF_RANGE = "DI203"
    AMBIGUOUS_DATE = "DI204"
    REJECTED_ROW = "DI301"
    REPEATED_ROW = "DI302"
    CONFLICTING_ROWS = "DI303"
    REPEATED_RECORD = "DI304"
    DANGLING_REFERENCE = "DI305"
    IMPOSSIBLE_ORDER = "DI306"
    ONLY_PROGRAM = "DI307"
    FUTURE_EVENT = "DI308"
    NO_SUCH_COLUMN = "DI108"
    NO_SUCH_TABLE = "DI109"
    ROWS_LEFT_OUT = "DI110"
    ROWS_ABOVE = "DI111"
    HIDDEN_SHEET = "DI112"
    OTHER_ENCODING = "DI113"
    ROW_TOTAL = "DI114"
    LONELY_ROW = "DI115"
    SERIAL_DATE = "DI205"
    PARTIAL_DATE = "DI206"
    SHORT_YEAR = "DI207"
    TIME_ZONE = "DI208"
    OTHER_FORMAT = "DI209"
    NO_PARTNER = "DI210"
    LOST_ZERO = "DI401"
    KEY_AS_NUMBER = "DI402"
    CUT_TEXT = "DI403"
    ROW_LIMIT = "DI404"
    WRONG_ENCODING = "DI405"
    SPREADSHEET_ERROR = "DI406"
    NO_FORMULA_VALUE = "DI407"
    FORMULA_TEXT = "DI408"
    SHIFTED_ROW = "DI409"
    MIXED_ORDER = "DI410"

    @property
    def meaning(self) -> str:
        """What the code says, for the documentation."""
        return _MEANINGS[self]


_MEANINGS = {
    IssueCode.UNKNOWN_FILE: "A file or list is not named after a record type; it was not read.",
    IssueCode.UNREADABLE_FILE: "A file could not be read; its record type counts as not supplied.",
    IssueCode.EMPTY_FILE: "A file has no heading row; its record type counts as not supplied.",
    IssueCode.UNKNOWN_COLUMN: "A heading is that of no field; a field much like it is unknown.",
    IssueCode.MISSING_COLUMN: "A column that the record type requires is not there.",
    IssueCode.REPEATED_COLUMN: "Two columns stand for one field; only the first was read.",
    IssueCode.RAGGED_ROW: "A row has more or fewer cells than the heading row, or a broken quote.",
    IssueCode.UNREADABLE_VALUE: "A cell could not be read as its type; what needs it is unknown.",
    IssueCode.UNKNOWN_VALUE: "A cell holds none of the listed values; what needs it is unknown.",
    IssueCode.OUT_OF_RANGE: "A number lies outside the possible range; what needs it is unknown.",
    IssueCode.AMBIGUOUS_DATE: "A date can be read day first or month first; both readings count.",
    IssueCode.REJECTED_ROW: "A row lacks a value without which it belongs to nobody.",
    IssueCode.REPEATED_ROW: "Rows are the same in every field; they count once.",
    IssueCode.CONFLICTING_ROWS: "Rows with one key differ; the fields that differ are unknown.",
    IssueCode.REPEATED_RECORD: "Records with different keys look like one record exported twice.",
    IssueCode.DANGLING_REFERENCE: "A reference names a record that is not in the export.",
    IssueCode.IMPOSSIBLE_ORDER: "Two dates stand in an order that cannot be; both are unknown.",
    IssueCode.ONLY_PROGRAM: "An empty program or organisation was read as the only one there is.",
    IssueCode.NO_SUCH_COLUMN: "The mapping names a column that is not there.",
    IssueCode.NO_SUCH_TABLE: "The mapping names a table or file that is not there.",
    IssueCode.ROWS_LEFT_OUT: "The mapping chooses some rows of a table for no record type.",
    IssueCode.ROWS_ABOVE: "Rows above the headings were not read, such as a title.",
    IssueCode.HIDDEN_SHEET: "A sheet is hidden; it was read like the others.",
    IssueCode.OTHER_ENCODING: "A file is no UTF-8 and was read as Windows-1252.",
    IssueCode.ROW_TOTAL: "A table has more or fewer rows than the mapping says it should have.",
    IssueCode.LONELY_ROW: "A row stands apart below a table, as notes and totals do.",
    IssueCode.SERIAL_DATE: "A day is a number, as spreadsheets count days.",
    IssueCode.PARTIAL_DATE: "A date names a month or a year and no day.",
    IssueCode.SHORT_YEAR: "A year has two digits.",
    IssueCode.TIME_ZONE: "A moment is given in a time zone, and no place whose clocks count.",
    IssueCode.OTHER_FORMAT: "A day is not written in the format that the mapping declares.",
    IssueCode.NO_PARTNER: "A text has no row in the table in which the mapping looks it up.",
    IssueCode.LOST_ZERO: "Texts have lost their first zeros, as spreadsheets take them away.",
    IssueCode.KEY_AS_NUMBER: "A key was turned into a number and has lost digits.",
    IssueCode.CUT_TEXT: "A text is as long as a cell can be; its end may be lost.",
    IssueCode.ROW_LIMIT: "A table ends at a limit of spreadsheets; rows may be lost.",
    IssueCode.WRONG_ENCODING: "A text was decoded wrongly before it was exported.",
    IssueCode.SPREADSHEET_ERROR: "A cell holds an error of a spreadsheet instead of a value.",
    IssueCode.NO_FORMULA_VALUE: "A workbook holds formulas whose values nobody stored.",
    IssueCode.FORMULA_TEXT: "A cell holds the text of a formula instead of its value.",
    IssueCode.SHIFTED_ROW: "Cells of a row stand under the wrong headings; all of it is unknown.",
    IssueCode.MIXED_ORDER: "A column writes some dates day first and others month first.",
    IssueCode.FUTURE_EVENT: "An event is dated after the day of the check; it does not count.",
}

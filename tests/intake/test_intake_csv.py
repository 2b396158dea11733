"""How CSV files are split, decoded and matched with fields."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peercomply.intake.sources.rows import Broken, split_rows


def texts(snapshot, field="location"):
    return [getattr(record, field) for record in snapshot.of_type("worker").values()]


@pytest.mark.parametrize(
    "content",
    [
        b"id,location\nW1,here\nW2,there\n",
        b"\xef\xbb\xbfid,location\nW1,here\nW2,there\n",
        b"id,location\r\nW1,here\r\nW2,there\r\n",
        b"id,location\rW1,here\rW2,there",
        b"id;location\nW1;here\nW2;there\n",
        b"id\tlocation\nW1\there\nW2\tthere\n",
        b"id|location\nW1|here\nW2|there\n",
        b'"id","location"\n"W1","here"\n"W2","there"\n',
        b'id, "location"\nW1, "here"\nW2 , there \n',
        b"id,location\nW1,here\nW2,there\n\n,\n,,,\n",
        "id,location\nW1,here\nW2,there\n".encode("utf-16"),
    ],
)
def test_the_same_rows_are_read_however_they_are_written(workers, content):
    """
    Byte order marks, line ends, separators, quotes and empty rows make no difference.
    """
    snapshot = workers(content)

    assert texts(snapshot) == ["here", "there"]
    assert not snapshot.provenance.issues


def test_a_cell_in_quotes_holds_separators_quotes_and_line_ends(workers):
    """
    A quoted cell is read whole, and the row after it is counted as a spreadsheet counts.
    """
    snapshot = workers('id,location\r\nW1,"a, ""b""\r\nc"\r\nW2,d\r\n')

    assert texts(snapshot) == ['a, "b"\nc', "d"]
    assert snapshot.provenance.locate("worker", "W2").row == 3


def test_blank_rows_are_counted_as_rows(workers):
    """
    Empty rows are no records, yet the rows after them keep their numbers.
    """
    snapshot = workers("\nid,location\n\n,\nW1,x\n")

    assert snapshot.provenance.locate("worker", "W1").row == 5
    assert snapshot.provenance.inputs[0].read == 1


def test_names_in_thai_and_formulas_are_text(workers):
    """
    Letters of any script and text that looks like a formula are kept as they are.
    """
    snapshot = workers("id,location\nW1,กรุงเทพมหานคร\nW2,=1+1\nW3,@SUM(A1)\n")

    assert texts(snapshot) == ["กรุงเทพมหานคร", "=1+1", "@SUM(A1)"]


def test_keys_are_kept_exactly(workers):
    """
    Keys keep leading zeros and case; only the white space around them goes.
    """
    snapshot = workers("id\n007\n 7 \nw\nW\n")

    assert sorted(snapshot.of_type("worker")) == ["007", "7", "W", "w"]


def test_bytes_that_are_no_text_spoil_one_cell(workers, found):
    """
    A cell with bytes that no encoding explains is in doubt; its neighbours are read.
    """
    snapshot = workers(b"id,location,started_on\nW1,Caf\xe9,2026-01-02\nW2,Caf\xc3\xa9,\n")

    worker = snapshot.of_type("worker")["W1"]
    assert worker.location is None
    assert worker.started_on is not None
    assert "W1" in snapshot.provenance.doubts["worker", "location"]
    assert found(snapshot, "UNREADABLE_VALUE")[0].value is None


def test_a_file_that_can_only_be_windows_1252_is_read_as_that(workers, found):
    """
    Bytes that are no UTF-8 anywhere and all letters of Windows-1252 are read, and that is noted.
    """
    snapshot = workers(b"id,location\nW1,Caf\xe9\nW2,\x93Ward\x94\n")

    assert texts(snapshot) == ["Café", "“Ward”"]
    assert found(snapshot, "OTHER_ENCODING")[0].row is None


def test_a_huge_cell_is_unreadable_and_its_row_stays(workers, found):
    """
    A cell with more than a million characters is in doubt, without its text.
    """
    snapshot = workers("id,location\nW1," + "x" * 3_000_000 + "\nW2,y\n")

    assert texts(snapshot) == [None, "y"]
    (one,) = found(snapshot, "UNREADABLE_VALUE")
    assert one.value is None


def test_a_short_row_is_kept_with_a_warning(workers, found):
    """
    Cells that are missing at the end of a row are empty.
    """
    snapshot = workers("id,location,level\nW1,x\n")

    assert texts(snapshot) == ["x"]
    (one,) = found(snapshot, "RAGGED_ROW")
    assert (one.row, one.severity.value) == (2, "warning")


def test_a_long_row_is_rejected(workers, found):
    """
    A row with more values than headings is rejected, because they cannot be told apart.
    """
    snapshot = workers("id,location\nW1,Smith, J\nW2,x,,\n")

    assert list(snapshot.of_type("worker")) == ["W2"]
    (one,) = found(snapshot, "RAGGED_ROW")
    assert (one.row, one.severity.value) == (2, "error")
    assert snapshot.provenance.rejected == {"worker": 1}


def test_a_quote_that_is_never_closed_rejects_what_follows(workers, found):
    """
    Lines that a lone quote swallows are counted as rejected.
    """
    snapshot = workers('id,location\nW1,x\nW2,"y\nW3,z\nW4,z\n')

    assert list(snapshot.of_type("worker")) == ["W1"]
    (one,) = found(snapshot, "RAGGED_ROW")
    assert (one.row, one.severity.value) == (3, "error")
    (file,) = snapshot.provenance.inputs
    assert (file.read, file.accepted, file.rejected) == (4, 1, 3)


def test_a_quote_within_a_cell_rejects_its_row_alone(workers):
    """
    Reading goes on at the next line that is a whole row.
    """
    snapshot = workers('id,location\nW1,"she said "no" twice"\nW2,x\n')

    assert list(snapshot.of_type("worker")) == ["W2"]
    assert snapshot.provenance.rejected == {"worker": 1}
    assert snapshot.provenance.locate("worker", "W2").row == 3


def test_the_rest_of_a_broken_cell_is_no_record(workers):
    """
    A line that continues a cell with a broken quote is not read as a row.
    """
    snapshot = workers('id,location\nW1,"a "b" c\nsecond line\nthird line",x\nW2,x\n')

    assert list(snapshot.of_type("worker")) == ["W2"]
    assert snapshot.provenance.rejected == {"worker": 3}


def test_a_quote_within_a_bare_cell_is_text(workers):
    """
    A quote that does not open a cell stands for itself.
    """
    snapshot = workers('id,location\nW1,6" pipe\nW2,x\n')

    assert texts(snapshot) == ['6" pipe', "x"]


@given(
    rows=st.lists(
        st.lists(st.text(alphabet='ab",;\n \té', max_size=6), min_size=2, max_size=4),
        min_size=1,
        max_size=6,
    ),
    separator=st.sampled_from(",;\t|"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
@settings(max_examples=200, deadline=None)
def test_rows_that_a_csv_writer_writes_are_read_back(rows, separator, quoting):
    """
    Splitting undoes what the standard library's writer does, white space around cells apart.
    """
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator, quoting=quoting, lineterminator="\n").writerows(rows)

    split = [cells for _, cells in split_rows(buffer.getvalue(), separator)]

    assert not any(isinstance(cells, Broken) for cells in split)
    assert [[cell.strip() for cell in row] for row in split] == [
        [cell.strip() for cell in row] for row in rows
    ]


@pytest.mark.parametrize(
    "heading", ["Started On", "started-on", "STARTED_ON", " started.on ", "Started  on"]
)
def test_headings_are_compared_loosely(workers, heading):
    """
    Case, spaces, hyphens, underscores and dots of a heading make no difference.
    """
    snapshot = workers(f"id,{heading}\nW1,2026-01-02\n")

    assert str(texts(snapshot, "started_on")[0]) == "2026-01-02"
    place = snapshot.provenance.locate("worker", "W1", "started_on")
    assert place.column == heading.strip()


@pytest.mark.parametrize("heading", ["id", "Worker ID", "worker_key", "Worker number", "worker no"])
def test_the_own_key_has_several_names(workers, heading):
    """
    TYPE id, key, number and no are the key in the file of the type.
    """
    snapshot = workers(f"{heading}\nW1\n")

    assert list(snapshot.of_type("worker")) == ["W1"]


def test_the_key_of_another_type_is_a_reference(load):
    """
    In supervision.csv the worker id says who was supervised.
    """
    snapshot = load({"supervision.csv": "supervision no,worker id\nS1,W1\n"})

    assert snapshot.of_type("supervision")["S1"].worker_id == "W1"


def test_an_unknown_column_is_not_read(workers, found):
    """
    A heading that is no field is a warning with the nearest field and without values.
    """
    snapshot = workers("id,startd_on\nW1,2026-01-02\n")

    (one,) = found(snapshot, "UNKNOWN_COLUMN")
    assert (one.column, one.value, one.severity.value) == ("startd_on", None, "warning")
    assert "started_on" in one.hint


def test_a_column_without_heading_is_unknown_if_it_holds_something(workers, codes):
    """
    Values below an empty heading are not lost in silence.
    """
    snapshot = workers("id,,location\nW1,secret,x\n")

    assert codes(snapshot) == ["UNKNOWN_COLUMN"]
    assert texts(snapshot) == ["x"]


def test_a_repeated_heading_is_read_once(workers, found):
    """
    Of two columns for one field the first is read, and the second is an error.
    """
    snapshot = workers("id,location,Location\nW1,first,second\n")

    assert texts(snapshot) == ["first"]
    assert found(snapshot, "REPEATED_COLUMN")[0].column == "Location"


def test_a_file_without_its_key_rejects_all_rows(workers, found):
    """
    Without the required column no row becomes a record, and nobody knows what there was.
    """
    snapshot = workers("location\nx\ny\n")

    (one,) = found(snapshot, "MISSING_COLUMN")
    assert "2" in one.message
    assert snapshot.supplied == frozenset()
    assert snapshot.provenance.rejected == {"worker": 2}


def test_a_file_without_headings_does_not_show_its_first_row(workers, codes):
    """
    Where no heading is known the first row may hold data, so none of it is shown.
    """
    snapshot = workers("W1,Jane Citizen\nW2,Joe Bloggs\n")

    assert codes(snapshot) == ["MISSING_COLUMN"]
    assert "Jane" not in repr(snapshot.provenance)


def test_a_required_reference_must_have_a_column(load, codes):
    """
    A supervision file without the worker's key rejects its rows.
    """
    snapshot = load({"supervision.csv": "id,held_on\nS1,2026-01-01\n"})

    assert codes(snapshot) == ["MISSING_COLUMN"]


@pytest.mark.parametrize("row", [",2026-01-01", "  ,2026-01-01"])
def test_a_row_without_its_key_is_rejected(workers, found, row):
    """
    A row that names no record is counted and said.
    """
    snapshot = workers(f"id,started_on\nW1,\n{row}\n")

    (one,) = found(snapshot, "REJECTED_ROW")
    assert (one.row, one.column) == (3, "id")
    assert snapshot.provenance.rejected == {"worker": 1}


def test_a_row_without_its_required_reference_is_rejected(load, found):
    """
    A session of nobody is counted and said.
    """
    snapshot = load({"supervision.csv": "id,worker_id\nS1,\nS2,W1\n"})

    assert list(snapshot.of_type("supervision")) == ["S2"]
    assert found(snapshot, "REJECTED_ROW")[0].row == 2


def test_separators_of_the_database_parameters_may_stand_in_cells(workers):
    """
    Control characters within a cell are kept and do not split it.
    """
    snapshot = workers("id,location\nW1,a\x1cb\x1dc\nW2,d\x1ee\n")

    assert texts(snapshot) == ["a\x1cb\x1dc", "d\x1ee"]


def test_many_rows_are_loaded_in_portions(workers):
    """
    A file of several portions keeps every row.
    """
    lines = "".join(f"W{n},{'x' * 2000}\n" for n in range(5000))

    snapshot = workers(f"id,location\n{lines}")

    assert len(snapshot) == 5000


def test_a_heading_row_with_a_broken_quote_is_unreadable(workers, codes):
    """
    Where the heading row cannot be split the file supplies nothing.
    """
    snapshot = workers('"id","location\nW1,x\n')

    assert codes(snapshot) == ["UNREADABLE_FILE"]
    assert snapshot.supplied == frozenset()

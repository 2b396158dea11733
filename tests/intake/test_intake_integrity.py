"""What is said of rows and records that do not fit together."""

from __future__ import annotations

import random

import pytest

from peercomply.intake import load_snapshot

SESSION = "id,worker_id,held_on,kind\n"


def test_rows_that_are_the_same_count_once(workers, found):
    """
    Identical rows give one record and a warning that names both rows.
    """
    snapshot = workers("id,level,hourly_rate\nW1,Front line,1.0\nW1,front_line,1.00\n")

    (one,) = found(snapshot, "REPEATED_ROW")
    assert (one.row, one.severity.value) == (3, "warning")
    assert "row 2 of worker.csv" in one.message
    (file,) = snapshot.provenance.inputs
    assert (file.read, file.accepted, file.rejected) == (2, 2, 0)


def test_rows_with_one_key_that_differ_leave_doubts(workers, found):
    """
    Fields in which rows with one key differ are unknown; the others keep their value.
    """
    snapshot = workers("id,level,started_on\nW1,other,2026-01-01\nW1,other,2026-01-02\n")

    worker = snapshot.of_type("worker")["W1"]
    assert (worker.level, worker.started_on) == ("other", None)
    doubt = snapshot.provenance.doubts["worker", "started_on"]["W1"]
    assert doubt.reason == "worker.started_on differs between rows with one key"
    (one,) = found(snapshot, "CONFLICTING_ROWS")
    assert "row 2 of worker.csv" in one.message
    assert "started_on" in one.message
    assert snapshot.provenance.locate("worker", "W1").row == 2


def test_a_value_and_no_value_differ(workers, codes):
    """
    A row that lacks what another row with its key says is no repetition.
    """
    snapshot = workers("id,level\nW1,other\nW1,\n")

    assert codes(snapshot) == ["CONFLICTING_ROWS"]
    assert snapshot.of_type("worker")["W1"].level is None


def test_rows_in_several_files_are_compared(load, found):
    """
    Rows with one key are found across the files of a type.
    """
    snapshot = load({"worker.csv": "id,level\nW1,other\n", "workers.csv": "level,id\nboard,W1\n"})

    (one,) = found(snapshot, "CONFLICTING_ROWS")
    assert one.file == "workers.csv"
    assert "worker.csv" in one.message


@pytest.mark.parametrize("other", ["01/02/2026", "x", ""])
def test_doubts_are_compared_too(workers, codes, other):
    """
    Of two rows with one key, other readings of a date, or none, are a difference.
    """
    snapshot = workers(f"id,started_on\nW1,03/04/2026\nW1,{other}\n")

    assert "CONFLICTING_ROWS" in codes(snapshot)
    assert snapshot.provenance.doubts["worker", "started_on"]["W1"].readings == ()


def test_the_same_doubt_twice_is_no_difference(workers, codes):
    """
    Rows that are the same down to an ambiguous date count once, with its readings.
    """
    snapshot = workers("id,started_on\nW1,03/04/2026\nW1,03/04/2026\n")

    assert "CONFLICTING_ROWS" not in codes(snapshot)
    assert len(snapshot.provenance.doubts["worker", "started_on"]["W1"].readings) == 2


def test_a_key_of_two_owners_is_rejected(load, found):
    """
    Rows with one key and different required references belong to nobody.
    """
    snapshot = load({"supervision.csv": f"{SESSION}S1,W1,,\nS1,W2,x,\nS2,W1,,\n"})

    assert list(snapshot.of_type("supervision")) == ["S2"]
    assert found(snapshot, "CONFLICTING_ROWS")[0].severity.value == "error"
    (file,) = snapshot.provenance.inputs
    assert (file.read, file.accepted, file.rejected) == (3, 1, 2)
    assert ("supervision", "held_on") not in snapshot.provenance.doubts


def test_records_that_look_like_one_are_named(load, found):
    """
    Two keys for one session are a warning; both records stay.
    """
    snapshot = load(
        {"supervision.csv": f"{SESSION}S1,W1,2026-01-01,\nS2,W1,2026-01-01,\nS3,W1,2026-01-02,\n"}
    )

    assert len(snapshot) == 3
    (one,) = found(snapshot, "REPEATED_RECORD")
    assert (one.row, one.severity.value) == (3, "warning")
    assert "row 2" in one.message


@pytest.mark.parametrize("day", ["", "03/04/2026"])
def test_undated_records_do_not_look_alike(load, found, day):
    """
    Sessions without a day, or with a day in doubt, are not taken for one.
    """
    snapshot = load({"supervision.csv": f"{SESSION}S1,W1,{day},\nS2,W1,{day},\n"})

    assert not found(snapshot, "REPEATED_RECORD")


def test_records_with_a_doubtful_value_do_not_look_alike(load, found):
    """
    A value in doubt may differ, so it makes no two records the same.
    """
    snapshot = load({"supervision.csv": f"{SESSION}S1,W1,2026-01-01,x\nS2,W1,2026-01-01,y\n"})

    assert not found(snapshot, "REPEATED_RECORD")


def test_policies_are_told_apart_by_their_titles(load, found):
    """
    A combination without dates needs something besides references.
    """
    snapshot = load({"policy.csv": "id,title,version\nA,Leave,1\nB,Leave,1\nC,,\nD,,\n"})

    assert [one.row for one in found(snapshot, "REPEATED_RECORD")] == [3]


def test_a_reference_to_nobody_dangles(load, found):
    """
    A key that no record has is a warning with the nearest key; the value stays.
    """
    snapshot = load({"worker.csv": "id\nW001\n", "supervision.csv": f"{SESSION}S1,W01,,\n"})

    (one,) = found(snapshot, "DANGLING_REFERENCE")
    assert (one.file, one.row, one.column, one.value) == (
        "supervision.csv",
        2,
        "worker_id",
        "W01",
    )
    assert one.hint == "did you mean 'W001'?"
    assert snapshot.of_type("supervision")["S1"].worker_id == "W01"


def test_a_reference_to_a_type_that_was_not_supplied_does_not_dangle(load, codes):
    """
    Without the target's file nobody can say that the record is missing.
    """
    snapshot = load({"supervision.csv": f"{SESSION}S1,W01,,\n"})

    assert codes(snapshot) == []


def test_sets_of_references_are_looked_up_item_by_item(load, found):
    """
    Each item of a set that names no record is told.
    """
    snapshot = load(
        {
            "worker.csv": "id\nW1\n",
            "position.csv": "id,specialist_lead_ids\nP1,W1; W2; W3\n",
        }
    )

    assert len(found(snapshot, "DANGLING_REFERENCE")) == 2


@pytest.mark.parametrize(
    ("kind", "document", "dangles"),
    [("policy", "P1", 0), ("change", "P1", 1), ("", "P1", 0), ("", "C1", 0), ("policy", "C1", 1)],
)
def test_a_reference_of_several_types_is_looked_up_in_the_right_one(
    load, found, kind, document, dangles
):
    """
    The field beside it says which type is meant; without it all types count.
    """
    snapshot = load(
        {
            "worker.csv": "id\nW1\n",
            "policy.csv": "id\nP1\n",
            "change.csv": "id\nC1\n",
            "position_description.csv": "id,position_id\n",
            "agreement.csv": "id,worker_id\n",
            "acknowledgement.csv": f"id,worker_id,document_kind,document_id\nA,W1,{kind},{document}\n",
        }
    )

    assert len(found(snapshot, "DANGLING_REFERENCE")) == dangles


def test_a_reference_of_several_types_needs_all_of_them(load, found):
    """
    Where one of the possible types was not supplied, nothing is said to dangle.
    """
    snapshot = load(
        {
            "policy.csv": "id\nP1\n",
            "acknowledgement.csv": "id,worker_id,document_kind,document_id\nA,W1,,X\nB,W1,policy,X\n",
        }
    )

    assert [one.row for one in found(snapshot, "DANGLING_REFERENCE")] == [3]


def test_dates_in_an_impossible_order_are_unknown(workers, found):
    """
    Both dates become None and doubted, and the issue is an error.
    """
    snapshot = workers("id,started_on,ended_on\nW1,2026-02-01,2026-01-01\n")

    worker = snapshot.of_type("worker")["W1"]
    assert (worker.started_on, worker.ended_on) == (None, None)
    for field in ("started_on", "ended_on"):
        reason = snapshot.provenance.doubts["worker", field]["W1"].reason
        assert reason == "worker.started_on is after worker.ended_on"
    assert found(snapshot, "IMPOSSIBLE_ORDER")[0].severity.value == "error"


@pytest.mark.parametrize(
    ("starts", "ends", "good"),
    [
        ("2026-01-01 10:00", "2026-01-01 11:00", True),
        ("2026-01-01 10:00", "2026-01-01 10:00", False),
        ("2026-01-01 10:00", "2026-01-01", True),
        ("2026-01-01", "2026-01-01 00:00", True),
        ("2026-01-02", "2026-01-01 10:00", False),
    ],
)
def test_moments_are_compared_by_day_where_one_is_a_day(load, starts, ends, good):
    """
    Two date-times must be in strict order; a day alone is only compared with the day.
    """
    snapshot = load({"shift.csv": f"id,starts_at,ends_at\nS1,{starts},{ends}\n"})

    assert (snapshot.of_type("shift")["S1"].starts_at is not None) == good


def test_the_only_program_is_meant_where_none_is_named(load, found):
    """
    A missing program is the only one there is, which a note says once for each file.
    """
    snapshot = load(
        {
            "program.csv": "id,organisation_id\nP1,\n",
            "organisation.csv": "id\nO1\n",
            "worker.csv": "id,program_id\nW1,\nW2,P9\nW3,\n",
        }
    )

    held = [one.program_id for one in snapshot.of_type("worker").values()]
    assert held == ["P1", "P9", "P1"]
    assert snapshot.of_type("program")["P1"].organisation_id == "O1"
    notes = [one for one in found(snapshot, "ONLY_PROGRAM") if one.column == "program_id"]
    assert [(one.file, one.severity.value) for one in notes] == [("worker.csv", "note")]
    assert "2 rows" in notes[0].message


def test_of_two_programs_none_is_meant(load, codes):
    """
    With several programs a missing program stays missing.
    """
    snapshot = load({"program.csv": "id\nP1\nP2\n", "worker.csv": "id\nW1\n"})

    assert snapshot.of_type("worker")["W1"].program_id is None
    assert codes(snapshot) == []


def test_a_rejected_program_may_be_another_one(load):
    """
    Where a program's row was rejected, nobody knows that there is only one.
    """
    snapshot = load({"program.csv": "id,name\nP1,a\n,b\n", "worker.csv": "id\nW1\n"})

    assert snapshot.of_type("worker")["W1"].program_id is None


def test_a_doubtful_program_is_not_filled_in(load):
    """
    A program reference that differs between rows stays in doubt.
    """
    snapshot = load({"program.csv": "id\nP1\n", "worker.csv": "id,program_id\nW1,P1\nW1,P2\n"})

    assert snapshot.of_type("worker")["W1"].program_id is None
    assert "W1" in snapshot.provenance.doubts["worker", "program_id"]


def test_shuffled_rows_give_the_same_records(load, tmp_path):
    """
    The order of rows changes neither records nor doubts.
    """
    rows = [f"W{n},{n % 28 + 1}/{n % 12 + 1}/2026,{n}.5,other" for n in range(60)]
    rows += ["W1,1/1/2026,9,board", "W2,,,"]
    head = "id,started_on,hourly_rate,level\n"
    first = load({"worker.csv": head + "\n".join(rows)})
    random.Random(7).shuffle(rows)

    second = load({"worker.csv": head + "\n".join(rows)})

    assert first == second
    assert first.provenance.doubts == second.provenance.doubts


def test_loading_twice_gives_the_same_issues(load, tmp_path):
    """
    Issues stand in a total order.
    """
    first = load({"worker.csv": "id,level,x,y\nW2,?,,\nW1,?,,\n,,,\nW1,,,\n"})

    assert load_snapshot(tmp_path).provenance == first.provenance


def test_a_reference_dangles_where_there_are_no_records_at_all(load, found):
    """
    A supplied type without records has no key that could be meant.
    """
    snapshot = load({"worker.csv": "id\n", "supervision.csv": f"{SESSION}S1,W1,,\n"})

    assert [one.hint for one in found(snapshot, "DANGLING_REFERENCE")] == [""]

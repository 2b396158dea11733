"""The command `forecast`, typed as its users type it."""

import csv
import importlib.util
import io
import json
from datetime import date

import pytest

from peercomply.cli import run
from peercomply.cli.exit_codes import ExitCode

PACK = """
pack: {id: test, version: 1.0.0, title: Test}
rules:
  - id: supervision-overdue
    title: Worker without supervision
    for: worker
    latest: {of: supervision.held_on, within: P1M, since: started_on}
    severity: high
    strength: should
    obligations: [X-1]
    why: It harms.
    remedy: Mend it.
"""


@pytest.fixture
def typed(tmp_path):
    """Return the arguments of a forecast of two workers, one of them named like a formula."""
    folder = tmp_path / "exports"
    folder.mkdir()
    workers = "id,started_on,program_id\r\n=1+1,2020-01-01,P1\r\nสมชาย,2020-01-01,P1\r\n"
    (folder / "worker.csv").write_bytes(workers.encode())
    held = "id,worker_id,held_on\nS1,=1+1,2026-11-01\nS2,สมชาย,2026-11-10\n"
    (folder / "supervision.csv").write_text(held, encoding="utf-8")
    rules = tmp_path / "pack.yml"
    rules.write_text(PACK, encoding="utf-8")
    return ["forecast", str(folder), "--as-of", "2026-11-22", "--rules", str(rules)]


def test_the_table_groups_by_day_and_says_what_it_rests_on(typed, capsys):
    """
    Each day stands once, with how far away it is; below it stands how to read the forecast.
    """
    assert run([*typed, "--days", "30"]) is ExitCode.CLEAN
    out = capsys.readouterr().out

    assert "30 days ahead, up to 2026-12-22: 2 changes" in out
    assert out.index("2026-12-02 Wed (in 10 days)") < out.index("2026-12-11 Fri (in 19 days)")
    assert "worker:สมชาย" in out
    assert "If nothing is recorded." in out


def test_no_change_is_no_all_clear(typed, capsys):
    """
    Where nothing changes, what fails already is still named.
    """
    typed[3] = "2027-06-01"

    assert run([*typed, "--days", "1"]) is ExitCode.CLEAN
    assert "2 outcomes fail already on the first day" in capsys.readouterr().out


def test_csv_has_a_row_for_each_change_and_no_formula(typed, tmp_path):
    """
    A key that a spreadsheet would take for a formula begins with an apostrophe.
    """
    path = tmp_path / "due.csv"
    assert run([*typed, "--format", "csv", "--output", str(path)]) is ExitCode.CLEAN
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))

    assert [(row["on"], row["record_id"]) for row in rows if row["kind"] == "change"] == [
        ("2026-12-02", "'=1+1"),
        ("2026-12-11", "สมชาย"),
    ]
    assert rows[-1]["kind"] == "note"


def test_json_names_the_change(typed, capsys):
    """
    Another program reads day, record and both outcomes.
    """
    run([*typed, "--format", "json"])
    document = json.loads(capsys.readouterr().out)

    assert document["schema"] == "peercomply.forecast/1"
    assert [(one["on"], one["from"], one["to"]) for one in document["changes"]] == [
        ("2026-12-02", "pass", "fail"),
        ("2026-12-11", "pass", "fail"),
    ]


def test_the_calendar_can_be_read_and_is_the_same_again(typed, tmp_path):
    """
    A reader of calendars finds whole days; lines are folded and end as the standard asks.
    """
    icalendar = pytest.importorskip("icalendar", reason="the extra calendar is not installed")
    path = tmp_path / "due.ics"
    run([*typed, "--format", "ics", "--output", str(path)])
    first = path.read_bytes()
    run([*typed, "--format", "ics", "--output", str(path)])
    events = icalendar.Calendar.from_ical(first).walk("VEVENT")

    assert path.read_bytes() == first
    assert [event.decoded("dtstart") for event in events] == [date(2026, 12, 2), date(2026, 12, 11)]
    assert str(events[1]["summary"]) == "Worker without supervision: worker:สมชาย"
    assert len({str(event["uid"]) for event in events}) == 2
    assert first.count(b"\n") == first.count(b"\r\n")
    assert max(map(len, first.split(b"\r\n"))) <= 75


def test_an_event_keeps_its_id_when_its_day_is_put_off(typed, tmp_path, capsys):
    """
    A session that is recorded moves the event of a calendar instead of adding one.
    """
    run([*typed, "--format", "json"])
    before = json.loads(capsys.readouterr().out)["changes"]
    with (tmp_path / "exports" / "supervision.csv").open("a", encoding="utf-8") as file:
        file.write("S3,สมชาย,2026-11-20\n")
    run([*typed, "--format", "json"])
    after = json.loads(capsys.readouterr().out)["changes"]

    assert [one["id"] for one in before] == [one["id"] for one in after]
    assert (before[1]["on"], after[1]["on"]) == ("2026-12-11", "2026-12-21")


def test_a_calendar_without_its_library_says_what_to_install(typed, monkeypatch, capsys):
    """
    The message names the extra; nothing is read.
    """
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)

    assert run([*typed, "--format", "ics"]) is ExitCode.USAGE
    assert "pip install 'peercomply[calendar]'" in capsys.readouterr().err


@pytest.mark.parametrize("days", ["0", "1001", "ninety"])
def test_days_out_of_reach_are_exit_code_2(typed, days, capsys):
    """
    The message says which numbers of days there are.
    """
    assert run([*typed, "--days", days]) is ExitCode.USAGE
    assert "--days" in capsys.readouterr().err


def test_a_forecast_past_the_calendar_is_exit_code_2(typed, capsys):
    """
    The last year that there is has no next one.
    """
    typed[3] = "9999-12-01"

    assert run(typed) is ExitCode.USAGE
    assert "calendar has ended" in capsys.readouterr().err


def test_the_export_is_never_written_over(typed, capsys):
    """
    A forecast does not go into the folder that it reads.
    """
    assert run([*typed, "--output", f"{typed[1]}/worker.csv"]) is ExitCode.USAGE
    assert "lies in the export" in capsys.readouterr().err


def test_the_shipped_rules_foretell_the_example(capsys):
    """
    The example service has duties that fall due on the next day, critical ones first.
    """
    run(["forecast", "fixtures/harbour", "--as-of", "2026-11-22", "--days", "1"])
    out = capsys.readouterr().out

    assert "2026-11-23 Mon (in 1 day)" in out
    assert "  incident:INC-03 " in out

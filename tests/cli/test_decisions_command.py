"""Waivers, a baseline and a comparison of reports, typed as their users type them."""

import json
from pathlib import Path

import pytest

from peercomply.cli import run
from peercomply.cli.exit_codes import ExitCode
from worlds import HEADER, RULE

DAYS = ["--as-of", "2026-11-22"]


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Make a folder with a pack and an export of one worker without supervision."""
    monkeypatch.chdir(tmp_path)
    body = "    latest:\n      of: supervision.held_on\n      within: P1M"
    (tmp_path / "pack.yml").write_text(HEADER + RULE.format(subject="worker", body=body))
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "worker.csv").write_text("id,started_on\nW1,2020-01-01\n")
    (folder / "supervision.csv").write_text("id,worker_id,held_on\nS1,W1,2026-09-01\n")
    return tmp_path


def checked(*words):
    return run(["check", "export", "--rules", "pack.yml", *DAYS, "--fail-on", "low", *words])


def added(*words, until="2027-02-28"):
    report = json.loads(Path("old.json").read_text(encoding="utf-8"))
    (breach,) = report["findings"][0]["breaches"]
    command = ["waivers", "add", "w.yaml", "--report", "old.json", "--breach", breach["id"]]
    named = ["--reason", 'Leave: "ลา" #1', "--approved-by", "director"]
    return run([*command, *named, "--from", "2026-11-01", "--until", until, *words])


def test_a_waiver_is_added_listed_checked_and_used(place, capsys):
    """
    The breach gates before and not after; both reports show it.
    """
    assert checked("--report", "json=old.json") is ExitCode.FINDINGS
    assert added() is ExitCode.CLEAN
    assert "due_on" in (place / "w.yaml").read_text(encoding="utf-8")
    assert run(["waivers", "list", "w.yaml", *DAYS]) is ExitCode.CLEAN
    assert 'Leave: "ลา" #1' in capsys.readouterr().out
    assert run(["waivers", "check", "w.yaml", "export", "--rules", "pack.yml", *DAYS]) == 0
    assert checked("--waivers", "w.yaml", "--report", "json=new.json") is ExitCode.CLEAN
    assert "[1 of 1 waived]" in " ".join(capsys.readouterr().out.split())
    new = json.loads((place / "new.json").read_text(encoding="utf-8"))
    assert new["findings"][0]["breaches"][0]["waiver"]["approved_by"] == "director"
    assert new["rules"][0]["waived"] == 1


def test_a_waiver_that_has_expired_fails_the_check_of_waivers(place, capsys):
    """
    `waivers check` exits with 1 and names the place.
    """
    checked("--report", "json=old.json")
    added(until="2026-11-20")

    assert run(["waivers", "check", "w.yaml", "export", "--rules", "pack.yml", *DAYS]) == 1
    assert "w.yaml:2: [waiver-expired]" in capsys.readouterr().out
    assert checked("--waivers", "w.yaml") is ExitCode.FINDINGS


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--breach", "none"], "has no breach 'none'"),
        (["--until", "2027-11-03"], "expected 1 to 366"),
        (["--reason", " "], "it is empty"),
    ],
)
def test_a_waiver_that_would_be_wrong_is_not_added(place, capsys, words, says):
    """
    Nothing is written then.
    """
    checked("--report", "json=old.json")

    assert added(*words) is ExitCode.USAGE
    assert says in capsys.readouterr().err
    assert not (place / "w.yaml").exists()


def test_a_file_is_added_to_only_where_its_lines_are_read(place, capsys):
    """
    A second waiver keeps comments; a list written on one line is refused and kept.
    """
    checked("--report", "json=old.json")
    (place / "w.yaml").write_text("# ours\r\nwaivers: []\r\n")
    added()
    added()
    text = (place / "w.yaml").read_text(encoding="utf-8")
    assert text.startswith("# ours")
    assert text.count("- rule:") == 2
    line = (
        "waivers: [{rule: a, record: 'worker:W1', reason: b, approved_by: c, from: 2026-01-01,"
        " until: 2026-02-01}]\n"
    )
    (place / "w.yaml").write_text(line)
    assert added() is ExitCode.USAGE
    assert (place / "w.yaml").read_text() == line
    assert "does not end with a list" in capsys.readouterr().err


def test_a_baseline_and_waivers_can_stand_in_the_configuration(place, capsys):
    """
    Paths begin where the configuration stands; what the baseline has does not fail.
    """
    checked("--report", "json=old.json")
    added()
    (place / "c.yaml").write_text("baseline: old.json\nwaivers: [w.yaml]\n")

    assert checked("--config", "c.yaml") is ExitCode.CLEAN
    assert "Baseline: 2026-11-22; of the breaches 0 new, 0 worse, 1 inherited" in (
        capsys.readouterr().out
    )


@pytest.mark.parametrize("form", ["table", "json", "markdown"])
def test_two_reports_are_compared(place, capsys, form):
    """
    Nothing new is exit code 0; a breach that cannot be decided any more is 1.
    """
    checked("--report", "json=old.json")
    (place / "export" / "supervision.csv").unlink()
    checked("--report", "json=new.json")
    capsys.readouterr()

    assert run(["diff", "old.json", "old.json"]) is ExitCode.CLEAN
    assert run(["diff", "old.json", "new.json", "--format", form]) is ExitCode.FINDINGS
    assert "not known" in capsys.readouterr().out


def test_reports_in_the_wrong_order_are_refused(place, capsys):
    """
    The earlier one comes first.
    """
    checked("--report", "json=old.json")
    run(
        [
            "check",
            "export",
            "--rules",
            "pack.yml",
            "--as-of",
            "2026-11-23",
            "--report",
            "json=n.json",
        ]
    )

    assert run(["diff", "n.json", "old.json"]) is ExitCode.USAGE
    assert "give the earlier one first" in capsys.readouterr().err


def test_a_rating_of_a_person_counts_at_the_gate_and_can_be_verified(place, capsys):
    """
    The manifest names the file; a file that was changed since is named by `verify`.
    """
    (place / "o.yaml").write_text(
        "overrides:\n  - {rule: test-rule, rating: low, reason: Seen, decided_by: board,"
        " on: 2026-11-20}\n"
    )
    (place / "c.yaml").write_text("overrides: [o.yaml]\n")
    words = ["check", "export", "--rules", "pack.yml", *DAYS, "--fail-on", "high"]

    assert run(words) is ExitCode.FINDINGS
    assert run([*words, "--overrides", "o.yaml", "--manifest", "m.json"]) is ExitCode.CLEAN
    assert run([*words, "--config", "c.yaml"]) is ExitCode.CLEAN
    assert run(["verify", "m.json"]) is ExitCode.CLEAN
    (place / "o.yaml").write_text("overrides: []\n")
    assert run(["verify", "m.json"]) is ExitCode.FINDINGS
    assert "o.yaml" in capsys.readouterr().out

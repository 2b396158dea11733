"""The options of `check` that judge past days, typed as its users type them."""

import json

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
    """Return the arguments of a check of one worker, whose gap was cured in November."""
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "worker.csv").write_text("id,started_on\nW1,2020-01-01\n")
    held = "id,worker_id,held_on\nS1,W1,2026-07-01\nS2,W1,2026-11-01\n"
    (folder / "supervision.csv").write_text(held)
    (tmp_path / "pack.yml").write_text(PACK)
    rules = str(tmp_path / "pack.yml")
    return ["check", str(folder), "--as-of", "2026-11-22", "--rules", rules]


@pytest.mark.parametrize("engine", ["memory", "duckdb"])
def test_the_trend_stands_in_table_json_and_page(typed, engine, tmp_path, capsys):
    """
    All three show the breach of the past months and none today, with either engine.
    """
    page, data = tmp_path / "page.html", tmp_path / "report.json"
    reports = ["--report", f"html={page}", "--report", f"json={data}"]
    asked = ["--engine", engine, "--trend", "P1M", "--over", "P2M"]
    assert run([*typed, *asked, *reports]) is ExitCode.CLEAN
    out = capsys.readouterr().out
    document = json.loads(data.read_text(encoding="utf-8"))
    trend = document["trend"]
    assert "today" in document["trend_note"]

    assert "Trend:" in out
    assert "2026-09-30" in out
    assert [(one["as_of"], one["breaches"]) for one in trend] == [
        ("2026-09-30", 1),
        ("2026-10-31", 1),
        ("2026-11-22", 0),
    ]
    assert '<figure id="trend">' in page.read_text(encoding="utf-8")


def test_without_the_option_nothing_is_added(typed, tmp_path, capsys):
    """
    Reports without a trend are what they were.
    """
    data = tmp_path / "report.json"
    run([*typed, "--report", f"json={data}"])

    assert "trend" not in json.loads(data.read_text(encoding="utf-8"))
    assert "Trend" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (["--trend", "month"], "P1M"),
        (["--trend", "P6M", "--over", "P1M"], "shorter than one step"),
        (["--trend", "P1D"], "more than 120"),
        (["--over", "P1M"], "needs --trend"),
    ],
)
def test_lengths_that_make_no_trend_are_exit_code_2(typed, asked, says, capsys):
    """
    The message says what was wrong; nothing is checked.
    """
    assert run([*typed, *asked]) is ExitCode.USAGE
    assert says in capsys.readouterr().err

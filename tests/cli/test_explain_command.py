"""The command `explain`, typed as its users type it."""

import json

import pytest

from peercomply.cli import run
from peercomply.cli.exit_codes import ExitCode

RECORD = ["--subject", "worker:W010", "fixtures/harbour", "--as-of", "2026-11-22"]


def test_a_rule_alone_is_said_in_plain_english(capsys):
    """
    Without a record the sentences of the rule are printed.
    """
    assert run(["explain", "supervision-overdue"]) is ExitCode.CLEAN
    out = capsys.readouterr().out
    assert out.startswith("supervision-overdue: Worker without recent supervision\n\nJudges worker")
    assert "\nHolds when the last day in time is on or after the day of the check.\n" in out


def test_the_sentences_are_there_as_json(capsys):
    """
    Programs get the sentences as a list.
    """
    assert run(["explain", "supervision-overdue", "--format", "json"]) is ExitCode.CLEAN
    found = json.loads(capsys.readouterr().out)
    assert found["rule"] == "supervision-overdue"
    assert found["sentences"][0] == "Judges worker records."


def test_a_record_is_explained_with_its_values(capsys):
    """
    The tree names file, row and column, and the limit with its source.
    """
    assert run(["explain", "supervision-overdue", *RECORD]) is ExitCode.CLEAN
    out = capsys.readouterr().out
    assert "worker:W010, as of 2026-11-22: fail" in out
    assert "started on = 2025-09-01  [workers.csv row 11, Started on]" in out
    assert "the supervision interval = 1 month (proposed: PER-MAN-02" in out


def test_a_record_is_explained_as_json(capsys):
    """
    The document is the tree.
    """
    assert run(["explain", "supervision-overdue", *RECORD, "--format", "json"]) is ExitCode.CLEAN
    assert json.loads(capsys.readouterr().out)["outcome"] == "fail"


def test_the_day_is_today_unless_given(monkeypatch, capsys):
    """
    Like a check, an explanation is as of today, and says so.
    """
    from datetime import date

    monkeypatch.setattr("peercomply.cli.explain.today", lambda: date(2026, 12, 24))

    assert run(["explain", "supervision-overdue", *RECORD[:3]]) is ExitCode.CLEAN
    assert "as of 2026-12-24" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["supervision-overdu"], "did you mean 'supervision-overdue'?"),
        (["supervision-overdue", "--subject", "worker:W010"], "EXPORT is missing"),
        (["supervision-overdue", "fixtures/harbour"], "--subject TYPE:ID is missing"),
        (["supervision-overdue", "--subject", "worker:W0100", "fixtures/harbour"], "did you mean"),
        (["supervision-overdue", "--subject", "program:P", "fixtures/harbour"], "judges worker"),
        (["supervision-overdue", "--subject", "W010", "fixtures/harbour"], "worker:W010"),
    ],
)
def test_what_cannot_be_explained_is_exit_code_2(arguments, words, capsys):
    """
    Unknown rules and records, and half a question, are errors that say what to write.
    """
    assert run(["explain", *arguments]) is ExitCode.USAGE
    assert words in capsys.readouterr().err


def test_help_has_examples(capsys):
    """
    The help shows both ways to ask.
    """
    assert run(["explain", "--help"]) is ExitCode.CLEAN
    out = capsys.readouterr().out
    assert "peercomply explain supervision-overdue --subject worker:W010 exports/" in out

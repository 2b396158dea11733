"""The options of privacy, typed as their users type them, over everything that is written."""

import json
import os
import secrets
from pathlib import Path

import pytest

from marked import KEY, MARK, content, key_of, with_mark, write_export, write_pack
from peercomply.cli import run
from peercomply.cli.exit_codes import ExitCode
from peercomply.report.counts.formats import FORMATS as COUNTED
from peercomply.report.formats import FORMATS

DAY = "--as-of=2026-11-22"
PACK = "--rules=pack.yml"


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """A folder with a marked export and pack, and a secret key."""
    folder = tmp_path_factory.mktemp("private")
    write_export(folder / "export")
    write_export(folder / "broken", broken=True)
    write_pack(folder / "pack.yml")
    for name in ("own.key", "other.key"):
        (folder / name).write_bytes(secrets.token_bytes(32))
        (folder / name).chmod(0o600)
    return folder


@pytest.fixture
def place(marked, tmp_path, monkeypatch):
    """Go to an empty folder beside which the marked export stands."""
    for name in ("export", "broken", "pack.yml", "own.key", "other.key"):
        (tmp_path / name).symlink_to(marked / name)
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*words, export="export"):
    return run(["check", export, DAY, PACK, *words])


def small(place, name="few", workers=("W1", "W2", "W3"), extra=""):
    """Write a small export of workers without supervision, and one session of the first."""
    folder = place / name
    folder.mkdir()
    rows = "".join(f"{key},2020-01-01\n" for key in workers)
    (folder / "worker.csv").write_text(f"id,started_on\n{rows}{extra}")
    (folder / "supervision.csv").write_text("id,worker_id,held_on\nS1,W1,2026-11-01\n")
    (place / "few.yml").write_text(
        "pack: {id: few, version: 1.0.0, title: Few}\n"
        "rules:\n"
        "  - id: supervision-overdue\n"
        "    title: Worker without supervision\n"
        "    for: worker\n"
        "    latest: {of: supervision.held_on, within: P1M, since: started_on}\n"
        "    severity: high\n"
        "    strength: should\n"
        "    obligations: [X-1]\n"
        "    why: It harms.\n"
        "    remedy: Hold one.\n"
    )
    return [name, DAY, "--rules=few.yml"]


def everything(*words, export="export"):
    """Check a marked export, and write every format and all that a run leaves behind."""
    reports = [f"--report={form}=out/{form}" for form in FORMATS]
    kept = ["--manifest=out/run.json", "--ledger=out/runs.jsonl", "--redactions=out/red.json"]
    return check(*words, *reports, *kept, "--trend=P6M", "--over=P1Y", export=export)


@pytest.mark.parametrize("export", ["export", "broken"])
def test_no_key_of_a_record_is_anywhere_under_pseudonyms(place, capsys, export):
    """
    Every format, the manifest, the ledger, the redactions and the terminal are without them.

    The broken export has data issues about values and references that name records.
    """
    (place / "w.yaml").write_text(
        f'waivers: [{{rule: worker-marked, record: "worker:{key_of("worker")}", reason: "{KEY}",'
        f' approved_by: "{KEY}", from: "2026-11-01", until: "2026-12-01"}}]\n'
    )

    (place / "o.yaml").write_text(
        f'overrides: [{{rule: worker-marked, record: "worker:{key_of("worker")}", rating: low,'
        f' reason: "{KEY}", decided_by: "{KEY}", on: "2026-11-01"}}]\n'
    )

    words = ["--pseudonym-key=own.key", "--waivers=w.yaml", "--overrides=o.yaml"]
    code = everything(*words, "--fail-on=never", export=export)
    captured = capsys.readouterr()

    assert code is ExitCode.CLEAN
    assert len(list(Path("out").iterdir())) == len(FORMATS) + 3
    assert with_mark(place / "out", KEY) == set()
    assert with_mark(place / "out", MARK) == set()
    assert KEY not in captured.out + captured.err
    assert "p-" in captured.out
    secret = (place / "own.key").read_bytes()
    for path in Path("out").iterdir():
        assert secret not in path.read_bytes()
        assert secret.hex() not in content(path).decode(errors="replace")


def test_no_key_of_a_record_is_in_a_forecast_or_an_explanation_under_pseudonyms(place, capsys):
    """
    A record is explained by its pseudonym, and an unknown one names no other in its error.
    """
    small(place, workers=(f"{KEY}-1", f"{KEY}-2"))
    words = [DAY, "--rules=few.yml", "--pseudonym-key=own.key"]
    for form in ("table", "csv", "json"):
        run(["forecast", "few", *words, f"--format={form}", "--days=60"])
    assert KEY not in capsys.readouterr().out
    run(["check", "few", *words, "--format=json"])
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    name = finding["breaches"][0]["subject"]["id"]

    for subject in (f"worker:{name}", "worker:p-0000", "worker:", "worker", "nothing:W1"):
        for form in ("text", "json"):
            told = ["explain", "supervision-overdue", "few", f"--subject={subject}", *words]
            run([*told, f"--format={form}"])
    captured = capsys.readouterr()
    assert KEY not in captured.out + captured.err
    assert f"worker:{name}, as of 2026-11-22: fail" in captured.out
    assert "no worker record has this key or pseudonym" in captured.err


def test_pseudonyms_are_the_same_in_all_commands_and_runs(place, capsys):
    """
    With another secret all of them are others.
    """
    words = small(place)
    found = []
    for key in ("own.key", "own.key", "other.key"):
        run(["check", *words, f"--pseudonym-key={key}", "--format=json"])
        found.append(capsys.readouterr().out)

    assert found[0] == found[1]
    one, other = (json.loads(text) for text in found[1:])
    assert one["privacy"]["pseudonyms"] != other["privacy"]["pseudonyms"]
    ids = [
        {late["subject"]["id"] for late in doc["findings"][0]["breaches"]} for doc in (one, other)
    ]
    assert len(ids[0]) == 2
    assert not ids[0] & ids[1]


@pytest.mark.parametrize(
    ("secret", "words"),
    [
        (None, "cannot be read"),
        (b"", "it has 0 bytes"),
        (b"0123456789" * 3, "it has 30 bytes"),
        (bytes(64), "it repeats a few bytes"),
    ],
)
def test_a_file_that_is_no_secret_is_refused(place, capsys, secret, words):
    """
    The error says what is wrong and how to make one, and holds nothing of the file.
    """
    if secret is not None:
        Path("bad.key").write_bytes(secret)

    assert check("--pseudonym-key=bad.key") is ExitCode.INPUT
    error = capsys.readouterr().err
    assert words in error
    assert "openssl rand" in error
    assert "0123456789" not in error


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has such modes")
def test_a_secret_that_others_may_read_is_warned_of(place, capsys):
    """
    The run goes on, for files on some systems have no other mode.
    """
    words = small(place)
    Path("open.key").write_bytes(bytes(range(32)))
    Path("open.key").chmod(0o644)

    assert run(["check", *words, "--pseudonym-key=open.key"]) is ExitCode.FINDINGS
    assert "others may read the secret key open.key" in capsys.readouterr().err


def test_a_waiver_made_from_pseudonyms_covers_its_breach_again(place, capsys):
    """
    `waivers add` takes it from the report; `check` and `waivers check` find its record.
    """
    words = [*small(place, workers=("W1", "W2")), "--pseudonym-key=own.key"]
    run(["check", *words, "--report=json=old.json"])
    (finding,) = json.loads(Path("old.json").read_text())["findings"]
    (breach,) = finding["breaches"]
    named = ["--reason=On leave", "--approved-by=director", "--from=2026-11-01"]
    add = ["waivers", "add", "w.yaml", "--report=old.json", f"--breach={breach['id']}", *named]
    assert run([*add, "--until=2026-12-01"]) is ExitCode.CLEAN

    assert run(["check", *words, "--waivers=w.yaml"]) is ExitCode.CLEAN
    capsys.readouterr()
    assert run(["waivers", "check", "w.yaml", *words]) is ExitCode.CLEAN
    assert "breaches that are covered: 1" in capsys.readouterr().out


def test_a_baseline_with_pseudonyms_needs_their_key(place, capsys):
    """
    With it breaches are inherited, with another or none the run is refused; one without works.
    """
    words = small(place)
    own = "--pseudonym-key=own.key"
    run(["check", *words, own, "--report=json=old.json"])
    run(["check", *words, "--report=json=plain.json"])

    assert run(["check", *words, own, "--baseline=old.json"]) is ExitCode.CLEAN
    assert run(["check", *words, own, "--baseline=plain.json"]) is ExitCode.CLEAN
    capsys.readouterr()
    assert run(["check", *words, "--baseline=old.json"]) is ExitCode.INPUT
    assert "no key was given" in capsys.readouterr().err
    other = "--pseudonym-key=other.key"
    assert run(["check", *words, other, "--baseline=old.json"]) is ExitCode.INPUT
    assert "another key was given" in capsys.readouterr().err


def test_reports_that_name_records_differently_are_not_compared(place, capsys):
    """
    Each breach would be gone and another one new.
    """
    words = small(place)
    run(["check", *words, "--pseudonym-key=own.key", "--report=json=old.json"])
    run(["check", *words, "--report=json=new.json"])
    run(["check", *words, "--privacy=counts", "--report=json=counts.json"])

    assert run(["diff", "old.json", "old.json"]) is ExitCode.CLEAN
    assert run(["diff", "old.json", "new.json"]) is ExitCode.USAGE
    assert run(["diff", "counts.json", "counts.json"]) is ExitCode.INPUT
    assert "holds numbers alone" in capsys.readouterr().err


def test_a_workbook_is_continued_under_pseudonyms_but_not_in_numbers(place, capsys):
    """
    Its rows are known by their finding, in which no record is named.
    """
    words = small(place)
    run(["check", *words, "--report=xlsx=old.xlsx"])
    on = ["--continue=old.xlsx", "--report=xlsx=new.xlsx"]

    assert run(["check", *words, *on, "--pseudonym-key=own.key"]) is ExitCode.FINDINGS
    assert run(["check", *words, *on, "--privacy=counts"]) is ExitCode.USAGE
    assert "no place in numbers alone" in capsys.readouterr().err


@pytest.mark.parametrize(
    "level", [["--pseudonym-key=own.key"], ["--privacy=counts"], ["--privacy=identified"]], ids=str
)
def test_a_run_of_any_level_can_be_performed_again(place, capsys, level):
    """
    The manifest holds the level, and of the key only a fingerprint.
    """
    words = small(place)
    written = ["--output=a.txt", "--report=csv=a.csv", "--redactions=a.json"]
    run(["check", *words, *level, *written, "--manifest=run.json"])

    found = json.loads(Path("run.json").read_text())
    assert found["privacy"]["level"] in ("keys", "counts", "identified")
    assert "own.key" not in found["files"]
    assert run(["verify", "run.json"]) is ExitCode.CLEAN
    assert "Verified" in capsys.readouterr().out


def test_a_run_under_pseudonyms_needs_its_key_to_be_performed_again(place, capsys):
    """
    A key that has moved is named; another one gives another report.
    """
    words = small(place)
    Path("moved.key").write_bytes(bytes(range(40)))
    run(["check", *words, "--pseudonym-key=moved.key", "--manifest=run.json"])
    Path("moved.key").rename("now.key")

    assert run(["verify", "run.json"]) is ExitCode.INPUT
    assert run(["verify", "run.json", "--pseudonym-key=now.key"]) is ExitCode.CLEAN
    capsys.readouterr()
    assert run(["verify", "run.json", "--pseudonym-key=own.key"]) is ExitCode.FINDINGS
    assert "pseudonyms" in capsys.readouterr().out


def test_numbers_alone_name_no_record_no_file_and_no_message(place, capsys):
    """
    Every format, the ledger, the redactions and the terminal hold neither keys nor texts of them.

    The manifest has to name the files to perform the run again, but it has no numbers of rows.
    """
    assert everything("--privacy=counts", "--fail-on=never") is ExitCode.CLEAN
    captured = capsys.readouterr()

    for mark in (KEY, MARK, "are marked", ".csv", "missing(id)"):
        assert with_mark(place / "out", mark) - {"run.json"} == set(), mark
        assert mark not in captured.out + captured.err
    assert with_mark(place / "out", KEY) == set()
    inputs = json.loads(Path("out/run.json").read_text())["inputs"]
    assert {one[name] for one in inputs for name in ("read", "accepted", "rejected")} == {None}


def test_small_numbers_are_withheld_in_every_format(place, capsys):
    """
    Two of three workers fail: neither number is told, nor is the sum of both.
    """
    words = small(place)
    reports = [f"--report={form}=out/{form}" for form in FORMATS]
    run(["check", *words, "--privacy=counts", *reports, "--format=json"])

    document = json.loads(capsys.readouterr().out)
    (finding,) = document["findings"]
    assert (finding["fail"], finding["pass"]) == ("<5", "withheld")
    assert document["outcomes"] == {"decided": "withheld", "unknown": 0}
    assert document["records_in_scope"] == "withheld"
    for form in FORMATS:
        assert b"supervision-overdue" in content(Path("out", form)), form
        assert any(sign in content(Path("out", form)) for sign in (b"<5", b"&lt;5", b"\\<5")), form


def test_large_numbers_are_shown(place, capsys):
    """
    19 of 20 workers fail: the one that passes is hidden, and with it the 19.
    """
    words = small(place, workers=[f"W{number}" for number in range(1, 21)])
    run(["check", *words, "--privacy=counts", "--format=json"])
    (one,) = json.loads(capsys.readouterr().out)["findings"]
    assert (one["fail"], one["pass"]) == ("withheld", "<5")

    some = small(place, "some", workers=[f"W{number}" for number in range(1, 21)])
    held = "".join(f"S{number},W{number},2026-11-01\n" for number in range(1, 9))
    Path("some/supervision.csv").write_text(f"id,worker_id,held_on\n{held}")
    run(["check", *some, "--privacy=counts", "--format=json"])
    document = json.loads(capsys.readouterr().out)
    (one,) = document["findings"]
    assert (one["fail"], one["pass"]) == (12, 8)
    assert document["outcomes"]["decided"] == 20


def test_what_is_unknown_is_counted_once(place, capsys):
    """
    Six workers without a day of start are unknown in the finding of the three that fail.
    """
    words = small(place, extra="".join(f"X{number},\n" for number in range(6)))
    run(["check", *words, "--privacy=counts", "--format=json"])
    document = json.loads(capsys.readouterr().out)

    assert document["outcomes"]["unknown"] == 6
    (one,), (rest,) = document["findings"], document["rules"]
    assert (one["unknown"], rest["unknown_elsewhere"]) == (6, 0)


def test_numbers_of_nothing_are_no_all_clear(place, capsys):
    """
    An empty file of workers gives no finding, and every format for people says why.
    """
    words = small(place, workers=())
    reports = [f"--report={form}=out/{form}" for form in ("markdown", "html", "github", "junit")]

    assert run(["check", *words, "--privacy=counts", *reports]) is ExitCode.CLEAN
    assert "Findings: none, for nothing could be judged" in capsys.readouterr().out
    for form in ("markdown", "html", "github"):
        assert b"nothing could be judged" in content(Path("out", form))
    assert b"judged nothing" in content(Path("out/junit"))


def test_every_format_has_numbers_alone_or_refuses_them(place, monkeypatch, capsys):
    """
    A format that is new cannot forget the level: what has no room for it is not written.
    """
    words = small(place)
    missing = set(FORMATS) - set(COUNTED)
    monkeypatch.delitem(COUNTED, "csv")

    code = run(["check", *words, "--privacy=counts", "--report=csv=a.csv"])
    assert code is ExitCode.USAGE
    assert "csv cannot be written with --privacy counts" in capsys.readouterr().err
    assert not Path("a.csv").exists()
    assert not missing & {"table", "json", "html"}


@pytest.mark.parametrize("gate", ["low", "never"])
def test_the_exit_code_is_the_same_at_every_level(place, gate):
    """
    Less is shown, and not less is judged.
    """
    words = ["check", *small(place), f"--fail-on={gate}", "--output=a.txt"]
    levels = [], ["--privacy=counts"], ["--privacy=identified"], ["--pseudonym-key=own.key"]

    assert len({run([*words, *level]) for level in levels}) == 1


def test_names_and_values_of_people_go_into_private_files_alone(place, capsys):
    """
    Sensitive values stay withheld there, too, and the terminal gets nothing.
    """
    assert check("--privacy=identified") is ExitCode.USAGE
    assert "never on a terminal" in capsys.readouterr().err

    reports = [f"--report={form}=out/{form}" for form in FORMATS]
    private = ["--privacy=identified", "--output=out/text", "--redactions=red.json"]
    assert check(*private, *reports, "--fail-on=never") is ExitCode.CLEAN
    captured = capsys.readouterr()
    assert captured.out + captured.err == ""
    if os.name == "posix":
        assert {path.stat().st_mode & 0o777 for path in Path("out").iterdir()} == {0o600}
    text = Path("out/json").read_text()
    assert f"{MARK} worker location" in text
    assert f"{MARK} participant goals" not in text
    assert f"({MARK} stakeholder name)" in text
    assert f"({MARK} partnership partner_name)" not in text
    assert MARK in Path("out/csv").read_text()
    found = json.loads(Path("red.json").read_text())
    assert {one["privacy"] for one in found["fields_withheld"]} == {"sensitive"}
    assert "worker.location" in {one["field"] for one in found["fields_identified"]}
    assert MARK not in Path("red.json").read_text()


def test_a_forecast_with_names_goes_into_a_private_file(place, capsys):
    """
    It is refused for a terminal, as are numbers alone, of which a forecast has none.
    """
    words = ["forecast", *small(place)]

    assert run([*words, "--privacy=identified"]) is ExitCode.USAGE
    assert run([*words, "--privacy=counts"]) is ExitCode.USAGE
    assert run([*words, "--privacy=identified", "--output=f.txt"]) is ExitCode.CLEAN
    if os.name == "posix":
        assert Path("f.txt").stat().st_mode & 0o777 == 0o600
    explain = ["explain", "supervision-overdue", "--rules=few.yml"]
    assert run([*explain, "--privacy=identified"]) is ExitCode.USAGE
    assert run([*explain, "--privacy=counts"]) is ExitCode.USAGE
    assert "check --privacy counts" in capsys.readouterr().err


def test_what_was_withheld_is_listed(place):
    """
    Fields with their class and number of cells, what keys were replaced, and what was left out.
    """
    check("--pseudonym-key=own.key", "--redactions=red.json", "--output=a.txt")

    found = json.loads(Path("red.json").read_text())
    assert found["schema"] == "peercomply.redactions/1"
    assert found["level"] == "keys"
    assert found["keys_replaced"] == 41  # every record but the program and the organisation
    (goals,) = [one for one in found["fields_withheld"] if one["field"] == "participant.goals"]
    assert goals == {
        "field": "participant.goals",
        "privacy": "sensitive",
        "reason": "sensitive data",
        "cells": 1,
    }
    assert {one["part"] for one in found["left_out"]} >= {"traces of breaches"}


def test_what_was_withheld_of_numbers_is_listed(place):
    """
    Each number that is not told is named with its place and the reason, and never itself.
    """
    run(["check", *small(place), "--privacy=counts", "--redactions=red.json"])

    found = json.loads(Path("red.json").read_text())
    assert [(one["shown"], one["reason"]) for one in found["counts_withheld"]] == [
        ("<5", "small"),
        ("withheld", "it would give a small one away"),
        ("withheld", "it would give a small one away"),
        ("withheld", "it would give a small one away"),
    ]
    assert found["counts_withheld"][0]["place"].endswith("in no known program: fail")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--redactions=few/red.json"], "lies in the export"),
        (["--redactions=no/red.json"], "cannot be written"),
        (["--redactions=a.csv", "--report=csv=a.csv"], "written twice"),
        (["--redactions=a.json", "--manifest=a.json"], "written twice"),
        (["--privacy=counts", "--pseudonym-key=own.key"], "leave one of the two out"),
        (["--privacy=identified", "--output=a", "--pseudonym-key=own.key"], "leave one of the"),
        (["--privacy=names"], "is not one of"),
        (["--pseudonym-key=few/own.key"], "would go wherever that goes"),
    ],
)
def test_options_that_do_not_go_together_are_refused(place, capsys, words, said):
    """
    Nothing is run, and the error says what to do.
    """
    few = small(place)
    (place / "few" / "own.key").write_bytes(bytes(range(32)))

    assert run(["check", *few, *words]) is ExitCode.USAGE
    assert said in " ".join(capsys.readouterr().err.split())


def test_the_configuration_can_hold_the_level_and_the_key(place, capsys):
    """
    An option of the command line comes before it; paths are seen from the file.
    """
    words = small(place)
    (place / "conf").mkdir()
    text = "privacy: keys\npseudonym_key: ../own.key\n"
    (place / "conf" / "p.yaml").write_text(text)

    run(["check", *words, "--config=conf/p.yaml", "--format=json"])
    assert json.loads(capsys.readouterr().out)["privacy"]["pseudonyms"]
    (place / "conf" / "p.yaml").write_text("privacy: counts\n")
    run(["check", *words, "--config=conf/p.yaml", "--format=json"])
    assert json.loads(capsys.readouterr().out)["schema"] == "peercomply.counts/1"
    (place / "conf" / "p.yaml").write_text("privacy: nobody\n")
    assert run(["check", *words, "--config=conf/p.yaml"]) is ExitCode.USAGE


def test_a_trend_beside_a_baseline_is_made(place, capsys):
    """
    Past days are not compared with the earlier report, which may be of a later day than they are.
    """
    words = small(place)
    run(["check", *words, "--report=json=old.json"])
    capsys.readouterr()

    on = ["--baseline=old.json", "--trend=P3M", "--over=P6M"]
    assert run(["check", *words, *on]) is ExitCode.CLEAN
    assert "Trend:" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["--privacy=counts"], ["--pseudonym-key=own.key"]])
def test_a_cluster_writes_no_keys_where_the_report_shows_none(place, capsys, words):
    """
    The folder of breaches holds record keys, so it is refused before anything runs.
    """
    (place / "results").mkdir()

    assert check("--engine=spark", "--output=results", *words) is ExitCode.USAGE

    assert "the cluster would write record keys" in capsys.readouterr().err
    assert list((place / "results").iterdir()) == []

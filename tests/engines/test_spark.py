"""The engine for records in a lake: the same meaning, and nothing lost on the way from tables."""

import json
import os
from datetime import date, datetime
from pathlib import Path

import attrs
import pytest

import peercomply
from agreeing import agree
from peercomply import EngineUnavailableError, InputError, check, load_rules
from peercomply.cli import run
from peercomply.cli.exit_codes import ExitCode
from peercomply.engines.registry import load_engine
from peercomply.findings.cases import run_case
from peercomply.rules.cases import load_cases
from worlds import DAY, HEADER, RULE, pack, record, rule, worker, world

pytest.importorskip("pyspark", reason="PySpark is not installed: pip install 'peercomply[spark]'")

from peercomply.engines.spark import evaluate, judged, session
from peercomply.engines.spark.session import java_missing, started
from peercomply.engines.spark.sources import folder_sources
from peercomply.records.model import RECORD_TYPES

pytestmark = [
    pytest.mark.skipif(bool(java_missing()), reason=java_missing() or "Java is there"),
    pytest.mark.xdist_group("spark"),  # one Java for all of them
    # py4j leaves its sockets to the garbage collector
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

ROOT = Path(__file__).parents[2]
CONFORMANCE = ROOT / "tests" / "conformance"
EVERY = int(os.environ.get("PEERCOMPLY_EVERY_SPARK", "128"))
"""Of the cases of the conformance suite Spark sees every so many: each takes it a job or two."""

CARDS = ROOT / "benchmarks" / "cards"
CHECKS = ("incident-unreviewed",)
READ = ("incident", "organisation", "program")

RULES = pack(
    HEADER
    + RULE.format(subject="worker", body="    latest: {of: supervision.held_on, within: P42D}")
    + RULE.format(subject="worker", body="    require: started_on <= as_of\n    when: frontline")
    .replace("\nrules:\n", "")
    .replace("test-rule", "started")
)

WORKERS = (
    "id,program_id,location,started_on,frontline\r\n"
    "W1,P1,สมชาย,2026-01-01,yes\r\n"
    "W2,P1,=1+1,31/02/2026,yes\r\n"
    "W3,P1,Secret Person,2024-02-29,yes\r\n"
    "W3,P1,Secret Person,2024-02-29,yes\r\n"
    "W4,P1,Ann,2026-01-01,yes\r\n"
    "W4,P1,Ann,2026-02-01,yes\r\n"
    ",P1,Nobody,2026-01-01,yes\r\n"
)
SESSIONS = (
    "id,worker_id,held_on\nS1,W1,2026-11-20\nS2,W2,2026-11-20\nS3,W3,03/04/2026\nS4,W4,2026-08-01\n"
)


SHORT_LIVED = {
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"
}
"""A machine of Java that lives for a minute does not pay for making its code fast."""


@pytest.fixture(scope="module")
def spark():
    """A session of Spark in this process, as small as it can be."""
    patch = pytest.MonkeyPatch()
    patch.setattr(session, "_QUIET", session._QUIET | SHORT_LIVED)
    made = started("local[2]")
    for name, value in {
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.codegen.wholeStage": "false",
    }.items():
        made.conf.set(name, value)
    yield made
    made.stop()
    patch.undo()


@pytest.fixture(scope="module", autouse=True)
def small_lakes(spark):
    """Let the sessions of lakes have the settings of small records: these are small."""
    patch = pytest.MonkeyPatch()
    patch.setattr(session, "_SETTINGS", session._SETTINGS | session._SMALL)
    yield
    patch.undo()


@pytest.fixture(scope="module")
def lake(tmp_path_factory):
    """A folder with a row of each kind of trouble."""
    folder = tmp_path_factory.mktemp("lake")
    (folder / "workers.csv").write_text(WORKERS, encoding="utf-8", newline="")
    (folder / "supervision.csv").write_text(SESSIONS, encoding="utf-8")
    (folder / "programs.csv").write_text("id,organisation_id\nP1,O1\n", encoding="utf-8")
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def report(spark, lake, tmp_path_factory):
    """The lake checked by Spark, breaches written by its workers; with the folder of these."""
    target = tmp_path_factory.mktemp("breaches") / "out"
    tables = {
        name: str(lake / file)
        for name, file in {
            "worker": "workers.csv", "supervision": "supervision.csv", "program": "programs.csv",
        }.items()
    }  # fmt: skip
    snapshot = peercomply.spark_tables(spark, tables, breaches=str(target))
    return check(snapshot, RULES, as_of=DAY, engine="spark"), target, snapshot


def states(judgement):
    return {one.subject.id: one.state.value for one in judgement.outcomes}


def told(made):
    """Return of each finding what must not depend on the engine."""
    return [
        (
            one.id, one.rank, one.rating, one.population, one.tested, one.unknown,
            [(breach.id, breach.due_on, breach.message, breach.cure) for breach in one.breaches],
        )
        for one in made.findings
    ]  # fmt: skip


def numbers(made):
    return {
        one.rule.id: (one.passed, one.failed, one.unknown, one.not_applicable) for one in made.rules
    }


def test_spark_gives_the_cases_of_the_suite_their_meaning(spark):
    """
    Outcomes, due days and failing items; PEERCOMPLY_EVERY_SPARK=1 asks all cases.
    """
    topics = [one for one in sorted(CONFORMANCE.iterdir()) if any(one.glob("*.cases.yml"))]
    cases = [(case, loaded) for one in topics for loaded in [load_rules(one)]
             for case in load_cases(one, loaded)]  # fmt: skip
    wrong = {}
    for case, loaded in cases[::EVERY]:
        result = run_case(case, loaded, engine="spark")
        if result.differences:
            wrong[case.rule, case.name] = result.differences

    assert len(cases) > 300
    assert wrong == {}


UNSAID = (
    "worker",
    (
        'covers: {hours: {daily: "09:00-10:00"}, of: shift, by: worker_ids, from: starts_at,'
        " to: ends_at, back: {parameter: reach, on: started_on}}"
    ),
    (
        "parameters:\n  reach:\n    meaning: How far back\n"
        "    values: [{value: P2D, basis: proposed, source: ours}]\n"
    ),
)
"""Hours whose reach is not the same for all records."""


def test_what_spark_cannot_say_is_judged_by_the_reference(spark):
    """
    The rule says which engine has judged it.
    """
    loaded = rule(*UNSAID)
    snapshot = world(worker(), supplied=["shift"])

    found, other = (check(snapshot, loaded, as_of=DAY, engine=one) for one in ("spark", "memory"))

    assert numbers(found) == numbers(other)
    assert [one.engine for one in found.rules] == ["memory"]


def test_business_days_and_declared_hours_are_judged_on_the_cluster(spark):
    """
    Holidays of two states, a unit of its own in each cell, and a night that shifts do not span.
    """
    bodies = [
        ("funding_agreement", "require: starts_on + report_interval >= as_of"),
        ("program", "covers: {hours: hours, of: shift, from: starts_at, to: ends_at, back: P2D}"),
    ]
    rules = tuple(
        attrs.evolve(rule(*one).rules[0], id=f"rule-{place}") for place, one in enumerate(bodies)
    )
    loaded = attrs.evolve(rule(*bodies[0]), rules=rules)
    records = [
        record("program", "P1", state="nsw", hours={"daily": "17:00-08:00"}),
        record("program", "P2", state="vic", hours={"daily": "09:00-10:00"}),
        record("program", "P3", hours={"daily": "late"}),
        *(
            record(
                "funding_agreement", f"F{place}", program_id=f"P{place % 3 + 1}",
                starts_on="2026-10-30", report_interval=length,
            )
            for place, length in enumerate(("P5B", "P5B", "P5B", "P9D"))
        ),
        *(
            record(
                "shift", f"S{day}", program_id="P2",
                starts_at=f"2026-11-0{day}T09:00", ends_at=f"2026-11-0{day}T10:00",
            )
            for day in (7, 8, 9)
        ),
    ]  # fmt: skip
    found, other = (
        check(world(*records), loaded, as_of=date(2026, 11, 9), engine=one)
        for one in ("spark", "memory")
    )

    assert numbers(found) == {"rule-0": (1, 2, 1, 0), "rule-1": (1, 1, 1, 0)}
    assert numbers(found) == numbers(other)
    assert told(found) == told(other)
    assert [one.engine for one in found.rules] == ["", ""]


def test_a_day_far_from_the_check_is_left_to_the_reference(spark):
    """
    The cluster says that it has no business days there, and makes none up.
    """
    loaded = rule("worker", "require: started_on + P5B < as_of")
    snapshot = world(
        worker(started_on="1930-01-01", program_id="P1"), record("program", "P1", state="vic")
    )

    (found,) = check(snapshot, loaded, as_of=DAY, engine="spark").rules

    assert (found.passed, found.engine) == (1, "memory")


def test_what_spark_cannot_say_of_many_records_is_unknown(spark, lake, monkeypatch):
    """
    Where the records are too many for the reference engine, none of them passes.
    """
    monkeypatch.setattr(judged, "FEW", 1)
    loaded = rule(*UNSAID)
    tables = {"worker": str(lake / "workers.csv"), "supervision": str(lake / "supervision.csv")}

    (found,) = check(
        peercomply.spark_tables(spark, tables), loaded, as_of=DAY, engine="spark"
    ).rules

    assert (found.passed, found.failed, found.unknown) == (0, 0, 5)
    assert found.unknown_reasons[judged.REASON] == 4


def test_an_unreadable_cell_is_unknown_and_never_a_pass(report):
    """
    31 February is no day: the rule that reads it is unknown for this worker alone.
    """
    made, _, _ = report

    assert numbers(made)["started"] == (2, 0, 3, 0)


def test_a_day_that_can_be_read_in_two_ways_is_unreadable(report):
    """
    03/04/2026 is in no plain form, so the worker of this session is unknown, not late.
    """
    made, _, _ = report
    (finding,) = [one for one in made.findings if one.rule.id == "test-rule"]

    assert [one.subject.id for one in finding.breaches] == ["W4"]
    assert numbers(made)["test-rule"] == (2, 1, 2, 0)


def test_every_row_is_accounted_for(report):
    """
    Rows without a key are rejected, equal rows are accepted, and the sums agree.
    """
    made, _, snapshot = report
    workers = next(one for one in made.inputs if one.record_type == "worker")

    assert (workers.read, workers.accepted, workers.rejected) == (7, 6, 1)
    assert len(snapshot.of_type("worker")) == 4
    assert made.assurance.not_supplied == ()


def test_what_is_wrong_is_said_once_for_a_column_and_shows_no_value(report):
    """
    A count and one key; neither the name of a person nor the cell that could not be read.
    """
    made, _, _ = report
    said = {(one.file, one.code.name): one.message for one in made.data_issues}

    assert said["workers.csv", "UNREADABLE_VALUE"] == (
        "worker.started_on could not be read in record W2"
    )
    assert "1 row has no worker.id" in said["workers.csv", "REJECTED_ROW"]
    assert "(1)" in said["workers.csv", "REPEATED_ROW"]
    assert said["workers.csv", "CONFLICTING_ROWS"].endswith("W4, and differ in: started_on")
    assert not any("Secret" in text or "31/02" in text for text in said.values())


def test_the_workers_of_the_cluster_write_what_fails_or_is_unknown(spark, report):
    """
    Rule, record and state as Parquet, for every breach of the report and every unknown outcome.
    """
    made, target, _ = report
    rows = spark.read.parquet(str(target)).collect()

    failed = {(row["rule"], row["record_id"]) for row in rows if row["state"] == "fail"}
    assert failed == {
        (one.rule.id, breach.subject.id) for one in made.findings for breach in one.breaches
    }
    assert sum(row["state"] == "unknown" for row in rows) == 3
    assert {row["program_id"] for row in rows} == {"P1"}


def test_records_of_a_lake_come_when_they_are_asked_for(report):
    """
    A record by its key, with the text that Thai people write, and its doubtful cells.
    """
    _, _, snapshot = report

    assert snapshot.of_type("worker")["W1"].location == "สมชาย"
    assert snapshot.of_type("worker")["W2"].started_on is None
    assert set(snapshot.provenance.doubts["worker", "started_on"]) == {"W2", "W4"}


def test_a_lake_can_be_judged_by_the_reference_as_well(report):
    """
    A cross-check fetches all records, with what is doubtful of them, and confirms every outcome.
    """
    made, _, snapshot = report
    again = check(attrs.evolve(snapshot, tables=None), RULES, as_of=DAY, engine="memory")

    assert told(again) == told(made)
    assert numbers(again) == numbers(made)


def test_a_type_without_a_table_was_not_supplied(spark, lake):
    """
    No supervision table is not the same as no supervision.
    """
    snapshot = peercomply.spark_tables(spark, {"worker": str(lake / "workers.csv")})
    made = check(snapshot, RULES, as_of=DAY, engine="spark")

    assert numbers(made)["test-rule"] == (0, 0, 5, 0)
    assert "supervision" in made.assurance.not_supplied


def test_frames_of_the_caller_are_read_by_their_types(spark):
    """
    Days, moments, booleans, lists and maps of a frame are values; its session stays as it was.
    """
    frame = spark.createDataFrame(
        [("B1", "P1", {"wages": "10.50"}), ("B2", "P1", {"no such line": "1"})],
        "id string, program_id string, lines map<string,string>",
    )
    days = spark.createDataFrame(
        [("S1", ["W1", "W2"], datetime(2026, 11, 20, 9, 30)), ("S2", [], None)],
        "id string, worker_ids array<string>, starts_at timestamp",
    )
    zone = spark.conf.get("spark.sql.session.timeZone")
    tables = {"budget": frame, "shift": days}
    snapshot = peercomply.spark_tables(spark, tables)

    assert spark.conf.get("spark.sql.session.timeZone") == zone
    doubted = {key for cells in snapshot.provenance.doubts.values() for key in cells}
    assert "B2" in doubted
    assert "S1" not in doubted


def test_the_example_service_has_the_findings_of_duckdb(spark):
    """
    A check over the tables that it reads, from CSV and from another engine.
    """
    folder = ROOT / "fixtures" / "harbour"
    found, _ = folder_sources(str(folder), RECORD_TYPES)
    tables = {name: found[name] for name in READ}
    loaded = load_rules(CARDS)
    rules = tuple(one for one in loaded.rules if one.id in CHECKS)
    some = attrs.evolve(loaded, rules=rules)
    made = check(peercomply.spark_tables(spark, tables), some, as_of=DAY, engine="spark")
    with peercomply.open_snapshot(folder) as snapshot:
        other = check(snapshot, some, as_of=DAY, engine="duckdb")

    assert len(rules) == len(CHECKS)
    assert told(made) == told(other)
    assert numbers(made) == numbers(other)


def test_a_folder_without_tables_is_refused(spark, tmp_path):
    """
    An empty folder is no clean report.
    """
    from peercomply.engines.spark.folder import spark_folder

    with pytest.raises(InputError, match="holds no table of a record type"):
        spark_folder(spark, str(tmp_path), schema=RULES.schema)
    with pytest.raises(InputError, match="is no record type"):
        peercomply.spark_tables(spark, {"wroker": str(tmp_path)})


def test_a_broken_file_is_refused_without_showing_it(spark, tmp_path):
    """
    A row with too many cells stops the reading, and its text is not repeated.
    """
    (tmp_path / "worker.csv").write_text("id,program_id\nW1,P1,Secret,Person\n", encoding="utf-8")

    with pytest.raises(InputError) as caught:
        peercomply.spark_tables(spark, {"worker": str(tmp_path / "worker.csv")})

    assert "Secret" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_the_command_line_reads_a_lake(spark, lake, tmp_path, capfd):
    """
    A table on the terminal without a word of Spark; report and breaches in a folder.
    """
    text = HEADER + RULE.format(
        subject="worker", body="    latest: {of: supervision.held_on, within: P42D}"
    )
    (tmp_path / "rules.yml").write_text(text, encoding="utf-8")
    words = ["check", str(lake), "--engine", "spark", "--as-of", "2026-11-22",
             "--rules", str(tmp_path / "rules.yml")]  # fmt: skip
    out = tmp_path / "out"
    out.mkdir()

    assert run([*words, "--format", "json", "--output", str(out)]) is ExitCode.FINDINGS
    made = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert made["engine"] == "spark"
    assert [one["path"] for one in made["inputs"]] == [
        "notes.txt", "programs.csv", "supervision.csv", "workers.csv",
    ]  # fmt: skip
    assert (out / "breaches.parquet" / "_SUCCESS").exists()
    assert capfd.readouterr().err == ""
    assert run([*words, "--output", str(out)]) is ExitCode.USAGE
    assert "two runs" in capfd.readouterr().err


def test_a_master_is_for_spark_alone(capsys):
    """
    An option that would change nothing is refused.
    """
    assert run(["check", "x", "--spark-master", "local[2]"]) is ExitCode.USAGE
    assert "--engine spark" in capsys.readouterr().err


def test_spark_agrees_about_any_rule_and_any_records(spark):
    """
    Outcomes, failing items, due days and homes of records are the same, whatever is asked.
    """
    agree("spark", evaluate, 12, packs=4)


def test_a_local_driver_gets_a_quarter_of_the_memory_unless_somebody_has_chosen(monkeypatch):
    """
    The plans of a large pack alone fill the gibibyte that Spark gives it.
    """
    pages = {"SC_PAGE_SIZE": 4096, "SC_PHYS_PAGES": 4 * 2**20}
    monkeypatch.setattr(session.os, "sysconf", pages.get)
    monkeypatch.delenv("SPARK_DRIVER_MEMORY", raising=False)

    assert session.driver_memory("local[2]") == {"spark.driver.memory": "4096m"}
    assert session.driver_memory("spark://host:7077") == {}
    pages["SC_PHYS_PAGES"] = 1
    assert session.driver_memory("local") == {"spark.driver.memory": "1024m"}
    monkeypatch.setenv("SPARK_DRIVER_MEMORY", "2g")
    assert session.driver_memory("local[2]") == {}


def test_without_java_the_error_says_what_to_install(monkeypatch):
    """
    The engine is unavailable, and no traceback of Java is shown.
    """
    monkeypatch.setattr(session, "java_missing", lambda: "no Java was found")

    with pytest.raises(EngineUnavailableError) as caught:
        session.started("local[2]")

    assert "Java 17" in caught.value.hint
    assert load_engine("spark") is evaluate

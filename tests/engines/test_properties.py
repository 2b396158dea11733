"""Laws that hold for every snapshot, as Hypothesis looks for exceptions."""

import random
from datetime import date, timedelta
from pathlib import Path

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from peercomply import Snapshot, check, load_rules
from peercomply.plan.chain import plans_for
from peercomply.report.json import render
from strategies import schemas, snapshots, supervision_rows
from worlds import DAY, record, supervision, worker, world

PACK = load_rules("peer-support")
FLEET = load_rules(Path(__file__).parents[1] / "fleet" / "rules")


def some(pack, place, step=4):
    """Return *pack* with every fourth of its rules, from *place* on: a law holds for any of them."""
    return attrs.evolve(pack, rules=reading(pack, pack.rules[place % step :: step]))


def reading(pack, rules):
    """Return *rules* and those whose outcomes they read, in the order of *pack*."""
    wanted = {plan.rule.id for plan in plans_for(rules, pack)}
    return tuple(rule for rule in pack.rules if rule.id in wanted)


LATE = "line-supervision-overdue"
ALONE = attrs.evolve(PACK, rules=reading(PACK, [PACK.rule(LATE)]))
PLACES = st.integers(0, 3)


def all_records(snapshot):
    return [record for records in snapshot.records.values() for record in records.values()]


@given(snapshots(), st.randoms(use_true_random=False), PLACES)
def test_the_order_of_records_never_matters(snapshot, shuffler, place):
    """
    Shuffled records give the same report, byte for byte.
    """
    pack = some(PACK, place)
    records = all_records(snapshot)
    shuffler.shuffle(records)
    shuffled = Snapshot.of(records, supplied=snapshot.supplied, provenance=snapshot.provenance)

    assert render(check(snapshot, pack, as_of=DAY)) == render(check(shuffled, pack, as_of=DAY))


@given(snapshots(), st.dates(date(2024, 1, 1), date(2028, 12, 31)))
def test_a_check_never_raises_and_counts_every_record(snapshot, as_of):
    """
    Whatever the records, each of them has exactly one outcome under each rule that judges them.
    """
    report = check(snapshot, PACK, as_of=as_of)

    for result in report.rules:
        total = result.judged + result.unknown + result.not_applicable
        assert total == len(snapshot.of_type(result.rule.subject))
        assert result.supplied == (result.rule.subject in snapshot.supplied)
    assert sum(result.failed for result in report.rules) == sum(
        finding.breached for finding in report.findings
    )


@given(snapshots(), st.randoms(use_true_random=False), PLACES)
def test_taking_a_file_away_never_makes_a_breach_or_a_pass(snapshot, chooser, place):
    """
    Without a record type every outcome stays as it is or becomes unknown.
    """
    gone = chooser.choice(sorted(snapshot.supplied) or ["worker"])
    kept = [one for one in all_records(snapshot) if one.__record__.name != gone]
    less = Snapshot.of(kept, supplied=snapshot.supplied - {gone}, provenance=snapshot.provenance)
    pack = some(PACK, place)
    before = {result.rule.id: result for result in check(snapshot, pack, as_of=DAY).rules}

    for result in check(less, pack, as_of=DAY).rules:
        if result.rule.subject == gone:
            assert not result.supplied
            continue
        assert result.failed <= before[result.rule.id].failed
        assert result.passed <= before[result.rule.id].passed
        assert result.not_applicable <= before[result.rule.id].not_applicable


@given(supervision_rows(), st.integers(1, 400))
def test_more_overdue_never_ranks_lower(rows, days):
    """
    A worker whose sessions lie further back is at least as late, and the finding at least as bad.
    """
    people = [worker(f"W{number}", started_on="2020-01-01") for number in range(3)]
    others = [supervision("X1", "W1", kind="line", held_on="2026-10-01")]
    earlier = [
        supervision(row.id, row.worker_id, kind="line", held_on=row.held_on - timedelta(days=days))
        for row in rows
    ]

    def finding(sessions):
        report = check(world(*people, *others, *sessions), ALONE, as_of=DAY)
        found = [one for one in report.findings if one.rule.id == LATE]
        return found[0] if found else None

    before, after = finding(rows), finding(earlier)
    if before is None:
        return
    assert after is not None
    assert after.rating >= before.rating
    assert after.likelihood >= before.likelihood
    assert after.breached >= before.breached
    late = {breach.subject.id: breach.days_overdue for breach in after.breaches}
    assert all(late[one.subject.id] >= one.days_overdue for one in before.breaches)


@given(st.integers(0, 400), st.integers(0, 400))
def test_of_two_findings_alike_the_more_overdue_comes_first(one, other):
    """
    Rank follows lateness where rating and strength are the same.
    """
    held = {"P1": DAY - timedelta(days=40 + one), "P2": DAY - timedelta(days=40 + other)}
    records = [record("organisation", "O1")]
    for number, (program, day) in enumerate(held.items()):
        records += [
            record("program", program, organisation_id="O1"),
            worker(f"W{number}", program_id=program),
            supervision(f"S{number}", f"W{number}", kind="line", held_on=day.isoformat()),
        ]
    report = check(world(*records), ALONE, as_of=DAY)
    ranks = {
        finding.program_id: (finding.rank, finding.rating)
        for finding in report.findings
        if finding.rule.id == LATE
    }

    (first, first_rating), (second, second_rating) = ranks["P1"], ranks["P2"]
    if one > other:
        assert first < second
        assert first_rating >= second_rating
    elif other > one:
        assert second < first
        assert second_rating >= first_rating


def test_two_runs_give_the_same_bytes():
    """
    The report depends on nothing but records, rules and day.
    """
    people = [worker(f"W{number}", is_peer=number % 2 == 0) for number in range(30)]
    first = render(check(world(*people), PACK, as_of=DAY))
    again = render(check(world(*random.Random(3).sample(people, 30)), PACK, as_of=DAY))

    assert first == again


@settings(max_examples=40)
@given(snapshots(FLEET.schema, ["vehicle", "worker"]), st.randoms(use_true_random=False), PLACES)
def test_records_of_added_types_are_judged_in_any_order(snapshot, shuffler, place):
    """
    Each record of an added type, and each with or without added fields, has one outcome.
    """
    records = all_records(snapshot)
    shuffler.shuffle(records)
    shuffled = Snapshot.of(
        records,
        supplied=snapshot.supplied,
        provenance=snapshot.provenance,
        schema=snapshot.schema,
    )
    packs = [FLEET, some(PACK, place)]
    report = check(snapshot, packs, as_of=DAY)

    assert render(report) == render(check(shuffled, packs, as_of=DAY))
    for result in report.rules:
        total = result.judged + result.unknown + result.not_applicable
        assert total == len(snapshot.of_type(result.rule.subject))


@settings(max_examples=40)
@given(st.data(), schemas(), PLACES)
def test_what_no_rule_reads_changes_no_outcome(data, schema, place):
    """
    Whatever a pack adds, rules that do not read it say the same of the same records.
    """
    snapshot = data.draw(snapshots(schema))
    plain = [
        PACK.schema[one.__record__.name].cls(
            **{name: getattr(one, name) for name in PACK.schema[one.__record__.name].fields}
        )
        for one in all_records(snapshot)
    ]
    bare = Snapshot.of(plain, supplied=snapshot.supplied, provenance=snapshot.provenance)
    extended, usual = (check(one, some(PACK, place), as_of=DAY) for one in (snapshot, bare))

    assert extended.findings == usual.findings
    assert extended.rules == usual.rules

"""Checks a snapshot against packs."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence
from datetime import date

import attrs

from peercomply.engines.causes import caused
from peercomply.engines.explanation import Explanation
from peercomply.engines.outcomes import Judgement, State
from peercomply.engines.registry import load_engine, second_engine
from peercomply.findings.assurance import assurance_of
from peercomply.findings.consequences import ranked
from peercomply.findings.cross_check import compare
from peercomply.findings.future import future_events
from peercomply.findings.limits import limits_of
from peercomply.findings.model import DueSoon, Finding, PackUsed, Report, RuleResult
from peercomply.findings.rank import findings_of
from peercomply.plan.chain import plans_for
from peercomply.records.provenance import RecordKey
from peercomply.records.snapshot import Snapshot
from peercomply.rules.choose import in_profile
from peercomply.rules.rule import Pack, Rule, schema_of


def check(
    snapshot: Snapshot,
    pack: Pack | Sequence[Pack],
    *,
    as_of: date,
    engine: str = "memory",
    cross_check: bool = False,
    profile: str | None = None,
) -> Report:
    """
    Check *snapshot* against *pack* and return its report, findings worst first.

    Nothing but the arguments enters the result: no clock, no environment, no order of records. Ties
    fall to the rule id, then to the program id, so the order is total. Safe to call from threads.

    Args:
        snapshot: The records, also those of an export that is open.

        pack: One pack, or several.

        as_of: The day of the check; later events have not happened.

        engine: Name of the engine: `memory`, `duckdb`, `rete` or `spark`. An export that
            `open_snapshot` keeps open is judged by `duckdb` where it is, the records that
            `spark_tables` returns by `spark`.

        cross_check: Evaluate with a second engine, too, and report where the two disagree.

        profile: Name of a profile of the packs; only the rules that it chooses are reported, and
            the report names those that it leaves out.

    Raises:
        UnknownChoiceError: A pack has no such profile. Nothing was run.

        EngineUnavailableError: There is no such engine, or no second one. Nothing was run.

        SchemaError: The packs, or a pack and the snapshot, add record types or fields which do not
            go together. Nothing was run.
    """
    evaluate = load_engine(engine)
    other, evaluate_again = second_engine(engine) if cross_check else ("", evaluate)
    packs = (pack,) if isinstance(pack, Pack) else tuple(pack)
    chosen = [used.rules if profile is None else in_profile(used, profile) for used in packs]
    known = snapshot.known_by(schema_of(packs))
    asked = attrs.evolve(known, tables=None) if cross_check else known  # every record is compared
    findings: list[Finding] = []
    judgements: list[Judgement] = []
    again: list[Judgement] = []
    for used, rules in zip(packs, chosen, strict=True):
        plans, ids = plans_for(rules, used), {rule.id for rule in rules}
        judged = evaluate(plans, asked, as_of=as_of, parameters=used.parameters)
        if cross_check:
            said = evaluate_again(plans, asked, as_of=as_of, parameters=used.parameters)
            again += [one for one in said if one.rule.id in ids]
        judged = tuple(one for one in judged if one.rule.id in ids)
        why = functools.partial(_explain, known, used, as_of)
        because = caused(judged, known)
        findings += [found for one in judged for found in findings_of(one, used, why, because)]
        judgements += judged
    results = tuple(_result(judgement, snapshot) for judgement in judgements)
    return Report(
        as_of=as_of,
        engine=engine,
        packs=tuple(_used(*one) for one in zip(packs, chosen, strict=True)),
        profile=profile,
        parameters=limits_of(packs, as_of),
        inputs=snapshot.provenance.inputs,
        rules=results,
        findings=ranked(findings),
        due_soon=_due_soon(judgements),
        data_issues=(*snapshot.provenance.issues, *future_events(known, as_of)),
        assurance=assurance_of(
            judgements, results, snapshot, tuple(zip(packs, chosen, strict=True))
        ),
        cross_check=compare(judgements, again, other) if cross_check else None,
    )


def _used(pack: Pack, chosen: tuple[Rule, ...]) -> PackUsed:
    ids = {rule.id for rule in chosen}
    return PackUsed(
        id=pack.id,
        version=pack.version,
        sha256=pack.sha256,
        changes=tuple(str(change) for change in pack.changes),
        left_out=tuple(rule.id for rule in pack.rules if rule.id not in ids),
    )


def _explain(
    snapshot: Snapshot, pack: Pack, as_of: date, rule_id: str, subject: RecordKey
) -> Explanation:
    from peercomply.engines.explain import explain  # noqa: PLC0415 - only who asks why waits for it

    return explain(snapshot, pack, rule_id, subject, as_of=as_of)


def _result(judgement: Judgement, snapshot: Snapshot) -> RuleResult:
    states: Counter[State] = Counter()
    for counts in judgement.by_group().values():
        states.update(counts)
    why = Counter(reason for outcome in judgement.outcomes for reason in outcome.reasons)
    name = judgement.rule.subject
    rejected = snapshot.provenance.rejected.get(name, 0) if judgement.supplied else 0
    if rejected:
        why[f"a row of {name} was rejected"] = rejected
    return RuleResult(
        rule=judgement.rule,
        supplied=judgement.supplied,
        passed=states[State.PASS],
        failed=states[State.FAIL],
        unknown=states[State.UNKNOWN] + rejected,
        not_applicable=states[State.NOT_APPLICABLE],
        unknown_reasons=dict(sorted(why.items())),
        engine=judgement.engine,
    )


def _due_soon(judgements: list[Judgement]) -> tuple[DueSoon, ...]:
    found = [
        DueSoon(
            rule=judgement.rule,
            subject=outcome.subject,
            program_id=outcome.program_id,
            due_on=outcome.due_soon,
        )
        for judgement in judgements
        for outcome in judgement.outcomes
        if outcome.due_soon is not None
    ]
    return tuple(sorted(found, key=lambda due: (due.due_on, due.rule.id, due.subject.id)))

"""How far a report can be relied on: what was asked, decided, and left open."""

from __future__ import annotations

from collections.abc import Sequence

from peercomply.engines.outcomes import Judgement
from peercomply.findings.model import Assurance, RuleResult
from peercomply.records.issue_codes import IssueSeverity
from peercomply.records.snapshot import Snapshot
from peercomply.rules.answers import Way, answers
from peercomply.rules.rule import Pack, Rule


def assurance_of(
    judgements: Sequence[Judgement],
    results: Sequence[RuleResult],
    snapshot: Snapshot,
    chosen: Sequence[tuple[Pack, Sequence[Rule]]],
) -> Assurance:
    """Return how far *results*, of the rules *chosen* from packs, can be relied on."""
    columns = {(name, field) for _, name, field in snapshot.provenance.headings}
    read = {cell for judgement in judgements for cell in judgement.fields}
    fields = {(name, field) for name in snapshot.supplied for field in snapshot.schema[name].fields}
    absent = (read & fields) - columns if columns else ()
    subjects = {judgement.rule.subject for judgement in judgements}
    needed = {name for judgement in judgements for name in judgement.needs}
    return Assurance(
        records_in_scope=sum(len(snapshot.of_type(name)) for name in subjects),
        decided=sum(result.judged for result in results),
        undecided=sum(result.unknown for result in results),
        not_supplied=tuple(sorted(needed - snapshot.supplied)),
        columns_not_supplied=tuple(sorted(f"{name}.{field}" for name, field in absent)),
        judged_nothing=tuple(
            sorted(result.rule.id for result in results if result.status == "judged nothing")
        ),
        not_judged=tuple(sorted(result.rule.id for result in results if not result.supplied)),
        attested_only=_answered(chosen, Way.ATTESTATION),
        not_checkable=_answered(chosen, Way.NOT_CHECKABLE),
        issues_in_scope=_issues(snapshot, needed),
    )


def _answered(chosen: Sequence[tuple[Pack, Sequence[Rule]]], way: Way) -> tuple[str, ...]:
    """Return the obligations that the packs answer in this *way*, by the rules that were run."""
    found = set()
    for pack, rules in chosen:
        run = {rule.id for rule in rules}
        found |= {
            one.obligation.id
            for one in answers(pack)
            if one.way is way and (not one.rules or run.intersection(one.rules))
        }
    return tuple(sorted(found))


def _issues(snapshot: Snapshot, needed: set[str]) -> int:
    """Count what is wrong, notes left out, in tables whose records were judged or read."""
    read = {
        (file.path, file.sheet) for file in snapshot.provenance.inputs if file.record_type in needed
    }
    return sum(
        issue.severity is not IssueSeverity.NOTE and (issue.file, issue.sheet) in read
        for issue in snapshot.provenance.issues
    )

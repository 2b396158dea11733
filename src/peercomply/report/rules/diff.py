"""Two packs compared, as text for a terminal and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

import attrs

from peercomply.findings.rule_diff import Kind, OutcomeChange, RuleChange, RuleDiff
from peercomply.report.plain import plain


def table(diff: RuleDiff) -> str:
    """Return what is different, rule by rule, and the records whose outcome changes."""
    lines = [line for change in diff.rules for line in _rule(change)]
    if diff.outcomes:
        telling = [change for change in diff.outcomes if not _quiet(change)]
        lines += ["", *(_outcome(change) for change in telling)]
        more = len(diff.outcomes) - len(telling)
        if more:
            lines.append(f"and {more} that passed or did not apply, under rules of one pack alone")
    lines.append(_summary(diff))
    return "\n".join(plain(line) for line in lines) + "\n"


_QUIET = {None, "pass", "not_applicable"}


def _quiet(change: OutcomeChange) -> bool:
    """Whether a record has no breach and no unknown, and only one of the packs judges it."""
    return {change.before, change.after} <= _QUIET and None in (change.before, change.after)


def _rule(change: RuleChange) -> Iterator[str]:
    yield f"{change.kind.value} {change.rule}"
    for one in change.differences:
        yield f"  {one.what}"
        if one.before is not None:
            yield f"    was {one.before}"
        if one.after is not None:
            yield f"    is  {one.after}"


def _outcome(change: OutcomeChange) -> str:
    was, now = (state or "not judged" for state in (change.before, change.after))
    why = f" ({change.why})" if change.why else ""
    return f"{change.rule} {change.subject}: {was} -> {now}{why}"


def _summary(diff: RuleDiff) -> str:
    kinds = Counter(change.kind for change in diff.rules)
    said = ", ".join(f"{kinds[kind]} {kind.value}" for kind in Kind)
    summary = f"{diff.old.id} {diff.old.version} to {diff.new.id} {diff.new.version}: {said}"
    if diff.outcomes is None:
        return summary
    return f"{summary}; {len(diff.outcomes)} outcomes of records change"


def to_json(diff: RuleDiff) -> str:
    """Return the same for programs."""
    document = {
        "old": {"id": diff.old.id, "version": diff.old.version, "sha256": diff.old.sha256},
        "new": {"id": diff.new.id, "version": diff.new.version, "sha256": diff.new.sha256},
        "rules": [
            {
                "id": change.rule,
                "kind": change.kind.value,
                "differences": [attrs.asdict(one) for one in change.differences],
            }
            for change in diff.rules
        ],
        "outcomes": None if diff.outcomes is None else [_changed(one) for one in diff.outcomes],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _changed(change: OutcomeChange) -> dict[str, object]:
    return {
        "rule": change.rule,
        "subject": attrs.asdict(change.subject),
        "before": change.before,
        "after": change.after,
        "why": change.why,
    }

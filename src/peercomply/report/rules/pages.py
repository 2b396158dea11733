"""Pages about the rules of a pack: one for each rule, an index, and the trace of obligations."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

from peercomply.plan.lower import lower
from peercomply.plan.sentences import sentences
from peercomply.report.rules.limits import limits
from peercomply.rules.answers import Way, answers
from peercomply.rules.case_keys import STATES
from peercomply.rules.cases import Case
from peercomply.rules.causes import Cause
from peercomply.rules.choose import in_profile
from peercomply.rules.rule import NOTICE, Pack, Rule, Severity

_HEADINGS = {
    "pass": "Passes",
    "fail": "Fails",
    "unknown": "Unknown",
    "not_applicable": "Does not apply",
}


def pages(pack: Pack, cases: Iterable[Case]) -> dict[str, str]:
    """Return the pages about the rules of *pack* by file name: `README.md` is the index."""
    of_rule: dict[str, list[Case]] = {rule.id: [] for rule in pack.rules}
    for case in cases:
        of_rule[case.rule].append(case)
    effects = _effects(pack)
    found = {
        f"{rule.id}.md": page(rule, pack, of_rule[rule.id], effects.get(rule.id, ()))
        for rule in pack.rules
    }
    return {"README.md": index(pack), "obligations.md": trace(pack, of_rule), **found}


def _effects(pack: Pack) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for rule in pack.rules:
        for cause in rule.causes:
            found.setdefault(cause.rule, []).append(rule.id)
    return found


def page(rule: Rule, pack: Pack, cases: Sequence[Case], effects: Iterable[str]) -> str:
    """Return the page of *rule*: what it says, its limits and sources, and examples."""
    said = sentences(lower(rule), pack.parameters)
    profiles = [name for name in pack.profiles if rule in in_profile(pack, name)]
    parts = [
        f"# {_text(rule.title)}\n\n`{rule.id}` judges `{rule.subject}` records.",
        "## Summary\n\n" + "\n".join(f"- {_text(line)}" for line in said),
        f"## Severity\n\nSeverity **{rule.severity}**; the source says **{rule.strength}**."
        + (f" In the profiles {', '.join(profiles)}." if profiles else ""),
        f"## Why\n\n{_text(rule.why)}\n\nWhat to do: {_text(rule.remedy)}",
        *_examples(cases),
        *_options(rule, pack),
        *_relations(rule.causes, effects),
        "## References\n\n" + "\n".join(_references(rule, pack)),
        f"## Rule\n\nIn `{rule.span.source.path}`:\n\n```yaml\n{_block(rule.text)}\n```",
        f"## SQL\n\n{_sql(rule)}",
    ]
    return "\n\n".join(parts) + "\n"


def _sql(rule: Rule) -> str:
    return (
        f"Its breaches as a query: [{rule.id}.sql](sql/{rule.id}.sql). For another database:"
        f" `peercomply rules sql {rule.id} --dialect postgres`."
    )


def _examples(cases: Sequence[Case]) -> Iterator[str]:
    """Yield for each outcome the first case that shows it, as it stands in its file."""
    shown: dict[int, list[str]] = {}
    for state in STATES:
        alone = (number for number, case in enumerate(cases) if case.states == {state})
        among = (number for number, case in enumerate(cases) if state in case.states)
        number = next(alone, next(among, None))
        if number is not None:
            shown.setdefault(number, []).append(_HEADINGS[state])
    for number, words in shown.items():
        case = cases[number]
        text = case.span.source.text
        start = text.rfind("\n", 0, case.span.start) + 1
        block = _block(text[start : case.span.end].replace("- rule:", "  rule:", 1))
        heading = " and ".join([words[0], *(word[0].lower() + word[1:] for word in words[1:])])
        yield f"## {heading}\n\nAs of {case.as_of.isoformat()}:\n\n```yaml\n{block}\n```"
    if cases:
        names = "\n".join(f"- {_text(case.name)}" for case in cases)
        yield f"## Cases\n\nAll cases that show the rule at work:\n\n{names}"


def _options(rule: Rule, pack: Pack) -> Iterator[str]:
    rows = [
        f"| `{parameter.name}` | {_text(parameter.meaning)} | {value.value}"
        + ("" if value.start is None else f" from {value.start.isoformat()}")
        + f" | {value.basis.value}: {_text(value.source)} |"
        for parameter in limits(rule, pack)
        for value in parameter.values
    ]
    if rows:
        head = "| parameter | meaning | value | source |\n|---|---|---|---|\n"
        yield "## Options\n\nA pack that extends this one may set:\n\n" + head + "\n".join(rows)


def _relations(causes: Iterable[Cause], effects: Iterable[str]) -> Iterator[str]:
    lines = [f"- A consequence of {_link(cause.rule)}{_way(cause)}." for cause in causes]
    lines += [f"- A cause of {_link(effect)}." for effect in effects]
    if lines:
        yield "## Consequences\n\n" + "\n".join(lines)


def _way(cause: Cause) -> str:
    through = "" if cause.through is None else f" through `{cause.through}`"
    return through + ("" if cause.item is None else f", in `{cause.item}`")


def _references(rule: Rule, pack: Pack) -> Iterator[str]:
    for key in rule.obligations:
        found = pack.obligations.get(key)
        if found is None:
            yield f"- {key}"
            continue
        link = f"[{key}](obligations.md#{key.lower()})"
        yield f"- {link}: {_text(found.statement)} *{_text(found.source)}, {_text(found.section)}*"
    for one in pack.ambiguities:
        if not set(one.about).isdisjoint(rule.obligations):
            yield f"- Left open: {_text(one.issue)}. Read as: {_text(one.decision)}."


def index(pack: Pack) -> str:
    """Return the index of the rules: by area, by severity and by document."""
    rules = f"{len(pack.rules)} rules of {_text(pack.title)} {pack.version}"
    parts = [
        f"# Rules\n\n{rules}, and [how each obligation is answered](obligations.md). {NOTICE}",
        "## By area",
        *_grouped(pack, {rule.id: _areas(rule) for rule in pack.rules}),
        "## By severity",
        *(
            f"### {str(severity).capitalize()}\n\n" + _list(rules_)
            for severity in reversed(Severity)
            if (rules_ := [rule for rule in pack.rules if rule.severity is severity])
        ),
        "## By document",
        *_grouped(pack, {rule.id: _documents(rule, pack) for rule in pack.rules}),
    ]
    return "\n\n".join(parts) + "\n"


def _grouped(pack: Pack, groups: Mapping[str, Iterable[str]]) -> Iterator[str]:
    found: dict[str, list[Rule]] = {}
    for rule in pack.rules:
        for group in groups[rule.id]:
            found.setdefault(group, []).append(rule)
    for group in sorted(found):
        yield f"### {_text(group)}\n\n" + _list(found[group])


def _areas(rule: Rule) -> list[str]:
    return list(dict.fromkeys(key.rpartition("-")[0] or key for key in rule.obligations))


def _documents(rule: Rule, pack: Pack) -> list[str]:
    found = (pack.obligations[key].source for key in rule.obligations if key in pack.obligations)
    return list(dict.fromkeys(found))


def _list(rules: Iterable[Rule]) -> str:
    return "\n".join(
        f"- [{_text(rule.title)}]({rule.id}.md) ({rule.severity}, {rule.strength})"
        for rule in rules
    )


def trace(pack: Pack, cases: Mapping[str, Sequence[Case]]) -> str:
    """Return how each obligation is answered: its rules with the number of their cases."""
    found = answers(pack)
    answered = sum(answer.way is not Way.UNANSWERED for answer in found)
    head = (
        f"# Obligations\n\n{answered} of {len(found)} obligations are answered. Each has"
        " its document and section, the rules that check it, and the cases that show them at work."
    )
    parts = [head]
    for answer in found:
        one = answer.obligation
        lines = [
            f"- {_link(key)} with [{len(cases[key])} cases]({key}.md#cases)" for key in answer.rules
        ]
        if answer.way is Way.NOT_CHECKABLE:
            lines = [f"No rule checks it: {_text(answer.reason)}."]
        parts.append(
            f"## {one.id}\n\n{_text(one.statement)} *{_text(one.source)}, {_text(one.section)}*;"
            f" severity {one.severity}, the source says {one.strength}.\n\n"
            + ("\n".join(lines) or "No rule checks it yet.")
        )
    return "\n\n".join(parts) + "\n"


def _link(rule: str) -> str:
    return f"[{rule}]({rule}.md)"


def _text(text: str) -> str:
    """Return *text* so that Markdown shows it as it is."""
    for char in "\\`*<>|[]":
        text = text.replace(char, f"\\{char}")
    return " ".join(text.split())


def _block(text: str) -> str:
    return textwrap.dedent(text).strip("\n").replace("```", "'''")

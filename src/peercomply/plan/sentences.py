"""Says a rule in plain English sentences, made from its plan and not from its title."""

from __future__ import annotations

from collections.abc import Mapping

from peercomply.plan.lower import item_parts
from peercomply.plan.plan import Items, Listed, OpenHours, Periods, Plan
from peercomply.rules.causes import Cause
from peercomply.rules.english import phrase
from peercomply.rules.nodes import Expr, ItemValue, ParameterValue
from peercomply.rules.parameters import Parameter
from peercomply.rules.traversal import walk
from peercomply.rules.voice import Voice, literal, words


def sentences(plan: Plan, parameters: Mapping[str, Parameter]) -> tuple[str, ...]:
    """
    Return what *plan* judges, when it applies, when it holds, when it is due, and its limits.

    Args:
        plan: The plan of the rule.

        parameters: The parameters of its pack.
    """
    noun, voice = words(plan.rule.subject), Voice.of(plan.rule.subject)
    applies = "Applies to all of them."
    if plan.applies is not None:
        applies = f"Applies when {phrase(plan.applies, voice)}."
    return (
        f"Judges {noun} records.",
        applies,
        *_items(plan.check.items, voice),
        *_holds(plan, voice),
        *(_cause(cause) for cause in plan.rule.causes),
        *_unknown(plan),
        *_limits(plan, parameters),
    )


def _items(items: Items | None, voice: Voice) -> tuple[str, ...]:
    match items:
        case None:
            return ()
        case Listed(values=values):
            return (f"Looks at each item of {phrase(values, voice)}, one by one.",)
        case OpenHours(hours=hours, since=since, back=back):
            begin = "" if since is None else f", from {phrase(since, voice)} on"
            return (
                f"Looks at each stretch of {phrase(hours, voice)} that is over, one by one{begin}.",
                f"They are looked at up to {phrase(back, voice)} ago.",
            )
        case Periods():
            length, start = phrase(items.length, voice), phrase(items.start, voice)
            ended = "that has ended"
            if items.grace is not None:
                ended = f"that ended more than {phrase(items.grace, voice)} ago"
            return (
                f"Looks at each period of {length} {ended}, one by one.",
                f"The first period begins with {start}.",
                f"Periods are looked at that ended up to {phrase(items.back, voice)} ago.",
            )


def _holds(plan: Plan, voice: Voice) -> list[str]:
    check, said = plan.check, []
    if check.due is not None:
        name = "the last day in time"
        if not isinstance(check.due, ItemValue):
            said.append(f"It is due: {name} is {phrase(check.due, voice)}.")
        voice = Voice.of(plan.rule.subject, named=((check.due, name),))
    first, *others = [way.holds for way in plan.ways]
    said.append(f"Holds when {phrase(first, voice)}.")
    said += [f"Also holds when {phrase(other, voice)}." for other in others]
    if check.warn is not None:
        said.append(f"Is listed as due soon {phrase(check.warn, voice)} before that day.")
    return said


def _cause(cause: Cause) -> str:
    whose = "the same record" if cause.through is None else f"its {words(cause.through)}"
    item = "" if cause.item is None else f" in {words(cause.item)}"
    return f"A breach stands below that of {cause.rule} where {whose} fails it{item}."


def _unknown(plan: Plan) -> list[str]:
    """Say what has to be there; where a value decides nothing, its absence does no harm."""
    fields = ", ".join(f"{name}.{field}" for name, field in sorted(plan.fields))
    said = []
    if fields:
        said.append(f"Unknown when one of these is missing and would decide it: {fields}.")
    others = sorted(plan.needs - {plan.rule.subject})
    if others:
        names = " or ".join(words(name) for name in others)
        said.append(f"Unknown as well when no {names} records were supplied.")
    return said


def _limits(plan: Plan, parameters: Mapping[str, Parameter]) -> list[str]:
    check = plan.check
    read: list[Expr | None] = [plan.applies, check.due, check.warn]
    read += [way.holds for way in plan.ways]
    read += item_parts(check.items)
    names = {node.name for part in read for node in walk(part) if isinstance(node, ParameterValue)}
    return [_limit(parameters[name]) for name in sorted(names)]


def _limit(parameter: Parameter) -> str:
    values = [
        f"{literal(value.value)}"
        + ("" if value.start is None else f" from {value.start.isoformat()}")
        + f" ({value.basis.value}: {value.source})"
        for value in parameter.values
    ]
    return f"The {words(parameter.name)} is {', then '.join(values)}."

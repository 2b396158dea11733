"""Prints a rule as YAML: comments, order of keys and spacing aside, what its file says."""

from __future__ import annotations

from typing import Any

import yaml

from peercomply.rules.causes import Cause
from peercomply.rules.forms.attested import Attested
from peercomply.rules.forms.before import Before
from peercomply.rules.forms.common import RelatedValue
from peercomply.rules.forms.count import Count
from peercomply.rules.forms.covers import Covers
from peercomply.rules.forms.covers_hours import CoversHours
from peercomply.rules.forms.current import Current
from peercomply.rules.forms.every import Every
from peercomply.rules.forms.findings import Findings
from peercomply.rules.forms.follow_up import FollowUp
from peercomply.rules.forms.latest import Latest
from peercomply.rules.forms.present import PresentFields, PresentRecord
from peercomply.rules.forms.require import Require
from peercomply.rules.forms.share import Share
from peercomply.rules.nodes import ByField, Expr, Literal
from peercomply.rules.printing import of, printed, where_of
from peercomply.rules.rule import Form, Message, Rule


def print_rule(rule: Rule) -> str:
    """Return *rule* as the YAML of one item of `rules`."""
    return yaml.safe_dump(described(rule), sort_keys=False, allow_unicode=True, width=100)


def described(rule: Rule) -> dict[str, Any]:
    """Return the keys of *rule* with their values, as a rule file has them."""
    lets = {name: printed(value) for name, value in rule.lets}
    key, form = _form(rule.form)
    return _there(
        id=rule.id,
        title=rule.title,
        **{"for": rule.subject},
        let=lets or None,
        when=_text(rule.when),
        **{key: form, "or": _text(rule.otherwise)},
        message=None if rule.message is None else _message(rule.message),
        consequence_of=[_cause(cause) for cause in rule.causes] or None,
        severity=str(rule.severity),
        strength=str(rule.strength),
        obligations=list(rule.obligations),
        why=rule.why,
        remedy=rule.remedy,
    )


def _cause(cause: Cause) -> str | dict[str, Any]:
    described = _there(rule=cause.rule, through=cause.through, item=cause.item)
    return described if len(described) > 1 else cause.rule


def _there(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _text(node: Expr | None) -> str | None:
    return None if node is None else printed(node)


def _flag(value: bool) -> str | None:  # noqa: FBT001 - one value that is told
    return "true" if value else None


def _message(message: Message) -> str:
    return "".join(
        part if isinstance(part, str) else f"{{{printed(part)}}}" for part in message.parts
    )


def _related(related: RelatedValue) -> dict[str, Any]:
    link = related.rows.link
    return _there(
        of=of(related.rows, related.value),
        where=where_of(related.rows) or None,
        by=link.field if isinstance(link, ByField) else None,
    )


def _own_or_related(date: Expr | None, related: RelatedValue | None) -> dict[str, Any]:
    return _there(date=_text(date)) if related is None else _related(related)


def _form(form: Form) -> tuple[str, Any]:
    """Return the key of a check form with its value."""
    match form:
        case PresentFields(fields=fields):
            return "present", [printed(field) for field in fields]
        case PresentRecord(related=related):
            return "present", _related(related)
        case Require(condition=condition):
            return "require", printed(condition)
        case Count(related=related):
            return "count", _related(related) | _limits(form)
        case Share(related=related):
            that = {"that": printed(form.that, nested=True)}
            return "share", _related(related) | that | _limits(form)
        case Covers() | CoversHours():
            return "covers", _covers(form)
        case Findings(rules=rules, home=home, every=every):
            together = None if every else "any"
            about = None if home is None else home.value
            names = [rule.id for rule in rules]
            return "findings", _there(rules=names, together=together, about=about)
        case _:
            return _timed(form)


def _limits(form: Count | Share) -> dict[str, Any]:
    if form.at_least is not None and form.at_least == form.at_most and isinstance(form, Count):
        return _there(exactly=_text(form.at_least))
    return _there(at_least=_text(form.at_least), at_most=_text(form.at_most))


def _covers(form: Covers | CoversHours) -> dict[str, Any]:
    if isinstance(form, CoversHours):
        return _related(form.related) | _there(
            hours=_hours(form.hours),
            **{"from": printed(form.starts, nested=True)},
            to=printed(form.ends, nested=True),
            since=_text(form.since),
            back=_text(form.back),
        )
    items: Any = printed(form.items)
    if isinstance(form.items, Literal):
        items = sorted(form.items.value)
    if form.related is None:
        return _there(items=items, **{"in": _text(form.holder)})
    return _there(items=items) | _related(form.related)


def _hours(hours: Expr) -> Any:
    return dict(hours.value) if isinstance(hours, Literal) else printed(hours)


def _timed(form: Current | Latest | Every | FollowUp | Before | Attested) -> tuple[str, Any]:
    match form:
        case Current():
            flag = _there(open_ended=_flag(form.open_ended), warn=_text(form.warn))
            return "current", _own_or_related(form.date, form.related) | flag
        case Latest():
            since, warn = _text(form.since), _text(form.warn)
            limits = _there(within=printed(form.within), since=since, warn=warn)
            return "latest", _related(form.events) | limits
        case Every():
            return "every", _related(form.events) | _there(
                period=printed(form.period),
                **{"from": printed(form.start)},
                back=printed(form.back),
                grace=_text(form.grace),
            )
        case FollowUp():
            return "follow_up", _there(
                after=_text(form.after),
                within=_text(form.within),
                by=_text(form.by),
                done=printed(form.done),
                late=None if form.late_fails else "passes",
                warn=_text(form.warn),
            )
        case Before():
            return "before", _own_or_related(form.date, form.related) | _there(
                then=printed(form.then), at_least=_text(form.at_least), after=_text(form.after)
            )
        case Attested():
            return "attested", _there(
                obligation=form.obligation,
                question=form.question,
                within=printed(form.within),
                since=_text(form.since),
                answered_by=form.group,
                evidence=_flag(form.evidence),
                items=list(form.items) or None,
                planned_action_is_enough=_flag(form.planned),
            )

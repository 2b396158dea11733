"""The first draft of a rule: keys that load, for an author to change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
import yaml

from peercomply.errors import DraftError
from peercomply.records.fields import FieldInfo, FieldType
from peercomply.records.model import RecordType, Schema
from peercomply.rules.obligations import Obligation
from peercomply.rules.rule import Rule

_DATED = (FieldType.DATE, FieldType.DATETIME)


@attrs.frozen(kw_only=True)
class Draft:
    """
    What an author asked for.

    Attributes:
        rule: Id of the new rule.

        subject: The record type that it judges.

        form: Its check form.

        obligation: The obligation that it checks; None if none was named.

        rules: The rules of the pack to which it is added.

        schema: Its record types.
    """

    rule: str
    subject: RecordType
    form: str
    obligation: Obligation | None
    rules: tuple[Rule, ...]
    schema: Schema

    @property
    def limit(self) -> str:
        """Name of the parameter that holds the limit."""
        return f"{self.rule.replace('-', '_')}_limit"


def skeleton(draft: Draft) -> str:
    """
    Return the text of a rule file with one rule, and a parameter if the rule has a limit.

    Raises:
        DraftError: The check form has nothing to work on in the record type.
    """
    form = _FORMS[draft.form](draft)
    said = draft.obligation
    noun = draft.subject.name.replace("_", " ")
    when = {"when": "active"} if draft.subject.info.active is not None else {}
    rule = {
        "id": draft.rule,
        "title": f"{noun.capitalize()} with an offence that these words name",
        "for": draft.subject.name,
        **when,
        draft.form: form,
        "severity": "medium" if said is None else said.severity,
        "strength": "should" if said is None else said.strength,
        "obligations": [] if said is None else [said.id],
        "why": "Say who is harmed, and how.",
        "remedy": "Say what a person can do about it.",
    }
    text = f"# {'A draft' if said is None else said.statement}\n\n"
    if draft.limit in str(form):
        value = {"value": _LIMITS.get(draft.form, "P1M"), "basis": "proposed"}
        held = {
            "meaning": "Say what it limits",
            "values": [value | {"source": "Say whose number it is"}],
        }
        text += _yaml({"parameters": {draft.limit: held}}) + "\n"
    return text + "rules:\n" + _item(_yaml(rule))


def _yaml(value: Any) -> str:
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=100)


def _item(text: str) -> str:
    return "  - " + text.rstrip("\n").replace("\n", "\n    ") + "\n"


def _own(draft: Draft, *types: FieldType) -> list[FieldInfo]:
    return [field for field in draft.subject.fields.values() if field.type in types]


def _days(draft: Draft, count: int) -> list[str]:
    found = _own_days(draft)
    if len(found) < count:
        raise _refused(draft, f"has fewer than {count} days")
    return found[:count]


def _own_days(draft: Draft) -> list[str]:
    """Return the days of a record, those on which something happened first."""
    order = lambda one: (one.name != "started_on", not one.event)
    return [field.name for field in sorted(_own(draft, *_DATED), key=order)]


def _refused(draft: Draft, why: str) -> DraftError:
    return DraftError(
        draft.rule,
        f"the check form {draft.form} has nothing to work on: {draft.subject.name!r} {why}",
        expected="another check form, or a rule for another record type",
    )


def _related(draft: Draft) -> list[tuple[RecordType, dict[str, str]]]:
    """Return the types of related records, with `by` where it is needed; those without first."""
    name = draft.subject.name
    found: list[tuple[RecordType, dict[str, str]]] = []
    for target in draft.schema.values():
        fields = target.references(name)
        home = name == "program" and target.info.program and target.name != name
        if home or len([field for field in fields if field.required]) == 1:
            found.append((target, {}))
        elif fields:
            found.append((target, {"by": fields[0].name}))
    return sorted(found, key=lambda one: len(one[1]))


def _first(
    draft: Draft, what: str, fits: Callable[[FieldInfo], bool]
) -> tuple[str, dict[str, str]]:
    for target, by in _related(draft):
        for field in target.fields.values():
            if field.name != "id" and fits(field):
                return f"{target.name}.{field.name}", by
    raise _refused(draft, f"has no related records with {what}")


def _event(draft: Draft) -> dict[str, Any]:
    of, by = _first(draft, "a day", lambda field: field.type in _DATED and field.event)
    return {"of": of, **by}


def _start(draft: Draft) -> str:
    return next(iter(_own_days(draft)), "as_of - P12M")


def _present(draft: Draft) -> Any:
    return next(name for name in draft.subject.fields if name != "id")


def _latest(draft: Draft) -> Any:
    return _event(draft) | {"within": {"parameter": draft.limit}, "since": _start(draft)}


def _every(draft: Draft) -> Any:
    period = {"period": {"parameter": draft.limit}, "from": _start(draft), "back": "P3M"}
    return _event(draft) | period


def _follow_up(draft: Draft) -> Any:
    after, done = _days(draft, 2)
    return {"after": after, "done": done, "within": {"parameter": draft.limit}}


def _before(draft: Draft) -> Any:
    date, then = _days(draft, 2)
    return {"date": date, "then": then, "at_least": {"parameter": draft.limit}}


def _count(draft: Draft) -> Any:
    of, by = _first(draft, "a field", lambda _: True)
    return {"of": of.partition(".")[0], **by, "at_least": {"parameter": draft.limit}}


def _share(draft: Draft) -> Any:
    of, by = _first(draft, "yes or no", lambda field: field.type is FieldType.BOOL)
    name, _, that = of.partition(".")
    return {"of": name, **by, "that": that, "at_least": {"parameter": draft.limit}}


def _covers(draft: Draft) -> Any:
    of, by = _first(
        draft, "a set", lambda field: field.type is FieldType.SET and len(field.values) > 1
    )
    name, _, field = of.partition(".")
    items = list(draft.schema[name].fields[field].values[:2])
    return {"items": items, "of": of, **by}


def _attested(draft: Draft) -> Any:
    if draft.subject.name not in ("program", "organisation", "committee"):
        raise _refused(draft, "gives no self-assessment; program, organisation and committee do")
    obligation = "X-1" if draft.obligation is None else draft.obligation.id
    question = {"obligation": obligation, "question": "Put the question as people are asked it"}
    return question | {"within": {"parameter": draft.limit}}


def _findings(draft: Draft) -> Any:
    alike = [rule.id for rule in draft.rules if rule.subject == draft.subject.name]
    if len(alike) < 2:
        raise _refused(draft, "is judged by fewer than two rules of the pack")
    return {"rules": alike[:2]}


_LIMITS = {"count": "1", "share": "0.5", "follow_up": "P14D"}

_FORMS: dict[str, Callable[[Draft], Any]] = {
    "present": _present,
    "current": lambda draft: {"date": _days(draft, 1)[0]},
    "latest": _latest,
    "every": _every,
    "follow_up": _follow_up,
    "before": _before,
    "count": _count,
    "share": _share,
    "covers": _covers,
    "attested": _attested,
    "require": lambda draft: f"present({_present(draft)})",
    "findings": _findings,
}

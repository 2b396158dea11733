"""Lowers `findings`."""

from __future__ import annotations

from peercomply.plan.build import Builder
from peercomply.plan.plan import Check, Variant
from peercomply.rules.forms.findings import Findings
from peercomply.rules.nodes import RuleFails
from peercomply.rules.types import BOOL


def lower(form: Findings, build: Builder) -> Check:
    """Return the check that several rules do not fail together."""
    fails = [RuleFails(one.id, form.home, BOOL, span=build.span) for one in form.rules]
    together = build.all(*fails) if form.every else build.any(*fails)
    names = ", ".join(one.id for one in form.rules)
    where = "" if form.home is None else f" in the same {form.home.value}"
    words = "fail together" if form.every else "fails, or several do"
    one_of = "" if form.every else "one of "
    return Check(
        holds=build.negation(together),
        message=(Variant(None, (f"{one_of}{names} {words}{where}",)),),
        cure=(Variant(None, (f"what cures {'one of them' if form.every else 'each of them'}",)),),
    )

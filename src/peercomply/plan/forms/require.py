"""Lowers `require`."""

from __future__ import annotations

from peercomply.plan.plan import Check, Variant
from peercomply.rules.forms.require import Require


def lower(form: Require) -> Check:
    """Return the check that a condition holds."""
    return Check(
        holds=form.condition,
        message=(Variant(None, (f"this does not hold: {form.words}",)),),
        cure=(Variant(None, (f"records for which this holds: {form.words}",)),),
    )

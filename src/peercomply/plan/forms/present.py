"""Lowers `present`."""

from __future__ import annotations

from peercomply.plan.build import Builder, an
from peercomply.plan.plan import Check, Variant
from peercomply.rules.forms.present import PresentFields, PresentRecord


def lower_fields(form: PresentFields, build: Builder) -> Check:
    """Return the check that all fields hold a value."""
    variants = [
        Variant(build.missing(field), (f"{field.field} is not recorded",)) for field in form.fields
    ]
    names = ", ".join(field.field for field in form.fields)
    return Check(
        holds=build.all(*(build.present(field) for field in form.fields)),
        message=(*variants, Variant(None, (f"not all of {names} are recorded",))),
        cure=(Variant(None, (f"a value in {names}",)),),
    )


def lower_record(form: PresentRecord, build: Builder) -> Check:
    """Return the check that a related record exists."""
    related = form.related
    asked = f" with: {related.condition}" if related.condition else ""
    return Check(
        holds=build.exists(related.rows),
        message=(Variant(None, (f"there is no {related.noun}{asked}",)),),
        cure=(Variant(None, (f"{an(related.noun)}{asked}",)),),
    )

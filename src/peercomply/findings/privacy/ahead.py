"""A forecast as it may be shown."""

from __future__ import annotations

import attrs

from peercomply.findings.forecast import Change, Forecast, change_order
from peercomply.findings.privacy.identified import with_names
from peercomply.findings.privacy.keyed import item_under
from peercomply.findings.privacy.pseudonyms import Pseudonyms
from peercomply.records.snapshot import Snapshot


def pseudonymised_forecast(found: Forecast, names: Pseudonyms) -> Forecast:
    """Return *found* with pseudonyms for the keys of records, but those of programs."""
    changes = (_change(one, names) for one in found.changes)
    return attrs.evolve(found, changes=tuple(sorted(changes, key=change_order)))


def identified_forecast(found: Forecast, snapshot: Snapshot) -> Forecast:
    """Return *found* with the names of people at the end of its messages."""
    changes = (
        attrs.evolve(one, message=with_names(one.message, one.subject, snapshot), wording=None)
        for one in found.changes
    )
    return attrs.evolve(found, changes=tuple(changes))


def _change(change: Change, names: Pseudonyms) -> Change:
    wording = change.wording
    return attrs.evolve(
        change,
        id=names.identity(change.id),
        subject=names.record(change.subject),
        item=item_under(names, change.item, wording),
        message=change.rule.title if wording is None else names.text(wording.message),
        wording=None,
    )

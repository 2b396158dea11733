"""Finds out whether who approved a decision is the person whom it is about, as far as it shows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date

from peercomply.records.model import Record
from peercomply.records.provenance import RecordKey
from peercomply.records.snapshot import Snapshot


def approved_by_itself(
    approved_by: str, key: RecordKey | None, snapshot: Snapshot, as_of: date
) -> str:
    """
    Return how it shows that who approved is the person of the record *key*; empty if it does not.

    That person is the worker of the record. They are named by a key, or by the title of their
    position where nobody else holds one of that title on the day *as_of*. A title that several hold
    shows nothing, nor does a role that is no title of a position.
    """
    if key is None or key.type not in snapshot.schema:
        return ""
    named = _plain(approved_by)
    if named in {_plain(key.id), _plain(str(key))}:
        return "who approved it is its own record"
    worker = _worker(key, snapshot)
    if worker is None:
        return ""
    if named in {_plain(worker), _plain(f"worker:{worker}")}:
        return "who approved it is the worker of its record"
    holders = set(_holders(named, snapshot, as_of))
    if holders == {worker}:
        return "who approved it is the worker of its record, who alone holds that position"
    return ""


def _worker(key: RecordKey, snapshot: Snapshot) -> str | None:
    """Return the key of the worker whom a record is about; None if it is about none."""
    if key.type == "worker":
        return key.id
    found = getattr(snapshot.of_type(key.type).get(key.id), "worker_id", None)
    return found if isinstance(found, str) else None


def _holders(title: str, snapshot: Snapshot, as_of: date) -> Iterator[str]:
    """Yield the workers of the day who hold a position of this *title*."""
    titles: dict[str, str] = {
        one.id: _plain(str(getattr(one, "title", None) or ""))
        for one in snapshot.of_type("position").values()
    }
    if title not in titles.values():
        return
    for worker in snapshot.of_type("worker").values():
        position = getattr(worker, "position_id", None)
        if titles.get(position or "") == title and _there(worker, as_of):
            yield worker.id


def _there(worker: Record, as_of: date) -> bool:
    """Whether *worker* may be there on the day: not surely gone, nor surely still to come."""
    started, ended = getattr(worker, "started_on", None), getattr(worker, "ended_on", None)
    return (started is None or started <= as_of) and (ended is None or ended > as_of)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())

"""
Rules-based compliance and risk checking of peer support services.

```python
import peercomply
from datetime import date

pack = peercomply.load_rules("peer-support")
snapshot = peercomply.load_snapshot("exports/")
report = peercomply.check(snapshot, pack, as_of=date(2026, 11, 22))
for finding in report.findings:  # ranked, worst first
    print(finding.rank, finding.rating, finding.rule.id, len(finding.breaches))
```

The record classes stand in `peercomply.records`. Nothing here prints, reads a clock or keeps state.
"""

from __future__ import annotations

import os

from peercomply import records
from peercomply.errors import (
    EngineUnavailableError,
    FieldProblem,
    InputError,
    OutputError,
    PeercomplyError,
    Problem,
    RecordError,
    RuleFileError,
    SnapshotError,
    UnknownRuleError,
)
from peercomply.findings.check import check
from peercomply.findings.model import Breach, Finding, Report
from peercomply.findings.rating import Rating
from peercomply.records.snapshot import Snapshot
from peercomply.rules.load import load_rules
from peercomply.rules.rule import Pack, Rule

__all__ = [
    "Breach",
    "EngineUnavailableError",
    "FieldProblem",
    "Finding",
    "InputError",
    "OutputError",
    "Pack",
    "PeercomplyError",
    "Problem",
    "Rating",
    "RecordError",
    "Report",
    "Rule",
    "RuleFileError",
    "Snapshot",
    "SnapshotError",
    "UnknownRuleError",
    "check",
    "load_rules",
    "load_snapshot",
    "records",
]


def load_snapshot(path: str | os.PathLike[str]) -> Snapshot:
    """
    Read an export: a folder of CSV files named after record types, or one JSON document.

    What is wrong with single rows and cells does not stop the reading; it is listed in
    `snapshot.provenance.issues`, and what depends on it is unknown in a report.

    Raises:
        InputError: Nothing of the export can be read.
    """
    from peercomply.intake import load_snapshot as load  # noqa: PLC0415 - brings in DuckDB

    return load(path)

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

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from peercomply import records
    from peercomply.engines.explain import explain
    from peercomply.engines.explanation import Explained, Explanation
    from peercomply.engines.lake import spark_tables
    from peercomply.errors import (
        AnswersError,
        ConfigError,
        DialectError,
        DraftError,
        EngineError,
        EngineUnavailableError,
        FieldProblem,
        InputError,
        OutputError,
        PeercomplyError,
        Problem,
        RecordError,
        RuleFileError,
        SchemaError,
        SnapshotError,
        SubjectError,
        UnknownChoiceError,
        UnknownRuleError,
    )
    from peercomply.findings.check import check
    from peercomply.findings.forecast import Change, Forecast, forecast
    from peercomply.findings.model import Breach, Finding, Report
    from peercomply.findings.privacy.counted import CountedReport, counted
    from peercomply.findings.privacy.identified import identified
    from peercomply.findings.privacy.keyed import pseudonymised
    from peercomply.findings.privacy.pseudonyms import Pseudonyms
    from peercomply.findings.rating import Rating
    from peercomply.intake import ImportMapping, load_mapping, load_snapshot, open_snapshot
    from peercomply.records.snapshot import Snapshot
    from peercomply.rules.load import load_rules
    from peercomply.rules.rule import Pack, Rule, schema_of

__all__ = [
    "AnswersError",
    "Breach",
    "Change",
    "ConfigError",
    "CountedReport",
    "DialectError",
    "DraftError",
    "EngineError",
    "EngineUnavailableError",
    "Explained",
    "Explanation",
    "FieldProblem",
    "Finding",
    "Forecast",
    "ImportMapping",
    "InputError",
    "OutputError",
    "Pack",
    "PeercomplyError",
    "Problem",
    "Pseudonyms",
    "Rating",
    "RecordError",
    "Report",
    "Rule",
    "RuleFileError",
    "SchemaError",
    "Snapshot",
    "SnapshotError",
    "SubjectError",
    "UnknownChoiceError",
    "UnknownRuleError",
    "check",
    "counted",
    "explain",
    "forecast",
    "identified",
    "load_mapping",
    "load_rules",
    "load_snapshot",
    "open_snapshot",
    "pseudonymised",
    "records",
    "schema_of",
    "spark_tables",
]

# Where each public name stands. It is imported when it is first used, so that a program which only
# asks for help, or only loads rules, does not wait for DuckDB and the record types.
_HOMES = {
    "check": "findings.check",
    "counted": "findings.privacy.counted",
    "CountedReport": "findings.privacy.counted",
    "identified": "findings.privacy.identified",
    "pseudonymised": "findings.privacy.keyed",
    "Pseudonyms": "findings.privacy.pseudonyms",
    "explain": "engines.explain",
    **dict.fromkeys(("Change", "Forecast", "forecast"), "findings.forecast"),
    **dict.fromkeys(("Explained", "Explanation"), "engines.explanation"),
    "load_rules": "rules.load",
    **dict.fromkeys(("ImportMapping", "load_mapping", "load_snapshot", "open_snapshot"), "intake"),
    **dict.fromkeys(("Breach", "Finding", "Report"), "findings.model"),
    "Rating": "findings.rating",
    "Snapshot": "records.snapshot",
    "spark_tables": "engines.lake",
    **dict.fromkeys(("Pack", "Rule", "schema_of"), "rules.rule"),
}


def __getattr__(name: str) -> Any:
    """Import the public name *name*."""
    if name not in __all__:
        raise AttributeError(f"module 'peercomply' has no attribute {name!r}")
    if name == "records":
        return importlib.import_module("peercomply.records")
    home = importlib.import_module(f"peercomply.{_HOMES.get(name, 'errors')}")
    return getattr(home, name)


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)

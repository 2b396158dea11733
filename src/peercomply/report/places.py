"""Where formats that annotate files put a finding: a file, and a line of it."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from peercomply.findings.model import Breach, Report
from peercomply.records.provenance import Location


@attrs.frozen
class Places:
    """
    Finds the place of what is said in a report.

    Attributes:
        base: Folder of the export, put before the names of its files; may be empty.

        files: The first file of each record type.

        outside: Files of decisions, which are named from where the program runs.
    """

    base: str
    files: Mapping[str, str]
    outside: frozenset[str] = frozenset()

    @classmethod
    def of(cls, report: Report, base: str) -> Places:
        """Return the places of *report*."""
        found: dict[str, str] = {}
        for one in report.inputs:
            if one.record_type is not None:
                found.setdefault(one.record_type, one.path)
        known = {one.path for one in report.inputs}
        outside = {
            place.location.file
            for finding in report.findings
            if finding.about_decisions
            for breach in finding.breaches
            for place in breach.evidence
            if place.location is not None
        }
        return cls(base, found, frozenset(outside - known))

    def of_breach(self, breach: Breach) -> Location | None:
        """Return where the record of *breach* stands, else the first of its evidence, else None."""
        known = [one for one in breach.evidence if one.location is not None]
        own = [one for one in known if one.record == breach.subject]
        if known:
            return (own or known)[0].location
        file = self.files.get(breach.subject.type)
        return None if file is None else Location(file)

    def path(self, file: str) -> str:
        """Return the path of *file* from where the program runs."""
        return f"{self.base}/{file}" if self.base and file not in self.outside else file

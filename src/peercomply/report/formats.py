"""The formats of a report: their names, what they are for, and who writes them."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable
from typing import TypeAlias

import attrs

from peercomply.findings.model import Report
from peercomply.findings.privacy.counted import CountedReport
from peercomply.report.counts.formats import render as render_counts
from peercomply.report.notes import Notes

Rendered: TypeAlias = str | bytes
"""A report in a format: text, or the bytes of a workbook."""


@attrs.frozen(kw_only=True)
class Format:
    """
    One format.

    Attributes:
        says: What it is for, in a few words.

        module: Module of this package that writes it; dots lead into a folder.

        function: Its function that takes a report.

        binary: Whether it is bytes and no text.

        library: Module that writes it, if that is not always installed; else empty.

        extra: Extra of the package that installs *library*.

        placed: Whether it names files from where the program runs, and not from the export.

        noted: Whether it carries on what people wrote into an earlier report.
    """

    says: str
    module: str
    function: str = "render"
    placed: bool = False
    noted: bool = False
    binary: bool = False
    library: str = ""
    extra: str = ""

    @property
    def missing(self) -> str:
        """What has to be installed before it can be written; empty if nothing."""
        if not self.library or importlib.util.find_spec(self.library) is not None:
            return ""
        return f"pip install 'peercomply[{self.extra}]'"


FORMATS = {
    "table": Format(says="the findings, one a line, for a terminal", module="table"),
    "json": Format(says="everything, for another program", module="json"),
    "csv": Format(says="every breach with its finding, one a row, for a spreadsheet", module="csv"),
    "jsonl": Format(says="everything, one JSON document a line", module="jsonl"),
    "markdown": Format(says="every finding with its details, to be read", module="markdown"),
    "html": Format(says="one page for a browser, to be searched and printed", module="html.page"),
    "sarif": Format(says="every breach, for code scanning", module="sarif", placed=True),
    "junit": Format(says="every rule as a suite of tests, for build servers", module="junit"),
    "github": Format(says="annotations of a workflow's step", module="github", placed=True),
    "github-summary": Format(
        says="the summary of a workflow's step", module="github", function="summary"
    ),
    "gitlab": Format(says="every breach, for Code Quality", module="gitlab", placed=True),
    "oscal": Format(
        says="assessment results 1.2.1, for programs of audit", module="oscal", placed=True
    ),
    "xlsx": Format(
        says="a working paper for auditors",
        module="xlsx",
        binary=True,
        noted=True,
        library="xlsxwriter",
        extra="xlsx",
    ),
}
"""Every format by the name that users type."""


def render(
    form: str, report: Report | CountedReport, *, base: str = "", notes: Notes | None = None
) -> Rendered:
    """
    Return *report* in the format *form*, the same bytes for the same report.

    Args:
        form: One of `FORMATS`.

        report: The report, or its numbers alone.

        base: Folder of the export, seen from where the program runs; put before the names of files
            by the formats that annotate them.

        notes: What people wrote into an earlier report, for the formats that carry it on.

    Raises:
        OutputError: The format has no room for numbers alone.
    """
    if isinstance(report, CountedReport):
        return render_counts(form, report)
    known = FORMATS[form]
    module = importlib.import_module(f"peercomply.report.{known.module}")
    function: Callable[..., Rendered] = getattr(module, known.function)
    if known.noted:
        return function(report, notes=notes)
    return function(report, base=base) if known.placed else function(report)

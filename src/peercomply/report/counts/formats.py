"""The formats of a report in numbers; one that is not here cannot be written at that level."""

from __future__ import annotations

import importlib
from collections.abc import Callable

from peercomply.errors import OutputError
from peercomply.findings.privacy.counted import CountedReport

FORMATS = {
    "table": ("table", "render"),
    "json": ("json", "render"),
    "csv": ("csv", "render"),
    "jsonl": ("jsonl", "render"),
    "markdown": ("markdown", "render"),
    "html": ("html", "render"),
    "sarif": ("sarif", "render"),
    "junit": ("junit", "render"),
    "github": ("github", "render"),
    "github-summary": ("github", "summary"),
    "gitlab": ("gitlab", "render"),
    "oscal": ("oscal", "render"),
    "xlsx": ("xlsx", "render"),
}
"""Module and function of each format."""


def render(form: str, report: CountedReport) -> str | bytes:
    """
    Return *report* in the format *form*, the same bytes for the same report.

    Raises:
        OutputError: The format has no room for numbers alone.
    """
    if form not in FORMATS:
        raise OutputError(
            f"{form} cannot be written with --privacy counts\n"
            f"  hint: choose one of {', '.join(FORMATS)}"
        )
    module, name = FORMATS[form]
    function: Callable[[CountedReport], str | bytes] = getattr(
        importlib.import_module(f"peercomply.report.counts.{module}"), name
    )
    return function(report)

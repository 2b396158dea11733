"""The formats of a forecast by the names that users type."""

from __future__ import annotations

import importlib
from collections.abc import Callable

from peercomply.findings.forecast import Forecast
from peercomply.report.formats import Format, Rendered

FORMATS = {
    "table": Format(says="day by day, for a terminal", module="table"),
    "csv": Format(says="one change a row, for a spreadsheet", module="csv"),
    "ics": Format(
        says="one event a change, for a calendar",
        module="ics",
        library="icalendar",
        extra="calendar",
    ),
    "json": Format(says="everything, for another program", module="json"),
}


def render(form: str, found: Forecast) -> Rendered:
    """Return *found* in the format *form*, the same bytes for the same forecast."""
    module = importlib.import_module(f"peercomply.report.forecast.{FORMATS[form].module}")
    function: Callable[[Forecast], Rendered] = module.render
    return function(found)

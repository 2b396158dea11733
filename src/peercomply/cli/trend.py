"""The options of `check` that judge past days, too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from peercomply.findings.trend import days_of_trend
from peercomply.records.durations import Duration, parse_duration

_Command = TypeVar("_Command", bound=Callable[..., Any])

USUAL = "P12M"
"""How far back a trend goes unless told otherwise; a number of ours: one year."""


def _length(_context: click.Context, _option: click.Parameter, text: str | None) -> Duration | None:
    if text is None:
        return None
    try:
        return parse_duration(text)
    except ValueError as error:
        why = f"{error}; write months or days, such as P1M, P3M or P7D"
        raise click.BadParameter(why) from error


_STEP = click.option(
    "--trend",
    "step",
    callback=_length,
    metavar="STEP",
    help="Judge the export on past days, too: P1M for the ends of months, P7D for weeks.",
)

_OVER = click.option(
    "--over",
    callback=_length,
    metavar="TIME",
    help=f"How far back --trend goes. Default: {USUAL}.",
)


def trend_options(command: _Command) -> _Command:
    """Add --trend and --over to *command*, as its parameters `step` and `over`."""
    return _STEP(_OVER(command))


def past_days(step: Duration | None, over: Duration | None, as_of: date) -> tuple[date, ...]:
    """
    Return the days of the trend that was asked for; none if none was.

    Raises:
        BadParameter: The two lengths make no trend; the text says why.
    """
    if step is None:
        if over is not None:
            raise click.BadParameter("it needs --trend STEP as well", param_hint="'--over'")
        return ()
    try:
        return days_of_trend(step, over or parse_duration(USUAL), as_of)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="'--trend'") from error

"""The engines by name; each is imported when somebody asks for it."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from peercomply.engines.outcomes import Judgement
from peercomply.errors import EngineUnavailableError
from peercomply.plan.plan import Plan
from peercomply.records.snapshot import Snapshot
from peercomply.rules.parameters import Parameter


class Evaluate(Protocol):
    """What an engine does; each of them has this function under the name `evaluate`."""

    def __call__(
        self,
        plans: Iterable[Plan],
        snapshot: Snapshot,
        *,
        as_of: date,
        parameters: Mapping[str, Parameter],
    ) -> tuple[Judgement, ...]:
        """Judge every record of *snapshot* by every plan, as on the day *as_of*."""
        ...


ENGINES: Mapping[str, str] = {
    "memory": "",
    "duckdb": "",
    "rete": "install it with pip install 'peercomply[rete]', on a Python below 3.13",
    "spark": "install Java 17 or later, and pip install 'peercomply[spark]'",
}
"""Each engine is a module of this package; what to do where it cannot be imported."""

LARGE = 25_000
"""Records from which on `auto` takes the database: below, compiling the rules costs more."""


def choose(name: str, records: int) -> str:
    """Return the engine that *name* stands for: `auto` goes by the number of *records*."""
    if name != "auto":
        return name
    return "duckdb" if records >= LARGE else "memory"


SECOND = ("rete", "memory")
"""Engines that give a second opinion, the one that shares least with others first."""


def load_engine(name: str) -> Evaluate:
    """
    Return what the engine *name* evaluates with.

    Raises:
        EngineUnavailableError: There is no such engine, or it cannot be imported here.
    """
    if name not in ENGINES:
        raise EngineUnavailableError(
            name, "there is no such engine", expected=f"one of {', '.join(ENGINES)}"
        )
    try:
        module = importlib.import_module(f"peercomply.engines.{name}")
    except ImportError as error:
        raise EngineUnavailableError(
            name, f"it cannot be imported: {error}", hint=ENGINES[name]
        ) from error
    evaluate: Evaluate = module.evaluate
    return evaluate


def second_engine(first: str) -> tuple[str, Evaluate]:
    """
    Return name and function of the engine that gives a second opinion on what *first* says.

    Raises:
        EngineUnavailableError: None but *first* can be used here.
    """
    problems = []
    for name in SECOND:
        if name == first:
            continue
        try:
            return name, load_engine(name)
        except EngineUnavailableError as error:
            problems.append(error)
    raise EngineUnavailableError(
        "cross-check",
        f"no second engine beside {first!r} is there: {problems[0].problem}",
        hint=problems[0].hint,
    )

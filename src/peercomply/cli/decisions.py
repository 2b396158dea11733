"""The options --waivers, --overrides and --baseline: what people decided before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import attrs
import click

from peercomply.findings.decisions.apply import waived
from peercomply.findings.decisions.baseline import (
    OldReport,
    compared,
    read_report,
    refuse_other_names,
)
from peercomply.findings.decisions.grade import graded
from peercomply.findings.decisions.load import load_waivers
from peercomply.findings.decisions.model import Override, Waiver
from peercomply.findings.decisions.overrides import load_overrides
from peercomply.findings.model import Report
from peercomply.findings.privacy.keyed import overrides_under_keys, under_keys
from peercomply.findings.privacy.pseudonyms import Pseudonyms
from peercomply.records.snapshot import Snapshot

F = TypeVar("F", bound=Callable[..., Any])


def decisions(command: F) -> F:
    """Give *command* the options --waivers, --overrides and --baseline."""
    path = click.Path(path_type=Path, dir_okay=False)
    command = click.option(
        "--baseline",
        type=path,
        metavar="FILE",
        help="Count only breaches that are new or worse next to this JSON report.",
    )(command)
    command = click.option(
        "--overrides",
        type=path,
        multiple=True,
        metavar="FILE",
        help="Ratings that people give to findings, as YAML or CSV; may be given several times.",
    )(command)
    return click.option(
        "--waivers",
        type=path,
        multiple=True,
        metavar="FILE",
        help="Decisions to live with breaches, as YAML or CSV; may be given several times.",
    )(command)


@attrs.frozen
class Decisions:
    """
    What people decided before.

    Attributes:
        waivers: The waivers, in the order of their files.

        overrides: The overrides of ratings, in the order of their files.

        old: The earlier report; None without one.

        baseline: Its file; None without one.

        names: Makes the pseudonyms under which they may name records; None without a key.
    """

    waivers: tuple[Waiver, ...]
    overrides: tuple[Override, ...]
    old: OldReport | None
    baseline: Path | None
    names: Pseudonyms | None = None

    @classmethod
    def read(
        cls,
        waivers: tuple[Path, ...],
        overrides: tuple[Path, ...],
        baseline: Path | None,
        names: Pseudonyms | None = None,
    ) -> Decisions:
        """
        Read the files, before anything is checked.

        Raises:
            ConfigError: A file of waivers or overrides is wrong.

            InputError: The baseline is no JSON report, or one with other pseudonyms.
        """
        found = tuple(one for path in waivers for one in load_waivers(path))
        rated = tuple(one for path in overrides for one in load_overrides(path))
        old = None if baseline is None else read_report(baseline)
        if old is not None and baseline is not None:
            refuse_other_names(old, baseline, names)
        return cls(found, rated, old, baseline, names)

    def applied(self, report: Report, snapshot: Snapshot) -> Report:
        """
        Return *report* with its breaches marked, and its findings rated as people decided.

        Raises:
            InputError: The baseline is of a later day.
        """
        waivers, overrides = self.waivers, self.overrides
        if self.names is not None:
            waivers = under_keys(waivers, report, snapshot, self.names)
            overrides = overrides_under_keys(overrides, report, snapshot, self.names)
        found = waived(report, waivers, snapshot) if waivers else report
        found = graded(found, overrides, snapshot) if overrides else found
        if self.old is None or self.baseline is None:
            return found
        return compared(found, self.old, self.baseline, self.names)

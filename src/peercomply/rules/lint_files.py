"""Lint of what stands beside the rules: case files, and the register of obligations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from peercomply.errors import Source, Span
from peercomply.rules.cases import Case
from peercomply.rules.files import CASES, SUFFIXES, PackFiles
from peercomply.rules.lint_codes import Lint, LintIssue
from peercomply.rules.rule import Pack


def lonely_cases(files: PackFiles) -> Iterator[LintIssue]:
    """Yield the case files beside which no rule file of the same name stands."""
    known = {source.path for source in files.sources}
    for source in files.cases:
        stem = source.path.removesuffix(CASES)
        if not any(f"{stem}{suffix}" in known for suffix in SUFFIXES):
            message = f"no rule file {stem.rpartition('/')[2]}.yml stands beside these cases"
            hint = "name the case file after the file of its rules"
            yield LintIssue(Lint.LONELY_CASES, message, Span(source, 0, 0), hint)


def repeated_names(cases: Iterable[Case]) -> Iterator[LintIssue]:
    """Yield the cases that have the name of an earlier case of the same rule."""
    first: dict[tuple[str, str], Case] = {}
    for case in cases:
        other = first.setdefault((case.rule, case.name), case)
        if other is not case:
            message = f"a second case of {case.rule} is named {case.name!r}"
            hint = f"say what makes them different; the first one is in {other.span}"
            yield LintIssue(Lint.REPEATED_NAME, message, case.span, hint, case.rule)


def unchecked(pack: Pack) -> list[LintIssue]:
    """Return, for each area of the register of *pack*, the obligations that no rule names."""
    named = {*pack.not_checkable, *(key for rule in pack.rules for key in rule.obligations)}
    areas: dict[str, list[str]] = {}
    for key in pack.obligations:
        areas.setdefault(key.rpartition("-")[0] or key, []).append(key)
    place = Span(Source(Path(pack.path).name, ""), 0, 0)
    found = []
    for area, keys in sorted(areas.items()):
        open_ones = sorted(key for key in keys if key not in named)
        if open_ones:
            message = (
                f"{area}: no rule names {len(open_ones)} of {len(keys)} obligations:"
                f" {', '.join(open_ones)}"
            )
            hint = "write a rule, or leave it to a self-assessment"
            found.append(LintIssue(Lint.UNCHECKED, message, place, hint))
    return found

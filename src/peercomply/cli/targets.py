"""The option --report FORMAT=FILE: files into which one run writes its report."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import attrs
import click

from peercomply.errors import did_you_mean
from peercomply.report.formats import FORMATS


@attrs.frozen
class Target:
    """
    A file of a report.

    Attributes:
        form: Name of its format.

        path: The file.
    """

    form: str
    path: Path


def target_of(text: str) -> Target:
    """
    Return the target that *text* names, such as csv=findings.csv.

    Raises:
        ValueError: It names none; the text of the error says why.
    """
    form, sign, name = text.partition("=")
    expected = f"expected FORMAT=FILE, with one of {', '.join(FORMATS)}"
    if not sign or name.strip() in ("", "-"):
        raise ValueError(f"{text!r} names no {'file' if form in FORMATS else 'format'}; {expected}")
    if form not in FORMATS:
        hint = did_you_mean(form, FORMATS)
        raise ValueError(f"there is no format {form!r}; {hint or expected}")
    return Target(form, Path(name))


def _parse(
    _context: click.Context, _option: click.Parameter, texts: tuple[str, ...]
) -> tuple[Target, ...]:
    try:
        return tuple(target_of(text) for text in texts)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


REPORTS = click.option(
    "--report",
    "reports",
    multiple=True,
    callback=_parse,
    metavar="FORMAT=FILE",
    help="Write the report to a file as well; may be given several times.",
)


def refuse_unwritable(form: str, output: Path | None) -> None:
    """
    Refuse the format *form* of the report itself where it cannot be written.

    Raises:
        BadParameter: A workbook would go to a terminal, or something is not installed.
    """
    if FORMATS[form].binary and output is None:
        hint = f"add --output FILE, or use --report {form}=FILE"
        raise click.BadParameter(f"{form} is no text; {hint}", param_hint="'--format'")
    if missing := FORMATS[form].missing:
        raise click.BadParameter(f"{form} is not installed; {missing}", param_hint="'--format'")


def refuse_clashes(targets: Iterable[Target], output: Path | None, export: str) -> None:
    """
    Refuse files that would be written twice, lie in the export, or cannot be written.

    Raises:
        BadParameter: One of *targets*, or *output*, is such a file; nothing was written.
    """
    seen = set() if output is None else {_same(output)}
    for target in targets:
        path, name = target.path, _same(target.path)
        if missing := FORMATS[target.form].missing:
            raise _refused(f"{target.form} is not installed; {missing}")
        if name in seen:
            raise _refused(f"{path} is written twice; give each report a file of its own")
        if not path.resolve().parent.is_dir() or path.is_dir():
            raise _refused(f"{path} cannot be written; name a file in a folder that exists")
        refuse_inside(path, export, "--report")
        seen.add(name)


def refuse_inside(path: Path, export: str, option: str) -> None:
    """
    Refuse to write a file into the export.

    Raises:
        BadParameter: *path* is the export, or lies in it.
    """
    if lies_in(path, export):
        why = f"{path} lies in the export, which it would change; name another folder"
        raise click.BadParameter(why, param_hint=f"'{option}'")


def refuse_continuing(
    previous: Path | None, form: str, output: Path | None, targets: Iterable[Target]
) -> None:
    """
    Refuse to carry on the workbook *previous* where none is written, or where it is written over.

    Raises:
        BadParameter: The text says which of the two; nothing was read.
    """
    if previous is None:
        return
    every = [*targets, *([] if output is None else [Target(form, output)])]
    if not any(FORMATS[one.form].noted for one in every):
        why = "it is carried into a workbook; add --report xlsx=FILE"
        raise click.BadParameter(why, param_hint="'--continue'")
    if any(_same(one.path) == _same(previous) for one in every):
        why = f"{previous} would be written over; give the new workbook a name of its own"
        raise click.BadParameter(why, param_hint="'--continue'")


def _refused(why: str) -> click.BadParameter:
    return click.BadParameter(why, param_hint="'--report'")


def _same(path: Path) -> str:
    return os.path.normcase(path.resolve())


def lies_in(path: Path, export: str) -> bool:
    """Whether the file *path* is the export, or lies in it."""
    return "://" not in export and path.resolve().is_relative_to(Path(export).resolve())

"""The options --manifest and --ledger: what a run leaves behind for those who audit it."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import attrs
import click

from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.export import CONFIG_FILE
from peercomply.cli.output import write
from peercomply.cli.targets import Target, refuse_inside
from peercomply.errors import OutputError
from peercomply.findings.model import Report
from peercomply.findings.privacy.counted import CountedReport
from peercomply.report.ledger import Ledger, entry_of, line_of, read_ledger
from peercomply.report.manifest import Run, Written, file_hash, manifest, sha256_of, text_of

F = TypeVar("F", bound=Callable[..., Any])

_PASSWORD = re.compile(r"(://[^:@/]*):[^@/]*@")

_LEFT_BEHIND = ("manifest", "ledger")
"""Options whose files say nothing about the result."""


def trail(command: F) -> F:
    """Give *command* the options --manifest and --ledger."""
    path = click.Path(path_type=Path, dir_okay=False)
    for name, says in (
        ("--ledger", "Append one entry about this run to a ledger: see `peercomply history`."),
        ("--manifest", "Write what `peercomply verify` needs to perform this run again."),
    ):
        command = click.option(name, type=path, metavar="FILE", help=says)(command)
    return command


@attrs.define
class Trail:
    """
    What one run leaves behind.

    Attributes:
        manifest: File of its manifest; None if none is written.

        ledger: File of the ledger; None if there is none.

        written: The reports that were written.
    """

    manifest: Path | None
    ledger: Path | None
    written: list[Written] = attrs.field(factory=list)

    def prepare(self, export: str, reports: Iterable[Path | None]) -> None:
        """
        Refuse what cannot be written, before anything is run.

        Raises:
            BadParameter: A file lies in the export, is one of *reports*, or its folder is not
                there.

            InputError: The ledger is broken.
        """
        taken = {path.resolve() for path in reports if path is not None}
        for name in _LEFT_BEHIND:
            path: Path | None = getattr(self, name)
            if path is None:
                continue
            refuse_inside(path, export, f"--{name}")
            if path.resolve() in taken:
                why = f"{path} is written twice; give each its own file"
                raise click.BadParameter(why, param_hint=f"'--{name}'")
            taken.add(path.resolve())
            if not path.resolve().parent.is_dir():
                why = f"{path} cannot be written; name a file in a folder that exists"
                raise click.BadParameter(why, param_hint=f"'--{name}'")
        if self.ledger is not None and self.ledger.exists():
            read_ledger(self.ledger)

    def note(self, form: str, path: Path | None, content: str | bytes) -> None:
        """Note that *content* was written in a format to a file, or to standard output."""
        self.written.append(Written(form, None if path is None else str(path), sha256_of(content)))

    def finish(self, report: Report | CountedReport, code: ExitCode) -> None:
        """
        Write the manifest, and append to the ledger.

        Raises:
            OutputError: One of them cannot be written.

            InputError: The ledger was broken meanwhile.
        """
        if self.manifest is None and self.ledger is None:
            return
        context = click.get_current_context()
        run = Run(
            command=words_of(context),
            folder=_seen_from(self.manifest),
            files=_files(context),
            exit_code=int(code),
            written=tuple(self.written),
        )
        found = manifest(report, run)
        if self.manifest is not None:
            write(text_of(found), self.manifest)
        if self.ledger is not None:
            with _alone(self.ledger):
                known = read_ledger(self.ledger) if self.ledger.exists() else Ledger()
                _append(self.ledger, line_of(entry_of(known, report, found, datetime.now(UTC))))


def words_of(context: click.Context) -> tuple[str, ...]:
    """Return the words of the command line, with every option that the configuration gave."""
    words = [context.info_name or ""]
    config = context.meta.get(CONFIG_FILE)
    if config is not None:
        words.append(f"--config={config}")
    for parameter in context.command.params:
        value = context.params.get(parameter.name or "")
        if parameter.name in _LEFT_BEHIND or value is None or value is False or value == ():
            continue
        values = value if isinstance(value, tuple) else (value,)
        if isinstance(parameter, click.Argument):
            words += [_PASSWORD.sub(r"\1:***@", str(one)) for one in values]
        elif value is True:
            words.append(parameter.opts[-1])
        else:
            words += [f"{parameter.opts[-1]}={_word(one)}" for one in values]
    return tuple(words)


def _word(value: Any) -> str:
    if isinstance(value, Target):
        return f"{value.form}={value.path}"
    return value.date().isoformat() if isinstance(value, datetime) else str(value)


def _files(context: click.Context) -> dict[str, str | None]:
    """Return the hash of each file that the run read besides the export and the packs."""
    config = context.meta.get(CONFIG_FILE)
    found = [] if config is None else [config]
    for parameter in context.command.params:
        value = context.params.get(parameter.name or "")
        if parameter.name in ("output", "redactions", "pseudonym_key", *_LEFT_BEHIND):
            continue
        values = value if isinstance(value, tuple) else (value,)
        found += [one for one in values if isinstance(one, Path)]
    return {str(path): file_hash(path) for path in found}


def _seen_from(manifest_file: Path | None) -> str:
    """Return where the program runs, seen from the folder of the manifest."""
    if manifest_file is None:
        return ""
    try:
        return Path(os.path.relpath(Path.cwd(), manifest_file.resolve().parent)).as_posix()
    except ValueError:  # another drive
        return Path.cwd().as_posix()


@contextlib.contextmanager
def _alone(ledger: Path) -> Iterator[None]:
    """Keep other runs from appending meanwhile."""
    lock = ledger.with_name(f"{ledger.name}.lock")
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
    except FileExistsError as error:
        raise OutputError(
            f"{ledger}: another run is writing to it, so this one is not in it\n"
            f"  hint: run again; if no other run is there, delete {lock}"
        ) from error
    except OSError as error:
        raise OutputError(
            f"{ledger}: cannot be written: {error.strerror}\n"
            "  hint: name a file in a folder that exists and that you may write to"
        ) from error
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _append(ledger: Path, line: bytes) -> None:
    try:
        with ledger.open("ab") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise OutputError(
            f"{ledger}: cannot be written: {error.strerror}\n"
            "  hint: name a file that you may write to"
        ) from error

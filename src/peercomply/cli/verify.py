"""The command `verify`: a run performed again, and compared byte by byte."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from peercomply.cli.check import command as check
from peercomply.cli.exit_codes import ExitCode
from peercomply.errors import InputError
from peercomply.report.manifest import (
    Compared,
    compared,
    file_hash,
    other_versions,
    read_manifest,
)
from peercomply.report.plain import plain

_SHOWN = 5


@click.command("verify")
@click.argument("manifest", metavar="MANIFEST", type=click.Path(path_type=Path))
@click.option(
    "--export",
    "elsewhere",
    metavar="EXPORT",
    help="Where the export is now; needed for a database whose URL holds a password.",
)
@click.option(
    "--pseudonym-key",
    "key",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where the secret key of the run's pseudonyms is now.",
)
def command(*, manifest: Path, elsewhere: str | None, key: Path | None) -> ExitCode:
    """
    Perform the run of MANIFEST again and compare every byte.

    MANIFEST is what `peercomply check --manifest FILE` wrote. The export, the packs and the
    reports are looked for where they were, seen from the manifest. Nothing is written over.

    \b
    Examples:
      peercomply check exports/ --report csv=findings.csv --manifest run.json
      peercomply verify run.json
      peercomply verify run.json --pseudonym-key pseudonyms.key
    """
    before = read_manifest(manifest)
    with tempfile.TemporaryDirectory(prefix="peercomply-") as folder:
        again = Path(folder).resolve() / "manifest.json"
        words = _words(before["command"], Path(folder).resolve(), elsewhere, key)
        with _folder_of(manifest, before["folder"]):
            on_disk = _on_disk(before["outputs"])
            check.main(
                args=[*words, f"--manifest={again}"], prog_name="check", standalone_mode=False
            )
        after = read_manifest(again)
    parts = (*compared(before, after), on_disk)
    same = not any(part.differing for part in parts)
    click.echo("\n".join(_lines(before, after, parts, same=same)))
    return ExitCode.CLEAN if same else ExitCode.FINDINGS


def _words(
    words: Sequence[str], folder: Path, elsewhere: str | None, key: Path | None
) -> list[str]:
    """Return the arguments of the check, with every report going to *folder*."""
    found = []
    exports = iter([elsewhere] if elsewhere is not None else [])
    outputs = 0
    for word in words[1:]:
        if word.startswith("--report="):
            form = word.split("=")[1]
            found.append(f"--report={form}={folder / f'{outputs}'}")
            outputs += 1
        elif word.startswith("--redactions="):
            found.append(f"--redactions={folder / 'redactions'}")
        elif word.startswith("--pseudonym-key=") and key is not None:
            found.append(f"--pseudonym-key={key.resolve()}")
        elif not word.startswith("-"):
            found.append(next(exports, word))
        elif not word.startswith("--output="):
            found.append(word)
    return [*found, f"--output={folder / 'output'}"]


@contextlib.contextmanager
def _folder_of(manifest: Path, folder: str) -> Iterator[None]:
    """Go where the run was."""
    place = manifest.resolve().parent / folder
    try:
        there = contextlib.chdir(place)
        there.__enter__()
    except OSError as error:
        problem = f"names a folder that is not there: {folder}"
        hint = "put the manifest where it was written"
        raise InputError(str(manifest), problem, hint=hint) from error
    try:
        yield
    finally:
        there.__exit__(None, None, None)


def _on_disk(outputs: Sequence[Mapping[str, Any]]) -> Compared:
    """Return which of the files that the run wrote are no longer what they were."""
    files = [one for one in outputs if one["path"] is not None]
    differing = []
    for one in files:
        found = file_hash(Path(one["path"]))
        if found != one["sha256"]:
            differing.append(f"{one['path']} {'is gone' if found is None else 'was changed'}")
    return Compared("files written then", len(files), tuple(differing))


def _lines(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    parts: Sequence[Compared],
    *,
    same: bool,
) -> Iterator[str]:
    yield plain(f"The run as of {before['as_of']}, performed again:")
    for part in parts:
        if not part.total and not part.differing:
            continue
        kept = max(part.total - len(part.differing), 0)
        yield f"  {part.part + ':':<21} {kept} of {part.total} the same"
        for word in part.differing[:_SHOWN]:
            yield plain(f"    {word}")
        if (more := len(part.differing) - _SHOWN) > 0:
            yield f"    and {more} more"
    for word in other_versions(before, after):
        yield plain(f"  note: {word}")
    yield "Verified: every byte is the same." if same else "Not the same: see above."

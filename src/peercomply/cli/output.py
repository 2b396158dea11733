"""Writes a report to the terminal or to a file."""

from __future__ import annotations

import os
from pathlib import Path

import click

from peercomply.errors import OutputError


def write(text: str | bytes, output: Path | None, *, private: bool = False) -> None:
    """
    Write *text* to the file *output*, or to standard output if that is None.

    Args:
        text: What is written.

        output: The file; one that is there is written over.

        private: Nobody but the owner may read the file, as far as the system can see to that.

    Raises:
        OutputError: The file cannot be written.
    """
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        if private and (output.is_file() or not output.exists()):
            output.unlink(missing_ok=True)
            os.close(os.open(output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        known = text.encode(errors="backslashreplace") if isinstance(text, str) else text
        output.write_bytes(known)
    except OSError as error:
        raise OutputError(
            f"{output}: cannot be written: {error.strerror}\n"
            "  hint: name a file in a folder that exists and that you may write to"
        ) from error

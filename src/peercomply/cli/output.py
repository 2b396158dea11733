"""Writes a report to the terminal or to a file."""

from __future__ import annotations

from pathlib import Path

import click

from peercomply.errors import OutputError


def write(text: str, output: Path | None) -> None:
    """
    Write *text* to the file *output*, or to standard output if that is None.

    Raises:
        OutputError: The file cannot be written.
    """
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(
            f"{output}: cannot be written: {error.strerror}\n"
            "  hint: name a file in a folder that exists and that you may write to"
        ) from error

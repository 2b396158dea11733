"""The command line; each command is a module of its own and is imported when it is called."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

import click

from peercomply.cli.exit_codes import ExitCode
from peercomply.cli.lazy import LazyGroup
from peercomply.errors import (
    AnswersError,
    EngineError,
    InputError,
    PeercomplyError,
    RuleFileError,
    SchemaError,
)

_COMMANDS = {
    "attest": "Answer the questions of the self-assessment on paper.",
    "check": "Check an export and print ranked findings.",
    "data": "Say what became of an export, without any rule.",
    "verify": "Perform a run again and compare every byte.",
    "history": "List the runs of a ledger.",
    "explain": "Say what a rule asks for, or why it says what it says of a record.",
    "forecast": "Say on which day outcomes will change if nothing is recorded.",
    "init": "Propose how an export is read that is not in our shape.",
    "schema": "Print the JSON Schema of a kind of file.",
    "waivers": "Keep decisions to live with breaches.",
    "diff": "Compare two JSON reports.",
    "rules": "List, show, test and question rules.",
}


_COLLECTED = (50_000, 20, 20)
"""When Python looks for circles of objects: seldom, because a pack and its records stay anyway."""


@click.group(
    cls=LazyGroup,
    home=__name__,
    table=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="peercomply")
def cli() -> None:
    """
    Check the records of a peer support service against rules.

    \b
    Example:
      peercomply check exports/ --as-of 2026-11-22
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and leave with its exit code; no traceback ever reaches the user."""
    gc.set_threshold(*_COLLECTED)
    sys.exit(int(run(arguments)))


def run(arguments: Sequence[str] | None = None) -> ExitCode:
    """Run the program with *arguments* and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = cli.main(args=arguments, prog_name="peercomply", standalone_mode=False)
        return code if isinstance(code, ExitCode) else ExitCode.CLEAN
    except click.exceptions.Abort:
        click.echo("stopped", err=True)
        return ExitCode.USAGE
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except PeercomplyError as error:
        click.echo(f"peercomply: {error}", err=True)
        return _code_of(error)
    except Exception as error:  # noqa: BLE001 - the last resort: a user gets no traceback
        click.echo(_internal(error), err=True)
        return ExitCode.INTERNAL


def _code_of(error: PeercomplyError) -> ExitCode:
    if isinstance(error, RuleFileError | SchemaError):
        return ExitCode.RULES
    if isinstance(error, EngineError):
        return ExitCode.INTERNAL
    return ExitCode.INPUT if isinstance(error, InputError | AnswersError) else ExitCode.USAGE


def _internal(error: Exception) -> str:
    """Say where it happened and what kind of error it is; its text may hold records."""
    place = "an unknown place"
    trace = error.__traceback__
    while trace is not None:
        place = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
        trace = trace.tb_next
    return (
        f"peercomply: internal error: {type(error).__name__} in {place}\n"
        "  nothing above may be relied on\n"
        "  hint: please report this line, the version and what you ran; it holds no records"
    )

"""The options of privacy: how much of the records a command shows, and to whom."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import attrs
import click

from peercomply.cli.output import write
from peercomply.cli.targets import Target, lies_in, refuse_inside
from peercomply.errors import InputError
from peercomply.findings.model import Report
from peercomply.findings.privacy.counted import CountedReport, counted
from peercomply.findings.privacy.identified import identified
from peercomply.findings.privacy.keyed import pseudonymised
from peercomply.findings.privacy.level import LEVELS, PrivacyLevel
from peercomply.findings.privacy.pseudonyms import SHORTEST_KEY, Pseudonyms
from peercomply.findings.privacy.redactions import redactions_of
from peercomply.records.snapshot import Snapshot
from peercomply.report.redactions import render

F = TypeVar("F", bound=Callable[..., Any])

_HINT = "make one with: openssl rand -out pseudonyms.key 32"


def privacy_options(command: F) -> F:
    """Give *command* the options --privacy, --pseudonym-key and --redactions."""
    command = click.option(
        "--redactions",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Write as JSON which fields and numbers the report withholds, and why.",
    )(command)
    return privacy_level(pseudonym_key(command))


def privacy_level(command: F) -> F:
    """Give *command* the option --privacy."""
    return click.option(
        "--privacy",
        "level",
        type=click.Choice(LEVELS),
        default=PrivacyLevel.KEYS.value,
        show_default=True,
        help="What is shown: numbers alone, record keys, or names, too, and then only in files.",
    )(command)


def pseudonym_key(command: F) -> F:
    """Give *command* the option --pseudonym-key."""
    return click.option(
        "--pseudonym-key",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help=f"Show pseudonyms for record keys, made with the {SHORTEST_KEY} secret bytes in FILE.",
    )(command)


def read_key(path: Path | None) -> Pseudonyms | None:
    """
    Return the pseudonyms that the secret in the file *path* makes; warn if others may read it.

    Raises:
        InputError: It cannot be read, or could be guessed.
    """
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            secret, mode = file.read(), os.fstat(file.fileno()).st_mode
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}", hint=_HINT) from None
    try:
        names = Pseudonyms(secret)
    except ValueError as error:
        raise InputError(str(path), f"is no secret key: {error}", hint=_HINT) from None
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        hint = f"keep it to yourself with: chmod 600 {path}"
        click.echo(f"peercomply: others may read the secret key {path}; {hint}", err=True)
    return names


@attrs.frozen
class Shield:
    """
    What a check does to its report before anybody sees it.

    Attributes:
        level: The level of privacy.

        names: Makes pseudonyms; None to show record keys.

        redactions: File for what was withheld; None if none is written.

        key: File of the secret of *names*; None without one.
    """

    level: PrivacyLevel
    names: Pseudonyms | None
    redactions: Path | None
    key: Path | None

    @classmethod
    def read(cls, level: str, key: Path | None, redactions: Path | None) -> Shield:
        """
        Return the shield that the options ask for.

        Raises:
            InputError: The file of the key is no secret.

            BadParameter: Names would be shown beside pseudonyms, or numbers need no key.
        """
        chosen = PrivacyLevel(level)
        if key is not None and chosen is not PrivacyLevel.KEYS:
            why = f"--privacy {level} shows {'names' if chosen.names_people else 'no keys'}"
            raise click.BadParameter(f"{why}; leave one of the two out", param_hint=_KEY)
        return cls(chosen, read_key(key), redactions, key)

    @property
    def private(self) -> bool:
        """Whether only the owner may read what is written."""
        return self.level.names_people

    def refuse_keys(self, folder: str) -> None:
        """
        Refuse the *folder* into which a cluster would write record keys, if they may not be shown.

        Raises:
            BadParameter: The report shows numbers alone, or pseudonyms.
        """
        if folder and (self.names is not None or self.level is PrivacyLevel.COUNTS):
            why = f"the cluster would write record keys to {folder}; name a file for the report"
            raise click.BadParameter(why, param_hint="'--output'")

    def refuse(
        self, export: str, output: Path | None, reports: Iterable[Target], previous: Path | None
    ) -> None:
        """
        Refuse what the level does not allow, before anything is run.

        Raises:
            BadParameter: Names would go to a terminal, notes of people into numbers, the secret
                lies in the export, or the file of redactions would, or in a report, or no folder.
        """
        if self.key is not None and lies_in(self.key, export):
            why = f"{self.key} lies in the export, and would go wherever that goes; move it"
            raise click.BadParameter(why, param_hint=_KEY)
        if self.private and output is None:
            why = "identified shows names, and never on a terminal; add --output FILE"
            raise click.BadParameter(why, param_hint="'--privacy'")
        if self.level is PrivacyLevel.COUNTS and previous is not None:
            why = "what people wrote about findings has no place in numbers alone; leave it out"
            raise click.BadParameter(why, param_hint="'--continue'")
        if self.redactions is None:
            return
        refuse_inside(self.redactions, export, "--redactions")
        taken = {one.path.resolve() for one in reports} | ({output.resolve()} if output else set())
        if self.redactions.resolve() in taken:
            why = f"{self.redactions} is written twice; give it a file of its own"
            raise click.BadParameter(why, param_hint="'--redactions'")
        if not self.redactions.resolve().parent.is_dir():
            why = f"{self.redactions} cannot be written; name a file in a folder that exists"
            raise click.BadParameter(why, param_hint="'--redactions'")

    def applied(self, report: Report, snapshot: Snapshot) -> Report | CountedReport:
        """Return *report* as it may be shown; every format is made from that and nothing else."""
        match self.level:
            case PrivacyLevel.COUNTS:
                return counted(report)
            case PrivacyLevel.IDENTIFIED:
                return identified(report, snapshot)
        return report if self.names is None else pseudonymised(report, self.names)

    def account(self, full: Report, written: Report | CountedReport) -> str | None:
        """Write what was withheld, if that was asked for, and return it."""
        if self.redactions is None:
            return None
        text = render(redactions_of(full, written))
        write(text, self.redactions)
        return text


_KEY = "'--pseudonym-key'"


def shield_of_records(level: str, key: Path | None, *, output: Path | None, instead: str) -> Shield:
    """
    Return the shield of a command that speaks of single records.

    Raises:
        InputError: The file of the key is no secret.

        BadParameter: Numbers alone were asked for, of which it has none, or names for a terminal.
    """
    if PrivacyLevel(level) is PrivacyLevel.COUNTS:
        why = "counts has no room for what is said of single records; use check --privacy counts"
        raise click.BadParameter(why, param_hint="'--privacy'")
    found = Shield.read(level, key, None)
    if found.private and output is None:
        why = f"identified shows names, and never on a terminal; {instead}"
        raise click.BadParameter(why, param_hint="'--privacy'")
    return found

"""What the exit code of the program says; the documentation is made from this."""

from __future__ import annotations

import enum


class ExitCode(enum.IntEnum):
    """Exit code of every command."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    RULES = 3
    INPUT = 4
    UNKNOWN = 5
    INTERNAL = 70

    @property
    def meaning(self) -> str:
        """What the code says, in one sentence."""
        return _MEANINGS[self]


_MEANINGS = {
    ExitCode.CLEAN: "No finding at or above the gate; nothing to look at in the rules.",
    ExitCode.FINDINGS: "Findings at or above the gate; failed cases, rules to look at, or a run"
    " that was not the same when it was performed again.",
    ExitCode.USAGE: "The command line or the configuration is wrong, or a file cannot be written.",
    ExitCode.RULES: "Rule files have problems; nothing was checked.",
    ExitCode.INPUT: "The export, or one of its files, cannot be read or is not valid.",
    ExitCode.UNKNOWN: "More is unknown than allowed, or rules judged nothing.",
    ExitCode.INTERNAL: "An internal error, or engines that disagree; nothing may be relied on.",
}

_PRECEDENCE = (
    ExitCode.INTERNAL,
    ExitCode.INPUT,
    ExitCode.RULES,
    ExitCode.USAGE,
    ExitCode.FINDINGS,
    ExitCode.UNKNOWN,
    ExitCode.CLEAN,
)


def strongest(*codes: ExitCode) -> ExitCode:
    """Return the code that wins where several apply."""
    return min(codes, key=_PRECEDENCE.index, default=ExitCode.CLEAN)

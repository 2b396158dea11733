"""How the reading of one expression ends when something is wrong with it."""

from __future__ import annotations

from peercomply.documents.codes import Code
from peercomply.errors import Problem, Span


class Refused(Exception):  # noqa: N818
    """Ends the reading of one expression; carries the problem that was met."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.message)


def refused(code: Code, message: str, span: Span, *, expected: str = "", hint: str = "") -> Refused:
    """Return what ends the reading of an expression with a new problem."""
    problem = Problem(code=code.value, message=message, span=span, expected=expected, hint=hint)
    return Refused(problem)

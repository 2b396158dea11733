"""What SQL cannot say yet."""

from __future__ import annotations


class Unsupported(Exception):  # noqa: N818 - it never leaves the engine
    """
    A rule uses something that the SQL of this engine cannot say.

    Attributes:
        what: The thing, in words.
    """

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what)

"""The levels of privacy, and what was done to a report."""

from __future__ import annotations

import enum

import attrs


class PrivacyLevel(enum.Enum):
    """How much of the records a report shows, from the least to the most."""

    COUNTS = "counts"
    KEYS = "keys"
    IDENTIFIED = "identified"

    @property
    def names_people(self) -> bool:
        """Whether people's names and values are shown, so that only files may hold them."""
        return self is PrivacyLevel.IDENTIFIED


LEVELS = tuple(level.value for level in PrivacyLevel)
"""The levels as users type them."""


@attrs.frozen(kw_only=True)
class PrivacyUsed:
    """
    What was done to a report before it was written.

    Attributes:
        level: Its level.

        pseudonyms: Fingerprint of the key from which its pseudonyms were made; None without one.
    """

    level: PrivacyLevel
    pseudonyms: str | None = None

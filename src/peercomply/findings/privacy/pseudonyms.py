"""
Pseudonyms: names for records that only the holder of a secret key can lead back to them.

A pseudonym is an HMAC-SHA256 of the record's key, so it is the same in every run and on every
machine with the same secret, and trying out all likely keys does not help without it.
"""

from __future__ import annotations

import hashlib
import hmac

import attrs

from peercomply.engines.mentions import HOMES
from peercomply.engines.outcomes import Parts
from peercomply.records.provenance import RecordKey

LENGTH = 16
"""
Hexadecimal digits of a pseudonym: 64 bits.

Two of a million records then share one with a chance of 1 in 37 million; with 12 digits it would be
1 in 560, and a pseudonym that two people share joins their findings. The number is ours.
"""

SHORTEST_KEY = 32
"""Bytes of a secret key at least: as many as the hash has (RFC 2104, section 3)."""

FEWEST_BYTES = 8
"""Different bytes of a secret key at least. The number is ours: it keeps out a file of zeros."""

PREFIX = "p-"
"""Begins every pseudonym, so that none is taken for a key."""


@attrs.frozen
class Pseudonyms:
    """
    Makes pseudonyms with one secret key, which is never shown.

    Raises:
        ValueError: The secret is too short or too plain; the text says what was expected.
    """

    _secret: bytes = attrs.field(repr=False)

    def __attrs_post_init__(self) -> None:
        """Refuse a secret that could be guessed."""
        if len(self._secret) < SHORTEST_KEY:
            message = f"it has {len(self._secret)} bytes; expected at least {SHORTEST_KEY}"
            raise ValueError(message)
        if len(set(self._secret)) < FEWEST_BYTES:
            message = "it repeats a few bytes; expected random ones"
            raise ValueError(message)

    @property
    def fingerprint(self) -> str:
        """Names the secret without telling it: the same for the same secret."""
        return self._hash("fingerprint", "")

    def key(self, key: str) -> str:
        """
        Return the pseudonym of a record's *key*.

        It does not depend on the record type, for a reference does not always say of which type the
        record is that it names.
        """
        return PREFIX + self._hash("record", key)

    def record(self, record: RecordKey) -> RecordKey:
        """Return *record* under its pseudonym; programs and organisations keep their keys."""
        return record if record.type in HOMES else attrs.evolve(record, id=self.key(record.id))

    def identity(self, identity: str) -> str:
        """Return what stands for the id of a breach, from which its record could be guessed."""
        return self._hash("identity", identity)

    def text(self, parts: Parts) -> str:
        """Return a text with pseudonyms where keys stand."""
        return "".join(part if isinstance(part, str) else self.key(part.id) for part in parts)

    def _hash(self, purpose: str, text: str) -> str:
        told = f"peercomply {purpose}\x1f{text}".encode(errors="surrogatepass")
        return hmac.new(self._secret, told, hashlib.sha256).hexdigest()[:LENGTH]

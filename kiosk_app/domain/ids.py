"""Identifiers: the service's Stamp IDX, our references, customer ids, and the API key.

A Stamp IDX is opaque: the vendor's "Stamp Creation API" answers an integer in one version of its
document and a string in another, so the type it came with is kept everywhere.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from random import SystemRandom

StampIdx = int | str

MAX_STAMP_IDX = 2**63 - 1
_TEXT_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")

# No 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V: read aloud or off a screen, none is taken for another.
REFERENCE_LETTERS = "ACDEFGHJKMNPQRTVWXY34679"
REFERENCE_LENGTH = 8

MAX_KEY_UTF16_UNITS = 1280  # Windows Credential Locker: CRED_MAX_CREDENTIAL_BLOB_SIZE is 2,560 bytes


def stamp_idx_from_wire(value: object) -> StampIdx | None:
    """The Stamp IDX in an answer, or None where it is not one we would put into a link."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if 0 < value <= MAX_STAMP_IDX else None
    if isinstance(value, str):
        return value if _TEXT_ID.fullmatch(value) else None
    return None


def stamp_idx_from_text(text: str) -> StampIdx | None:
    """The Stamp IDX a person typed or scanned: digits only means a number."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        return stamp_idx_from_wire(int(text)) if len(text) <= 19 else None
    return stamp_idx_from_wire(text)


def new_reference() -> str:
    """The eight characters that end a stamp's memo and name one entry to people."""
    chance = SystemRandom()
    return "".join(chance.choice(REFERENCE_LETTERS) for _ in range(REFERENCE_LENGTH))


def new_id() -> str:
    """A random id that says nothing about whom or what it names (customers, folders, owners, intents)."""
    return os.urandom(10).hex()


@dataclass(frozen=True, slots=True)
class ApiKey:
    """The account's API key. It shows itself to nobody who does not ask for it by name."""

    _value: str = field(repr=False)

    @classmethod
    def from_text(cls, text: str) -> ApiKey | None:
        """The key in what a person pasted, or None: empty, too long, or not printable ASCII in one piece."""
        text = text.strip()
        fits = 0 < len(text) <= MAX_KEY_UTF16_UNITS and text.isascii() and text.isprintable() and " " not in text
        return cls(text) if fits else None

    def reveal(self) -> str:
        """The key in clear, for the Authorization header and the keyring alone."""
        return self._value

    def __repr__(self) -> str:
        return "ApiKey(…)"

    __str__ = __repr__

    def __format__(self, _spec: str) -> str:
        return repr(self)

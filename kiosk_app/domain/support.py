"""A support file as a value: the texts it is made of, as they will stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class About(Enum):
    """What a text tells of."""

    PROGRAM = "program"
    DOCTOR = "doctor"
    SETTINGS = "settings"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class Part:
    """One text, by its name in the file."""

    name: str
    about: About
    text: str

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.text.encode())

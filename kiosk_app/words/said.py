"""What is said of a trouble: what happened, then what to do. Kept apart, since JSON tells them apart."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """``advice`` may be empty where there is nothing to do."""

    what: str
    advice: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.what, self.advice)))

    def filled(self, **places: object) -> Said:
        """The same with its places filled. What is put in is never read for places again."""
        return Said(self.what.format(**places), self.advice.format(**places))

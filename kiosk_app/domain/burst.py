"""Told apart: the keys of a scanner and those of a person, by what only a machine does.

A scanner is a keyboard that types a key every few milliseconds and lets go of each before the next. It knows no
keyboard and no clock: it is given what was pressed and when.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

LEAST_CHARS = 6  # a person types two or three keys in a row so fast, never six
PER_KEY_MS = 30
_SCHEME = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pace:
    """What a scanner is known by: milliseconds a key at most, and the text it was set to begin with, or none."""

    per_key_ms: float = PER_KEY_MS
    prefix: str = ""

    def goes_on(self, since_ms: float) -> bool:
        """Whether a key that came so long after another can be of the same scan; never one that came before it."""
        return 0 <= since_ms <= self.per_key_ms


@dataclass(frozen=True, slots=True)
class Stroke:
    """One press: what it types (nothing, for keys that do not), and how long it was held; endless: it still is.

    ``overlaps``: the next key was pressed before this one was let go.
    """

    text: str
    held_ms: float = inf
    overlaps: bool = False


@dataclass(frozen=True, slots=True)
class Burst:
    """What a scanner typed, without its prefix, and which of the strokes a person typed meanwhile."""

    text: str
    by_hand: frozenset[int]


def burst_of(strokes: Sequence[Stroke], pace: Pace) -> Burst | None:
    """The scan in a run of strokes, each of which followed the one before fast enough; None: a person typed."""
    by_hand = _lingering(strokes, pace)
    typed = [(at, char) for at, stroke in enumerate(strokes) if at not in by_hand for char in stroke.text]
    text = "".join(char for _, char in typed)
    starts_at, code_at = _begins(text, pace)
    code = text[code_at:]
    has_prefix = code_at > starts_at
    if not code or (len(code) < LEAST_CHARS and not has_prefix):
        return None
    before = {at for at, _ in typed[:starts_at]} - {at for at, _ in typed[starts_at:]}
    return Burst(code, frozenset(by_hand | before))


def _begins(text: str, pace: Pace) -> tuple[int, int]:
    """Where the scanner began to type, and where its code begins: nothing stands before a prefix or a link."""
    if pace.prefix and (at := text.find(pace.prefix)) >= 0:
        return at, at + len(pace.prefix)
    if found := _SCHEME.search(text):
        return found.start(), found.start()
    return 0, 0


def _lingering(strokes: Sequence[Stroke], pace: Pace) -> set[int]:
    """Keys that a finger was still on when the next came, and for longer than a scanner takes for a key.

    Where that holds for many, it is how this scanner types, and tells nothing.
    """
    found = {at for at, stroke in enumerate(strokes) if stroke.overlaps and stroke.held_ms > pace.per_key_ms}
    return found if 3 * len(found) <= len(strokes) else set()

"""Chance that never changes: numbers drawn from a hash of what they are for, the same on every machine and day."""

from __future__ import annotations

import hashlib
import math
import struct
from collections.abc import Iterator


class Dice:
    """Throws for one mark. ``purpose`` keeps streams apart, so that more of one kind does not shift another."""

    def __init__(self, stamp_id: str, place: int, purpose: str, throws: int) -> None:
        seed = hashlib.shake_256(f"{purpose}\n{place}\n{stamp_id}".encode()).digest(2 * throws)
        self._numbers: Iterator[int] = iter(struct.unpack(f"<{throws}H", seed))

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * next(self._numbers) / 0xFFFF

    def angle(self) -> float:
        """Radians, all round."""
        return self.between(0, math.tau)

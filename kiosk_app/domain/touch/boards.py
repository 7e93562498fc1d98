"""Which keys stand where: rows of letters or signs with what every keyboard has round them, and a pad for numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from kiosk_app.domain.touch.layouts import Layout


class Act(Enum):
    """What a key does that types nothing by itself. ``ON``: to the next field, or Enter; ``AWAY``: the keyboard goes.

    ``OTHER``: from the letters to the signs or to the pad, and back.
    """

    SHIFT = auto()
    BACK = auto()
    OTHER = auto()
    TONGUE = auto()
    SPACE = auto()
    ON = auto()
    AWAY = auto()


class Kind(Enum):
    """What a field takes: any text, a name, text in Latin letters (an e-mail, a key), or digits on a pad."""

    TEXT = auto()
    NAME = auto()
    LATIN = auto()
    PHONE = auto()
    NUMBER = auto()
    DATE = auto()

    @property
    def has_pad(self) -> bool:
        return self in _BELOW_DIGITS


@dataclass(frozen=True, slots=True)
class Key:
    """``does``: the letter it types, what it does instead, or None: a gap. ``units``: how wide, in letters."""

    does: str | Act | None
    units: float = 1


Board = tuple[tuple[Key, ...], ...]

_BELOW_DIGITS = {Kind.PHONE: "+0-", Kind.NUMBER: " 0 ", Kind.DATE: "-0 "}
_DIGITS = tuple(map(Key, "1234567890"))
_PAD_ACTS = (Act.BACK, Act.OTHER, Act.ON, Act.AWAY)


def board_of(layout: Layout, *, has_digits: bool) -> Board:
    """Letters, or signs. ``has_digits``: with a row of them on top."""
    first, second, third = (tuple(map(Key, row)) for row in layout.rows)
    longest = max(len(first), len(second))
    side = (longest - len(third)) / 2
    ends = max(1.0, side)
    rows = (
        _centred(first, longest),
        _centred(second, longest),
        (Key(Act.SHIFT, ends), *third, Key(Act.BACK, ends)),
        (
            *(Key(Act.OTHER, 1.5), Key(Act.TONGUE, 1.25), Key("@"), Key(Act.SPACE, 3)),
            *(Key("."), Key(Act.ON, 1.75), Key(Act.AWAY, 1.25)),
        ),
    )
    return (_DIGITS, *rows) if has_digits else rows


def pad_of(kind: Kind) -> Board:
    """Digits as a phone has them; what to do beside them."""
    rows = ("123", "456", "789", _BELOW_DIGITS[kind])
    return tuple(
        (*(Key(None if does == " " else does) for does in row), Key(act))
        for row, act in zip(rows, _PAD_ACTS, strict=True)
    )


def _centred(row: tuple[Key, ...], longest: int) -> tuple[Key, ...]:
    gap = (longest - len(row)) / 2
    return (Key(None, gap), *row, Key(None, gap)) if gap else row

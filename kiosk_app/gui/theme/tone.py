"""What a colour says: done, waiting, refused, or nothing in particular. Always beside an icon or words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from kiosk_app.gui.theme.palette import Palette


class Tone(Enum):
    NEUTRAL = auto()
    TINT = auto()
    OK = auto()
    WAIT = auto()
    HINT = auto()
    REFUSED = auto()
    PRACTICE = auto()


@dataclass(frozen=True, slots=True)
class ToneColors:
    """A quiet fill with its text and border, and a strong disc with what stands on it."""

    fill: str
    text: str
    line: str
    disc: str
    on_disc: str


def tone_colors(palette: Palette, tone: Tone) -> ToneColors:
    p = palette
    match tone:
        case Tone.NEUTRAL:
            return ToneColors(p.sunken, p.ink_2, p.line, p.sunken, p.ink_2)
        case Tone.TINT:
            return ToneColors(p.tint, p.on_tint, p.line, p.tint, p.mark)
        case Tone.OK:
            return ToneColors(p.ok_tint, p.on_ok_tint, p.ok_tint, p.ok, p.on_ok)
        case Tone.WAIT:
            return ToneColors(p.wait_tint, p.on_wait, p.hint_line, p.wait, p.on_wait_dot)
        case Tone.HINT:
            return ToneColors(p.hint, p.on_wait, p.hint_line, p.wait_tint, p.on_wait)
        case Tone.REFUSED:
            return ToneColors(p.surface, p.ink_2, p.line, p.ink, p.surface)
        case Tone.PRACTICE:
            return ToneColors(p.practice, p.on_practice, p.practice, p.on_practice, p.practice)

"""The shop's own accent: one colour in, every colour that carries it out, always readable.

The hue stays. Only lightness moves, until the contrasts hold; hues that mean "done" or "waiting" are not free.
"""

from __future__ import annotations

import colorsys
from collections.abc import Callable
from enum import Enum

from kiosk_app.gui.theme.contrast import contrast
from kiosk_app.gui.theme.palette import Palette

SEEN_CHROMA = 0.1  # a hue with less is not seen, so it cannot be mistaken for a state
FAINT = 0.15  # and stays as faint when it is made lighter
TAKEN_HUES = ((22, 60), (152, 192))  # degrees: amber waits, teal is done
LEVELS = [level / 255 for level in range(256)]

Test = Callable[[str], bool]


class Accent(Enum):
    """The ready-made ones, checked by eye as well. Practice wears INK."""

    VERMILION = "#AB2410"
    INDIGO = "#3443A8"
    FOREST = "#1C6134"
    PLUM = "#86306F"
    COBALT = "#105A94"
    INK = "#3A342C"


def accented(palette: Palette, accent: str) -> Palette:
    """The palette with this "#RRGGBB" as the shop's accent; the palettes themselves are drawn for vermilion."""
    if accent.upper() == Accent.VERMILION.value:
        return palette
    red, green, blue = (int(accent[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    if max(red, green, blue) - min(red, green, blue) < SEEN_CHROMA:
        saturation = min(saturation, FAINT)
    else:
        hue = _free(hue)
    return (_dark if palette.is_dark else _light)(palette, hue, lightness, saturation)


def _light(palette: Palette, hue: float, lightness: float, saturation: float) -> Palette:
    action = _darkened_until(lambda it: contrast(it, "#FFFFFF") >= 7, hue, saturation, at_most=lightness)
    pressed = _darkened_until(lambda it: contrast(it, "#FFFFFF") >= 9.2, hue, saturation, at_most=lightness)
    mark = _darkened_until(lambda it: contrast(it, palette.surface) >= 5.5, hue, saturation)
    tint = _color(hue, 0.94, min(saturation, 0.65))
    return palette._replace(
        action=action,
        action_pressed=pressed,
        mark=mark,
        mark_deep=_darkened_until(lambda it: contrast(it, palette.surface) >= 7.5, hue, saturation),
        tint=tint,
        on_tint=_darkened_until(lambda it: contrast(it, tint) >= 8.7, hue, saturation),
    )


def _dark(palette: Palette, hue: float, lightness: float, saturation: float) -> Palette:
    action = _lightened_until(lambda it: contrast(it, palette.on_action) >= 7.5, hue, saturation, at_least=lightness)
    tint = _color(hue, 0.17, min(saturation, 0.4))
    return palette._replace(
        action=action,
        action_pressed=_lightened_until(lambda it: contrast(it, palette.on_action) >= 6.5, hue, saturation),
        mark=_lightened_until(lambda it: contrast(it, palette.surface) >= 5.5, hue, saturation),
        mark_deep=_lightened_until(lambda it: contrast(it, palette.surface) >= 3.5, hue, saturation),
        tint=tint,
        on_tint=_lightened_until(lambda it: contrast(it, tint) >= 9, hue, saturation),
    )


def _darkened_until(holds: Test, hue: float, saturation: float, at_most: float = 1) -> str:
    """This lightness, or the nearest darker one for which it holds."""
    shades = (_color(hue, level, saturation) for level in (at_most, *reversed(LEVELS)) if level <= at_most)
    return next(filter(holds, shades))


def _lightened_until(holds: Test, hue: float, saturation: float, at_least: float = 0) -> str:
    """This lightness, or the nearest lighter one for which it holds."""
    shades = (_color(hue, level, saturation) for level in (at_least, *LEVELS) if level >= at_least)
    return next(filter(holds, shades))


def _free(hue: float) -> float:
    for start, end in TAKEN_HUES:
        if start < hue * 360 < end:
            return (start if hue * 360 - start < end - hue * 360 else end) / 360
    return hue


def _color(hue: float, lightness: float, saturation: float) -> str:
    parts = colorsys.hls_to_rgb(hue, lightness, saturation)
    return "#" + "".join(f"{round(part * 255):02X}" for part in parts)

"""Every pair of colours that carries words reads at 7:1, every border that carries meaning at 3:1."""

from __future__ import annotations

import pytest

from kiosk_app.gui.theme.contrast import contrast
from kiosk_app.gui.theme.palette import DARK, LIGHT, Palette

PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])

WORDS = [
    *(("ink", ground) for ground in ("paper", "surface", "sunken", "hover")),
    *(("ink_2", ground) for ground in ("paper", "surface", "sunken", "hover")),
    *(("on_tint", "tint"), ("on_ok", "ok"), ("on_ok_tint", "ok_tint"), ("on_wait_dot", "wait")),
    *(("on_wait", "wait_tint"), ("on_wait", "hint"), ("on_practice", "practice"), ("on_action", "action")),
]
# Measured and written down with the colours: contrast in light and in dark.
MEASURED = [
    *(("field", "surface", 3.9, 4.3), ("ink", "paper", 16.2, 16.1), ("ink_2", "paper", 8.8, 10.9)),
    *(("ink_2", "sunken", 8.0, 8.9), ("ink_3", "paper", 6.1, 7.9), ("mark", "surface", 4.9, 5.5)),
    *(("action", "surface", 7.0, 6.5), ("on_action", "action", 7.0, 7.5), ("on_action", "action_pressed", 9.2, 6.5)),
    *(("on_tint", "tint", 8.7, 10.0), ("on_ok", "ok", 7.8, 9.3), ("on_ok_tint", "ok_tint", 8.9, 8.6)),
    *(("on_wait_dot", "wait", 7.1, 9.6), ("on_wait", "wait_tint", 8.7, 9.6), ("on_wait", "hint", 9.6, 10.6)),
    ("on_practice", "practice", 9.4, 9.4),
]


def ratio(palette: Palette, one: str, other: str) -> float:
    return contrast(getattr(palette, one), getattr(palette, other))


@PALETTES
@pytest.mark.parametrize(("text", "ground"), WORDS)
def test_words_read_at_seven_to_one(palette: Palette, text: str, ground: str) -> None:
    assert ratio(palette, text, ground) >= 7


@pytest.mark.parametrize(("one", "other", "light", "dark"), MEASURED)
def test_the_contrasts_are_those_that_were_designed(one: str, other: str, light: float, dark: float) -> None:
    assert ratio(LIGHT, one, other) == pytest.approx(light, abs=0.16)
    assert ratio(DARK, one, other) == pytest.approx(dark, abs=0.16)


@PALETTES
@pytest.mark.parametrize("ground", ["paper", "surface"])
def test_borders_that_carry_meaning_are_seen(palette: Palette, ground: str) -> None:
    assert ratio(palette, "field", ground) >= 3


@PALETTES
def test_colors_are_written_one_way(palette: Palette) -> None:
    colors = [value for value in palette if isinstance(value, str)]
    assert len(colors) > 30
    assert all(len(color) == 7 and color.startswith("#") and color == color.upper() for color in colors)


def test_black_on_white_is_the_strongest_contrast() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#AB2410", "#AB2410") == 1

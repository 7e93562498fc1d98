"""Whatever colour a shop chooses, what is written on it and with it can be read, and the hue is still theirs."""

from __future__ import annotations

import colorsys

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kiosk_app.gui.theme.accent import TAKEN_HUES, Accent, accented
from kiosk_app.gui.theme.contrast import contrast
from kiosk_app.gui.theme.palette import DARK, LIGHT, Palette

COLORS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")
CARRIED = {"mark", "mark_deep", "action", "action_pressed", "tint", "on_tint"}


def hue_and_chroma(color: str) -> tuple[float, float]:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return colorsys.rgb_to_hls(red, green, blue)[0] * 360, max(red, green, blue) - min(red, green, blue)


def distance(one: float, other: float) -> float:
    apart = abs(one - other) % 360
    return min(apart, 360 - apart)


@given(COLORS)
def test_white_on_the_action_reads_at_seven_to_one(accent: str) -> None:
    palette = accented(LIGHT, accent)
    assert contrast(palette.on_action, palette.action) >= 7
    assert contrast(palette.on_action, palette.action_pressed) >= 7


@given(COLORS)
def test_ink_on_the_action_reads_at_night(accent: str) -> None:
    palette = accented(DARK, accent)
    assert contrast(palette.on_action, palette.action) >= 7
    assert contrast(palette.on_action, palette.action_pressed) >= 6.5


@given(COLORS, st.sampled_from([LIGHT, DARK]))
def test_marks_are_seen_and_tints_are_read(accent: str, base: Palette) -> None:
    palette = accented(base, accent)
    assert contrast(palette.mark, palette.surface) >= 4.5
    assert contrast(palette.mark_deep, palette.surface) >= 3
    assert contrast(palette.on_tint, palette.tint) >= 7


@given(COLORS, st.sampled_from([LIGHT, DARK]))
@example("#57C0B2", LIGHT)  # as far from the one end of what is taken as from the other
def test_the_hue_stays_or_goes_to_the_nearest_free_one(accent: str, base: Palette) -> None:
    hue, chroma = hue_and_chroma(accent)
    made, made_chroma = hue_and_chroma(accented(base, accent).action)
    assume(min(chroma, made_chroma) >= 0.15)  # greys, and what is nearly white or black, have no hue that anyone sees
    taken = next((span for span in TAKEN_HUES if span[0] < hue < span[1]), None)
    nearest = min(abs(edge - hue) for edge in taken) if taken else 0
    wanted = [edge for edge in taken if abs(edge - hue) < nearest + 0.01] if taken else [hue]  # amid a span: either
    assert min(distance(made, one) for one in wanted) < 3


@given(COLORS)
def test_only_what_carries_the_accent_changes(accent: str) -> None:
    before, after = LIGHT._asdict(), accented(LIGHT, accent)._asdict()
    assert {name for name in before if before[name] != after[name]} <= CARRIED


@pytest.mark.parametrize("accent", Accent)
def test_the_ready_made_are_used_as_they_are(accent: Accent) -> None:
    assert accented(LIGHT, accent.value).action == accent.value


def test_vermilion_is_what_the_palettes_were_drawn_for() -> None:
    assert accented(LIGHT, "#ab2410") == LIGHT
    assert accented(DARK, Accent.VERMILION.value) == DARK

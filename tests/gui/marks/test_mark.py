"""A mark keeps its face: by stamp and place, at every size, in every state; and its pictures are there to look at."""

from math import ceil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from kiosk_app.domain.card import Glyph
from kiosk_app.gui.marks.dice import Dice
from kiosk_app.gui.marks.glyphs import gift_path, glyph_path, paint_badge, paint_glyph
from kiosk_app.gui.marks.mark import OVERHANG, Mark, State
from tests.gui.marks.pixels import pixels, same
from tests.gui.marks.sheet import VERMILION, a_mark, accent, sheet

pytestmark = pytest.mark.usefixtures("qapp")


def inked_radius(image: QImage) -> float:
    """How far ink reaches from the middle, in pixels."""
    alpha = pixels(image)[:, :, 3]
    y, x = np.nonzero(alpha > 127)
    middle = (alpha.shape[0] - 1) / 2
    return float(np.hypot(x - middle, y - middle).max())


def test_the_same_place_of_a_stamp_has_the_same_pixels() -> None:
    assert same(a_mark(place=3).image(), a_mark(place=3).image())


def test_chance_is_the_same_on_every_machine() -> None:
    dice = Dice("1347", 1, "face", 3)
    assert [round(dice.between(0, 1), 4) for _ in range(3)] == [0.7462, 0.3298, 0.5648]


@pytest.mark.parametrize("other", [a_mark(stamp_id="1348"), a_mark(place=2), a_mark(glyph=Glyph.STAR)])
def test_another_stamp_place_or_glyph_has_other_pixels(other: Mark) -> None:
    assert not same(a_mark().image(), other.image())


def test_every_state_and_ink_looks_different() -> None:
    images = [a_mark(state).image() for state in State] + [a_mark(inks=VERMILION.for_practice()).image()]
    assert len({pixels(image).tobytes() for image in images}) == len(State) + 1


def test_practice_is_grey_ink_only() -> None:
    inked = pixels(a_mark(size=120, inks=VERMILION.for_practice()).image())
    solid = inked[inked[:, :, 3] > 230][:, :3].astype(int)
    assert len(solid) > 1000
    assert (solid.max(axis=1) - solid.min(axis=1)).max() < 30


@pytest.mark.parametrize("dpr", [1, 1.25, 1.5, 2])
@pytest.mark.parametrize("size", [28, 30, 35, 42, 51, 62, 120, 240])
def test_a_mark_fills_its_box_and_stays_in_it(size: float, dpr: float) -> None:
    image = a_mark(size=size, dpr=dpr).image()
    assert image.width() == ceil((size + 2 * OVERHANG) * dpr)
    assert image.devicePixelRatio() == dpr
    assert 0.45 * size * dpr - 1 < inked_radius(image) < 0.5 * size * dpr + 1


def test_a_disc_is_nearly_round_and_no_two_are_alike() -> None:
    reaches = [inked_radius(a_mark(place=place, size=200).image()) for place in range(20)]
    assert 46.5 * 2 - 1 < min(reaches) <= max(reaches) < 49 * 2 + 1
    assert len(set(reaches)) > 10


def test_small_marks_have_no_ring_and_no_specks() -> None:
    def edges(size: float) -> int:
        """How often ink begins or ends along the rows."""
        inked = pixels(a_mark(size=size, glyph=Glyph.STAR, dpr=4).image())[:, :, 3] > 127
        return int(np.count_nonzero(inked[:, 1:] != inked[:, :-1]))

    assert edges(29.9) < edges(30) / 1.5


def test_a_waiting_mark_carries_an_amber_clock() -> None:
    drawn = pixels(a_mark(State.WAITING, size=120).image())
    amber = (drawn[:, :, :3] == (0x2A, 0xA0, 0xE0)).all(axis=2)
    y, x = np.nonzero(amber)
    assert x.min() > 130 / 2
    assert y.min() > 130 / 2
    assert x.max() - x.min() == pytest.approx(0.42 * 120 - 2 * 2, abs=3)


def test_the_last_place_is_in_the_mark_s_ink_and_an_empty_one_is_not() -> None:
    def reds(state: State) -> int:
        drawn = pixels(a_mark(state, size=120).image())
        return int(np.count_nonzero((drawn[:, :, :3] == (0x21, 0x3B, 0xCE)).all(axis=2)))

    assert reds(State.LAST) > 500
    assert reds(State.EMPTY) == 0


def test_accents_change_the_colour_and_nothing_else() -> None:
    red, blue = (pixels(a_mark(inks=accent(name), size=120).image()) for name in ("vermilion", "cobalt"))
    assert np.array_equal(red[:, :, 3], blue[:, :, 3])
    assert not np.array_equal(red, blue)


@pytest.mark.parametrize("glyph", Glyph)
def test_every_glyph_stands_in_the_middle_of_its_box(glyph: Glyph) -> None:
    bounds = glyph_path(glyph).boundingRect()
    assert QRectF(20, 17, 60, 62).contains(bounds)
    assert abs(bounds.center().x() - 50) < 4
    assert abs(bounds.center().y() - 50) < 4


def test_the_gift_stands_in_the_middle_too() -> None:
    assert abs(gift_path().boundingRect().center().x() - 50) < 0.5
    assert abs(gift_path().boundingRect().center().y() - 50) < 3


def test_badges_are_painted_where_they_are_told_and_leave_the_painter_as_it_was() -> None:
    image = QImage(120, 60, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    before = painter.transform(), painter.renderHints(), painter.brush()
    paint_badge(painter, Glyph.LOAF, QRectF(8, 8, 44, 44), "#FBE9E3", VERMILION.mark)
    paint_glyph(painter, Glyph.STAR, QRectF(60, 0, 30, 30), VERMILION.ink)
    assert (painter.transform(), painter.renderHints(), painter.brush()) == before
    painter.end()
    assert image.pixelColor(30, 10).name() == "#fbe9e3"
    assert image.pixelColor(30, 37).name() == "#ce3b21"
    assert image.pixelColor(75, 15).name() == "#1f1b16"
    assert image.pixelColor(4, 4).alpha() == 0


@given(st.text(max_size=20), st.integers(1, 99), st.sampled_from(State), st.sampled_from([28, 30, 51]))
def test_any_stamp_and_place_can_be_painted(stamp_id: str, place: int, state: State, size: int) -> None:
    image = a_mark(state, stamp_id=stamp_id, place=place, size=size).image()
    assert pixels(image).any()


def test_the_sheet_of_marks_is_painted(tmp_path: Path) -> None:
    picture = tmp_path / "marks.png"
    assert sheet().save(str(picture))
    assert QImage(str(picture)).size() == sheet().size()

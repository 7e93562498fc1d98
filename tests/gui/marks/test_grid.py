"""The grid shows what it is told, says it in words, and celebrates a new mark within its time."""

import numpy as np
import pytest
from PySide6.QtCore import Qt, QVariantAnimation
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from kiosk_app.domain.card import Glyph
from kiosk_app.gui.marks.cache import MarkCache
from kiosk_app.gui.marks.grid import BLEED, MarkGrid, Places
from kiosk_app.gui.marks.layout import TILE
from tests.gui.marks.pixels import Pixels, pixels, same
from tests.gui.marks.sheet import VERMILION, accent

RED = (0x21, 0x3B, 0xCE)
AMBER = (0x2A, 0xA0, 0xE0)


def a_grid(qtbot: QtBot, places: Places) -> MarkGrid:
    grid = MarkGrid(VERMILION, MarkCache(), TILE)
    qtbot.addWidget(grid)
    grid.setStyleSheet("background: white")
    grid.show_places(places, f"{places.inked} of {places.places} visits")
    grid.resize(grid.sizeHint())
    return grid


def card(places: int = 10, visits: int = 7, waiting: int = 0, is_practice: bool = False) -> Places:
    return Places("1347", Glyph.CUP, places, visits, waiting, is_practice)


def cell(grid: MarkGrid, place: int) -> Pixels:
    """The box of a place in a grid of five columns, with the overhang that its badge may take."""
    row, column = divmod(place - 1, 5)
    left, top = BLEED + column * 62, BLEED + row * 62
    return pixels(grid.grab().toImage())[top : top + 56, left : left + 56]


def ink(picture: Pixels) -> float:
    """How much of it is not white."""
    return float((255 - picture[:, :, :3].astype(float)).mean())


def amount(picture: Pixels, colour: tuple[int, int, int]) -> int:
    return int(np.count_nonzero((picture[:, :, :3] == colour).all(axis=2)))


def progress(grid: MarkGrid, ms: int) -> None:
    """As far as the new mark is after this time."""
    motion = grid.findChild(QVariantAnimation)
    assert isinstance(motion, QVariantAnimation)
    motion.pause()
    motion.setCurrentTime(ms)


def test_visits_are_inked_and_the_last_place_is_the_gift(qtbot: QtBot) -> None:
    grid = a_grid(qtbot, card())
    assert min(ink(cell(grid, place)) for place in range(1, 8)) > 3 * ink(cell(grid, 8))
    assert amount(cell(grid, 10), RED) > 50
    assert amount(cell(grid, 9), RED) == 0


def test_marks_that_were_painted_ahead_are_those_that_are_shown(qtbot: QtBot) -> None:
    cache = MarkCache()
    grid = MarkGrid(VERMILION, cache, TILE)
    qtbot.addWidget(grid)
    grid.show_places(card(visits=0), "0 of 10 visits")
    grid.resize(grid.sizeHint())
    grid.paint_ahead()
    ahead = len(cache)
    grid.grab()
    assert (ahead, len(cache)) == (10, 10)


def test_a_full_card_shows_no_gift(qtbot: QtBot) -> None:
    grid = a_grid(qtbot, card(visits=10))
    assert ink(cell(grid, 10)) > 60


def test_waiting_visits_come_after_the_counted_ones(qtbot: QtBot) -> None:
    grid = a_grid(qtbot, card(visits=7, waiting=1))
    assert amount(cell(grid, 8), AMBER) > 50
    assert amount(cell(grid, 7), AMBER) == 0


def test_counts_beyond_the_card_are_cut(qtbot: QtBot) -> None:
    assert card(visits=12, waiting=3).inked == 10
    assert same(a_grid(qtbot, card(visits=12)).grab().toImage(), a_grid(qtbot, card(visits=10)).grab().toImage())


def test_practice_is_painted_in_grey(qtbot: QtBot) -> None:
    grid = a_grid(qtbot, card(is_practice=True))
    drawn = pixels(grid.grab().toImage())[:, :, :3].astype(int)
    assert (drawn.max(axis=2) - drawn.min(axis=2)).max() < 40


def test_it_speaks_the_words_that_were_handed_in(qtbot: QtBot) -> None:
    grid = MarkGrid(VERMILION, MarkCache())
    qtbot.addWidget(grid)
    grid.show_places(card(), "7 of 10 visits, 3 more to a free coffee")
    assert grid.accessibleName() == "7 of 10 visits, 3 more to a free coffee"


def test_new_inks_repaint_it(qtbot: QtBot) -> None:
    grid = a_grid(qtbot, card())
    before = grid.grab().toImage()
    grid.set_inks(accent("cobalt"))
    assert not same(before, grid.grab().toImage())


def test_right_to_left_starts_at_the_right_but_mirrors_no_mark(qtbot: QtBot) -> None:
    grid = a_grid(qtbot, card(places=5, visits=1))
    first = cell(grid, 1)[5:46, 5:46]
    grid.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert np.array_equal(cell(grid, 5)[5:46, 5:46], first)


def test_too_little_room_makes_smaller_marks_then_a_gauge(qtbot: QtBot) -> None:
    grid = a_grid(qtbot, card())
    grid.resize(220, 110)
    small = grid.grab().toImage()
    grid.resize(120, 110)
    assert not same(small.copy(0, 0, 120, 110), grid.grab().toImage())
    assert grid.minimumSizeHint().width() <= 120


@pytest.mark.parametrize(("places", "visits", "waiting"), [(30, 23, 0), (30, 23, 2), (99, 0, 0), (21, 21, 0)])
def test_many_places_are_a_gauge_with_a_number(qtbot: QtBot, places: int, visits: int, waiting: int) -> None:
    grid = a_grid(qtbot, card(places, visits, waiting))
    drawn = pixels(grid.grab().toImage())
    assert (amount(drawn, RED) > 50) == (visits > 0)
    assert (amount(drawn, AMBER) > 50) == (waiting > 0)
    assert grid.sizeHint().height() == 113 + 2 * BLEED


def test_a_grid_without_places_paints_nothing(qtbot: QtBot) -> None:
    assert ink(pixels(a_grid(qtbot, card(places=0, visits=0)).grab().toImage())) == 0


def test_a_new_mark_comes_large_and_faint_and_settles(qtbot: QtBot) -> None:
    grid = a_grid(qtbot, card(visits=7))
    settled = grid.grab().toImage()
    grid.celebrate(7)
    progress(grid, 0)
    assert ink(cell(grid, 7)) == 0
    progress(grid, 60)
    above = pixels(grid.grab().toImage())[BLEED + 62 - 6 : BLEED + 62 - 1, BLEED + 62 + 15 : BLEED + 62 + 35]
    assert ink(above) > 0
    progress(grid, 219)
    assert ink(cell(grid, 7)) > 40
    grid.celebrate(7)
    with qtbot.waitSignal(grid.celebrated):
        pass
    assert same(settled, grid.grab().toImage())


def test_reduced_motion_only_fades(qtbot: QtBot) -> None:
    grid = a_grid(qtbot, card(visits=7))
    grid.set_reduced_motion(True)
    grid.celebrate(7)
    progress(grid, 40)
    assert ink(cell(grid, 7)) > 0
    box = pixels(grid.grab().toImage())[BLEED + 62 - 9 : BLEED + 62, BLEED + 62 : BLEED + 62 + 51]
    assert ink(box) == 0
    motion = grid.findChild(QVariantAnimation)
    assert isinstance(motion, QVariantAnimation)
    assert motion.duration() == 80


def test_what_is_not_inked_is_not_celebrated(qtbot: QtBot) -> None:
    grid = a_grid(qtbot, card(visits=7))
    before = grid.grab().toImage()
    for place in (0, 8, 11):
        grid.celebrate(place)
        assert same(before, grid.grab().toImage())


def test_taking_a_visit_back_ends_its_celebration(qtbot: QtBot) -> None:
    grid = a_grid(qtbot, card(visits=7))
    grid.celebrate(7)
    progress(grid, 60)
    grid.show_places(card(visits=6), "6 of 10 visits")
    assert same(grid.grab().toImage(), a_grid(qtbot, card(visits=6)).grab().toImage())


def test_a_second_new_mark_settles_the_first(qtbot: QtBot) -> None:
    grid = a_grid(qtbot, card(visits=7))
    grid.celebrate(6)
    with qtbot.waitSignal(grid.celebrated) as settled:
        grid.celebrate(7)
    assert settled.args == [6]


@pytest.mark.parametrize("dpr", [1.25, 1.5, 2])
def test_marks_are_painted_for_the_screen_s_own_pixels(qtbot: QtBot, dpr: float) -> None:
    cache = MarkCache()
    grid = MarkGrid(VERMILION, cache, TILE)
    qtbot.addWidget(grid)
    grid.show_places(card(places=1, visits=1), "1 of 1 visits")
    grid.resize(grid.sizeHint())
    image = QImage(grid.size() * dpr, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(dpr)
    grid.render(image)
    assert cache.weight == 4 * round(np.ceil(61 * dpr)) ** 2

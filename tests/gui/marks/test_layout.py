"""Rows and sizes for every count of places, in every room there may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_app.gui.marks.layout import QR_PAGE, SMALL, TILE, MarkSize, arranged, columns, fitted

USES = [TILE, QR_PAGE, SMALL]
DRAWN = {1: (1, 1), 4: (4, 1), 5: (5, 1), 6: (3, 2), 8: (4, 2), 10: (5, 2), 12: (6, 2), 15: (5, 3), 16: (10, 2)}


@pytest.mark.parametrize(("places", "shape"), [*DRAWN.items(), (18, (10, 2)), (20, (10, 2)), (7, (4, 2)), (13, (5, 3))])
def test_rows_are_as_they_were_drawn(places: int, shape: tuple[int, int]) -> None:
    arrangement = arranged(places, TILE)
    assert (arrangement.columns, arrangement.rows) == shape


def test_more_than_twenty_are_a_gauge() -> None:
    assert columns(20) == 10
    assert arranged(21, TILE).is_gauge
    assert arranged(21, TILE).height == arranged(10, TILE).height


@pytest.mark.parametrize(("size", "mark", "gap"), [(TILE, 51, 11), (QR_PAGE, 42, 9), (SMALL, 35, 8)])
def test_ten_places_have_the_size_of_their_page(size: MarkSize, mark: int, gap: int) -> None:
    assert arranged(10, size).width == 5 * mark + 4 * gap
    assert arranged(10, size).height == 2 * mark + gap


def test_sixteen_are_smaller_and_fit_where_ten_do() -> None:
    assert arranged(16, TILE).size.mark == 30
    assert arranged(16, TILE).width <= arranged(12, TILE).width


def test_three_rows_are_no_higher_than_two_where_marks_stay_large_enough() -> None:
    assert arranged(15, TILE).height <= arranged(10, TILE).height
    assert arranged(15, SMALL).size.mark == 28


@given(st.integers(1, 60), st.sampled_from(USES), st.integers(1, 600), st.integers(1, 300))
def test_it_fits_and_no_mark_is_under_28(places: int, size: MarkSize, width: int, height: int) -> None:
    arrangement = fitted(places, size, width, height)
    assert arrangement.width <= width
    assert arrangement.height <= height
    assert arrangement.is_gauge or 28 <= arrangement.size.mark <= size.mark


@given(st.integers(1, 20), st.sampled_from(USES), st.booleans())
def test_places_lie_side_by_side_within_the_grid(places: int, size: MarkSize, mirrored: bool) -> None:
    arrangement = arranged(places, size)
    corners = [arrangement.corner(place, mirrored) for place in range(1, places + 1)]
    assert len(set(corners)) == places
    assert all(0 <= x <= arrangement.width - arrangement.size.mark for x, _ in corners)
    assert all(0 <= y <= arrangement.height - arrangement.size.mark for _, y in corners)
    if places > 1:
        assert (corners[1][0] < corners[0][0]) == mirrored

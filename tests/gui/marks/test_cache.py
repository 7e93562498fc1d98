"""The cache gives the same pixmap again, and never grows beyond its bound."""

import pytest

from kiosk_app.gui.marks.cache import MarkCache
from kiosk_app.gui.marks.mark import Mark, State
from tests.gui.marks.pixels import same
from tests.gui.marks.sheet import VERMILION, a_mark

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_mark_is_painted_once() -> None:
    cache = MarkCache()
    first = cache.pixmap(a_mark())
    assert cache.pixmap(a_mark()).cacheKey() == first.cacheKey()
    assert len(cache) == 1
    assert same(first.toImage(), a_mark().image())
    assert first.devicePixelRatio() == 1


@pytest.mark.parametrize(
    "other",
    [
        a_mark(stamp_id="2"),
        a_mark(place=2),
        a_mark(size=42),
        a_mark(dpr=1.5),
        a_mark(inks=VERMILION.for_practice()),
        a_mark(State.WAITING),
    ],
)
def test_what_changes_the_pixels_is_kept_apart(other: Mark) -> None:
    cache = MarkCache()
    cache.pixmap(a_mark())
    cache.pixmap(other)
    assert len(cache) == 2


def test_the_oldest_go_first_and_the_bound_holds() -> None:
    one_mark = 61 * 61 * 4
    limit_kb = 10 * one_mark // 1024 + 1
    cache = MarkCache(limit_kb)
    first = cache.pixmap(a_mark(place=1)).cacheKey()
    for place in range(2, 40):
        cache.pixmap(a_mark(place=place))
        assert cache.pixmap(a_mark(place=1)).cacheKey() == first  # used all the time, so kept
        assert cache.weight <= limit_kb * 1024
    assert (len(cache), cache.weight) == (10, 10 * one_mark)


def test_a_mark_larger_than_the_bound_is_still_given() -> None:
    cache = MarkCache(limit_kb=1)
    assert not cache.pixmap(a_mark(size=240)).isNull()
    assert len(cache) == 1

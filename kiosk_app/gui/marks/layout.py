"""Where the places of a card stand: how many in a row, how large, and when a ring gauge takes their place."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from kiosk_app.gui.marks.mark import SMALLEST

MOST_PLACES = 20  # with more, a ring gauge and a number
LARGEST_OF_MANY = 30  # px, from 16 places on


@dataclass(frozen=True, slots=True)
class MarkSize:
    """The box of a mark and the gap to the next, in px."""

    mark: float
    gap: float

    def scaled_to(self, mark: float) -> MarkSize:
        return MarkSize(mark, max(6, round(self.gap * mark / self.mark))) if mark < self.mark else self


TILE = MarkSize(51, 11)
QR_PAGE = MarkSize(42, 9)
SMALL = MarkSize(35, 8)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Rows of places; with ``columns`` 0 a gauge that is ``size.mark`` wide."""

    columns: int
    rows: int
    size: MarkSize

    @property
    def is_gauge(self) -> bool:
        return self.columns == 0

    @property
    def width(self) -> float:
        return _length(max(1, self.columns), self.size)

    @property
    def height(self) -> float:
        return _length(max(1, self.rows), self.size)

    def corner(self, place: int, mirrored: bool = False) -> tuple[float, float]:
        """The upper left corner of a place, counted from 1."""
        row, column = divmod(place - 1, self.columns)
        if mirrored:
            column = self.columns - 1 - column
        step = self.size.mark + self.size.gap
        return column * step, row * step


def columns(places: int) -> int:
    """1–5 in one row, up to 12 in two, 13–15 in fives, 16–20 in tens; 0 for more."""
    if places <= 5:
        return max(1, places)
    if places <= 12:
        return ceil(places / 2)
    if places <= 15:
        return 5
    return 10 if places <= MOST_PLACES else 0


def arranged(places: int, size: MarkSize) -> Arrangement:
    """As it is drawn where there is room: three rows are as high as two of full size, if 28 px are left to a mark."""
    across = columns(places)
    if across == 0:
        return _gauge(_length(2, size))
    rows = ceil(max(1, places) / across)
    if across == 10:
        size = size.scaled_to(LARGEST_OF_MANY)
    elif rows == 3:
        size = _fitting(across, rows, size, float("inf"), _length(2, size)) or size.scaled_to(SMALLEST)
    return Arrangement(across, rows, size)


def fitted(places: int, size: MarkSize, width: float, height: float) -> Arrangement:
    """The largest that fits into the room there is; a gauge where marks would come out under 28 px."""
    wanted = arranged(places, size)
    if wanted.width <= width and wanted.height <= height:
        return wanted
    if not wanted.is_gauge:
        smaller = _fitting(wanted.columns, wanted.rows, wanted.size, width, height)
        if smaller is not None:
            return Arrangement(wanted.columns, wanted.rows, smaller)
    return _gauge(max(1, min(_length(2, size), width, height)))


def _fitting(across: int, rows: int, size: MarkSize, width: float, height: float) -> MarkSize | None:
    for mark in range(int(size.mark), SMALLEST - 1, -1):
        smaller = size.scaled_to(mark)
        if _length(across, smaller) <= width and _length(rows, smaller) <= height:
            return smaller
    return None


def _gauge(side: float) -> Arrangement:
    return Arrangement(0, 0, MarkSize(side, 0))


def _length(count: int, size: MarkSize) -> float:
    return count * size.mark + (count - 1) * size.gap

"""Marks that were painted lately, kept as pixmaps. It is bounded by what they weigh, and the oldest go first."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtGui import QPixmap

from kiosk_app.gui.marks.mark import Mark


class MarkCache:
    """One for all grids of a window. ``limit_kb``: what its pixmaps may take together."""

    def __init__(self, limit_kb: int = 8192) -> None:
        self._limit = limit_kb * 1024
        self._kept: OrderedDict[Mark, QPixmap] = OrderedDict()
        self.weight = 0

    def pixmap(self, mark: Mark) -> QPixmap:
        """The mark painted, with ``OVERHANG`` px of air on every side."""
        found = self._kept.get(mark)
        if found is None:
            found = self._kept[mark] = QPixmap.fromImage(mark.image().copy())  # what was painted on keeps its tools
            self.weight += _weight(found)
            self._drop_the_oldest()
        self._kept.move_to_end(mark)
        return found

    def __len__(self) -> int:
        return len(self._kept)

    def _drop_the_oldest(self) -> None:
        while self.weight > self._limit and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self.weight -= _weight(dropped)


def _weight(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4

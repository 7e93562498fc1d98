"""Python's garbage is collected on the window's thread alone.

Left to itself the collector runs in whatever thread allocates next. On a lane's it would destroy widgets there, while
Qt works on them here: a crash, now and then.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

BEAT_MS = 2000
YOUNG = 700  # objects made since the last look; Python's own threshold
WHOLE_EVERY = 30  # beats; a minute


class GarbageMan(QObject):
    """Comes by every two seconds: looks through what is young, once a minute through everything."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._beats = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._come_by)

    def begin(self) -> None:
        """What there is now stays for good: it is never looked through."""
        gc.disable()
        gc.freeze()
        self._timer.start(BEAT_MS)

    @Slot()
    def _come_by(self) -> None:
        self._beats += 1
        if self._beats % WHOLE_EVERY == 0:
            gc.collect()
        elif gc.get_count()[0] > YOUNG:
            gc.collect(0)

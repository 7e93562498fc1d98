"""The baseline: a window of the same Qt with nothing in it. A process of its own; it stays until it is ended."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QWidget


class BareWindow(QWidget):
    """Says when it was first painted. It brings no more of Qt than it needs."""

    def __init__(self) -> None:
        super().__init__()
        self._is_painted = False

    def paintEvent(self, _event: object) -> None:
        if not self._is_painted:
            self._is_painted = True
            print("painted\nready", flush=True)  # noqa: T201


if __name__ == "__main__":
    app = QApplication(sys.argv)
    window = BareWindow()
    window.resize(1280, 800)
    window.show()
    app.exec()

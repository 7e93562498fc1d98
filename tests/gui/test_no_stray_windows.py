"""A widget that is shown before it has its place is a window of its own for a moment: it flashes, and takes the focus.

Every page is made and every state is gone through; only the window itself may be shown as one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from kiosk_app.gui.window import Window
from kiosk_app.words.language import english
from tests.pictures.states import STATES, make_style, open_desk


class Watch(QObject):
    """What was shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(watched)
        return False

    def strays(self) -> list[str]:
        return [f"{type(one).__name__} {one.objectName()}" for one in self.seen if not isinstance(one, Window)]


@pytest.fixture
def watch(qapp: QApplication) -> Iterator[Watch]:
    made = Watch()
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)


@pytest.mark.parametrize("is_practice", [False, True], ids=["real", "practice"])
def test_only_the_window_is_shown_as_a_window(watch: Watch, tmp_path: Path, *, is_practice: bool) -> None:
    style = make_style()
    with open_desk(tmp_path, style, english(), is_practice=is_practice) as desk:
        for _page in desk.pages.one_by_one():
            desk.settle()
        for state in STATES:
            if state.is_practice == is_practice:
                state.reach(desk)
                desk.settle()
        assert watch.strays() == []
    style.changed.disconnect()


def test_a_stray_is_seen(watch: Watch) -> None:
    stray = QLabel("New stamp waiting")
    stray.setVisible(True)
    assert watch.strays() == ["QLabel "]
    stray.close()

"""The window's bars: which stand over a page, in which order, and where the amber one leads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from kiosk_app.gui.page_change import PageChange
from kiosk_app.gui.scan_bar import ScanBar
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.top_bar import TopBar
from kiosk_app.gui.widgets.banner import Banner
from kiosk_app.gui.widgets.button import Button
from kiosk_app.gui.window import Window
from kiosk_app.presenters.frame import Bar, LeadsTo
from kiosk_app.words.language import english
from kiosk_app.words.said import Said
from tests.pictures.states import make_style

Part = TypeVar("Part", bound=QWidget)
WAITING = Bar(Said("Back online — sending 3"), "See the 3", LeadsTo.OUTBOX)


class Frame:
    """The window with two empty pages."""

    def __init__(self, style: Style) -> None:
        self.window = Window(style, english(), lambda: datetime(2026, 11, 21, 10, 42, tzinfo=UTC), is_practice=False)
        self.window.furnish(Banner(style), ScanBar(style), PageChange(self.window))
        self.page, self.other, self.bar = QWidget(), QWidget(), QPushButton("Stay here")
        for page in (self.page, self.other):
            self.window.add_page(page)
        self.window.resize(1280, 800)
        self.window.show()

    def top_of(self, part: QWidget) -> int:
        QApplication.processEvents()
        return part.mapTo(self.window, QPoint(0, 0)).y()

    def part(self, kind: type[Part], name: str = "") -> Part:
        return next(part for part in self.window.findChildren(kind) if not name or part.objectName() == name)


@pytest.fixture
def frame(qapp: QApplication) -> Iterator[Frame]:
    style = make_style()
    made = Frame(style)
    yield made
    made.window.close()
    style.changed.disconnect()


def test_a_page_with_its_own_bar_has_the_amber_one_under_it(frame: Frame) -> None:
    frame.window.show_with_own_bar(frame.page, frame.bar)
    frame.window.show_bar(WAITING)
    assert frame.top_of(frame.bar) < frame.top_of(frame.part(Banner)) < frame.top_of(frame.page)
    assert not frame.part(TopBar).isVisible()


def test_its_bar_goes_with_the_page_and_comes_back_with_it(frame: Frame) -> None:
    frame.window.show_with_own_bar(frame.page, frame.bar)
    frame.window.show_page(frame.other, "Counter", "Outbox")
    assert (frame.bar.isVisible(), frame.part(TopBar).isVisible()) == (False, True)
    frame.window.show_with_own_bar(frame.page, frame.bar)
    assert (frame.bar.isVisible(), frame.part(TopBar).isVisible()) == (True, False)


def test_the_amber_bar_does_not_lead_where_one_is(frame: Frame) -> None:
    button = frame.part(Button, "barButton")
    frame.window.show_bar(WAITING)
    frame.window.show_page(frame.other, "Counter", "Outbox", LeadsTo.OUTBOX)
    assert (frame.part(Banner).is_open, button.isVisible()) == (True, False)
    frame.window.show_page(frame.page, "Counter", "")
    assert button.isVisible()

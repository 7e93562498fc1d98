"""Every page by Tab alone: it comes by all that can be pressed or typed in, in reading order, and is nowhere caught."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.window import Window
from tests.pictures.states import make_style
from tests.pictures.tour import Look, walk

MOST_STOPS = 80


@pytest.fixture
def style(qapp: QApplication) -> Iterator[Style]:
    made = make_style()
    yield made
    made.changed.disconnect()


def round_by_tab(window: Window, app: QApplication) -> list[QWidget]:
    """Where the focus goes, until it is where it was before."""
    stops: list[QWidget] = []
    while len(stops) < MOST_STOPS:
        QTest.keyClick(app.focusWidget() or window, Qt.Key.Key_Tab)
        stop = app.focusWidget()
        if stop is None or stop in stops:
            return stops[stops.index(stop) :] if stop else []
        stops.append(stop)
    return []


def missed(window: Window, stops: list[QWidget]) -> Iterator[str]:
    """Of buttons that exclude each other the chosen one is enough: arrows lead to the others."""
    for widget in window.findChildren(QWidget):
        takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if not (takes_tab and widget.isVisible() and widget.isEnabled()) or widget.focusProxy() or widget in stops:
            continue
        if not (isinstance(widget, QAbstractButton) and widget.autoExclusive() and not widget.isChecked()):
            yield f"{named(widget)} is never reached"


def backwards(window: Window, stops: list[QWidget]) -> Iterator[str]:
    """Among the parts of one thing the next one is never above, nor to the left on the same line."""
    for one, following in pairwise(stops):
        if one.parentWidget() is following.parentWidget():
            first, second = (it.mapTo(window, QPoint(0, 0)) for it in (one, following))
            is_above = second.y() + following.height() <= first.y()
            is_left = abs(second.y() - first.y()) < one.height() / 2 and second.x() < first.x()
            if is_above or is_left:
                yield f"{named(following)} comes after {named(one)}"


def named(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()} {widget.accessibleName()!r}"


def test_every_page_is_walked_by_tab(style: Style, qapp: QApplication) -> None:
    faults: dict[str, list[str]] = {}
    for desk, state in walk(Look("light"), style):
        desk.window.resize(1280, 800)
        desk.window.activateWindow()
        desk.settle()
        stops = round_by_tab(desk.window, qapp)
        if not stops:
            faults.setdefault("the focus is caught", []).append(state.name)
        for fault in (*missed(desk.window, stops), *backwards(desk.window, stops)):
            faults.setdefault(fault, []).append(state.name)
    assert not faults, "\n".join(f"{fault} — {', '.join(states)}" for fault, states in faults.items())

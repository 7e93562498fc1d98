"""Rows open by a press or by keys, not by a scroll; matched letters are cut out right; columns drop, names do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent
from pytestqt.qtbot import QtBot

from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.customer_row import CustomerRow, CustomerRowDelegate, columns_for, split_hits
from kiosk_app.gui.widgets.row_list import RowList

ROWS = [CustomerRow(f"Customer {at}", "•••• 8900", "Today", (), f"Customer {at}, ends in 8900") for at in range(30)]


@pytest.fixture
def rows(style: Style, qtbot: QtBot) -> RowList:
    made = RowList(style, "Customers", CustomerRowDelegate(style))
    qtbot.addWidget(made)
    made.set_rows(ROWS)
    made.resize(1200, 420)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def move_mouse(rows: RowList, to: QPoint) -> None:
    """Without a button. The platform's own mouse may stand on a window that another test left."""
    at = QPointF(to)
    place = QPointF(rows.viewport().mapToGlobal(to))
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, at, place, none, none, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.sendEvent(rows.viewport(), event)


def middle_of(rows: RowList, at: int) -> QPoint:
    box: QRect = rows.visualRect(rows.model().index(at, 0))
    return box.center()


@pytest.mark.parametrize("share", [0.01, 0.5, 0.99])
def test_the_whole_row_is_the_target(rows: RowList, qtbot: QtBot, share: float) -> None:
    point = QPoint(round(rows.viewport().width() * share), middle_of(rows, 2).y())
    with qtbot.waitSignal(rows.opened) as told:
        qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert told.args == [2]
    assert rows.chosen() is None


@pytest.mark.parametrize(("slip", "opened"), [(6, True), (30, False)])
def test_a_finger_may_slip_a_little(rows: RowList, qtbot: QtBot, slip: int, opened: bool) -> None:
    told: list[int] = []
    rows.opened.connect(told.append)
    start = middle_of(rows, 1)
    qtbot.mousePress(rows.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(rows.viewport(), pos=start + QPoint(0, slip))
    qtbot.mouseRelease(rows.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(0, slip))
    assert told == ([1] if opened else [])


def test_arrows_choose_and_enter_opens(rows: RowList, qtbot: QtBot) -> None:
    rows.clearFocus()
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    assert rows.chosen() == 0
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    with qtbot.waitSignal(rows.opened) as told:
        qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert told.args == [1]


def test_stepping_stops_at_the_ends_and_keeps_the_row_in_sight(rows: RowList) -> None:
    rows.step(1)
    assert rows.chosen() == 0
    rows.step(-1)
    assert rows.chosen() == 0
    for _ in range(40):
        rows.step(1)
    assert rows.chosen() == 29
    assert rows.viewport().rect().contains(middle_of(rows, 29))


def test_new_rows_begin_at_the_top_with_none_chosen(rows: RowList) -> None:
    rows.choose(20)
    rows.set_rows(ROWS[:3])
    assert rows.chosen() is None
    assert rows.verticalScrollBar().value() == 0
    assert rows.sizeHint().height() == 3 * 84


def test_rows_are_as_high_as_drawn(rows: RowList, style: Style) -> None:
    assert rows.visualRect(rows.model().index(0, 0)).height() == 84
    rows.set_small(True)
    assert rows.sizeHint().height() == 30 * 68
    style.change(text_scale=1.5)
    assert rows.sizeHint().height() == 30 * 102


def test_a_row_is_spoken_whole(rows: RowList) -> None:
    index = rows.model().index(4, 0)
    assert rows.model().data(index, Qt.ItemDataRole.AccessibleTextRole) == "Customer 4, ends in 8900"
    assert rows.accessibleName() == "Customers"


def test_matched_letters_are_cut_out() -> None:
    assert split_hits("Sophie Brouwer", ((7, 3),)) == [("Sophie ", False), ("Bro", True), ("uwer", False)]
    assert split_hits("Brown", ()) == [("Brown", False)]
    assert split_hits("Br…", ((0, 2), (7, 3))) == [("Br", True), ("…", False)]


@given(width=st.floats(300, 2000), scale=st.floats(1, 1.5), is_small=st.booleans())
def test_columns_never_overlap(width: float, scale: float, is_small: bool) -> None:
    columns = columns_for(width, scale, is_small)
    assert columns.name_end - columns.name > 40
    edges = [columns.name_end, *([columns.when] if columns.when else []), *columns.progress]
    assert edges == sorted(edges)
    assert all(left < width - 100 for left in columns.progress)


@pytest.mark.parametrize(
    ("width", "has_when", "progress"), [(1198, True, 2), (974, True, 2), (800, False, 2), (700, False, 1)]
)
def test_the_last_visit_drops_first(width: int, has_when: bool, progress: int) -> None:
    columns = columns_for(width, 1.0, is_small=False)
    assert (columns.when is not None, len(columns.progress)) == (has_when, progress)


def test_the_row_under_the_mouse_is_lit_until_it_leaves(rows: RowList, qtbot: QtBot) -> None:
    def lit() -> list[int]:
        return [at for at in range(len(ROWS)) if rows.is_lit(rows.model().index(at, 0))]

    assert rows.viewport().hasMouseTracking()
    move_mouse(rows, middle_of(rows, 2))
    assert lit() == [2]
    qtbot.mousePress(rows.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(rows, 1))
    assert lit() == [1]
    qtbot.mouseRelease(rows.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(rows, 1))
    assert lit() == []

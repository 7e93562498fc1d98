"""The import page: what is pressed or picked is told, what is told is seen, and each step has one thing to press."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kiosk_app.domain.sheet import Column
from kiosk_app.gui.pages.import_customers import ImportPage
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.button import Button
from kiosk_app.gui.widgets.choice_box import ChoiceBox
from kiosk_app.gui.widgets.progress_bar import ProgressBar
from kiosk_app.presenters.import_view import ColumnShown, CountsShown, ImportButton, SheetShown, Step
from kiosk_app.words.language import english
from kiosk_app.words.said import Said
from tests.gui.pages.manners import (
    SIZES,
    assert_kind_to_fingers_and_ears,
    assert_nothing_is_cut,
    pressed,
    settled,
)
from tests.gui.pages.told import Told

SHEET = SheetShown(
    "customers.csv",
    "utf-8",
    (("utf-8", "Unicode (UTF-8)"), ("cp949", "Korean (CP949)")),
    ";",
    (
        ColumnShown("Name", "Ada Lovelace · Grace Hopper", Column.NAME),
        ColumnShown("Telefon", "020 7946 0018", Column.PHONE),
        ColumnShown("Umsatz", "12,50", Column.NOTHING),
    ),
    "2 more columns are not shown.",
)
COUNTS = CountsShown(
    (("2", "new"), ("1", "changed"), ("0", "here already"), ("1", "faulty lines")),
    "The file names 1 stamp.",
    Said("1 line cannot be used.", "Mend it in the file."),
    ("Line 2: Check the e-mail: the @ is missing.",),
)


@pytest.fixture
def page(style: Style) -> Iterator[ImportPage]:
    page = ImportPage(style, english())
    page.resize(1280, 800)
    settled(page)
    yield page
    page.close()


def with_sheet(page: ImportPage) -> None:
    page.show_sheet(SHEET)
    page.show_step(Step.COLUMNS)
    page.show_counts(COUNTS)
    page.show_import(ImportButton("Import 3, leave out 1 line"))
    settled(page)


def in_sight(page: QWidget) -> set[str]:
    return {label.text() for label in page.findChildren(QLabel) if label.isVisible()}


def buttons(page: QWidget) -> set[str]:
    return {button.objectName() for button in page.findChildren(Button) if button.isVisible()}


def box(page: QWidget, name: str) -> ChoiceBox:
    found = page.findChild(ChoiceBox, name)
    assert isinstance(found, ChoiceBox), name
    return found


def pick(widget: ChoiceBox, downs: int) -> None:
    """By keys: so many below the one that is chosen."""
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Down)
    for _ in range(downs):
        QTest.keyClick(widget.view(), Qt.Key.Key_Down)
    QTest.keyClick(widget.view(), Qt.Key.Key_Return)


def test_a_file_is_asked_for_and_told(page: ImportPage) -> None:
    told = Told(chosen=page.file_chosen)
    assert buttons(page) == {"chooseFileButton"}
    pressed(page, "chooseFileButton")
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.fileMode() is QFileDialog.FileMode.ExistingFile
    dialog.fileSelected.emit("/there/customers.csv")
    dialog.reject()
    assert told.told == [("chosen", "/there/customers.csv")]


OPENS = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen: of a list that opens


@OPENS
def test_how_the_file_was_read_is_seen_and_put_right(page: ImportPage) -> None:
    told = Told(column=page.column_picked, letters=page.encoding_picked, parts=page.separator_picked)
    with_sheet(page)
    assert {"Telefon", "020 7946 0018", "2 more columns are not shown.", "The file names 1 stamp."} <= in_sight(page)
    assert (box(page, "columnBox-1").currentText(), box(page, "columnBox-2").currentText()) == ("Phone", "Left out")
    assert box(page, "columnBox-1").accessibleName() == "What the column “Telefon” holds"
    pick(box(page, "columnBox-1"), 1)
    pick(box(page, "encodingBox"), 1)
    pick(box(page, "separatorBox"), 1)
    assert told.told == [("column", 1, Column.EMAIL), ("letters", "cp949"), ("parts", "\t")]


@OPENS
def test_what_is_only_passed_by_keys_is_not_picked(page: ImportPage) -> None:
    told = Told(column=page.column_picked)
    with_sheet(page)
    pick(box(page, "columnBox-2"), 7)
    assert told.told == [("column", 2, Column.NOTE)]
    over = box(page, "columnBox-0")
    QTest.keyClick(over, Qt.Key.Key_P)
    assert (over.view().isVisible(), told.told[1:]) == (True, [])
    QTest.keyClick(over.view(), Qt.Key.Key_Return)
    assert told.told[1:] == [("column", 0, Column.PHONE)]


def test_what_is_shown_is_no_pick_of_the_person(page: ImportPage) -> None:
    told = Told(column=page.column_picked, letters=page.encoding_picked)
    with_sheet(page)
    with_sheet(page)
    assert told.told == []


def test_a_box_that_was_picked_in_keeps_the_focus(page: ImportPage) -> None:
    with_sheet(page)
    page.activateWindow()
    box(page, "columnBox-2").setFocus()
    page.show_sheet(SHEET)
    settled(page)
    assert box(page, "columnBox-2").hasFocus()


def test_the_wheel_over_a_box_changes_nothing(page: ImportPage) -> None:
    with_sheet(page)
    told, over = Told(column=page.column_picked), box(page, "columnBox-1")
    over.setFocus()
    wheel = QWheelEvent(
        *(QPointF(5, 5), QPointF(over.mapToGlobal(QPoint(5, 5))), QPoint(), QPoint(0, -120)),
        *(Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(over, wheel)
    assert (over.currentText(), told.told) == ("Phone", [])


def test_counts_and_faulty_lines_are_seen_and_import_is_told(page: ImportPage) -> None:
    told = Told(go=page.import_pressed)
    with_sheet(page)
    assert {"2", "new", "1 line cannot be used.", "Line 2: Check the e-mail: the @ is missing."} <= in_sight(page)
    assert buttons(page) == {"chooseFileButton", "importButton"}
    pressed(page, "importButton")
    assert told.told == [("go",)]


def test_what_cannot_be_imported_says_why(page: ImportPage) -> None:
    told = Told(go=page.import_pressed)
    with_sheet(page)
    page.show_import(ImportButton("Import 0 customers", "All of them are here already."))
    settled(page)
    pressed(page, "importButton")
    assert told.told == []
    assert "All of them are here already." in in_sight(page)


def test_while_it_imports_it_can_only_be_stopped(page: ImportPage) -> None:
    told = Told(stop=page.stop_pressed)
    with_sheet(page)
    page.show_step(Step.IMPORT)
    page.show_counts(None)
    page.show_import(None)
    page.show_progress(Said("Importing…", "You can go on."), 0.34)
    settled(page)
    bar = page.findChild(ProgressBar, "importProgress")
    assert bar is not None
    assert (bar.isVisible(), bar.value(), bar.accessibleName()) == (True, 340, "Importing…")
    assert {"customers.csv", "Importing…", "34 %"} <= in_sight(page)
    assert "Telefon" not in in_sight(page)
    assert buttons(page) == {"stopImportButton"}
    pressed(page, "stopImportButton")
    assert told.told == [("stop",)]


def test_progress_asks_to_be_brought_up_to_date(page: ImportPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.ticked):
        page.show_progress(Said("Importing…"), 0.1)


def test_what_came_of_it_is_said_and_leads_on(page: ImportPage) -> None:
    told = Told(done=page.done_pressed)
    page.show_step(Step.DONE)
    page.show_sheet(None)
    page.show_said(Said("Imported: 2 new customers.", "1 line was left out."))
    refused = Said("2 stamps were not brought in.", "They have ended.")
    page.show_brought("3 stamps are still to be looked at.", refused, ("Stamp 7 of Ada.", "Stamp 8 of Bob."))
    settled(page)
    assert {
        "Imported: 2 new customers.",
        "3 stamps are still to be looked at.",
        "Stamp 7 of Ada.\nStamp 8 of Bob.",
    } <= in_sight(page)
    assert buttons(page) == {"chooseFileButton", "importDoneButton"}
    pressed(page, "importDoneButton")
    assert told.told == [("done",)]


@pytest.mark.parametrize("size", SIZES)
def test_it_is_kind_in_every_size(page: ImportPage, size: tuple[int, int]) -> None:
    page.resize(*size)
    with_sheet(page)
    assert_kind_to_fingers_and_ears(page)
    assert_nothing_is_cut(page)

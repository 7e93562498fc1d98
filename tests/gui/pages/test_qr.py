"""The QR page: a code that can be read off the screen, and nothing on it but what it was told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QVariantAnimation
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from kiosk_app.codes.matrix import matrix
from kiosk_app.domain.card import Glyph
from kiosk_app.gui.marks.grid import MarkGrid
from kiosk_app.gui.pages.qr import QrPage
from kiosk_app.gui.theme.style import Style
from kiosk_app.presenters.qr_view import CardShown, CodeShown, QrShown
from kiosk_app.presenters.tile_view import MarksShown
from kiosk_app.words.language import english
from kiosk_app.words.said import Said
from tests.fakes.clock import FakeClock
from tests.gui.pages.told import Told
from tests.gui.qr.scanned import bounds, read, rgb

SIZES = [(1280, 800), (1024, 600), (1920, 1080), (800, 1280)]
LINK = "https://vvd.bz/stamp/1347"
CODE = CodeShown(LINK, matrix(LINK), "QR code of the stamp on Coffee card", "vvd.bz/stamp/1347", LINK, "")
PRACTICE_TEXT = "Practice stamp 1347. Not a real stamp."
PRACTICE = CodeShown(
    PRACTICE_TEXT,
    matrix(PRACTICE_TEXT),
    "QR code of the stamp on Coffee card",
    "Practice stamp 1347",
    "",
    "http://127.0.0.1:8765/stamp/1347",
)
CARD = CardShown(
    "Coffee card",
    "Brown Smith · until 21 November 2027",
    MarksShown("1347", Glyph.CUP, 10, 1, 0, "1 of 10 visits, 9 more to a free coffee"),
    "1",
    "of 10",
)


def shown(code: CodeShown | None = CODE, **more: Any) -> QrShown:
    told: dict[str, Any] = {
        "card_idx": 123,
        "back": "Brown Smith",
        "pill": "Stamp issued",
        "headline": "Scan to keep your card",
        "advice": "Open the phone’s camera and point it here.",
        "code": code,
        "instead": None,
        "card": CARD,
        "is_practice": code is PRACTICE,
    }
    return QrShown(**(told | more))


class Stage:
    """The page in a window, with a clock that a test moves."""

    def __init__(self, style: Style, size: tuple[int, int] = (1280, 800)) -> None:
        self.clock = FakeClock()
        self.page = QrPage(style, english(), None, self.clock.monotonic_s)
        self.page.resize(*size)
        self.page.show()

    def button(self, name: str) -> QAbstractButton:
        found = self.page.findChild(QAbstractButton, name)
        assert isinstance(found, QAbstractButton), name
        return found

    def text(self, name: str) -> str:
        found = self.page.findChild(QLabel, name)
        assert isinstance(found, QLabel)
        return found.text()

    def read(self) -> str:
        return read(rgb(self.page.panel.grab().toImage()))


@pytest.fixture
def stage(style: Style) -> Stage:
    return Stage(style)


def test_the_code_on_the_glass_is_the_link(stage: Stage) -> None:
    stage.page.show_qr(shown())
    assert stage.page.objectName() == "qrPage"
    assert stage.read() == LINK
    assert stage.text("stampLink") == "vvd.bz/stamp/1347"
    assert stage.page.panel.accessibleName() == "QR code of the stamp on Coffee card"


def stamped(stage: Stage) -> bool:
    """Whether a mark is on its way; it has arrived afterwards."""
    (grid,) = stage.page.findChildren(MarkGrid)
    (motion,) = grid.findChildren(QVariantAnimation)
    was_moving = motion.state() is QVariantAnimation.State.Running
    motion.setCurrentTime(motion.duration())
    return was_moving


def test_the_first_visit_of_a_new_stamp_is_stamped_once(stage: Stage) -> None:
    waits = replace(CARD, marks=replace(CARD.marks, visits=0, waiting=1))
    stage.page.show_qr(shown(card=replace(CARD, marks=replace(CARD.marks, visits=0))))
    assert not stamped(stage)
    stage.page.show_qr(shown(card=waits))
    assert stage.read() == LINK  # the code does not wait for it
    assert stamped(stage)
    stage.page.show_qr(shown(card=CARD))
    assert not stamped(stage)
    stage.page.show_nobody()
    stage.page.show_qr(shown(card=CARD))
    assert stamped(stage)


def test_a_stamp_that_was_there_before_is_not_stamped_again(stage: Stage) -> None:
    stage.page.show_qr(shown(pill=""))
    assert not stamped(stage)


def test_the_code_of_practice_is_a_text_over_its_band(stage: Stage) -> None:
    told = Told(page_requested=stage.page.page_requested)
    stage.page.show_qr(shown(PRACTICE))
    assert stage.read() == "Practice stamp 1347. Not a real stamp."
    assert stage.button("copyButton").isHidden()
    stage.button("openPageButton").click()
    assert told.told == [("page_requested", "http://127.0.0.1:8765/stamp/1347")]


def test_without_a_code_its_place_says_why(stage: Stage) -> None:
    stage.page.show_qr(shown(None, instead=Said("The QR code comes in a moment", "The stamp itself is safe.")))
    assert stage.page.panel.text() is None
    assert stage.page.panel.accessibleName() == "The QR code comes in a moment"
    assert not stage.button("copyButton").isVisible()


def test_copy_says_that_it_copied(stage: Stage, qtbot: Any) -> None:
    stage.page.show_qr(shown())
    copy = stage.button("copyButton")
    assert (copy.text(), copy.accessibleName()) == ("Copy", "Copy the link")
    copy.click()
    assert QGuiApplication.clipboard().text() == LINK
    assert copy.text() == "Copied"
    with qtbot.waitSignal(stage.page._copied.timeout, timeout=5000):
        pass
    assert copy.text() == "Copy"


@pytest.mark.parametrize(
    ("name", "signal"),
    [("doneButton", "done_pressed"), ("backButton", "back_pressed")],
)
def test_a_press_is_said(stage: Stage, name: str, signal: str) -> None:
    told = Told(**{signal: getattr(stage.page, signal)})
    stage.page.show_qr(shown())
    stage.button(name).click()
    assert told.told == [(signal,)]


def test_enter_is_done(stage: Stage) -> None:
    told = Told(done_pressed=stage.page.done_pressed)
    stage.page.show_qr(shown())
    QTest.keyClick(stage.page, Qt.Key.Key_Return)
    assert told.told == []  # a scanner's second Enter, or a finger that pressed twice
    stage.clock.advance(0.4)
    QTest.keyClick(stage.page, Qt.Key.Key_Return)
    assert told.told == [("done_pressed",)]


def test_where_no_code_will_come_the_words_stand_alone(stage: Stage, qapp: QApplication) -> None:
    stage.page.show_qr(shown(None, pill="", headline="The service said no", advice="It gave no reason.", card=None))
    qapp.processEvents()
    assert not stage.page.panel.isVisibleTo(stage.page)
    assert stage.text("qrHeadline") == "The service said no"
    stage.page.show_qr(shown())
    assert stage.page.panel.isVisibleTo(stage.page)


def test_it_says_when_the_code_is_painted_and_not_before(stage: Stage, qapp: QApplication) -> None:
    told = Told(code_painted=stage.page.code_painted)
    stage.page.show_qr(shown(None, instead=Said("The QR code comes in a moment")))
    stage.page.grab()
    qapp.processEvents()
    assert told.told == []
    stage.page.show_qr(shown())
    stage.page.grab()
    qapp.processEvents()
    assert ("code_painted",) in told.told


def test_undo_is_there_for_its_seconds(stage: Stage, qtbot: Any) -> None:
    told = Told(undo_pressed=stage.page.undo_pressed)
    stage.page.show_qr(shown())
    undo = stage.button("undoButton-123")
    assert undo.isHidden()
    stage.page.start_undo(12)
    undo.click()
    assert told.told == [("undo_pressed",)]
    with qtbot.waitSignal(stage.page.undo_ran_out, timeout=2000):
        stage.clock.advance(12)
    stage.page.stop_undo()
    assert undo.isHidden()


def test_the_seconds_back_are_shown_and_can_be_stopped(stage: Stage, qtbot: Any) -> None:
    told = Told(stay_pressed=stage.page.stay_pressed)
    stage.page.show_qr(shown())
    stage.page.start_back(30)
    assert stage.text("backIn") == "Back to the counter in 30 s"
    stage.button("stayButton").click()
    assert told.told == [("stay_pressed",)]
    with qtbot.waitSignal(stage.page.back_ran_out, timeout=2000):
        stage.clock.advance(30)
    stage.page.stop_back()
    assert not stage.button("stayButton").isVisible()


def test_any_touch_is_said(stage: Stage) -> None:
    told = Told(touched=stage.page.touched)
    stage.page.show_qr(shown())
    QTest.mouseClick(stage.page.panel, Qt.MouseButton.LeftButton)
    assert told.told
    assert set(told.told) == {("touched",)}


def test_nothing_of_a_customer_stays(stage: Stage) -> None:
    stage.page.show_qr(shown())
    stage.page.show_nobody()
    texts = " ".join(str(child.text()) for child in stage.page.findChildren(QWidget) if hasattr(child, "text"))
    assert "Brown" not in texts
    assert "1347" not in texts
    assert stage.page.panel.text() is None


def test_trouble_is_said_on_the_page(stage: Stage) -> None:
    stage.page.show_qr(shown())
    stage.page.show_trouble(Said("This computer is almost full.", "Free some space."))
    spoken = [child.accessibleName() for child in stage.page.findChildren(QWidget) if child.isVisible()]
    assert "This computer is almost full. Free some space." in spoken
    stage.page.show_trouble(None)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_it_holds_in_every_window(style: Style, qapp: QApplication, size: tuple[int, int], scale: float) -> None:
    style.change(text_scale=scale)
    stage = Stage(style, size=size)
    stage.page.show_qr(shown())
    stage.page.start_back(30)
    stage.page.start_undo(12)
    qapp.processEvents()
    assert stage.read() == LINK
    for one in stage.page.findChildren(QAbstractButton):
        if one.isVisible():
            corner = one.mapTo(stage.page, QPoint(one.width(), one.height()))
            assert one.height() >= 56, one.objectName()
            assert corner.x() <= stage.page.width(), one.objectName()
    done = stage.button("doneButton")
    assert done.mapTo(stage.page, QPoint(0, done.height())).y() <= stage.page.height()
    stage.page.stop_undo()
    stage.page.stop_back()


def test_the_code_is_as_large_as_it_is_drawn(style: Style, qapp: QApplication) -> None:
    stage = Stage(style)
    stage.page.show_qr(shown())
    qapp.processEvents()
    assert stage.page.panel.width() == 664
    left, _, right, _ = bounds(rgb(stage.page.panel.grab().toImage()))
    assert right - left == 500

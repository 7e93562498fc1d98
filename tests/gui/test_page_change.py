"""A page comes in without anybody's waiting for it: it is live from the start, and the code does not move at all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QVariantAnimation
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kiosk_app.gui.page_change import CALM_MS, COMING_MS, SLIDE, PageChange
from kiosk_app.gui.scan_bar import ScanBar
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.banner import Banner
from kiosk_app.gui.window import Window
from kiosk_app.words.language import english
from tests.fakes.clock import FakeClock
from tests.pictures.desk import come_to_rest
from tests.pictures.states import make_style


@pytest.fixture
def style(qapp: QApplication) -> Iterator[Style]:
    made = make_style()
    made.change(is_calm=False)
    yield made
    made.changed.disconnect()


class Stage:
    """A window with two pages, the first of them shown."""

    def __init__(self, style: Style, qtbot: QtBot) -> None:
        self.window = Window(style, english(), FakeClock().now, is_practice=False)
        self.window.furnish(Banner(style), ScanBar(style), PageChange(self.window))
        qtbot.addWidget(self.window)
        self.home, self.next = Page("home"), Page("next")
        for page in (self.home, self.next):
            self.window.add_page(page)
        self.window.show_home(self.home, "Shop", "")
        self.window.resize(800, 600)
        self.window.show()
        qtbot.waitExposed(self.window)

    @property
    def motion(self) -> QVariantAnimation | None:
        """The one that runs, stopped where it is, so that the test's own time does not count."""
        running = QVariantAnimation.State.Running
        motions = [one for one in self.window.findChildren(QVariantAnimation) if one.state() is running]
        for motion in motions:
            motion.pause()
        return motions[0] if motions else None

    def at(self, motion: QVariantAnimation, ms: int) -> QImage:
        motion.setCurrentTime(ms)
        QApplication.processEvents()
        return self.window.grab().toImage()


class Page(QWidget):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.label = QLabel(text, self)
        self.label.move(100, 100)
        self.label.resize(200, 60)


@pytest.fixture
def stage(style: Style, qtbot: QtBot) -> Stage:
    return Stage(style, qtbot)


def test_the_first_page_is_there_at_once(stage: Stage) -> None:
    assert stage.motion is None


def test_another_page_fades_and_slides_in(stage: Stage) -> None:
    stage.window.show_page(stage.next, "Back", "Next")
    motion = stage.motion
    assert motion is not None
    assert motion.duration() == COMING_MS
    begin, middle = stage.at(motion, 0), stage.at(motion, 40)
    come_to_rest(stage.window)
    end = stage.window.grab().toImage()
    assert lowest_ink(stage, begin) == lowest_ink(stage, end) + SLIDE
    assert lowest_ink(stage, end) < lowest_ink(stage, middle) < lowest_ink(stage, begin)
    assert darkest(stage, end) < darkest(stage, middle) < darkest(stage, begin)


def test_with_reduced_motion_it_fades_alone_and_faster(stage: Stage, style: Style) -> None:
    style.change(is_calm=True)
    stage.window.show_page(stage.next, "Back", "Next")
    motion = stage.motion
    assert motion is not None
    assert motion.duration() == CALM_MS
    middle = lowest_ink(stage, stage.at(motion, 40))
    come_to_rest(stage.window)
    assert middle == lowest_ink(stage, stage.window.grab().toImage())


def test_what_changes_on_it_meanwhile_is_seen(stage: Stage) -> None:
    stage.window.show_page(stage.next, "Back", "Next")
    motion = stage.motion
    assert motion is not None
    before = stage.at(motion, 100)
    stage.next.label.setText("changed")
    QApplication.processEvents()
    assert stage.at(motion, 100) != before


def test_the_page_with_the_code_is_there_at_once(stage: Stage) -> None:
    stage.window.show_page(stage.next, "Back", "Next")
    stage.window.show_with_own_bar(stage.home, QWidget())
    assert stage.motion is None
    assert not stage.home.graphicsEffect()
    assert not stage.next.graphicsEffect()


def test_the_same_page_again_does_not_move(stage: Stage) -> None:
    stage.window.show_home(stage.home, "Shop", "")
    assert stage.motion is None


def lowest_ink(stage: Stage, shot: QImage) -> int:
    """The lowest row of pixels round the second page's label that differs from the paper."""
    return max(y for _, y, _ in inked(stage, shot))


def darkest(stage: Stage, shot: QImage) -> int:
    return min(lightness for *_, lightness in inked(stage, shot))


def inked(stage: Stage, shot: QImage) -> list[tuple[int, int, int]]:
    """Where it is not paper, and how light it is there."""
    corner = stage.next.label.mapTo(stage.window, stage.next.label.rect().topLeft())
    area = [(corner.x() + x, corner.y() + y) for x in range(100) for y in range(90)]
    paper = shot.pixelColor(corner.x() + 300, corner.y()).lightness()
    found = [(x, y, shot.pixelColor(x, y).lightness()) for x, y in area]
    return [one for one in found if one[2] < paper]

"""The field stays in sight in every window, and the keyboard takes less than half of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from kiosk_app.gui.stage import Stage
from kiosk_app.gui.theme.palette import LIGHT
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.touch.keyboard import TouchKeyboard
from kiosk_app.words.language import english
from tests.pictures.desk import Desk
from tests.pictures.states import make_style, open_desk

SIZES = ((1024, 600), (1280, 800), (800, 1280))
SCALES = (1.0, 1.5)
MOST = 0.45


@pytest.fixture
def style(qapp: QApplication) -> Iterator[Style]:
    made = make_style()
    yield made
    made.change(LIGHT, 1.0)
    made.changed.disconnect()


def place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def line(desk: Desk, name: str) -> QLineEdit:
    return next(one for one in desk.window.findChildren(QLineEdit, name) if one.isVisible())


def faults(desk: Desk, name: str) -> Iterator[str]:
    """All of the box is on the glass, between the bars and the keyboard."""
    field = line(desk, name)
    box = field.parentWidget()
    assert box is not None
    if box.visibleRegion().boundingRect() != box.rect():
        yield f"{name}: {box.visibleRegion().boundingRect()} of {box.rect()}"
    keyboard = desk.window.findChildren(TouchKeyboard)[0]
    if not keyboard.isVisible() or place(box, desk.window).bottom() >= place(keyboard, desk.window).top():
        yield f"{name}: behind the keyboard"
    if keyboard.height() > MOST * desk.window.height():
        yield f"{name}: the keyboard takes {keyboard.height()} of {desk.window.height()}"


def open_page(desk: Desk, page: str) -> None:
    match page:
        case "counter":
            desk.counter()
        case "new":
            desk.new_customer("")
        case "settings":
            desk.settings("counter")
        case "setup":
            desk.setup()
    desk.settle()


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_every_field_is_in_sight_while_it_is_typed_in(
    style: Style, tmp_path: Path, size: tuple[int, int], scale: float
) -> None:
    found: list[str] = []
    style.change(LIGHT, scale)
    with open_desk(tmp_path / "sample", style, english()) as desk:
        desk.window.resize(*size)
        for page, names in (
            ("counter", ("searchField",)),
            ("new", ("nameField", "phoneField", "emailField", "memberIdField", "noteField")),
            ("settings", ("settingsShopNameField", "idleField", "scannerPaceField")),
            ("setup", ("shopNameField",)),
        ):
            for name in names:
                open_page(desk, page)
                field = line(desk, name)
                desk.touch(field)
                found += faults(desk, name)
    assert not found, "\n".join(found)


def test_what_comes_up_beside_it_does_not_push_it_out_of_sight(style: Style, tmp_path: Path) -> None:
    """Somebody looks alike: their card takes the room that the field had."""
    with open_desk(tmp_path / "sample", style, english()) as desk:
        desk.window.resize(1024, 600)
        open_page(desk, "new")
        desk.touch(line(desk, "phoneField"))
        line(desk, "phoneField").setText("+1 123-4567-8900")
        desk.settle()
        assert "Looks like Brown Smith" in {one.accessibleName() or one.property("text") for one in shown(desk)}
        assert not list(faults(desk, "phoneField"))


def shown(desk: Desk) -> list[QWidget]:
    return [one for one in desk.window.findChildren(QWidget) if one.isVisible()]


def test_without_it_a_page_has_all_the_room_again(style: Style, tmp_path: Path) -> None:
    with open_desk(tmp_path / "sample", style, english()) as desk:
        desk.window.resize(1024, 600)
        open_page(desk, "setup")
        stage = desk.window.findChildren(Stage)[0]
        before = stage.pages.geometry()
        desk.touch(line(desk, "shopNameField"))
        assert stage.pages.geometry() != before
        desk.keyboard.away_wanted.emit()
        desk.settle()
        assert stage.pages.geometry() == before

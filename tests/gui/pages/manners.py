"""What every page owes to everybody: targets that a finger finds, names that are read out, nothing cut off."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QScrollArea, QWidget

SIZES = [(1280, 800), (1024, 600), (1920, 1080), (800, 1280)]
TARGET = 56


def settled(page: QWidget) -> None:
    """Let layouts that ask each other come to rest."""
    page.show()
    for _ in range(10):
        QApplication.processEvents()


def pressed(page: QWidget, name: str) -> None:
    """Press the button of this object name."""
    button = page.findChild(QAbstractButton, name)
    assert button is not None, name
    button.click()


def line(page: QWidget, name: str) -> QLineEdit:
    """The line of text of this object name."""
    found = page.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit), name
    return found


def assert_kind_to_fingers_and_ears(page: QWidget) -> None:
    """Every button in sight is large enough and has a name; every field has a name."""
    for button in page.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.accessibleName(), button
            assert button.width() >= TARGET, (button.accessibleName(), button.size())
            assert button.height() >= TARGET, (button.accessibleName(), button.size())
    for field in page.findChildren(QLineEdit):
        assert field.accessibleName() or not field.isVisible(), field


def assert_nothing_is_cut(page: QWidget) -> None:
    """Every button in sight, and the content of what scrolls, lies within the page's width."""
    for button in page.findChildren(QAbstractButton):
        if button.isVisible() and not _scrolls_sideways(button):
            left = button.mapTo(page, QPoint(0, 0)).x()
            assert left >= 0, button.accessibleName()
            assert left + button.width() <= page.width(), button.accessibleName()
    for area in page.findChildren(QScrollArea):
        if area.isVisible() and area.objectName() != "strip":
            content = area.widget()
            assert content is not None
            assert content.width() <= area.viewport().width()


def _scrolls_sideways(widget: QWidget) -> bool:
    at: QWidget | None = widget
    while at is not None:
        if at.objectName() == "strip":
            return True
        at = at.parentWidget()
    return False

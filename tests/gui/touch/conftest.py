"""The window that the keyboard on the screen is tried in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.touch.glass import Glass
from tests.pictures.states import make_style


@pytest.fixture
def glass(qapp: QApplication) -> Iterator[Glass]:
    style = make_style()
    made = Glass(qapp, style)
    yield made
    made.close()
    style.changed.disconnect()


@pytest.fixture
def screen(qapp: QApplication) -> Iterator[QPointingDevice]:
    """A touch screen, plugged in for this test."""
    device = QTest.createTouchDevice()
    assert isinstance(device, QPointingDevice)
    yield device
    device.deleteLater()
    QCoreApplication.sendPostedEvents(device, QEvent.Type.DeferredDelete.value)

"""A stamp service in a process of its own, no keyring in reach, and a window of this process in front of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk_app.gui.icons import Icons
from kiosk_app.gui.theme.fonts import load_fonts
from kiosk_app.gui.theme.style import Style
from kiosk_app.system.assets import assets_folder, inter_file
from kiosk_app.wiring.first_page import FirstPage
from kiosk_app.wiring.ground import Choices, open_ground
from kiosk_app.wiring.window import OpenWindow, open_window
from kiosk_app.words.language import english
from tests.functional.window.hands import Hands
from tests.services import PracticeProcess


class OpenRun(Protocol):
    """Opens the window on the test's own folder, with all that is behind it."""

    def __call__(self) -> AbstractContextManager[OpenWindow]: ...


class OpenHands(Protocol):
    """Opens the window on the test's own folder."""

    def __call__(self) -> AbstractContextManager[Hands]: ...


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nobody's own keyring is asked or written to."""
    (tmp_path / "run").mkdir(mode=0o700)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'run' / 'no-bus'}")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))


@pytest.fixture
def service(tmp_path: Path) -> Iterator[PracticeProcess]:
    with PracticeProcess(tmp_path / "service.db") as service:
        yield service


@pytest.fixture
def run(qapp: QApplication, qtbot: QtBot, tmp_path: Path, service: PracticeProcess) -> OpenRun:
    load_fonts(inter_file())
    style = Style(Icons(assets_folder() / "icons"))
    style.dress(qapp)

    @contextmanager
    def opened() -> Iterator[OpenWindow]:
        with open_ground(Choices(tmp_path / "data", service_url=service.address)) as ground:
            first = FirstPage(ground, qapp, style, english())
            ground.closing.callback(first.close)
            assert first.show(full_screen=False)
            window = open_window(ground, first, style, english())
            window.begin()
            window.window.activateWindow()
            qtbot.waitExposed(window.window)
            try:
                yield window
            finally:
                window.window.close()
            assert [timer for timer in window.findChildren(QTimer) if timer.isActive()] == [], "it is over"

    return opened


@pytest.fixture
def window(run: OpenRun, qtbot: QtBot) -> OpenHands:
    @contextmanager
    def opened() -> Iterator[Hands]:
        with run() as window:
            yield Hands(window.window, qtbot)

    return opened

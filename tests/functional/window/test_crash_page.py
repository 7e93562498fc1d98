"""A fault of our own: its page with Copy, in the window that goes on and where the window cannot begin."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from tests.conftest import LogWatch
from tests.functional.window.conftest import OpenHands
from tests.functional.window.test_by_mouse import set_up

CANARY = "canary-5b0c9e"
BROKEN = """
import sys

class Broken:
    def find_spec(name, path=None, target=None):
        if name == "kiosk_app.wiring.window":
            raise ZeroDivisionError("canary-5b0c9e")
        if name == "kiosk_app.gui.pages.crash":
            from PySide6.QtCore import QTimer
            QTimer.singleShot(300, read)

def read():
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QAbstractButton, QApplication
    (page,) = [widget for widget in QApplication.topLevelWidgets() if widget.objectName() == "crashPage"]
    page.findChild(QAbstractButton, "copyCrashButton").click()
    print(page.accessibleName())
    print(QGuiApplication.clipboard().text(), flush=True)
    page.findChild(QAbstractButton, "leaveCrashButton").click()

sys.meta_path.insert(0, Broken)
from kiosk_app.__main__ import main
sys.exit(main())
"""


def test_what_happened_can_be_seen_and_copied_and_the_window_goes_on(
    window: OpenHands, log_watch: LogWatch, caplog: pytest.LogCaptureFixture
) -> None:
    log_watch.expect("crash [0-9a-f]{8}: ZeroDivisionError")

    def fail() -> None:
        raise ZeroDivisionError(CANARY)

    with window() as hands:
        set_up(hands)
        QTimer.singleShot(0, fail)
        hands.read("met a fault of its own")
        hands.click("barButton")
        hands.see("crashPage")
        hands.click("copyCrashButton")
        copied = QGuiApplication.clipboard().text()
        hands.click("leaveCrashButton")
        hands.see("counterPage")
    assert "Stamp Kiosk" in copied
    assert "ZeroDivisionError" in copied
    assert CANARY not in copied
    reference = copied.partition("Reference ")[2].split()[0]
    assert f"crash {reference}" in caplog.text


def test_where_the_window_cannot_begin_the_page_says_so_and_the_status_is_a_fault_of_ours(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BROKEN, "--data-dir", str(tmp_path / "data")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "Stamp Kiosk stopped because of a fault of its own." in done.stdout
    assert "ZeroDivisionError\n  at " in done.stdout
    assert CANARY not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    reference = done.stdout.partition("Reference ")[2].split()[0]
    assert reference in (tmp_path / "data" / "logs" / "stamp-kiosk.log").read_text("utf-8")
    assert reference in done.stderr

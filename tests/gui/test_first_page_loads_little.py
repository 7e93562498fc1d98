"""Before the first paint nothing is loaded that it does not show: each of these would hold it up."""

from __future__ import annotations

import subprocess
import sys

LOADED = """
import sys
from kiosk_app.__main__ import load_qt
load_qt()
import kiosk_app.wiring.start
from PySide6 import QtCore, QtGui, QtWidgets
print(*sys.modules, *vars(QtCore), *vars(QtGui), *vars(QtWidgets), sep="\\n")
"""
LATER = (
    *("sqlite3", "requests", "keyring", "qrcode", "phonenumbers", "tomllib", "tomlkit"),
    *("kiosk_app.domain.settings", "kiosk_app.services.settings", "kiosk_app.store.settings_file"),
    *("kiosk_app.gui.pages.counter_list", "kiosk_app.gui.widgets.row_list", "kiosk_app.gui.page_change"),
    *("kiosk_app.wiring.house", "kiosk_app.wiring.window", "kiosk_app.wiring.pages"),
    *("QStyle", "QAction", "QIcon", "QGradient"),  # each with hundreds of enum members
)


WINDOW = """
import sys
from kiosk_app.__main__ import load_qt
load_qt()
import kiosk_app.wiring.start, kiosk_app.wiring.window, kiosk_app.wiring.pages
print(*sys.modules, sep="\\n")
"""


def test_the_keyboard_on_the_screen_is_loaded_by_nobody_who_has_another() -> None:
    run = subprocess.run([sys.executable, "-c", WINDOW], check=True, capture_output=True, text=True)
    loaded = run.stdout.split()
    assert "kiosk_app.wiring.screen_keyboard" in loaded
    assert [name for name in loaded if ".touch" in name or name.endswith("touch_keyboard")] == []


def test_what_the_first_page_does_not_show_is_loaded_after_it() -> None:
    run = subprocess.run([sys.executable, "-c", LOADED], check=True, capture_output=True, text=True)
    loaded = set(run.stdout.split())
    assert "kiosk_app.wiring.first_page" in loaded
    assert loaded.isdisjoint(LATER), sorted(loaded & set(LATER))

"""What scrolls knows its own viewport: else PySide loads every kind of widget. In a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

ASKS = """
from pathlib import Path
from PySide6 import QtWidgets
import kiosk_app.gui.widgets.scrolled
from kiosk_app.gui.icons import Icons
from kiosk_app.gui.theme.style import Style
app = QtWidgets.QApplication([])
{made}.viewport()
print("QWizard" in vars(QtWidgets))
"""
OF_OURS = "kiosk_app.gui.widgets.scrolled.Scrolled(Style(Icons(Path())))"


@pytest.mark.parametrize(("made", "loads"), [("QtWidgets.QScrollArea()", "True"), (OF_OURS, "False")])
def test_asking_for_the_viewport_loads_no_other_widgets(made: str, loads: str) -> None:
    """The first line fails when PySide stops loading them: then nobody needs a viewport of their own."""
    done = subprocess.run(
        [sys.executable, "-c", ASKS.format(made=made)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == loads

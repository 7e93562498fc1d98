"""A computer that shuts down while the window begins: SIGTERM at any moment ends it as its own button does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")

BEGUN = """
import os
import signal
import sys

loading = sys.argv.pop()

class Watch:
    def find_spec(name, path=None, target=None):
        if name == loading:
            os.kill(os.getpid(), signal.SIGTERM)

sys.meta_path.insert(0, Watch)
from kiosk_app.__main__ import main
sys.exit(main())
"""


@pytest.mark.parametrize(
    "loading",
    [
        *("PySide6.QtCore", "PySide6.QtWidgets", "kiosk_app.gui.widgets.focus_ring"),
        *("kiosk_app.wiring.house", "kiosk_app.wiring.window", "kiosk_app.gui.one_window", "kiosk_app.wiring.pages"),
    ],
)
def test_a_signal_at_any_moment_ends_it(loading: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BEGUN, "--data-dir", str(tmp_path / "data"), loading],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")

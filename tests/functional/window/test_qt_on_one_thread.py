"""Qt is asked by the window's thread alone, in a process of its own: the test runner has loaded all of it already."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

OPENED = """
import sys
import threading
from pathlib import Path

by_lanes = []

class Watch:
    def find_spec(name, path=None, target=None):
        if threading.current_thread() is not threading.main_thread():
            by_lanes.append(name)

sys.meta_path.insert(0, Watch)

from PySide6.QtWidgets import QApplication
from kiosk_app.gui.icons import Icons
from kiosk_app.gui.theme.style import Style
from kiosk_app.system.assets import assets_folder
from kiosk_app.wiring.first_page import FirstPage
from kiosk_app.wiring.ground import Choices, open_ground
from kiosk_app.wiring.window import open_window
from kiosk_app.words.language import english

app = QApplication([])
style = Style(Icons(assets_folder() / "icons"))
with open_ground(Choices(Path(sys.argv[1]), practice=True)) as ground:
    first = FirstPage(ground, app, style, english())
    ground.closing.callback(first.close)
    first.show(full_screen=False)
    opened = open_window(ground, first, style, english())
    opened.loaded.connect(opened.window.close)
    opened.closed.connect(app.quit)
    opened.begin()
    app.exec()

def asks_qt(name):
    things = vars(sys.modules[name]).values() if name in sys.modules else ()
    return name.startswith("PySide6") or any("PySide6" in str(getattr(thing, "__module__", "")) for thing in things)

print(len(by_lanes), *sorted(filter(asks_qt, by_lanes)))
"""


def test_no_lane_loads_what_asks_qt(tmp_path: Path) -> None:
    """PySide makes a type when it is first asked for; two threads that ask at once crash, four times in five."""
    done = subprocess.run(
        [sys.executable, "-c", OPENED, str(tmp_path)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    by_lanes, *asking_qt = done.stdout.split()
    assert int(by_lanes) > 0, "the lanes load nothing any more: this test sees nothing"
    assert asking_qt == []

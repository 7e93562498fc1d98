"""A start of the program as far as being the one window goes, as a process of its own for the tests.

It says what it is; as the window it says each call, until its standard input ends. Given "wait" it first says
that it is ready and waits for a line; given "deaf" it never comes to answering.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMetaObject, Qt

from kiosk_app.gui.one_window import Door, Start, start_as
from kiosk_app.system.one_window import WindowLock


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


def main(folder: Path, manner: str) -> int:
    app = QCoreApplication([])
    if manner == "wait":
        say("ready")
        sys.stdin.readline()
    lock, calls = WindowLock(folder / "window.lock"), folder / "calls"
    calls.mkdir(exist_ok=True)
    start = start_as(lock, calls, patience_s=1.0 if manner == "impatient" else 20.0, answer_s=0.2)
    say(start.value)
    if start is not Start.THE_WINDOW:
        return 0 if start is Start.BROUGHT_FORWARD else 1
    door = Door(calls)
    door.called.connect(lambda: say("called"))
    say("door" if door.open() else "no door")
    if manner == "deaf":
        sys.stdin.read()
    quits = threading.Thread(target=_quit_at_end_of_input, args=(app,), daemon=True)
    quits.start()
    app.exec()
    door.close()
    lock.release()
    return 0


def _quit_at_end_of_input(app: QCoreApplication) -> None:
    sys.stdin.read()
    QMetaObject.invokeMethod(app, "quit", Qt.ConnectionType.QueuedConnection)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))

"""Whole days in full: ``python -m tests.functional.days [SEED …]``, each in a process of its own; without seeds five.

Prints the table. Ends with 1 where anything differs, or a day came to a stop.
"""

from __future__ import annotations

import logging
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from kiosk_app.gui.theme.style import FUSION
from tests.conftest import LogWatch
from tests.functional.days.day import play
from tests.functional.days.table import heading, row

DAYS = 5
_ONE = "--one"


def main(arguments: list[str]) -> int:
    """The exit status."""
    if arguments[:1] == [_ONE]:
        return _play_here(int(arguments[1]))
    seeds = [int(seed) for seed in arguments] or random.SystemRandom().sample(range(10**6), DAYS)
    print(heading(), flush=True)  # noqa: T201
    command = [sys.executable, "-m", "tests.functional.days", _ONE]
    went = [subprocess.run([*command, str(seed)], check=False).returncode for seed in seeds]
    return int(any(went))


def _play_here(seed: int) -> int:
    log = LogWatch()  # a fault of the program's own is logged, and nothing else is at that level
    logging.getLogger().addHandler(log)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={folder / 'no-bus'}"  # nobody's own desktop is asked
        day = play(folder, QApplication([*sys.argv[:1], *FUSION]), seed)
    day.differs.extend(log.complaints())
    print(row(day), flush=True)  # noqa: T201
    return int(bool(day.differs) or not day.found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

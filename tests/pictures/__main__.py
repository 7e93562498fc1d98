"""Makes pictures of every page: ``python -m tests.pictures FOLDER [page ...]``. A name says page, size and look.

Without pages all are made. ``counter`` stands for every state whose name begins with it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from kiosk_app.gui.theme.style import FUSION, Style
from tests.pictures.states import STATES, State, make_style
from tests.pictures.tour import LOOKS, walk

WRONG_USE = 2
QUICK = 80  # of PNG: less packed, and three times as fast


def make_pictures(folder: Path, states: tuple[State, ...], style: Style) -> int:
    """How many pictures were made."""
    made = 0
    for look in LOOKS:
        for desk, state in walk(look, style, states):
            for width, height in look.sizes:
                desk.window.resize(width, height)
                desk.settle()
                name = f"{state.name}-{width}x{height}-{look.name}.png"
                desk.window.grab().save(str(folder / name), "PNG", QUICK)
                made += 1
    return made


def main(arguments: list[str]) -> int:
    if not arguments:
        sys.stderr.write("python -m tests.pictures FOLDER [page ...]\n")
        return WRONG_USE
    folder, *pages = arguments
    states = tuple(state for state in STATES if not pages or state.name.startswith(tuple(pages)))
    if not states:
        sys.stderr.write("pages: " + " ".join(state.name for state in STATES) + "\n")
        return WRONG_USE
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _app = QApplication([*sys.argv[:1], *FUSION])
    Path(folder).mkdir(parents=True, exist_ok=True)
    made = make_pictures(Path(folder), states, make_style())
    sys.stdout.write(f"{made} pictures in {folder}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

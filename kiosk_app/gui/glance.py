"""A process of its own that tells what Qt and the screens are, a line of JSON at each step, and ends.

Where no window can be opened Qt ends the process there and then: what stands above that line was true. So Qt is
loaded step by step.
"""

from __future__ import annotations

import json
import sys


def tell() -> None:
    """Qt's version; then its platform with the screens, the main one first."""
    from PySide6.QtCore import qVersion

    _say({"qt": qVersion()})

    from PySide6.QtGui import QGuiApplication

    app = QGuiApplication(sys.argv[:1])
    main = app.primaryScreen()
    sizes = [
        (screen.size().width(), screen.size().height(), screen.devicePixelRatio())
        for screen in sorted(app.screens(), key=lambda screen: screen is not main)
        if not screen.size().isEmpty()
    ]
    _say({"platform": app.platformName(), "screens": sizes})


def _say(told: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()

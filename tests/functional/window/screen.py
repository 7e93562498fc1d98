"""A screen of its own with a window manager, its keyboard, and what a camera in front of it would see."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import zxingcpp
from PySide6.QtGui import QImage

from tests.gui.qr.scanned import Rgb, rgb

PROGRAMS = ("Xvfb", "openbox", "xdotool", "import")
MISSING = [name for name in PROGRAMS if shutil.which(name) is None]
PATIENCE_S = 30.0
AWAKE_S = 0.7  # a page that came up just now is deaf for so long: to a second Enter, and on a button that changed
STILL = 2000  # pixels: less is a cursor that blinks, or the clock


class Screen:
    """Started when it is entered. Waits are for what is seen on it, one picture after the other."""

    def __init__(self, folder: Path, size: str = "1280x860", *, has_manager: bool = True) -> None:
        self._size = size
        self._has_manager = has_manager
        self._picture = folder / "screen.png"
        self._children: list[subprocess.Popen[str]] = []
        self.environ: dict[str, str] = {}

    def __enter__(self) -> Self:
        server = self._start("Xvfb", "-displayfd", "1", "-screen", "0", f"{self._size}x24", "-nolisten", "tcp")
        assert server.stdout
        self.environ = {**os.environ, "DISPLAY": f":{server.stdout.readline().strip()}"}
        if self._has_manager:
            self._start("openbox")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, trace: TracebackType | None
    ) -> None:
        for child in reversed(self._children):
            child.terminate()
            child.wait(PATIENCE_S)
            if child.stdout:
                child.stdout.close()

    def type(self, text: str) -> None:
        """Type it into the window that has the focus, as fast as nobody can and slower than any scanner."""
        self._run("xdotool", "type", "--delay", "100", text)  # of which it takes half

    def scan_in(self, code: str, per_key_ms: int) -> None:
        """Type it as a scanner does; what it ends with is in it."""
        self._run("xdotool", "type", "--delay", str(2 * per_key_ms), code)

    def press(self, *keys: str) -> None:
        """One key after the other, by their names in X."""
        self._run("xdotool", "key", "--delay", "20", *keys)

    def picture(self) -> Rgb:
        """The whole screen as it is now."""
        self._run("import", "-window", "root", str(self._picture))
        return rgb(QImage(str(self._picture)))

    def wait_for_another(self, before: Rgb) -> Rgb:
        """Wait until the screen shows something else than before, and has stood still until it takes an Enter."""
        seen, since_s = [before], time.monotonic()

        def has_settled() -> bool:
            nonlocal since_s
            seen.append(self.picture())
            if _differ(seen[-2], seen[-1]):
                since_s = time.monotonic()
            return _differ(before, seen[-1]) and time.monotonic() - since_s > AWAKE_S

        self.wait(has_settled, "the screen changes and stands still")
        return seen[-1]

    def scan(self, unlike: str = "") -> str:
        """Wait for a code that is not ``unlike``, and read it."""
        found = [""]

        def is_there() -> bool:
            found.extend(code.text for code in zxingcpp.read_barcodes(self.picture()))
            return found[-1] not in ("", unlike)

        self.wait(is_there, "a code is on the screen")
        return found[-1]

    def wait(self, is_so: Callable[[], bool], what: str) -> None:
        """Ask again and again; asking takes its time."""
        end_s = time.monotonic() + PATIENCE_S
        while not is_so():
            assert time.monotonic() < end_s, f"in vain: {what}"

    def _start(self, *command: str) -> subprocess.Popen[str]:
        child = subprocess.Popen(
            command, env=self.environ or None, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self._children.append(child)
        return child

    def _run(self, *command: str) -> None:
        subprocess.run(command, env=self.environ, check=True, timeout=PATIENCE_S)


def _differ(one: Rgb, other: Rgb) -> bool:
    return one.shape != other.shape or int(np.count_nonzero((one != other).any(axis=2))) > STILL

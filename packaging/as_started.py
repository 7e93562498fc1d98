"""Gives the packaged program the environment that it was started with, for what it starts itself: a browser, a keyring.

PyInstaller puts our libraries before the system's and keeps what stood there; we have found all of ours by then. And
modules are looked for first where most of them are.
"""

import os
import sys

_OURS = "LD_LIBRARY_PATH"
if (_before := os.environ.pop(f"{_OURS}_ORIG", None)) is not None:
    os.environ[_OURS] = _before
else:
    os.environ.pop(_OURS, None)

sys.path.sort(key=lambda place: place != getattr(sys, "_MEIPASS", place))

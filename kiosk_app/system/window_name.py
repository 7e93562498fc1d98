"""The name by which the one window of a folder is called on this computer."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


def window_name(folder: Path) -> str:
    """The same for every way of writing the folder's path."""
    place = os.fsencode(os.path.normcase(folder.resolve()))
    return f"stamp-kiosk-{hashlib.sha256(place).hexdigest()[:24]}"

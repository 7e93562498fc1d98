"""Spares requests the library that guesses how a text is encoded: 3 MB, and we read nothing but bytes.

requests loads charset_normalizer with itself, and warns where it is missing; so for that long there is an empty one.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

GUESSER = "charset_normalizer"


def load_without_guesser() -> None:
    """Load requests. Where somebody has loaded it or the guesser before, nothing changes."""
    if GUESSER in sys.modules:
        return
    empty = ModuleType(GUESSER)
    vars(empty)["__version__"] = "3.0.0"  # one that requests takes
    sys.modules[GUESSER] = empty
    try:
        import_module("requests")
    finally:
        del sys.modules[GUESSER]

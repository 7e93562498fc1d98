"""Spares PySide a search: it reads the source of every module that is loaded after it, for a feature nobody here uses.

To find out who asks for ``snake_case`` names, PySide keeps the text of each such file (PYSIDE-2029): 12 MB by the time
all is loaded, and every line read once more at the start.
"""

from __future__ import annotations

import linecache
from importlib import import_module
from types import ModuleType


def search_no_features() -> None:
    """Answer for every module from here on: it asks for none. A PySide without this search is left as it is."""
    import_module("PySide6.QtCore")  # brings the search with it
    search = vars(import_module("shibokensupport.feature"))
    if "_mod_uses_pyside" in search:
        search["_mod_uses_pyside"] = _asks_for_none
        linecache.clearcache()  # what it read until here


def _asks_for_none(_module: ModuleType) -> bool:
    return False

"""Many things come, go and change in a layout that is in sight: it is laid out once after them all.

Else Qt lays out the page anew for each one that is shown, and a dozen cards take a dozen times as long.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QLayout


@contextmanager
def laid_out_once(layout: QLayout) -> Iterator[None]:
    """What is added is to be shown by hand within: Qt would show it later, one by one."""
    layout.setEnabled(False)
    try:
        yield
    finally:
        layout.setEnabled(True)

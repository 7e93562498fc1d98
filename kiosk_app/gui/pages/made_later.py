"""A section of a page that is made when it is first looked at: to make all of them takes a tenth of a second and more.

Until then it keeps the last of each thing that it was told.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound=QWidget)


class MadeLater(Generic[W]):
    """``make`` gives the section, laid out and joined."""

    def __init__(self, make: Callable[[], W]) -> None:
        self._make = make
        self._made: W | None = None
        self._told: dict[str, Callable[[W], None]] = {}

    def tell(self, what: str, tell: Callable[[W], None]) -> None:
        """Now where it is made, else then. ``what``: the name of the thing, of which the last one counts."""
        if self._made is not None:
            tell(self._made)
        else:
            self._told.pop(what, None)
            self._told[what] = tell

    def made(self) -> W:
        """The section, from now on there."""
        if self._made is None:
            self._made = self._make()
            for tell in self._told.values():
                tell(self._made)
            self._told.clear()
        return self._made

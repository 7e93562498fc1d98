"""A presenter that only remembers what a page told it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import SignalInstance


class Told:
    """``told``: the name of each signal that came, with what it carried."""

    def __init__(self, **signals: SignalInstance) -> None:
        self.told: list[tuple[object, ...]] = []
        for name, signal in signals.items():
            signal.connect(self._teller(name))

    def last(self) -> tuple[object, ...]:
        return self.told[-1]

    def _teller(self, name: str) -> Callable[..., None]:
        return partial(self._remember, name)

    def _remember(self, name: str, *carried: object) -> None:
        self.told.append((name, *carried))

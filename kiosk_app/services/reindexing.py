"""The search index is made anew: when somebody asks for it, and by itself where it is unfinished, old or damaged."""

from __future__ import annotations

import logging
from collections.abc import Callable

from kiosk_app.store.look_up_build import IndexBuild

_log = logging.getLogger(__name__)


class Reindexing:
    """Slow in a large shop: none of it is for a thread that somebody waits for. Raises StoreTrouble."""

    def __init__(self, build: IndexBuild) -> None:
        self._build = build

    def run(self, tell: Callable[[int, int], None] = lambda _done, _all: None) -> int:
        """Make it anew; how many customers are in it. ``tell`` hears of how many of how many are done."""
        customers = self._build.run(tell)
        _log.info("the search index was made anew")
        return customers

    def is_needed(self) -> bool:
        """Whether the index is unfinished, old or does not know everybody."""
        return self._build.is_needed()

    def run_if_needed(self) -> None:
        """Does nothing where the index is whole."""
        if self.is_needed():
            self.run()

"""The colours that marks are painted with, each a "#RRGGBB" of the theme."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Inks:
    """``field``: dots of empty places; ``surface``: what the marks stand on; ``wait``: the clock badge."""

    mark: str
    mark_deep: str
    field: str
    ink: str
    ink_3: str
    surface: str
    wait: str
    on_wait_dot: str
    practice_mark: str = "#5B544A"
    practice_deep: str = "#3E3831"

    def for_practice(self) -> Inks:
        """The same inks with grey in the place of the mark's."""
        return replace(self, mark=self.practice_mark, mark_deep=self.practice_deep)

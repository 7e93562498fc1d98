"""The table that a day is told in, a row each."""

from __future__ import annotations

from collections.abc import Callable

from tests.functional.days.day import Day

MISTAKES = (
    *("undone", "wrong tile", "tapped thrice", "too soon", "taken back", "moved", "wrong card", "switched on"),
    "edited",
)

_COLUMNS: dict[str, Callable[[Day], object]] = {
    "seed": lambda day: day.seed,
    "customers": lambda day: len(day.notebook.people),
    "served": lambda day: len(day.notebook.served),
    "visits": lambda day: day.notebook.done["visits"],
    "rewards": lambda day: day.notebook.done["rewards"],
    "issued": lambda day: day.notebook.done["issued"],
    "mistakes": lambda day: sum(day.notebook.done[name] for name in MISTAKES),
    "scans": lambda day: day.notebook.done["scans"],
    "lost": lambda day: day.notebook.done["lost answers"],
    "waited": lambda day: day.waiting,
    "block ms": lambda day: round(day.longest_block_ms),
    "work ms": lambda day: round(day.most_work_ms),
    "took s": lambda day: round(day.took_s),
}
_WIDE = 10


def heading() -> str:
    return "".join(f"{name:>{_WIDE}}" for name in _COLUMNS) + "  the three"


def row(day: Day) -> str:
    """One day, and under it a line for whatever differs. Blind: a visit that was smuggled in was not found."""
    told = "".join(f"{column(day)!s:>{_WIDE}}" for column in _COLUMNS.values())
    came_to = "differ" if day.differs else "equal" if day.found else "BLIND"
    return "\n".join([f"{told}  {came_to}", *(f"    {line}" for line in day.differs)])

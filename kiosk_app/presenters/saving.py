"""Trying to change the settings: what came of it as a value, so that a page can tell its own fault from the file's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk_app.domain.problems import BadInput, Problem
from kiosk_app.domain.settings import Settings
from kiosk_app.services.settings import SettingsService


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was written. ``by_file``: the file has a fault, or somebody else writes it; else what was typed has."""

    problems: tuple[Problem, ...]
    by_file: bool


@dataclass(frozen=True, slots=True)
class Read:
    """What a page begins with. ``problems``: the file's; the settings are then the last good ones."""

    settings: Settings
    problems: tuple[Problem, ...]


def tried(settings: SettingsService, change: Callable[[], Settings | None]) -> Settings | Refused | None:
    """What ``change`` gave, or why it was refused. Blocks; raises StoreTrouble."""
    try:
        return change()
    except BadInput as bad:
        is_busy = any(problem.field == "settings.toml" for problem in bad.problems)
        return Refused(bad.problems, is_busy or bad.problems == settings.problems())


def read(settings: SettingsService) -> Read | Refused:
    """The settings of this moment; refused where there never were good ones. Blocks."""
    problems = settings.problems()
    try:
        return Read(settings.current(), problems)
    except BadInput as bad:
        return Refused(bad.problems, by_file=True)

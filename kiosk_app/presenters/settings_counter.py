"""The shop and this counter in the settings: names, country, times, and how the window looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from kiosk_app.domain.countries import COUNTRIES
from kiosk_app.domain.problems import Fault, Problem
from kiosk_app.domain.settings import Counter, Motion, Settings, TextSize, Theme, TouchKeyboard
from kiosk_app.domain.text import quoted
from kiosk_app.presenters.card_form import complaints
from kiosk_app.presenters.settings_section import Saving, SectionView, Tools
from kiosk_app.words import settings as words


@dataclass(frozen=True, slots=True)
class TypedCounter:
    """What stands in the form. Times are as typed; ``accent``: "#RRGGBB", empty for ours."""

    name: str = ""
    counter: str = ""
    country: str = ""
    counters: int = 1
    idle_s: str = "30"
    undo_s: str = "12"
    theme: Theme = Theme.SYSTEM
    accent: str = ""
    text_size: TextSize = TextSize.SYSTEM
    motion: Motion = Motion.SYSTEM
    scanner_prefix: str = ""
    scanner_ms: str = "30"
    scan_adds_visit: bool = False
    touch_keyboard: TouchKeyboard = TouchKeyboard.AUTO


class CounterView(SectionView, Protocol):
    """The section."""

    def show_counter(self, counter: TypedCounter, countries: tuple[str, ...]) -> None: ...


class CounterSection:
    """What is typed stays until it is saved or dropped."""

    def __init__(self, view: CounterView, tools: Tools) -> None:
        self._view = view
        self._tools = tools
        self._saving = Saving(view, tools)
        self._saved = self._typed = TypedCounter()

    @property
    def is_unsaved(self) -> bool:
        return self._typed != self._saved

    @property
    def what(self) -> str:
        """What is not saved, by name."""
        return words.sections(self._tools.language)["counter"]

    def show(self, settings: Settings) -> None:
        """Begin with these."""
        shop, counter = settings.shop, settings.counter
        self._saved = TypedCounter(
            name=shop.name,
            counter=shop.counter,
            country=shop.country,
            counters=shop.counters,
            idle_s=str(counter.idle_s),
            undo_s=str(counter.undo_s),
            theme=shop.theme,
            accent=shop.accent,
            text_size=counter.text_size,
            motion=counter.motion,
            scanner_prefix=counter.scanner_prefix,
            scanner_ms=str(counter.scanner_ms),
            scan_adds_visit=counter.scan_adds_visit,
            touch_keyboard=counter.touch_keyboard,
        )
        self.drop()

    def typed(self, counter: TypedCounter) -> None:
        """Something in the form changed."""
        self._typed = counter
        self._view.show_complaints(complaints(self._tools.language, _times(counter)[1]))
        self._view.show_unsaved(self.is_unsaved)

    def save(self, then: Callable[[], None] = lambda: None) -> None:
        """*Save*; ``then`` only where it was."""
        typed = self._typed
        times, problems = _times(typed)
        if problems:
            self._view.show_complaints(complaints(self._tools.language, problems))
            return

        def with_typed_counter(counter: Counter) -> Counter:
            times_and_scanner = replace(
                counter,
                idle_s=times["idle_s"],
                undo_s=times["undo_s"],
                scanner_ms=times["scanner_ms"],
                scanner_prefix=typed.scanner_prefix,
                scan_adds_visit=typed.scan_adds_visit,
            )
            return replace(
                times_and_scanner,
                text_size=typed.text_size,
                motion=typed.motion,
                touch_keyboard=typed.touch_keyboard,
            )

        def with_typed(now: Settings) -> Settings:
            shop = replace(
                now.shop,
                name=typed.name,
                counter=typed.counter,
                country=typed.country,
                counters=typed.counters,
                theme=typed.theme,
                accent=typed.accent,
            )
            return replace(now, shop=shop, counter=with_typed_counter(now.counter))

        def written(found: Settings | None) -> None:
            if found is not None:
                self.show(found)
                self._view.show_saved()
                then()

        self._saving.save(lambda: self._tools.settings.change(with_typed), written)

    def drop(self) -> None:
        """*Cancel*: back to what is saved."""
        self._typed = self._saved
        self._view.show_counter(self._typed, COUNTRIES)
        self._view.show_complaints({})
        self._view.show_unsaved(False)

    def left(self) -> None:
        """The page is left; what is typed stays."""
        self._saving.left()


def _times(typed: TypedCounter) -> tuple[dict[str, int], list[Problem]]:
    """The times that were typed, and what is no number."""
    texts = {key: getattr(typed, key).strip() for key in ("idle_s", "undo_s", "scanner_ms")}
    times = {key: int(text) for key, text in texts.items() if text.isascii() and text.isdigit() and len(text) < 6}
    return times, [
        Problem(key, Fault.NOT_A_NUMBER if text else Fault.MISSING, quoted(text))
        for key, text in texts.items()
        if key not in times
    ]

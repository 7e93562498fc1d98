"""What the sections of the settings that can be changed share: one save at a time, and a calm word on any trouble."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from kiosk_app.domain.disk import StoreTrouble
from kiosk_app.domain.ports import Background, Lane
from kiosk_app.domain.settings import Settings
from kiosk_app.presenters.card_form import complaints
from kiosk_app.presenters.saving import Refused, tried
from kiosk_app.services.settings import SettingsService
from kiosk_app.words import folder as disk_words
from kiosk_app.words import settings as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

Found = TypeVar("Found")


class SectionView(Protocol):
    """What every section shows besides its own."""

    def show_complaints(self, sentences: Mapping[str, str]) -> None:
        """A sentence for each field that has a fault, by its key; every other field has none."""
        ...

    def show_unsaved(self, is_unsaved: bool) -> None:
        """Whether something is typed that is not saved; then *Save* and *Cancel* can be pressed."""
        ...

    def show_saved(self) -> None:
        """Just now it was saved."""
        ...

    def show_busy(self, is_busy: bool) -> None: ...

    def show_notice(self, said: Said | None) -> None: ...


@dataclass(frozen=True, slots=True)
class Tools:
    """What every section works with. ``saved`` is told of settings that were written."""

    settings: SettingsService
    background: Background
    language: Language
    saved: Callable[[Settings], None]


class Saving:
    """Writes one change at a time and shows what came of it."""

    def __init__(self, view: SectionView, tools: Tools) -> None:
        self._view = view
        self._tools = tools
        self._is_busy = False

    def save(self, change: Callable[[], Settings | None], then: Callable[[Settings | None], None]) -> None:
        """``then`` is called with what was written; None: what was to be changed is gone. Busy: nothing happens."""
        if self._is_busy:
            return
        self._set_busy(True)
        self._view.show_notice(None)
        self._tools.background.submit(
            Lane.DISK,
            lambda: tried(self._tools.settings, change),
            lambda found: self._settle(found, then),
            self.failed,
            owner=self,
        )

    def find_out(self, work: Callable[[], Found], then: Callable[[Found], None], while_at_it: Said) -> None:
        """Ask the service something before anything is saved. Busy: nothing happens."""
        if self._is_busy:
            return
        self._set_busy(True)
        self._view.show_notice(while_at_it)

        def found(what: Found) -> None:
            self._set_busy(False)
            self._view.show_notice(None)
            then(what)

        self._tools.background.submit(Lane.WRITE, work, found, self.failed, owner=self)

    def left(self) -> None:
        """The page is left: nothing is called back any more."""
        self._tools.background.leave(self)
        self._set_busy(False)

    def failed(self, error: Exception) -> None:
        """Trouble with the disk is said, anything else is a fault of ours."""
        self._set_busy(False)
        if not isinstance(error, StoreTrouble):
            raise error
        self._view.show_notice(disk_words.disk_trouble(self._tools.language, error.reason))

    def _settle(self, found: Settings | Refused | None, then: Callable[[Settings | None], None]) -> None:
        self._set_busy(False)
        if isinstance(found, Refused):
            if found.by_file:
                self._view.show_notice(words.file_is_faulty(self._tools.language, found.problems))
            else:
                self._view.show_complaints(complaints(self._tools.language, found.problems))
            return
        self._view.show_complaints({})
        if found is not None:
            self._tools.saved(found)
        then(found)

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self._view.show_busy(is_busy)

"""Work with a file as a page waits for it: one thing at a time, and what comes in its way in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from kiosk_app.domain.disk import BackupRefused
from kiosk_app.domain.ports import Background, Lane
from kiosk_app.domain.sheet import SheetRefused
from kiosk_app.presenters.trouble import trouble_said
from kiosk_app.words import care as words
from kiosk_app.words import sheets as sheet_words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

T = TypeVar("T")


class FileWork:
    """While it is busy nothing else is taken. ``show_busy`` is told of both, ``begun`` and ``refused`` of theirs."""

    def __init__(
        self,
        background: Background,
        language: Language,
        show_busy: Callable[[bool], None],
        begun: Callable[[], None],
        refused: Callable[[Said], None],
    ) -> None:
        self._background = background
        self._language = language
        self._show_busy = show_busy
        self._begun = begun
        self._refused = refused
        self.is_busy = False

    def do(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Begin; ``then`` is given what came of it."""
        if self.is_busy:
            return
        self._set_busy(True)
        self._begun()

        def done(result: T) -> None:
            self._set_busy(False)
            then(result)

        self._background.submit(Lane.CARE, work, done, self._failed, owner=self)

    def leave(self) -> None:
        """Nobody waits for it any more; what runs goes on."""
        self._background.leave(self)
        self._set_busy(False)

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        self._refused(_refusal(self._language, error))

    def _set_busy(self, is_busy: bool) -> None:
        self.is_busy = is_busy
        self._show_busy(is_busy)


def _refusal(language: Language, error: Exception) -> Said:
    """The sentence for an expected trouble with a file; raises any other again."""
    match error:
        case BackupRefused():
            return words.refused(language, error.why)
        case SheetRefused():
            return sheet_words.refused(language, error)
    return trouble_said(language, error)

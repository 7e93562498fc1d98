"""The talk of the page at the start where the data is damaged or gone: nothing goes on until a person chose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from kiosk_app.domain.disk import BackupRefused, DiskReason, StoreTrouble
from kiosk_app.domain.ports import Background, Lane
from kiosk_app.services.recovery import Offer, Recovery
from kiosk_app.words import care as words
from kiosk_app.words.folder import disk_trouble
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

T = TypeVar("T")


class RecoveryView(Protocol):
    """The page."""

    def show_why(self, said: Said) -> None: ...

    def show_offer(self, said: Said, button: str) -> None:
        """What can be begun with again; without a ``button`` there is nothing yet, or nothing at all."""
        ...

    def show_empty_question(self, question: Said | None) -> None:
        """Ask in place whether to start empty; None: ask nothing."""
        ...

    def show_busy(self, is_busy: bool) -> None: ...

    def show_notice(self, said: Said | None) -> None: ...


def refusal_said(language: Language, error: Exception) -> Said:
    """The sentence for an expected trouble with a backup; raises any other again."""
    match error:
        case BackupRefused():
            return words.refused(language, error.why)
        case StoreTrouble():
            return disk_trouble(language, error.reason)
    raise error


class RecoveryPresenter:
    """``begin``: the folder can be used again. One thing at a time: while it is busy nothing else is taken."""

    def __init__(
        self,
        view: RecoveryView,
        recovery: Recovery,
        background: Background,
        language: Language,
        begin: Callable[[], None],
    ) -> None:
        self._view = view
        self._recovery = recovery
        self._background = background
        self._language = language
        self._begin = begin
        self._offer: Offer | None = None
        self._is_busy = False

    def opened(self, reason: DiskReason) -> None:
        """The page is shown."""
        self._view.show_why(words.broken(self._language, reason))
        self._view.show_offer(words.looking(self._language), "")
        self._do(self._recovery.offer, self._offered)

    def use_pressed(self) -> None:
        """*Use the backup of …*."""
        if (offer := self._offer) is not None:
            self._do(lambda: self._recovery.use(offer.backup), lambda _kept: self._begin())

    def file_chosen(self, path: str) -> None:
        """Another backup."""
        self._do(lambda: self._recovery.read(Path(path)), self._offered)

    def empty_pressed(self) -> None:
        """*Start empty*."""
        if not self._is_busy:
            self._view.show_empty_question(words.empty_question(self._language))

    def empty_confirmed(self) -> None:
        """*Yes, start empty*."""
        self._do(self._recovery.start_empty, lambda _kept: self._begin())

    def empty_declined(self) -> None:
        """*Not yet*."""
        self._view.show_empty_question(None)

    def _offered(self, offer: Offer | None) -> None:
        self._offer = offer
        if offer is None:
            self._view.show_offer(words.no_backup(self._language), "")
            return
        at = offer.backup.at
        said = words.offered(self._language, at, offer.missing)
        self._view.show_offer(said, words.use_backup(self._language, at))

    def _do(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        if self._is_busy:
            return
        self._set_busy(True)
        self._view.show_notice(None)

        def done(result: T) -> None:
            self._set_busy(False)
            then(result)

        self._background.submit(Lane.CARE, work, done, self._failed, owner=self)

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        self._view.show_empty_question(None)
        self._view.show_notice(refusal_said(self._language, error))

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self._view.show_busy(is_busy)

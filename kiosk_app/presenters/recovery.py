"""The talk of the page at the start where the data is damaged or gone: nothing goes on until a person chose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from kiosk_app.domain.disk import DiskReason
from kiosk_app.domain.ports import Background
from kiosk_app.presenters.file_work import FileWork
from kiosk_app.services.recovery import Offer, Recovery
from kiosk_app.words import care as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


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


class RecoveryPresenter:
    """``begin``: the folder can be used again."""

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
        self._language = language
        self._begin = begin
        self._offer: Offer | None = None
        self._work = FileWork(
            background, language, view.show_busy, begun=lambda: view.show_notice(None), refused=self._refused
        )

    def opened(self, reason: DiskReason) -> None:
        """The page is shown."""
        self._view.show_why(words.broken(self._language, reason))
        self._view.show_offer(words.looking(self._language), "")
        self._work.do(self._recovery.offer, self._offered)

    def use_pressed(self) -> None:
        """*Use the backup of …*."""
        if (offer := self._offer) is not None:
            self._work.do(lambda: self._recovery.use(offer.backup), lambda _kept: self._begin())

    def file_chosen(self, path: str) -> None:
        """Another backup."""
        self._work.do(lambda: self._recovery.read(Path(path)), self._offered)

    def empty_pressed(self) -> None:
        """*Start empty*."""
        if not self._work.is_busy:
            self._view.show_empty_question(words.empty_question(self._language))

    def empty_confirmed(self) -> None:
        """*Yes, start empty*."""
        self._work.do(self._recovery.start_empty, lambda _kept: self._begin())

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

    def _refused(self, said: Said) -> None:
        self._view.show_empty_question(None)
        self._view.show_notice(said)

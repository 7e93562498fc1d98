"""The data in the settings: a backup wherever a person wants one, and beginning again with one, asked once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from kiosk_app.domain.disk import Backup
from kiosk_app.domain.ports import Background, Clock
from kiosk_app.presenters.file_work import FileWork
from kiosk_app.services.care import Care
from kiosk_app.services.recovery import Offer, Recovery
from kiosk_app.words import care as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


class DataView(Protocol):
    """The section's part that does something."""

    def show_backup_name(self, name: str) -> None:
        """What a new backup is called, unless a person calls it otherwise."""
        ...

    def show_data_busy(self, is_busy: bool) -> None: ...

    def show_data_said(self, said: Said | None, *, is_refusal: bool) -> None: ...

    def show_restore_question(self, question: Said | None) -> None:
        """Ask in place whether to use the chosen backup; None: ask nothing."""
        ...


class DataSection:
    """``restore``: ends this run and begins the next with that backup."""

    def __init__(
        self,
        view: DataView,
        care: Care,
        recovery: Recovery,
        background: Background,
        clock: Clock,
        language: Language,
        restore: Callable[[Path], None],
    ) -> None:
        self._view = view
        self._care = care
        self._recovery = recovery
        self._clock = clock
        self._language = language
        self._restore = restore
        self._offer: Offer | None = None
        self._work = FileWork(background, language, view.show_data_busy, begun=self._begun, refused=self._refused)

    def shown(self) -> None:
        """The section is in sight."""
        self._view.show_backup_name(f"stamp-kiosk-{self._clock.today():%Y-%m-%d}.db")
        self._view.show_data_said(None, is_refusal=False)
        self.decline()

    def back_up(self, path: str) -> None:
        """*Back up now*, to this file."""
        self._work.do(lambda: self._care.back_up_to(Path(path)), self._backed_up)

    def choose(self, path: str) -> None:
        """*Restore a backup*: this file."""
        self._work.do(lambda: self._recovery.read(Path(path)), self._ask)

    def confirm(self) -> None:
        """*Yes, use it*."""
        if self._offer is not None:
            self._restore(self._offer.backup.path)

    def decline(self) -> None:
        """*Not yet*."""
        self._offer = None
        self._view.show_restore_question(None)

    def left(self) -> None:
        """The page is left; what runs goes on."""
        self._work.leave()
        self.decline()

    def _backed_up(self, made: Backup) -> None:
        self._view.show_data_said(words.backed_up(self._language, str(made.path), made.rows), is_refusal=False)

    def _ask(self, offer: Offer) -> None:
        self._offer = offer
        self._view.show_restore_question(words.restore_question(self._language, offer.backup.at, offer.missing))

    def _begun(self) -> None:
        self._view.show_data_said(None, is_refusal=False)
        self.decline()

    def _refused(self, said: Said) -> None:
        self._view.show_data_said(said, is_refusal=True)

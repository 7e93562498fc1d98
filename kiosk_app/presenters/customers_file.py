"""The customers in the settings: all of them into a file, for whoever may read it."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from kiosk_app.domain.ports import Background, Clock
from kiosk_app.presenters.file_work import FileWork
from kiosk_app.services.exporting import Exported, Exporting
from kiosk_app.words import sheets as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


class CustomersView(Protocol):
    """The card."""

    def show_export_name(self, name: str) -> None:
        """What the file is called, unless a person calls it otherwise."""
        ...

    def show_export_busy(self, is_busy: bool) -> None: ...

    def show_export_said(self, said: Said | None, *, is_refusal: bool) -> None: ...


class CustomersFile:
    def __init__(
        self, view: CustomersView, exporting: Exporting, background: Background, clock: Clock, language: Language
    ) -> None:
        self._view = view
        self._exporting = exporting
        self._clock = clock
        self._language = language
        self._work = FileWork(
            background,
            language,
            view.show_export_busy,
            begun=lambda: view.show_export_said(None, is_refusal=False),
            refused=lambda said: view.show_export_said(said, is_refusal=True),
        )

    def shown(self) -> None:
        """The section is in sight."""
        self._view.show_export_name(f"customers-{self._clock.today():%Y-%m-%d}.csv")
        self._view.show_export_said(None, is_refusal=False)

    def export(self, path: str, with_phones: bool) -> None:
        """*Export customers…*, to this file."""
        self._work.do(lambda: self._exporting.customers(Path(path), with_phones=with_phones), self._exported)

    def left(self) -> None:
        """The page is left; what runs goes on."""
        self._work.leave()

    def _exported(self, made: Exported) -> None:
        self._view.show_export_said(words.written(self._language, str(made.path), made.rows), is_refusal=False)

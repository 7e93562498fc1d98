"""Asking for the file of a backup: one that is there, or where one is to be. Nothing waits for the answer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from kiosk_app.gui.pages.file_dialogs import ask_for_file
from kiosk_app.gui.pages.file_dialogs import ask_where as ask_where_a_file
from kiosk_app.words import care as words
from kiosk_app.words.language import Language

SUFFIX = "db"


def ask_for_backup(parent: QWidget, language: Language, chosen: Callable[[str], object]) -> None:
    """A backup that is there."""
    ask_for_file(parent, words.choose_backup(language), f"{words.file_kind(language)} (*.{SUFFIX})", chosen)


def ask_where(parent: QWidget, language: Language, name: str, chosen: Callable[[str], object]) -> None:
    """Where a backup is to be; ``name`` is what it is called unless a person calls it otherwise."""
    ask_where_a_file(parent, words.back_up_now(language), words.file_kind(language), SUFFIX, name, chosen)

"""Asking for the file of a backup: one that is there, or where one is to be. Nothing waits for the answer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from kiosk_app.words import care as words
from kiosk_app.words.language import Language

SUFFIX = "db"


def ask_for_backup(parent: QWidget, language: Language, chosen: Callable[[str], object]) -> None:
    """A backup that is there."""
    dialog = _dialog(parent, language, words.choose_backup(language), chosen)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.open()


def ask_where(parent: QWidget, language: Language, name: str, chosen: Callable[[str], object]) -> None:
    """Where a backup is to be; ``name`` is what it is called unless a person calls it otherwise."""
    dialog = _dialog(parent, language, words.back_up_now(language), chosen)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(SUFFIX)
    dialog.selectFile(name)
    dialog.open()


def _dialog(parent: QWidget, language: Language, title: str, chosen: Callable[[str], object]) -> QFileDialog:
    dialog = QFileDialog(parent, title.rstrip("…"), "", f"{words.file_kind(language)} (*.{SUFFIX})")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(chosen)
    return dialog

"""Asking for a file: one that is there, or where one is to be. Nothing waits for the answer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_for_file(parent: QWidget, title: str, kinds: str, chosen: Callable[[str], object]) -> None:
    """One that is there. ``kinds``: as QFileDialog filters files."""
    dialog = _dialog(parent, title, kinds, chosen)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.open()


def ask_where(parent: QWidget, title: str, kind: str, suffix: str, name: str, chosen: Callable[[str], object]) -> None:
    """Where one is to be; ``name`` is what it is called unless a person calls it otherwise."""
    dialog = _dialog(parent, title, f"{kind} (*.{suffix})", chosen)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(name)
    dialog.open()


def _dialog(parent: QWidget, title: str, kinds: str, chosen: Callable[[str], object]) -> QFileDialog:
    dialog = QFileDialog(parent, title.rstrip("…"), "", kinds)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(chosen)
    return dialog

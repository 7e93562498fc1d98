"""How a page and its presenter are joined."""

from __future__ import annotations

from PySide6.QtCore import QObject


def join(page: QObject, talk: object, *names: str) -> None:
    """What a person did on the page is told to the presenter: signal and method have one name."""
    for name in names:
        getattr(page, name).connect(getattr(talk, name))

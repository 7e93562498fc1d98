"""A stamp's QR code as a file: what it holds, and what is said where it cannot be written. It draws nothing."""

from __future__ import annotations

from pathlib import Path

from kiosk_app.cli.session import Session
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.domain.stamp import Stamp
from kiosk_app.domain.text import clean
from kiosk_app.words import stamps as words


def check_place(path: Path | None) -> None:
    """Refuse a folder that is not there before anything is issued; raises BadInput."""
    if path is not None and not _is_folder(path.parent):
        raise BadInput(Problem("qr", Fault.MISSING, str(path.parent)))


def write_code(session: Session, path: Path | None, stamp: Stamp) -> list[str]:
    """Write the code where one is wanted and the link is known; returns what is to be said of it.

    By then the stamp is there, so a file that cannot be written is told and changes no status.
    """
    language = session.language
    if stamp.url is None:
        return [words.code_later(language)]
    if path is not None:
        is_practice = session.house.is_practice
        text = words.practice_code(language, stamp.stamp_idx) if is_practice else stamp.url
        try:
            session.house.write_code(path, text)
        except (OSError, BadInput):
            return [words.code_not_written(language, clean(str(path)))]
    return []


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # not ours to look into
        return False

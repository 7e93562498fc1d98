"""What one window remembers until it is opened again: where it stood, and how it looked. A file beside the data."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from kiosk_app.wiring.looks import Looks

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


class WindowMemory:
    """One window's memory, in a file of its own beside the data. Without it, or damaged, nothing is remembered."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def geometry(self) -> QByteArray | None:
        kept = self._kept().value("geometry")
        return kept if isinstance(kept, QByteArray) else None

    def keep_geometry(self, geometry: QByteArray) -> None:
        self._keep("geometry", geometry)

    def looks(self) -> Looks:
        kept = self._kept().value("looks")
        if not isinstance(kept, list) or len(kept) != len(Looks._fields):
            return Looks()
        shop, counter, theme, accent, per_cent, calm = map(str, kept)
        return Looks(
            shop,
            counter,
            theme if theme in {"light", "dark"} else "",
            accent if _COLOUR.fullmatch(accent) else "",
            int(per_cent) if per_cent in {"100", "115", "130", "150"} else None,
            calm == "calm",
        )

    def keep_looks(self, looks: Looks) -> None:
        calm = "calm" if looks.is_calm else "moving"
        self._keep("looks", [*looks[:4], str(looks.text_per_cent), calm])

    def _keep(self, name: str, value: object) -> None:
        kept = self._kept()
        kept.setValue(name, value)
        kept.sync()
        if kept.status() is QSettings.Status.NoError:  # else the disk refuses, and it is no matter
            self._file.chmod(0o600)

    def _kept(self) -> QSettings:
        return QSettings(str(self._file), QSettings.Format.IniFormat)

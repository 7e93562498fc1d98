"""The support file on the disk, and the texts that go into it. It never opens the database."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from kiosk_app.domain.settings import Settings
from kiosk_app.domain.support import Part
from kiosk_app.store.settings_file import trouble_of

_LOGS = "stamp-kiosk.log*"


def read_logs(folder: Path) -> Iterator[tuple[str, str]]:
    """The logs by name, the newest first. One that is rotated away just now is left out."""
    for path in sorted(folder.glob(_LOGS)):
        try:
            yield path.name, path.read_text("utf-8", "replace")
        except OSError:
            continue


def settings_text(settings: Settings) -> str:
    """Settings as their file would say them, without the owner's comments. No setting takes a secret."""
    # Here, since tomlkit is loaded with it and nobody else reads settings so.
    from kiosk_app.store.settings_write import written_settings

    return written_settings(b"", settings).decode()


def write_parts(target: Path, parts: Sequence[Part]) -> None:
    """All of them in one zip, of its user's own; aside first, then under its name. Raises StoreTrouble."""
    try:
        descriptor, name = tempfile.mkstemp(prefix=f"{target.name}.", dir=target.parent)  # 0600
        aside = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
                for part in parts:
                    made.writestr(part.name, part.text)
            aside.replace(target)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        raise trouble_of(error, target.name) from error

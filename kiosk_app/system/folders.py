"""The data folder: which one, what lies where in it, and that its user alone can read it.

It makes folders and mends their rights; it reads and writes none of the files.
"""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import platformdirs

VARIABLE = "STAMP_KIOSK_DATA_DIR"


class FolderReason(Enum):
    """Why a folder cannot hold our data."""

    NOT_A_FOLDER = "not a folder"
    NOT_WRITABLE = "not writable"
    SHARED = "used by others too"


class FolderTrouble(Exception):
    """The data folder cannot be used."""

    def __init__(self, path: Path, reason: FolderReason) -> None:
        super().__init__(f"{path}: {reason.value}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class DataFolder:
    """Where everything is kept. Practice has a folder of the same kind inside."""

    root: Path

    @property
    def settings_file(self) -> Path:
        return self.root / "settings.toml"

    @property
    def settings_lock(self) -> Path:
        return self.root / "settings.lock"

    @property
    def window_lock(self) -> Path:
        return self.root / "window.lock"

    @property
    def restore_lock(self) -> Path:
        return self.root / "restore.lock"

    @property
    def window_memory(self) -> Path:
        return self.root / "window.ini"

    @property
    def database(self) -> Path:
        return self.root / "kiosk.db"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def owners(self) -> Path:
        return self.root / "owners"

    @property
    def calls(self) -> Path:
        """Where later starts call the window."""
        return self.root / "calls"

    @property
    def practice(self) -> Path:
        return self.root / "practice"

    def prepare(self) -> None:
        """Make what is missing, 0700, and mend the rights of what is ours: folders 0700, files 0600.

        Whatever else lies in the folder keeps its rights. On Windows the rights are those that the user's
        own folder hands down (the default place lies there), and nothing is changed. FolderTrouble where it
        cannot be done, and for places that are everybody's: a root, a home, a folder with the sticky bit, one
        that holds other things, none of ours, and that others may look into.
        """
        try:
            self._refuse_shared()
            self.root.parent.mkdir(parents=True, exist_ok=True)
            for folder in (self.root, self.logs, self.backups, self.owners, self.calls):
                folder.mkdir(mode=0o700, exist_ok=True)
            if sys.platform != "win32":
                self._mend_rights()
            tempfile.TemporaryFile(dir=self.root).close()  # tells a read-only disk, too
        except (FileExistsError, NotADirectoryError) as error:
            raise FolderTrouble(_place(error, self.root), FolderReason.NOT_A_FOLDER) from error
        except OSError as error:
            raise FolderTrouble(_place(error, self.root), FolderReason.NOT_WRITABLE) from error

    def _refuse_shared(self) -> None:
        place = self.root.resolve()
        shared = place in {Path(place.anchor), Path(os.path.expanduser("~")).resolve()}  # noqa: PTH111  no home: no error
        if shared or (place.is_dir() and (place.stat().st_mode & stat.S_ISVTX or self._is_others(place))):
            raise FolderTrouble(self.root, FolderReason.SHARED)

    def _is_others(self, place: Path) -> bool:
        """Whether closing this folder would shut others out of what is theirs, such as /etc or a source tree."""
        if sys.platform == "win32" or not stat.S_IMODE(place.stat().st_mode) & 0o077:
            return False
        there = {path.name for path in place.iterdir()} - {self.logs.name, self.backups.name}
        ours = {path.name for path in (self.settings_file, self.database, self.owners, self.practice)}
        return bool(there) and not there & ours

    def _mend_rights(self) -> None:
        self.root.chmod(0o700)
        for path in self._ours():
            with suppress(FileNotFoundError):  # a command beside us may rotate its log or end its WAL
                mode = path.lstat().st_mode
                wanted = 0o700 if stat.S_ISDIR(mode) else mode & 0o700 | 0o600
                if stat.S_IMODE(mode) != wanted and not stat.S_ISLNK(mode):
                    path.chmod(wanted)

    def _ours(self) -> Iterator[Path]:
        """Our files with what SQLite puts beside them, and our folders with all that is in them."""
        locks = (self.settings_lock, self.window_lock, self.restore_lock)
        for file in (self.settings_file, *locks, self.window_memory, self.database):
            yield from self.root.glob(f"{file.name}*")
        for folder in (self.logs, self.backups, self.owners, self.calls, self.practice):
            if folder.is_dir() and not folder.is_symlink():
                yield folder
                yield from folder.rglob("*")


def resolve_folder(argument: Path | None, environ: Mapping[str, str]) -> DataFolder:
    """The folder named by the argument, else by STAMP_KIOSK_DATA_DIR, else the platform's own place."""
    named = argument or environ.get(VARIABLE)
    place = Path(named) if named else Path(platformdirs.user_data_dir("stamp-kiosk", appauthor=False))
    return DataFolder(place.expanduser().absolute())


def _place(error: OSError, otherwise: Path) -> Path:
    return Path(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else otherwise

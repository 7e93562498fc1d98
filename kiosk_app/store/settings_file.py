"""settings.toml on the disk: read again when it changes, replaced whole, and the last good one kept beside.

A faulty file is never written over, and defaults never stand in for it. Who may write is decided by the
caller, who holds the lock.
"""

from __future__ import annotations

import errno
import logging
import os
import stat
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk_app.domain.checks import checked_settings
from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.domain.settings import Settings
from kiosk_app.store.settings_read import FILE_NAME, MAX_BYTES, read_settings

GONE = Problem(FILE_NAME, Fault.MISSING)
LAST_GOOD_NAME = "settings-last-good.toml"

# A file written twice within one tick of its disk's clock shows no difference. FAT counts in 2 s, ext4 in 4 ms.
_TICK_NS = 2_000_000_000

_log = logging.getLogger(__name__)
_REASONS = {
    errno.ENOSPC: DiskReason.FULL,
    errno.EDQUOT: DiskReason.FULL,
    errno.EROFS: DiskReason.READ_ONLY,
    errno.EACCES: DiskReason.READ_ONLY,
    errno.EPERM: DiskReason.READ_ONLY,
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the file says, or what stands in for it.

    ``problems`` and ``from_last_good``: the last good file is used. ``problems`` alone: there is none, and
    ``settings`` are mere defaults that nothing may be decided by.
    """

    settings: Settings
    problems: tuple[Problem, ...] = ()
    from_last_good: bool = False

    @property
    def is_usable(self) -> bool:
        return self.from_last_good or not self.problems

    @property
    def may_change(self) -> bool:
        """Nothing of the owner's would be lost by writing: the file is faultless, new, or gone."""
        return self.problems in ((), (GONE,))


@dataclass(frozen=True, slots=True)
class _Mark:
    """What changes on the disk when a file is replaced or written into."""

    inode: int
    size: int
    modified_ns: int
    changed_ns: int


@dataclass(frozen=True, slots=True)
class _Seen:
    """One reading: the file's mark just before, whether that mark can be trusted, its bytes, what they said."""

    mark: _Mark | None
    settled: bool
    raw: bytes | None
    loaded: Loaded


class SettingsFile:
    """One data folder's settings.toml. Several threads may load at once: what is remembered is replaced whole."""

    def __init__(self, path: Path, backups: Path, now_ns: Callable[[], int] = time.time_ns) -> None:
        self.path = path
        self.last_good = backups / LAST_GOOD_NAME
        self._now_ns = now_ns
        self._seen: _Seen | None = None
        self._good: tuple[bytes, Settings] | None = None

    def load(self, fresh: bool = False) -> Loaded:
        """What the file says now. It is read only where it changed; ``fresh``: in any case."""
        seen, mark = self._seen, self._mark()
        if seen and not fresh and seen.settled and seen.mark == mark:
            return seen.loaded
        settled = mark is None or self._now_ns() - max(mark.modified_ns, mark.changed_ns) > _TICK_NS
        try:
            raw = self._bytes()
        except OSError as error:
            loaded = self._instead(Problem(FILE_NAME, Fault.UNREADABLE, error.strerror or ""))
            self._seen = _Seen(mark, False, None, loaded)
            return loaded
        loaded = seen.loaded if seen and seen.raw == raw is not None else self._judged(raw)
        self._seen = _Seen(mark, settled, raw, loaded)
        return loaded

    def changed(self) -> bool:
        """Look again: whether the file tells something else than when it was last loaded."""
        before = self._seen
        return before is None or self.load() != before.loaded

    def save(self, settings: Settings) -> None:
        """Replace the file: the owner's comments and order stay, and its user alone can read it.

        Raises BadInput where the settings are wrong or the file is faulty, StoreTrouble where the disk fails;
        the file is then as it was.
        """
        settings = checked_settings(settings)
        loaded = self.load(fresh=True)
        if not loaded.may_change:
            raise BadInput(*loaded.problems)
        raw = self._seen.raw if self._seen else None
        if not raw and self._good:
            raw = self._good[0]  # gone: what is written again has the comments it had
        # Here, since tomlkit is loaded with it and no start writes settings.
        from kiosk_app.store.settings_write import written_settings

        written = written_settings(raw or b"", settings)
        if len(written) > MAX_BYTES:
            raise BadInput(Problem(FILE_NAME, Fault.TOO_BIG, str(MAX_BYTES)))
        try:
            _replace_whole(self.path.resolve(), written)  # where it is a link, what it leads to
        except OSError as error:
            raise trouble_of(error, FILE_NAME) from error
        self.load(fresh=True)

    def _judged(self, raw: bytes | None) -> Loaded:
        if not raw:
            # No byte at all is what a power cut or a full disk leaves, once there were settings.
            good = self._last_good()
            return Loaded(good, (GONE,), from_last_good=True) if good else Loaded(Settings())
        try:
            settings = read_settings(raw)
        except BadInput as bad:
            return self._instead(*bad.problems)
        self._good = (raw, settings)
        self._keep_last_good(raw)
        return Loaded(settings)

    def _instead(self, *problems: Problem) -> Loaded:
        good = self._last_good()
        return Loaded(good or Settings(), problems, from_last_good=good is not None)

    def _last_good(self) -> Settings | None:
        """The last settings without a fault: of this run, else the copy of an earlier one."""
        if self._good is None:
            try:
                raw = _read_bytes(self.last_good)
                self._good = (raw, read_settings(raw))
            except (OSError, BadInput):
                return None
        return self._good[1]

    def _keep_last_good(self, raw: bytes) -> None:
        """Copy what was read without a fault. A disk that refuses the copy does not stop the counter."""
        try:
            if self.last_good.exists() and _read_bytes(self.last_good) == raw:
                return
            self.last_good.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _replace_whole(self.last_good, raw)
        except OSError as error:
            _log.warning("the last good settings could not be kept: %s", error.strerror)

    def _bytes(self) -> bytes | None:
        try:
            return _read_bytes(self.path)
        except FileNotFoundError:
            return None

    def _mark(self) -> _Mark | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return _Mark(found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def trouble_of(error: OSError, name: str) -> StoreTrouble:
    """What keeps a file of this name from being written."""
    return StoreTrouble(_REASONS.get(error.errno or 0, DiskReason.UNREADABLE), f"{name}: {error.strerror}")


def _read_bytes(path: Path) -> bytes:
    """So much of a file as tells whether it is too big. A pipe would never end: only a file is read."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "not a file")
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _replace_whole(path: Path, data: bytes) -> None:
    """Write aside, to the disk, then take the name: whoever reads meets the old file or the new one, whole."""
    descriptor, name = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)  # 0600
    aside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    if sys.platform != "win32":  # Windows opens no folder, and keeps a rename by itself
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

"""A disk of its own under a data folder, really full or read-only whenever a test wants, and this needs mounts.

They are made in a mount namespace that ends with its process, so that nothing is left behind on the computer.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ALONE = ("unshare", "--mount", *(() if os.geteuid() == 0 else ("--map-root-user",)))
"""Begins a command in a namespace of its own."""

_ROOM = "1g"  # promised, not taken: with less free the window warns all the time
_TRIES = 50


class SmallDisk:
    """Mounted over the folder as long as the namespace lasts. Empty at first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)
        _run("mount", "-t", "tmpfs", "-o", f"size={_ROOM},mode=700", "none", str(folder))

    def fill(self) -> None:
        """Not a byte more, from now on. What was given out already can still be written over."""
        for _ in range(_TRIES):  # somebody may take more just now
            room = os.statvfs(self._folder)
            used = (room.f_blocks - room.f_bfree) * room.f_frsize
            if self._remount(f"size={used}") and not os.statvfs(self._folder).f_bfree:
                return
        raise AssertionError("it could not be filled")

    def free(self) -> None:
        """There is room again."""
        assert self._remount(f"size={_ROOM}")

    def take_back_reserve(self) -> None:
        """As where every write takes new room, on a file system that never writes over: nothing is set aside."""
        reserve = self._folder / "kiosk.db-emergency"
        size = reserve.stat().st_size
        os.truncate(reserve, 0)
        os.truncate(reserve, size)

    def freeze(self) -> None:
        """All is there, and can only be read: a copy lies over it. The kernel lets no disk go while files are open."""
        copy = self._folder.with_name(f"{self._folder.name}, frozen")
        copy.mkdir()
        _run("mount", "-t", "tmpfs", "-o", f"size={_ROOM},mode=700", "none", str(copy))
        shutil.copytree(self._folder, copy, dirs_exist_ok=True)
        _run("mount", "-o", "remount,ro", str(copy))
        _run("mount", "--bind", str(copy), str(self._folder))

    def thaw(self) -> None:
        """It can be written to again."""
        _run("umount", "--lazy", str(self._folder))

    def _remount(self, option: str) -> bool:
        command = ["mount", "-o", f"remount,{option}", str(self._folder)]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _run(*command: str) -> None:
    subprocess.run(command, check=True)

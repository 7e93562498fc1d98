"""A Debian with nothing in it but its base, in a folder: packages are installed there as in a shop. It needs root.

It has this computer's network, so a service on loopback is reached from it. What is started there ends with its call.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

SUITE = "bookworm"
PERSON = "clerk"
PATIENCE_S = 300.0
# A view of its own on mounts and processes; all that is in it ends with it.
ENTER = 'mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" && exec chroot "$@"'


def cannot() -> str:
    """Why there can be none here; empty where there can."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return "a bare Debian is made by root"
    missing = [name for name in ("debootstrap", "unshare", "chroot") if shutil.which(name) is None]
    return f"not installed: {', '.join(missing)}" if missing else ""


class BareDebian:
    """One in a folder, with a person who has an account and nothing more."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        made = subprocess.run(
            ["debootstrap", "--variant=minbase", SUITE, str(folder)], capture_output=True, text=True, check=False
        )
        assert made.returncode == 0, made.stdout[-2000:]
        self.run("useradd", "--create-home", PERSON)
        self.apt("update")

    @property
    def home(self) -> Path:
        return self.folder / "home" / PERSON

    def apt(self, *words: str) -> None:
        """Let apt do this; fails with what it said."""
        done = self.run("apt-get", "--yes", "--quiet", *words, environ={"DEBIAN_FRONTEND": "noninteractive"})
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]

    def hand_in(self, file: Path) -> str:
        """Its path inside."""
        shutil.copy(file, self.folder / "tmp" / file.name)
        return f"/tmp/{file.name}"

    def run(
        self, *command: str, typed: str = "", environ: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """As root."""
        return subprocess.run(
            self._inside(command, environ or {}),
            input=typed,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )

    def as_person(
        self, *command: str, typed: str = "", environ: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        return self.run(*_by_person(command), typed=typed, environ=environ)

    @contextmanager
    def running(self, *command: str, environ: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
        """A person's program, killed at the end of the block where it still runs then."""
        with subprocess.Popen(
            self._inside(_by_person(command), environ), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as child:
            try:
                yield child
            finally:
                child.kill()

    def _inside(self, command: tuple[str, ...], environ: Mapping[str, str]) -> list[str]:
        named = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", **environ}
        values = [f"{name}={value}" for name, value in named.items()]
        enter = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", ENTER, "sh", str(self.folder)]
        return [*enter, "env", "-i", *values, *command]


def _by_person(command: tuple[str, ...]) -> tuple[str, ...]:
    home = f"/home/{PERSON}"
    return ("runuser", "-u", PERSON, "--", "env", "-C", home, f"HOME={home}", *command)

"""The program as a person or a script starts it: a process of its own, its exit status, and its one document.

A start takes half a second of a core, so a command is forked from a process that is loaded, and what a process of its
own does not bear on is run in this one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from kiosk_app.__main__ import run_command
from tests import forks

PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Said:
    """How a command ended. ``document`` is what stood on standard output, read as JSON."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.out)
        return told


@dataclass(frozen=True, slots=True)
class Program:
    """The program on one data folder, in front of one service. An empty ``key``: whatever the keyring holds."""

    data_dir: Path
    address: str = ""
    key: str = ""
    environ: Mapping[str, str] | None = None

    def run(self, *arguments: str, stdin: str = "") -> Said:
        """Run one command to its end, with ``--json``. An environment of its own is there from its first moment on."""
        if forks.CAN_FORK and not self.environ:
            return Said(*forks.command([*self._options, *arguments], self._typed(stdin), PATIENCE_S))
        return self.run_anew(*arguments, stdin=stdin)

    def run_anew(self, *arguments: str, stdin: str = "") -> Said:
        """The same, of a program that is loaded for it."""
        child = self.start(*arguments)
        out, err = child.communicate(self._typed(stdin), timeout=PATIENCE_S)
        return Said(child.returncode, out, err)

    def run_here(self, *arguments: str) -> Said:
        """The same command on the same real parts, in this process and its environment."""
        assert not self.environ
        out, err = StringIO(), StringIO()
        status = run_command([*self._options, *arguments], out, err, StringIO(self._typed("")))
        return Said(status, out.getvalue(), err.getvalue())

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start one command; its key has still to be typed by ``type_key``."""
        return subprocess.Popen(
            [sys.executable, "-m", "kiosk_app", *self._options, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, **(self.environ or {})},
        )

    @contextmanager
    def window(self) -> Iterator[subprocess.Popen[str]]:
        """Open the window on the folder; killed at the end of the block where it still stands then."""
        with self.start() as child:
            self.type_key(child)
            yield child
            child.kill()

    def type_key(self, child: subprocess.Popen[str]) -> None:
        """Hand a started command its key."""
        assert child.stdin
        child.stdin.write(self._typed(""))
        child.stdin.close()

    @property
    def _options(self) -> list[str]:
        options = ["--data-dir", str(self.data_dir), "--json"]
        options += ["--service-url", self.address] if self.address else []
        return options + (["--key-stdin"] if self.key else [])

    def _typed(self, stdin: str) -> str:
        return f"{self.key}\n{stdin}" if self.key else stdin

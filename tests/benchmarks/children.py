"""The bare window and the program as processes of their own, in turns, on one platform, with compiled bytecode."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Measured:
    """Of one process: milliseconds to the first paint; kilobytes once all is loaded, where that was waited for."""

    painted_ms: float
    rss_kb: int = 0
    pss_kb: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where processes run: the environment they get. ``name`` is Qt's platform."""

    name: str
    environ: Mapping[str, str]

    def bare_window(self, *, until_loaded: bool = False) -> Measured:
        return _run("bare_window.py", (), "", self.environ, until_loaded=until_loaded)

    def program(self, *arguments: str, typed: str = "", until_loaded: bool = False) -> Measured:
        """``typed``: what the program reads from standard input."""
        return _run("counter_page.py", arguments, typed, self.environ, until_loaded=until_loaded)


@contextmanager
def places(bytecode: Path) -> Iterator[list[Place]]:
    """Offscreen, and an X server of our own where there is one. ``bytecode``: the folder to compile into."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "QT_"))}
    environ["PYTHONPYCACHEPREFIX"] = str(bytecode)
    found = [Place("offscreen", {**environ, "QT_QPA_PLATFORM": "offscreen"})]
    server = shutil.which("Xvfb")
    if server is None:
        yield found
        return
    command = [server, "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as screen:
        assert screen.stdout is not None
        display = f":{screen.stdout.readline().strip()}"
        try:
            yield [*found, Place("xcb", {**environ, "QT_QPA_PLATFORM": "xcb", "DISPLAY": display})]
        finally:
            screen.terminate()


def _run(
    script: str, arguments: tuple[str, ...], typed: str, environ: Mapping[str, str], *, until_loaded: bool
) -> Measured:
    started_s = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, str(_HERE / script), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environ,
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            child.stdin.write(typed)
            child.stdin.flush()
            _await(child.stdout.readline(), "painted")
            painted_ms = 1000 * (time.perf_counter() - started_s)
            if not until_loaded:
                return Measured(painted_ms)
            _await(child.stdout.readline(), "ready")
            return Measured(painted_ms, *_memory_of(child.pid))
        finally:
            child.kill()


def _await(line: str, word: str) -> None:
    if line.strip() != word:
        raise RuntimeError(f"the process said {line!r} and not {word!r}; its standard error says why")


def _memory_of(pid: int) -> tuple[int, int]:
    """Resident, and its fair share of it (Linux alone)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()[1:]
    sizes = {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)}
    return sizes["Rss"], sizes["Pss"]

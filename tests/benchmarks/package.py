"""The packaged program beside the source tree: how large it is, and how soon it begins; both of a pair in turns.

The package is the newest in `dist/`, unpacked here: what it leaves to the system is this computer's. Start is measured
on a command, to its end, and on the window, until it stands on an X server; the first paint follows.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from tests.benchmarks.children import places
from tests.benchmarks.folder import make_folder
from tests.benchmarks.table import heading, ratio_row, size_row
from tests.benchmarks.x_window import WindowWatch
from tests.services import PracticeProcess

ROOT = Path(__file__).resolve().parents[2]
PAIRS = 41  # fewer tell nothing of a few hundredths


def measure_package(folder: Path) -> None:
    """Says so where there is no package or nothing to unpack it."""
    built = sorted((ROOT / "dist").glob("*.deb"), key=lambda file: file.stat().st_mtime)
    if not built or not shutil.which("dpkg-deb"):
        print("no .deb in dist/, or no dpkg-deb: python3 packaging/dev.py package")  # noqa: T201
        return
    unpacked = folder / "unpacked"
    subprocess.run(["dpkg-deb", "-x", str(built[-1]), str(unpacked)], check=True)
    heading()
    size_row("the package", built[-1].stat().st_size, 60, 45)
    files = [path for path in unpacked.rglob("*") if path.is_file() and not path.is_symlink()]
    size_row("installed", sum(path.stat().st_size for path in files), 190, 150)
    programs = ([sys.executable, "-m", "kiosk_app"], [str(unpacked / "usr/bin/stamp-kiosk")])
    with PracticeProcess() as service, places(folder / "bytecode") as found:
        make_folder(folder / "data", service.address, service.key)
        place = found[-1]
        _command(programs, place.environ)
        if place.name == "xcb":
            _window(programs, place.environ, folder / "data")


def _command(programs: Sequence[list[str]], environ: Mapping[str, str]) -> None:
    pairs = [[_ends_ms([*program, "--version"], environ) for program in programs] for _ in range(PAIRS + 1)]
    source, packaged = zip(*pairs[1:], strict=True)
    ratio_row("a command, from source and packaged", "ms", source, packaged, 1.0, 1.0)


def _window(programs: Sequence[list[str]], environ: Mapping[str, str], data: Path) -> None:
    commands = [[*program, "--data-dir", str(data)] for program in programs]
    with closing(WindowWatch(environ["DISPLAY"])):  # or the server would begin anew whenever its last guest has gone
        pairs = [[_shows_ms(command, environ) for command in commands] for _ in range(PAIRS + 1)]
    source, packaged = zip(*pairs[1:], strict=True)
    ratio_row("the window, from source and packaged", "ms", source, packaged, 1.0, 1.0)


def _ends_ms(command: list[str], environ: Mapping[str, str]) -> float:
    started_s = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environ, check=True, stdout=subprocess.DEVNULL)
    return 1000 * (time.perf_counter() - started_s)


def _shows_ms(command: list[str], environ: Mapping[str, str]) -> float:
    with closing(WindowWatch(environ["DISPLAY"])) as watch:
        started_s = time.perf_counter()
        with subprocess.Popen(command, cwd=ROOT, env=environ) as child:
            try:
                watch.wait_for_window()
                return 1000 * (time.perf_counter() - started_s)
            finally:
                child.kill()

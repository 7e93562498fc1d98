"""Cold start to the first painted, usable counter page, and memory once all is loaded; both beside a bare window."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.children import Place, places
from tests.benchmarks.folder import make_folder
from tests.benchmarks.table import heading, ratio_row
from tests.services import PRACTICE_KEY, PracticeProcess

START_PAIRS, MEMORY_PAIRS = 11, 3


def measure_start(folder: Path) -> None:
    with PracticeProcess() as service, places(folder / "bytecode") as all_places:
        data = folder / "data"
        make_folder(data, service.address, service.key)
        heading()
        for place in all_places:
            _start(place, data)


def measure_memory(folder: Path) -> None:
    with PracticeProcess() as service, places(folder / "bytecode") as all_places:
        data = folder / "data"
        make_folder(data, service.address, service.key)
        heading()
        for place in all_places:
            _memory(place, data)


def _start(place: Place, data: Path) -> None:
    pairs = [(place.bare_window(), place.program("--data-dir", str(data))) for _ in range(START_PAIRS + 1)]
    bare, ours = zip(*pairs[1:], strict=True)  # the first pair compiled the bytecode
    ratio_row(
        f"start to the counter page, {place.name}",
        *("ms", [one.painted_ms for one in bare], [one.painted_ms for one in ours]),
        *(1.6, 1.25),
    )


def _memory(place: Place, data: Path) -> None:
    typed = f"{PRACTICE_KEY}\n"
    pairs = [
        (
            place.bare_window(until_loaded=True),
            place.program("--data-dir", str(data), "--key-stdin", typed=typed, until_loaded=True),
        )
        for _ in range(MEMORY_PAIRS + 1)
    ]
    bare, ours = zip(*pairs[1:], strict=True)
    for name, kind in (("resident", "rss_kb"), ("shared out", "pss_kb")):
        ratio_row(
            f"memory, {name}, {place.name}",
            *("MB", [getattr(one, kind) / 1024 for one in bare], [getattr(one, kind) / 1024 for one in ours]),
            *(1.6, 1.3),
        )

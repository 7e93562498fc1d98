"""The numbers that the program is held to: ``python -m tests.benchmarks [NAME...]``, all of them without a name.

It asserts nothing: how fast a computer is today is no fault of the code. pytest does not collect it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.bring_in import measure_import
from tests.benchmarks.faulted import measure_faulted
from tests.benchmarks.instant import measure_instant
from tests.benchmarks.mark import measure_mark
from tests.benchmarks.package import measure_package
from tests.benchmarks.scan import measure_scan
from tests.benchmarks.search import measure_search
from tests.benchmarks.start import measure_memory, measure_start
from tests.benchmarks.tap import measure_tap

MEASURES = {
    "start": measure_start,
    "memory": measure_memory,
    "tap": measure_tap,
    "mark": measure_mark,
    "instant": measure_instant,
    "faulted": measure_faulted,
    "scan": measure_scan,
    "search": measure_search,
    "import": measure_import,
    "package": measure_package,
}


def main() -> None:
    """Measure what was asked for, or everything: each in a process of its own, which has one window at most."""
    names = [name for name in sys.argv[1:] if not name.isdecimal()] or [*MEASURES]
    if len(names) > 1:
        for name in names:
            subprocess.run([sys.executable, "-m", "tests.benchmarks", name], check=True)
        return
    with tempfile.TemporaryDirectory() as folder:
        MEASURES[names[0]](Path(folder))


if __name__ == "__main__":
    main()

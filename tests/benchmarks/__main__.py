"""The numbers that the program is held to, each beside its baseline: ``python -m tests.benchmarks [start|memory|tap]``.

It asserts nothing: how fast a computer is today is no fault of the code. pytest does not collect it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.benchmarks.start import measure_memory, measure_start
from tests.benchmarks.tap import measure_tap

MEASURES = {"start": measure_start, "memory": measure_memory, "tap": measure_tap}


def main() -> None:
    """Measure what was asked for, or everything."""
    for name in sys.argv[1:] or MEASURES:
        with tempfile.TemporaryDirectory() as folder:
            MEASURES[name](Path(folder))


if __name__ == "__main__":
    main()

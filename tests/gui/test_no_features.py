"""PySide's search through sources is spared, in a process of its own: the test runner has read them already."""

from __future__ import annotations

import subprocess
import sys

import pytest

WATCHED = """
import linecache
import PySide6.QtCore
{spare}
import wave
print(any(name.endswith("wave.py") for name in linecache.cache))
"""
SPARE = "from kiosk_app.gui.no_features import search_no_features; search_no_features()"


@pytest.mark.parametrize(("spare", "reads"), [("", "True"), (SPARE, "False")], ids=["as it is", "spared"])
def test_sources_are_read_unless_it_is_spared(spare: str, reads: str) -> None:
    """The first line fails when PySide stops reading them: then the module can go."""
    done = subprocess.run(
        [sys.executable, "-c", WATCHED.format(spare=spare)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == reads

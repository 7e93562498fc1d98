"""The wire is loaded without the library that guesses encodings, in a process of its own: the runner has it by now."""

from __future__ import annotations

import subprocess
import sys

import pytest

LOADED = "{loads}; import sys; print(any(name.startswith('charset_normalizer.') for name in sys.modules))"


@pytest.mark.parametrize(
    ("loads", "has_guesser"), [("import requests", "True"), ("import kiosk_app.stamp_api.client", "False")]
)
def test_the_wire_loads_no_guesser(loads: str, has_guesser: str) -> None:
    """Without a warning. The first line fails when requests stops loading it: then our way around it can go."""
    command = [sys.executable, "-W", "error", "-c", LOADED.format(loads=loads)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == has_guesser


def test_the_guesser_can_still_be_loaded_by_others() -> None:
    command = [sys.executable, "-c", "import kiosk_app.stamp_api, charset_normalizer; charset_normalizer.from_bytes"]
    assert subprocess.run(command, timeout=60, check=False).returncode == 0

"""Disks that are really full or read-only, in mount namespaces of their own: ``inside_small_disk`` runs in there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.functional.window.small_disk import ALONE

INSIDE = Path(__file__).with_name("inside_small_disk.py")
ROOT = Path(__file__).parents[3]

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture(autouse=True)
def needs_mounts(tmp_path: Path) -> None:
    if not sys.platform.startswith("linux") or not shutil.which("unshare"):
        pytest.skip("no mounts here: there is no unshare")
    command = [*ALONE, "mount", "-t", "tmpfs", "none", str(tmp_path)]
    if why := subprocess.run(command, capture_output=True, text=True, check=False).stderr:
        pytest.skip(f"no mounts here: {why}")


def test_what_cannot_be_written_down_is_not_sent_and_the_window_says_so(tmp_path: Path) -> None:
    run_inside("what_cannot_be_written_down", tmp_path)


def test_an_answer_that_not_even_the_emergency_file_takes_is_shown_and_saved_later(tmp_path: Path) -> None:
    run_inside("not_even_the_emergency_file", tmp_path)


def test_a_window_that_is_killed_with_an_answer_in_its_hands_loses_and_doubles_nothing(tmp_path: Path) -> None:
    run_inside("is_killed", tmp_path)


def run_inside(name: str, tmp_path: Path) -> None:
    """The tests in there whose names have this in them."""
    options = ["-q", "-s", "-p", "no:cacheprovider", f"--basetemp={tmp_path / 'inside'}", "-k", name]
    done = subprocess.run(
        [*ALONE, sys.executable, "-m", "pytest", *options, str(INSIDE)],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 passed" in done.stdout
    print(done.stdout)  # noqa: T201

"""Disks that are really full or read-only, in a mount namespace of their own: ``inside_small_disk`` runs in there."""

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


@pytest.mark.slow
def test_a_full_and_a_read_only_disk_lose_and_double_nothing(tmp_path: Path) -> None:
    if why := cannot_mount(tmp_path):
        pytest.skip(f"no mounts here: {why}")
    options = ["-q", "-s", "-p", "no:cacheprovider", f"--basetemp={tmp_path / 'inside'}"]
    done = subprocess.run(
        [*ALONE, sys.executable, "-m", "pytest", *options, str(INSIDE)],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "skipped" not in done.stdout
    print(done.stdout)  # noqa: T201


def cannot_mount(folder: Path) -> str:
    """Why not; empty where it can."""
    if not sys.platform.startswith("linux") or not shutil.which("unshare"):
        return "no unshare"
    command = [*ALONE, "mount", "-t", "tmpfs", "none", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr

"""PySide's support is compiled once and read back; whatever is wrong with what is kept, Qt is loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

KEPT = "shibokensupport.cpython-*.pyc"
LOAD = """
import builtins
compiled = []
compiles = builtins.compile
def counted(source, filename, *how, **options):
    compiled.append(str(filename))
    return compiles(source, filename, *how, **options)
builtins.compile = counted
from kiosk_app.gui.kept_support import load_support
load_support()
assert builtins.compile is counted
from PySide6.QtCore import QObject
try:
    QObject().setObjectName(object())
except TypeError as error:  # the support's own words
    assert "setObjectName" in str(error)
print(sum(name.startswith("shibokensupport") for name in compiled))
"""


def load(bytecode: Path, **environ: str) -> int:
    """How many of the support's sources a new process compiled."""
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    run = subprocess.run(
        [sys.executable, "-c", LOAD],
        env={**clean, "PYTHONPYCACHEPREFIX": str(bytecode), **environ},
        check=True,
        capture_output=True,
        text=True,
    )
    assert not run.stderr
    return int(run.stdout)


def kept(bytecode: Path) -> list[Path]:
    return list(bytecode.rglob(KEPT))


def test_the_second_process_compiles_nothing(tmp_path: Path) -> None:
    assert load(tmp_path) > 5
    assert load(tmp_path) == 0
    assert len(kept(tmp_path)) == 1


@pytest.mark.parametrize("damage", [b"", b"no code at all", b"\xe9\x00\x00", b"{"], ids=["empty", "text", "int", "cut"])
def test_what_is_damaged_is_made_again(tmp_path: Path, damage: bytes) -> None:
    load(tmp_path)
    kept(tmp_path)[0].write_bytes(damage)
    assert load(tmp_path) > 5
    assert load(tmp_path) == 0


def test_nothing_is_kept_where_python_keeps_nothing(tmp_path: Path) -> None:
    assert load(tmp_path, PYTHONDONTWRITEBYTECODE="1") > 5
    assert not kept(tmp_path)


def test_a_folder_that_cannot_be_written_to_is_put_up_with(tmp_path: Path) -> None:
    nowhere = tmp_path / "a file"
    nowhere.write_text("")
    assert load(nowhere) > 5

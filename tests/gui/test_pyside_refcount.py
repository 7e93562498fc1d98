"""The installed PySide6 keeps its references: 6.12.0 on Python 3.11 loses one per call and aborts after some hundred.

Judged by the exit status of a child process, because a process that aborts may have printed success before.
"""

import subprocess
import sys

EMIT_OFTEN = """
from PySide6.QtCore import QObject, Signal

class Bell(QObject):
    rang = Signal(object)

bell = Bell()
heard = []
bell.rang.connect(heard.append)
for value in (None, True, False) * 1000:
    bell.rang.emit(value)
assert len(heard) == 3000
"""


def exit_status(program: str) -> int:
    return subprocess.run([sys.executable, "-c", program], timeout=60, check=False).returncode


def test_thousands_of_emissions_lose_no_reference() -> None:
    assert exit_status(EMIT_OFTEN) == 0


def test_a_process_that_aborts_is_noticed() -> None:
    assert exit_status("import os; print('all is well', flush=True); os.abort()") != 0

"""Start: read the arguments, then run one command. The window joins it here."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from types import FrameType
from typing import TextIO

from kiosk_app.cli.arguments import Options
from kiosk_app.cli.house import House
from kiosk_app.cli.main import run
from kiosk_app.system.crash import CrashReport, install
from kiosk_app.wiring.house import Choices, open_house
from kiosk_app.words.crash import crashed
from kiosk_app.words.language import chosen_language


def main() -> int:
    """The program as it is installed; its exit status."""
    install(_show)
    signal.signal(signal.SIGTERM, _end)
    try:
        return run_command(sys.argv[1:])
    finally:  # the status is known: no signal may put its own in its place while Python ends
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)


def run_command(
    argv: Sequence[str], out: TextIO | None = None, err: TextIO | None = None, stdin: TextIO | None = None
) -> int:
    """One command on the real parts; the streams are the process's own unless others are given."""
    return run(argv, _open, out, err, stdin)


def _open(options: Options) -> AbstractContextManager[House]:
    return open_house(Choices(options.data_dir, options.practice, options.service_url, options.key))


def _show(crash: CrashReport) -> None:
    sys.stderr.write(f"{crashed(chosen_language(), crash.reference)}\n")


def _end(_number: int, _frame: FrameType | None) -> None:
    """SIGTERM ends a command as tidily as Ctrl-C does."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())

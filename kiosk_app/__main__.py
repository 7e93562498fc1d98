"""Start: read the arguments, then the window or one command. Qt is loaded for the window alone."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from types import FrameType
from typing import TYPE_CHECKING, TextIO

from kiosk_app.cli.options import Options, window_options
from kiosk_app.credentials import KEEPER_OPTION
from kiosk_app.gui import GLANCE_OPTION
from kiosk_app.system.crash import CrashReport, install
from kiosk_app.system.environment import has_screen
from kiosk_app.system.signals import WishToEnd
from kiosk_app.wiring.ground import Choices
from kiosk_app.words.language import chosen_language

if TYPE_CHECKING:
    from kiosk_app.cli.house import House


def main() -> int:
    """The program as it is installed; its exit status."""
    if sys.argv[1:] == [KEEPER_OPTION]:
        from kiosk_app.credentials.keeper import serve

        serve()
        return 0
    if sys.argv[1:] == [GLANCE_OPTION]:
        from kiosk_app.gui.glance import tell

        tell()
        return 0
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
    """One command on the real parts; the streams are the process's own unless others are given.

    A line that asks for the window leads straight there, since loading the commands takes as long as painting it.
    """
    options = window_options(argv)
    try:
        if options is not None and (status := _show_window(options)) is not None:
            return status
    except KeyboardInterrupt:  # while it loaded
        from kiosk_app.cli.main import interrupted

        return interrupted(err)
    from kiosk_app.cli.asked import Doctor, Restore
    from kiosk_app.cli.main import run
    from kiosk_app.wiring.house import open_house

    def house(options: Options) -> AbstractContextManager[House]:
        recovers, examines = isinstance(options.command, Restore), isinstance(options.command, Doctor)
        return open_house(replace(_choices(options), recovers=recovers, examines=examines))

    return run(argv, house, _show_window, out, err, stdin)


def _choices(options: Options) -> Choices:
    return Choices(options.data_dir, options.practice, options.service_url, options.key)


def _show_window(options: Options) -> int | None:
    """None where Qt would find no screen: it would end the process there and then."""
    if not has_screen(os.environ):
        return None
    wish = WishToEnd()
    with wish.heard():
        load_qt()
        from kiosk_app.wiring.start import run_window

        return run_window(_choices(options), chosen_language(), wish, full_screen=options.fullscreen)


def load_qt() -> None:
    """The library that the window stands on, as fast as it can be had."""
    gc.disable()  # loading leaves nothing to collect and is a tenth faster so; gui/garbage.py collects later
    from kiosk_app.gui.late_support import load_support
    from kiosk_app.gui.no_features import search_no_features
    from kiosk_app.gui.quick_enums import make_enums_quickly

    make_enums_quickly()
    load_support()
    search_no_features()


def _show(crash: CrashReport) -> None:
    from kiosk_app.words.crash import crashed

    sys.stderr.write(f"{crashed(chosen_language(), crash.reference)}\n")


def _end(_number: int, _frame: FrameType | None) -> None:
    """SIGTERM ends a command as tidily as Ctrl-C does."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())

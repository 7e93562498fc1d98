"""The options for all commands, as values; and whether a command line asks for the window and nothing else."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from kiosk_app.cli.asked import Command
    from kiosk_app.domain.ids import ApiKey


@dataclass(frozen=True, slots=True)
class Options:
    """One command line. ``command`` None: the window.

    ``key_stdin``: the first line of standard input is the key of this run; whoever runs the command reads it
    there and puts it into ``key``.
    """

    data_dir: Path | None = None
    practice: bool = False
    service_url: str | None = None
    key_stdin: bool = False
    json: bool = False
    fullscreen: bool = False
    command: Command | None = None
    key: ApiKey | None = None


def window_options(argv: Sequence[str]) -> Options | None:
    """The options of a command line that asks for the window, read without loading any command.

    None for all else, a line that is not understood among it: ``arguments.parse`` tells what that is.
    """
    parser = _Quiet(add_help=False, allow_abbrev=False)
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--service-url")
    for flag in ("--practice", "--json", "--fullscreen"):
        parser.add_argument(flag, action="store_true")
    try:
        given, rest = parser.parse_known_args(list(argv))
    except _NotUnderstood:
        return None
    return None if rest or "" in argv else Options(**vars(given))


class _NotUnderstood(Exception):
    """The whole parser says what is wrong, in the run's language."""


class _Quiet(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _NotUnderstood(message)

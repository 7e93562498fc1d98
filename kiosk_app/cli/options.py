"""The options for all commands, as values; and whether a command line asks for the window and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk_app.cli.asked import Command
    from kiosk_app.domain.ids import ApiKey

FLAGS = {"--practice": "practice", "--json": "json", "--fullscreen": "fullscreen"}
VALUES: dict[str, tuple[str, Callable[[str], object]]] = {
    "--data-dir": ("data_dir", Path),
    "--service-url": ("service_url", str),
}


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
    """The options of a command line that asks for the window, read without loading any command, nor argparse.

    None for all else, a line that is not understood among it: ``arguments.parse`` tells what that is.
    """
    given: dict[str, object] = {}
    words = iter(argv)
    for word in words:
        if word in FLAGS:
            given[FLAGS[word]] = True
            continue
        option, equals, value = word.partition("=")
        value = value if equals else next(words, "")
        if option not in VALUES or not value or value.startswith("-"):
            return None
        name, kind = VALUES[option]
        given[name] = kind(value)
    return Options(**given)  # type: ignore[arg-type]  # each as its kind makes it

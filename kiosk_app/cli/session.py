"""What every command works with, what it comes to, and how it says that it cannot go on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk_app.cli.house import House, Line, NoKey
from kiosk_app.cli.statuses import Status
from kiosk_app.cli.terminal import Terminal
from kiosk_app.words import keys as key_words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


@dataclass(frozen=True, slots=True)
class Session:
    """One run: the parts, the language, and where to speak."""

    house: House
    language: Language
    terminal: Terminal


@dataclass(frozen=True, slots=True)
class Result:
    """What a command came to. ``bare``: the lines of standard output where no JSON was asked for."""

    status: Status
    document: Mapping[str, object]
    bare: tuple[str, ...] = ()


class CannotGoOn(Exception):
    """The command ends here, with a sentence and a status."""

    def __init__(self, said: Said, status: Status) -> None:
        super().__init__(said.what)
        self.said, self.status = said, status


def line_with_key(session: Session) -> Line:
    """The line to the service; without a key nothing is saved or sent."""
    line = session.house.line()
    if isinstance(line, NoKey):
        raise CannotGoOn(key_words.no_key(session.language, line.trouble), Status.NOT_SET_UP)
    return line

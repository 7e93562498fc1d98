"""One command from its words to its exit status. Expected trouble becomes a sentence here; a bug is let through."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TextIO

from kiosk_app.cli import asked
from kiosk_app.cli.arguments import asks_for_json, parse
from kiosk_app.cli.documents import of_trouble
from kiosk_app.cli.failing import TROUBLES, failure
from kiosk_app.cli.house import House
from kiosk_app.cli.options import Options
from kiosk_app.cli.parser import PROGRAM, HelpAsked, VersionAsked
from kiosk_app.cli.session import CannotGoOn, Session
from kiosk_app.cli.statuses import Status
from kiosk_app.cli.terminal import Terminal
from kiosk_app.cli.version import product_version
from kiosk_app.words import inputs, usage
from kiosk_app.words.language import Language, chosen_language

OpenHouse = Callable[[Options], AbstractContextManager[House]]
ShowWindow = Callable[[Options], int | None]


def run(
    argv: Sequence[str],
    open_house: OpenHouse,
    show_window: ShowWindow,
    out: TextIO | None = None,
    err: TextIO | None = None,
    stdin: TextIO | None = None,
) -> int:
    """Run one command, or without one the window; returns the exit status.

    ``open_house`` and ``show_window`` may raise whatever the parts of a house may. ``show_window`` gives the
    window's status, None where there is no screen to show it on.
    """
    terminal = Terminal(
        sys.stdout if out is None else out,
        sys.stderr if err is None else err,
        sys.stdin if stdin is None else stdin,
        as_json=asks_for_json(argv),
    )
    language = chosen_language()
    try:
        return _run(argv, open_house, show_window, terminal, language)
    except HelpAsked as asked_for:
        terminal.answer({"help": asked_for.text}, (asked_for.text.rstrip(),))
        return Status.DONE
    except VersionAsked:
        terminal.answer({"version": product_version()}, (f"{PROGRAM} {product_version()}",))
        return Status.DONE
    except TROUBLES as trouble:
        end = failure(language, trouble)
    except KeyboardInterrupt:
        end = CannotGoOn(usage.interrupted(language), Status.WRONG)
    terminal.say(str(end.said))
    terminal.answer(of_trouble(end.said))
    return end.status


def interrupted(err: TextIO | None = None) -> int:
    """Ctrl-C before anything began; the exit status."""
    (err or sys.stderr).write(f"{usage.interrupted(chosen_language())}\n")
    return Status.WRONG


def _run(
    argv: Sequence[str], open_house: OpenHouse, show_window: ShowWindow, terminal: Terminal, language: Language
) -> int:
    options = parse(argv, language)
    command = options.command
    if options.key_stdin:
        if isinstance(command, asked.KeySet | asked.KeyForget):
            raise CannotGoOn(usage.no_key_from_stdin(language), Status.WRONG)
        from kiosk_app.cli.keys import key_from

        options = replace(options, key=key_from(terminal.first_line()))
    if command is None:
        status = show_window(options)
        if status is None:
            raise CannotGoOn(usage.no_screen(language), Status.WRONG)
        return status
    from kiosk_app.cli.performers import PERFORMERS
    from kiosk_app.cli.practice import practice

    result = None
    try:
        with open_house(options) as house:
            session = Session(house, language, terminal)
            if isinstance(command, asked.Practice):
                return practice(session, command)
            if not isinstance(command, asked.Restore | asked.Doctor):  # the folder may have nothing that can be read
                _tell_of_settings(session)
            result = PERFORMERS[type(command)](session, command)
            terminal.answer(result.document, result.bare)
    except KeyboardInterrupt:
        if result is None:  # else it is done and told, and only the closing was cut short
            raise
    return result.status


def _tell_of_settings(session: Session) -> None:
    """A faulty settings file with a good one to stand in for it is told every time; without one nothing goes on."""
    settings = session.house.settings()
    settings.current()
    if problems := settings.problems():
        session.terminal.say(str(inputs.settings_passed_over(session.language, problems)))

"""The command line: options before and after the command, help, and what is not understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk_app.cli import asked
from kiosk_app.cli.arguments import asks_for_json, parse
from kiosk_app.cli.options import Options
from kiosk_app.cli.parser import CommandParser, HelpAsked, VersionAsked, WrongUse
from kiosk_app.domain.customer import Details
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.words.language import english

COMMON = ("--data-dir", "d", "--practice", "--service-url", "https://a.example", "--key-stdin", "--json")
COMMANDS = [command.full_name for command in CommandParser(english()).every()]
LATER = ["visit", "take-back", "redeem", "backup", "restore", "customer import", "outbox resolve", "qr"]


@pytest.mark.parametrize(
    "argv",
    [
        (*COMMON, "key", "check"),
        ("key", *COMMON, "check"),
        ("key", "check", *COMMON),
        ("--practice", "--json", "key", *COMMON[:2], "check", "--service-url", "https://a.example", "--key-stdin"),
    ],
)
def test_options_for_all_stand_before_or_after_the_command(argv: tuple[str, ...]) -> None:
    assert parse(argv, english()) == Options(
        data_dir=Path("d"),
        practice=True,
        service_url="https://a.example",
        key_stdin=True,
        json=True,
        command=asked.KeyCheck(),
    )


def test_no_command_is_the_window() -> None:
    assert parse(["--data-dir", "d"], english()) == Options(data_dir=Path("d"))


def test_what_is_not_given_keeps_its_default() -> None:
    assert parse(["issue", "--card", "1", "--name", "x"], english()).command == asked.Issue(1, details=Details("x"))
    assert parse(["history"], english()).command == asked.History()
    assert parse(["practice"], english()).command == asked.Practice()


def test_a_list_and_sending_it_are_two_commands() -> None:
    assert parse(["outbox"], english()).command == asked.OutboxList()
    assert parse(["outbox", "--json", "send"], english()).command == asked.OutboxSend()


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_each_command_shows_an_example_that_is_understood(name: str) -> None:
    with pytest.raises(HelpAsked) as asked_for:
        parse([*name.split(), "--help"], english())
    text = asked_for.value.text
    example = next(line.strip() for line in text.splitlines() if line.startswith("  stamp-kiosk "))
    assert name in example
    assert text.startswith(f"Use: stamp-kiosk {name}".rstrip())


@pytest.mark.parametrize("name", COMMANDS)
def test_the_version_can_be_asked_for_anywhere(name: str) -> None:
    with pytest.raises(VersionAsked):
        parse([*name.split(), "--version"], english())


@pytest.mark.parametrize("name", LATER)
def test_what_comes_later_is_not_there_yet(name: str) -> None:
    with pytest.raises(WrongUse):
        parse(name.split(), english())


@pytest.mark.parametrize(
    "argv",
    [
        ["key"],
        ["card"],
        ["customer"],
        ["show"],
        ["show", "1", "2"],
        ["issue", "--name", "x"],
        ["issue", "--card"],
        ["history", "--xlsx", "f.xlsx"],
        ["customer", "find", "x", "--lim", "3"],
        ["--js", "outbox"],
    ],
)
def test_what_is_not_understood_is_refused(argv: list[str]) -> None:
    with pytest.raises(WrongUse):
        parse(argv, english())


@pytest.mark.parametrize("name", ["", "  "])
def test_a_data_folder_without_a_name_is_not_the_folder_one_stands_in(name: str) -> None:
    with pytest.raises(BadInput) as found:
        parse(["--data-dir", name, "outbox"], english())
    assert found.value.problems == (Problem("data_dir", Fault.MISSING),)


@pytest.mark.parametrize("option", ["--name", "--phone", "--user-id", "--memo"])
def test_letters_that_were_not_read_are_not_left_out_in_silence(option: str) -> None:
    with pytest.raises(BadInput) as found:
        parse(["issue", "--card", "1", "--email", "a@b.c", option, "Ren\udce9"], english())
    assert [problem.fault for problem in found.value.problems] == [Fault.NOT_TEXT]


def test_a_folder_may_have_a_name_that_is_no_text() -> None:
    assert parse(["--data-dir", "Ren\udce9", "outbox"], english()).data_dir == Path("Ren\udce9")


def test_json_is_known_of_a_line_that_is_not_understood() -> None:
    assert asks_for_json(["visit", "--json"])
    assert not asks_for_json(["customer", "find", "--", "--json"])

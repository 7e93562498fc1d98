"""argparse, taught our manners: troubles are raised and not printed, and every text is made in the run's language.

It knows which commands there are and what all of them take; what each takes of its own is ``arguments``'.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NoReturn

from kiosk_app.cli import typed
from kiosk_app.domain.text import clean
from kiosk_app.words import usage
from kiosk_app.words.language import Language

PROGRAM = "stamp-kiosk"

_BELOW = {
    "": (
        *("key", "card", "issue", "visit", "take-back", "redeem", "show", "customer", "outbox", "history"),
        *("backup", "restore", "doctor", "practice"),
    ),
    "key": ("set", "check", "forget"),
    "card": ("add", "list", "remove"),
    "customer": ("add", "find", "reindex", "import", "export", "erase", "duplicates", "merge"),
    "outbox": ("send", "resolve"),
}
_ALSO_ALONE = ("", "outbox")  # these mean something without what is below them


class WrongUse(Exception):
    """A command line that is not understood. ``command`` is the part of it whose help tells more."""

    def __init__(self, command: str, detail: str) -> None:
        super().__init__(detail)
        self.command, self.detail = command, clean(detail)


class HelpAsked(Exception):
    """``--help``; holds the text."""

    def __init__(self, text: str) -> None:
        super().__init__("help")
        self.text = text


class VersionAsked(Exception):
    """``--version``."""


class CommandParser(argparse.ArgumentParser):
    """One command and those below it. ``full_name``: "card add"; empty for the program itself."""

    def __init__(self, language: Language, full_name: str = "", **_from_argparse: object) -> None:
        self.full_name = full_name
        self.language = language
        self._headings = usage.headings(language)
        self._helps = usage.options(language)
        super().__init__(
            prog=f"{PROGRAM} {full_name}".strip(),
            description=usage.purposes(language)[full_name],
            epilog=f"{self._headings['example']}\n  {usage.EXAMPLES[full_name]}",
            formatter_class=_formatter(self._headings["usage"]),
            argument_default=argparse.SUPPRESS,  # or a command's default would overrule what stands before it
            add_help=False,
            allow_abbrev=False,
        )
        self._own = self.add_argument_group(self._headings["own"])
        self._commands = self._take_commands(_BELOW.get(full_name, ()))
        self._take_what_all_take()

    def every(self) -> Iterator[CommandParser]:
        """This command and all below it."""
        yield self
        for command in self._commands:
            yield from command.every()

    def take(self, *names: str, says: str, **how: Any) -> None:
        """One argument or option of this command's own; ``says`` names its line of help."""
        if "action" not in how:
            how.setdefault("type", typed.words(how.get("dest") or names[-1].lstrip("-").replace("-", "_")))
        self._own.add_argument(*names, help=self._help(says), **how)

    def take_either(self, *either: tuple[str, str, Callable[[str], object]], dest: str, metavar: str) -> None:
        """Options of which one alone may stand, as name, line of help and type."""
        group = self._own.add_mutually_exclusive_group()
        for name, says, read in either:
            group.add_argument(name, dest=dest, type=read, metavar=metavar, help=self._help(says))

    def take_one_of(self, flags: Mapping[str, object], dest: str, *or_else: str, says: str, **how: Any) -> None:
        """Flags that each mean a value of ``dest``, or an option that takes one of its own; one of them must stand."""
        group = self._own.add_mutually_exclusive_group(required=True)
        for name, value in flags.items():
            meaning = self._help(name.lstrip("-").replace("-", "_"))
            group.add_argument(name, dest=dest, action="store_const", const=value, help=meaning)
        group.add_argument(*or_else, help=self._help(says), **how)

    def values(self, argv: Sequence[str]) -> argparse.Namespace:
        """What was given; raises WrongUse, which repeats no value: somebody may have put a key among them."""
        given, rest = self.parse_known_args(list(argv))
        if rest:
            unknown = [word.partition("=")[0] for word in rest if word.startswith("--") and word != "--"]
            raise WrongUse(self.prog, usage.too_much(self.language, unknown))
        return given

    def error(self, message: str) -> NoReturn:
        if self._commands and "choice" in message:
            raise WrongUse(self.prog, usage.no_such_command(self.language, _BELOW[self.full_name]))
        raise WrongUse(self.prog, message)

    def _take_commands(self, names: tuple[str, ...]) -> list[CommandParser]:
        if not names:
            return []
        helps = usage.purposes(self.language)
        required = self.full_name not in _ALSO_ALONE
        command = self._headings["command"]
        below = self.add_subparsers(
            title=self._headings["commands"],
            metavar=command if required else f"[{command}]",
            required=required,
            parser_class=CommandParser,
        )
        full_names = {name: f"{self.full_name} {name}".strip() for name in names}
        return [
            below.add_parser(name, language=self.language, full_name=full, help=helps[full])
            for name, full in full_names.items()
        ]

    def _take_what_all_take(self) -> None:
        common = self.add_argument_group(self._headings["common"])
        common.add_argument("--data-dir", type=typed.folder, metavar="DIR", help=self._help("data_dir"))
        common.add_argument("--practice", action="store_true", help=self._help("practice"))
        common.add_argument("--service-url", metavar="URL", help=self._help("service_url"))
        common.add_argument("--key-stdin", action="store_true", help=self._help("key_stdin"))
        common.add_argument("--json", action="store_true", help=self._help("json"))
        common.add_argument("--fullscreen", action="store_true", help=self._help("fullscreen"))
        common.add_argument("--version", action=_Version, nargs=0, help=self._help("version"))
        common.add_argument("-h", "--help", action=_Help, nargs=0, help=self._help("help"))

    def _help(self, says: str) -> str:
        return self._helps[says].replace("%", "%%")


class _Help(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_rest: object) -> None:
        raise HelpAsked(parser.format_help())


class _Version(argparse.Action):
    def __call__(self, *_rest: object) -> None:
        raise VersionAsked


def _formatter(usage_heading: str) -> Any:
    """argparse's formatter with our own word for "usage"; the example keeps its line breaks."""

    class Formatter(argparse.RawDescriptionHelpFormatter):
        def __init__(self, prog: str) -> None:
            super().__init__(prog, max_help_position=30, width=100)

        def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
            super().add_usage(usage, actions, groups, usage_heading if prefix is None else prefix)

    return Formatter

"""settings.toml read into settings, whole and strictly: one fault anywhere, and nothing of it is used.

Reads with the standard library's tomllib: ten times faster than tomlkit, and it names the line of every
fault of syntax. It opens no file and writes nothing.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from dataclasses import fields, replace
from datetime import date, datetime
from enum import Enum
from typing import Any

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.checks import Section, check_settings, cleaned_settings
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.domain.settings import Counter, Service, Settings, Shop
from kiosk_app.domain.text import quoted
from kiosk_app.domain.validity import ValidFor, ValidUntil, parse_date, parse_valid_for

FILE_NAME = "settings.toml"
MAX_BYTES = 256 * 1024  # a hundred cards with every key are 60 kB
TABLES = ("shop", "service", "counter", "card")


def read_settings(raw: bytes) -> Settings:
    """The settings in a file's bytes, or BadInput with every problem in them, each under its full key."""
    document = _Table("", _parsed(raw))
    shop = _section(document, "shop", Shop())
    service = _section(document, "service", Service())
    counter = _section(document, "counter", Counter())
    cards = tuple(_card(table) for table in document.tables("card"))
    document.refuse_the_rest(TABLES)
    settings = cleaned_settings(Settings(shop, service, counter, cards))
    told = [problem.field for problem in document.problems]
    more = [found for found in check_settings(settings) if not any(_is_at(found.field, field) for field in told)]
    if document.problems or more:
        raise BadInput(*document.problems, *more)
    return settings


def _is_at(field: str, told: str) -> bool:
    """Whether a fault was told of that key already, or of the whole table it would stand in."""
    return field == told or field.startswith(f"{told}.")


def _parsed(raw: bytes) -> dict[str, Any]:
    if len(raw) > MAX_BYTES:
        raise BadInput(Problem(FILE_NAME, Fault.TOO_BIG, str(MAX_BYTES)))
    try:
        text = raw.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError:
        raise BadInput(Problem(FILE_NAME, Fault.NOT_TEXT)) from None
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # beside its own: numbers of over 4,300 digits, deep nesting
        raise BadInput(Problem(FILE_NAME, Fault.SYNTAX, _line(str(error), text))) from None


def _line(message: str, text: str) -> str:
    """The number of the line that tomllib complains of; its exceptions tell it only in words before 3.14."""
    if "end of document" in message:
        return str(text.rstrip("\n").count("\n") + 1)
    found = re.search(r"at line ([0-9]+)", message)
    return found[1] if found else ""


class _Table:
    """One table being read: what it still holds, and the problems of the whole document."""

    def __init__(self, path: str, values: object, problems: list[Problem] | None = None) -> None:
        self.problems: list[Problem] = [] if problems is None else problems
        self._path = path
        self.is_table = isinstance(values, dict)
        self._values: dict[str, Any] = dict(values) if isinstance(values, dict) else {}
        if not self.is_table:
            self.problems.append(Problem(path, Fault.WRONG_TYPE, quoted(values)))

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def take(self, key: str, default: Any) -> Any:
        """The value of a key, of its default's kind; the default where there is none, or a wrong one."""
        if key not in self._values:
            return default
        value = self._values.pop(key)
        if isinstance(default, Enum):
            return self._choice(key, value, default)
        if type(value) is type(default):
            return value
        return self.complain(key, _KIND_FAULTS.get(key, _KIND_FAULTS[type(default).__name__]), value, default)

    def table(self, key: str) -> _Table:
        """The table of that name, empty where there is none."""
        return _Table(self._key(key), self._values.pop(key, {}), self.problems)

    def tables(self, key: str) -> list[_Table]:
        """The tables of an array of tables, ``[[key]]``."""
        found = self._values.pop(key, [])
        if not isinstance(found, list):
            self.complain(key, Fault.WRONG_TYPE, found, None)
            return []
        return [_Table(f"{self._key(key)}[{number}]", one, self.problems) for number, one in enumerate(found, 1)]

    def pop(self, key: str) -> Any:
        return self._values.pop(key)

    def complain(self, key: str, fault: Fault, value: object, default: Any, choices: tuple[str, ...] = ()) -> Any:
        """Note a problem and go on with the default, so that the owner learns of all at once."""
        self.problems.append(Problem(self._key(key), fault, quoted(value), choices))
        return default

    def refuse_the_rest(self, known: tuple[str, ...]) -> None:
        """Every key that nobody took is one we do not know: misspelt, or of a later version."""
        for key in self._values:
            self.problems.append(Problem(self._key(quoted(key)), Fault.UNKNOWN_KEY, "", known))

    def _choice(self, key: str, value: object, default: Enum) -> Enum:
        for one in type(default):
            if one.value == value and type(one.value) is type(value):
                return one
        self.complain(key, Fault.NOT_A_CHOICE, value, None, tuple(str(one.value) for one in type(default)))
        return default

    def _key(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key


_KIND_FAULTS = {
    "card_idx": Fault.NOT_POSITIVE,
    "int": Fault.NOT_A_NUMBER,
    "str": Fault.WRONG_TYPE,
    "bool": Fault.WRONG_TYPE,
}


def _section(document: _Table, name: str, defaults: Section) -> Section:
    """A table whose keys are the fields of its dataclass: a new setting is a new field and its check."""
    table = document.table(name)
    values = {field.name: table.take(field.name, getattr(defaults, field.name)) for field in fields(defaults)}
    table.refuse_the_rest(tuple(values))
    return replace(defaults, **values)


def _card(table: _Table) -> StampCard:
    blank = StampCard(card_idx=0, name="")
    for key in ("card_idx", "name"):
        if table.is_table and key not in table:
            table.complain(key, Fault.MISSING, "", None)
    plain = [field.name for field in fields(blank) if field.name != "valid"]
    values = {key: table.take(key, getattr(blank, key)) for key in plain}
    values["valid"] = _valid(table, blank.valid)
    table.refuse_the_rest((*plain, "valid_for", "valid_until"))
    return replace(blank, **values)


def _valid(table: _Table, default: ValidFor | ValidUntil) -> ValidFor | ValidUntil:
    if "valid_for" in table and "valid_until" in table:
        table.complain("valid_until", Fault.NOT_BOTH, table.pop("valid_until"), None)
    if "valid_for" in table:
        return _valid_for(table, table.pop("valid_for"), default)
    return _valid_until(table, table.pop("valid_until"), default) if "valid_until" in table else default


def _valid_for(table: _Table, value: object, default: ValidFor | ValidUntil) -> ValidFor | ValidUntil:
    try:
        return parse_valid_for(value if isinstance(value, str) else "")
    except BadInput as bad:
        table.complain("valid_for", bad.problems[0].fault, value, None)
        return default


def _valid_until(table: _Table, value: object, default: ValidFor | ValidUntil) -> ValidFor | ValidUntil:
    if isinstance(value, date) and not isinstance(value, datetime):
        return ValidUntil(value)
    try:
        return ValidUntil(parse_date(value if isinstance(value, str) else "", "valid_until"))
    except BadInput as bad:
        table.complain("valid_until", bad.problems[0].fault, value, None)
        return default

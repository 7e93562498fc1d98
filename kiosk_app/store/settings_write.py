"""Changed settings written into the owner's own text: their comments, their order and what did not change stay.

It owns tomlkit. It opens no file, and it refuses to hand out a text that does not read back as what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from enum import Enum
from itertools import pairwise
from typing import Any

import tomlkit
from tomlkit.items import AoT, Array, Comment, InlineTable, Table, Whitespace

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.settings import Settings
from kiosk_app.domain.validity import ValidUntil
from kiosk_app.store.settings_read import read_settings

_SECTIONS = ("shop", "service", "counter")
_BLANK = StampCard(card_idx=0, name="")
_ALWAYS_SAID = frozenset({"places", "valid_for", "valid_until"})  # of a new card, default or not

Plain = str | int | bool | date


def written_settings(raw: bytes, after: Settings) -> bytes:
    """The file's bytes with ``after`` in place of what they say now. Both are faultless and ``after`` is clean.

    A comment right above a ``[[card]]`` goes with the card; every other comment stays.
    """
    before = read_settings(raw)
    text = raw.decode("utf-8-sig")
    owners = _OwnersText(text)
    for name in _SECTIONS:
        _write_section(owners, name, _plain(getattr(before, name)), _plain(getattr(after, name)))
    _write_cards(owners, before.cards, after.cards)
    written = owners.joined()
    if "\r\n" in text:
        written = re.sub(r"(?<!\r)\n", "\r\n", written)
    result = written.encode()
    if read_settings(result) != after:
        raise RuntimeError("the settings would not read back as they were meant")
    return result


class _OwnersText:
    """The text taken apart, each comment held by the table that follows it.

    tomlkit counts whatever stands above a ``[header]`` as the end of the table before: new keys would come
    after it, and a card taken out would take along what is said of the next.
    """

    def __init__(self, text: str) -> None:
        text = text if not text or text.endswith("\n") else text + "\n"
        self.document = tomlkit.parse(text)
        self._above: dict[int, str] = {}  # by the identity of a table
        self._end = ""
        self._hold_comments_by_what_follows()
        if self.joined() != text:  # tables in an order that tomlkit does not keep: then as it has them
            self.document = tomlkit.parse(text)
            self._above, self._end = {}, ""

    def joined(self) -> str:
        """The whole text."""
        # Only now: tomlkit takes blanks in what precedes a header for the indent of new keys below it.
        above = [(table.trivia, self._above.get(id(table), "")) for table in self._tables()]
        for trivia, comment in above:
            trivia.indent = comment + trivia.indent
        text = tomlkit.dumps(self.document) + self._end
        for trivia, comment in above:
            trivia.indent = trivia.indent.removeprefix(comment)
        return text

    def add_table(self, name: str) -> None:
        """An empty ``[name]`` at the end."""
        table = tomlkit.table()
        table.trivia.indent = "\n" if self.document.body else ""
        self.document.append(name, table)

    def add_cards(self) -> None:
        """An empty array of ``[[card]]`` at the end, in place of one that says nothing."""
        self.document.pop("card", None)
        self.document.append("card", tomlkit.aot())

    def new_card(self, cards: AoT | Array, values: dict[str, Plain]) -> Table | InlineTable:
        """A card to be put where it belongs, written as the others are."""
        table = tomlkit.inline_table() if isinstance(cards, Array) else tomlkit.table()
        if isinstance(table, Table):
            table.trivia.indent = "\n" if self.joined() else ""
        for key, value in values.items():
            table[key] = value
        return table

    def drop_card(self, cards: AoT | Array, position: int) -> None:
        """Take a card out, with what is said right above it; what stands apart is left to what follows."""
        if isinstance(cards, AoT):
            self._leave_what_stands_apart(cards[position])
        del cards[position]

    def _leave_what_stands_apart(self, card: Table) -> None:
        tables = self._tables()
        place = next(index for index, table in enumerate(tables) if table is card)
        left = _apart(self._above.pop(id(card), ""))
        if place + 1 < len(tables):
            self._put_above(tables[place + 1], left)
        else:
            self._end = left + self._end

    def _hold_comments_by_what_follows(self) -> None:
        tables = self._tables()
        for table, following in pairwise(tables):
            self._put_above(following, _cut_end(table))
        if tables:
            self._end = _cut_end(tables[-1])

    def _put_above(self, table: Table, comment: str) -> None:
        self._above[id(table)] = comment + self._above.get(id(table), "")

    def _tables(self) -> list[Table]:
        """Every table that has a header, in the order of the text."""
        found: list[Table] = []
        for _, item in self.document.body:
            if isinstance(item, AoT):
                found += item.body
            elif isinstance(item, Table) and not item.is_super_table():
                found.append(item)
        return found


def _cut_end(table: Table) -> str:
    """Take the comments and empty lines after a table's last key out of it."""
    body, end = table.value.body, ""
    while body and isinstance(body[-1][1], Comment | Whitespace):
        end = body.pop()[1].as_string() + end
    return end


def _apart(above: str) -> str:
    """Of what stands above a header, what does not touch it; nothing where that is only empty lines."""
    lines = above.splitlines(keepends=True)
    while lines and lines[-1].strip():
        lines.pop()
    left = "".join(lines)
    return left if left.strip() else ""


def _plain(section: Any) -> dict[str, Plain]:
    """A section's values by key, as TOML says them."""
    found: dict[str, Plain] = {}
    for field in fields(section):
        value = getattr(section, field.name)
        if field.name != "valid":
            found[field.name] = value.value if isinstance(value, Enum) else value
        elif isinstance(value, ValidUntil):
            found["valid_until"] = value.end
        else:
            found["valid_for"] = str(value)
    return found


def _write_section(owners: _OwnersText, name: str, before: dict[str, Plain], after: dict[str, Plain]) -> None:
    if before == after:
        return
    if name not in owners.document:
        owners.add_table(name)
    _write_values(owners.document[name], before, after)


def _write_values(table: Any, before: dict[str, Plain], after: dict[str, Plain]) -> None:
    """Only what changed is touched, so that a default nobody chose is not set in stone."""
    for key, value in after.items():
        if before.get(key) != value:
            table[key] = value
    for key in before.keys() - after.keys():
        table.pop(key, None)


def _write_cards(owners: _OwnersText, before: Sequence[StampCard], after: Sequence[StampCard]) -> None:
    if before == after:
        return
    if not before:
        owners.add_cards()
    cards: Any = owners.document["card"]  # [[card]] tables, or an array of inline ones
    sources = _sources(before, after)
    held: list[int | None] = list(range(len(before)))
    for position in reversed(range(len(before))):
        if position not in sources:
            owners.drop_card(cards, position)
            del held[position]
    for position, (card, source) in enumerate(zip(after, sources, strict=True)):
        if source is None:
            cards.insert(position, owners.new_card(cards, _worth_saying(card)))
            held.insert(position, None)
            continue
        if held[position] != source:
            was = held.index(source)
            table = cards[was]
            del cards[was]
            cards.insert(position, table)
            held.insert(position, held.pop(was))
        _write_values(cards[position], _plain(before[source]), _plain(card))
    if not after:
        del owners.document["card"]


def _sources(before: Sequence[StampCard], after: Sequence[StampCard]) -> list[int | None]:
    """For each card of ``after`` its place in ``before``: the same Card IDX, or in its place with a new one."""
    places = {card.card_idx: place for place, card in enumerate(before)}
    kept = {card.card_idx for card in after}
    renamed = {place: place for place, card in enumerate(before) if card.card_idx not in kept}
    return [places.get(card.card_idx, renamed.get(place)) for place, card in enumerate(after)]


def _worth_saying(card: StampCard) -> dict[str, Plain]:
    blank = _plain(_BLANK)
    return {key: value for key, value in _plain(card).items() if key in _ALWAYS_SAID or value != blank.get(key)}

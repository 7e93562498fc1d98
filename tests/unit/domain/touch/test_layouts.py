"""Every layout is complete: all that its language, an e-mail, a phone number or an API key needs can be typed."""

from __future__ import annotations

import string
from collections.abc import Iterator

import pytest

from kiosk_app.domain.touch.boards import Act, Board, Key, Kind, board_of, pad_of
from kiosk_app.domain.touch.layouts import ENGLISH, FRENCH, GERMAN, JAPANESE, KOREAN, LAYOUTS, SIGNS, SPANISH, Layout
from kiosk_app.domain.two_set import LETTERS

NARROWEST = 780 - 2 * 8  # px: an upright window in practice, without its margins
GAP, TARGET = 8, 56


def typed_by(layout: Layout) -> set[str]:
    strokes = [stroke for row in layout.rows for stroke in row]
    small = {*strokes, *"".join(map(layout.behind, strokes))}
    return small | {layout.with_shift(one) for one in small}


def keys(board: Board) -> Iterator[Key]:
    return (key for row in board for key in row)


def boards() -> Iterator[Board]:
    for layout in (*LAYOUTS, SIGNS):
        for has_digits in (True, False):
            yield board_of(layout, has_digits=has_digits)
    yield from (pad_of(kind) for kind in Kind if kind.has_pad)


@pytest.mark.parametrize(
    ("layout", "text"),
    [
        (ENGLISH, string.ascii_letters + "éèñüöåçøßœÉÅ"),
        (GERMAN, string.ascii_letters + "äöüßÄÖÜẞéè"),
        (FRENCH, string.ascii_letters + "àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ"),
        (SPANISH, string.ascii_letters + "ñÑáéíóúüÁÉÍÓÚÜ´"),
        (JAPANESE, string.ascii_letters + "ー"),
        (KOREAN, "".join(letter for letter, strokes in LETTERS.items() if len(strokes) == 1)),
        (SIGNS, "".join(sorted({*string.printable[:94]} - {*string.ascii_letters})) + "€£¥"),
    ],
    ids=lambda it: it.name or "signs" if isinstance(it, Layout) else "",
)
def test_all_of_it_can_be_typed(layout: Layout, text: str) -> None:
    around = {"@", ".", " "}
    assert {*text} <= typed_by(layout) | around, {*text} - typed_by(layout) - around


@pytest.mark.parametrize("layout", [*LAYOUTS, SIGNS], ids=lambda layout: layout.name or "signs")
def test_no_key_is_there_twice_and_none_types_two_letters(layout: Layout) -> None:
    strokes = [stroke for row in layout.rows for stroke in row]
    assert len({*strokes}) == len(strokes)
    assert all(len(one) == 1 for one in typed_by(layout))
    assert all(len({*layout.behind(stroke), stroke}) == len(layout.behind(stroke)) + 1 for stroke in strokes)


def test_every_board_has_all_that_is_done_with_it() -> None:
    for board in boards():
        acts = {key.does for key in keys(board) if isinstance(key.does, Act)}
        is_pad = len(board[0]) == 4
        assert acts == ({Act.BACK, Act.OTHER, Act.ON, Act.AWAY} if is_pad else {*Act})


def test_a_pad_has_the_digits_and_what_its_field_takes() -> None:
    pads = {
        kind: {key.does for key in keys(pad_of(kind)) if isinstance(key.does, str)} for kind in Kind if kind.has_pad
    }
    assert pads == {Kind.PHONE: {*"+0123456789-"}, Kind.NUMBER: {*string.digits}, Kind.DATE: {*string.digits, "-"}}


def test_each_key_takes_a_finger_in_the_narrowest_window() -> None:
    for board in boards():
        for row in board:
            pitch = (NARROWEST + GAP) / sum(key.units for key in row)
            assert all(key.units * pitch - GAP >= TARGET for key in row if key.does is not None), row


def test_no_row_of_accents_is_wider_than_the_window() -> None:
    longest = max(len(layout.behind(stroke)) for layout in LAYOUTS for row in layout.rows for stroke in row)
    assert (longest + 1) * (TARGET + GAP) <= NARROWEST

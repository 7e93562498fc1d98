"""The crash page and the bar that leads to it: what happened, without values and without anybody's data."""

from __future__ import annotations

from kiosk_app.presenters.crash import CrashPresenter
from kiosk_app.words import crash as words
from kiosk_app.words.language import english
from kiosk_app.words.said import Said
from tests.fakes.navigator import RecordingNavigator
from tests.unit.words.manners import assert_mannered


class Page:
    def __init__(self) -> None:
        self.shown: list[tuple[Said, str]] = []

    def show_crash(self, said: Said, told: str) -> None:
        self.shown.append((said, told))


def test_the_last_fault_is_shown_and_the_way_back_leads_to_the_counter() -> None:
    page, navigator, faults = Page(), RecordingNavigator(), ["first"]
    talk = CrashPresenter(page, lambda: faults[-1], navigator, english())
    faults.append("second")
    talk.opened()
    assert page.shown == [(words.met(english()), "second")]
    talk.left_pressed()
    talk.left()
    assert navigator.went == [("counter",)]


def test_what_is_copied_tells_where_it_happened_and_nothing_of_anybody() -> None:
    trace = (
        "kiosk_app.domain.problems.BadInput: ada@mail.example, +44 20 7946 0991 in /home/mina/x\n"
        "  at kiosk_app.presenters.tile:120 in tile_of"
    )
    told = words.told(("Stamp Kiosk 0.1.0",), "1f0c9a3e", trace, "/home/mina")
    assert told == (
        "Stamp Kiosk 0.1.0\nReference 1f0c9a3e\n\n"
        "kiosk_app.domain.problems.BadInput: [e-mail], [number] in ~/x\n"
        "  at kiosk_app.presenters.tile:120 in tile_of\n"
    )


def test_its_sentences_are_calm() -> None:
    for said in (words.met(english()), words.stopped(english()), words.going_on(english(), "1f0c9a3e")):
        assert_mannered(said)

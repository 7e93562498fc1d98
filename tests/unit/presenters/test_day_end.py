"""The end of the day on the outbox page: the list of what differs, how far the looking is, and two buttons."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk_app.domain.difference import Difference, Fact
from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.entry import Draft, Kind
from kiosk_app.domain.outcome import Reason
from kiosk_app.presenters.day_end import SHOWN, DayEndPresenter, DayEndShown
from kiosk_app.services.day_end import DayEnd, DayEndReport
from kiosk_app.words.language import english
from kiosk_app.words.said import Said
from tests.fakes.background import HeldBackground, InlineBackground
from tests.shops import Shop

EIGHT = Difference(Fact.VISITS, "7", "8")


class Broken(DayEnd):
    def report(self, limit: int) -> DayEndReport:
        raise StoreTrouble(DiskReason.FULL, "no space left")


class Parts:
    """The presenter on a real store, with a view that remembers."""

    def __init__(self, folder: Path, background: InlineBackground | HeldBackground | None = None) -> None:
        self.shop = Shop(folder)
        self.shop.put_stamp(1347)
        self.shown: DayEndShown | None = None
        self.times = 0
        self.said: Said | None = None
        self.has_key = True
        self.day_end = DayEnd(self.shop.store)
        self.background = background or InlineBackground()
        self.presenter = self.on(self.day_end)

    def on(self, day_end: DayEnd) -> DayEndPresenter:
        return DayEndPresenter(
            *(self, day_end, lambda: self.shop.settings, lambda: self.has_key, self.shop.poke),
            *(self.background, self.shop.clock, english()),
        )

    def show_day_end(self, shown: DayEndShown) -> None:
        self.shown = shown
        self.times += 1

    def show_trouble(self, said: Said) -> None:
        self.said = said

    def look(self, *found: Difference) -> DayEndShown:
        """What the page shows once the stamp was looked at."""
        with self.shop.store.writing() as work:
            stamp = work.directory.stamp(1347)
            assert stamp
            work.day_end.looked(stamp, found)
        return self.now()

    def touch(self) -> None:
        with self.shop.store.writing() as work:
            work.day_end.touch(1347)

    def now(self) -> DayEndShown:
        self.presenter.changed()
        assert self.shown
        return self.shown


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    return Parts(tmp_path)


def test_where_nothing_was_touched_nothing_is_said(parts: Parts) -> None:
    shown = parts.now()
    assert (shown.lines, shown.note, shown.can_check) == ((), "", False)


@pytest.mark.parametrize(
    ("difference", "says"),
    [
        (EIGHT, "Our record 7, the service shows 8"),
        (Difference(Fact.ACTIVE, "yes", "no"), "Our record switched on, the service shows it switched off"),
        (Difference(Fact.ACTIVE, "no", "yes"), "Our record switched off, the service shows it switched on"),
        (Difference(Fact.REDEEMED, "yes", "no"), "Our record redeemed, the service shows it as not redeemed"),
        (
            Difference(Fact.START, "2026-03-14", "2026-11-21"),
            "Our record begins 14 Mar 2026, the service shows 21 Nov 2026",
        ),
        (
            Difference(Fact.END, "2027-03-14", "2026-11-21"),
            "Our record ends 14 Mar 2027, the service shows 21 Nov 2026",
        ),
        (
            Difference(Fact.SHOWN, "yes", "The {stamp} is gone."),
            "Our record usable, the service does not show it: “The {stamp} is gone.”",
        ),
        (Difference(Fact.SHOWN, "yes", ""), "Our record usable, the service does not show it"),
    ],
)
def test_a_difference_is_told_as_a_fact_with_whose_stamp_it_is(parts: Parts, difference: Difference, says: str) -> None:
    shown = parts.look(difference)
    assert shown.lines == (f"{says} — Brown Smith, Coffee card, stamp 1347",)
    assert shown.said == Said("1 difference from our record", "Our record now follows the service.")


def test_of_many_the_head_is_shown_and_dismissed_and_then_the_next(parts: Parts) -> None:
    shown = parts.look(*[EIGHT] * (SHOWN + 3))
    assert (len(shown.lines), shown.more) == (SHOWN, "and 3 more")
    parts.presenter.dismissed()
    assert parts.shown
    assert (len(parts.shown.lines), parts.shown.more) == (3, "")
    parts.presenter.dismissed()
    assert parts.shown.lines == ()


def test_what_came_after_the_list_was_shown_is_not_dismissed_with_it(parts: Parts) -> None:
    parts.look(EIGHT)
    with parts.shop.store.writing() as work:
        stamp = work.directory.stamp(1347)
        assert stamp
        work.day_end.looked(stamp, [Difference(Fact.VISITS, "8", "9")])
    parts.presenter.dismissed()
    assert parts.shown
    assert [line[:12] for line in parts.shown.lines] == ["Our record 8"]


def test_before_the_shop_is_quiet_it_can_be_asked_for_and_then_goes_on_at_once(parts: Parts) -> None:
    parts.touch()
    shown = parts.now()
    assert (shown.note, shown.can_check) == ("1 stamp is compared with the service once the shop is quiet.", True)
    parts.presenter.check_requested()
    assert parts.shown
    assert (parts.shown.note, parts.shown.can_check) == ("1 stamp is being compared with the service…", False)
    assert parts.shop.pokes == 1
    assert parts.look().note.startswith("All were compared with the service at ")


def test_offline_it_says_that_it_waits(parts: Parts) -> None:
    parts.touch()
    with parts.shop.store.writing() as work:
        work.day_end.look_later(1347, work.now + timedelta(seconds=5), Reason.NO_INTERNET)
    assert parts.now().note == "No internet. 1 stamp waits to be compared, and goes on by itself."


def test_while_sending_is_stopped_it_says_why_it_waits(parts: Parts) -> None:
    parts.touch()
    with parts.shop.store.writing() as work:
        work.gate.stop(Reason.MOVED, work.now)
    assert parts.now().note.startswith("The service has moved. 1 stamp waits")


def test_a_stamp_with_an_open_change_is_told_apart(parts: Parts) -> None:
    parts.touch()
    with parts.shop.store.writing() as work:
        work.journal.open("i", [Draft(work.journal.fresh_reference(), Kind.VISIT, 123, "c1", 1347)])
    assert parts.now().note == "1 stamp is compared once its changes are settled."


def test_without_a_key_nothing_can_be_asked_for(parts: Parts) -> None:
    parts.touch()
    parts.has_key = False
    assert not parts.now().can_check


def test_yesterdays_look_is_no_news(parts: Parts) -> None:
    parts.look()
    parts.shop.clock.advance(24 * 3600)
    assert parts.now().note == ""


def test_an_answer_that_was_overtaken_is_not_shown(tmp_path: Path) -> None:
    background = HeldBackground()
    parts = Parts(tmp_path, background)
    parts.presenter.changed()
    parts.presenter.changed()
    while background.held:
        background.release()
    assert parts.times == 1


def test_a_disk_that_cannot_be_read_is_said(parts: Parts) -> None:
    parts.on(Broken(parts.shop.store)).changed()
    assert parts.said
    assert parts.said.what == "This computer is almost full."

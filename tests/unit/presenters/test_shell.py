"""The frame's talk: the pill and the amber bar say how the line stands and what waits, and lead somewhere."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.entry import Draft, Kind, State, Why
from kiosk_app.domain.outcome import Reason
from kiosk_app.presenters.frame import Bar, LeadsTo, Pill
from kiosk_app.presenters.shell import ShellPresenter
from kiosk_app.services.line_watch import LineState
from kiosk_app.services.outbox import Outbox
from kiosk_app.store.journal import Step
from kiosk_app.words.language import english
from tests.fakes.background import InlineBackground
from tests.fakes.clock import FakeClock
from tests.fakes.disk import make_store
from tests.fakes.navigator import RecordingNavigator


class Frame:
    """The presenter on a real store, with a view that remembers."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock()
        self.store = make_store(folder, self.clock)
        self.state = LineState.UP
        self.key = True
        self.prepared: float | None = None
        self.pill: tuple[Pill, str] | None = None
        self.bar: Bar | None = None
        self.waiting = 0
        self.is_ticking = False
        self.led = RecordingNavigator()
        self.presenter = ShellPresenter(
            self,
            Outbox(self.store),
            lambda: self.state,
            lambda: self.key,
            InlineBackground(),
            self.led,
            self.clock,
            english(),
            prepared=lambda: self.prepared,
        )

    def show_pill(self, pill: Pill, text: str) -> None:
        self.pill = (pill, text)

    def show_bar(self, bar: Bar | None) -> None:
        self.bar = bar

    def show_waiting(self, count: int) -> None:
        self.waiting = count

    def keep_time(self, is_needed: bool) -> None:
        self.is_ticking = is_needed

    def pass_time(self, seconds: float) -> None:
        self.clock.advance(seconds)
        if self.is_ticking:
            self.presenter.ticked()

    def wait(self, count: int) -> None:
        for number in range(count):
            with self.store.writing() as work:
                customer = Customer(f"c{number}", Details(name="Ada"))
                work.directory.add(customer)
                draft = Draft(work.journal.fresh_reference(), Kind.ISSUE, 123, customer.id)
                work.journal.open(f"press {number}", [draft])
        self.presenter.changed()

    def settle(self, step: Step) -> None:
        with self.store.writing() as work:
            entry = work.journal.claim("me", only=None, ignore_due=True)
            assert entry
            work.journal.take(entry, step)
        self.presenter.changed()

    def stop(self, reason: Reason) -> None:
        with self.store.writing() as work:
            work.gate.stop(reason, work.now)
        self.presenter.changed()

    @property
    def said(self) -> str:
        assert self.bar
        return str(self.bar.said)


@pytest.fixture
def frame(tmp_path: Path) -> Frame:
    return Frame(tmp_path)


def test_with_nothing_open_there_is_no_bar(frame: Frame) -> None:
    frame.presenter.changed()
    assert (frame.pill, frame.bar) == ((Pill.ONLINE, "Online"), None)


def test_offline_says_how_many_wait_and_leads_to_them(frame: Frame) -> None:
    frame.state = LineState.DOWN
    frame.wait(3)
    assert frame.pill == (Pill.OFFLINE, "Offline · 3")
    assert "No internet — 3 changes will be sent as soon as it is back" in frame.said
    frame.presenter.bar_pressed()
    assert frame.led.went == [("outbox",)]


def test_coming_back_says_so_until_all_is_sent(frame: Frame) -> None:
    frame.state = LineState.DOWN
    frame.wait(1)
    frame.state = LineState.UP
    frame.presenter.changed()
    assert "Back online — sending 1" in frame.said
    assert not frame.is_ticking
    frame.settle(Step(State.DONE, Why.ANSWERED, stamp_idx=1347))
    assert frame.said == "Everything is sent"
    frame.pass_time(5)
    assert frame.said == "Everything is sent"
    frame.pass_time(1)
    assert (frame.bar, frame.is_ticking) == (None, False)


def test_a_line_that_was_away_while_nothing_waited_comes_back_silently(frame: Frame) -> None:
    frame.state = LineState.DOWN
    frame.presenter.changed()
    frame.state = LineState.UP
    frame.presenter.changed()
    assert frame.bar is None


def test_what_waited_while_the_window_was_closed_is_told_at_the_next_start(frame: Frame) -> None:
    frame.wait(2)
    assert frame.said == "2 changes waited while this was closed — sending them now"
    for _ in range(2):
        frame.settle(Step(State.DONE, Why.ANSWERED, stamp_idx=None))
    assert frame.said == "Everything is sent"


def test_what_is_opened_in_the_open_window_is_no_news(frame: Frame) -> None:
    frame.presenter.changed()
    frame.wait(1)
    assert frame.bar is None
    assert frame.waiting == 1, "whoever quits is told"


@pytest.mark.parametrize("reason", [Reason.KEY_REFUSED, Reason.FORBIDDEN])
def test_a_refused_key_is_one_sentence_with_one_place_to_mend_it(frame: Frame, reason: Reason) -> None:
    frame.stop(reason)
    assert "The service does not accept the API key." in frame.said
    frame.presenter.bar_pressed()
    assert frame.led.went == [("settings", "account")]


def test_without_a_key_the_counter_says_so(frame: Frame) -> None:
    frame.key = False
    frame.presenter.changed()
    assert "no API key" in frame.said
    assert frame.bar
    assert frame.bar.leads_to is LeadsTo.ACCOUNT


def test_another_stop_says_what_must_be_mended(frame: Frame) -> None:
    frame.stop(Reason.CERTIFICATE)
    assert "clock" in frame.said
    frame.presenter.bar_pressed()
    assert frame.led.went == []


def test_a_service_that_moved_is_mended_in_the_account(frame: Frame) -> None:
    frame.stop(Reason.MOVED)
    assert "The service has moved." in frame.said
    frame.presenter.bar_pressed()
    assert frame.led.went == [("settings", "account")]


def test_quiet_that_was_asked_for_is_counted_down(frame: Frame) -> None:
    with frame.store.writing() as work:
        work.gate.keep_quiet(work.now + timedelta(seconds=12))
    frame.presenter.changed()
    assert "next try in 12 s" in frame.said
    frame.pass_time(2)
    assert "next try in 10 s" in frame.said
    frame.pass_time(10)
    assert (frame.bar, frame.is_ticking) == (None, False)


def test_what_needs_a_person_is_said_first(frame: Frame) -> None:
    frame.wait(1)
    frame.settle(Step(State.REFUSED, Why.ANSWERED, Reason.REFUSED, "No.", attention=True))
    assert frame.pill == (Pill.NEEDS_YOU, "1 needs you")
    frame.presenter.bar_pressed()
    assert frame.led.went == [("outbox",)]


def test_a_failing_disk_is_told(frame: Frame) -> None:
    frame.presenter.disk_failed(StoreTrouble(DiskReason.FULL, "no room"))
    assert "full" in frame.said


def test_a_disk_that_is_almost_full_is_told_until_there_is_room(frame: Frame) -> None:
    frame.presenter.low_space(True)
    assert frame.said == "This computer is almost full. Free some space, so that no stamp gets lost."
    frame.presenter.low_space(False)
    assert frame.bar is None


def test_how_far_the_search_is_prepared_is_said_until_it_is(frame: Frame) -> None:
    frame.prepared = 0.0
    frame.presenter.changed()
    assert (frame.bar, frame.is_ticking) == (None, True)  # a small shop's is made before anybody reads of it
    frame.prepared = 0.4
    frame.pass_time(1)
    assert frame.said == "Search is being prepared… 40 % You can search meanwhile. It takes a moment longer."
    frame.prepared = None
    frame.pass_time(1)
    assert (frame.bar, frame.is_ticking) == (None, False)


def test_what_waits_for_a_person_is_said_before_how_far_the_search_is(frame: Frame) -> None:
    frame.prepared = 0.4
    frame.state = LineState.DOWN
    frame.presenter.changed()
    assert "No internet" in frame.said

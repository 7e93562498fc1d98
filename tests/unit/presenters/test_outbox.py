"""The outbox page's talk: who needs somebody, what is on its way, what arrived today."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.entry import Draft, Kind, State, Why
from kiosk_app.domain.outcome import Reason
from kiosk_app.domain.settings import Settings
from kiosk_app.presenters.outbox import OutboxLists, OutboxPresenter
from kiosk_app.services.outbox import Outbox
from kiosk_app.store.journal import Step
from kiosk_app.words.language import english
from kiosk_app.words.said import Said
from tests.fakes.background import HeldBackground, InlineBackground
from tests.fakes.clock import FakeClock
from tests.fakes.disk import make_store
from tests.fakes.navigator import RecordingNavigator

SETTINGS = Settings(cards=(StampCard(123, "Coffee card"),))


class Page:
    """The presenter on a real store, with a view that remembers."""

    def __init__(self, folder: Path, background: InlineBackground | HeldBackground | None = None) -> None:
        self.clock = FakeClock()
        self.store = make_store(folder, self.clock)
        self.lists: OutboxLists | None = None
        self.said: Said | None = None
        self.led = RecordingNavigator()
        self.presenter = OutboxPresenter(
            self,
            Outbox(self.store),
            lambda: SETTINGS,
            background or InlineBackground(),
            self.led,
            self.clock,
            english(),
        )
        with self.store.writing() as work:
            work.directory.add(Customer("ada", Details(name="Ada Lovelace")))

    def show_lists(self, lists: OutboxLists) -> None:
        self.lists = lists

    def show_trouble(self, said: Said) -> None:
        self.said = said

    def open(self, intent: str, kind: Kind = Kind.VISIT, step: Step | None = None) -> int:
        with self.store.writing() as work:
            draft = Draft(work.journal.fresh_reference(), kind, 123, "ada", None if kind.makes_a_stamp else 1347)
            entry = work.journal.open(intent, [draft]).entries[0]
        if step:
            with self.store.writing() as work:
                claimed = work.journal.claim("me", only=[entry.id], ignore_due=True)
                assert claimed
                work.journal.take(claimed, step)
        return entry.id


@pytest.fixture
def page(tmp_path: Path) -> Page:
    return Page(tmp_path)


def test_an_empty_outbox_has_three_empty_lists(page: Page) -> None:
    page.presenter.opened()
    assert page.lists == OutboxLists((), (), (), 0)


def test_of_thousands_the_page_shows_the_head_and_says_how_many_there_are(page: Page) -> None:
    for number in range(60):
        page.open(f"done {number}", step=Step(State.DONE, Why.ANSWERED))
        page.open(f"lost {number}", Kind.READY, Step(State.UNKNOWN, Why.ANSWERED, Reason.LOST, doubt=True))
    for number in range(60):
        page.open(f"way {number}")
    page.presenter.opened()
    assert page.lists
    assert [len(rows) for rows in (page.lists.needs, page.lists.way, page.lists.done)] == [50, 50, 50]
    assert (page.lists.needs_count, page.lists.way_count, page.lists.done_count) == (60, 60, 60)
    assert page.lists.way[0].entry_id == 121, "the oldest goes first"
    assert page.lists.done[0].entry_id == 119, "what arrived last"


def test_what_may_be_double_is_told_with_its_numbers(page: Page) -> None:
    entry_id = page.open("a", step=Step(State.DONE, Why.ANSWERED))
    with page.store.writing() as work:
        entry = work.journal.entry(entry_id)
        assert entry
        work.journal.looked_again(replace(entry, count_first=7), 9, "9 seen", is_double=True)
    page.presenter.opened()
    assert page.lists
    (need,) = page.lists.needs
    assert (need.is_known, need.said.what) == (True, "This may have been counted twice.")
    assert "9 two minutes later" in need.said.advice
    page.presenter.dismissed(entry_id)
    assert page.lists.needs == ()


def test_what_nobody_knows_stands_above_what_was_refused(page: Page) -> None:
    refused = page.open("a", step=Step(State.REFUSED, Why.ANSWERED, Reason.REFUSED, "It is full.", attention=True))
    lost = page.open("b", Kind.ISSUE, Step(State.UNKNOWN, Why.ANSWERED, Reason.LOST, doubt=True))
    page.presenter.opened()
    assert page.lists
    assert [need.entry_id for need in page.lists.needs] == [lost, refused]


def test_each_entry_stands_in_its_own_list(page: Page) -> None:
    page.open("a", step=Step(State.DONE, Why.ANSWERED))
    page.open("b", Kind.ISSUE, Step(State.UNKNOWN, Why.ANSWERED, Reason.LOST, doubt=True))
    page.open("c", step=Step(State.REFUSED, Why.ANSWERED, Reason.REFUSED, "It is full.", attention=True))
    page.open("d")
    page.presenter.opened()
    assert page.lists
    lost, refused = page.lists.needs
    assert (lost.name, lost.what, lost.is_known) == ("Ada Lovelace", "New stamp · Coffee card", False)
    assert str(lost.said) == "We don’t know if it arrived. Ada Lovelace has received nothing."
    assert str(refused.said) == "The service said no. Its message: “It is full.”"
    assert [line.state for line in page.lists.way] == ["Waiting its turn"]
    assert (page.lists.done_count, page.lists.done[0].is_done) == (1, True)


def test_dismissing_takes_a_refusal_out(page: Page) -> None:
    entry = page.open("a", step=Step(State.REFUSED, Why.ANSWERED, Reason.REFUSED, "No.", attention=True))
    page.presenter.opened()
    page.presenter.dismissed(entry)
    assert page.lists
    assert page.lists.needs == ()


def test_what_is_not_known_cannot_be_dismissed(page: Page) -> None:
    entry = page.open("a", Kind.ISSUE, Step(State.UNKNOWN, Why.ANSWERED, Reason.LOST, doubt=True, attention=True))
    page.presenter.dismissed(entry)
    assert page.lists
    assert len(page.lists.needs) == 1


def test_a_customer_can_be_opened(page: Page) -> None:
    page.presenter.customer_pressed("ada")
    assert page.led.went == [("customer", "ada")]


def test_an_older_answer_never_overtakes_a_newer_one(tmp_path: Path) -> None:
    background = HeldBackground()
    page = Page(tmp_path, background)
    page.presenter.opened()
    page.presenter.changed()
    background.release()
    assert page.lists == OutboxLists((), (), (), 0)


def test_trouble_with_the_disk_is_said(page: Page) -> None:
    page.presenter._failed(StoreTrouble(DiskReason.DAMAGED, "x"))
    assert page.said


def test_what_keeps_instant_stamps_ready_is_no_business_of_the_counters(page: Page) -> None:
    def make(intent: str) -> int:
        with page.store.writing() as work:
            draft = Draft(work.journal.fresh_reference(), Kind.READY, 123, None)
            return work.journal.open(intent, [draft]).entries[0].id

    made = make("made")
    with page.store.writing() as work:
        claimed = work.journal.claim("me", only=[made], ignore_due=True)
        assert claimed
        work.journal.take(claimed, Step(State.DONE, Why.ANSWERED, stamp_idx=1347))
    make("waits")
    page.presenter.opened()
    assert page.lists == OutboxLists((), (), (), 0)
    with page.store.writing() as work:
        claimed = work.journal.claim("me", only=None, ignore_due=True)
        assert claimed
        work.journal.take(
            claimed, Step(State.REFUSED, Why.ANSWERED, Reason.REFUSED, "Your plan is full.", attention=True)
        )
    page.presenter.changed()
    (refused,) = page.lists.needs
    assert (refused.what, refused.is_known) == ("A stamp in advance · Coffee card", True)

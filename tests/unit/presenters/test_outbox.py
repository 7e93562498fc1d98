"""The outbox page's talk: who needs somebody, what is on its way, what arrived today."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.choices import Choice
from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.entry import Draft, Entry, Kind, State, Why
from kiosk_app.domain.outcome import Call, Reason
from kiosk_app.domain.settings import Settings
from kiosk_app.domain.stamp import NewStamp
from kiosk_app.presenters.outbox import SHOWN, OutboxPresenter
from kiosk_app.presenters.outbox_view import NeedsLine, NumberAsked, OutboxLists, Talked, WayLine
from kiosk_app.services.looking import Looking
from kiosk_app.services.outbox import Outbox
from kiosk_app.services.resolving import Resolving
from kiosk_app.store.journal import Step
from kiosk_app.words.language import english
from kiosk_app.words.said import Said
from tests.fakes.background import HeldBackground, InlineBackground
from tests.fakes.clock import FakeClock
from tests.fakes.disk import make_store
from tests.fakes.navigator import RecordingNavigator
from tests.fakes.stamp_api import OFFLINE, FakeStampApi, TrueStamp

SETTINGS = Settings(cards=(StampCard(123, "Coffee card"),))


class Page:
    """The presenter on a real store, with a view that remembers."""

    def __init__(self, folder: Path, background: InlineBackground | HeldBackground | None = None) -> None:
        self.clock = FakeClock()
        self.store = make_store(folder, self.clock)
        self.lists: OutboxLists | None = None
        self.said: Said | None = None
        self.led = RecordingNavigator()
        self.api = FakeStampApi(self.clock.today())
        self.pokes = 0
        self.asked_number: list[int] = []
        self.pointed: list[int] = []
        self.is_ticking = False
        looking = Looking(self.store, self.api, "https://service.example", lambda _: "")
        resolving = Resolving(self.store, looking)
        self.presenter = OutboxPresenter(
            self,
            *(Outbox(self.store), lambda: resolving, lambda: SETTINGS, background or InlineBackground(), self.led),
            *(self.clock, english(), self.poke),
        )
        with self.store.writing() as work:
            work.directory.add(Customer("ada", Details(name="Ada Lovelace")))

    def show_lists(self, lists: OutboxLists) -> None:
        self.lists = lists

    def ask_number(self, entry_id: int) -> None:
        self.asked_number.append(entry_id)

    def point_to(self, entry_id: int) -> None:
        self.pointed.append(entry_id)

    def keep_time(self, is_needed: bool) -> None:
        self.is_ticking = is_needed

    def poke(self) -> None:
        self.pokes += 1

    @property
    def need(self) -> NeedsLine:
        """The one card there is."""
        assert self.lists
        (need,) = self.lists.needs
        return need

    @property
    def way(self) -> WayLine:
        """The one row on its way."""
        assert self.lists
        (way,) = self.lists.way
        return way

    def labels(self) -> list[str]:
        return [shown.label for shown in self.need.choices]

    def entry(self, entry_id: int) -> Entry:
        with self.store.reading() as work:
            found = work.journal.entry(entry_id)
        assert found
        return found

    def lose(self, intent: str = "lost") -> int:
        """An issue whose answer never came."""
        return self.open(intent, Kind.ISSUE, Step(State.UNKNOWN, Why.ANSWERED, Reason.LOST, doubt=True))

    def show_trouble(self, said: Said) -> None:
        self.said = said

    def open(self, intent: str, kind: Kind = Kind.VISIT, step: Step | None = None) -> int:
        with self.store.writing() as work:
            day = self.clock.today()
            new = NewStamp(123, day, day) if kind.makes_a_stamp else None
            draft = Draft(work.journal.fresh_reference(), kind, 123, "ada", None if new else 1347, new)
            entry = work.journal.open(intent, [draft]).entries[0]
        if step:
            with self.store.writing() as work:
                claimed = work.journal.claim("me", only=[entry.id], ignore_due=True)
                assert claimed
                going = claimed if kind.makes_a_stamp else work.journal.mark_going(claimed, 3)
                work.journal.take(going, step)
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
    assert [len(rows) for rows in (page.lists.needs, page.lists.way, page.lists.done)] == [12, 12, 12]
    assert (page.lists.needs_count, page.lists.way_count, page.lists.done_count) == (60, 60, 60)
    assert page.lists.way[0].entry_id == 121, "the oldest goes first"
    assert page.lists.done[0].entry_id == 119, "what arrived last"


def test_what_may_be_double_is_told_with_its_numbers(page: Page) -> None:
    entry_id = page.open("a", step=Step(State.DONE, Why.ANSWERED))
    with page.store.writing() as work:
        entry = work.journal.entry(entry_id)
        assert entry
        work.journal.looked_again(replace(entry, count_first=7), 9, "9 seen", Why.POSSIBLY_DOUBLE)
    page.presenter.opened()
    assert page.lists
    (need,) = page.lists.needs
    assert (need.is_known, need.said.what) == (True, "This may have been counted twice.")
    assert "9 two minutes later" in need.said.advice


def test_an_edit_that_came_late_says_what_it_may_have_undone(page: Page) -> None:
    entry_id = page.open("a", step=Step(State.DONE, Why.ANSWERED))
    with page.store.writing() as work:
        entry = work.journal.entry(entry_id)
        assert entry
        work.journal.looked_again(entry, None, "the stamp is not shown", Why.OVERWROTE)
    page.presenter.opened()
    assert page.lists
    (need,) = page.lists.needs
    assert need.said.what == "This came late and may have undone a newer change."
    page.presenter.chosen(entry_id, Choice.DROP)
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
    assert str(lost.said).startswith("We don’t know if it arrived. Ada Lovelace has received nothing. ")
    assert str(refused.said) == "The service said no. Its message: “It is full.”"
    assert [line.state for line in page.lists.way] == ["Waiting its turn"]
    assert (page.lists.done_count, page.lists.done[0].is_done) == (1, True)


def test_dismissing_takes_a_refusal_out(page: Page) -> None:
    entry = page.open("a", step=Step(State.REFUSED, Why.ANSWERED, Reason.REFUSED, "No.", attention=True))
    page.presenter.opened()
    assert page.labels() == ["Dismiss"]
    page.presenter.chosen(entry, Choice.DROP)
    assert page.lists
    assert page.lists.needs == ()


# A person's word


def test_a_new_one_for_a_lost_stamp_is_on_its_way_at_once_and_the_lost_one_may_lie_unused(page: Page) -> None:
    lost = page.lose()
    page.presenter.opened()
    assert page.labels() == ["It is there — type its number", "Give a new one", "Set aside"]
    page.presenter.chosen(lost, Choice.GIVE_NEW)
    assert page.lists
    assert (page.lists.needs, page.way.what, page.pokes) == ((), "New stamp · Coffee card", 1)
    (unused,) = page.lists.unused
    assert unused.state == f"Its memo ends in #{page.entry(lost).reference}"
    page.presenter.cleared_up(lost)
    assert page.lists.unused == ()
    assert page.entry(lost).state is State.ASIDE, "the history keeps it"


def test_a_second_press_while_the_first_is_taken_does_nothing(tmp_path: Path) -> None:
    background = HeldBackground()
    page = Page(tmp_path, background)
    lost = page.lose()
    page.presenter.opened()
    background.release()
    page.presenter.chosen(lost, Choice.GIVE_NEW)
    assert page.need.talked.is_busy
    page.presenter.chosen(lost, Choice.DROP)
    background.release()
    background.release()
    assert page.entry(lost).why is Why.GIVEN_NEW


def test_the_number_of_a_lost_stamp_is_typed_in_its_card(page: Page) -> None:
    lost = page.lose()
    page.presenter.opened()
    page.presenter.chosen(lost, Choice.IT_IS_THERE)
    assert (page.need.talked.number, page.asked_number) == (NumberAsked(), [lost])
    day = page.clock.today()
    page.api.stamps[1347] = TrueStamp(NewStamp(123, day, day, memo=f"x #{page.entry(lost).reference}"))
    page.presenter.number_given(lost, "1347")
    assert page.lists
    assert page.lists.needs == ()
    assert (page.entry(lost).state, page.entry(lost).stamp_idx) == (State.DONE, 1347)


def test_a_number_that_cannot_be_seen_is_confirmed_in_the_card(page: Page) -> None:
    lost = page.lose()
    page.presenter.opened(lost)
    assert page.asked_number == [lost], "somebody came for this one"
    page.presenter.number_given(lost, "1347")
    talked = page.need.talked
    assert talked.note
    assert talked.note.what == "The service does not show this stamp."
    assert talked.number == NumberAsked(confirms=True)
    page.presenter.number_given(lost, "1347")
    assert page.entry(lost).state is State.DONE


def test_another_number_than_the_one_looked_at_is_looked_at_first(page: Page) -> None:
    lost = page.lose()
    page.presenter.opened(lost)
    page.presenter.number_given(lost, "1347")
    page.presenter.number_typed(lost)
    assert page.need.talked.number == NumberAsked(), "what was typed since is not confirmed by the same press"
    page.presenter.number_given(lost, "1348")
    assert page.need.talked.number == NumberAsked(confirms=True)
    assert page.entry(lost).state is State.UNKNOWN


def test_what_is_no_number_is_said_in_the_card(page: Page) -> None:
    lost = page.lose()
    page.presenter.opened(lost)
    page.presenter.number_given(lost, "no number")
    assert page.need.talked.note
    assert page.api.asked == []
    page.presenter.number_left(lost)
    assert page.need.talked == Talked()


def test_no_internet_is_no_proof_and_is_said_in_the_card(page: Page) -> None:
    lost = page.lose()
    page.presenter.opened(lost)
    page.api.script(Call.VALIDATE, OFFLINE)
    page.presenter.number_given(lost, "1347")
    assert str(page.need.talked.note) == "No internet. Try again in a moment."
    assert page.need.talked.number == NumberAsked()


@pytest.mark.parametrize(("choice", "state"), [(Choice.COUNTED, State.DONE), (Choice.NOT_COUNTED, State.WAITING)])
def test_a_visit_that_only_a_person_can_tell_shows_its_numbers(page: Page, choice: Choice, state: State) -> None:
    odd = Step(State.UNKNOWN, Why.COUNT_ODD, Reason.LOST, attention=True, doubt=True, count_seen=5)
    visit = page.open("a", step=odd)
    page.presenter.opened()
    need = page.need
    assert str(need.said) == "Needs checking — did it count? Last known count: 3 of 10. The stamp shows 5 of 10 now."
    assert [shown.label for shown in need.choices] == ["It counted", "It did not — send it again"]
    page.presenter.chosen(visit, choice)
    assert page.entry(visit).state is state


def test_what_somebody_came_for_stands_first_and_is_pointed_to(page: Page) -> None:
    odd = Step(State.UNKNOWN, Why.COUNT_ODD, Reason.LOST, attention=True, doubt=True, count_seen=5)
    with page.store.writing() as work:
        for number in range(SHOWN + 1):
            draft = Draft(work.journal.fresh_reference(), Kind.VISIT, 123, "ada", 1400 + number)
            work.journal.hold(work.journal.open(f"before {number}", [draft]).entries[0])
    visit = page.open("visit", step=odd)
    page.presenter.opened(visit)
    assert page.lists
    assert page.lists.needs[0].entry_id == visit
    assert (page.pointed, page.asked_number) == ([visit], [])
    page.presenter.changed()
    assert page.lists.needs[0].entry_id == visit
    page.presenter.chosen(visit, Choice.COUNTED)
    assert visit not in [need.entry_id for need in page.lists.needs]
    page.presenter.opened()
    assert page.pointed == [visit]


def test_what_was_answered_meanwhile_is_not_pointed_to(page: Page) -> None:
    done = page.open("done", step=Step(State.DONE, Why.ANSWERED))
    page.presenter.opened(done)
    assert page.lists
    assert (page.lists.needs, page.pointed) == ((), [])


@pytest.mark.parametrize(("choice", "state"), [(Choice.SEND, State.WAITING), (Choice.DROP, State.CANCELLED)])
def test_what_is_held_after_a_restore_is_sent_or_dropped(page: Page, choice: Choice, state: State) -> None:
    held = page.open("a")
    with page.store.writing() as work:
        work.journal.hold_all()
    page.presenter.opened()
    assert page.labels() == ["Send", "Drop"]
    page.presenter.chosen(held, choice)
    assert (page.entry(held).state, page.pokes) == (state, 1)


def test_what_was_settled_meanwhile_is_said_and_stays(page: Page) -> None:
    lost = page.lose()
    page.presenter.opened()
    with page.store.writing() as work:
        work.journal.take(page.entry(lost), Step(State.DONE, Why.PERSON, stamp_idx=1347))
    page.presenter.chosen(lost, Choice.NOT_THERE)
    assert page.lists
    assert page.lists.needs == ()
    assert page.entry(lost).state is State.DONE


def test_leaving_takes_no_word_back(tmp_path: Path) -> None:
    background = HeldBackground()
    page = Page(tmp_path, background)
    lost = page.lose()
    page.presenter.opened()
    background.release()
    page.presenter.chosen(lost, Choice.GIVE_NEW)
    page.presenter.left()
    background.release()
    assert (page.entry(lost).state, page.pokes, page.is_ticking) == (State.ASIDE, 1, False)


# What sends itself


def test_what_waits_tells_when_it_is_tried_next_second_by_second(page: Page) -> None:
    due_at = page.clock.now() + timedelta(seconds=12)
    page.open("a", step=Step(State.WAITING, Why.ANSWERED, Reason.NO_INTERNET, due_at=due_at))
    page.presenter.opened()
    assert (page.way.state, page.is_ticking) == ("No internet. Next try in 12 s", True)
    page.clock.advance(2)
    page.presenter.ticked()
    assert page.way.state == "No internet. Next try in 10 s"
    page.clock.advance(10)
    page.presenter.ticked()
    assert (page.way.state, page.is_ticking) == ("No internet.", False)


def test_what_was_asked_to_wait_says_so(page: Page) -> None:
    page.open("a")
    with page.store.writing() as work:
        work.gate.keep_quiet(page.clock.now() + timedelta(seconds=12))
    page.presenter.opened()
    assert page.way.state == "The service asked us to slow down — next try in 12 s"


def test_while_something_must_be_mended_every_row_says_what(page: Page) -> None:
    page.open("a")
    with page.store.writing() as work:
        work.gate.stop(Reason.KEY_REFUSED, page.clock.now())
    page.presenter.opened()
    assert page.way.state == "The service does not accept the API key."


def test_a_lost_visit_is_followed_from_its_doubt_to_its_proof(page: Page) -> None:
    due_at = page.clock.now() + timedelta(seconds=30)
    visit = page.open("a", step=Step(State.UNKNOWN, Why.ANSWERED, Reason.LOST, due_at=due_at, doubt=True))
    page.presenter.opened()
    assert page.way.state == "We look again in 30 s · last known count: 3 of 10"
    with page.store.writing() as work:
        proof = Step(State.DONE, Why.PROVED, doubt=False, looked=True, count_seen=4)
        work.journal.take(page.entry(visit), proof)
    page.presenter.changed()
    assert page.lists
    assert page.lists.done[0].state == "It had arrived — 4 of 10"


def test_what_had_not_arrived_is_sent_again_and_says_so(page: Page) -> None:
    visit = page.open("a", step=Step(State.UNKNOWN, Why.ANSWERED, Reason.LOST, due_at=page.clock.now(), doubt=True))
    with page.store.writing() as work:
        again = Step(State.WAITING, Why.NOT_THERE, due_at=page.clock.now(), doubt=False, resent=True)
        work.journal.take(page.entry(visit), again)
    page.presenter.opened()
    assert page.way.state == "It had not arrived — sent again"


def test_what_arrived_shows_its_count(page: Page) -> None:
    page.open("a", step=Step(State.DONE, Why.ANSWERED))
    page.presenter.opened()
    assert page.lists
    assert page.lists.done[0].state == "Arrived — now 4 of 10"


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

"""The QR page's talk: a code at once or never a guess, undo for its seconds, and the way back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk_app.codes.matrix import matrix
from kiosk_app.domain.card import StampCard
from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.entry import State
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.ports import Lane
from kiosk_app.domain.settings import Counter
from kiosk_app.presenters.qr import QrPresenter
from kiosk_app.presenters.qr_view import Modules, QrShown
from kiosk_app.services.issuing import IssueOpened, IssueRequest
from kiosk_app.services.looking import Looking
from kiosk_app.services.undoing import Undone
from kiosk_app.words.language import english
from kiosk_app.words.said import Said
from tests.fakes.background import HeldBackground
from tests.fakes.navigator import RecordingNavigator
from tests.fakes.stamp_api import OFFLINE, lost, refused
from tests.shops import COFFEE, Shop


class RecordingView:
    """Implements ``QrView``; holds what is on the glass now. Its clocks run only on paper."""

    def __init__(self) -> None:
        self.shown: QrShown | None = None
        self.trouble: Said | None = None
        self.undo_s: float | None = None
        self.back_s: float | None = None
        self.back_starts = 0
        self.is_timed = False

    def show_qr(self, shown: QrShown) -> None:
        self.shown = shown

    def show_nobody(self) -> None:
        self.shown = None

    def show_trouble(self, said: Said | None) -> None:
        self.trouble = said

    def start_undo(self, seconds: float) -> None:
        self.undo_s = seconds

    def stop_undo(self) -> None:
        self.undo_s = None

    def start_back(self, seconds: float) -> None:
        self.back_s = seconds
        self.back_starts += 1

    def stop_back(self) -> None:
        self.back_s = None

    def keep_time(self, is_needed: bool) -> None:
        self.is_timed = is_needed


class FullDisk:
    """Undoing on a disk that has no room."""

    def undo_issue(self, intent: str) -> Undone:
        raise StoreTrouble(DiskReason.FULL, "no room")


class Page:
    """The presenter on a shop, with its work held until it is let go."""

    def __init__(
        self,
        folder: Path,
        card: StampCard = COFFEE,
        *,
        is_practice: bool = False,
        is_full: bool = False,
        text_ids: bool = False,
        link_domain: str = "",
    ) -> None:
        self.shop = Shop(folder, (card,), text_ids=text_ids, link_domain=link_domain)
        self.view = RecordingView()
        self.work = HeldBackground()
        self.navigator = RecordingNavigator()
        self.drawn: list[str] = []
        self.presenter = QrPresenter(
            self.view,
            self.shop.customers,
            self.shop.outbox,
            lambda: self.shop.looking,
            FullDisk() if is_full else self.shop.undoing,  # type: ignore[arg-type]
            self.draw,
            lambda: self.shop.settings,
            self.work,
            self.navigator,
            self.shop.clock,
            english(),
            self.shop.poke,
            lambda: self.shop.resolving,
            is_practice=is_practice,
        )

    def issue(self, *, is_sent: bool = True) -> None:
        """A press on *Issue stamp* somewhere else."""
        opened = self.shop.issuing.open(IssueRequest("press", 123, customer_id="c1"))
        assert isinstance(opened, IssueOpened)
        if is_sent:
            self.shop.send()

    def draw(self, text: str) -> Modules:
        self.drawn.append(text)
        return matrix(text)

    def open(self, intent: str | None = "press") -> None:
        """The page comes up, and is painted where there is a code to paint."""
        self.presenter.opened("c1", 123, intent)
        self.settle()
        self.paint()

    def paint(self) -> None:
        if self.shown.code:
            self.presenter.code_painted()
            self.settle()

    def settle(self) -> None:
        while Lane.DISK in self.work.held:
            self.work.release(Lane.DISK)

    def look(self) -> None:
        self.work.release(Lane.LOOK)
        self.settle()

    def change(self) -> None:
        self.presenter.changed()
        self.settle()

    @property
    def shown(self) -> QrShown:
        assert self.view.shown
        return self.view.shown

    def undo_s(self) -> float | None:
        return self.view.undo_s

    def what(self) -> str:
        """What is said where there is no code: in its place while one is to come, else beside it."""
        assert self.shown.code is None
        return self.shown.instead.what if self.shown.instead else self.shown.headline

    def instead(self) -> str:
        """The second line in the code's place."""
        return self.shown.instead.advice if self.shown.instead else ""

    def count(self) -> tuple[str, int]:
        card = self.shown.card
        return (card.count, card.marks.waiting) if card else ("", 0)

    def code(self) -> str | None:
        return self.shown.code.text if self.shown.code else None


@pytest.fixture
def page(tmp_path: Path) -> Page:
    return Page(tmp_path)


# The code


def test_the_code_is_there_before_any_look_where_its_link_may_be_built(page: Page) -> None:
    page.shop.put_stamp(77)
    page.presenter.opened("c1", 123, None)
    page.work.release(Lane.DISK)
    assert page.code() == "https://vvd.bz/stamp/77"
    assert page.work.held == ()


def test_nothing_runs_beside_the_painting_of_the_code(page: Page) -> None:
    page.issue()
    page.presenter.opened("c1", 123, "press")
    page.presenter.changed()
    page.work.release()
    assert page.code()
    assert list(page.work.held) == []
    page.presenter.code_painted()
    assert list(page.work.held) == [Lane.LOOK, Lane.DISK]


def test_a_code_is_drawn_once(page: Page) -> None:
    page.issue()
    page.open()
    page.look()
    page.change()
    assert page.drawn == ["https://vvd.bz/stamp/1347"]


def test_a_look_gives_the_link_that_our_own_record_has_not(tmp_path: Path) -> None:
    page = Page(tmp_path, text_ids=True)
    page.issue()
    page.open()
    shown_first = page.shown
    assert shown_first.code is None
    assert shown_first.instead == Said("The QR code comes in a moment", "The stamp itself is safe.")
    page.look()
    shown = page.shown
    assert shown.code
    assert shown.code.text == shown.code.copies == "https://vvd.bz/stamp/T000000000001347"
    assert (shown.code.link, shown.code.opens) == ("vvd.bz/stamp/T000000000001347", "")
    assert (shown.headline, shown.advice) == (
        "Scan to keep your\u00a0card",
        "Open the phone’s camera and point it here.",
    )


def test_without_a_link_it_is_asked_for_again_after_a_while(tmp_path: Path) -> None:
    page = Page(tmp_path, text_ids=True)
    page.issue()
    page.shop.api.script(Call.VALIDATE, OFFLINE)
    page.open()
    page.look()
    assert page.code() is None
    assert page.view.is_timed
    page.presenter.ticked()
    assert Lane.LOOK not in page.work.held
    page.shop.clock.advance(5)
    page.presenter.ticked()
    page.presenter.ticked()
    assert page.work.held.count(Lane.LOOK) == 1
    page.look()
    assert page.code() == "https://vvd.bz/stamp/T000000000001347"
    assert not page.view.is_timed


def test_a_hostile_link_is_never_a_code(tmp_path: Path) -> None:
    page = Page(tmp_path, text_ids=True, link_domain="https://evil.example")
    page.issue()
    page.open()
    page.look()
    assert page.code() is None


def test_the_card_stands_beside_it(page: Page) -> None:
    page.issue()
    page.open()
    page.look()
    card = page.shown.card
    assert card
    assert (card.name, card.whose) == ("Coffee card", "Brown Smith · until 21 November 2027")
    assert (card.count, card.of, card.marks.spoken) == ("0", "of 10", "0 of 10 visits, 10 more to a free coffee")
    assert page.shown.pill == "Stamp issued"
    assert page.shown.back == "Brown Smith"


def test_a_code_shown_again_is_not_called_new_and_cannot_be_undone(page: Page) -> None:
    page.shop.put_stamp()
    page.open(None)
    page.look()
    page.presenter.code_painted()
    assert (page.shown.pill, page.view.undo_s) == ("", None)
    page.presenter.undo_pressed()
    assert page.work.held == ()


def test_the_stamp_that_was_meant_is_shown_where_there_are_two(page: Page) -> None:
    page.shop.put_stamp(1301)
    page.shop.put_stamp(1302)
    page.presenter.opened("c1", 123, None, 1302)
    page.settle()
    page.look()
    assert page.code() == "https://vvd.bz/stamp/1302"


def test_no_stamp_is_said(page: Page) -> None:
    page.open(None)
    assert page.what() == "There is no stamp to show"


def test_while_the_issue_waits_its_card_stands_there_without_visits(tmp_path: Path) -> None:
    page = Page(tmp_path)
    page.issue(is_sent=False)
    page.open()
    assert page.shown.code is None
    assert page.shown.card
    assert (page.shown.card.name, page.shown.card.whose, page.count()) == ("Coffee card", "Brown Smith", ("0", 0))


def test_a_first_visit_shows_as_waiting_until_it_is_counted(tmp_path: Path) -> None:
    page = Page(tmp_path, replace(COFFEE, first_visit=True))
    page.issue()
    page.open()
    page.look()
    assert page.count() == ("1", 1)
    page.shop.send()
    page.change()
    assert page.count() == ("1", 0)


def test_a_first_visit_that_was_left_out_is_said(tmp_path: Path) -> None:
    page = Page(tmp_path, replace(COFFEE, first_visit=True))
    page.shop.issuing.open(IssueRequest("press", 123, customer_id="c1", active=False))
    page.shop.send()
    page.open()
    assert page.shown.advice == "The first visit is left out: the stamp is not active today."


# The issue while it is not done


def test_an_issue_that_waits_says_so(page: Page) -> None:
    page.issue(is_sent=False)
    page.open()
    assert page.what() == "The stamp is on its way"
    page.shop.api.script(Call.CREATE, OFFLINE)
    page.shop.send()
    page.change()
    assert page.what() == "New stamp waiting"
    page.shop.clock.advance(60)
    page.shop.send()
    page.change()
    page.look()
    assert page.code() == "https://vvd.bz/stamp/1347"


def test_a_lost_answer_is_said_honestly(page: Page) -> None:
    page.shop.api.script(Call.CREATE, lost(Call.CREATE))
    page.issue()
    page.open()
    assert page.what() == "We don’t know if it arrived."
    assert page.shown.advice == "Brown Smith has received nothing."


def test_a_new_one_is_given_on_the_page_of_the_lost_one(page: Page) -> None:
    page.shop.api.script(Call.CREATE, lost(Call.CREATE))
    page.issue()
    page.open()
    assert page.shown.is_lost
    page.presenter.give_new_pressed()
    page.presenter.give_new_pressed()
    page.settle()
    assert (page.what(), page.shown.is_lost, page.shop.pokes) == ("The stamp is on its way", False, 1)
    page.shop.send()
    page.change()
    page.look()
    assert page.code() == "https://vvd.bz/stamp/1347"


def test_the_number_of_a_lost_one_is_typed_in_the_outbox(page: Page) -> None:
    page.shop.api.script(Call.CREATE, lost(Call.CREATE))
    page.issue()
    page.open()
    page.presenter.it_is_there_pressed()
    assert page.navigator.went == [("outbox", 1)]


def test_what_takes_longer_than_usual_says_so_after_two_seconds(page: Page) -> None:
    page.issue(is_sent=False)
    page.open()
    assert page.instead() == "The QR code comes in a moment."
    assert page.view.is_timed
    page.shop.clock.advance(2)
    page.presenter.ticked()
    assert page.instead() == "Taking longer than usual. You can go on."
    assert not page.view.is_timed, "it is said once"


def test_a_refusal_is_quoted(page: Page) -> None:
    page.shop.api.script(Call.CREATE, refused("Not enough credit."))
    page.issue()
    page.open()
    assert page.what() == "The service said no"
    assert page.shown.advice == "Its message: “Not enough credit.”"


# Practice


def test_practice_shows_a_text_and_the_way_to_its_page(tmp_path: Path) -> None:
    page = Page(tmp_path, is_practice=True, link_domain="http://127.0.0.1:8765")
    page.shop.looking = Looking(page.shop.store, page.shop.api, "http://127.0.0.1:8765", lambda _: "")
    page.issue()
    page.open()
    page.look()
    code = page.shown.code
    assert code
    assert code.text == "Practice stamp 1347. Not a real stamp."
    assert (code.link, code.copies, code.opens) == ("Practice stamp 1347", "", "http://127.0.0.1:8765/stamp/1347")
    assert page.shown.pill == "Practice stamp issued"


# Undo


def test_the_seconds_of_undo_run_from_the_painted_code(page: Page) -> None:
    page.issue()
    page.presenter.opened("c1", 123, "press")
    page.settle()
    assert page.undo_s() is None
    page.presenter.code_painted()
    assert page.undo_s() == 12
    page.view.undo_s = 3
    page.presenter.code_painted()
    assert page.undo_s() == 3


def test_undo_switches_the_stamp_off(page: Page) -> None:
    page.issue()
    page.open()
    page.look()
    page.presenter.code_painted()
    page.presenter.undo_pressed()
    page.presenter.undo_pressed()
    assert page.view.undo_s is None
    page.settle()
    assert (page.code(), page.shop.pokes) == (None, 1)
    assert page.what() == "The new stamp is being switched off"
    page.shop.send()
    page.change()
    assert page.what() == "The new stamp is switched off"
    assert not page.shop.api.stamps[1347].new.active


def test_undo_of_what_was_not_sent_cancels_it(page: Page) -> None:
    page.issue(is_sent=False)
    page.shop.undoing.undo_issue("press")
    page.open()
    assert page.what() == "It was taken back before it was sent."


def test_what_the_service_says_to_switching_off_is_told(page: Page) -> None:
    page.issue()
    page.open()
    page.look()
    page.presenter.code_painted()
    page.presenter.undo_pressed()
    page.settle()
    page.shop.api.script(Call.UPDATE, refused("Not now."))
    page.shop.send()
    page.change()
    assert page.what() == "The service said no to switching it off"
    assert page.shown.advice == "Its message: “Not now.”"


def test_after_its_seconds_undo_does_nothing(page: Page) -> None:
    page.issue()
    page.open()
    page.look()
    page.presenter.code_painted()
    page.shop.clock.advance(12.1)
    page.presenter.undo_pressed()
    page.presenter.undo_ran_out()
    page.presenter.undo_pressed()
    assert page.view.undo_s is None
    assert [entry.state for entry in page.shop.entries()] == [State.DONE]


def test_undo_that_the_disk_refuses_is_said_and_may_be_tried_again(tmp_path: Path) -> None:
    page = Page(tmp_path, is_full=True)
    page.issue()
    page.open()
    page.look()
    page.presenter.code_painted()
    page.shop.clock.advance(4)
    page.presenter.undo_pressed()
    page.settle()
    assert page.view.trouble
    assert page.view.trouble.what == "This computer is almost full."
    assert page.view.undo_s == 8
    assert page.code()


def test_a_page_that_was_left_while_undoing_pokes_all_the_same(page: Page) -> None:
    page.issue()
    page.open()
    page.look()
    page.presenter.code_painted()
    page.presenter.undo_pressed()
    page.presenter.left()
    page.settle()
    assert page.shop.pokes == 1
    assert page.view.shown is None


def test_a_shop_without_undo_has_none(page: Page) -> None:
    page.shop.settings = replace(page.shop.settings, counter=Counter(undo_s=0))
    page.issue()
    page.open()
    page.look()
    page.presenter.code_painted()
    assert page.view.undo_s is None


# The way back


def test_it_leads_back_to_the_counter_by_itself(page: Page) -> None:
    page.shop.put_stamp()
    page.open(None)
    assert page.view.back_s == 30
    page.presenter.back_ran_out()
    assert page.navigator.went == [("counter",)]


def test_a_touch_starts_the_way_back_anew(page: Page) -> None:
    page.shop.put_stamp()
    page.open(None)
    page.presenter.touched()
    assert page.view.back_starts == 2


def test_stay_here_stays(page: Page) -> None:
    page.shop.put_stamp()
    page.open(None)
    page.presenter.stay_pressed()
    page.presenter.touched()
    page.presenter.back_ran_out()
    assert page.view.back_s is None
    assert page.navigator.went == []


def test_done_and_back(page: Page) -> None:
    page.shop.put_stamp()
    page.open(None)
    page.presenter.done_pressed()
    page.presenter.back_pressed()
    assert page.navigator.went == [("counter",), ("customer", "c1")]


def test_nothing_stays_when_the_page_is_left(page: Page) -> None:
    page.shop.put_stamp()
    page.open(None)
    page.presenter.left()
    page.look()
    page.presenter.changed()
    assert page.work.held == ()
    assert page.view.back_s is None
    assert page.shop.api.told(Call.VALIDATE) == []


# An instant stamp


def hand_out(page: Page, *, ready_active: bool = False) -> None:
    """A press on *Issue stamp* while one is ready, and the line is down."""
    page.shop.keep_ready(1, ready_active=ready_active)
    page.shop.api.script(Call.VALIDATE, OFFLINE)
    page.issue()
    page.open()


@pytest.mark.parametrize(
    ("ready_active", "advice"),
    [
        (True, "Open the phone’s camera and point it here."),
        (False, "The stamp works as soon as this counter is online again."),
    ],
)
def test_an_instant_stamps_code_is_there_offline_and_says_when_it_works(
    page: Page, ready_active: bool, advice: str
) -> None:
    hand_out(page, ready_active=ready_active)
    assert page.code() == "https://vvd.bz/stamp/1347"
    assert (page.shown.pill, page.shown.headline, page.shown.advice) == (
        "Stamp issued",
        "Scan to keep your\u00a0card",
        advice,
    )
    assert not page.view.is_timed
    assert page.shop.pokes == 1  # it is sent once the code is on the glass


def test_once_it_is_sent_an_instant_stamp_is_any_other(page: Page) -> None:
    hand_out(page)
    page.shop.clock.advance(60)
    page.shop.send()
    page.change()
    assert page.shown.advice == "Open the phone’s camera and point it here."


def test_an_instant_stamp_is_undone_by_being_switched_off(page: Page) -> None:
    hand_out(page)
    page.presenter.code_painted()
    page.presenter.undo_pressed()
    page.settle()
    assert page.shown.headline == "The new stamp is being switched off"
    assert page.shown.code is None
    page.shop.clock.advance(60)
    while page.shop.send():
        pass
    page.change()
    assert page.shown.headline == "The new stamp is switched off"
    assert not page.shop.api.stamps[1347].new.active


def test_a_refused_hand_out_takes_the_code_away_and_says_why(page: Page) -> None:
    hand_out(page)
    page.shop.clock.advance(60)
    page.shop.api.script(Call.UPDATE, refused("This stamp is blocked."))
    page.shop.send()
    page.change()
    assert page.shown.code is None
    assert "This stamp is blocked." in page.shown.advice

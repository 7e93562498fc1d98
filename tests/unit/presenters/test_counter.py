"""The counter's talk: what is listed, what letters find, what Enter and a scanner come to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.domain.samples import SAMPLE_CARDS, SAMPLE_CUSTOMERS
from kiosk_app.domain.settings import Settings
from kiosk_app.domain.stamp import Stamp
from kiosk_app.presenters.counter import CounterPresenter, Recent, Results
from kiosk_app.presenters.trouble import Notice
from kiosk_app.services.customers import Customers
from kiosk_app.services.issuing import IssueRequest, Issuing
from kiosk_app.services.outbox import Outbox
from kiosk_app.words.language import english
from tests.fakes.background import HeldBackground, InlineBackground
from tests.fakes.clock import START, FakeClock
from tests.fakes.disk import make_store
from tests.fakes.navigator import RecordingNavigator


class View:
    """Remembers what it shows now."""

    def __init__(self) -> None:
        self.search = "untouched"
        self.is_selected = False
        self.recent: Recent | None = None
        self.results: Results | None = None
        self.notice: Notice | None = None

    def show_empty_search(self) -> None:
        self.search = ""

    def select_search(self) -> None:
        self.is_selected = True

    def show_recent(self, recent: Recent) -> None:
        self.recent, self.results = recent, None

    def show_results(self, results: Results) -> None:
        self.recent, self.results = None, results

    def show_notice(self, notice: Notice | None) -> None:
        self.notice = notice

    def said(self) -> str:
        return str(self.notice.said) if self.notice else ""

    def names(self) -> list[str]:
        shown = self.recent or self.results
        assert shown
        return [row.name.text for row in shown.rows]


class Desk:
    """A counter on a real store; ``trouble`` is what reading the settings raises."""

    def __init__(self, folder: Path, cards: tuple[StampCard, ...] = SAMPLE_CARDS) -> None:
        self.clock = FakeClock()
        self.store = make_store(folder, self.clock)
        self.cards = cards
        self.trouble: Exception | None = None
        self.customers = Customers(self.store, self.settings, self.clock)
        self.issuing = Issuing(self.store, self.settings, self.clock)
        self.held = HeldBackground()
        self.view = View()
        self.navigator = RecordingNavigator()

    def settings(self) -> Settings:
        if self.trouble is not None:
            raise self.trouble
        return Settings(cards=self.cards)

    def open(self, *, held: bool = False) -> CounterPresenter:
        presenter = CounterPresenter(
            self.view,
            self.customers,
            Outbox(self.store),
            self.settings,
            self.held if held else InlineBackground(),
            self.navigator,
            self.clock,
            english(),
        )
        presenter.opened()
        return presenter

    def adopt(self) -> None:
        for sample in SAMPLE_CUSTOMERS:
            self.add(sample.customer)
            for stamp in sample.stamps:
                self.put(sample.customer, stamp.stamp_idx, stamp.card_idx, stamp.visits)

    def add(self, customer: Customer) -> None:
        with self.store.writing() as work:
            work.directory.add(customer)
        self.clock.advance(1)

    def put(self, customer: Customer, stamp_idx: StampIdx, card_idx: int, visits: int | None) -> None:
        stamp = Stamp(
            *(stamp_idx, card_idx, customer.id, None, "", "", visits, None, START, date(2026, 1, 1)),
            *(date(2027, 1, 1), True, False, START),
        )
        with self.store.writing() as work:
            work.directory.put_stamp(stamp)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.adopt()
    return made


def test_it_opens_with_an_empty_search_and_those_who_were_served_last(desk: Desk) -> None:
    desk.open()
    assert desk.view.search == ""
    assert desk.view.names() == ["김민서", "Luca Rossi", "Amira Haddad", "Jonas Weber", "Mei Tanaka", "Brown Smith"]


def test_a_row_says_who_when_and_how_far(desk: Desk) -> None:
    desk.clock.advance(120)
    desk.open()
    assert desk.view.recent
    brown = desk.view.recent.rows[-1]
    assert (brown.name.text, brown.contact.text, brown.served) == ("Brown Smith", "•••• 0148", "2 min ago")
    assert [(one.visits, one.places, one.ready) for one in brown.progress] == [(7, 10, ""), (6, 6, "Reward ready")]
    assert brown.spoken == ("Brown Smith, •••• 0148, 2 min ago, Coffee card: 7 of 10 visits, Bakery card: reward ready")


def test_a_count_that_nobody_knows_yet_is_new(desk: Desk) -> None:
    desk.put(SAMPLE_CUSTOMERS[5].customer, 1400, 123, None)
    desk.open()
    assert desk.view.recent
    row = desk.view.recent.rows[0]
    assert (row.progress[0].visits, row.progress[0].ready) == (0, "")
    assert row.spoken.endswith("Coffee card: new")


def test_an_empty_directory_says_how_to_begin(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.open()
    assert desk.view.recent
    assert str(desk.view.recent.empty) == "No customers yet. Type a name or scan a card to add the first."


def test_the_foot_says_what_is_not_sent_yet(desk: Desk) -> None:
    presenter = desk.open()
    assert desk.view.recent
    assert (desk.view.recent.sent, desk.view.recent.is_all_sent) == ("Everything is sent", True)
    desk.issuing.open(IssueRequest("press", 123, SAMPLE_CUSTOMERS[5].customer.id))
    presenter.changed()
    assert (desk.view.recent.sent, desk.view.recent.is_all_sent) == ("1 change is not sent yet", False)


def test_typing_finds_and_marks(desk: Desk) -> None:
    desk.open().typed("bro")
    results = desk.view.results
    assert results
    assert (results.count, results.nobody, results.new_customer) == ("1 customer", "", "New customer “bro”")
    assert results.rows[0].name.marks == ((0, 3),)
    assert results.rows[0].contact.text == "•••• 0148"


def test_who_is_found_by_the_e_mail_shows_that_much_of_it(desk: Desk) -> None:
    desk.add(Customer("anna", Details(name="Anna Lindqvist", phone="+1 202-555-0111", email="brolin@lindqvist.se")))
    desk.open().typed("bro")
    assert desk.view.results
    anna = desk.view.results.rows[0]
    assert (anna.contact.text, anna.contact.marks) == ("bro•••@lindqvist.se", ((0, 3),))


def test_who_is_found_by_the_member_id_shows_it(desk: Desk) -> None:
    desk.add(Customer("anna", Details(name="Anna Lindqvist", phone="+1 202-555-0111", user_id="M-77")))
    desk.open().typed("m-77")
    assert desk.view.results
    assert desk.view.results.rows[0].contact.text == "Member ID M-77"
    assert desk.view.results.rows[0].contact.marks == ((10, 14),)


def test_last_digits_find_a_phone(desk: Desk) -> None:
    desk.open().typed("0148")
    assert desk.view.names() == ["Brown Smith"]
    assert desk.view.results
    assert desk.view.results.rows[0].contact.marks == ((5, 9),)


def test_a_zero_that_is_only_typed_at_home_is_not_marked(desk: Desk) -> None:
    desk.open().typed("020 7946 0447")
    assert desk.view.results
    contact = desk.view.results.rows[0].contact
    assert contact.text[contact.marks[0][0] : contact.marks[0][1]] == "2079460447"


def test_a_member_id_typed_in_full_comes_first(desk: Desk) -> None:
    desk.add(Customer("anna", Details(name="Anna", user_id="7946")))
    desk.clock.advance(5)
    desk.add(Customer("late", Details(name="Later", phone="+44 20 7946 0999")))
    desk.open().typed("7946")
    assert desk.view.names()[:2] == ["Anna", "Later"]


def test_nobody_found_says_so_and_offers_the_form(desk: Desk) -> None:
    presenter = desk.open()
    presenter.typed("Zoë")
    assert desk.view.results
    assert (desk.view.results.nobody, desk.view.results.rows) == ("Nobody found for “Zoë”.", ())
    presenter.new_customer_wanted()
    assert desk.navigator.went == [("new customer", "Zoë")]


def test_more_than_are_shown_are_told(desk: Desk) -> None:
    for number in range(60):
        desk.add(Customer(f"c{number}", Details(name=f"Twin {number}")))
    desk.open().typed("twin")
    assert desk.view.results
    assert (len(desk.view.results.rows), desk.view.results.count) == (50, "60 customers")
    assert desk.view.results.more == "The first 50 are shown. Type more of the name or number."
    assert desk.view.results.left == "and 10 more"


def test_very_many_are_not_counted_to_the_end(desk: Desk) -> None:
    with desk.store.writing() as work:
        work.directory.add_many(Customer(f"c{number}", Details(f"Twin {number}")) for number in range(1_001))
    desk.open().typed("twin")
    assert desk.view.results
    assert (desk.view.results.count, desk.view.results.left) == ("More than 1,000 customers", "more than 1,000 in all")


def test_a_typo_finds_who_nearly_has_it_and_says_so(desk: Desk) -> None:
    desk.open().typed("brwon")
    results = desk.view.results
    assert results
    assert (desk.view.names(), results.nobody) == (["Brown Smith"], "Nobody found for “brwon”.")
    assert desk.view.said() == "Nobody found for “brwon”. Almost the same:"
    assert results.rows[0].name.marks == ((0, 5),)


def test_what_was_said_of_a_typo_goes_with_it(desk: Desk) -> None:
    presenter = desk.open()
    presenter.typed("brwon")
    presenter.typed("brow")
    assert desk.view.said() == ""


def test_enter_never_opens_who_only_nearly_has_it(desk: Desk) -> None:
    presenter = desk.open(held=True)
    presenter.typed("brwon")
    presenter.entered(None)
    desk.held.release()
    assert desk.navigator.went == []
    assert desk.view.names() == ["Brown Smith"]
    assert desk.view.is_selected


def test_who_is_found_by_the_note_shows_that_word_of_it(desk: Desk) -> None:
    desk.add(Customer("anna", Details(name="Anna Lindqvist", phone="+1 202-555-0111", note="likes window seats")))
    desk.open().typed("windo")
    assert desk.view.results
    contact = desk.view.results.rows[0].contact
    assert (contact.text, contact.marks) == ("Note: window", ((6, 11),))


def test_a_phone_typed_from_abroad_is_marked_where_it_is_the_same(desk: Desk) -> None:
    desk.open().typed("+44 20 7946 0447")
    assert desk.view.results
    contact = desk.view.results.rows[0].contact
    assert contact.text[contact.marks[0][0] : contact.marks[0][1]] == "442079460447"


def test_an_old_answer_never_replaces_a_newer_one(desk: Desk) -> None:
    presenter = desk.open(held=True)
    presenter.typed("b")
    presenter.typed("br")
    assert len(desk.held.held) == 1  # what nobody waits for is not even asked
    desk.held.release()
    assert desk.view.results
    assert desk.view.results.text == "br"


def test_enter_opens_the_row_that_is_chosen(desk: Desk) -> None:
    presenter = desk.open()
    presenter.typed("mail")
    assert desk.view.results
    second = desk.view.results.rows[1].customer_id
    presenter.entered(second)
    assert desk.navigator.went == [("customer", second)]


def test_two_taps_open_a_page_once(desk: Desk) -> None:
    presenter = desk.open()
    presenter.chosen("practice000000000001")
    presenter.chosen("practice000000000001")
    presenter.new_customer_wanted()
    assert desk.navigator.went == [("customer", "practice000000000001")]


def test_enter_before_the_answer_opens_the_only_one(desk: Desk) -> None:
    presenter = desk.open(held=True)
    presenter.typed("brown")
    presenter.entered(None)
    desk.held.release()
    assert desk.navigator.went == [("customer", "practice000000000001")]


def test_enter_before_the_answer_opens_none_of_several(desk: Desk) -> None:
    presenter = desk.open(held=True)
    desk.held.release()
    presenter.typed("mail")
    presenter.entered("practice000000000001")  # chosen in the list that was there before
    desk.held.release()
    assert desk.navigator.went == []
    assert len(desk.view.names()) > 1


def test_a_letter_after_enter_takes_it_back(desk: Desk) -> None:
    presenter = desk.open(held=True)
    presenter.typed("brown")
    presenter.entered(None)
    presenter.typed("browni")
    desk.held.release()
    assert desk.navigator.went == []


@pytest.mark.parametrize(
    "scan",
    ["https://vvd.bz/stamp/1301", "http://127.0.0.1:4711/stamp/1301", "1301", "Practice stamp 1301. Not a real stamp."],
)
def test_a_scanned_stamp_opens_its_customer(desk: Desk, scan: str) -> None:
    presenter = desk.open(held=True)
    presenter.typed(scan)
    presenter.entered(None)
    desk.held.release()
    assert desk.navigator.went == [("customer", "practice000000000001")]


def test_digits_find_a_stamp_whose_idx_is_a_text(desk: Desk) -> None:
    desk.put(SAMPLE_CUSTOMERS[1].customer, "998877", 123, 1)
    presenter = desk.open()
    presenter.typed("https://vvd.bz/stamp/998877")
    presenter.entered(None)
    assert desk.navigator.went == [("customer", SAMPLE_CUSTOMERS[1].customer.id)]


@pytest.mark.parametrize("scan", ["https://vvd.bz/stamp/999999", "https://example.com/menu"])
def test_a_code_of_somebody_else_is_said_and_makes_room_for_the_next(desk: Desk, scan: str) -> None:
    presenter = desk.open()
    presenter.typed(scan)
    assert desk.view.results
    assert (desk.view.results.nobody, desk.view.results.new_customer) == ("", "")
    desk.view.search = scan
    presenter.entered(None)
    assert desk.navigator.went == []
    assert desk.view.said() == "This code is not one of ours. Look the customer up by name."
    assert desk.view.search == ""
    presenter.typed("b")
    assert desk.view.said() == ""


def test_a_links_digits_are_nobodys_phone(desk: Desk) -> None:
    desk.open().typed("https://vvd.bz/stamp/0148")
    assert desk.view.names() == []


def test_nobody_found_on_enter_makes_room_for_the_next_scan(desk: Desk) -> None:
    presenter = desk.open(held=True)
    presenter.typed("8801234")
    presenter.entered(None)
    desk.held.release()
    assert desk.view.is_selected
    assert desk.navigator.went == []


def test_a_link_is_nobodys_name(desk: Desk) -> None:
    presenter = desk.open()
    presenter.typed("https://vvd.bz/stamp/5")
    presenter.new_customer_wanted()
    assert desk.navigator.went == [("new customer", "")]


def test_without_a_card_it_leads_to_the_settings(tmp_path: Path) -> None:
    desk = Desk(tmp_path, cards=())
    presenter = desk.open()
    assert desk.view.said() == "No stamp card yet. Add one in Settings › Stamp cards."
    presenter.way_on_taken()
    assert desk.navigator.went == [("settings", "cards")]


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        (StoreTrouble(DiskReason.FULL, "detail"), "This computer is almost full."),
        (BadInput(Problem("settings.toml", Fault.BUSY)), "settings.toml is being written by another program."),
    ],
)
def test_trouble_is_said_and_can_be_tried_again(desk: Desk, trouble: Exception, sentence: str) -> None:
    presenter = desk.open()
    desk.trouble = trouble
    presenter.typed("bro")
    assert desk.view.notice
    assert (desk.view.notice.said.what, desk.view.notice.button) == (sentence, "Try again")
    desk.trouble = None
    presenter.way_on_taken()
    assert desk.view.said() == ""
    assert desk.view.names() == ["Brown Smith"]


def test_a_fault_of_ours_is_not_hidden(desk: Desk) -> None:
    presenter = desk.open()
    desk.trouble = LookupError("odd")
    with pytest.raises(LookupError):
        presenter.typed("bro")


def left(presenter: CounterPresenter) -> None:
    presenter.left()


def opened_again(presenter: CounterPresenter) -> None:
    presenter.left()
    presenter.opened()


@pytest.mark.parametrize("leave", [left, opened_again])
def test_who_was_meant_before_leaving_is_not_opened_later(
    desk: Desk, leave: Callable[[CounterPresenter], None]
) -> None:
    presenter = desk.open(held=True)
    presenter.typed("brown")
    presenter.entered(None)
    leave(presenter)
    desk.held.release()
    assert desk.navigator.went == []
    assert desk.view.results is None


def test_what_changes_while_the_page_is_left_asks_nothing(desk: Desk) -> None:
    presenter = desk.open()
    presenter.left()
    desk.trouble = LookupError("nobody looks")
    presenter.changed()


def test_a_name_that_is_missing_gives_way_to_the_phone(desk: Desk) -> None:
    desk.add(Customer("anon", Details(phone="+1 202-555-0199", email="a@b.example")))
    desk.clock.advance(timedelta(days=20).total_seconds())
    desk.open()
    assert desk.view.recent
    row = desk.view.recent.rows[0]
    assert (row.name.text, row.contact.text, row.served) == ("•••• 0199", "•••@b.example", "21 Nov")

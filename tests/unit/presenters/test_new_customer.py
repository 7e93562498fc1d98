"""The form's talk: what fits, what is complained of, who is there already, and that one press saves once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.ports import Lane
from kiosk_app.domain.samples import SAMPLE_CARDS, SAMPLE_CUSTOMERS
from kiosk_app.domain.settings import Settings
from kiosk_app.domain.validity import ValidUntil
from kiosk_app.presenters.new_customer import NewCustomerPresenter
from kiosk_app.presenters.new_customer_view import CardChoice, Duplicate
from kiosk_app.presenters.trouble import Notice
from kiosk_app.presenters.typed_details import prefilled
from kiosk_app.services.customers import Customers
from kiosk_app.services.issuing import HasStamp, IssueOpened, IssueRequest, Issuing, SeveralMeant
from kiosk_app.words.language import english
from tests.fakes.background import HeldBackground, InlineBackground
from tests.fakes.clock import FakeClock
from tests.fakes.disk import make_store
from tests.fakes.navigator import RecordingNavigator


class View:
    """Remembers what it shows now."""

    def __init__(self) -> None:
        self.form: Details | None = None
        self.choices: tuple[CardChoice, ...] = ()
        self.chosen: int | None = None
        self.extras = ("", "")
        self.primary = ("", False)
        self.problems: dict[str, str] = {}
        self.phone_fits = False
        self.duplicate: Duplicate | None = None
        self.is_nobody = False
        self.pointed: str | None = None
        self.is_busy = False
        self.is_locked = False
        self.notice: Notice | None = None

    def show_form(self, details: Details) -> None:
        self.form = details

    def show_cards(self, choices: tuple[CardChoice, ...], chosen: int | None) -> None:
        self.choices, self.chosen = choices, chosen

    def show_extras(self, first: str, second: str) -> None:
        self.extras = (first, second)

    def show_primary(self, caption: str, is_issuing: bool) -> None:
        self.primary = (caption, is_issuing)

    def show_problem(self, field: str, sentence: str) -> None:
        self.problems[field] = sentence

    def show_phone_fits(self, fits: bool) -> None:
        self.phone_fits = fits

    def show_duplicate(self, duplicate: Duplicate | None) -> None:
        self.duplicate = duplicate

    def show_nobody_named(self, is_nobody: bool) -> None:
        self.is_nobody = is_nobody

    def point_to(self, field: str) -> None:
        self.pointed = field

    def show_busy(self, is_busy: bool) -> None:
        self.is_busy = is_busy

    def show_locked(self, is_locked: bool) -> None:
        self.is_locked = is_locked

    def show_notice(self, notice: Notice | None) -> None:
        self.notice = notice

    @property
    def hint(self) -> str:
        return self.duplicate.title if self.duplicate else ""

    def said(self) -> str:
        return str(self.notice.said) if self.notice else ""


class BrokenIssuing(Issuing):
    """An Issuing whose next ``open`` raises what it is given."""

    trouble: Exception | None = None

    def open(self, request: IssueRequest) -> IssueOpened | HasStamp | SeveralMeant:
        if self.trouble is not None:
            trouble, self.trouble = self.trouble, None
            raise trouble
        return super().open(request)


class BrokenCustomers(Customers):
    trouble: Exception | None = None

    def add(self, details: Details) -> Customer:
        if self.trouble is not None:
            trouble, self.trouble = self.trouble, None
            raise trouble
        return super().add(details)


class Desk:
    """A form on a real store."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock()
        self.store = make_store(folder, self.clock)
        self.cards: tuple[StampCard, ...] = SAMPLE_CARDS
        self.customers = BrokenCustomers(self.store, self.settings, self.clock)
        self.issuing = BrokenIssuing(self.store, self.settings, self.clock)
        self.held = HeldBackground()
        self.view = View()
        self.navigator = RecordingNavigator()
        self.pokes = 0
        with self.store.writing() as work:
            for sample in SAMPLE_CUSTOMERS:
                work.directory.add(sample.customer)

    def settings(self) -> Settings:
        return Settings(cards=self.cards)

    def poke(self) -> None:
        self.pokes += 1

    def open(self, typed: str = "", *, held: bool = False) -> NewCustomerPresenter:
        presenter = NewCustomerPresenter(
            self.view,
            self.customers,
            self.issuing,
            self.settings,
            self.held if held else InlineBackground(),
            self.navigator,
            self.clock,
            english(),
            self.poke,
        )
        presenter.opened(typed)
        return presenter

    def known(self, text: str) -> list[Customer]:
        return list(self.customers.find(text).customers)

    def entries(self) -> int:
        with self.store.reading() as work:
            return len(tuple(line.entry for line in work.lists.history(None, None, None)))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize(
    ("typed", "details"),
    [
        ("bro", Details(name="bro")),
        ("  Zoë  Brown ", Details(name="Zoë Brown")),
        ("+44 20 7946-0447", Details(phone="+44 20 7946-0447")),
        ("0447", Details(phone="0447")),
        ("a@b.example", Details(email="a@b.example")),
        ("Room 12", Details(name="Room 12")),
        ("---", Details(name="---")),
        ("https://vvd.bz/stamp/1", Details()),
        ("", Details()),
    ],
)
def test_what_was_searched_for_stands_where_it_fits(typed: str, details: Details) -> None:
    assert prefilled(typed) == details


def test_it_opens_with_the_first_card_chosen(desk: Desk) -> None:
    desk.open("bro")
    assert desk.view.form == Details(name="bro")
    assert [choice.name for choice in desk.view.choices] == [
        *("Coffee card", "Bakery card", "Bean club", "Lunch card", "No stamp card yet"),
    ]
    assert desk.view.choices[0].about == "10 visits, valid until 21 November 2027"
    assert (desk.view.chosen, desk.view.primary) == (123, ("Save and issue stamp", True))


def test_a_card_that_begins_later_says_so(desk: Desk) -> None:
    desk.cards = (StampCard(123, "Coffee card", start_delay_days=10),)
    desk.open()
    assert desk.view.choices[0].about == "10 visits, valid from 1 December 2026 to 1 December 2027"


def test_a_card_whose_dates_are_over_is_not_offered(desk: Desk) -> None:
    over = StampCard(9, "Summer card", valid=ValidUntil(FakeClock().today().replace(month=8)))
    desk.cards = (over, SAMPLE_CARDS[0])
    desk.open()
    assert [choice.card_idx for choice in desk.view.choices] == [123, None]


def test_without_a_card_there_is_nothing_to_choose(desk: Desk) -> None:
    desk.cards = ()
    desk.open()
    assert (desk.view.choices, desk.view.primary) == ((), ("Save", False))


def test_the_extra_fields_have_the_cards_names(desk: Desk) -> None:
    desk.cards = (StampCard(123, "Coffee card", etc1_name="Drink"), SAMPLE_CARDS[1])
    presenter = desk.open()
    assert desk.view.extras == ("Drink", "Extra 2")
    presenter.card_chosen(None)
    assert desk.view.extras == ("Extra 1", "Extra 2")


def test_saving_with_a_card_issues_and_leads_to_the_code(desk: Desk) -> None:
    presenter = desk.open("Zoë Brown")
    presenter.card_chosen(131)
    presenter.typed("phone", "+44 20 7946 0999")
    presenter.typed("etc1", "Gold")
    presenter.saved()
    (zoe,) = desk.known("zoe")
    assert zoe.details == Details(name="Zoë Brown", phone="+44 20 7946 0999", etc1="Gold")
    page, customer_id, card_idx, intent = desk.navigator.went[0][:4]
    assert (page, customer_id, card_idx) == ("qr", zoe.id, 131)
    with desk.store.reading() as work:
        (entry,) = work.journal.of_intent(str(intent))
    assert (entry.customer_id, entry.card_idx, desk.pokes) == (zoe.id, 131, 1)


def test_saving_without_a_card_leads_to_the_customer(desk: Desk) -> None:
    presenter = desk.open("Zoë")
    presenter.card_chosen(None)
    assert desk.view.primary == ("Save", False)
    presenter.saved()
    assert desk.navigator.went == [("customer", desk.known("zoe")[0].id)]
    assert (desk.entries(), desk.pokes) == (0, 0)


def test_a_second_press_saves_nothing_more(desk: Desk) -> None:
    presenter = desk.open("Zoë", held=True)
    desk.held.release()
    presenter.saved()
    presenter.saved()
    assert desk.view.is_busy
    assert desk.held.held == (Lane.DISK,)
    desk.held.release()
    presenter.saved()
    desk.held.release()
    assert (len(desk.known("zoe")), desk.entries(), len(desk.navigator.went)) == (1, 1, 1)


def test_leaving_while_it_is_saved_saves_it_and_leads_nowhere(desk: Desk) -> None:
    presenter = desk.open("Zoë", held=True)
    desk.held.release()
    presenter.saved()
    presenter.left()
    desk.held.release()
    assert (len(desk.known("zoe")), desk.entries(), desk.navigator.went) == (1, 1, [])


def test_an_empty_form_is_not_saved(desk: Desk) -> None:
    presenter = desk.open()
    presenter.typed("note", "Oat milk")
    presenter.saved()
    assert (desk.view.is_nobody, desk.view.pointed, desk.navigator.went) == (True, "name", [])
    presenter.typed("email", "z@b.example")
    assert not desk.view.is_nobody


def test_an_e_mail_without_an_at_is_not_saved(desk: Desk) -> None:
    presenter = desk.open("Zoë")
    presenter.typed("email", "zoe.example")
    assert desk.view.problems["email"] == "Check the e-mail: the @ is missing."
    presenter.saved()
    assert (desk.view.pointed, desk.navigator.went) == ("email", [])
    presenter.typed("email", "zoe@mail.example")
    assert desk.view.problems["email"] == ""
    presenter.saved()
    assert len(desk.navigator.went) == 1


def test_a_short_phone_is_told_and_saved_anyway(desk: Desk) -> None:
    presenter = desk.open()
    presenter.typed("phone", "12345")
    assert desk.view.problems["phone"] == "This number looks too short. You can save it anyway."
    assert not desk.view.phone_fits
    presenter.typed("phone", "1234567")
    assert (desk.view.problems["phone"], desk.view.phone_fits) == ("", True)
    presenter.typed("phone", "12345")
    presenter.saved()
    assert len(desk.navigator.went) == 1


def test_a_phone_that_is_too_long_for_the_service_is_not_saved(desk: Desk) -> None:
    presenter = desk.open()
    presenter.typed("phone", "1" * 301)
    assert desk.view.problems["phone"] == "Phone is too long. Keep it within 300 characters."
    presenter.saved()
    assert desk.navigator.went == []


def test_somebody_with_the_same_phone_is_shown_masked(desk: Desk) -> None:
    presenter = desk.open("B. Smith")
    presenter.typed("phone", "+1 (202) 555-0148")
    assert desk.view.duplicate == Duplicate(
        "practice000000000001", "Brown Smith", "Looks like Brown Smith", "•••• 0148 · last visit today"
    )
    presenter.duplicate_taken()
    assert desk.navigator.went == [("customer", "practice000000000001")]
    assert desk.known("b. smith") == []


def test_the_hint_goes_with_what_it_was_about(desk: Desk) -> None:
    presenter = desk.open()
    presenter.typed("email", "brown.smith@mail.example")
    assert desk.view.duplicate is not None
    presenter.typed("email", "brown.smith@mail")
    assert desk.view.duplicate is None


def test_an_old_hint_never_comes_after_a_newer_one(desk: Desk) -> None:
    presenter = desk.open(held=True)
    presenter.typed("phone", "+1 202-555-0148")
    presenter.typed("phone", "+1 202-555-0133")
    desk.held.release()
    assert desk.view.duplicate
    assert desk.view.duplicate.title == "Looks like Luca Rossi"


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("name", "Luca Rossi"),
        ("name", "rossi luca"),
        ("name", "Luca Rosi"),
        ("name", "Lcua Rossi"),
        ("name", "김민서"),
        ("email", "LUCA.ROSSI@mail.example"),
        ("phone", "+1 (202) 555 0133"),
    ],
)
def test_a_name_that_is_nearly_the_same_an_email_or_a_phone_tells_of_somebody(
    desk: Desk, field: str, text: str
) -> None:
    presenter = desk.open()
    presenter.typed(field, text)
    assert desk.view.duplicate
    assert desk.view.duplicate.title in ("Looks like Luca Rossi", "Looks like 김민서")


def test_a_member_id_tells_of_somebody(desk: Desk) -> None:
    known = desk.customers.add(Details("Kim Novak", user_id="M-7"))
    presenter = desk.open()
    presenter.typed("user_id", "M-7")
    assert desk.view.duplicate
    assert desk.view.duplicate.customer_id == known.id


@pytest.mark.parametrize("name", ["Lu", "Luca", "Luca Russo", "Luca Rossini", "박민서"])
def test_another_name_tells_of_nobody(desk: Desk, name: str) -> None:
    desk.open().typed("name", name)
    assert desk.view.duplicate is None


def test_a_namesake_with_another_phone_is_somebody_else(desk: Desk) -> None:
    presenter = desk.open("Luca Rossi")
    assert desk.view.hint == "Looks like Luca Rossi"
    presenter.typed("phone", "+1 202-555-01")
    assert desk.view.hint == ""
    presenter.typed("phone", "+1 202-555-0133")
    assert desk.view.hint == "Looks like Luca Rossi"


def test_who_looks_like_somebody_else_is_saved_as_themselves(desk: Desk) -> None:
    presenter = desk.open("Bob Smith")
    presenter.typed("phone", "+1 202-555-0148")
    presenter.saved()
    (bob,) = desk.known("bob smith")
    assert desk.navigator.went[0][:2] == ("qr", bob.id)


def test_a_full_disk_saves_nothing_and_can_be_tried_again(desk: Desk) -> None:
    presenter = desk.open("Zoë")
    desk.customers.trouble = StoreTrouble(DiskReason.FULL, "detail")
    presenter.saved()
    assert desk.view.said() == "This computer is almost full. Free some space, so that no stamp gets lost."
    assert (desk.view.is_busy, desk.known("zoe")) == (False, [])
    presenter.way_on_taken()
    assert desk.navigator.went[0][0] == "qr"


def test_a_stamp_that_cannot_be_opened_does_not_add_the_customer_twice(desk: Desk) -> None:
    presenter = desk.open("Zoë")
    desk.issuing.trouble = StoreTrouble(DiskReason.BUSY, "detail")
    presenter.saved()
    assert desk.view.said().startswith("The customer is saved, the stamp is not issued yet. The data folder is busy")
    assert desk.view.is_locked
    presenter.saved()
    assert (len(desk.known("zoe")), desk.entries()) == (1, 1)
    assert desk.navigator.went[0][:2] == ("qr", desk.known("zoe")[0].id)


def test_a_card_that_is_gone_meanwhile_is_told(desk: Desk) -> None:
    presenter = desk.open("Zoë")
    desk.cards = SAMPLE_CARDS[1:]
    presenter.saved()
    assert "This stamp card is not in the settings any more." in desk.view.said()
    assert desk.view.chosen == 131
    presenter.way_on_taken()
    assert desk.navigator.went == [("customer", desk.known("zoe")[0].id)]


def test_the_choice_outlives_a_change_of_the_settings(desk: Desk) -> None:
    presenter = desk.open()
    presenter.card_chosen(140)
    desk.cards = SAMPLE_CARDS[1:]
    presenter.changed()
    assert desk.view.chosen == 140
    presenter.card_chosen(None)
    presenter.changed()
    assert desk.view.primary == ("Save", False)


def test_cancel_goes_back_to_the_counter_and_keeps_nothing(desk: Desk) -> None:
    presenter = desk.open("Zoë")
    presenter.cancelled()
    presenter.saved()
    assert (desk.navigator.went, desk.known("zoe")) == ([("counter",)], [])


def test_the_next_form_begins_empty(desk: Desk) -> None:
    presenter = desk.open("Zoë")
    presenter.typed("phone", "+1 202-555-0148")
    presenter.left()
    presenter.opened("")
    assert (desk.view.form, desk.view.duplicate, desk.view.phone_fits) == (Details(), None, False)


def test_a_press_before_the_cards_are_read_waits_for_them_and_still_issues(desk: Desk) -> None:
    presenter = desk.open("Zoë", held=True)
    presenter.saved()
    presenter.saved()
    while desk.held.held:
        desk.held.release()
    assert [went[0] for went in desk.navigator.went] == ["qr"]


# A code is scanned over the form


def test_a_form_that_holds_nothing_of_its_own_is_left_for_a_scan(desk: Desk) -> None:
    gone: list[str] = []
    presenter = desk.open("Brown")
    presenter.leaving_by_scan(lambda: gone.append("there"))
    presenter.leaving_by_scan(lambda: gone.append("twice"))
    assert gone == ["there"]


def test_what_is_typed_is_not_lost_for_a_scan(desk: Desk) -> None:
    gone: list[str] = []
    presenter = desk.open("")
    presenter.typed("name", "Zoe")
    presenter.leaving_by_scan(lambda: gone.append("there"))
    assert gone == []
    assert desk.view.notice
    assert desk.view.notice.said.advice == "What is typed here is not saved yet."
    assert desk.view.notice.button == "Leave it and open them"
    presenter.way_on_taken()
    assert gone == ["there"]

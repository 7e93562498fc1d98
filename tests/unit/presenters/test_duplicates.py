"""The talk of the page of duplicates: two become one, or are told apart, only when somebody says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.ports import Lane
from kiosk_app.presenters.duplicates import AT_ONCE, DuplicatesPresenter
from kiosk_app.presenters.duplicates_view import PairShown, PersonShown, QuestionShown
from kiosk_app.services.issuing import IssueRequest
from kiosk_app.services.merging import Merging
from kiosk_app.words.language import english
from kiosk_app.words.said import Said
from tests.fakes.background import HeldBackground
from tests.fakes.navigator import RecordingNavigator
from tests.shops import Shop

TWIN = Customer("c2", Details("B. Smith", "+1 123-4567-8900", "smith@mail.example", "m7", note="Tea"))
SLIP = Customer("c3", Details("Brown Smyth", email="brown@mail.example"))


class View:
    """Remembers what it shows now."""

    def __init__(self) -> None:
        self.is_looking = self.has_more = self.is_refusal = False
        self.pairs: tuple[PairShown, ...] = ()
        self.count = ""
        self.question: QuestionShown | None = None
        self.busy: str | None = None
        self.said: Said | None = None

    def show_looking(self, is_looking: bool) -> None:
        self.is_looking = is_looking

    def show_pairs(self, pairs: tuple[PairShown, ...], count: str, *, has_more: bool) -> None:
        self.pairs, self.count, self.has_more = pairs, count, has_more

    def show_question(self, question: QuestionShown | None) -> None:
        self.question = question

    def show_busy(self, key: str | None) -> None:
        self.busy = key

    def show_said(self, said: Said | None, *, is_refusal: bool = False) -> None:
        self.said, self.is_refusal = said, is_refusal

    @property
    def keys(self) -> list[str]:
        return [pair.key for pair in self.pairs]

    @property
    def asked(self) -> str:
        return self.question.said.what if self.question else ""

    @property
    def told(self) -> str:
        return self.said.what if self.said else ""


class Desk:
    def __init__(self, folder: Path, *customers: Customer) -> None:
        self.shop = Shop(folder)
        with self.shop.store.writing() as work:
            for customer in customers:
                work.directory.add(customer)
        merging = Merging(self.shop.store, lambda: self.shop.settings, self.shop.clock)
        self.held = HeldBackground()
        self.view = View()
        self.navigator = RecordingNavigator()
        self.talk = DuplicatesPresenter(self.view, merging, self.held, self.navigator, english(), self.shop.poke)

    def open(self) -> None:
        self.talk.opened()
        self.held.release()

    def merge(self, key: str) -> None:
        self.talk.merge_pressed(key)
        self.talk.confirmed()
        self.held.release()

    def ids(self) -> set[str]:
        with self.shop.store.reading() as work:
            return {customer.id for customer, _ in work.persons.everybody()}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path, TWIN, SLIP)
    desk.open()
    return desk


def test_pairs_say_what_is_alike_and_what_is_not_with_numbers_masked(tmp_path: Path) -> None:
    desk = Desk(tmp_path, TWIN)
    desk.talk.opened()
    assert (desk.view.is_looking, desk.held.held) == (True, (Lane.CARE,))
    desk.held.release()
    assert desk.view.is_looking is False
    assert desk.view.pairs == (
        PairShown(
            "c1-c2",
            "The same phone",
            "Not the same: Name, Note.",
            PersonShown("Brown Smith", ("•••• 8900", "Oat milk")),
            PersonShown("B. Smith", ("•••• 8900", "•••@mail.example", "Member id m7", "Tea")),
        ),
    )


def test_a_name_with_a_slip_is_said_to_differ(desk: Desk) -> None:
    assert [(pair.alike, pair.differ) for pair in desk.view.pairs if pair.key == "c1-c3"] == [
        ("Nearly the same name", "Not the same: Name.")
    ]


def test_nobody_is_merged_before_it_was_asked_and_said(desk: Desk) -> None:
    desk.talk.merge_pressed("c1-c2")
    assert desk.view.asked == "Make them one? Brown Smith stays."
    desk.talk.declined()
    desk.talk.confirmed()
    assert desk.held.held == ()
    assert desk.view.asked == ""


def test_merged_the_first_stays_with_what_the_other_had(desk: Desk) -> None:
    desk.shop.put_stamp(1302, customer_id="c2")
    desk.merge("c1-c2")
    assert desk.ids() == {"c1", "c3"}
    assert desk.view.told == "Merged. Stamps and history are Brown Smith’s."
    assert desk.shop.pokes == 1
    assert desk.view.keys == ["c1-c3"]
    assert desk.view.pairs[0].one.lines == ("•••• 8900", "•••@mail.example", "Member id m7", "Oat milk · Tea")
    kept = desk.shop.customers.customer("c2")
    assert kept
    assert kept.id == "c1"


def test_the_other_one_can_stay(desk: Desk) -> None:
    desk.talk.merge_pressed("c1-c2")
    desk.talk.swapped()
    assert desk.view.asked == "Make them one? B. Smith stays."
    assert desk.view.question
    assert desk.view.question.keeps_other
    desk.talk.confirmed()
    desk.held.release()
    assert desk.ids() == {"c2", "c3"}
    assert desk.view.keys == []  # who went in is in no other pair


def test_a_second_press_merges_nothing_twice(desk: Desk) -> None:
    desk.talk.merge_pressed("c1-c2")
    desk.talk.confirmed()
    desk.talk.confirmed()
    desk.talk.apart_pressed("c1-c3")
    assert (desk.view.busy, desk.held.held) == ("c1-c2", (Lane.DISK,))


def test_two_who_are_two_are_not_listed_again(desk: Desk) -> None:
    desk.talk.apart_pressed("c1-c2")
    desk.held.release()
    assert desk.view.keys == ["c1-c3"]
    assert desk.view.told == "They are two customers and are not listed any more."
    desk.talk.look_pressed()
    desk.held.release()
    assert desk.view.keys == ["c1-c3"]
    assert desk.ids() == {"c1", "c2", "c3"}


def test_where_both_have_a_stamp_of_one_card_on_its_way_they_stay_and_it_is_said(desk: Desk) -> None:
    for intent, customer_id in (("i1", "c1"), ("i2", "c2")):
        desk.shop.issuing.open(IssueRequest(intent, 123, customer_id))
    desk.merge("c1-c2")
    assert (desk.view.told, desk.view.is_refusal) == ("Both have a new stamp of the same card on its way.", True)
    assert (desk.view.busy, desk.view.question) == (None, None)
    assert desk.ids() == {"c1", "c2", "c3"}


def test_where_nobody_looks_like_another_it_is_said(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.open()
    assert (desk.view.pairs, desk.view.told) == ((), "No two customers look like one.")


def test_of_many_pairs_the_first_are_shown_and_then_more(tmp_path: Path) -> None:
    people = [
        Customer(f"p{number:02}", Details(f"Person {chr(97 + number)}{number}", f"020 7946 {number // 2:04}"))
        for number in range(2 * AT_ONCE + 6)
    ]
    desk = Desk(tmp_path, *people)
    desk.open()
    assert (len(desk.view.pairs), desk.view.count, desk.view.has_more) == (20, "20 of 23 pairs are shown.", True)
    desk.talk.more_pressed()
    assert (len(desk.view.pairs), desk.view.count, desk.view.has_more) == (23, "", False)


def test_nobody_stays_on_a_page_that_was_left_and_the_sender_is_woken_all_the_same(desk: Desk) -> None:
    desk.shop.put_stamp(1302, customer_id="c2")
    desk.talk.merge_pressed("c1-c2")
    desk.talk.confirmed()
    desk.talk.left()
    desk.held.release()
    assert (desk.view.pairs, desk.view.said, desk.view.question) == ((), None, None)
    assert desk.ids() == {"c1", "c3"}
    assert desk.shop.pokes == 1


def test_the_way_back_leads_to_the_data(desk: Desk) -> None:
    desk.talk.back_pressed()
    assert desk.navigator.went == [("settings", "data")]

"""From a scan to the customer's page, or to a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.ids import ApiKey
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.ports import Lane
from kiosk_app.domain.settings import Counter
from kiosk_app.domain.stamp import NewStamp, UserFields
from kiosk_app.presenters.scan import REREAD_S, ScanPresenter
from kiosk_app.services.looking import Looking
from kiosk_app.services.scanning import Scanning
from kiosk_app.words.language import english
from kiosk_app.words.said import Said
from tests.fakes.background import HeldBackground
from tests.fakes.navigator import RecordingNavigator
from tests.fakes.stamp_api import OFFLINE, TrueStamp, refused
from tests.shops import ADDRESS, Shop

LINK = "https://vvd.bz/stamp/274"
LOOKING = "Looking this code up."


class Bench:
    """The presenter on a real shop; work is held."""

    def __init__(self, folder: Path) -> None:
        self.shop = Shop(folder)
        self.said: list[tuple[Said | None, bool]] = []
        self.work = HeldBackground()
        self.navigator = RecordingNavigator()
        self.may_leave = True
        self.looking: Looking = self.shop.looking
        self.presenter = ScanPresenter(
            self,
            self._scanning,
            self.work,
            self.navigator,
            self._leave,
            lambda: self.shop.settings,
            self.shop.clock,
            english(),
        )

    def show_scan(self, said: Said | None, *, stays: bool = False) -> None:
        self.said.append((said, stays))

    def scan(self, text: str, *lanes: Lane) -> str:
        """The last sentence after the work of these lanes was done, or none."""
        self.presenter.scanned(text)
        for lane in lanes:
            self.work.release(lane)
        said = self.said[-1][0]
        return f"{said.what} {said.advice}".strip() if said else ""

    def _scanning(self) -> Scanning:
        return Scanning(
            *(self.shop.store, lambda: self.shop.settings, self.looking, self.shop.resolving, self.shop.clock), ADDRESS
        )

    def _leave(self, go: Callable[[], None]) -> None:
        if self.may_leave:
            go()


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def put_elsewhere(bench: Bench) -> None:
    new = NewStamp(123, date(2026, 3, 14), date(2027, 3, 14), user=UserFields("c1"))
    bench.shop.api.stamps[274] = TrueStamp(new, 4)


def test_a_known_stamp_leads_to_its_customer(bench: Bench) -> None:
    bench.shop.put_stamp(274)
    assert bench.scan(LINK, Lane.DISK) == ""
    assert bench.navigator.went == [("customer", "c1", 274)]
    assert bench.work.held == ()


def test_a_guess_prepares_and_shows_nothing(bench: Bench) -> None:
    bench.shop.put_stamp(274)
    bench.presenter.guessed(LINK)
    bench.work.release(Lane.DISK)
    assert bench.navigator.went == [("expect", "c1")]
    assert bench.said == []
    assert bench.scan(LINK, Lane.DISK) == ""
    assert bench.navigator.went[1:] == [("customer", "c1", 274)]


def test_a_guess_that_is_not_here_asks_nobody_and_says_nothing(bench: Bench) -> None:
    put_elsewhere(bench)
    for text in (LINK, "https://shop.example/menu"):
        bench.presenter.guessed(text)
        bench.work.release(Lane.DISK)
    assert (bench.said, bench.navigator.went, bench.work.held) == ([], [], ())


def test_a_guess_ends_no_look_that_is_under_way_and_its_scan_ends_the_guess(bench: Bench) -> None:
    put_elsewhere(bench)
    bench.shop.put_stamp(275)
    bench.scan(LINK, Lane.DISK)
    bench.presenter.guessed("275")
    bench.work.release(Lane.LOOK)
    assert bench.navigator.went == [("customer", "c1", 274)]
    bench.scan("275", Lane.DISK)
    assert bench.navigator.went[1:] == [("customer", "c1", 275)]


def test_a_code_of_practice_is_read(bench: Bench) -> None:
    bench.shop.put_stamp(274)
    bench.scan("Practice stamp 274. Not a real stamp.", Lane.DISK)
    assert bench.navigator.went == [("customer", "c1", 274)]


def test_a_stamp_from_elsewhere_is_looked_up_and_that_is_said_meanwhile(bench: Bench) -> None:
    put_elsewhere(bench)
    assert bench.scan(LINK, Lane.DISK).startswith(LOOKING)
    assert bench.said[-1][1]
    bench.work.release(Lane.LOOK)
    assert bench.said[-1] == (None, False)
    assert bench.navigator.went == [("customer", "c1", 274)]


def test_the_next_scan_takes_over(bench: Bench) -> None:
    put_elsewhere(bench)
    bench.shop.put_stamp(275)
    bench.scan(LINK, Lane.DISK)
    bench.scan("275", Lane.DISK, Lane.LOOK)
    assert bench.navigator.went == [("customer", "c1", 275)]


def test_a_code_that_is_not_ours_is_said_and_the_page_stays(bench: Bench) -> None:
    said = "This code is not one of ours. Look the customer up by name."
    assert bench.scan("https://shop.example/menu", Lane.DISK) == said
    assert bench.scan("8801234567893", Lane.DISK, Lane.LOOK) == said
    assert bench.navigator.went == []


def test_offline_and_refused_are_said(bench: Bench) -> None:
    bench.shop.api.script(Call.VALIDATE, OFFLINE, refused("The stamp has expired."), refused(""))
    assert bench.scan(LINK, Lane.DISK, Lane.LOOK) == (
        "No internet — a code from elsewhere cannot be looked up. Look the customer up by name, or scan it again later."
    )
    assert bench.scan(LINK, Lane.DISK, Lane.LOOK) == "The service said no. Its message: “The stamp has expired.”"
    assert bench.scan(LINK, Lane.DISK, Lane.LOOK) == "The service said no. It gave no reason."


def test_without_a_key_a_code_from_elsewhere_cannot_be_asked_for(bench: Bench) -> None:
    bench.looking = Looking(bench.shop.store, None, ADDRESS, lambda _: "")
    assert "cannot be asked just now" in bench.scan(LINK, Lane.DISK, Lane.LOOK)


def test_a_card_that_is_not_set_up_is_said(bench: Bench) -> None:
    put_elsewhere(bench)
    bench.shop.settings = replace(bench.shop.settings, cards=())
    assert bench.scan(LINK, Lane.DISK, Lane.LOOK).startswith("This stamp’s card is not set up at this counter.")


def test_a_page_that_holds_something_unsaved_decides(bench: Bench) -> None:
    bench.shop.put_stamp(274)
    bench.may_leave = False
    bench.scan(LINK, Lane.DISK)
    assert bench.navigator.went == []


# A scan that adds the visit


@pytest.fixture
def adding(bench: Bench) -> Bench:
    bench.shop.settings = replace(bench.shop.settings, counter=Counter(scan_adds_visit=True))
    return bench


def add_member(bench: Bench) -> None:
    with bench.shop.store.writing() as work:
        work.directory.add(Customer("ada", Details("Ada", user_id="ADA-0007")))


def test_a_scan_adds_no_visit_unless_that_is_set(bench: Bench) -> None:
    bench.shop.put_stamp(274)
    bench.scan(LINK, Lane.DISK)
    assert bench.navigator.went == [("customer", "c1", 274)]


@pytest.mark.parametrize("code", [LINK, "274"])
def test_a_stamps_code_adds_a_visit_where_that_is_set(adding: Bench, code: str) -> None:
    adding.shop.put_stamp(274)
    assert adding.scan(code, Lane.DISK) == ""
    assert adding.navigator.went == [("customer", "c1", 274, "adds")]


def test_a_stamp_from_elsewhere_has_its_visit_too(adding: Bench) -> None:
    put_elsewhere(adding)
    adding.scan(LINK, Lane.DISK, Lane.LOOK)
    assert adding.navigator.went == [("customer", "c1", 274, "adds")]


def test_a_scanner_that_repeats_itself_adds_once_however_long_it_goes_on(adding: Bench) -> None:
    adding.shop.put_stamp(274)
    adding.scan(LINK, Lane.DISK)
    for code in (LINK, "274", LINK):
        adding.shop.clock.advance(REREAD_S - 0.1)
        assert adding.scan(code, Lane.DISK).startswith("The same code again — no second visit was added.")
    adding.shop.clock.advance(REREAD_S)
    assert adding.scan(LINK, Lane.DISK) == ""
    assert [went[3:] for went in adding.navigator.went] == [("adds",), (), (), (), ("adds",)]


def test_another_stamp_is_no_repeat_and_a_scan_that_a_page_kept_is_none_either(adding: Bench) -> None:
    adding.shop.put_stamp(274)
    adding.shop.put_stamp(275)
    adding.may_leave = False
    adding.scan(LINK, Lane.DISK)
    adding.may_leave = True
    for code in (LINK, "275"):
        adding.scan(code, Lane.DISK)
    assert adding.navigator.went == [("customer", "c1", 274, "adds"), ("customer", "c1", 275, "adds")]


def test_a_members_code_adds_only_where_it_is_plain_on_which_stamp(adding: Bench) -> None:
    add_member(adding)
    said = [adding.scan("ADA-0007", Lane.DISK)]
    for stamp_idx in (274, 275):
        adding.shop.put_stamp(stamp_idx, customer_id="ada")
        said.append(adding.scan("ADA-0007", Lane.DISK))
    assert said == [
        "No visit was added: there is no stamp yet. Issue one first.",
        "",
        "No visit was added: this customer has several cards. Press Add visit on the right one.",
    ]
    assert adding.navigator.went == [("customer", "ada"), ("customer", "ada", 274, "adds"), ("customer", "ada")]


def test_a_stamp_that_takes_no_visit_says_so(adding: Bench) -> None:
    adding.shop.put_stamp(274, redeemed=True)
    said = "No visit was added: the scanned stamp takes none now. Look at what the customer has."
    assert adding.scan(LINK, Lane.DISK) == said
    assert adding.navigator.went == [("customer", "c1", 274)]


def test_a_secret_that_was_scanned_is_in_no_sentence(bench: Bench) -> None:
    key = ApiKey.from_text("canary-1234567890")
    assert key
    assert key.reveal() not in bench.scan(key.reveal(), Lane.DISK, Lane.LOOK)

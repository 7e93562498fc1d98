"""Set-up: each step saves what was typed, nothing blocks, and what is missing is said at the end."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from kiosk_app.domain.ids import ApiKey
from kiosk_app.domain.outcome import Call, Reach
from kiosk_app.domain.ports import Lane
from kiosk_app.presenters.card_form import CardPreview, TypedCard
from kiosk_app.presenters.key_talk import Finding, FindingShown, KeyShown
from kiosk_app.presenters.setup import ReadyRow, SetupPresenter, Step, TypedShop
from kiosk_app.words.language import english
from kiosk_app.words.said import Said
from tests.fakes.background import HeldBackground, InlineBackground
from tests.fakes.navigator import RecordingNavigator
from tests.fakes.stamp_api import OFFLINE
from tests.unit.presenters.desks import COFFEE, Desk

CARD = TypedCard(card_idx="123", name="Coffee card", reward="a free coffee")


class Page:
    """Remembers what it was last told to show."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.shop = TypedShop()
        self.countries: tuple[str, ...] = ()
        self.host = ""
        self.card = TypedCard()
        self.preview: CardPreview | None = None
        self.complaints: Mapping[str, str] = {}
        self.ready: tuple[ReadyRow, ...] = ()
        self.instant: bool | None = None
        self.notice: Said | None = None
        self.is_busy = False
        self.key: KeyShown | None = None
        self.tests: list[FindingShown] = []
        self.key_complaint = ""
        self.cleared = 0

    def show_step(self, step: Step) -> None:
        self.steps.append(step)

    def show_shop(self, shop: TypedShop, countries: tuple[str, ...]) -> None:
        self.shop, self.countries = shop, countries

    def show_account(self, host: str) -> None:
        self.host = host

    def show_card(self, card: TypedCard) -> None:
        self.card = card

    def show_preview(self, preview: CardPreview) -> None:
        self.preview = preview

    def show_complaints(self, sentences: Mapping[str, str]) -> None:
        self.complaints = sentences

    def show_ready(self, title: Said, rows: tuple[ReadyRow, ...]) -> None:
        self.ready = rows

    def show_instant(self, is_on: bool | None) -> None:
        self.instant = is_on

    def show_notice(self, said: Said | None) -> None:
        self.notice = said

    def show_busy(self, is_busy: bool) -> None:
        self.is_busy = is_busy

    def show_key(self, shown: KeyShown) -> None:
        self.key = shown

    def show_test(self, shown: FindingShown) -> None:
        self.tests.append(shown)

    def show_key_complaint(self, sentence: str) -> None:
        self.key_complaint = sentence

    def clear_key(self) -> None:
        self.cleared += 1


class Setup:
    def __init__(self, desk: Desk, background: InlineBackground | HeldBackground | None = None) -> None:
        self.desk = desk
        self.page = Page()
        self.navigator = RecordingNavigator()
        self.presenter = SetupPresenter(
            self.page,
            desk.settings,
            desk.account,
            background or InlineBackground(),
            self.navigator,
            desk.clock,
            english(),
            trial=lambda: desk.trial,
            saved=desk.saved.append,
        )
        self.presenter.opened()

    def step(self) -> Step:
        return self.page.steps[-1]

    def is_busy(self) -> bool:
        return self.page.is_busy


@pytest.fixture
def setup(tmp_path: Path) -> Setup:
    return Setup(Desk(tmp_path))


def test_it_begins_with_the_shop_and_what_is_known(setup: Setup) -> None:
    assert setup.page.steps == [Step.SHOP]
    assert setup.page.host == "old.example"
    assert "GB" in setup.page.countries
    assert setup.page.preview


def test_the_whole_way(setup: Setup) -> None:
    assert setup.desk.settings.current().needs_setup
    setup.presenter.shop_entered(TypedShop("Mina’s", "Counter 1", "KR"))
    setup.presenter.key_entered("key-1")
    setup.presenter.card_entered(CARD)
    assert setup.page.steps == [Step.SHOP, Step.ACCOUNT, Step.CARD, Step.READY]
    assert [row.is_there for row in setup.page.ready] == [True, True, True]
    now = setup.desk.settings.current()
    assert (now.shop.name, now.shop.counter, now.shop.country) == ("Mina’s", "Counter 1", "KR")
    assert now.cards == (COFFEE,)
    assert not now.needs_setup
    assert setup.desk.account.key() == ApiKey("key-1")
    assert setup.desk.saved[-1] == now
    assert setup.page.cleared == 1
    setup.presenter.start_requested()
    assert setup.navigator.went == [("counter",)]


def test_without_a_key_and_a_card_the_end_says_so_and_set_up_stays_away(setup: Setup) -> None:
    setup.presenter.shop_entered(TypedShop())
    setup.presenter.key_entered("  ")
    setup.presenter.skip_requested()
    assert setup.step() is Step.READY
    assert [row.is_there for row in setup.page.ready] == [False, False, False]
    assert "Settings › Account" in str(setup.page.ready[1].said)
    assert not setup.desk.settings.current().needs_setup


def test_what_is_no_key_is_said_and_the_step_stays(setup: Setup) -> None:
    setup.presenter.shop_entered(TypedShop())
    setup.presenter.key_entered("two words")
    assert setup.page.key_complaint.startswith("This does not look like an API key.")
    assert setup.step() is Step.ACCOUNT
    assert setup.desk.account.key() is None


def test_without_a_keyring_the_key_is_held_and_the_page_says_so_first(tmp_path: Path) -> None:
    setup = Setup(Desk(tmp_path, has_keyring=False))
    setup.presenter.shop_entered(TypedShop())
    setup.presenter.key_entered("key-1")
    assert setup.step() is Step.ACCOUNT
    assert setup.page.key
    assert setup.page.key.is_held
    assert "until this program ends" in str(setup.page.key.said)
    setup.presenter.key_entered("")
    assert setup.step() is Step.CARD


def test_the_keyring_is_only_asked_on_its_own_lane(tmp_path: Path) -> None:
    background = HeldBackground()
    setup = Setup(Desk(tmp_path), background)
    assert background.held == (Lane.VAULT, Lane.DISK)
    background.give_up()
    assert setup.page.key
    assert "does not answer" in str(setup.page.key.said)
    setup.presenter.key_entered("key-1")
    assert background.held == (Lane.DISK, Lane.VAULT)


@pytest.mark.parametrize("reach", Reach)
def test_every_finding_of_a_test_is_said(setup: Setup, reach: Reach) -> None:
    setup.desk.reach = reach
    setup.presenter.test_requested("key-1")
    assert [shown.finding for shown in setup.page.tests[-2:-1]] == [Finding.RUNNING]
    found = setup.page.tests[-1]
    assert found.said.what
    assert (found.finding is Finding.GOOD) is (reach is Reach.ACCEPTED)
    assert setup.desk.connected == [("https://old.example", ApiKey("key-1"))]
    assert setup.desk.account.key() is None


def test_a_good_test_tells_how_long_it_took(setup: Setup) -> None:
    setup.presenter.test_requested("key-1")
    assert str(setup.page.tests[-1].said) == "Connected The service knows this key. It answered in 0.3 seconds."


def test_a_test_without_any_key_says_so(setup: Setup) -> None:
    setup.presenter.test_requested("")
    assert setup.page.tests[-1].said.what == "There is no API key to test with."
    assert setup.desk.connected == []


def test_only_the_last_test_is_shown(tmp_path: Path) -> None:
    background = HeldBackground()
    setup = Setup(Desk(tmp_path), background)
    setup.presenter.test_requested("key-1")
    setup.desk.reach = Reach.NO_INTERNET
    setup.presenter.test_requested("key-2")
    background.release()
    assert [shown.finding for shown in setup.page.tests] == [
        Finding.NOT_YET,
        Finding.RUNNING,
        Finding.RUNNING,
        Finding.BAD,
    ]


def test_a_card_that_is_typed_is_previewed_and_checked(setup: Setup) -> None:
    setup.presenter.card_typed(TypedCard(card_idx="x", name="Bean club", places=8))
    assert setup.page.preview
    assert (setup.page.preview.title, setup.page.preview.places) == ("Bean club", 8)
    assert set(setup.page.complaints) == {"card_idx"}
    setup.presenter.card_typed(CARD)
    assert setup.page.complaints == {}


def test_a_wrong_card_is_not_saved(setup: Setup) -> None:
    setup.presenter.card_entered(TypedCard())
    assert set(setup.page.complaints) == {"card_idx", "name"}
    assert setup.desk.settings.current().cards == ()
    assert setup.page.steps == [Step.SHOP]


def test_going_back_and_on_again_changes_the_card_and_adds_none(setup: Setup) -> None:
    setup.presenter.shop_entered(TypedShop())
    setup.presenter.key_entered("")
    setup.presenter.card_entered(CARD)
    setup.presenter.back_requested()
    setup.presenter.card_entered(TypedCard(card_idx="124", name="Tea card"))
    assert [(card.card_idx, card.name) for card in setup.desk.settings.current().cards] == [(124, "Tea card")]
    for _ in range(5):
        setup.presenter.back_requested()
    assert setup.step() is Step.SHOP


def test_a_second_press_while_it_saves_does_nothing(tmp_path: Path) -> None:
    background = HeldBackground()
    setup = Setup(Desk(tmp_path), background)
    background.release()
    setup.presenter.shop_entered(TypedShop("A"))
    assert setup.is_busy()
    setup.presenter.shop_entered(TypedShop("B"))
    background.release()
    assert not setup.is_busy()
    assert setup.desk.settings.current().shop.name == "A"
    assert setup.page.steps == [Step.SHOP, Step.ACCOUNT]


def test_a_faulty_file_is_named_and_nothing_is_written(setup: Setup) -> None:
    setup.desk.spoil()
    setup.presenter.shop_entered(TypedShop("A"))
    assert setup.page.notice
    assert "shop.nmae" in str(setup.page.notice)
    assert setup.page.steps == [Step.SHOP]


def test_a_file_that_somebody_else_writes_is_said_calmly(setup: Setup) -> None:
    setup.desk.is_shut = True
    setup.presenter.shop_entered(TypedShop("A"))
    assert str(setup.page.notice).endswith("Try again in a moment.")
    assert not setup.is_busy()


def test_practice_is_one_press_away_at_any_step(setup: Setup) -> None:
    setup.presenter.practise_requested()
    assert setup.navigator.went == [("practise",)]


def test_a_page_that_was_left_hears_nothing_more(tmp_path: Path) -> None:
    background = HeldBackground()
    setup = Setup(Desk(tmp_path), background)
    setup.presenter.shop_entered(TypedShop("A"))
    setup.presenter.left()
    background.release()
    assert setup.page.steps == [Step.SHOP]
    assert setup.desk.settings.current().shop.name == "A"


# Instant stamps


def reach_the_end(setup: Setup) -> None:
    setup.presenter.shop_entered(TypedShop("Mina’s", "Counter 1", "KR"))
    setup.presenter.key_entered("key-1")
    setup.presenter.card_entered(CARD)


def test_stamps_are_kept_ready_once_the_account_was_tried(setup: Setup) -> None:
    reach_the_end(setup)
    assert setup.page.instant is False
    setup.presenter.instant_wanted(True)
    assert setup.desk.settings.current().cards[0].ready == 3
    assert setup.desk.api.told(Call.DELETE)
    assert (setup.page.instant, setup.page.notice, setup.is_busy()) == (True, None, False)
    assert setup.page.card.ready == 3  # back and on again keeps it
    setup.presenter.instant_wanted(False)
    assert setup.desk.settings.current().cards[0].ready == 0
    assert setup.page.instant is False


def test_where_the_trial_fails_the_switch_goes_back(setup: Setup) -> None:
    reach_the_end(setup)
    setup.desk.api.script(Call.CREATE, OFFLINE)
    setup.presenter.instant_wanted(True)
    assert setup.page.instant is False
    assert setup.page.notice
    assert setup.page.notice.what == "No internet."
    assert setup.desk.settings.current().cards[0].ready == 0
    assert not setup.is_busy()


def test_without_a_key_or_a_card_there_is_nothing_to_try(setup: Setup) -> None:
    setup.presenter.shop_entered(TypedShop())
    setup.presenter.key_entered("")
    setup.presenter.card_entered(CARD)
    assert setup.page.instant is None

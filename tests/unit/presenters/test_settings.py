"""Settings: what is typed is never lost by a slip, what is wrong is said, and nothing is written that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk_app.domain.card import HasCard
from kiosk_app.domain.changelog import Release
from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.entry import Draft, Kind
from kiosk_app.domain.ids import ApiKey
from kiosk_app.domain.outcome import Answer, Call
from kiosk_app.domain.ports import Lane
from kiosk_app.domain.settings import Motion, TextSize, Theme, Told, TouchKeyboard
from kiosk_app.presenters.card_form import CardPreview, TypedCard, typed_card
from kiosk_app.presenters.key_talk import FindingShown, KeyShown
from kiosk_app.presenters.settings import About, Place, PlaceRow, Section, SettingsPresenter
from kiosk_app.presenters.settings_about import Findings, Preview
from kiosk_app.presenters.settings_account import AccountShown, TypedAccount
from kiosk_app.presenters.settings_cards import CardRow
from kiosk_app.presenters.settings_counter import TypedCounter
from kiosk_app.services.exporting import Exporting
from kiosk_app.services.support import Support
from kiosk_app.services.trial import Trial
from kiosk_app.words.language import english
from kiosk_app.words.lists import masked_phone
from kiosk_app.words.said import Said
from tests.fakes.background import HeldBackground, InlineBackground
from tests.fakes.machine import FakeComputer
from tests.fakes.navigator import RecordingNavigator
from tests.fakes.stamp_api import OFFLINE, lost, refused
from tests.unit.presenters.desks import ADDRESS, BAKERY, COFFEE, Desk

KEY = "canary-key-7f3a"
NEW_ADDRESS = "https://new.example"


class Page:
    """Remembers what it was last told to show."""

    def __init__(self) -> None:
        self.section: Section | None = None
        self.rows: tuple[CardRow, ...] = ()
        self.card: TypedCard | None = None
        self.can_remove = False
        self.preview: CardPreview | None = None
        self.question = ""
        self.account: AccountShown | None = None
        self.no_account: Said | None = None
        self.told_hint = ""
        self.is_moving = False
        self.counter = TypedCounter()
        self.key: KeyShown | None = None
        self.found: FindingShown | None = None
        self.key_complaint = ""
        self.complaints: Mapping[str, str] = {}
        self.is_unsaved = False
        self.saved = 0
        self.is_busy = False
        self.notice: Said | None = None
        self.leaving: Said | None = None
        self.fault: Said | None = None
        self.places: tuple[PlaceRow, ...] = ()
        self.about: tuple[tuple[str, str], ...] = ()
        self.backup_name = ""
        self.is_data_busy = False
        self.data_said: Said | None = None
        self.is_refusal = False
        self.restore_question: Said | None = None
        self.export_name = ""
        self.is_exporting = False
        self.is_export_refused = False
        self.export_said: Said | None = None
        self.releases: tuple[Release, ...] = ()
        self.findings: Findings | None = None
        self.is_looking = False
        self.preview_of_support: Preview | None = None
        self.is_gathering = False
        self.support_said: tuple[Said, bool] | None = None

    def show_section(self, section: Section) -> None:
        self.section = section

    def show_cards(self, rows: tuple[CardRow, ...]) -> None:
        self.rows = rows

    def show_card(self, card: TypedCard | None, *, can_remove: bool) -> None:
        self.card, self.can_remove = card, can_remove

    def show_preview(self, preview: CardPreview) -> None:
        self.preview = preview

    def show_remove_question(self, question: str) -> None:
        self.question = question

    def show_account(self, shown: AccountShown) -> None:
        self.account = shown

    def show_no_account(self, said: Said) -> None:
        self.no_account = said

    def show_told_hint(self, hint: str) -> None:
        self.told_hint = hint

    def show_moving(self, is_asked: bool) -> None:
        self.is_moving = is_asked

    def show_counter(self, counter: TypedCounter, countries: tuple[str, ...]) -> None:
        self.counter = counter

    def show_key(self, shown: KeyShown) -> None:
        self.key = shown

    def show_test(self, shown: FindingShown) -> None:
        self.found = shown

    def show_key_complaint(self, sentence: str) -> None:
        self.key_complaint = sentence

    def clear_key(self) -> None:
        pass

    def show_complaints(self, sentences: Mapping[str, str]) -> None:
        self.complaints = sentences

    def show_unsaved(self, is_unsaved: bool) -> None:
        self.is_unsaved = is_unsaved

    def show_saved(self) -> None:
        self.saved += 1

    def show_busy(self, is_busy: bool) -> None:
        self.is_busy = is_busy

    def show_notice(self, said: Said | None) -> None:
        self.notice = said

    def show_leaving(self, question: Said | None) -> None:
        self.leaving = question

    def show_fault(self, said: Said | None) -> None:
        self.fault = said

    def show_places(self, rows: tuple[PlaceRow, ...]) -> None:
        self.places = rows

    def show_about(self, rows: tuple[tuple[str, str], ...], releases: tuple[Release, ...]) -> None:
        self.about, self.releases = rows, releases

    def show_findings(self, findings: Findings | None) -> None:
        self.findings = findings

    def show_looking(self, is_looking: bool) -> None:
        self.is_looking = is_looking

    def show_support(self, preview: Preview | None) -> None:
        self.preview_of_support = preview

    def show_gathering(self, is_busy: bool) -> None:
        self.is_gathering = is_busy

    def show_support_said(self, said: Said | None, *, is_refusal: bool) -> None:
        self.support_said = (said, is_refusal) if said else None

    def show_backup_name(self, name: str) -> None:
        self.backup_name = name

    def show_data_busy(self, is_busy: bool) -> None:
        self.is_data_busy = is_busy

    def show_data_said(self, said: Said | None, *, is_refusal: bool) -> None:
        self.data_said, self.is_refusal = said, is_refusal

    def show_export_name(self, name: str) -> None:
        self.export_name = name

    def show_export_busy(self, is_busy: bool) -> None:
        self.is_exporting = is_busy

    def show_export_said(self, said: Said | None, *, is_refusal: bool) -> None:
        self.export_said, self.is_export_refused = said, is_refusal

    def show_restore_question(self, question: Said | None) -> None:
        self.restore_question = question


class Shop:
    """The page, its presenter and the desk they work on."""

    @property
    def refuses(self) -> list[bool]:
        """Whether what stands on the section is a refusal; empty where nothing does."""
        return [self.page.is_refusal] if self.page.data_said else []

    def __init__(
        self,
        desk: Desk,
        section: str = "cards",
        background: InlineBackground | HeldBackground | None = None,
        is_practice: bool = False,
    ) -> None:
        self.desk = desk
        self.page = Page()
        self.navigator = RecordingNavigator()
        self.key_changes = 0
        self.computer = FakeComputer(desk.path.parent, desk.settings, lambda: desk.store)
        self.support = Support(
            *(desk.path.parent / "logs", desk.settings, ("Stamp Kiosk 1.0",), lambda: (KEY,)),
            home="/home/mina",
            now=desk.clock.now,
        )
        self.presenter = SettingsPresenter(
            self.page,
            desk.settings,
            None if is_practice else desk.account,
            background or InlineBackground(),
            self.navigator,
            desk.clock,
            english(),
            trial=lambda: desk.trial,
            places={"database": Place("/d/kiosk.db", "/d"), "settings": Place("/d/settings.toml", "/d")},
            about=About("1.0", "Apache-2.0", "3.11", "6.11", (Release("1.0", ("All is new.",)),)),
            data=(desk.care, desk.recovery),
            exporting=Exporting(desk.store, masked_phone),
            help_with=(self.computer.doctor, lambda: self.support),
            restore=desk.restored.append,
            saved=desk.saved.append,
            key_changed=self._note_key,
        )
        self.presenter.opened(section)

    def _note_key(self) -> None:
        self.key_changes += 1

    @property
    def typed(self) -> TypedCard:
        assert self.page.card
        return self.page.card

    def is_busy(self) -> bool:
        return self.page.is_busy

    def is_moving(self) -> bool:
        return self.page.is_moving

    def cards(self) -> list[tuple[int, str]]:
        return [(card.card_idx, card.name) for card in self.desk.settings.current().cards]


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(Desk(tmp_path, COFFEE, BAKERY))


@pytest.fixture
def account(tmp_path: Path) -> Shop:
    return Shop(Desk(tmp_path, COFFEE), "account")


# Stamp cards


def test_it_begins_with_the_first_card(shop: Shop) -> None:
    assert shop.page.section is Section.CARDS
    assert [(row.name, row.below, row.is_chosen) for row in shop.page.rows] == [
        ("Coffee card", "IDX 123 · 10 visits", True),
        ("Bakery card", "IDX 131 · 6 visits", False),
    ]
    assert shop.page.card == typed_card(COFFEE)
    assert shop.page.can_remove
    assert not shop.page.is_unsaved


def test_a_changed_card_is_saved_in_its_place(shop: Shop) -> None:
    shop.presenter.card_typed(replace(shop.typed, name="Tea card", has_card=HasCard.ASK))
    assert shop.page.is_unsaved
    shop.presenter.save_requested()
    assert shop.cards() == [(123, "Tea card"), (131, "Bakery card")]
    assert (shop.page.is_unsaved, shop.page.saved) == (False, 1)
    assert shop.desk.saved[-1].cards[0].has_card is HasCard.ASK
    assert shop.page.rows[0].name == "Tea card"


def test_cancel_brings_back_what_is_saved(shop: Shop) -> None:
    shop.presenter.card_typed(replace(shop.typed, name="Tea card"))
    shop.presenter.cancel_requested()
    assert shop.page.card == typed_card(COFFEE)
    assert not shop.page.is_unsaved


def test_a_wrong_card_is_told_at_its_fields_and_not_saved(shop: Shop) -> None:
    shop.presenter.card_typed(replace(shop.typed, name="", first_visit=True, active=False))
    shop.presenter.save_requested()
    assert set(shop.page.complaints) == {"name", "first_visit"}
    assert shop.cards()[0] == (123, "Coffee card")
    assert shop.page.is_unsaved


def test_the_idx_of_another_card_is_refused_at_its_field(shop: Shop) -> None:
    shop.presenter.card_typed(replace(shop.typed, card_idx="131"))
    shop.presenter.save_requested()
    assert list(shop.page.complaints) == ["card_idx"]
    assert shop.page.notice is None


def test_a_card_is_added_at_the_end(shop: Shop) -> None:
    shop.presenter.add_requested()
    assert shop.page.rows[-1].name == "New stamp card"
    assert not shop.page.can_remove
    shop.presenter.card_typed(replace(shop.typed, card_idx="140", name="Bean club"))
    shop.presenter.save_requested()
    assert shop.cards()[-1] == (140, "Bean club")
    assert [row.is_chosen for row in shop.page.rows] == [False, False, True]


def test_without_any_card_the_form_of_a_new_one_is_there(tmp_path: Path) -> None:
    shop = Shop(Desk(tmp_path))
    assert shop.page.card == TypedCard()
    assert [row.card_idx for row in shop.page.rows] == [0]
    assert not shop.presenter.is_unsaved


def test_removing_asks_once_in_place(shop: Shop) -> None:
    shop.presenter.remove_requested()
    assert shop.page.question.startswith("Remove Coffee card?")
    shop.presenter.remove_declined()
    assert shop.page.question == ""
    assert len(shop.cards()) == 2
    shop.presenter.remove_requested()
    shop.presenter.remove_confirmed()
    assert shop.cards() == [(131, "Bakery card")]
    assert shop.page.card == typed_card(BAKERY)
    assert shop.page.question == ""


def test_a_card_that_was_removed_elsewhere_keeps_what_was_typed(shop: Shop) -> None:
    shop.presenter.card_typed(replace(shop.typed, name="Tea card"))
    shop.desk.settings.remove_card(123)
    shop.presenter.save_requested()
    assert shop.page.notice
    assert shop.typed.name == "Tea card"
    shop.presenter.save_requested()
    assert shop.cards() == [(131, "Bakery card"), (123, "Tea card")]


# Leaving


def test_leaving_is_free_while_nothing_is_typed(shop: Shop) -> None:
    shop.presenter.leaving(shop.navigator.counter)
    assert shop.navigator.went == [("counter",)]
    assert shop.page.leaving is None


def test_leaving_what_is_not_saved_asks_first(shop: Shop) -> None:
    shop.presenter.card_typed(replace(shop.typed, name="Tea card"))
    shop.presenter.leaving(shop.navigator.counter)
    assert shop.navigator.went == []
    assert str(shop.page.leaving) == "Tea card has changes that are not saved."
    shop.presenter.stay()
    assert shop.page.leaving is None
    assert shop.presenter.is_unsaved


def test_saving_first_goes_where_it_was_meant_to(shop: Shop) -> None:
    shop.presenter.card_typed(replace(shop.typed, name="Tea card"))
    shop.presenter.card_chosen(131)
    shop.presenter.save_and_leave()
    assert shop.cards()[0] == (123, "Tea card")
    assert shop.typed.name == "Bakery card"


def test_what_cannot_be_saved_is_not_left(shop: Shop) -> None:
    shop.presenter.card_typed(replace(shop.typed, name=""))
    shop.presenter.section_chosen(Section.ABOUT)
    shop.presenter.save_and_leave()
    assert shop.page.section is Section.CARDS
    assert set(shop.page.complaints) == {"name"}
    assert shop.presenter.is_unsaved


def test_leaving_it_out_goes_without_it(shop: Shop) -> None:
    shop.presenter.card_typed(replace(shop.typed, name="Tea card"))
    shop.presenter.section_chosen(Section.COUNTER)
    shop.presenter.drop_and_leave()
    assert shop.page.section is Section.COUNTER
    assert shop.cards()[0] == (123, "Coffee card")
    assert not shop.presenter.is_unsaved


def test_what_was_typed_is_still_there_when_the_page_comes_back(shop: Shop) -> None:
    shop.presenter.card_typed(replace(shop.typed, name="Tea card"))
    shop.presenter.left()
    shop.presenter.opened("about")
    assert shop.page.section is Section.CARDS
    shop.presenter.save_requested()
    assert shop.cards()[0] == (123, "Tea card")


# Trouble


def test_a_faulty_file_is_named_stays_and_is_looked_at_again(shop: Shop) -> None:
    good = shop.desk.path.read_text("utf-8")
    shop.desk.spoil()
    shop.presenter.reload_requested()
    assert "shop.nmae" in str(shop.page.fault)
    assert shop.page.card == typed_card(COFFEE)
    shop.presenter.card_typed(replace(shop.typed, name="Tea card"))
    shop.presenter.save_requested()
    assert "shop.nmae" in str(shop.page.notice)
    assert shop.page.is_unsaved
    shop.presenter.cancel_requested()
    shop.desk.path.write_text(good, "utf-8")
    shop.presenter.reload_requested()
    assert shop.page.fault is None


def test_a_file_that_never_was_good_is_said(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.path.write_text("[shop", "utf-8")
    (tmp_path / "backups" / "settings-last-good.toml").unlink()
    desk.start_again()
    shop = Shop(desk)
    assert "line 1" in str(shop.page.fault)
    assert shop.page.card is None


def test_a_second_save_while_one_runs_does_nothing(tmp_path: Path) -> None:
    background = HeldBackground()
    shop = Shop(Desk(tmp_path, COFFEE), background=background)
    background.release()
    shop.presenter.card_typed(replace(shop.typed, name="Tea card"))
    shop.presenter.save_requested()
    shop.presenter.save_requested()
    assert background.held == (Lane.DISK,)
    assert shop.is_busy()
    background.release()
    assert not shop.is_busy()


# Instant stamps


def want_ready(shop: Shop, count: int = 3) -> None:
    shop.presenter.card_typed(replace(shop.typed, ready=count, reward="a free tea"))
    shop.presenter.save_requested()


def ready_in_file(shop: Shop) -> tuple[int, str]:
    card = shop.desk.settings.current().cards[0]
    return card.ready, card.reward


def test_instant_stamps_are_tried_and_then_saved(shop: Shop) -> None:
    want_ready(shop)
    assert ready_in_file(shop) == (3, "a free tea")
    assert [asked.call for asked in shop.desk.api.asked if asked.changes] == [
        Call.CREATE,
        Call.UPDATE,
        Call.DELETE,
    ]
    assert shop.page.saved == 1
    assert shop.page.notice is None
    shop.desk.api.asked.clear()
    want_ready(shop, 5)
    assert ready_in_file(shop)[0] == 5
    assert shop.desk.api.asked == []


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (refused("Not on your plan."), "The service said no to instant stamps."),
        (OFFLINE, "No internet."),
        (lost(Call.CREATE), "An answer was lost on the way, so nothing is proved."),
    ],
)
def test_where_the_trial_fails_they_stay_off_and_the_rest_can_be_saved(
    shop: Shop, answer: Answer[Any], what: str
) -> None:
    shop.desk.api.script(Call.CREATE, answer)
    want_ready(shop)
    assert shop.page.notice
    assert shop.page.notice.what == what
    assert "Instant stamps stay off." in shop.page.notice.advice
    assert (shop.typed.ready, shop.page.is_unsaved, shop.page.is_busy) == (0, True, False)
    assert ready_in_file(shop) == (0, "a free coffee")
    shop.presenter.save_requested()
    assert ready_in_file(shop) == (0, "a free tea")


def test_without_a_key_they_stay_off(shop: Shop) -> None:
    shop.desk.trial = Trial(shop.desk.store, shop.desk.clock, None)
    want_ready(shop)
    assert shop.page.notice == Said("Trying instant stamps needs the API key.", "Instant stamps stay off.")


def test_while_they_are_tried_the_page_is_busy_and_a_second_press_does_nothing(tmp_path: Path) -> None:
    work = HeldBackground()
    shop = Shop(Desk(tmp_path, COFFEE), background=work)
    work.release(Lane.DISK)
    want_ready(shop)
    shop.presenter.save_requested()
    assert work.held.count(Lane.WRITE) == 1
    assert shop.page.is_busy
    assert shop.page.notice == Said("Trying instant stamps on your account…")
    work.release(Lane.WRITE)
    work.release(Lane.DISK)
    assert ready_in_file(shop)[0] == 3
    assert not shop.page.is_busy


# Account


def test_the_key_is_never_shown_only_where_it_is(account: Shop) -> None:
    account.presenter.key_typed("key-canary")
    assert account.page.is_unsaved
    account.presenter.save_requested()
    assert account.desk.account.key() == ApiKey("key-canary")
    assert account.key_changes == 1
    assert account.page.key
    assert account.page.key.is_there
    assert "canary" not in repr(vars(account.page))
    assert not account.presenter.is_unsaved


def test_what_is_no_key_stays_typed(account: Shop) -> None:
    account.presenter.key_typed("two words")
    account.presenter.save_requested()
    assert account.page.key_complaint
    assert account.presenter.is_unsaved


def test_what_is_sent_and_the_proxy_are_saved(account: Shop) -> None:
    account.presenter.account_typed(TypedAccount(Told.ID, "proxy.example:8080"))
    assert account.page.told_hint == "The service learns nothing that names a person."
    account.presenter.save_requested()
    service = account.desk.settings.current().service
    assert (service.told, service.proxy) == (Told.ID, "http://proxy.example:8080")
    assert account.page.account
    assert account.page.account.typed.proxy == "http://proxy.example:8080"
    assert account.desk.saved[-1].service == service


def test_a_wrong_proxy_is_told_at_its_field(account: Shop) -> None:
    account.presenter.account_typed(TypedAccount(proxy="http://me:secret@proxy"))
    account.presenter.save_requested()
    assert list(account.page.complaints) == ["proxy"]
    assert "secret" not in account.page.complaints["proxy"]


def test_the_service_moves_and_the_key_is_asked_for_again(account: Shop) -> None:
    account.presenter.key_typed("key-1")
    account.presenter.save_requested()
    account.presenter.moved_requested()
    assert account.is_moving()
    account.presenter.move_confirmed(NEW_ADDRESS)
    assert not account.is_moving()
    assert account.page.account
    assert account.page.account.address == NEW_ADDRESS
    assert account.page.key
    assert not account.page.key.is_there
    assert account.page.notice
    assert account.desk.settings.current().service.url == NEW_ADDRESS
    assert account.key_changes == 2


def test_a_wrong_new_address_is_told_at_its_field(account: Shop) -> None:
    account.presenter.moved_requested()
    account.presenter.move_confirmed("http://new.example")
    assert list(account.page.complaints) == ["url"]
    assert account.is_moving()
    account.presenter.move_declined()
    assert not account.is_moving()
    assert account.desk.account.address == ADDRESS


def test_nothing_moves_while_a_change_is_on_its_way(account: Shop) -> None:
    with account.desk.store.writing() as work:
        work.journal.open("a", [Draft(work.journal.fresh_reference(), Kind.VISIT, 123, None, 1347)])
        work.journal.claim("me", only=None, ignore_due=True)
    account.presenter.move_confirmed(NEW_ADDRESS)
    assert "on its way" in str(account.page.notice)
    assert account.desk.account.address == ADDRESS


def test_moving_waits_behind_what_is_being_sent(tmp_path: Path) -> None:
    background = HeldBackground()
    account = Shop(Desk(tmp_path), "account", background)
    background.release()
    account.presenter.move_confirmed(NEW_ADDRESS)
    assert Lane.WRITE in background.held


def test_the_keyring_is_asked_only_where_the_key_is_shown(tmp_path: Path) -> None:
    background = HeldBackground()
    shop = Shop(Desk(tmp_path, COFFEE), background=background)
    assert background.held == (Lane.DISK,)
    background.release()
    shop.presenter.section_chosen(Section.ACCOUNT)
    assert background.held == (Lane.VAULT,)


def test_practice_has_no_account(tmp_path: Path) -> None:
    shop = Shop(Desk(tmp_path, COFFEE), "account", is_practice=True)
    assert shop.page.no_account
    shop.presenter.move_confirmed(NEW_ADDRESS)
    shop.presenter.test_requested("key-1")
    assert shop.desk.connected == []


# Counter, data, about


def test_the_counter_is_saved(tmp_path: Path) -> None:
    shop = Shop(Desk(tmp_path, COFFEE), "counter")
    typed = TypedCounter(
        *("Mina’s", "Counter 2", "KR", 3, "60", "0", Theme.DARK, "#3443A8", TextSize.LARGE, Motion.REDUCED),
        *("~~", "45", True, TouchKeyboard.NEVER),
    )
    shop.presenter.counter_typed(typed)
    assert shop.page.is_unsaved
    shop.presenter.save_requested()
    assert shop.page.counter == typed
    now = shop.desk.saved[-1]
    assert (now.shop.theme, now.shop.accent, now.counter.idle_s) == (Theme.DARK, "#3443A8", 60)
    assert (now.counter.text_size, now.counter.motion) == (TextSize.LARGE, Motion.REDUCED)
    assert (now.counter.scanner_prefix, now.counter.scanner_ms, now.counter.scan_adds_visit) == ("~~", 45, True)
    assert now.counter.touch_keyboard is TouchKeyboard.NEVER
    assert now.cards == (COFFEE,)


def test_a_counter_that_does_not_fit_is_told_at_its_field(tmp_path: Path) -> None:
    shop = Shop(Desk(tmp_path, COFFEE), "counter")
    shop.presenter.counter_typed(TypedCounter(counters=51, idle_s="4", scanner_ms="9"))
    shop.presenter.save_requested()
    assert shop.page.complaints == {
        "counters": "Number of counters: “51” does not fit. It goes from 1 to 50.",
        "idle_s": "Back to the counter after: “4” does not fit. It goes from 5 to 600.",
        "scanner_ms": "The scanner takes for each key: “9” does not fit. It goes from 10 to 100.",
    }


@pytest.mark.parametrize("text", ["", "x", "1.5", "-1", "999999"])
def test_times_are_checked_as_they_are_typed(tmp_path: Path, text: str) -> None:
    shop = Shop(Desk(tmp_path, COFFEE), "counter")
    shop.presenter.counter_typed(TypedCounter(undo_s=text, scanner_ms=text))
    assert list(shop.page.complaints) == ["undo_s", "scanner_ms"]
    shop.presenter.save_requested()
    assert shop.desk.settings.current().counter.undo_s == 12


def test_places_and_versions_are_shown(shop: Shop) -> None:
    assert [(row.key, row.path, row.folder) for row in shop.page.places] == [
        ("database", "/d/kiosk.db", "/d"),
        ("settings", "/d/settings.toml", "/d"),
    ]
    assert ("Version", "1.0") in shop.page.about


# Data


def test_a_backup_is_made_where_a_person_wants_it(tmp_path: Path) -> None:
    shop = Shop(Desk(tmp_path), "data")
    assert shop.page.backup_name == "stamp-kiosk-2026-11-21.db"
    shop.presenter.backup_wanted(str(tmp_path / "copy.db"))
    assert (tmp_path / "copy.db").exists()
    assert shop.page.data_said
    assert str(tmp_path / "copy.db") in shop.page.data_said.what
    assert shop.refuses == [False]
    shop.presenter.backup_wanted(str(tmp_path / "settings.toml"))
    assert shop.refuses == [True]
    assert ADDRESS in (tmp_path / "settings.toml").read_text()


def test_restoring_is_asked_once_and_ends_the_run(tmp_path: Path) -> None:
    shop = Shop(Desk(tmp_path), "data")
    copy = tmp_path / "copy.db"
    shop.presenter.backup_wanted(str(copy))
    shop.presenter.restore_wanted(str(copy))
    assert shop.page.restore_question
    assert shop.desk.restored == []
    shop.presenter.restore_declined()
    shop.presenter.restore_confirmed()
    assert shop.desk.restored == []
    shop.presenter.restore_wanted(str(copy))
    shop.presenter.restore_confirmed()
    assert shop.desk.restored == [copy]


def test_a_file_that_is_no_backup_is_refused_with_a_sentence(tmp_path: Path) -> None:
    shop = Shop(Desk(tmp_path), "data")
    shop.presenter.restore_wanted(str(tmp_path / "settings.toml"))
    assert shop.page.data_said == Said("This file is no backup of Stamp Kiosk.", "Choose another one.")
    assert shop.page.is_refusal
    shop.presenter.restore_confirmed()
    assert shop.desk.restored == []


@pytest.mark.parametrize(("with_phones", "phone"), [(True, "020 7946 0018"), (False, "•••• 0018")])
def test_customers_are_exported_with_whole_phones_only_where_somebody_asks(
    tmp_path: Path, with_phones: bool, phone: str
) -> None:
    shop = Shop(Desk(tmp_path), "data")
    with shop.desk.store.writing() as work:
        work.directory.add(Customer("a" * 20, Details("Ada Lovelace", "020 7946 0018")))
    assert shop.page.export_name == "customers-2026-11-21.csv"
    file = tmp_path / "out.csv"
    shop.presenter.export_wanted(str(file), with_phones)
    assert f"Ada Lovelace,{phone}," in file.read_text("utf-8-sig")
    assert shop.page.export_said
    assert shop.page.export_said.what == f"Written, 1 row: {file}."
    shop.presenter.left()
    shop.presenter.opened("data")
    assert shop.page.export_said is None


def test_an_export_that_cannot_be_written_is_refused_with_a_sentence(tmp_path: Path) -> None:
    shop = Shop(Desk(tmp_path), "data")
    shop.presenter.export_wanted(str(tmp_path / "nowhere" / "out.csv"), False)
    assert shop.page.export_said
    assert shop.page.export_said.what == "The file cannot be written there."
    assert (shop.page.is_export_refused, shop.page.is_exporting) == (True, False)


def test_import_and_duplicates_have_pages_of_their_own(shop: Shop) -> None:
    shop.presenter.import_wanted()
    shop.presenter.duplicates_wanted()
    assert shop.navigator.went == [("import",), ("duplicates",)]


def test_a_backup_that_is_being_made_is_not_made_twice(tmp_path: Path) -> None:
    background = HeldBackground()
    shop = Shop(Desk(tmp_path), "data", background)
    background.release()
    shop.presenter.backup_wanted(str(tmp_path / "copy.db"))
    shop.presenter.backup_wanted(str(tmp_path / "other.db"))
    assert (tmp_path / "copy.db").exists() is False
    background.release()
    assert (shop.page.is_data_busy, (tmp_path / "copy.db").exists()) == (False, True)
    assert not (tmp_path / "other.db").exists()

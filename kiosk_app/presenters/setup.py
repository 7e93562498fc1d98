"""Set-up in four steps: the shop, the account, the first stamp card, ready. Each step saves what was typed on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Protocol

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.countries import COUNTRIES
from kiosk_app.domain.disk import StoreTrouble
from kiosk_app.domain.links import display_host
from kiosk_app.domain.ports import Background, Clock, Lane
from kiosk_app.domain.problems import BadInput
from kiosk_app.domain.ready import Came, Tried
from kiosk_app.domain.settings import Settings
from kiosk_app.presenters.card_form import (
    CardPreview,
    TypedCard,
    card_of,
    complaints,
    preview,
    typed_card,
)
from kiosk_app.presenters.key_talk import KeyTalk, KeyView
from kiosk_app.presenters.navigation import Navigator
from kiosk_app.presenters.saving import Read, Refused, read, tried
from kiosk_app.services.account_care import AccountCare, KeyPlace
from kiosk_app.services.settings import SettingsService
from kiosk_app.services.trial import Trial
from kiosk_app.words import folder as disk_words
from kiosk_app.words import instant as instant_words
from kiosk_app.words import settings as settings_words
from kiosk_app.words import setup as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

READY_AT_FIRST = 3  # so many that a short break of the line is not felt


class Step(Enum):
    """The steps, in their order."""

    SHOP = 0
    ACCOUNT = 1
    CARD = 2
    READY = 3


@dataclass(frozen=True, slots=True)
class TypedShop:
    """What stands in the form of the shop. ``country``: two letters, empty for the operating system's."""

    name: str = ""
    counter: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class ReadyRow:
    """One line of the last step."""

    is_there: bool
    said: Said


class SetupView(KeyView, Protocol):
    """The page."""

    def show_step(self, step: Step) -> None: ...

    def show_shop(self, shop: TypedShop, countries: tuple[str, ...]) -> None: ...

    def show_account(self, host: str) -> None: ...

    def show_card(self, card: TypedCard) -> None: ...

    def show_preview(self, preview: CardPreview) -> None: ...

    def show_complaints(self, sentences: Mapping[str, str]) -> None:
        """A sentence for each field that has a fault, by its key; every other field has none."""
        ...

    def show_ready(self, title: Said, rows: tuple[ReadyRow, ...]) -> None: ...

    def show_instant(self, is_on: bool | None) -> None:
        """Whether stamps are kept ready; None: that cannot be chosen yet."""
        ...

    def show_notice(self, said: Said | None) -> None: ...

    def show_busy(self, is_busy: bool) -> None: ...


class SetupPresenter:
    """``saved`` is told of settings that were written, ``key_changed`` that another key is used from now on."""

    def __init__(
        self,
        view: SetupView,
        settings: SettingsService,
        account: AccountCare,
        background: Background,
        navigate: Navigator,
        clock: Clock,
        language: Language,
        *,
        trial: Callable[[], Trial],
        saved: Callable[[Settings], None] = lambda _settings: None,
        key_changed: Callable[[], None] = lambda: None,
    ) -> None:
        self._view = view
        self._settings = settings
        self._account = account
        self._background = background
        self._navigate = navigate
        self._clock = clock
        self._language = language
        self._trial = trial
        self._saved = saved
        self._talk = KeyTalk(view, account, background, clock, language, key_changed)
        self._step = Step.SHOP
        self._card: StampCard | None = None
        self._now = Settings()
        self._is_busy = False

    def leaving_by_scan(self, _go: Callable[[], None]) -> None:
        """Set-up stays: there is no stamp card yet that a code could be of."""

    def opened(self) -> None:
        """The page is there."""
        self._go(Step.SHOP)
        self._talk.opened()
        self._background.submit(Lane.DISK, lambda: read(self._settings), self._show_all, self._failed, owner=self)

    def left(self) -> None:
        """The page is left; what runs goes on."""
        self._is_busy = False
        self._view.show_busy(False)
        self._talk.left()
        self._background.leave(self)

    def shop_entered(self, shop: TypedShop) -> None:
        """*Next* on the first step."""

        def with_shop(now: Settings) -> Settings:
            return replace(now, shop=replace(now.shop, name=shop.name, counter=shop.counter, country=shop.country))

        self._save(lambda: self._settings.change(with_shop), lambda: self._go(Step.ACCOUNT))

    def key_entered(self, typed: str) -> None:
        """*Next* on the second: without a key the counter opens as well, and says so."""
        if not typed.strip():
            self._go(Step.CARD)
            return
        self._talk.kept(typed, self._key_kept)

    def test_requested(self, typed: str) -> None:
        """*Test connection*."""
        self._talk.tested(typed)

    def card_typed(self, card: TypedCard) -> None:
        """Something in the form of the card changed."""
        today = self._clock.today()
        self._view.show_preview(preview(self._language, card, self._card, today))
        self._view.show_complaints(self._complaints_of(card))

    def card_entered(self, card: TypedCard) -> None:
        """*Next* on the third."""
        before = self._card
        try:
            made = card_of(card, before, self._clock.today())
        except BadInput as bad:
            self._view.show_complaints(complaints(self._language, bad.problems))
            return

        def write() -> Settings:
            changed = self._settings.change_card(before.card_idx, made) if before else None
            return changed or self._settings.add_card(made)

        def then() -> None:
            self._card = made
            self._go(Step.READY)

        self._save(write, then)

    def instant_wanted(self, is_wanted: bool) -> None:
        """The switch on the last step: keep stamps ready, once a trial on the account shows that they work."""
        card = self._card
        if card is None or self._is_busy:
            self._show_instant()
            return
        wanted = replace(card, ready=READY_AT_FIRST if is_wanted else 0)
        if not is_wanted:
            self._keep_ready(wanted)
            return
        self._set_busy(True)
        self._view.show_notice(instant_words.trying(self._language))
        self._background.submit(
            Lane.WRITE,
            lambda: self._trial().run(wanted),
            lambda tried: self._tried(tried, wanted),
            self._failed,
            owner=self,
        )

    def _tried(self, tried: Tried, wanted: StampCard) -> None:
        self._set_busy(False)
        if tried.came is Came.PASSED:
            self._keep_ready(wanted)
        else:
            self._view.show_notice(instant_words.not_passed(self._language, tried))
            self._show_instant()

    def _keep_ready(self, wanted: StampCard) -> None:
        def then() -> None:
            self._card = wanted
            self._view.show_card(typed_card(wanted))
            self._show_instant()

        self._save(lambda: self._settings.change_card(wanted.card_idx, wanted), then)

    def _show_instant(self) -> None:
        can_be_tried = self._card is not None and self._talk.state.place is not KeyPlace.NOWHERE
        self._view.show_instant(bool(self._card and self._card.ready) if can_be_tried else None)

    def back_requested(self) -> None:
        """*Back*."""
        if self._step is not Step.SHOP:
            self._go(Step(self._step.value - 1))

    def skip_requested(self) -> None:
        """*Skip for now*: set-up does not come back by itself."""
        self._save(
            lambda: self._settings.change(lambda now: replace(now, counter=replace(now.counter, setup_skipped=True))),
            lambda: self._go(Step.READY),
        )

    def practise_requested(self) -> None:
        """*Practise first*."""
        self._navigate.practise()

    def start_requested(self) -> None:
        """The last step's button."""
        self._navigate.counter()

    def _key_kept(self, is_in_keyring: bool) -> None:
        """A key that is only held stays on its page, so that this is read; the next *Next* goes on."""
        if is_in_keyring:
            self._go(Step.CARD)

    def _show_all(self, found: Read | Refused) -> None:
        if isinstance(found, Refused):
            self._view.show_notice(settings_words.not_usable(self._language, found.problems))
            return
        if found.problems:
            self._view.show_notice(settings_words.file_is_faulty(self._language, found.problems))
        self._now = found.settings
        shop = found.settings.shop
        self._card = found.settings.cards[0] if found.settings.cards else None
        card = typed_card(self._card) if self._card else TypedCard()
        self._view.show_shop(TypedShop(shop.name, shop.counter, shop.country), COUNTRIES)
        self._view.show_account(display_host(self._account.address))
        self._view.show_card(card)
        self._view.show_preview(preview(self._language, card, self._card, self._clock.today()))

    def _complaints_of(self, card: TypedCard) -> dict[str, str]:
        try:
            card_of(card, self._card, self._clock.today())
        except BadInput as bad:
            return complaints(self._language, bad.problems)
        return {}

    def _save(self, change: Callable[[], Settings | None], then: Callable[[], None]) -> None:
        if self._is_busy:
            return
        self._set_busy(True)
        self._view.show_notice(None)
        self._background.submit(
            Lane.DISK,
            lambda: tried(self._settings, change),
            lambda found: self._settle(found, then),
            self._failed,
            owner=self,
        )

    def _settle(self, found: Settings | Refused | None, then: Callable[[], None]) -> None:
        self._set_busy(False)
        if isinstance(found, Refused):
            if found.by_file:
                self._view.show_notice(settings_words.file_is_faulty(self._language, found.problems))
            else:
                self._view.show_complaints(complaints(self._language, found.problems))
            return
        self._view.show_complaints({})
        if found is not None:
            self._now = found
            self._saved(found)
        then()

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        if not isinstance(error, StoreTrouble):
            raise error
        self._view.show_notice(disk_words.disk_trouble(self._language, error.reason))

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self._view.show_busy(is_busy)

    def _go(self, step: Step) -> None:
        self._step = step
        self._view.show_notice(None)
        if step is Step.READY:
            rows = self._ready_rows()
            intro = words.ready_intro(self._language, all(row.is_there for row in rows))
            self._view.show_ready(Said(intro), rows)
            self._show_instant()
        self._view.show_step(step)

    def _ready_rows(self) -> tuple[ReadyRow, ...]:
        shop, language = self._now.shop, self._language
        key = {
            KeyPlace.KEYRING: words.ready_key,
            KeyPlace.SESSION: words.ready_session_key,
            KeyPlace.NOWHERE: words.ready_no_key,
        }[self._talk.state.place](language)
        cards = self._now.cards
        card = Said(", ".join(card.name for card in cards)) if cards else words.ready_no_card(language)
        return (
            ReadyRow(bool(shop.name or shop.counter), Said(words.ready_shop(language, shop.name, shop.counter))),
            ReadyRow(self._talk.state.place is not KeyPlace.NOWHERE, key),
            ReadyRow(bool(cards), card),
        )

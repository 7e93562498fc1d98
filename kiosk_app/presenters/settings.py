"""The settings page: its sections, and the question that is asked before something typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol

from kiosk_app.domain.changelog import Release
from kiosk_app.domain.disk import StoreTrouble
from kiosk_app.domain.ports import Background, Clock, Lane
from kiosk_app.domain.settings import Settings
from kiosk_app.presenters.card_form import TypedCard
from kiosk_app.presenters.customers_file import CustomersFile, CustomersView
from kiosk_app.presenters.navigation import Navigator
from kiosk_app.presenters.saving import Read, Refused, read
from kiosk_app.presenters.settings_about import AboutSection, AboutView
from kiosk_app.presenters.settings_account import AccountSection, AccountView, TypedAccount
from kiosk_app.presenters.settings_cards import CardsSection, CardsView
from kiosk_app.presenters.settings_counter import CounterSection, CounterView, TypedCounter
from kiosk_app.presenters.settings_data import DataSection, DataView
from kiosk_app.presenters.settings_section import Tools
from kiosk_app.services.account_care import AccountCare
from kiosk_app.services.care import Care
from kiosk_app.services.doctor import Doctor
from kiosk_app.services.exporting import Exporting
from kiosk_app.services.recovery import Recovery
from kiosk_app.services.settings import SettingsService
from kiosk_app.services.support import Support
from kiosk_app.services.trial import Trial
from kiosk_app.words import folder as disk_words
from kiosk_app.words import settings as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


class Section(Enum):
    """The sections, in their order; the value is what the navigator calls them."""

    CARDS = "cards"
    ACCOUNT = "account"
    COUNTER = "counter"
    DATA = "data"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One folder or file of ours. ``folder``: what *Open folder* opens."""

    key: str
    title: str
    what: str
    path: str
    folder: str


@dataclass(frozen=True, slots=True)
class About:
    """What this program is, as wiring knows it."""

    version: str
    licence: str
    python: str
    qt: str
    releases: tuple[Release, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where something lies: a path, and the folder it is in or is."""

    path: str
    folder: str


class SettingsView(CardsView, AccountView, CounterView, CustomersView, DataView, AboutView, Protocol):
    """The page."""

    def show_section(self, section: Section) -> None: ...

    def show_places(self, rows: tuple[PlaceRow, ...]) -> None: ...

    def show_about(self, rows: tuple[tuple[str, str], ...], releases: tuple[Release, ...]) -> None:
        """What this program is, and what is new in it."""
        ...

    def show_leaving(self, question: Said | None) -> None:
        """Ask in place whether to save, to leave out or to stay; None: ask nothing."""
        ...

    def show_fault(self, said: Said | None) -> None:
        """The settings file has a fault: it stays until the file is mended."""
        ...


class SettingsPresenter:
    """``places``: by the keys of ``words.settings.places``. Without an ``account`` it is practice's.

    ``saved`` is told of settings that were written, ``key_changed`` that another key is used from now on, or
    none yet, since the service has moved; ``restore`` of the backup that the next run begins with. All on the
    window's thread.
    """

    def __init__(
        self,
        view: SettingsView,
        settings: SettingsService,
        account: AccountCare | None,
        background: Background,
        navigate: Navigator,
        clock: Clock,
        language: Language,
        *,
        trial: Callable[[], Trial],
        places: Mapping[str, Place],
        about: About,
        data: tuple[Care, Recovery],
        exporting: Exporting,
        help_with: tuple[Callable[[], Doctor], Callable[[], Support]],
        restore: Callable[[Path], None],
        saved: Callable[[Settings], None] = lambda _settings: None,
        key_changed: Callable[[], None] = lambda: None,
    ) -> None:
        self._view = view
        self._settings = settings
        self._background = background
        self._navigate = navigate
        self._language = language
        self._places = places
        self._about = about
        tools = Tools(settings, background, language, saved)
        self._cards = CardsSection(view, tools, clock, trial)
        self._account = AccountSection(view, tools, account, clock, key_changed)
        self._counter = CounterSection(view, tools)
        self._data = DataSection(view, *data, background, clock, language, restore)
        self._customers = CustomersFile(view, exporting, background, clock, language)
        self._help = AboutSection(view, *help_with, background, clock, language)
        self._section = Section.CARDS
        self._then: Callable[[], None] | None = None

    # The page

    def opened(self, section: str = Section.CARDS.value) -> None:
        """The page is there. What was typed and not saved when it was left is still there, in its section."""
        self._view.show_places(self._place_rows())
        about = self._about
        rows = words.about_rows(self._language, about.version, about.licence, about.python, about.qt)
        self._view.show_about(rows, about.releases)
        if self.is_unsaved:
            self._view.show_section(self._section)
            return
        self._show_section(Section(section))
        self._load()

    def left(self) -> None:
        """The page is left; what runs goes on."""
        self._then = None
        self._view.show_leaving(None)
        for section in (self._cards, self._account, self._counter, self._customers, self._data, self._help):
            section.left()
        self._background.leave(self)

    @property
    def is_unsaved(self) -> bool:
        """Whether something is typed that would be lost."""
        return self._typing() is not None

    def leaving(self, go: Callable[[], None]) -> None:
        """Somebody wants to leave: at once, or after the question where something is not saved."""
        typing = self._typing()
        if typing is None:
            go()
            return
        self._then = go
        self._view.show_leaving(words.leaving(self._language, typing.what))

    def section_chosen(self, section: Section) -> None:
        """Another section of the rail."""
        if section is not self._section:
            self.leaving(lambda: self._show_section(section))

    def save_and_leave(self) -> None:
        """*Save them*."""
        typing, then = self._typing(), self._answered()
        if typing is not None:
            typing.save(then)

    def drop_and_leave(self) -> None:
        """*Leave them out*."""
        typing, then = self._typing(), self._answered()
        if typing is not None:
            typing.drop()
        then()

    def stay(self) -> None:
        """*Stay here*."""
        self._answered()

    def reload_requested(self) -> None:
        """*Look again*, after the file was mended."""
        if not self.is_unsaved:
            self._load()

    # Saving, in whichever section

    def save_requested(self) -> None:
        """*Save*."""
        if (section := self._shown()) is not None:
            section.save()

    def cancel_requested(self) -> None:
        """*Cancel*."""
        if (section := self._shown()) is not None:
            section.drop()

    # Stamp cards

    def card_chosen(self, card_idx: int) -> None:
        """A card of the list."""
        self.leaving(lambda: self._cards.choose(card_idx))

    def add_requested(self) -> None:
        """*Add a stamp card*."""
        self.leaving(self._cards.add)

    def card_typed(self, card: TypedCard) -> None:
        """Something in the form changed."""
        self._cards.typed(card)

    def remove_requested(self) -> None:
        """*Remove from this counter*."""
        self._cards.ask_to_remove()

    def remove_confirmed(self) -> None:
        """*Yes, remove*."""
        self._cards.remove()

    def remove_declined(self) -> None:
        """*Not yet*."""
        self._cards.keep()

    # Account

    def account_typed(self, account: TypedAccount) -> None:
        """Something in the form changed."""
        self._account.typed(account)

    def key_typed(self, text: str) -> None:
        """Something in the field of the key changed."""
        self._account.key_typed(text)

    def test_requested(self, typed_key: str) -> None:
        """*Test connection*."""
        self._account.test(typed_key)

    def moved_requested(self) -> None:
        """*The service has moved*."""
        self._account.ask_where()

    def move_confirmed(self, address: str) -> None:
        """*Use the new address*."""
        self._account.move(address)

    def move_declined(self) -> None:
        """*Leave it as it is*."""
        self._account.stay()

    # Counter

    def counter_typed(self, counter: TypedCounter) -> None:
        """Something in the form changed."""
        self._counter.typed(counter)

    # Data

    def backup_wanted(self, path: str) -> None:
        """*Back up now*, to this file."""
        self._data.back_up(path)

    def restore_wanted(self, path: str) -> None:
        """*Restore a backup*: this file."""
        self._data.choose(path)

    def restore_confirmed(self) -> None:
        """*Yes, use it*."""
        self._data.confirm()

    def restore_declined(self) -> None:
        """*Not yet*."""
        self._data.decline()

    def import_wanted(self) -> None:
        """*Import customers…*."""
        self._navigate.import_customers()

    def export_wanted(self, path: str, with_phones: bool) -> None:
        """*Export customers…*, to this file."""
        self._customers.export(path, with_phones)

    def duplicates_wanted(self) -> None:
        """*Find duplicates*."""
        self._navigate.duplicates()

    # About

    def look_wanted(self) -> None:
        """*Look at this computer*."""
        self._help.look()

    def support_wanted(self) -> None:
        """*Put it together*: the support file."""
        self._help.put_together()

    def support_saved(self, path: str) -> None:
        """*Save the file…*, as this one."""
        self._help.save(path)

    def support_declined(self) -> None:
        """*Not now*."""
        self._help.put_away()

    def _load(self) -> None:
        self._background.submit(Lane.DISK, lambda: read(self._settings), self._show, self._failed, owner=self)

    def _show(self, found: Read | Refused) -> None:
        if isinstance(found, Refused):
            self._view.show_fault(words.not_usable(self._language, found.problems))
            return
        fault = words.file_is_faulty(self._language, found.problems) if found.problems else None
        self._view.show_fault(fault)
        for section in (self._cards, self._account, self._counter):
            section.show(found.settings)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, StoreTrouble):
            raise error
        self._view.show_notice(disk_words.disk_trouble(self._language, error.reason))

    def _show_section(self, section: Section) -> None:
        self._section = section
        self._cards.keep()
        self._view.show_notice(None)
        self._view.show_unsaved(False)
        self._view.show_section(section)
        if section is Section.ACCOUNT:
            self._account.shown()
        elif section is Section.DATA:
            self._customers.shown()
            self._data.shown()
        elif section is Section.ABOUT:
            self._help.shown()

    def _shown(self) -> CardsSection | AccountSection | CounterSection | None:
        match self._section:
            case Section.CARDS:
                return self._cards
            case Section.ACCOUNT:
                return self._account
            case Section.COUNTER:
                return self._counter
            case _:
                return None

    def _typing(self) -> CardsSection | AccountSection | CounterSection | None:
        shown = self._shown()
        return shown if shown is not None and shown.is_unsaved else None

    def _answered(self) -> Callable[[], None]:
        then, self._then = self._then, None
        self._view.show_leaving(None)
        return then or (lambda: None)

    def _place_rows(self) -> tuple[PlaceRow, ...]:
        return tuple(
            PlaceRow(key, title, what, self._places[key].path, self._places[key].folder)
            for key, (title, what) in words.places(self._language).items()
            if key in self._places
        )

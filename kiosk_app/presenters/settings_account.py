"""The account in the settings: the key, *The service has moved*, what is sent of customers, the proxy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from kiosk_app.domain.ports import Clock, Lane
from kiosk_app.domain.problems import BadInput
from kiosk_app.domain.settings import Settings, Told
from kiosk_app.presenters.card_form import complaints
from kiosk_app.presenters.key_talk import KeyTalk, KeyView
from kiosk_app.presenters.settings_section import Saving, SectionView, Tools
from kiosk_app.services.account_care import AccountCare, NotNow
from kiosk_app.words import account as words
from kiosk_app.words import settings as settings_words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


@dataclass(frozen=True, slots=True)
class TypedAccount:
    """What stands in the form, but for the key."""

    told: Told = Told.ALL
    proxy: str = ""


@dataclass(frozen=True, slots=True)
class AccountShown:
    """The form and the address it belongs to. ``told_hint``: what the choice means."""

    typed: TypedAccount
    address: str
    told_hint: str


class AccountView(SectionView, KeyView, Protocol):
    """The section."""

    def show_account(self, shown: AccountShown) -> None: ...

    def show_no_account(self, said: Said) -> None:
        """Practice: there is nothing to be set."""
        ...

    def show_told_hint(self, hint: str) -> None: ...

    def show_moving(self, is_asked: bool) -> None:
        """The form with the new address, or the button that opens it."""
        ...


class AccountSection:
    """What is typed stays until it is saved or dropped. Without an ``account`` it is practice's."""

    def __init__(
        self,
        view: AccountView,
        tools: Tools,
        account: AccountCare | None,
        clock: Clock,
        key_changed: Callable[[], None],
    ) -> None:
        self._view = view
        self._tools = tools
        self._account = account
        self._key_changed = key_changed
        self._saving = Saving(view, tools)
        self._talk = KeyTalk(view, account, tools.background, clock, tools.language, key_changed) if account else None
        self._saved = self._typed = TypedAccount()
        self._typed_key = ""

    @property
    def is_unsaved(self) -> bool:
        return self._typed != self._saved or bool(self._typed_key.strip())

    @property
    def what(self) -> str:
        """What is not saved, by name."""
        return settings_words.sections(self._tools.language)["account"]

    def show(self, settings: Settings) -> None:
        """Begin with these."""
        if self._talk is None:
            self._view.show_no_account(words.in_practice(self._tools.language))
            return
        self._saved = TypedAccount(settings.service.told, settings.service.proxy)
        self.drop()

    def shown(self) -> None:
        """The section is there: only now is the keyring asked, which may ask a person."""
        if self._talk:
            self._talk.opened()

    def typed(self, account: TypedAccount) -> None:
        """Something in the form changed."""
        self._typed = account
        self._view.show_told_hint(_told_hint(self._tools.language, account))
        self._view.show_complaints({})
        self._view.show_unsaved(self.is_unsaved)

    def key_typed(self, text: str) -> None:
        """Something was typed or pasted into the field of the key."""
        self._typed_key = text
        self._view.show_key_complaint("")
        self._view.show_unsaved(self.is_unsaved)

    def test(self, text: str) -> None:
        """*Test connection*."""
        if self._talk:
            self._talk.tested(text)

    def save(self, then: Callable[[], None] = lambda: None) -> None:
        """*Save*: what is sent and the proxy, then the key where one is typed. ``then`` only where all was."""
        typed = self._typed

        def with_typed(now: Settings) -> Settings:
            return replace(now, service=replace(now.service, told=typed.told, proxy=typed.proxy))

        def written(found: Settings | None) -> None:
            if found is None:
                return
            self._saved = self._typed = TypedAccount(found.service.told, found.service.proxy)
            if self._talk and self._typed_key.strip():
                self._talk.kept(self._typed_key, lambda _is_in_keyring: self._all_saved(then))
            else:
                self._all_saved(then)

        self._saving.save(lambda: self._tools.settings.change(with_typed), written)

    def drop(self) -> None:
        """*Cancel*: back to what is saved."""
        self._typed, self._typed_key = self._saved, ""
        self._view.clear_key()
        self._view.show_key_complaint("")
        self._show_account()
        self._view.show_moving(False)
        self._view.show_complaints({})
        self._view.show_unsaved(False)

    def ask_where(self) -> None:
        """*The service has moved*."""
        self._view.show_moving(True)

    def stay(self) -> None:
        """*Leave it as it is*."""
        self._view.show_moving(False)
        self._view.show_complaints({})

    def move(self, address: str) -> None:
        """*Use the new address*. It waits its turn behind what is being sent."""
        if (account := self._account) is None:
            return
        self._view.show_busy(True)
        self._view.show_notice(None)
        self._tools.background.submit(
            Lane.WRITE, lambda: _moved(account, address), self._has_moved, self._saving.failed, owner=self
        )

    def left(self) -> None:
        """The page is left; what is typed stays."""
        self._saving.left()
        self._tools.background.leave(self)
        if self._talk:
            self._talk.left()

    def _has_moved(self, found: str | BadInput | NotNow) -> None:
        self._view.show_busy(False)
        match found:
            case BadInput(problems=problems):
                said = complaints(self._tools.language, problems)
                if "url" in said:
                    self._view.show_complaints(said)
                else:
                    self._view.show_notice(settings_words.file_is_faulty(self._tools.language, problems))
            case NotNow():
                self._view.show_notice(words.not_now(self._tools.language))
            case str(address):
                self._view.show_moving(False)
                self._view.show_complaints({})
                self._show_account()
                if self._talk:
                    self._talk.opened()
                self._view.show_notice(words.has_moved(self._tools.language, address))
                self._key_changed()

    def _all_saved(self, then: Callable[[], None]) -> None:
        self._typed_key = ""
        self._show_account()
        self._view.show_unsaved(False)
        self._view.show_saved()
        then()

    def _show_account(self) -> None:
        address = self._account.address if self._account else ""
        hint = _told_hint(self._tools.language, self._typed)
        self._view.show_account(AccountShown(self._typed, address, hint))


def _told_hint(language: Language, typed: TypedAccount) -> str:
    return words.told_hint(language, typed.told is Told.ID)


def _moved(account: AccountCare, address: str) -> str | BadInput | NotNow:
    try:
        return account.move(address)
    except (BadInput, NotNow) as no:
        return no

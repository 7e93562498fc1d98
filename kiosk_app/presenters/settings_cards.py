"""The stamp cards in the settings: the list, the form of one of them, adding and removing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from kiosk_app.domain.card import Glyph, StampCard
from kiosk_app.domain.ports import Clock
from kiosk_app.domain.problems import BadInput
from kiosk_app.domain.ready import Came, Tried
from kiosk_app.domain.settings import Settings
from kiosk_app.presenters.card_form import CardPreview, TypedCard, card_of, complaints, preview, typed_card
from kiosk_app.presenters.settings_section import Saving, SectionView, Tools
from kiosk_app.services.trial import Trial
from kiosk_app.words import instant as instant_words
from kiosk_app.words import settings as words


@dataclass(frozen=True, slots=True)
class CardRow:
    """One card in the list. ``card_idx`` 0: the one that is being added."""

    card_idx: int
    name: str
    below: str
    glyph: Glyph
    is_chosen: bool


class CardsView(SectionView, Protocol):
    """The section."""

    def show_cards(self, rows: tuple[CardRow, ...]) -> None: ...

    def show_card(self, card: TypedCard | None, *, can_remove: bool) -> None:
        """The form of the chosen card; None: there is none."""
        ...

    def show_preview(self, preview: CardPreview) -> None: ...

    def show_remove_question(self, question: str) -> None:
        """Ask once, in place; empty: ask nothing."""
        ...


class CardsSection:
    """What is typed stays until it is saved or dropped. ``trial``: tries instant stamps, as they are wanted first."""

    def __init__(self, view: CardsView, tools: Tools, clock: Clock, trial: Callable[[], Trial]) -> None:
        self._view = view
        self._trial = trial
        self._tools = tools
        self._clock = clock
        self._saving = Saving(view, tools)
        self._cards: tuple[StampCard, ...] = ()
        self._base: StampCard | None = None  # the chosen card as it is saved; None while one is added
        self._is_adding = False
        self._typed = TypedCard()

    @property
    def is_unsaved(self) -> bool:
        return (self._base is not None or self._is_adding) and self._typed != self._untouched()

    @property
    def what(self) -> str:
        """What is not saved, by name."""
        return self._typed.name.strip() or words.new_card(self._tools.language)

    def show(self, settings: Settings) -> None:
        """Begin with these; the card that was chosen stays so."""
        self._cards = settings.cards
        kept = settings.card(self._base.card_idx) if self._base else None
        self._choose(kept or (self._cards[0] if self._cards else None))

    def choose(self, card_idx: int) -> None:
        """Another card of the list; what was typed is gone, so ask before."""
        chosen = next((card for card in self._cards if card.card_idx == card_idx), None)
        if chosen is not None:
            self._choose(chosen)

    def add(self) -> None:
        """*Add a stamp card*; what was typed is gone, so ask before."""
        self._choose(None, is_adding=True)

    def typed(self, card: TypedCard) -> None:
        """Something in the form changed."""
        self._typed = card
        self._view.show_unsaved(self.is_unsaved)
        self._view.show_preview(preview(self._tools.language, card, self._base, self._clock.today()))
        try:
            card_of(card, self._base, self._clock.today())
        except BadInput as bad:
            self._view.show_complaints(complaints(self._tools.language, bad.problems))
        else:
            self._view.show_complaints({})

    def save(self, then: Callable[[], None] = lambda: None) -> None:
        """*Save*; ``then`` only where it was."""
        before = self._base
        try:
            made = card_of(self._typed, before, self._clock.today())
        except BadInput as bad:
            self._view.show_complaints(complaints(self._tools.language, bad.problems))
            return

        if made.ready:
            self._saving.find_out(
                lambda: self._trial().run(made),
                lambda tried: self._tried(tried, lambda: self._write(before, made, then)),
                instant_words.trying(self._tools.language),
            )
        else:
            self._write(before, made, then)

    def _tried(self, tried: Tried, go_on: Callable[[], None]) -> None:
        """Instant stamps that do not work stay off; the rest of what is typed can be saved without them."""
        if tried.came is Came.PASSED:
            go_on()
            return
        self._typed = replace(self._typed, ready=0)
        self._view.show_card(self._typed, can_remove=self._base is not None)
        self._view.show_unsaved(self.is_unsaved)
        self._view.show_notice(instant_words.not_passed(self._tools.language, tried))

    def _write(self, before: StampCard | None, made: StampCard, then: Callable[[], None]) -> None:
        def write() -> Settings | None:
            settings = self._tools.settings
            return settings.change_card(before.card_idx, made) if before else settings.add_card(made)

        def written(found: Settings | None) -> None:
            if found is None:
                self._card_is_gone()
                return
            self._cards = found.cards
            self._choose(found.card(made.card_idx))
            self._view.show_saved()
            then()

        self._saving.save(write, written)

    def drop(self) -> None:
        """*Cancel*: back to what is saved."""
        self._choose(self._base or (self._cards[0] if self._cards else None))

    def ask_to_remove(self) -> None:
        """*Remove from this counter*."""
        if self._base is not None:
            self._view.show_remove_question(words.remove_question(self._tools.language, self._base.name))

    def keep(self) -> None:
        """*Not yet*."""
        self._view.show_remove_question("")

    def remove(self) -> None:
        """*Yes, remove*."""
        if (removed := self._base) is None:
            return

        def written(found: Settings | None) -> None:
            self._cards = found.cards if found else tuple(card for card in self._cards if card != removed)
            self._choose(self._cards[0] if self._cards else None)

        self._saving.save(lambda: self._tools.settings.remove_card(removed.card_idx), written)

    def left(self) -> None:
        """The page is left; what is typed stays."""
        self._saving.left()
        self._view.show_remove_question("")

    def _choose(self, card: StampCard | None, is_adding: bool = False) -> None:
        self._base, self._is_adding = card, is_adding or (card is None and not self._cards)
        self._typed = self._untouched()
        self._view.show_cards(self._rows())
        self._view.show_remove_question("")
        self._view.show_card(self._typed, can_remove=card is not None)
        self._view.show_preview(preview(self._tools.language, self._typed, card, self._clock.today()))
        self._view.show_complaints({})
        self._view.show_unsaved(False)

    def _untouched(self) -> TypedCard:
        return typed_card(self._base) if self._base else TypedCard()

    def _rows(self) -> tuple[CardRow, ...]:
        language = self._tools.language
        rows = [
            CardRow(
                card.card_idx,
                card.name,
                words.card_row(language, card.card_idx, card.places),
                card.glyph,
                is_chosen=card is self._base,
            )
            for card in self._cards
        ]
        if self._is_adding:
            rows.append(CardRow(0, words.new_card(language), words.new_card_row(language), Glyph.CUP, is_chosen=True))
        return tuple(rows)

    def _card_is_gone(self) -> None:
        """What was typed becomes a new card, so that nothing of it is lost."""
        self._cards = tuple(card for card in self._cards if card is not self._base)
        self._base, self._is_adding = None, True
        self._view.show_cards(self._rows())
        self._view.show_card(self._typed, can_remove=False)
        self._view.show_unsaved(True)
        self._view.show_notice(words.card_gone(self._tools.language))

"""The talk of what stands behind a tile's three dots: its stamp's dates, off and on, the PIN, deleting it for good.

A press makes one intent before anything is written. What became of it is read from the journal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

from kiosk_app.domain.entry import Entry, State
from kiosk_app.domain.ids import StampIdx, new_id
from kiosk_app.domain.ports import Background, Lane
from kiosk_app.domain.problems import BadInput
from kiosk_app.domain.stamp import Stamp
from kiosk_app.presenters.issue_fields import FieldsShown, FieldsView, TypedFields, other_dates
from kiosk_app.presenters.tile_moment import Edited
from kiosk_app.presenters.tile_view import NoteShown, Offer, PillShown, Sense
from kiosk_app.presenters.trouble import trouble_said
from kiosk_app.services.stamp_edits import EditOpened, StampEdit, StampEdits
from kiosk_app.words import stamp_edits as words
from kiosk_app.words.customer import refused
from kiosk_app.words.inputs import problem
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


class EditedPage(Protocol):
    """The customer's page as this talk needs it."""

    def stamp_of(self, card_idx: int) -> Stamp | None:
        """The stamp that the card's tile is about."""
        ...

    def tell(self, card_idx: int, note: NoteShown | None) -> None:
        """What became of a press, in place of the marks; None: nothing more to say of the one before."""
        ...

    def show_tiles(self) -> None: ...

    def read_again(self) -> None: ...


@dataclass(slots=True)
class _Dates:
    """The dates of a stamp while they are typed. ``begun``: what the fields began with."""

    stamp_idx: StampIdx
    begun: TypedFields
    shown: FieldsShown


@dataclass(slots=True)
class _OfCard:
    """What was taken on one tile, of ``stamp_idx``; ``last`` is which. ``pressed``: it is not on the disk yet."""

    dates: _Dates | None = None
    asked: StampIdx | None = None
    pressed: Offer | None = None
    last: Offer | None = None
    stamp_idx: StampIdx | None = None
    entry_id: int | None = None
    news: PillShown | None = None


@dataclass(slots=True)
class _OfCustomer:
    cards: dict[int, _OfCard] = field(default_factory=dict)


class EditTalk:
    """One for the page; ``begin`` makes it one for the customer who is shown now."""

    def __init__(
        self,
        page: EditedPage,
        view: FieldsView,
        edits: StampEdits,
        background: Background,
        language: Language,
        poke: Callable[[], None],
    ) -> None:
        self._page = page
        self._view = view
        self._edits = edits
        self._background = background
        self._language = language
        self._poke = poke
        self._shown = _OfCustomer()

    def begin(self) -> None:
        """For whoever is shown from now on; what was pressed before is saved and sent all the same."""
        self._shown = _OfCustomer()

    # What the page asks

    @property
    def entry_ids(self) -> list[int]:
        """What is to be read with the rest of the page."""
        return [of.entry_id for of in self._shown.cards.values() if of.entry_id is not None]

    def was_read(self, entries: Mapping[int, Entry]) -> None:
        """What the journal says by now."""
        for card_idx, of in self._shown.cards.items():
            entry = entries.get(of.entry_id) if of.entry_id is not None else None
            if entry is None or entry.state.is_open:
                continue
            of.entry_id = None
            if entry.state is State.DONE and of.last:
                of.news = self._done(of.last)
            elif entry.state is State.REFUSED:
                self._refuse(card_idx, refused(self._language, entry.message))

    def edited(self, card_idx: int, stamp: Stamp | None) -> Edited:
        """What the tile of this card, which shows this stamp, adds to what was read."""
        of = self._shown.cards.get(card_idx)
        if of is None:
            return Edited()
        shown = stamp.stamp_idx if stamp else None
        is_mine = shown is not None and shown == of.stamp_idx
        return Edited(
            pressed=of.pressed if is_mine else None,
            news=of.news if is_mine or of.last is Offer.DELETE else None,
            asks_delete=shown is not None and shown == of.asked,
        )

    def heard(self, card_idx: int) -> None:
        """Something else was pressed on that tile: the news are none any more."""
        if of := self._shown.cards.get(card_idx):
            of.news = None

    # What a person did

    def offer_taken(self, card_idx: int, offer: Offer) -> None:
        """One of what stands behind the three dots; the fields of the next issue are not this talk's."""
        of, stamp = self._of(card_idx), self._page.stamp_of(card_idx)
        if stamp is None or of.pressed:
            return
        self.offer_declined(card_idx)
        if offer is Offer.DATES:
            begun = TypedFields(stamp.start.isoformat(), stamp.end.isoformat())
            of.dates = _Dates(stamp.stamp_idx, begun, FieldsShown(card_idx, begun, of_stamp=True))
            self._view.show_fields(of.dates.shown)
        elif offer is Offer.DELETE:
            of.asked = stamp.stamp_idx
            self._page.tell(card_idx, None)
            self._page.show_tiles()
        elif offer is Offer.RESET_PIN:
            self._edit(card_idx, offer, stamp.stamp_idx, self._edits.reset_pin)
        else:
            self._edit(card_idx, offer, stamp.stamp_idx, partial(self._edits.switch, on=offer is Offer.SWITCH_ON))

    def switch_on_pressed(self, card_idx: int) -> None:
        """*Switch it on*, beside what a stamp that is off offers."""
        self.offer_taken(card_idx, Offer.SWITCH_ON)

    def dates_given(self, card_idx: int, typed: TypedFields) -> None:
        """*Save the dates*."""
        of = self._of(card_idx)
        if of.dates is None or of.pressed:
            return
        of.dates.shown = replace(of.dates.shown, typed=typed, problems={})
        try:
            start, end = other_dates(typed, of.dates.begun)
        except BadInput as bad:
            self._show_problems(of.dates, bad)
            return
        change = partial(self._edits.change_dates, start=start, end=end)
        self._edit(card_idx, Offer.DATES, of.dates.stamp_idx, change)

    def delete_confirmed(self, card_idx: int) -> None:
        """*Yes, delete it*."""
        of = self._of(card_idx)
        if of.asked is not None and not of.pressed:
            asked, of.asked = of.asked, None
            self._edit(card_idx, Offer.DELETE, asked, self._edits.delete)

    def offer_declined(self, card_idx: int) -> None:
        """*Not now*, to the dates or the question."""
        of = self._of(card_idx)
        of.asked = None
        self._close_dates(card_idx, of)
        self._page.show_tiles()

    # The press

    def _edit(self, card_idx: int, offer: Offer, stamp_idx: StampIdx, work: Callable[[StampEdit], EditOpened]) -> None:
        shown, of = self._shown, self._of(card_idx)
        of.pressed = of.last = offer
        of.stamp_idx, of.entry_id = stamp_idx, None
        self._page.tell(card_idx, None)
        self._page.show_tiles()
        # Without an owner: the sender is poked also where the page was left meanwhile.
        self._background.submit(
            Lane.DISK,
            partial(work, StampEdit(new_id(), stamp_idx)),
            partial(self._was_opened, shown, card_idx),
            partial(self._was_not_opened, shown, card_idx),
        )

    def _was_opened(self, shown: _OfCustomer, card_idx: int, opened: EditOpened) -> None:
        if opened.entry:
            self._poke()
        if shown is not self._shown:
            return
        of = self._of(card_idx)
        of.pressed = None
        self._close_dates(card_idx, of)
        if opened.entry:
            of.entry_id = opened.entry.id
        else:
            of.news = _pill(words.same_dates(self._language), Sense.PLAIN)
        self._page.show_tiles()
        self._page.read_again()

    def _was_not_opened(self, shown: _OfCustomer, card_idx: int, error: Exception) -> None:
        said = trouble_said(self._language, error)
        if shown is not self._shown:
            return
        of = self._of(card_idx)
        of.pressed = None
        if of.dates and isinstance(error, BadInput):
            self._show_problems(of.dates, error)
            self._page.show_tiles()
            return
        self._close_dates(card_idx, of)
        self._refuse(card_idx, said)
        self._page.read_again()

    # Showing

    def _of(self, card_idx: int) -> _OfCard:
        return self._shown.cards.setdefault(card_idx, _OfCard())

    def _show_problems(self, dates: _Dates, bad: BadInput) -> None:
        sentences = {one.field: str(problem(self._language, one)) for one in bad.problems}
        dates.shown = replace(dates.shown, problems=sentences)
        self._view.show_fields(dates.shown)

    def _close_dates(self, card_idx: int, of: _OfCard) -> None:
        if of.dates:
            of.dates = None
            self._view.hide_fields(card_idx)

    def _refuse(self, card_idx: int, said: Said) -> None:
        self._page.tell(card_idx, NoteShown(Sense.REFUSED, said.what, said.advice))
        self._page.show_tiles()

    def _done(self, offer: Offer) -> PillShown | None:
        """What is said of one that arrived; a stamp that is off says so by itself."""
        said = {
            Offer.DATES: words.dates_changed,
            Offer.SWITCH_ON: words.switched_on,
            Offer.RESET_PIN: words.pin_reset,
            Offer.DELETE: words.deleted,
        }.get(offer)
        return _pill(said(self._language), Sense.DONE) if said else None


def _pill(text: str, sense: Sense) -> PillShown:
    return PillShown(text, sense, text)

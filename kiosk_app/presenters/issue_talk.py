"""The talk of new stamps on a customer's page: the press that issues one or gives a new one, and the fields before it.

A press makes one intent before anything is written; while its issue is open, another press does nothing. What became
of it is read from the journal.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

from kiosk_app.domain.card import HasCard
from kiosk_app.domain.choices import Choice
from kiosk_app.domain.customer import Details
from kiosk_app.domain.entry import Entry, Kind, State
from kiosk_app.domain.ids import new_id
from kiosk_app.domain.ports import Background, Clock, Lane
from kiosk_app.domain.problems import BadInput, Problem
from kiosk_app.presenters.issue_fields import (
    NAMES,
    FieldsShown,
    FieldsView,
    TypedFields,
    Unpressed,
    as_the_card_says,
    request_of,
)
from kiosk_app.presenters.navigation import Navigator
from kiosk_app.presenters.tile import SLOW_S
from kiosk_app.presenters.tile_moment import Issued, open_issue
from kiosk_app.presenters.tile_view import NoteShown, Offer, Sense, TileShown
from kiosk_app.presenters.trouble import trouble_said
from kiosk_app.services.customers import Holding
from kiosk_app.services.issuing import HasStamp, IssueOpened, IssueRequest, Issuing, NoSuchCard, SeveralMeant
from kiosk_app.services.resolving import Resolved, Resolving
from kiosk_app.words import customer as words
from kiosk_app.words.inputs import problem, problems
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said
from kiosk_app.words.stamps import already

_log = logging.getLogger(__name__)


class IssuingPage(Protocol):
    """The customer's page as this talk needs it."""

    @property
    def details(self) -> Details:
        """Who it is; nothing of it before it was read."""
        ...

    def holding_of(self, card_idx: int) -> Holding | None:
        """What they have of the card, as it was read last; None where the card has no tile."""
        ...

    def tell(self, card_idx: int, note: NoteShown | None) -> None:
        """What became of a press, in place of the marks; None: nothing more to say of the one before."""
        ...

    def show_tiles(self) -> None: ...

    def read_again(self) -> None: ...


@dataclass(slots=True)
class _Press:
    """One press on *Issue stamp*, or for a new one, and what is known of it; no entries: it is not on the disk yet."""

    pressed_at_s: float
    entry_ids: tuple[int, ...] = ()
    is_read: bool = False


@dataclass(slots=True)
class _OfCustomer:
    """What was pressed, asked and opened, by Card IDX. ``asked``: they have the card, and somebody must say more."""

    customer_id: str = ""
    presses: dict[int, _Press] = field(default_factory=dict)
    asked: dict[int, IssueRequest] = field(default_factory=dict)
    fields: dict[int, FieldsShown] = field(default_factory=dict)


class IssueTalk:
    """One for the page; ``begin`` makes it one for the customer who is shown now.

    ``resolving``: gives what takes a person's word on a lost stamp.
    """

    def __init__(
        self,
        page: IssuingPage,
        view: FieldsView,
        issuing: Issuing,
        resolving: Callable[[], Resolving],
        background: Background,
        navigate: Navigator,
        clock: Clock,
        language: Language,
        poke: Callable[[], None],
    ) -> None:
        self._page = page
        self._view = view
        self._issuing = issuing
        self._resolving = resolving
        self._background = background
        self._navigate = navigate
        self._clock = clock
        self._language = language
        self._poke = poke
        self._unpressed = Unpressed()
        self._shown = _OfCustomer()

    def begin(self, customer_id: str) -> None:
        """For whoever is shown from now on."""
        self._shown = _OfCustomer(customer_id)

    def left(self) -> None:
        """For nobody, while the page still shows who it was; what was pressed is saved and sent all the same."""
        self._keep_typed()
        self._shown = _OfCustomer()

    # What the page asks

    @property
    def entry_ids(self) -> list[int]:
        """What is to be read with the rest of the page."""
        return [number for press in self._shown.presses.values() for number in press.entry_ids]

    @property
    def is_unread(self) -> bool:
        """Whether something was saved that nobody read yet."""
        return any(press.entry_ids and not press.is_read for press in self._shown.presses.values())

    def was_read(self, entries: Mapping[int, Entry]) -> None:
        """What the journal says by now; a stamp that is done leads to its code, and away from the page."""
        shown = self._shown
        for card_idx, press in list(shown.presses.items()):
            issue = entries.get(press.entry_ids[0]) if press.entry_ids else None
            press.is_read = issue is not None
            if issue is None or issue.state.is_open:
                continue
            del shown.presses[card_idx]
            if issue.state is State.DONE:
                self._navigate.qr(shown.customer_id, card_idx, issue.intent, issue.stamp_idx)
                return
            if issue.state is State.REFUSED:
                self._refuse(card_idx, words.refused(self._language, issue.message))
            elif issue.state is State.CANCELLED:
                self._refuse(card_idx, words.withdrawn(self._language))

    def moved(self, entry: Entry) -> None:
        """An entry was sent. A stamp that is waited for here is shown at once; all else is read when it changed."""
        shown = self._shown
        press = shown.presses.get(entry.card_idx)
        if press and entry.state is State.DONE and press.entry_ids[:1] == (entry.id,):
            del shown.presses[entry.card_idx]
            self._navigate.qr(shown.customer_id, entry.card_idx, entry.intent, entry.stamp_idx)

    def tiles_made(self, tiles: Iterable[TileShown]) -> None:
        """These are the tiles now: fields of another are gone, and what was typed for one of them is there again."""
        shown, today = self._shown, self._clock.today()
        by_card = {one.card_idx: one for one in tiles}
        shown.fields = {card_idx: fields for card_idx, fields in shown.fields.items() if card_idx in by_card}
        for card_idx, one in by_card.items():
            can_issue = any(offered.offer is Offer.ISSUE for offered in one.offers)
            if can_issue and (kept := self._unpressed.bring_back(shown.customer_id, card_idx, today)):
                shown.fields[card_idx] = kept
                self._view.show_fields(kept)

    def issued(self, holding: Holding) -> Issued:
        """What the tile of this card adds to what was read."""
        card_idx, entry = holding.card.card_idx, open_issue(holding)
        press = self._shown.presses.get(card_idx)
        return Issued(
            is_opening=press is not None and entry is None,
            is_slow=self._is_slow(press, entry),
            asks=card_idx in self._shown.asked,
        )

    # What a person did

    def issue_pressed(self, card_idx: int) -> None:
        """*Issue stamp*, as the card says."""
        self._press(IssueRequest(new_id(), card_idx, customer_id=self._shown.customer_id))

    def issue_with_pressed(self, card_idx: int, typed: TypedFields) -> None:
        """*Issue stamp* under the fields behind the three dots."""
        shown, holding = self._shown, self._page.holding_of(card_idx)
        if holding is None or card_idx not in shown.fields:
            return
        shown.fields[card_idx] = replace(shown.fields[card_idx], typed=typed, problems={})
        try:
            request = request_of(typed, self._usual(holding), shown.customer_id, card_idx)
        except BadInput as bad:
            self._show_problems(card_idx, bad.problems)
            self._page.show_tiles()
            return
        self._press(request)

    def another_pressed(self, card_idx: int) -> None:
        """*Issue another*, although the customer has the card."""
        if asked := self._shown.asked.pop(card_idx, None):
            self._page.tell(card_idx, None)
            self._press(replace(asked, intent=new_id(), again=True))

    def more_pressed(self, card_idx: int) -> None:
        """Behind the three dots: the fields of the next issue, or away with them."""
        holding = self._page.holding_of(card_idx)
        if holding is None:
            return
        if card_idx in self._shown.fields:
            self._close_fields(card_idx)
            return
        fields = FieldsShown(
            card_idx,
            self._usual(holding),
            words.extra_label(self._language, holding.card.etc1_name, 1),
            words.extra_label(self._language, holding.card.etc2_name, 2),
        )
        self._shown.fields[card_idx] = fields
        self._view.show_fields(fields)

    def give_new_pressed(self, card_idx: int) -> None:
        """*Give a new one*: the customer has received nothing."""
        shown, holding = self._shown, self._page.holding_of(card_idx)
        lost = open_issue(holding) if holding else None
        press = shown.presses.get(card_idx)
        if lost is None or (press and lost.id not in press.entry_ids):
            return
        shown.presses[card_idx] = _Press(self._clock.monotonic_s())
        self._page.tell(card_idx, None)
        self._background.submit(
            Lane.DISK,
            lambda: self._resolving().choose(lost.id, Choice.GIVE_NEW),
            partial(self._was_given, shown, card_idx),
            partial(self._was_not_given, shown, card_idx),
        )

    # The press

    def _press(self, request: IssueRequest) -> None:
        shown, card_idx = self._shown, request.card_idx
        holding = self._page.holding_of(card_idx)
        if holding is None or card_idx in shown.presses or open_issue(holding):
            return
        shown.presses[card_idx] = _Press(self._clock.monotonic_s())
        self._page.tell(card_idx, None)
        self._page.show_tiles()
        # Without an owner: the sender is poked also where the page was left meanwhile.
        self._background.submit(
            Lane.DISK,
            partial(self._issuing.open, request),
            partial(self._came_of, shown, request),
            partial(self._was_not_opened, shown, request),
        )

    def _came_of(self, shown: _OfCustomer, request: IssueRequest, came: IssueOpened | HasStamp | SeveralMeant) -> None:
        handed = came.entries[0] if isinstance(came, IssueOpened) and came.entries[0].kind is Kind.HAND_OUT else None
        if handed and shown is self._shown:  # its code's page has it sent, once the code is on the glass
            self._navigate.qr(shown.customer_id, request.card_idx, handed.intent, handed.stamp_idx)
            return
        if isinstance(came, IssueOpened):
            self._poke()
        if shown is not self._shown:
            return
        if isinstance(came, IssueOpened):
            # Not read again before a little time went by: most often the answer is there by then, and a read beside
            # the sender would hold it up.
            shown.presses[request.card_idx].entry_ids = tuple(entry.id for entry in came.entries)
            self._close_fields(request.card_idx)
        elif isinstance(came, HasStamp):
            shown.presses.pop(request.card_idx)
            self._close_fields(request.card_idx)
            self._has_stamp(request, came)
        else:
            raise TypeError("a customer given by id is one customer")

    def _has_stamp(self, request: IssueRequest, has: HasStamp) -> None:
        if has.policy is HasCard.OPEN:
            self._navigate.qr(self._shown.customer_id, request.card_idx, None, has.stamps[0].stamp_idx)
            return
        name = words.name(self._language, has.customer.details)
        self._shown.asked[request.card_idx] = request
        self._page.tell(request.card_idx, NoteShown(Sense.PLAIN, already(self._language, name, has.stamps[0]), ""))
        self._page.read_again()

    def _was_not_opened(self, shown: _OfCustomer, request: IssueRequest, error: Exception) -> None:
        if shown is not self._shown:
            _log.warning("an issue was not opened, and its page was left: %s", type(error).__name__)
            return
        shown.presses.pop(request.card_idx)
        if isinstance(error, BadInput):
            self._show_problems(request.card_idx, error.problems)
        elif isinstance(error, NoSuchCard):
            self._refuse(request.card_idx, words.no_such_card(self._language))
        else:
            self._refuse(request.card_idx, trouble_said(self._language, error))
        self._page.show_tiles()

    def _was_given(self, shown: _OfCustomer, card_idx: int, resolved: Resolved) -> None:
        self._poke()
        if shown is self._shown:
            shown.presses[card_idx].entry_ids = tuple(entry.id for entry in resolved.opened)
            self._page.read_again()

    def _was_not_given(self, shown: _OfCustomer, card_idx: int, error: Exception) -> None:
        said = trouble_said(self._language, error)
        if shown is self._shown:
            shown.presses.pop(card_idx)
            self._refuse(card_idx, said)
            self._page.read_again()

    def _is_slow(self, press: _Press | None, entry: Entry | None) -> bool:
        if press:
            return self._clock.monotonic_s() - press.pressed_at_s >= SLOW_S
        return entry is not None and (self._clock.now() - entry.opened_at).total_seconds() >= SLOW_S

    # The fields

    def _usual(self, holding: Holding) -> TypedFields:
        return as_the_card_says(holding.card, self._page.details, self._clock.today())

    def _keep_typed(self) -> None:
        shown, typed = self._shown, self._view.typed_fields()
        for card_idx, fields in shown.fields.items():
            holding, now = self._page.holding_of(card_idx), typed.get(card_idx)
            if holding and now and card_idx not in shown.presses and now != self._usual(holding):
                self._unpressed.keep(shown.customer_id, replace(fields, typed=now), self._clock.today())

    def _show_problems(self, card_idx: int, found: Iterable[Problem]) -> None:
        """At the fields where they are open and it is about them, else in place of the marks."""
        found, fields = tuple(found), self._shown.fields
        if card_idx in fields and all(one.field in NAMES for one in found):
            sentences = {one.field: str(problem(self._language, one)) for one in found}
            fields[card_idx] = replace(fields[card_idx], problems=sentences)
            self._view.show_fields(fields[card_idx])
        else:
            self._refuse(card_idx, problems(self._language, found))

    def _close_fields(self, card_idx: int) -> None:
        if self._shown.fields.pop(card_idx, None):
            self._view.hide_fields(card_idx)

    # Telling

    def _refuse(self, card_idx: int, said: Said) -> None:
        self._page.tell(card_idx, NoteShown(Sense.REFUSED, said.what, said.advice))

"""The talk of a customer's history: newest first, and a visit that was wrong is put right where it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from kiosk_app.domain.customer import Customer
from kiosk_app.domain.ids import StampIdx, new_id
from kiosk_app.domain.ports import Background, Clock, Lane
from kiosk_app.domain.settings import Settings
from kiosk_app.presenters.history_view import CandidateShown, Fix, HistoryView, PanelShown, line
from kiosk_app.presenters.navigation import Navigator
from kiosk_app.presenters.trouble import Notice, trouble_said
from kiosk_app.services.corrections import CorrectionOpened, Corrections, Move, MoveOpened, TakeBack
from kiosk_app.services.customers import Customers, Rows
from kiosk_app.services.history import PAGE, History, HistoryPage, Past
from kiosk_app.words import history_page as words
from kiosk_app.words.customer import name
from kiosk_app.words.language import Language
from kiosk_app.words.lists import masked_phone, nobody_found
from kiosk_app.words.new_customer import leave_form, somebody_scanned

FOUND = 5  # people to choose from


@dataclass(frozen=True, slots=True)
class _Read:
    """What the disk said in one go."""

    customer: Customer | None
    page: HistoryPage


@dataclass(slots=True)
class _Shown:
    """Whose history it is, how much of it is shown, and what is being put right; ``intent`` is the press that does."""

    customer_id: str
    limit: int = PAGE
    page: HistoryPage = HistoryPage((), None)
    name: str = ""
    panel: PanelShown | None = None
    note: str = ""
    intent: str = field(default_factory=new_id)
    going: Callable[[], None] | None = None

    @property
    def is_being_put_right(self) -> bool:
        """Whether something typed would be lost; what is being saved is saved all the same."""
        panel = self.panel
        return panel is not None and not panel.is_busy and bool(self.note.strip() or panel.candidates or panel.searched)


class HistoryPresenter:
    """``poke`` wakes the sender: something waits."""

    def __init__(
        self,
        view: HistoryView,
        history: History,
        corrections: Corrections,
        customers: Customers,
        settings: Callable[[], Settings],
        background: Background,
        navigate: Navigator,
        clock: Clock,
        language: Language,
        poke: Callable[[], None],
    ) -> None:
        self._view = view
        self._history = history
        self._corrections = corrections
        self._customers = customers
        self._settings = settings
        self._background = background
        self._navigate = navigate
        self._clock = clock
        self._language = language
        self._poke = poke
        self._shown: _Shown | None = None

    # What happened

    def opened(self, customer_id: str) -> None:
        """The page is for this customer now."""
        self.left()
        self._shown = _Shown(customer_id)
        self._refresh()

    def left(self) -> None:
        """The page was left: nothing about the customer stays on it."""
        self._background.leave(self)
        self._shown = None
        self._view.show_nobody()

    def changed(self) -> None:
        """Something in the journal changed."""
        self._refresh()

    def back_pressed(self) -> None:
        """To the customer."""
        if self._shown:
            self._navigate.customer(self._shown.customer_id)

    def older_pressed(self) -> None:
        """*Show older*."""
        if self._shown:
            self._shown.limit += PAGE
            self._refresh()

    def fix_pressed(self, entry_id: int, fix: Fix) -> None:
        """*Take back* or *Move*: ask why, and for whom; pressed again, away with it."""
        shown = self._shown
        if shown is None or (shown.panel and shown.panel.is_busy):
            return
        is_open = shown.panel is not None and (shown.panel.entry_id, shown.panel.fix) == (entry_id, fix)
        shown.note, shown.intent = "", new_id()
        self._show_panel(shown, None if is_open else PanelShown(entry_id, fix))

    def not_now_pressed(self) -> None:
        """*Not now*."""
        if self._shown and self._shown.panel and not self._shown.panel.is_busy:
            self._show_panel(self._shown, None)

    def note_typed(self, text: str) -> None:
        """Why it is put right."""
        if self._shown:
            self._shown.note = text

    def who_typed(self, text: str) -> None:
        """Whose visit it was, as far as it is typed."""
        shown = self._shown
        if shown is None or shown.panel is None:
            return
        if not text.strip():
            self._show_panel(shown, replace(shown.panel, candidates=(), searched=""))
            return
        self._background.submit(
            Lane.DISK,
            partial(self._customers.rows, text, FOUND + 1),
            partial(self._found, shown, shown.panel.entry_id, text),
            partial(self._could_not, shown),
            owner=self,
            droppable=True,
        )

    def taken_back(self) -> None:
        """*Yes, take it back*."""
        shown, past = self._shown, self._wrong()
        if shown and past and (stamp_idx := past.entry.stamp_idx) is not None:
            request = TakeBack(shown.intent, stamp_idx, original=past.entry.id, note=shown.note)
            self._put_right(shown, partial(self._corrections.take_back, request))

    def moved_to(self, customer_id: str) -> None:
        """One of those who were found: it was theirs."""
        shown, past = self._shown, self._wrong()
        if shown and past and (stamp_idx := past.entry.stamp_idx) is not None:
            self._put_right(shown, partial(self._corrections.move, self._move(shown, past, stamp_idx, customer_id)))

    def leaving_by_scan(self, go: Callable[[], None]) -> None:
        """Somebody's code was scanned: their page comes up, but not over what is being put right here."""
        shown = self._shown
        if shown and shown.is_being_put_right:
            shown.going = go
            self._view.show_notice(Notice(somebody_scanned(self._language), leave_form(self._language)))
        else:
            go()

    def notice_pressed(self) -> None:
        """*Try again*, or on to whom was scanned."""
        if self._shown and self._shown.going:
            self._shown.going()
        else:
            self._refresh()

    # Reading

    def _refresh(self) -> None:
        if shown := self._shown:
            work = partial(self._read, shown.customer_id, shown.limit)
            self._background.submit(
                Lane.DISK, work, partial(self._came, shown), partial(self._could_not, shown), owner=self
            )

    def _read(self, customer_id: str, limit: int) -> _Read:
        holdings = self._customers.holdings(customer_id)
        return _Read(holdings.customer if holdings else None, self._history.page(customer_id, limit=limit))

    def _came(self, shown: _Shown, read: _Read) -> None:
        if shown is not self._shown:
            return
        if shown.going is None:
            self._view.show_notice(None if read.customer else Notice(words.gone(self._language)))
        shown.page = read.page
        shown.name = name(self._language, read.customer.details) if read.customer else ""
        now = self._clock.now().astimezone()
        lines = tuple(line(self._language, past, self._card_name, now) for past in read.page.past)
        self._view.show_lines(shown.name, lines, has_older=read.page.before is not None)
        if shown.panel and not any(one.entry_id == shown.panel.entry_id and not one.is_struck for one in lines):
            self._show_panel(shown, None)  # while it is tried once more, what is typed stays

    def _card_name(self, card_idx: int) -> str:
        card = self._settings().card(card_idx)
        return card.name if card else ""

    def _could_not(self, shown: _Shown, error: Exception) -> None:
        said = trouble_said(self._language, error)
        if shown is self._shown:
            shown.going = None
            self._view.show_notice(Notice(said, words.try_again(self._language)))

    def _found(self, shown: _Shown, entry_id: int, text: str, rows: Rows) -> None:
        if shown is not self._shown or shown.panel is None or shown.panel.entry_id != entry_id:
            return
        others = [row.customer for row in rows.rows if row.customer.id != shown.customer_id][:FOUND]
        candidates = tuple(
            CandidateShown(one.id, name(self._language, one.details), masked_phone(one.details.phone)) for one in others
        )
        nobody = "" if candidates else nobody_found(self._language, text)
        self._show_panel(shown, replace(shown.panel, candidates=candidates, searched=nobody))

    # Putting right

    def _wrong(self) -> Past | None:
        """The visit whose panel is open and idle."""
        shown = self._shown
        if shown is None or shown.panel is None or shown.panel.is_busy:
            return None
        entry_id = shown.panel.entry_id
        return next((past for past in shown.page.past if past.entry.id == entry_id), None)

    def _move(self, shown: _Shown, past: Past, stamp_idx: StampIdx, customer_id: str) -> Move:
        return Move(shown.intent, stamp_idx, customer_id, original=past.entry.id, note=shown.note)

    def _put_right(self, shown: _Shown, work: Callable[[], CorrectionOpened | MoveOpened]) -> None:
        if shown.panel:
            self._show_panel(shown, replace(shown.panel, is_busy=True, trouble=""))
        # Without an owner: the sender is poked also where the page was left meanwhile.
        self._background.submit(Lane.DISK, work, partial(self._was_put_right, shown), partial(self._was_not, shown))

    def _was_put_right(self, shown: _Shown, _came: CorrectionOpened | MoveOpened) -> None:
        self._poke()
        if shown is self._shown:
            self._show_panel(shown, None)
            self._refresh()

    def _was_not(self, shown: _Shown, error: Exception) -> None:
        said = trouble_said(self._language, error)
        if shown is self._shown and shown.panel:
            shown.intent = new_id()
            self._show_panel(shown, replace(shown.panel, is_busy=False, trouble=str(said)))

    def _show_panel(self, shown: _Shown, panel: PanelShown | None) -> None:
        shown.panel = panel
        self._view.show_panel(panel)

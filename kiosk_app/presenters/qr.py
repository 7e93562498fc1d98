"""The talk of the QR page: the code at once where our own record has a link, undo for a while, and the way back.

A code holds what may be trusted (domain.links) or the text of practice, never a guess. Between the answer and the
code on the glass there is one read; a look, and what changed meanwhile, come after it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from kiosk_app.domain.choices import Choice
from kiosk_app.domain.entry import Entry, State
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.ports import Background, Clock, Lane
from kiosk_app.domain.settings import Settings
from kiosk_app.presenters.navigation import Navigator
from kiosk_app.presenters.qr_moment import QrContent, QrMoment, QrRead, code_of, holding_of, is_handed_out
from kiosk_app.presenters.qr_view import CodeShown, Modules, QrView
from kiosk_app.presenters.trouble import trouble_said
from kiosk_app.services.customers import Customers
from kiosk_app.services.looking import Look, Looking
from kiosk_app.services.outbox import Outbox
from kiosk_app.services.resolving import Resolved, Resolving
from kiosk_app.services.undoing import Undoing, Undone
from kiosk_app.words.language import Language

LOOK_S = 2.0
LOOK_AGAIN_S = 5.0  # while there is no link: so often the service is asked for one


@dataclass(slots=True)
class _Open:
    """All that is remembered of the code whose page it is."""

    customer_id: str
    card_idx: int
    intent: str | None
    stamp_idx: StampIdx | None
    read: QrRead | None = None
    undone: Undone | None = None
    is_undoing: bool = False
    is_giving: bool = False
    undo_until_s: float | None = None
    stays: bool = False
    is_looking: bool = False
    look_at_s: float = field(default=0.0)
    painted: bool = False
    is_up: bool = False
    wants_look: bool = False
    has_changed: bool = False


class QrPresenter:
    """``looking``, ``resolving``: give what looks at stamps, and what takes a person's word on a lost one.

    ``settings``: for the seconds of undo and of the way back. ``modules``: draws a text as a code; it takes some
    milliseconds, so it is asked on the disk's lane.
    """

    def __init__(
        self,
        view: QrView,
        customers: Customers,
        outbox: Outbox,
        looking: Callable[[], Looking],
        undoing: Undoing,
        modules: Callable[[str], Modules],
        settings: Callable[[], Settings],
        background: Background,
        navigate: Navigator,
        clock: Clock,
        language: Language,
        poke: Callable[[], None],
        resolving: Callable[[], Resolving],
        *,
        is_practice: bool,
    ) -> None:
        self._view = view
        self._customers = customers
        self._outbox = outbox
        self._looking = looking
        self._undoing = undoing
        self._modules = modules
        self._settings = settings
        self._background = background
        self._navigate = navigate
        self._clock = clock
        self._language = language
        self._poke = poke
        self._resolving = resolving
        self._is_practice = is_practice
        self._open: _Open | None = None

    # Coming, going, time

    def opened(self, customer_id: str, card_idx: int, intent: str | None, stamp_idx: StampIdx | None = None) -> None:
        """The page is for this stamp now. ``intent``: it was issued by this press and can be undone."""
        if self._open:
            self.left()
        self._open = _Open(customer_id, card_idx, intent, stamp_idx)
        self._view.start_back(self._settings().counter.idle_s)
        self._refresh()

    def left(self) -> None:
        """The page was left: nothing about the customer stays on it, and nobody is called back."""
        self._background.leave(self)
        self._open = None
        self._view.stop_undo()
        self._view.stop_back()
        self._view.keep_time(False)
        self._view.show_nobody()

    def changed(self) -> None:
        """Something in the journal changed."""
        if self._open and not self._open.is_up:
            self._open.has_changed = True
        elif self._open:
            self._refresh()

    def ticked(self) -> None:
        """A little time went by."""
        if self._open and self._open.read and self._open.read.stamp is None:
            self._show(self._open, self._open.read)
        if self._open and not self._open.is_looking and self._clock.monotonic_s() >= self._open.look_at_s:
            self._look(self._open)

    # What a person did

    def code_painted(self) -> None:
        """The code is on the glass: from here the seconds of undo run."""
        opened = self._open
        if opened is None or opened.painted:
            return
        opened.painted = True
        if opened.read and any(map(is_handed_out, opened.read.entries)):
            self._poke()
        seconds = self._settings().counter.undo_s
        if opened.intent and seconds and not opened.undone:
            opened.undo_until_s = self._clock.monotonic_s() + seconds
            self._view.start_undo(seconds)
        self._come_up(opened)

    def undo_pressed(self) -> None:
        """Take the issue back: it is cancelled, or the stamp is switched off."""
        opened = self._open
        if opened is None or opened.intent is None or opened.is_undoing or opened.undone:
            return
        if opened.undo_until_s is None or self._clock.monotonic_s() > opened.undo_until_s:
            return
        opened.is_undoing = True
        self._view.stop_undo()
        # Without an owner: the sender is poked also where the page was left meanwhile.
        self._background.submit(
            Lane.DISK,
            partial(self._undoing.undo_issue, opened.intent),
            partial(self._was_undone, opened),
            partial(self._not_undone, opened),
        )

    def undo_ran_out(self) -> None:
        """Its seconds are over."""
        if self._open:
            self._open.undo_until_s = None
            self._view.stop_undo()

    def touched(self) -> None:
        """Somebody is there: the way back starts anew."""
        if self._open and not self._open.stays:
            self._view.start_back(self._settings().counter.idle_s)

    def stay_pressed(self) -> None:
        """*Stay here*."""
        if self._open:
            self._open.stays = True
            self._view.stop_back()

    def back_ran_out(self) -> None:
        """Nobody was there for the seconds of the way back."""
        if self._open and not self._open.stays:
            self._navigate.counter()

    def done_pressed(self) -> None:
        """*Done*."""
        self._navigate.counter()

    def back_pressed(self) -> None:
        """Back to the customer."""
        if self._open:
            self._navigate.customer(self._open.customer_id)

    def give_new_pressed(self) -> None:
        """*Give a new one*: the customer has received nothing."""
        opened, lost = self._open, self._lost()
        if opened and lost and not opened.is_giving:
            opened.is_giving = True
            # Without an owner: the sender is poked also where the page was left meanwhile.
            self._background.submit(
                Lane.DISK,
                lambda: self._resolving().choose(lost.id, Choice.GIVE_NEW),
                partial(self._was_given, opened),
                partial(self._was_not_given, opened),
            )

    def it_is_there_pressed(self) -> None:
        """*It is there*: its number is typed in the outbox."""
        if lost := self._lost():
            self._navigate.outbox(lost.id)

    def _lost(self) -> Entry | None:
        read = self._open.read if self._open else None
        return read.lost if read else None

    def _was_given(self, opened: _Open, resolved: Resolved) -> None:
        self._poke()
        if opened is self._open:
            self.opened(opened.customer_id, opened.card_idx, resolved.opened[0].intent)

    def _was_not_given(self, opened: _Open, error: Exception) -> None:
        said = trouble_said(self._language, error)
        if opened is self._open:
            opened.is_giving = False
            self._view.show_trouble(said)
            self._refresh()

    # Undoing

    def _was_undone(self, opened: _Open, undone: Undone) -> None:
        self._poke()
        if opened is self._open:
            opened.is_undoing = False
            opened.undone = undone
            self._view.show_trouble(None)
            self._refresh()

    def _not_undone(self, opened: _Open, error: Exception) -> None:
        said = trouble_said(self._language, error)
        if opened is self._open:
            opened.is_undoing = False
            self._view.show_trouble(said)
            left_s = (opened.undo_until_s or 0.0) - self._clock.monotonic_s()
            if left_s > 0:
                self._view.start_undo(left_s)

    # Reading

    def _refresh(self) -> None:
        if opened := self._open:
            code = opened.read.code if opened.read else None
            work = partial(self._read, opened, code)
            self._background.submit(Lane.DISK, work, self._was_read, self._not_read, owner=self)

    def _read(self, opened: _Open, code: CodeShown | None) -> QrRead:
        """``code``: the one that is shown, which is not drawn twice."""
        holdings = self._customers.holdings(opened.customer_id)
        entries, undo = self._entries(opened)
        stamp_idx = opened.stamp_idx
        if opened.intent:
            issue = entries[0] if entries else None
            is_there = issue is not None and (issue.state is State.DONE or is_handed_out(issue))
            stamp_idx = issue.stamp_idx if issue and is_there else None
        elif stamp_idx is None and (holding := holding_of(holdings, opened.card_idx)) and holding.live:
            stamp_idx = holding.live[0].stamp_idx
        stamp = self._looking().ours(stamp_idx) if stamp_idx is not None else None
        if stamp:
            where = holding_of(holdings, opened.card_idx)
            code = code_of(self._language, stamp, where, code, self._modules, is_practice=self._is_practice)
        else:
            code = None
        return QrRead(holdings, entries, undo, stamp, code)

    def _entries(self, opened: _Open) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
        """Those of the press, and those that undo it."""
        if opened.intent is None:
            return (), ()
        mine = tuple(line.entry for line in self._outbox.of_intent(opened.intent))
        if opened.undone is None:
            return mine, ()
        return mine, tuple(line.entry for line in self._outbox.of(entry.id for entry in opened.undone.entries))

    def _was_read(self, read: QrRead) -> None:
        opened = self._open
        if opened is None:
            return
        had_stamp = opened.read is not None and opened.read.stamp is not None
        opened.wants_look = opened.wants_look or (read.stamp is not None and not had_stamp)
        opened.read = read
        self._show(opened, read)
        if opened.painted or read.code is None:
            self._come_up(opened)

    def _not_read(self, error: Exception) -> None:
        self._view.show_trouble(trouble_said(self._language, error))
        if self._open:
            self._come_up(self._open)

    def _come_up(self, opened: _Open) -> None:
        """What had to wait until the code is on the glass, or until it is known that there is none."""
        opened.is_up = True
        if opened.wants_look:
            opened.wants_look = False
            self._look(opened)
        if opened.has_changed:
            opened.has_changed = False
            self._refresh()

    def _look(self, opened: _Open) -> None:
        """Ask the service behind the page: it confirms the link or gives one, and tells the count."""
        if opened.read is None or opened.read.stamp is None:
            return
        opened.is_looking = True
        self._background.submit(
            Lane.LOOK,
            partial(self._look_at, opened.read.stamp.stamp_idx),
            self._was_seen,
            self._not_seen,
            owner=self,
            droppable=True,
        )

    def _look_at(self, stamp_idx: StampIdx) -> Look:
        return self._looking().look(stamp_idx, LOOK_S)

    def _was_seen(self, _look: Look) -> None:
        """What it showed is kept in the directory; that is read again."""
        self._wait_to_look()
        self._refresh()

    def _not_seen(self, error: Exception) -> None:
        self._wait_to_look()
        self._view.show_trouble(trouble_said(self._language, error))

    def _wait_to_look(self) -> None:
        if self._open:
            self._open.is_looking = False
            self._open.look_at_s = self._clock.monotonic_s() + LOOK_AGAIN_S

    # Showing

    def _show(self, opened: _Open, read: QrRead) -> None:
        content = QrContent(self._language, self._moment(opened, read))
        self._view.show_qr(content.shown())
        self._view.keep_time(content.is_to_change)

    def _moment(self, opened: _Open, read: QrRead) -> QrMoment:
        return QrMoment(
            card_idx=opened.card_idx,
            is_of_press=opened.intent is not None,
            undone=opened.undone,
            read=read,
            now=self._clock.now(),
            today=self._clock.today(),
            is_practice=self._is_practice,
        )

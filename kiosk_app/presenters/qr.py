"""The talk of the QR page: the code at once where our own record has a link, undo for a while, and the way back.

A code holds what may be trusted (domain.links) or the text of practice, never a guess. Between the answer and the
code on the glass there is one read; a look, and what changed meanwhile, come after it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Protocol

from kiosk_app.domain.choices import Choice
from kiosk_app.domain.entry import Entry, Kind, State
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.ports import Background, Clock, Lane
from kiosk_app.domain.settings import Settings
from kiosk_app.domain.stamp import Stamp
from kiosk_app.presenters.navigation import Navigator
from kiosk_app.presenters.tile_view import MarksShown
from kiosk_app.presenters.trouble import trouble_said
from kiosk_app.services.customers import Customers, Holding, Holdings
from kiosk_app.services.looking import Look, Looking
from kiosk_app.services.outbox import Outbox
from kiosk_app.services.resolving import Resolved, Resolving
from kiosk_app.services.undoing import Undoing, Undone
from kiosk_app.words import customer as customer_words
from kiosk_app.words import qr as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said
from kiosk_app.words.sending import not_known
from kiosk_app.words.stamps import first_visit_left_out, practice_code, works_later

Modules = tuple[tuple[bool, ...], ...]

SLOW_S = 2.0
LOOK_S = 2.0
LOOK_AGAIN_S = 5.0  # while there is no link: so often the service is asked for one


@dataclass(frozen=True, slots=True)
class CodeShown:
    """What is painted, what stands beside it, and what *Copy* or *Open page* take; one of the last two is empty.

    ``modules``: the text as rows from the top, True is dark.
    """

    text: str
    modules: Modules
    spoken: str
    link: str
    copies: str
    opens: str


@dataclass(frozen=True, slots=True)
class CardShown:
    """The stamp as the card beside the code."""

    name: str
    whose: str
    marks: MarksShown
    count: str
    of: str


@dataclass(frozen=True, slots=True)
class QrShown:
    """The whole page, ready. ``back`` is whom *back* leads to.

    Without a ``code`` its place says ``instead`` while one is to come, else nothing; then ``headline`` says why.
    ``is_lost``: nobody knows whether the stamp was made, and a new one can be given.
    """

    card_idx: int
    back: str
    pill: str
    headline: str
    advice: str
    code: CodeShown | None
    instead: Said | None
    card: CardShown | None
    is_practice: bool
    is_lost: bool = False


class QrView(Protocol):
    """The page. Its clocks run down by themselves and say so."""

    def show_qr(self, shown: QrShown) -> None: ...

    def show_nobody(self) -> None:
        """Take everything about the last customer off the page."""
        ...

    def show_trouble(self, said: Said | None) -> None: ...

    def start_undo(self, seconds: float) -> None: ...

    def stop_undo(self) -> None: ...

    def start_back(self, seconds: float) -> None:
        """Back to the counter in so many seconds, from the start where it runs already."""
        ...

    def stop_back(self) -> None: ...

    def keep_time(self, is_needed: bool) -> None:
        """Whether the presenter wants to hear, a few times a second, that time went by."""
        ...


@dataclass(frozen=True, slots=True)
class _Read:
    """What the disk said in one go."""

    holdings: Holdings | None
    entries: tuple[Entry, ...]
    undo: tuple[Entry, ...]
    stamp: Stamp | None
    code: CodeShown | None


@dataclass(slots=True)
class _Open:
    """All that is remembered of the code whose page it is."""

    customer_id: str
    card_idx: int
    intent: str | None
    stamp_idx: StampIdx | None
    read: _Read | None = None
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
        if opened.read and any(map(_is_handed_out, opened.read.entries)):
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
        return read.entries[0] if read and read.entries and read.entries[0].state is State.UNKNOWN else None

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

    def _read(self, opened: _Open, code: CodeShown | None) -> _Read:
        """``code``: the one that is shown, which is not drawn twice."""
        holdings = self._customers.holdings(opened.customer_id)
        entries, undo = self._entries(opened)
        stamp_idx = opened.stamp_idx
        if opened.intent:
            issue = entries[0] if entries else None
            is_there = issue is not None and (issue.state is State.DONE or _is_handed_out(issue))
            stamp_idx = issue.stamp_idx if issue and is_there else None
        elif stamp_idx is None and (holding := _holding(holdings, opened.card_idx)) and holding.live:
            stamp_idx = holding.live[0].stamp_idx
        stamp = self._looking().ours(stamp_idx) if stamp_idx is not None else None
        code = self._code(stamp, _holding(holdings, opened.card_idx), code) if stamp else None
        return _Read(holdings, entries, undo, stamp, code)

    def _entries(self, opened: _Open) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
        """Those of the press, and those that undo it."""
        if opened.intent is None:
            return (), ()
        mine = tuple(line.entry for line in self._outbox.of_intent(opened.intent))
        if opened.undone is None:
            return mine, ()
        return mine, tuple(line.entry for line in self._outbox.of(entry.id for entry in opened.undone.entries))

    def _was_read(self, read: _Read) -> None:
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

    def _show(self, opened: _Open, read: _Read) -> None:
        holding = _holding(read.holdings, opened.card_idx)
        name = customer_words.name(self._language, read.holdings.customer.details) if read.holdings else ""
        instead = self._instead(opened, read, name)
        code = read.code if instead is None else None
        is_new = opened.intent is not None and read.stamp is not None and instead is None
        lacks_link = read.stamp is not None and instead is None and code is None
        why = words.coming(self._language) if lacks_link else instead
        beside = Said(words.scan(self._language), self._advice(opened, read, holding)) if code else why
        is_to_come = code is None and _is_to_come(opened, read)
        has_card = not opened.undone and (read.stamp is not None or is_to_come)
        shown = QrShown(
            card_idx=opened.card_idx,
            back=name or words.title(self._language),
            pill=words.issued(self._language, self._is_practice) if is_new else "",
            headline=beside.what if beside and not is_to_come else "",
            advice=beside.advice if beside and not is_to_come else "",
            code=code,
            instead=why if is_to_come else None,
            card=self._card(read.stamp, holding, name) if holding and has_card else None,
            is_practice=self._is_practice,
            is_lost=self._lost() is not None and not opened.undone,
        )
        self._view.show_qr(shown)
        gets_slow = is_to_come and bool(read.entries) and not self._is_slow(read.entries[0])
        self._view.keep_time(lacks_link or gets_slow)

    def _advice(self, opened: _Open, read: _Read, holding: Holding | None) -> str:
        if holding and holding.handed_out and read.stamp and not read.stamp.active:
            return works_later(self._language)
        if opened.intent and holding and holding.card.first_visit and len(read.entries) == 1:
            fields = read.entries[0].fields
            is_usable = fields is None or bool(fields.active and (fields.start or date.min) <= self._clock.today())
            return first_visit_left_out(self._language, is_usable=is_usable)
        return words.how(self._language)

    def _instead(self, opened: _Open, read: _Read, name: str) -> Said | None:
        """What stands in the code's place where there is none to show; None where there is a stamp."""
        if opened.undone:
            return self._of_undoing(opened.undone, read.undo)
        if opened.intent is None:
            return None if read.stamp else words.no_stamp(self._language)
        if not read.entries:
            return words.no_stamp(self._language)
        return self._of_issue(read.entries[0], read.stamp, name)

    def _is_slow(self, issue: Entry) -> bool:
        return (self._clock.now() - issue.opened_at).total_seconds() >= SLOW_S

    def _of_issue(self, issue: Entry, stamp: Stamp | None, name: str) -> Said | None:
        if _is_handed_out(issue):
            return None if stamp else words.no_stamp(self._language)
        match issue.state:
            case State.DONE:
                return None if stamp else words.no_stamp(self._language)
            case State.WAITING if issue.attempts:
                return words.waiting(self._language)
            case State.WAITING | State.SENDING:
                said = words.sending(self._language)
                return Said(said.what, customer_words.slow(self._language)) if self._is_slow(issue) else said
            case State.UNKNOWN:
                return not_known(self._language, issue.kind, name)
            case State.REFUSED:
                return customer_words.refused(self._language, issue.message)
            case State.ASIDE:
                return words.set_aside(self._language)
            case State.CANCELLED:
                return customer_words.withdrawn(self._language)

    def _of_undoing(self, undone: Undone, entries: tuple[Entry, ...]) -> Said:
        if undone.cancelled:
            return words.cancelled(self._language)
        change = entries[0] if entries else undone.entries[0]
        if change.state is State.DONE:
            return words.undone(self._language)
        if change.state is State.CANCELLED:  # what it would have switched off was never made
            return words.cancelled(self._language)
        if change.state in (State.WAITING, State.SENDING):
            return words.undoing(self._language)
        return words.not_undone(self._language, change.state, change.message)

    def _code(self, stamp: Stamp, holding: Holding | None, last: CodeShown | None) -> CodeShown | None:
        text = practice_code(self._language, stamp.stamp_idx) if self._is_practice else stamp.url
        if text is None:
            return None
        modules = last.modules if last and last.text == text else self._modules(text)
        spoken = words.code_spoken(self._language, holding.card.name if holding else "")
        if self._is_practice:
            link = words.practice_stamp(self._language, stamp.stamp_idx)
            return CodeShown(text, modules, spoken, link, "", stamp.url or "")
        return CodeShown(text, modules, spoken, text.partition("://")[2], text, "")

    def _card(self, stamp: Stamp | None, holding: Holding, name: str) -> CardShown:
        """Without a stamp it is the one that is on its way."""
        card = holding.card
        stamp_idx = stamp.stamp_idx if stamp else None
        places = (stamp.places if stamp else 0) or card.places
        visits = min((stamp.visits if stamp else 0) or 0, places)
        on_their_way = sum(entry.kind is Kind.VISIT and entry.stamp_idx == stamp_idx for entry in holding.open)
        waiting = min(on_their_way, places - visits)
        spoken = customer_words.grid_name(self._language, visits + waiting, places, card.reward, waiting)
        return CardShown(
            card.name,
            words.whose(name, stamp, self._language) if stamp else name,
            MarksShown(str(stamp_idx or ""), card.glyph, places, visits, waiting, spoken),
            str(visits + waiting),
            customer_words.of_places(self._language, places),
        )


def _holding(holdings: Holdings | None, card_idx: int) -> Holding | None:
    cards = holdings.cards if holdings else ()
    return next((holding for holding in cards if holding.card.card_idx == card_idx), None)


def _is_handed_out(issue: Entry) -> bool:
    """Whether its stamp was ready, so that it is shown before the service has heard of it."""
    return issue.kind is Kind.HAND_OUT and issue.state.is_open


def _is_to_come(opened: _Open, read: _Read) -> bool:
    """Whether a code will stand there by itself: for a stamp without a link yet, or one that is on its way."""
    if opened.undone:
        return False
    on_its_way = bool(read.entries) and read.entries[0].state in (State.WAITING, State.SENDING)
    return read.stamp is not None or on_its_way

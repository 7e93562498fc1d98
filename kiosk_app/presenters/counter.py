"""The counter: who was served last, who is found while somebody types or scans, and the way to their page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.customer import Details
from kiosk_app.domain.finding import words_asked
from kiosk_app.domain.ids import StampIdx, stamp_idx_from_text
from kiosk_app.domain.links import stamp_idx_from_scan
from kiosk_app.domain.ports import Background, Clock, Lane, Ticket
from kiosk_app.domain.settings import Settings
from kiosk_app.domain.text import clean
from kiosk_app.presenters.customer_rows import CustomerRow, customer_row
from kiosk_app.presenters.navigation import Navigator
from kiosk_app.presenters.trouble import Notice, trouble_said
from kiosk_app.services.customers import Customers, Rows
from kiosk_app.services.outbox import Outbox, Standing
from kiosk_app.words import counter as words
from kiosk_app.words.language import Language
from kiosk_app.words.lists import nobody_found
from kiosk_app.words.said import Said
from kiosk_app.words.stamps import practice_code


@dataclass(frozen=True, slots=True)
class Recent:
    """What the counter shows while nothing is typed.

    ``empty``: nobody is in the directory yet. ``sent`` is empty while something needs a person: that is told above.
    """

    rows: tuple[CustomerRow, ...]
    empty: Said | None
    sent: str
    is_all_sent: bool


@dataclass(frozen=True, slots=True)
class Results:
    """What was found by a text. ``nobody`` is empty where somebody has just that, ``more`` where all are shown.

    ``left``: how many are not shown. ``new_customer`` is empty where the text can be no customer's.
    """

    text: str
    rows: tuple[CustomerRow, ...]
    count: str
    more: str
    left: str
    nobody: str
    new_customer: str


class CounterView(Protocol):
    """The counter page. What it shows by itself is no typing: it tells the presenter of people's letters only."""

    def show_empty_search(self) -> None:
        """Empty the search, and give it the focus."""
        ...

    def select_search(self) -> None:
        """Let the next letter replace what is in the search."""
        ...

    def show_recent(self, recent: Recent) -> None: ...

    def show_results(self, results: Results) -> None:
        """The first row is preselected, else *New customer*; what somebody chose meanwhile stays chosen."""
        ...

    def show_notice(self, notice: Notice | None) -> None: ...


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the disk knows of a text. ``meant``: the customer whose member id it is."""

    text: str
    rows: Rows
    meant: str | None
    cards: tuple[StampCard, ...]
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class _Entered:
    """What Enter on a text comes to: the one customer it means, else what is found by it."""

    customer_id: str | None
    answer: _Answer


class CounterPresenter:
    """Each letter is searched for at once, and only the answer to the last one is shown."""

    def __init__(
        self,
        view: CounterView,
        customers: Customers,
        outbox: Outbox,
        settings: Callable[[], Settings],
        background: Background,
        navigate: Navigator,
        clock: Clock,
        language: Language,
    ) -> None:
        self._view = view
        self._customers = customers
        self._outbox = outbox
        self._settings = settings
        self._background = background
        self._navigate = navigate
        self._clock = clock
        self._language = language
        self._is_open = False
        self._text = ""
        self._shown: str | None = None
        self._turn = 0
        self._ticket: Ticket | None = None
        self._entered_for: str | None = None
        self._code_is_unknown = False
        self._way_on: Callable[[], None] | None = None

    # What happened

    def opened(self) -> None:
        """The page came up: the search is empty."""
        self._is_open = True
        self._text, self._shown, self._entered_for, self._code_is_unknown = "", None, None, False
        self._view.show_empty_search()
        self._ask()

    def left(self) -> None:
        """Another page came up."""
        self._is_open = False
        self._turn += 1
        self._entered_for = None
        self._background.leave(self)

    def changed(self) -> None:
        """Something in the journal, the directory or the settings changed, or a minute went by."""
        if self._is_open:
            self._ask()

    def typed(self, text: str) -> None:
        """The search holds another text."""
        self._text, self._entered_for, self._code_is_unknown = text, None, False
        self._customers.give_up_searching()
        self._ask()

    def entered(self, chosen: str | None) -> None:
        """Enter, with this customer's row chosen. A scanner's Enter comes before anything is found."""
        if chosen is not None and self._shown == self._text:
            self.chosen(chosen)
        elif self._text.strip() and self._is_open:
            self._entered_for = self._text
            self._background.submit(
                Lane.DISK,
                partial(self._mean, self._text),
                partial(self._meant, self._text),
                self._failed,
                owner=self,
            )

    def chosen(self, customer_id: str) -> None:
        """A customer was tapped. A second tap does nothing more."""
        if self._is_open:
            self._is_open = False
            self._navigate.customer(customer_id)

    def new_customer_wanted(self) -> None:
        """*New customer*, with what was typed. A link is nobody's name."""
        if self._is_open:
            self._is_open = False
            self._navigate.new_customer("" if _is_link(self._text) else self._text)

    def way_on_taken(self) -> None:
        """The button of the notice."""
        if self._way_on is not None:
            self._way_on()

    # Searching

    def _ask(self) -> None:
        self._turn += 1
        if self._ticket is not None:
            self._ticket.cancel()
        self._ticket = self._background.submit(
            Lane.DISK,
            partial(self._look, self._text),
            partial(self._answered, self._turn),
            self._failed,
            owner=self,
            droppable=True,
        )

    def _look(self, text: str) -> _Answer:
        """On the disk's lane."""
        cards = self._settings().cards
        if _is_link(text):
            return _Answer(text, Rows((), 0), None, cards)
        rows = self._customers.rows(text)
        if not text.strip():
            return _Answer(text, rows, None, cards, self._outbox.standing())
        exact = self._customers.looks_like(Details(user_id=clean(text)))
        if exact is None:
            return _Answer(text, rows, None, cards)
        if rows.is_near:  # the index was not ready when it was asked: who has the text is not nearly meant
            rows = Rows((), 0)
        others = tuple(row for row in rows.rows if row.customer.id != exact.customer.id)
        found = replace(rows, rows=(exact, *others), total=max(rows.total, 1), words=rows.words or words_asked(text))
        return _Answer(text, found, exact.customer.id, cards)

    def _answered(self, turn: int, answer: _Answer) -> None:
        if turn == self._turn:
            self._show(answer)

    def _failed(self, error: Exception) -> None:
        said = trouble_said(self._language, error)
        self._entered_for = None
        self._tell(Notice(said, words.try_again(self._language)), self._ask)

    # Enter

    def _mean(self, text: str) -> _Entered:
        """On the disk's lane: a stamp's link, a member id, a Stamp IDX, or somebody who alone is found."""
        answer = self._look(text)
        if answer.meant is not None:
            return _Entered(answer.meant, answer)
        if answer.rows.total == 1 and not answer.rows.is_near:
            return _Entered(answer.rows.rows[0].customer.id, answer)
        scanned, nobody = self._scanned(text), not answer.rows.total or answer.rows.is_near
        owner = self._customers.customer_of_stamp(scanned) if scanned is not None and nobody else None
        return _Entered(owner.id if owner else None, answer)

    def _meant(self, text: str, entered: _Entered) -> None:
        if self._entered_for != text:
            return
        self._entered_for = None
        if entered.customer_id is not None:
            self.chosen(entered.customer_id)
        elif _is_link(text):
            self._code_is_unknown = True
            self._text = ""
            self._view.show_empty_search()
            self._ask()
        else:
            self._show(entered.answer)
            if not entered.answer.rows.total or entered.answer.rows.is_near:
                self._view.select_search()

    def _scanned(self, text: str) -> StampIdx | None:
        """The Stamp IDX of a code: a link, the number itself, or what a code of practice says."""
        scanned = stamp_idx_from_scan(text)
        if scanned is not None:
            return scanned
        numbers = (stamp_idx_from_text(part.rstrip(".。")) for part in text.split())
        line = text.strip()
        return next((one for one in numbers if one is not None and practice_code(self._language, one) == line), None)

    # Showing

    def _show(self, answer: _Answer) -> None:
        self._shown = answer.text
        self._tell_standing(answer)
        if answer.text.strip():
            self._view.show_results(self._results(answer))
        else:
            self._view.show_recent(self._recent(answer))

    def _tell_standing(self, answer: _Answer) -> None:
        """What is to be said beside what was found."""
        if self._code_is_unknown:
            self._tell(Notice(words.unknown_code(self._language)))
        elif not answer.cards:
            notice = Notice(words.no_card(self._language), words.to_settings(self._language))
            self._tell(notice, lambda: self._navigate.settings("cards"))
        elif answer.rows.is_near:
            self._tell(Notice(words.nearly(self._language, nobody_found(self._language, answer.text.strip()))))
        else:
            self._tell(None)

    def _tell(self, notice: Notice | None, way_on: Callable[[], None] | None = None) -> None:
        self._way_on = way_on
        self._view.show_notice(notice)

    def _recent(self, answer: _Answer) -> Recent:
        language, standing = self._language, answer.standing
        rows = self._rows(answer)
        empty = None if rows else words.no_customers(language)
        if standing is None or standing.waiting:
            return Recent(rows, empty, words.not_sent(language, standing.waiting) if standing else "", False)
        return Recent(rows, empty, "" if standing.needs else words.all_sent(language), not standing.needs)

    def _results(self, answer: _Answer) -> Results:
        language, text, rows = self._language, answer.text.strip(), answer.rows
        shown = self._rows(answer)
        if _is_link(text):
            return Results(answer.text, (), "", "", "", "", "")
        is_left = rows.is_least or rows.total > len(shown)
        return Results(
            text=answer.text,
            rows=shown,
            count=self._count(rows),
            more=words.first_shown(language, len(shown)) if is_left else "",
            left=self._left(rows, len(shown)) if is_left else "",
            nobody=nobody_found(language, text) if rows.is_near or not rows.total else "",
            new_customer=words.new_customer_named(language, text),
        )

    def _count(self, rows: Rows) -> str:
        if rows.is_least:
            return words.many_customers(self._language, rows.total)
        return words.customers(self._language, rows.total) if rows.total else ""

    def _left(self, rows: Rows, shown: int) -> str:
        if rows.is_least:
            return words.more_than(self._language, rows.total)
        return words.and_more(self._language, rows.total - shown)

    def _rows(self, answer: _Answer) -> tuple[CustomerRow, ...]:
        now = self._clock.now()
        return tuple(
            customer_row(self._language, row, answer.cards, answer.rows.words, now) for row in answer.rows.rows
        )


def _is_link(text: str) -> bool:
    """A scanned link is nobody's name, and the digits in it are nobody's phone."""
    return "://" in text or text.strip().casefold().startswith(("http:", "https:"))

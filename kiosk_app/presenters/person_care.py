"""One customer's data: taken along as a file, or erased for good, asked once; then what the service still holds."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from kiosk_app.domain.customer import Customer
from kiosk_app.domain.entry import Entry, State
from kiosk_app.domain.ports import Background, Clock, Lane
from kiosk_app.presenters.file_work import FileWork
from kiosk_app.presenters.trouble import trouble_said
from kiosk_app.services.erasing import Erased, Erasing
from kiosk_app.services.exporting import Exported, Exporting
from kiosk_app.words import erasing_page as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


class PersonView(Protocol):
    """The card on the edit page."""

    def show_person(self, is_there: bool, file_name: str = "") -> None:
        """Whether somebody is there to be exported or erased, and what the file is called."""
        ...

    def show_person_busy(self, is_busy: bool) -> None: ...

    def show_person_said(self, said: Said | None, *, is_refusal: bool = False) -> None: ...

    def show_person_question(self, question: Said | None) -> None: ...


class PersonCare:
    """``poke`` wakes the sender. ``erased``: they are gone, in a sentence, which is told anew as the service is."""

    def __init__(
        self,
        view: PersonView,
        exporting: Exporting,
        erasing: Erasing,
        background: Background,
        clock: Clock,
        language: Language,
        poke: Callable[[], None],
    ) -> None:
        self._view = view
        self._exporting = exporting
        self._erasing = erasing
        self._background = background
        self._clock = clock
        self._language = language
        self._poke = poke
        self._customer: Customer | None = None
        self._erased: Erased | None = None
        self._states: dict[int, State] = {}  # of what tells the service to forget them
        self._is_erasing = False
        self._tell: Callable[[Said], None] = lambda _said: None
        self._work = FileWork(
            background,
            language,
            view.show_person_busy,
            begun=lambda: self._say(None),
            refused=lambda said: self._say(said, is_refusal=True),
        )

    def opened(self, customer: Customer, erased: Callable[[Said], None]) -> None:
        """The form of this customer is there."""
        self._customer, self._tell = customer, erased
        self._view.show_person(True, f"customer-{self._clock.today():%Y-%m-%d}.json")
        self._say(None)

    def left(self) -> None:
        """The page is left. Who is being erased is erased all the same."""
        self._customer = self._erased = None
        self._is_erasing = False
        self._work.leave()
        self._view.show_person(False)
        self._say(None)

    def export_wanted(self, path: str) -> None:
        """*Export this customer…*, to this file."""
        if customer := self._customer:
            self._work.do(lambda: self._exporting.person(Path(path), customer.id), self._exported)

    def erase_pressed(self) -> None:
        """*Erase customer…*: it is asked."""
        if self._customer and not self._is_erasing:
            self._say(None)
            self._view.show_person_question(words.question(self._language, self._customer.details.name))

    def erase_declined(self) -> None:
        """*Not yet*."""
        self._view.show_person_question(None)

    def erase_confirmed(self) -> None:
        """*Yes, erase*. A second press does nothing."""
        customer = self._customer
        if customer is None or self._is_erasing:
            return
        self._is_erasing = True
        self._view.show_person_busy(True)
        # Without an owner: the sender is poked also where the page was left meanwhile.
        self._background.submit(
            Lane.DISK,
            partial(self._erasing.erase, customer.id),
            partial(self._gone, customer),
            partial(self._stays, customer),
        )

    def moved(self, entry: Entry) -> None:
        """An entry stands otherwise than it did."""
        if entry.id in self._states and self._erased:
            self._states[entry.id] = entry.state
            self._tell_what_is_left(self._erased)

    def _exported(self, made: Exported) -> None:
        self._say(words.exported(self._language, str(made.path)))

    def _gone(self, customer: Customer, erased: Erased) -> None:
        if erased.entries:
            self._poke()
        if customer is not self._customer:
            return
        self._is_erasing, self._customer, self._erased = False, None, erased
        self._states = {entry.id: entry.state for entry in erased.entries}
        self._view.show_person_busy(False)
        self._view.show_person(False)
        self._say(None)
        self._tell_what_is_left(erased)

    def _stays(self, customer: Customer, error: Exception) -> None:
        said = trouble_said(self._language, error)
        if customer is self._customer:
            self._is_erasing = False
            self._view.show_person_busy(False)
            self._say(said, is_refusal=True)

    def _tell_what_is_left(self, erased: Erased) -> None:
        by_state = [(self._states[entry.id], entry.stamp_idx) for entry in erased.entries]
        ended = [stamp for state, stamp in by_state if state.is_final and state is not State.DONE and stamp is not None]
        self._tell(
            words.erased(
                self._language,
                waiting=sum(not state.is_final for state, _ in by_state),
                cleared=sum(state is State.DONE for state, _ in by_state),
                not_cleared=[*erased.not_cleared, *ended],
                lost=erased.lost,
            )
        )

    def _say(self, said: Said | None, *, is_refusal: bool = False) -> None:
        """Nothing is asked beside it."""
        self._view.show_person_question(None)
        self._view.show_person_said(said, is_refusal=is_refusal)

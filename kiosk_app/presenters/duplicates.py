"""The page of duplicates: it compares everybody, and makes two one or tells them apart, each asked once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk_app.domain.customer import Customer
from kiosk_app.domain.ports import Background, Lane
from kiosk_app.presenters.duplicates_view import DuplicatesView, Pair, QuestionShown, called, shown_pair
from kiosk_app.presenters.navigation import Navigator
from kiosk_app.presenters.trouble import trouble_said
from kiosk_app.services.merging import Merged, Merging, Pairs
from kiosk_app.words import duplicates_page as words
from kiosk_app.words import persons as person_words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

AT_ONCE = 20  # pairs; the next come by *Show more*


class DuplicatesPresenter:
    """``poke`` wakes the sender: something waits."""

    def __init__(
        self,
        view: DuplicatesView,
        merging: Merging,
        background: Background,
        navigate: Navigator,
        language: Language,
        poke: Callable[[], None],
    ) -> None:
        self._view = view
        self._merging = merging
        self._background = background
        self._navigate = navigate
        self._language = language
        self._poke = poke
        self._pairs: list[Pair] = []
        self._unlisted = 0  # pairs that are not told of yet
        self._shown = AT_ONCE
        self._question: QuestionShown | None = None
        self._is_looking = False
        self._is_busy = False

    # What happened

    def opened(self) -> None:
        """The page came up."""
        self._forget()
        self._show()
        self.look_pressed()

    def left(self) -> None:
        """Another page came up: nobody stays on this one. What is being merged is merged all the same."""
        self._background.leave(self)
        self._forget()
        self._view.show_looking(False)
        self._view.show_said(None)
        self._show()

    def look_pressed(self) -> None:
        """*Look again*: everybody is compared anew."""
        if self._is_looking:
            return
        self._is_looking = True
        self._question = None
        self._view.show_looking(True)
        self._background.submit(Lane.CARE, self._merging.alike, self._came, self._could_not_look, owner=self)

    def more_pressed(self) -> None:
        """*Show more*."""
        self._shown += AT_ONCE
        self._show()

    def merge_pressed(self, key: str) -> None:
        """*Merge…*: it is asked, and whoever was entered first stays."""
        self._ask(key, keeps_other=False)

    def swapped(self) -> None:
        """*Keep the other one*."""
        if self._question:
            self._ask(self._question.key, keeps_other=not self._question.keeps_other)

    def declined(self) -> None:
        """*Not yet*."""
        self._question = None
        self._view.show_question(None)

    def confirmed(self) -> None:
        """*Yes, merge*."""
        question = self._question
        pair = self._pair(question.key) if question else None
        if question is None or pair is None or self._is_busy:
            return
        kept, other = self._sides(pair, keeps_other=question.keeps_other)
        self._begin(pair)
        # Without an owner: the sender is poked also where the page was left meanwhile.
        self._background.submit(
            Lane.DISK, partial(self._merging.merge, kept.id, other.id), partial(self._merged, other.id), self._failed
        )

    def apart_pressed(self, key: str) -> None:
        """*Not the same*."""
        if (pair := self._pair(key)) is not None and not self._is_busy:
            self._begin(pair)
            tell = partial(self._merging.tell_apart, pair.one.id, pair.other.id)
            self._background.submit(Lane.DISK, tell, lambda _: self._told_apart(pair), self._failed, owner=self)

    def back_pressed(self) -> None:
        """The way back."""
        self._navigate.settings("data")

    # What came of it

    def _came(self, found: Pairs) -> None:
        self._is_looking = False
        self._pairs = [Pair(one.by.value, one.one, one.other) for one in found.pairs]
        self._unlisted = found.total - len(self._pairs)
        self._shown = AT_ONCE
        self._view.show_looking(False)
        self._show()
        if not self._pairs:
            self._view.show_said(Said(person_words.no_duplicates(self._language)))

    def _could_not_look(self, error: Exception) -> None:
        self._is_looking = False
        self._view.show_looking(False)
        self._view.show_said(trouble_said(self._language, error), is_refusal=True)

    def _merged(self, gone_id: str, merged: Merged) -> None:
        """Whoever went in is in no other pair either; those of whoever stays show them as they are now."""
        if merged.entries:
            self._poke()
        if not self._is_busy:
            return
        self._end()
        kept = merged.customer
        left = [pair for pair in self._pairs if gone_id not in (pair.one.id, pair.other.id)]
        self._pairs = [pair.with_now(kept) for pair in left]
        self._show()
        self._view.show_said(Said(person_words.merged(self._language, called(self._language, kept))))

    def _told_apart(self, pair: Pair) -> None:
        self._end()
        self._pairs.remove(pair)
        self._show()
        self._view.show_said(Said(person_words.told_apart(self._language)))

    def _failed(self, error: Exception) -> None:
        said = trouble_said(self._language, error)
        if self._is_busy:
            self._end()
            self._view.show_said(said, is_refusal=True)

    # What is shown

    def _forget(self) -> None:
        self._pairs, self._unlisted, self._shown = [], 0, AT_ONCE
        self._question = None
        self._is_looking = self._is_busy = False

    def _show(self) -> None:
        shown = tuple(shown_pair(self._language, pair) for pair in self._pairs[: self._shown])
        total = len(self._pairs) + self._unlisted
        count = words.shown_of(self._language, len(shown), total) if len(shown) < total else ""
        self._view.show_pairs(shown, count, has_more=len(shown) < len(self._pairs))
        self._view.show_question(self._question)
        self._view.show_busy(None)

    def _ask(self, key: str, *, keeps_other: bool) -> None:
        pair = self._pair(key)
        if pair is None or self._is_busy:
            return
        kept, _ = self._sides(pair, keeps_other=keeps_other)
        said = words.question(self._language, called(self._language, kept))
        self._question = QuestionShown(key, said, keeps_other)
        self._view.show_said(None)
        self._view.show_question(self._question)

    def _begin(self, pair: Pair) -> None:
        self._is_busy = True
        self._view.show_said(None)
        self._view.show_busy(pair.key)

    def _end(self) -> None:
        self._is_busy = False
        self._question = None
        self._view.show_busy(None)
        self._view.show_question(None)

    def _pair(self, key: str) -> Pair | None:
        return next((pair for pair in self._pairs if pair.key == key), None)

    @staticmethod
    def _sides(pair: Pair, *, keeps_other: bool) -> tuple[Customer, Customer]:
        """Who stays, and who goes in."""
        return (pair.other, pair.one) if keeps_other else (pair.one, pair.other)

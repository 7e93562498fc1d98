"""The import page: a file is chosen, its columns are put right, it is looked through, and taken over as a whole.

An import goes on while the page is left, and what came of it waits there. What is only looked through is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from kiosk_app.domain.disk import StoreTrouble
from kiosk_app.domain.ports import Background, Lane
from kiosk_app.domain.sheet import Column, Sheet, SheetRefused, Unusable, with_corrections
from kiosk_app.domain.text import clean, quoted
from kiosk_app.presenters.import_view import ColumnShown, CountsShown, ImportButton, ImportView, SheetShown, Step
from kiosk_app.presenters.navigation import Navigator
from kiosk_app.services.importing import Brought, Cancelled, Headway, Imported, Importing, ImportRequest, NotShown
from kiosk_app.words import import_page as words
from kiosk_app.words import sheets as sheet_words
from kiosk_app.words.folder import disk_trouble
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

T = TypeVar("T")

SAID = 50  # faulty lines; nobody reads more of them at once
SHOWN = 40  # columns; a table of customers has fewer
SAMPLES = 3


class ImportPresenter:
    """One import at a time."""

    def __init__(
        self, view: ImportView, importing: Importing, background: Background, navigate: Navigator, language: Language
    ) -> None:
        self._view = view
        self._importing = importing
        self._background = background
        self._navigate = navigate
        self._language = language
        self._step = Step.CHOOSE
        self._is_open = False
        self._has_news = False  # an import ended while nobody looked
        self._headway: Headway | None = None  # of what runs now
        self._picks: dict[str, Column] = {}  # what a person said that columns hold, by number
        self._forget()

    # What happened

    def opened(self) -> None:
        """The page came up: with the import that runs or has ended meanwhile, else from the beginning."""
        self._is_open = True
        if self._step is not Step.IMPORT and not self._has_news:
            self._begin()
        self._count_brought()

    def left(self) -> None:
        """Another page came up. Nothing of the file stays on this one, unless its import runs."""
        self._is_open = self._has_news = False
        self._background.leave(self)
        self._view.show_brought("", None, ())
        if self._step is not Step.IMPORT:
            self._drop()
            self._begin()

    def changed(self) -> None:
        """Something in the directory changed: a stamp of an import may have come in."""
        if self._is_open:
            self._count_brought()

    def file_chosen(self, path: str) -> None:
        """*Choose a file…*: this one."""
        if self._step is not Step.IMPORT:
            self._begin()
            self._path = Path(path)
            self._look()

    def encoding_picked(self, encoding: str) -> None:
        """Other letters, and perhaps other columns, come of it."""
        self._encoding, self._picks = encoding, {}
        self._look()

    def separator_picked(self, separator: str) -> None:
        """Other columns come of it."""
        self._separator, self._picks = separator, {}
        self._look()

    def column_picked(self, place: int, holds: Column) -> None:
        """The column at this place, from 0, holds this; no other one does then."""
        if self._sheet:
            columns = with_corrections(self._sheet, {str(place + 1): holds})
            self._picks = {str(number): column for number, column in enumerate(columns, start=1)}
            self._show_sheet(replace(self._sheet, columns=columns))
            self._try()

    def import_pressed(self) -> None:
        """*Import*. A second press does nothing."""
        tried = self._tried
        if tried is None or self._step is not Step.COLUMNS:
            return
        self._show_step(Step.IMPORT)
        # Without an owner: it goes on, and what came of it is kept, where the page is left.
        self._run(replace(self._request(), is_dry=False, leaves_out=bool(tried.faulty)), self._imported, owner=None)

    def stop_pressed(self) -> None:
        """*Stop the import*: nothing is changed then, unless it was over already."""
        if self._headway:
            self._headway.is_cancelled = True

    def ticked(self) -> None:
        """A moment went by."""
        if self._headway:
            is_import = self._step is Step.IMPORT
            said = words.importing(self._language) if is_import else words.checking(self._language)
            self._view.show_progress(said, self._headway.share)

    def done_pressed(self) -> None:
        """*Back to the counter*."""
        self._navigate.counter()

    def back_pressed(self) -> None:
        """The way back."""
        self._navigate.settings("data")

    # Looking at the file

    def _forget(self) -> None:
        self._path = Path()
        self._encoding = self._separator = ""
        self._picks = {}
        self._sheet: Sheet | None = None
        self._tried: Imported | None = None

    def _begin(self) -> None:
        self._forget()
        self._show_step(Step.CHOOSE)
        self._view.show_sheet(None)

    def _drop(self) -> None:
        """What is being looked through is not waited for."""
        self.stop_pressed()
        self._headway = None
        self._view.show_progress(None)

    def _request(self) -> ImportRequest:
        return ImportRequest(self._path, self._picks, self._encoding, self._separator, is_dry=True)

    def _look(self) -> None:
        self._drop()
        self._show_step(Step.READ)
        self._headway = headway = Headway()
        look = partial(self._importing.look, self._request())
        self._submit(look, headway, self._looked, owner=self)

    def _looked(self, sheet: Sheet) -> None:
        self._show_step(Step.COLUMNS)
        self._show_sheet(sheet)
        self._try()

    def _try(self) -> None:
        """Look through all of it, and count."""
        self._drop()
        self._show_step(Step.COLUMNS)
        self._run(self._request(), self._show_tried, owner=self)

    def _run(self, request: ImportRequest, then: Callable[[Imported], None], owner: object | None) -> None:
        self._headway = headway = Headway()
        self.ticked()
        self._submit(partial(self._importing.run, request, headway), headway, then, owner)

    def _submit(self, work: Callable[[], T], headway: Headway, then: Callable[[T], None], owner: object | None) -> None:
        def done(result: T) -> None:
            if headway is self._headway:
                self._end()
                then(result)

        self._background.submit(Lane.CARE, work, done, partial(self._failed, headway), owner=owner)

    def _end(self) -> None:
        self._headway = None
        self._has_news = not self._is_open
        self._view.show_progress(None)

    # What came of it

    def _show_tried(self, tried: Imported) -> None:
        self._tried, self._sheet = tried, tried.sheet
        self._show_counts(tried)

    def _imported(self, done: Imported) -> None:
        if not done.is_done:  # somebody wrote the file meanwhile, and it has other faults
            self._show_step(Step.COLUMNS)
            self._show_tried(done)
            self._view.show_said(words.not_as_before(self._language), is_refusal=True)
            return
        self._forget()
        self._show_step(Step.DONE)
        self._view.show_sheet(None)
        self._view.show_said(words.imported(self._language, done.new, done.changed, len(done.faulty)))
        self._count_brought()

    def _failed(self, headway: Headway, error: Exception) -> None:
        is_meant = headway is self._headway
        if not isinstance(error, (SheetRefused, StoreTrouble, Cancelled)):
            if is_meant:
                self._end()
                self._show_step(Step.CHOOSE)
            raise error
        if not is_meant:
            return
        self._end()
        tried = self._tried if self._step is Step.IMPORT else None
        self._show_step(Step.COLUMNS)
        self._view.show_said(self._sentence(error), is_refusal=True)
        if tried:
            self._show_counts(tried)
        elif isinstance(error, SheetRefused) and self._sheet is None:
            self._show_unread(error)

    def _sentence(self, error: SheetRefused | StoreTrouble | Cancelled) -> Said:
        match error:
            case SheetRefused():
                return sheet_words.refused(self._language, error)
            case StoreTrouble():
                return disk_trouble(self._language, error.reason)
        return sheet_words.stopped(self._language)

    def _count_brought(self) -> None:
        def count() -> tuple[Brought, tuple[NotShown, ...]]:
            return self._importing.brought(), self._importing.not_shown()

        self._background.submit(Lane.DISK, count, self._show_brought, self._brought_not_counted, owner=self)

    def _show_brought(self, counted: tuple[Brought, tuple[NotShown, ...]]) -> None:
        brought, not_shown = counted
        still = sheet_words.stamps_wait(self._language, brought.waiting) if brought.waiting else ""
        refused = words.refused_stamps(self._language, len(not_shown)) if not_shown else None
        self._view.show_brought(still, refused, self._first(not_shown, self._line_of_stamp))

    def _line_of_stamp(self, one: NotShown) -> str:
        name = one.customer.details.name or one.customer.id
        return sheet_words.not_shown(self._language, one.stamp_idx, name, one.message)

    def _first(self, many: Sequence[T], line: Callable[[T], str]) -> tuple[str, ...]:
        """A line for each of the first, and how many more there are."""
        rest = len(many) - SAID
        more = (words.and_more(self._language, rest),) if rest > 0 else ()
        return (*map(line, many[:SAID]), *more)

    def _brought_not_counted(self, error: Exception) -> None:
        """The window tells of the disk's trouble."""
        if not isinstance(error, StoreTrouble):
            raise error

    # What is shown

    def _show_step(self, step: Step) -> None:
        """A step begins with nothing said and nothing counted."""
        self._step = step
        self._view.show_step(step)
        self._view.show_said(None)
        self._view.show_counts(None)
        self._view.show_import(None)

    def _show_sheet(self, sheet: Sheet) -> None:
        self._sheet = sheet
        columns = tuple(self._column(sheet, place) for place in range(min(len(sheet.columns), SHOWN)))
        hidden = len(sheet.columns) - len(columns)
        more = words.more_columns(self._language, hidden) if hidden else ""
        self._view.show_sheet(self._sheet_shown(sheet.encoding, sheet.separator, columns, more))

    def _show_unread(self, refused: SheetRefused) -> None:
        """It cannot be read so; where that is for its letters, others may be chosen."""
        if refused.why in (Unusable.BAD_LETTERS, Unusable.NOT_TEXT):
            self._view.show_sheet(self._sheet_shown(self._encoding or refused.detail, self._separator, (), ""))
        else:
            self._show_step(Step.CHOOSE)
            self._view.show_sheet(None)
            self._view.show_said(self._sentence(refused), is_refusal=True)

    def _sheet_shown(self, encoding: str, separator: str, columns: tuple[ColumnShown, ...], more: str) -> SheetShown:
        known = words.encodings(self._language)
        if encoding and encoding not in dict(known):
            known.append((encoding, encoding.upper()))
        return SheetShown(clean(self._path.name), encoding, tuple(known), separator, columns, more)

    def _column(self, sheet: Sheet, place: int) -> ColumnShown:
        head = quoted(sheet.heads[place]) if sheet.has_heading else ""
        cells = (quoted(row[place]) for row in sheet.samples if place < len(row))
        first = [cell for cell in cells if cell][:SAMPLES]
        return ColumnShown(
            head or words.nameless_column(self._language, place + 1),
            " · ".join(first) or words.empty_column(self._language),
            sheet.columns[place],
        )

    def _show_counts(self, tried: Imported) -> None:
        self._view.show_counts(
            CountsShown(
                tuple(words.counts(self._language, tried.new, tried.changed, tried.same, len(tried.faulty))),
                words.stamps(self._language, tried.stamps) if tried.stamps else "",
                words.faulty(self._language, len(tried.faulty)) if tried.faulty else None,
                self._first(tried.faulty, partial(sheet_words.in_line, self._language)),
            )
        )
        count = tried.new + tried.changed
        if not count and tried.stamps:
            self._view.show_import(ImportButton(words.bring_in(self._language, tried.stamps)))
            return
        caption = words.import_them(self._language, count, len(tried.faulty))
        self._view.show_import(ImportButton(caption, "" if count else words.nothing_here(self._language, tried.same)))

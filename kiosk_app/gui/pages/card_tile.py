"""One stamp card of a customer, as a tile or, in a low window, as a row: marks, count, one thing to press."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.marks.cache import MarkCache
from kiosk_app.gui.marks.grid import BLEED, MarkGrid, Places
from kiosk_app.gui.marks.layout import SMALL, TILE
from kiosk_app.gui.pages.count_label import CountLabel
from kiosk_app.gui.pages.form_parts import inks_of
from kiosk_app.gui.pages.issue_form import IssueForm
from kiosk_app.gui.pages.more_panel import MorePanel
from kiosk_app.gui.pages.tile_actions import TileActions
from kiosk_app.gui.pages.tile_parts import NoteView, pill_text
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.sizes import TARGET
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.card import Card
from kiosk_app.gui.widgets.fitting_label import FittingLabel
from kiosk_app.gui.widgets.glyph_badge import GlyphBadge
from kiosk_app.gui.widgets.icon_button import IconButton
from kiosk_app.gui.widgets.label import ElidedLabel, Ink, Label
from kiosk_app.gui.widgets.pill import Pill, PillText
from kiosk_app.presenters.issue_fields import FieldsShown
from kiosk_app.presenters.tile_view import Action, Offer, Sense, TileShown
from kiosk_app.words import customer as words
from kiosk_app.words.language import Language

TILE_HEIGHT, TILE_LEAST = 297, 281
FIGURES = 134  # of the drawn height, for the marks or what is open in their place
ROW_HEIGHT = 106
COUNT_COLUMN = 188
ROW_NAME, ROW_MARKS, ROW_COUNT, ROW_ACTIONS, ROW_WIDE, MORE, ROW_END = 192, 231, 108, 288, 338, 64, 14
SPEAKING = (Action.ANYWAY, Action.CONFIRM, Action.NEXT)  # what they ask takes the place of the dates in a row


class Shape(Enum):
    """A tile of 2 or 3 columns, or a row across the page where the window is low."""

    TILE = auto()
    ROW = auto()


class CardTile(Card):
    """Signals carry the Card IDX; ``issue_with_pressed``, ``dates_given`` also a TypedFields, ``offer_taken`` an Offer.

    Its ``presses`` say all the others. ``opened``: what stands behind the three dots came into sight, or left it.
    """

    issue_pressed = Signal(int)
    issue_with_pressed = Signal(int, object)
    dates_given = Signal(int, object)
    more_pressed = Signal(int)
    offer_taken = Signal(int, object)
    opened = Signal()

    def __init__(
        self,
        style: Style,
        language: Language,
        marks: MarkCache,
        shown: TileShown,
        shape: Shape,
        now_s: Callable[[], float],
        *,
        is_practice: bool = False,
    ) -> None:
        super().__init__(style)
        self._language = language
        self._is_practice = is_practice
        self._is_row = shape is Shape.ROW
        self._shown = shown
        self.form: IssueForm | None = None
        self.setObjectName(f"cardTile-{shown.card_idx}")
        self._make_parts(marks)
        self.presses = TileActions(style, language, shown, now_s, is_row=self._is_row)
        self.presses.fields_pressed.connect(self._submit)
        beside = (self.presses.stepper, self.presses.which)
        self._panel = MorePanel(style, language, shown, self._more, beside, is_row=self._is_row)
        self._panel.taken.connect(self._take)
        if self._is_row:
            self._lay_out_row()
        else:
            self._lay_out_tile()
        style.changed.connect(self._restyle)
        self._restyle()
        self.show_tile(shown)

    # Showing

    @property
    def card_idx(self) -> int:
        return self._shown.card_idx

    @property
    def is_tall(self) -> bool:
        """Whether what is open in it made it higher than drawn."""
        has_grown = not self._is_row and self.minimumHeight() > self._style.px(TILE_HEIGHT)
        return self.form is not None or has_grown

    @property
    def is_open(self) -> bool:
        """Whether what it offers is in sight."""
        return not self._panel.isHidden()

    def open_up(self) -> None:
        """What stands behind the three dots, in the marks' place or under the row."""
        self._panel.show()
        self.show_tile(self._shown)

    def fits(self, shown: TileShown, shape: Shape) -> bool:
        """Whether it can show this one: the same card under the same name, in the same shape."""
        is_same_card = (shown.card_idx, shown.name) == (self._shown.card_idx, self._shown.name)
        return is_same_card and self._is_row == (shape is Shape.ROW)

    def change_to(self, shown: TileShown) -> None:
        """The tile that is being looked at, and perhaps pressed, is another one now."""
        if shown.action is not self._shown.action:
            self.presses.not_under_the_finger()
        before, now = self._shown.marks, shown.marks
        more = now.visits + now.waiting - before.visits - before.waiting
        self.show_tile(shown)
        if more > 0 and now.stamp_id == before.stamp_id:
            self._grid.celebrate(now.visits + now.waiting, more)

    def show_tile(self, shown: TileShown) -> None:
        self._shown = shown
        is_noted = shown.note is not None
        self._title.setText(shown.name)
        self._show_dates()
        if shown.note:
            self._note.show_note(shown.note)
        self._count.show_count(shown.count, shown.of)
        self._caption.setText(shown.caption)
        self._as_of.setText(shown.as_of)
        self._as_of.setVisible(bool(shown.as_of))
        marks = shown.marks
        counted = (marks.places, marks.visits, marks.waiting)
        places = Places(marks.stamp_id, marks.glyph, *counted, self._is_practice, marks.fresh)
        self._grid.show_places(places, marks.spoken)
        self._badge.set_glyph(marks.glyph)
        self._show_buttons()
        is_free = self.form is None and (self._is_row or self._panel.isHidden())
        self._note.setVisible(is_noted and is_free)
        self._figures.setVisible(not is_noted and (is_free or self._is_row))
        self.set_tone(Tone.WAIT if shown.note and shown.note.sense is Sense.UNKNOWN else None)
        self.setAccessibleName(shown.name)
        self._restyle()

    def paint_ahead(self) -> None:
        """What takes long the first time, and is kept."""
        self._grid.paint_ahead()

    def show_fields(self, fields: FieldsShown) -> None:
        """Open them in the marks' place, or say in them what does not fit."""
        if self.form is not None:
            self.form.fill(fields)
            return
        self._panel.hide()
        self.form = IssueForm(self._style, self._language, fields, columns=3 if self._is_row else 2)
        if self.form.action is not self._shown.action:
            self.presses.not_under_the_finger()
        self.form.submitted.connect(self._submit)
        self._form_place.setContentsMargins(20, 8, 20, 16)
        self._form_place.addWidget(self.form)
        self.form.order(self._more, self.presses.primary)
        self.show_tile(self._shown)
        self.form.take_focus()

    def hide_fields(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
            self._form_place.setContentsMargins(0, 0, 0, 0)
            self.show_tile(self._shown)

    def close_up(self) -> None:
        """Nothing of what stands behind the three dots is open."""
        self._panel.hide()
        self.hide_fields()

    def press_primary(self) -> None:
        """What Enter does where this tile is the only one."""
        if button := self.presses.first():
            button.click()

    def focus_primary(self) -> None:
        if button := self.presses.first():
            button.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_dates(self) -> None:
        """The dates, with the pill beside them; in a row one of the two, and what is going on before either."""
        shown, pill = self._shown, self._shown.pill
        speaks = self._is_row and (shown.is_busy or shown.action in SPEAKING)
        if not self._is_row:
            self._dates.set_forms(shown.dates, shown.short_dates)
        elif pill is not None and pill.sense is Sense.PLAIN:
            self._dates.set_forms(pill.short)
            pill = None
        else:
            self._dates.set_forms(shown.short_dates)
        pill = None if speaks else pill
        if pill is not None:
            self._pill.show_pill(pill_text(pill, is_short=self._is_row))
            self._pill.setAccessibleName(pill.spoken or pill.text)
        self._pill.setVisible(pill is not None)
        self._dates.setVisible(not speaks and (pill is None or not self._is_row))
        self._caption.setVisible(speaks or not self._is_row)

    def _show_buttons(self) -> None:
        shown = self._shown
        self.presses.show_actions(shown, self.form.action if self.form else None)
        if self.form or self.presses.is_wide:
            self._panel.hide()
        self._panel.show_tile(shown)
        self._more.setVisible(self._panel.has_any or self.form is not None)
        if self._is_row:
            self._more_place.setVisible(not self.presses.is_wide)
            self._end.setVisible(self.presses.is_wide)

    def _press_more(self) -> None:
        """Away with what is open or asked, else what the tile offers; where that is one thing, at once."""
        card_idx, shown = self._shown.card_idx, self._shown
        if self.form is not None:
            (self.more_pressed if self.form.action is Action.ISSUE else self.presses.offer_declined).emit(card_idx)
            return
        if self.is_open:
            self._leave_panel()
            return
        if shown.action is Action.CONFIRM:
            self.presses.not_yet_pressed.emit(card_idx)
        elif shown.action is Action.DELETE:
            self.presses.offer_declined.emit(card_idx)
        if self._panel.is_issue_alone:
            self.more_pressed.emit(card_idx)
            return
        self.open_up()
        self.opened.emit()

    def _leave_panel(self) -> None:
        self._panel.hide()
        self.show_tile(self._shown)
        self.opened.emit()

    def _take(self, offer: Offer) -> None:
        self._leave_panel()
        card_idx = self._shown.card_idx
        if offer is Offer.ISSUE:
            self.more_pressed.emit(card_idx)
        else:
            self.offer_taken.emit(card_idx, offer)

    def _submit(self) -> None:
        """The primary action where fields may be open, or Enter in one of them."""
        card_idx = self._shown.card_idx
        if self.form is None:
            self.issue_pressed.emit(card_idx)
        elif self.form.action is Action.DATES:
            self.dates_given.emit(card_idx, self.form.typed())
        else:
            self.issue_with_pressed.emit(card_idx, self.form.typed())

    # Making

    def _make_parts(self, marks: MarkCache) -> None:
        style, is_row = self._style, self._is_row
        self._badge = GlyphBadge(style, self._shown.marks.glyph, 40 if is_row else 44)
        self._title = ElidedLabel(style, "", Role.ROW_SMALL if is_row else Role.TILE_TITLE)
        self._dates = FittingLabel(style, role=Role.NOTE)
        self._pill = Pill(style, PillText(""), 30 if is_row else 38)
        self._more = IconButton(style, Icon.DOTS, words.more(self._language, self._shown.name))
        self._more.setObjectName(f"moreButton-{self._shown.card_idx}")
        self._grid = MarkGrid(inks_of(style.palette), marks, SMALL if is_row else TILE)
        self._count = CountLabel(style, Role.NAME if is_row else Role.COUNT, Role.BODY if is_row else Role.COUNT_OF)
        self._caption = Label(style, "", Role.SMALLEST if is_row else Role.BODY, Ink.INK_2, wraps=True)
        self._as_of = Label(style, "", Role.SMALLEST, Ink.INK_2, wraps=True)
        self._note = NoteView(style, is_small=is_row)
        self._more.clicked.connect(self._press_more)
        stays = self._more.sizePolicy()
        stays.setRetainSizeWhenHidden(True)  # the pill beside it keeps its place
        self._more.setSizePolicy(stays)
        self._figures = QWidget()
        self._form_place = QVBoxLayout()
        self._form_place.setContentsMargins(0, 0, 0, 0)

    def _lay_out_tile(self) -> None:
        names = _column(self._title, self._dates, spacing=0)
        head = QHBoxLayout()
        head.setContentsMargins(20, 0, 6, 0)
        head.setSpacing(0)
        head.addWidget(self._badge)
        head.addSpacing(14)
        head.addLayout(names, 1)
        head.addSpacing(10)
        head.addWidget(self._pill)
        head.addSpacing(5)
        head.addWidget(self._more)
        self._counts = QWidget()
        counts = _column(self._count, self._caption, self._as_of, spacing=8, is_centred=True)
        self._counts.setLayout(counts)
        figures = QHBoxLayout(self._figures)
        figures.setContentsMargins(22 - BLEED, 0, 20, 0)
        figures.setSpacing(0)
        figures.addWidget(self._grid, 1)
        figures.addWidget(self._counts)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 12, 1, 19)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._figures, 1)
        whole.addWidget(self._note, 1)
        whole.addWidget(self._panel, 1)
        self._note.setContentsMargins(22, 0, 22, 0)
        whole.addLayout(self._form_place)
        below = QHBoxLayout()
        below.setContentsMargins(20, 0, 20, 0)
        below.addWidget(self.presses)
        whole.addLayout(below)

    def _lay_out_row(self) -> None:
        self._names = QWidget()
        names = _column(self._title, self._dates, self._caption, self._pill, spacing=4, is_centred=True)
        self._names.setLayout(names)
        self._counts = QWidget()
        counts = _column(self._count, self._as_of, spacing=2, is_centred=True)
        self._counts.setLayout(counts)
        figures = QHBoxLayout(self._figures)
        figures.setContentsMargins(0, 0, 0, 0)
        figures.setSpacing(0)
        figures.addWidget(self._grid, 1)
        figures.addWidget(self._counts)
        figures.addStretch(0)
        self._grid.setMaximumWidth(ROW_MARKS)  # so that counts stand below each other, whatever stands after them
        row = QHBoxLayout()
        row.setContentsMargins(18, 0, 6, 0)
        row.setSpacing(0)
        row.addWidget(self._badge)
        row.addSpacing(13)
        row.addWidget(self._names)
        row.addWidget(self._figures, 1)
        row.addWidget(self._note, 1)
        self._note.setContentsMargins(BLEED, 0, 0, 0)  # where the marks begin
        row.addSpacing(8)
        row.addWidget(self.presses)
        self._more_place = QWidget()
        self._more_place.setFixedWidth(MORE)
        dots = _column(self._more, spacing=0, is_centred=True, on=self._more_place)
        dots.setContentsMargins(MORE - TARGET, 0, 0, 0)
        row.addWidget(self._more_place)
        self._end = QWidget()  # in the dots' place, where the actions take their room
        self._end.setFixedWidth(ROW_END)
        row.addWidget(self._end)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 2, 0, 2)
        whole.setSpacing(0)
        whole.addLayout(row)
        whole.addWidget(self._panel)
        whole.addLayout(self._form_place)

    def sizeHint(self) -> QSize:
        """As drawn, unless the fields are open; a layout that fills makes it a little lower where it must."""
        hint = super().sizeHint()
        drawn = self.minimumHeight() if self._is_row else self._style.px(TILE_HEIGHT)
        return hint if self.form is not None else QSize(hint.width(), drawn)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._restyle()

    def _restyle(self) -> None:
        px = self._style.px
        self._grid.set_inks(inks_of(self._style.palette))
        self._grid.set_reduced_motion(self._style.is_calm)
        is_open = self.form is not None
        if self._is_row:
            pill_wide = 0 if self._pill.isHidden() else self._pill.sizeHint().width()
            self._names.setFixedWidth(max(px(ROW_NAME), pill_wide))
            self._counts.setFixedWidth(px(ROW_COUNT))
            drawn = px(ROW_WIDE if self.presses.is_wide else ROW_ACTIONS)
            self.presses.setFixedWidth(max(drawn, self.presses.minimumSizeHint().width()))
            high = px(ROW_HEIGHT) + self._panel.fit(self.width())
            self.setMinimumHeight(high)
            self.setMaximumHeight(16_777_215 if is_open else high)
        else:
            self._counts.setFixedWidth(px(COUNT_COLUMN))
            around = px(TILE_HEIGHT) - px(FIGURES)
            least = max(px(TILE_LEAST), around + self._panel.fit(self.width()))
            self.setMinimumHeight(least)
            self.setMaximumHeight(16_777_215 if is_open else max(least, px(TILE_HEIGHT)))


def _column(*widgets: QWidget, spacing: int, is_centred: bool = False, on: QWidget | None = None) -> QVBoxLayout:
    column = QVBoxLayout(on) if on is not None else QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    if is_centred:
        column.addStretch(1)
    for widget in widgets:
        column.addWidget(widget)
    if is_centred:
        column.addStretch(1)
    return column

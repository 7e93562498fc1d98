"""One stamp card of a customer, as a tile or, in a low window, as a row: marks, count, one thing to press."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.marks.cache import MarkCache
from kiosk_app.gui.marks.grid import BLEED, MarkGrid, Places
from kiosk_app.gui.marks.layout import SMALL, TILE
from kiosk_app.gui.pages.count_label import CountLabel
from kiosk_app.gui.pages.form_parts import inks_of
from kiosk_app.gui.pages.issue_form import IssueForm
from kiosk_app.gui.pages.tile_parts import NoteView, StatusLine, pill_text
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.button import Button, Kind
from kiosk_app.gui.widgets.card import Card
from kiosk_app.gui.widgets.fitting_label import FittingLabel
from kiosk_app.gui.widgets.glyph_badge import GlyphBadge
from kiosk_app.gui.widgets.icon_button import IconButton
from kiosk_app.gui.widgets.label import ElidedLabel, Ink, Label
from kiosk_app.gui.widgets.pill import Pill, PillText
from kiosk_app.presenters.issue_fields import FieldsShown
from kiosk_app.presenters.tile import Action, Sense, TileShown
from kiosk_app.words import customer as words
from kiosk_app.words.language import Language

TILE_HEIGHT, TILE_LEAST = 297, 281
ROW_HEIGHT = 106
ACTION = 72
ACTION_GAP = 12
COUNT_COLUMN = 188
ROW_NAME, ROW_COUNT, ROW_ACTIONS = 192, 116, 288


class Shape(Enum):
    """A tile of 2 or 3 columns, or a row across the page where the window is low."""

    TILE = auto()
    ROW = auto()


class CardTile(Card):
    """Signals carry the Card IDX; ``issue_with_pressed`` also a TypedFields."""

    issue_pressed = Signal(int)
    issue_with_pressed = Signal(int, object)
    show_qr_pressed = Signal(int)
    another_pressed = Signal(int)
    more_pressed = Signal(int)
    next_stamp_pressed = Signal(int)
    give_new_pressed = Signal(int)
    it_is_there_pressed = Signal(int)

    def __init__(
        self,
        style: Style,
        language: Language,
        marks: MarkCache,
        shown: TileShown,
        shape: Shape,
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
        self._make_buttons()
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

    def fits(self, shown: TileShown, shape: Shape) -> bool:
        """Whether it can show this one: the same card under the same name, in the same shape."""
        is_same_card = (shown.card_idx, shown.name) == (self._shown.card_idx, self._shown.name)
        return is_same_card and self._is_row == (shape is Shape.ROW)

    def show_tile(self, shown: TileShown) -> None:
        self._shown = shown
        is_noted = shown.note is not None
        self._title.setText(shown.name)
        self._show_dates()
        if shown.note:
            self._note.show_note(shown.note)
        self._note.setVisible(is_noted and self.form is None)
        self._figures.setVisible(not is_noted and (self.form is None or self._is_row))
        self._count.show_count(shown.count, shown.of)
        self._caption.setText(shown.caption)
        self._as_of.setText(shown.as_of)
        self._as_of.setVisible(bool(shown.as_of))
        marks = shown.marks
        places = Places(marks.stamp_id, marks.glyph, marks.places, marks.visits, marks.waiting, self._is_practice)
        self._grid.show_places(places, marks.spoken)
        self._badge.set_glyph(marks.glyph)
        self._show_buttons()
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
        self.form = IssueForm(self._style, self._language, fields, columns=3 if self._is_row else 2)
        self.form.submitted.connect(self._primary.click)
        self._form_place.setContentsMargins(20, 8, 20, 16)
        self._form_place.addWidget(self.form)
        self.form.order(self._more, self._primary)
        self.show_tile(self._shown)
        self.form.setFocus(Qt.FocusReason.OtherFocusReason)

    def hide_fields(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
            self._form_place.setContentsMargins(0, 0, 0, 0)
            self.show_tile(self._shown)

    def press_primary(self) -> None:
        """What Enter does where this tile is the only one."""
        for button in (self._primary, self._qr, self._give):
            if not button.isHidden():
                button.click()
                return

    def focus_primary(self) -> None:
        for button in (self._primary, self._qr, self._give):
            if not button.isHidden():
                button.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _show_dates(self) -> None:
        """The dates, with the pill beside them; in a row one of the two, and what is going on before either."""
        shown, pill = self._shown, self._shown.pill
        if not self._is_row:
            self._dates.set_forms(shown.dates, shown.short_dates)
        elif pill is not None and pill.sense is Sense.PLAIN:
            self._dates.set_forms(pill.short)
            pill = None
        else:
            self._dates.set_forms(shown.caption if shown.is_busy else shown.short_dates)
        if pill is not None:
            self._pill.show_pill(pill_text(pill, is_short=self._is_row))
        self._pill.setVisible(pill is not None)
        self._dates.setVisible(pill is None or not self._is_row)

    def _show_buttons(self) -> None:
        shown, is_set = self._shown, self.form is not None
        action = Action.ISSUE if is_set else shown.action
        self._primary.setVisible(action is Action.ISSUE)
        self._qr.setVisible(action in (Action.SHOW_QR, Action.CHOOSE))
        is_choice = action is Action.CHOOSE
        self._qr.set_label(words.open_it(self._language) if is_choice else words.show_qr(self._language))
        self._qr.set_kind(Kind.PRIMARY if is_choice else Kind.SECONDARY)
        self._another.setVisible(is_choice)
        for button in (self._give, self._there):
            button.setVisible(action is Action.LOST)
        self._which.setVisible(bool(shown.which) and action is Action.SHOW_QR)
        self._which.set_label(shown.which)
        self._which.setAccessibleName(shown.which_spoken)
        self._status.setVisible(action is Action.NOTHING)
        self._status.show_status(shown.status)
        self._more.setVisible(shown.can_set or is_set)
        self._gap.setFixedSize(5 if shown.can_set or is_set else 14, 56)
        self._primary.set_busy(shown.is_busy)
        for button, text in ((self._primary, words.issue_stamp), (self._qr, words.show_qr)):
            if not (button is self._qr and is_choice):
                button.setAccessibleName(words.of_card(self._language, text(self._language), shown.name))

    def _issue(self) -> None:
        if self.form is not None:
            self.issue_with_pressed.emit(self._shown.card_idx, self.form.typed())
        else:
            self.issue_pressed.emit(self._shown.card_idx)

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
        self._status = StatusLine(style, is_small=is_row)
        self._figures = QWidget()
        self._gap = QWidget()  # at the end of the head, where there are no three dots
        self._form_place = QVBoxLayout()
        self._form_place.setContentsMargins(0, 0, 0, 0)

    def _make_buttons(self) -> None:
        style, say, card_idx = self._style, self._language, self._shown.card_idx
        self._which = Button(style, "", height=ACTION, trailing=Icon.CHEVRON_RIGHT)
        self._which.setObjectName(f"nextStamp-{card_idx}")
        self._primary = Button(style, words.issue_stamp(say), Kind.OUTLINED, height=ACTION, icon=Icon.STAMP)
        self._primary.setObjectName(f"primaryAction-{card_idx}")
        self._qr = Button(style, words.show_qr(say), height=ACTION, icon=Icon.QR)
        self._qr.setObjectName(f"showQr-{card_idx}")
        self._another = Button(style, words.issue_another(say), height=ACTION)
        self._another.setObjectName(f"issueAnother-{card_idx}")
        look = (Kind.SECONDARY, None) if self._is_row else (Kind.OUTLINED, Icon.STAMP)  # in a row the words need room
        self._give = Button(style, words.give_new(say), look[0], height=ACTION, icon=look[1])
        self._give.setObjectName(f"giveNewButton-{card_idx}")
        self._there = Button(style, words.it_is_there(say), height=ACTION)
        self._there.setObjectName(f"itIsThereButton-{card_idx}")
        self._primary.clicked.connect(self._issue)
        self._qr.clicked.connect(lambda: self.show_qr_pressed.emit(card_idx))
        self._another.clicked.connect(lambda: self.another_pressed.emit(card_idx))
        self._give.clicked.connect(lambda: self.give_new_pressed.emit(card_idx))
        self._there.clicked.connect(lambda: self.it_is_there_pressed.emit(card_idx))
        self._which.clicked.connect(lambda: self.next_stamp_pressed.emit(card_idx))
        self._more.clicked.connect(lambda: self.more_pressed.emit(card_idx))

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
        head.addWidget(self._gap)
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
        self._note.setContentsMargins(22, 0, 22, 0)
        whole.addLayout(self._form_place)
        whole.addLayout(self._actions(20))

    def _lay_out_row(self) -> None:
        self._names = QWidget()
        names = _column(self._title, self._dates, self._pill, spacing=4, is_centred=True)
        self._names.setLayout(names)
        self._counts = QWidget()
        counts = _column(self._count, self._as_of, spacing=2, is_centred=True)
        self._counts.setLayout(counts)
        self._caption.setParent(self)
        self._caption.hide()
        figures = QHBoxLayout(self._figures)
        figures.setContentsMargins(0, 0, 0, 0)
        figures.setSpacing(0)
        figures.addWidget(self._grid, 1)
        figures.addWidget(self._counts)
        row = QHBoxLayout()
        row.setContentsMargins(18, 0, 6, 0)
        row.setSpacing(0)
        row.addWidget(self._badge)
        row.addSpacing(13)
        row.addWidget(self._names)
        row.addWidget(self._figures, 1)
        row.addWidget(self._note, 1)
        row.addSpacing(8)
        self._action_box = QWidget()
        self._action_box.setLayout(self._actions(0))
        row.addWidget(self._action_box)
        row.addSpacing(8)
        self._more_place = QWidget()
        self._more_place.setFixedWidth(56)
        _column(self._more, spacing=0, is_centred=True, on=self._more_place)
        row.addWidget(self._more_place)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 2, 0, 2)
        whole.setSpacing(0)
        whole.addLayout(row)
        whole.addLayout(self._form_place)

    def _actions(self, margin: int) -> QBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(margin, 0, margin, 0)
        row.setSpacing(ACTION_GAP)
        row.addWidget(self._which)
        for button in (self._primary, self._qr, self._another, self._give, self._there):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            row.addWidget(button, 1)
        row.addWidget(self._status, 1)
        return row

    def sizeHint(self) -> QSize:
        """As drawn, unless the fields are open; a layout that fills makes it a little lower where it must."""
        hint = super().sizeHint()
        drawn = self._style.px(ROW_HEIGHT if self._is_row else TILE_HEIGHT)
        return hint if self.form is not None else QSize(hint.width(), drawn)

    def _restyle(self) -> None:
        px = self._style.px
        self._grid.set_inks(inks_of(self._style.palette))
        self._grid.set_reduced_motion(self._style.is_calm)
        self._status.setMinimumHeight(px(ACTION))
        is_open = self.form is not None
        if self._is_row:
            pill_wide = 0 if self._pill.isHidden() else self._pill.sizeHint().width() + 8
            self._names.setFixedWidth(max(px(ROW_NAME), pill_wide))
            self._counts.setFixedWidth(px(ROW_COUNT))
            both = self._give.minimumSizeHint().width() + self._there.minimumSizeHint().width() + ACTION_GAP
            is_lost = self._shown.action is Action.LOST
            self._action_box.setFixedWidth(max(px(ROW_ACTIONS), both if is_lost else 0))
            self.setMinimumHeight(px(ROW_HEIGHT))
            self.setMaximumHeight(16_777_215 if is_open else px(ROW_HEIGHT))
        else:
            self._counts.setFixedWidth(px(COUNT_COLUMN))
            self.setMinimumHeight(px(TILE_LEAST))
            self.setMaximumHeight(16_777_215 if is_open else px(TILE_HEIGHT))


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

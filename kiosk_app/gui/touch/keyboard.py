"""The keyboard on the screen: which board is shown, what its keys show, and what a press of each does."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from kiosk_app.domain.touch.boards import Act, Kind, board_of, pad_of
from kiosk_app.domain.touch.layouts import LAYOUTS, Layout
from kiosk_app.domain.touch.typist import Shift, Typist
from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.sizes import TARGET
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.touch.board_view import GAP, MARGIN, BoardView
from kiosk_app.gui.touch.field_typing import FieldTyping
from kiosk_app.gui.touch.key_button import Face, KeyButton
from kiosk_app.words import touch_keyboard as words
from kiosk_app.words.language import Language

WIDEST, WIDEST_PAD = 1240, 640
HIGHEST_KEY = 64
MOST_OF_WINDOW = 0.45
ROWS, ROWS_WITH_DIGITS = 4, 5
LIT = {Shift.ONCE, Shift.OFFERED}
ICONS = {Act.SHIFT: Icon.SHIFT, Act.BACK: Icon.BACKSPACE, Act.AWAY: Icon.CHEVRON_DOWN}


class TouchKeyboard(QWidget):
    """``next_wanted``: the next field; ``away_wanted``: somebody is done with it.

    ``typing`` says whether a key that a field gets is of this keyboard.
    """

    next_wanted = Signal()
    away_wanted = Signal()

    def __init__(self, style: Style, language: Language, letters: Layout) -> None:
        super().__init__()
        self._style = style
        self._language = language
        self._typist = Typist(letters)
        self.typing = FieldTyping(self._typist)
        self._kind = Kind.TEXT
        self._has_pad = False
        self._has_next = False
        self._board: BoardView | None = None
        self._boards: dict[object, BoardView] = {}
        self.setObjectName("touchKeyboard")
        self.setAccessibleName(words.keyboard(language))
        style.changed.connect(self.update)

    def serve(self, line: QLineEdit, kind: Kind, *, has_next: bool) -> None:
        """Type into this field from now on. ``has_next``: another one follows it on its page."""
        self._close_strip()
        self._kind, self._has_pad, self._has_next = kind, kind.has_pad, has_next
        self._typist.begin(is_latin=kind is Kind.LATIN, is_name=kind is Kind.NAME)
        self.typing.serve(line)
        self._show_board()

    def speak(self, letters: Layout) -> None:
        """The letters of another language."""
        self._has_pad = False
        self._typist.speak(letters)
        self._show_board()

    # How high it is

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)
        self._fit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._fit()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _fit(self) -> None:
        rows = self._rows()
        self.setFixedHeight(
            rows * min(HIGHEST_KEY, max(TARGET, self._key_height(rows))) + (rows - 1) * GAP + 2 * MARGIN
        )
        self._show_board()

    def _rows(self) -> int:
        """With digits over the letters where the window is high enough for them."""
        return ROWS_WITH_DIGITS if self._key_height(ROWS_WITH_DIGITS) >= TARGET else ROWS

    def _key_height(self, rows: int) -> int:
        return (int(self.window().height() * MOST_OF_WINDOW) - 2 * MARGIN - (rows - 1) * GAP) // rows

    # Which keys

    def _show_board(self) -> None:
        layout = self._typist.layout
        has_digits = self._rows() == ROWS_WITH_DIGITS and not self._typist.has_signs
        key: object = self._kind if self._has_pad else (layout.code, has_digits)
        if key not in self._boards:
            keys = pad_of(self._kind) if self._has_pad else board_of(layout, has_digits=has_digits)
            self._boards[key] = BoardView(self._style, keys, self)
            self._connect(self._boards[key])
        board = self._boards[key]
        if self._board is not board:
            if self._board is not None:
                self._board.close_strip()
                self._board.hide()
            self._board = board
            board.show()
        self._show_faces()
        self._place()

    def _connect(self, board: BoardView) -> None:
        for does, button in board.buttons:
            if isinstance(does, Act):
                button.clicked.connect(partial(self._act, does))
            else:
                button.clicked.connect(partial(self._strike, button))
            button.held.connect(partial(self._open_strip, does, button))

    def _show_faces(self) -> None:
        """What the keys type now, and what those that type nothing do."""
        if self._board is None:
            return
        layout = self._typist.layout
        for does, button in self._board.buttons:
            if isinstance(does, Act):
                button.show_face(self._face(does))
                button.has_more = does is Act.TONGUE
            else:
                face = self._typist.face(does)
                button.show_face(Face(face, face))
                button.has_more = bool(layout.behind(face)) and not self._has_pad

    def _face(self, act: Act) -> Face:
        say, name = self._language, words.name_of(self._language, act)
        shift = self._typist.shift
        match act:
            case Act.SHIFT:
                name = words.shift(say, shift)
                return Face("", name, Icon.SHIFT, is_lit=shift in LIT, is_ink=shift is Shift.LOCKED)
            case Act.OTHER if self._has_pad or self._typist.has_signs:
                return Face(words.letters_face(say), words.letters(say), is_word=True)
            case Act.OTHER:
                return Face(words.signs_face(say), name, is_word=True)
            case Act.TONGUE:
                other = self._typist.other
                return Face(other.sign, f"{name}: {other.name}", is_word=True) if other else Face("", name, Icon.GLOBE)
            case Act.SPACE:
                shown = "" if self._typist.has_signs else self._typist.layout.name
                return Face(shown or words.gap(say), name, is_word=True)
            case Act.ON if self._has_next:
                return Face(words.following(say), words.following(say), is_word=True, is_ink=True)
            case Act.ON:
                return Face("", name, Icon.ENTER, is_ink=True)
            case _:
                return Face("", name, ICONS[act])

    # What a press does

    def _strike(self, button: KeyButton) -> None:
        self._type(button.text())

    def _type(self, face: str) -> None:
        self._close_strip()
        was = self._typist.shift
        self.typing.strike(face)
        self._show_shift(was)

    def _take_back(self) -> None:
        was = self._typist.shift
        self.typing.take_back()
        self._show_shift(was)

    def _show_shift(self, was: Shift) -> None:
        """Forty keys are printed anew only where they change."""
        if was is not self._typist.shift:
            self._show_faces()

    def _act(self, act: Act) -> None:
        self._close_strip()
        match act:
            case Act.SHIFT:
                self._typist.press_shift()
                self._show_faces()
            case Act.BACK:
                self._take_back()
            case Act.SPACE:
                self._type(" ")
            case Act.OTHER:
                self._turn_over()
            case Act.TONGUE if self._typist.other is not None:
                self.speak(self._typist.other)
            case Act.TONGUE:
                self._offer_languages()
            case Act.ON if self._has_next:
                self.next_wanted.emit()
            case Act.ON:
                self.typing.enter()
            case Act.AWAY:
                self.away_wanted.emit()

    def _turn_over(self) -> None:
        """From letters to numbers, and back; of a field for numbers those are its pad."""
        if self._kind.has_pad:
            self._has_pad = not self._has_pad
        else:
            self._typist.show_signs(not self._typist.has_signs)
        self._show_board()

    # What is behind a held key

    def _open_strip(self, does: str | Act, button: KeyButton) -> None:
        if does is Act.TONGUE:
            self._offer_languages()
        elif self._board is not None:
            self._close_strip()
            faces = self._typist.layout.behind(button.text())
            self._offer(button, [(Face(face, face, is_lit=True), partial(self._type, face)) for face in faces])

    def _offer_languages(self) -> None:
        tongue = self._board.button(Act.TONGUE) if self._board else None
        if tongue is not None:
            shown = self._typist.layout
            faces = [Face(one.name, one.name, is_word=True, is_lit=True, is_ink=one is shown) for one in LAYOUTS]
            self._offer(tongue, [(face, partial(self.speak, one)) for face, one in zip(faces, LAYOUTS, strict=True)])

    def _offer(self, beside: KeyButton, offers: Sequence[tuple[Face, partial[None]]]) -> None:
        if self._board is None:
            return
        buttons = []
        for face, choose in offers:
            button = KeyButton(self._style, face, self._board)
            button.setObjectName(f"key-{face.text}")
            button.clicked.connect(choose)
            buttons.append(button)
        self._board.open_strip(beside, buttons)

    def _close_strip(self) -> None:
        if self._board is not None:
            self._board.close_strip()

    # Where it stands

    def _place(self) -> None:
        if self._board is not None:
            wide = min(self.width(), WIDEST_PAD if self._has_pad else WIDEST)
            self._board.setGeometry((self.width() - wide) // 2, 0, wide, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._style.palette.sunken))
        painter.fillRect(0, 0, self.width(), 1, QColor(self._style.palette.line))

"""Who it is, at the top of the customer's page: avatar, name, the masked phone with its eye, facts, and the note."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.sizes import RADIUS_BUTTON
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.avatar import Avatar
from kiosk_app.gui.widgets.button import Button
from kiosk_app.gui.widgets.fitting_label import FittingLabel
from kiosk_app.gui.widgets.icon_button import IconButton
from kiosk_app.gui.widgets.icon_label import IconLabel
from kiosk_app.gui.widgets.label import ElidedLabel, Ink, Label
from kiosk_app.presenters.customer_view import HeaderShown
from kiosk_app.words import customer as words
from kiosk_app.words.edit_customer import edit
from kiosk_app.words.history_page import history
from kiosk_app.words.language import Language

SPACING, BUTTONS = 19, 10
BESIDE_NAME = 2  # the note's place in the row, after the avatar and the words
EYE_ROOM = 40  # of the line; the button reaches beyond it, over what cannot be pressed


class CustomerHeader(QWidget):
    """``eye_pressed``: show the phone, or hide it again."""

    eye_pressed = Signal()
    edit_pressed = Signal()
    history_pressed = Signal()

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__()
        self._style = style
        self._language = language
        self._is_small = False
        self._all_facts: tuple[str, ...] = ()
        self._avatar = Avatar(style, "")
        self._name = ElidedLabel(style, "", Role.NAME)
        self._phone = Label(style, "", Role.BODY, Ink.INK_2)
        self._phone.setObjectName("customerPhone")
        self._eye_room = QWidget()
        self._eye_room.setFixedWidth(EYE_ROOM)
        self._facts = FittingLabel(style)
        self._alike = FittingLabel(style, role=Role.NOTE, ink=Ink.INK)
        self._alike.setObjectName("customerAlike")
        self._alike_sign = IconLabel(style, Icon.INFO, 20, Ink.INK)
        self._chip = _NoteChip(style)
        self._eye = IconButton(style, Icon.EYE, words.show_phone(language), Ink.INK_2, size=22, parent=self)
        self._eye.setObjectName("showPhoneButton")
        self._eye.clicked.connect(self.eye_pressed)
        self._edit = Button(style, edit(language), icon=Icon.PENCIL)
        self._edit.setObjectName("editCustomerButton")
        self._edit.clicked.connect(self.edit_pressed)
        self._history = Button(style, history(language), icon=Icon.CLOCK)
        self._history.setObjectName("historyButton")
        self._history.clicked.connect(self.history_pressed)
        self._lay_out()
        self._eye.raise_()
        self.clear()

    def show_header(self, header: HeaderShown) -> None:
        self._avatar.set_name(header.in_letters)
        self._name.setText(header.name)
        self._phone.setText(header.phone)
        self._all_facts = header.facts
        has_phone = bool(header.phone)
        for part in (self._phone, self._eye_room, self._eye):
            part.setVisible(has_phone)
        is_shown = header.is_phone_shown
        spoken = words.hide_phone(self._language) if is_shown else words.show_phone(self._language)
        self._eye.set_icon(Icon.EYE_OFF if is_shown else Icon.EYE, spoken)
        self._chip.show_note(header.note)
        self._alike.set_forms(header.alike, header.alike_short)
        self._alike_box.setVisible(bool(header.alike))
        self.updateGeometry()
        self._show_facts()
        self._layout_now()

    def clear(self) -> None:
        """Nobody is shown."""
        self.show_header(HeaderShown("", "", "", False, (), ""))

    def set_small(self, is_small: bool) -> None:
        """In a low window there is room for one fact, and for a smaller name."""
        self._is_small = is_small
        self._name.set_role(Role.NAME_SMALL if is_small else Role.NAME)
        self._edit.set_icon(None if is_small else Icon.PENCIL)
        self._history.set_icon(None if is_small else Icon.CLOCK)
        self._avatar.setFixedSize(*((52, 52) if is_small else (64, 64)))
        self._show_facts()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layout_now()

    def _show_facts(self) -> None:
        """As many as there is room for, each whole."""
        facts = self._all_facts[:1] if self._is_small else self._all_facts
        counts = range(len(facts), 0, -1) if facts else (0,)
        lead = self._lead() if facts else ""
        self._facts.set_forms(*(lead + "  •  ".join(facts[:count]) for count in counts))

    def _lead(self) -> str:
        return "•  " if self._phone.text() else ""

    def _place_note(self) -> None:
        """Beside the name, or below where it would cost the name its letters, or the line below it its first fact."""
        beside = (self._chip, self._edit, self._history)
        words = self._name.sizeHint().width()
        if self._all_facts and not self._is_small:  # a low window has no line to spare
            fact = self._facts.fontMetrics().horizontalAdvance(self._lead() + self._all_facts[0])
            words = max(words, self._phone.sizeHint().width() + EYE_ROOM + fact)
        needed = self._avatar.width() + words + sum(one.sizeHint().width() for one in beside) + 3 * SPACING + BUTTONS
        is_below = not self._chip.isHidden() and needed > self.width()
        self._below.setContentsMargins(0, 10 if is_below else 0, 0, 0)
        (self._below if is_below else self._row).insertWidget(0 if is_below else BESIDE_NAME, self._chip)

    def _layout_now(self) -> None:
        self._place_note()
        layout = self.layout()
        if layout is not None:
            layout.activate()
        middle = self._eye_room.mapTo(self, self._eye_room.rect().center())
        self._eye.move(middle - QPoint(self._eye.width() // 2, self._eye.height() // 2))

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self._phone)
        line.addWidget(self._eye_room)
        line.addWidget(self._facts, 1)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch(1)
        texts.addWidget(self._name)
        texts.addLayout(line)
        texts.addStretch(1)
        self._row = QHBoxLayout()
        self._row.setSpacing(SPACING)
        self._row.addWidget(self._avatar)
        self._row.addLayout(texts, 1)
        self._row.addWidget(self._chip)
        buttons = QHBoxLayout()
        buttons.setSpacing(BUTTONS)
        buttons.addWidget(self._edit)
        buttons.addWidget(self._history)
        self._row.addLayout(buttons)
        self._below = QHBoxLayout()
        self._below.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._row)
        whole.addLayout(self._below)
        whole.addWidget(self._make_alike())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _make_alike(self) -> QWidget:
        """That there is somebody they could be taken for, in ink: it is read before anything is pressed.

        Across the page: beside a note and the buttons there may be no room for what tells them apart.
        """
        self._alike_box = QWidget()
        row = QHBoxLayout(self._alike_box)
        row.setContentsMargins(0, 4, 0, 6)
        row.setSpacing(8)
        row.addWidget(self._alike_sign)
        row.addWidget(self._alike, 1)
        return self._alike_box

    def sizeHint(self) -> QSize:
        return QSize(600, max(self._style.px(62 if self._is_small else 64), super().sizeHint().height()))


class _NoteChip(QWidget):
    """What the shop wrote down of the customer."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._text = ElidedLabel(style, "", Role.BODY)
        self._text.setObjectName("customerNote")
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 18, 0)
        row.setSpacing(12)
        row.addWidget(IconLabel(style, Icon.PENCIL, 20))
        row.addWidget(self._text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        style.changed.connect(self.updateGeometry)

    def show_note(self, note: str) -> None:
        self._text.setText(note)
        self._text.setToolTip(note)
        self.setVisible(bool(note))

    def sizeHint(self) -> QSize:
        wide = min(super().sizeHint().width(), self._style.px(360))
        return QSize(wide, self._style.px(48))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._style.palette.sunken))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_BUTTON, RADIUS_BUTTON)

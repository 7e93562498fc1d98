"""A field: its label above, one line below for a hint or a complaint. It complains only once it has been left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFocusEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.palette import Palette
from kiosk_app.gui.theme.sheet import MENU, sheet
from kiosk_app.gui.theme.sizes import RADIUS_FIELD
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.icon_button import IconButton
from kiosk_app.gui.widgets.icon_label import IconLabel
from kiosk_app.gui.widgets.label import ElidedLabel, Ink, Label

CARET = 3
STAYS = {
    *(Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason),
    Qt.FocusReason.MenuBarFocusReason,
}


class Line(QLineEdit):
    """The bare line of text, with a caret of mark colour that does not blink. Shared with the search.

    `typed`: whatever changed the text but `put`. Not Qt's textEdited, which leaves out what assistive technology sets.
    `rests`: it has the focus whenever nothing else has, so that this is no wish to type.
    `is_name`: its words begin with capitals.
    `takes_scan`: whether what is scanned while it has the focus is meant for it.
    """

    typed = Signal(str)
    rests = False

    def __init__(self, style: Style, name: str, role: Role) -> None:
        super().__init__()
        self._style = style
        self._role = role
        self._is_put = False
        self.is_name = False
        self.takes_scan: Callable[[str], bool] = lambda _code: False
        self.setAccessibleName(name)
        self.setFrame(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.textChanged.connect(self._tell)
        style.changed.connect(self.restyle)
        self.restyle()

    def put(self, text: str) -> None:
        """By us, not by the person."""
        self._is_put = True
        self.setText(text)
        self._is_put = False

    def set_role(self, role: Role) -> None:
        self._role = role
        self.restyle()

    def restyle(self) -> None:
        self.setFont(self._style.font(self._role, self.text() or self.placeholderText()))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(Qt.GlobalColor.transparent))
        palette.setColor(QPalette.ColorRole.PlaceholderText, QColor(self._style.palette.ink_3))
        self.setPalette(palette)

    def _tell(self, text: str) -> None:
        if not self._is_put:
            self.typed.emit(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's own menu, high enough for a finger."""
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setStyleSheet(sheet(MENU, self._style.palette))
        menu.popup(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and not self.isReadOnly():
            # Qt's own caret is 1 px, in the text's colour, 5 px right of the left edge of this rectangle.
            caret = self.cursorRect()
            painter = QPainter(self)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._style.palette.mark))
            painter.drawRect(caret.left() + 4, caret.top(), CARET, caret.height())


def paint_box(painter: QPainter, field: QWidget, palette: Palette, radius: int, *, has_focus: bool) -> None:
    """The border of a field, round all of the widget."""
    width = 3.0 if has_focus else 1.5
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(palette.surface if field.isEnabled() else palette.sunken))
    painter.setPen(QPen(QColor(palette.ink if has_focus else palette.field), width))
    box = QRectF(field.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.drawRoundedRect(box, radius - width / 2, radius - width / 2)


class FieldBox(QWidget):
    """The border round a line. It gets thicker inwards, so that nothing moves."""

    def __init__(self, style: Style, line: Line, radius: int) -> None:
        super().__init__()
        self._style = style
        self._line = line
        self._radius = radius
        line.installEventFilter(self)
        self.setFocusProxy(line)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        style.changed.connect(self.update)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent):
            self.update()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_box(QPainter(self), self, self._style.palette, self._radius, has_focus=self._line.hasFocus())


class Field(QWidget):
    """`edited` carries what the person typed, `left` follows when they go on, `submitted` is Enter.

    Tell `set_problem` as often as you like: "" clears at once, a complaint shows when the field has been left.
    """

    edited = Signal(str)
    left = Signal()
    submitted = Signal()

    def __init__(
        self,
        style: Style,
        label: str,
        *,
        aside: str = "",
        hint: str = "",
        hint_icon: Icon | None = None,
        placeholder: str = "",
        height: int = 68,
        parent: QWidget | None = None,
    ) -> None:
        """`aside` stands beside the label ("optional"), `hint` below the field. Heights: 68, 60 in settings, 76."""
        super().__init__(parent)
        self._style = style
        self._height = height
        self._hint = hint
        self._hint_icon = hint_icon
        self._problem = ""
        self._is_left = False
        self.line = Line(style, label, Role.ENTRY)
        self.line.setPlaceholderText(placeholder)
        self.line.setAccessibleDescription(hint or aside)
        self._box = FieldBox(style, self.line, RADIUS_FIELD)
        self._below = Label(style, hint, Role.NOTE, Ink.INK_2, wraps=True)
        self._sign = IconLabel(style, hint_icon or Icon.INFO, 20)
        self._lay_out(label, aside)
        self.setFocusProxy(self.line)
        self.line.typed.connect(self._edit)
        self.line.textChanged.connect(self.line.restyle)
        self.line.returnPressed.connect(self.submitted)
        self.line.installEventFilter(self)
        style.changed.connect(self._restyle)
        self._restyle()

    def text(self) -> str:
        return self.line.text()

    def set_text(self, text: str) -> None:
        """By us, not by the person: `edited` is not emitted."""
        self.line.put(text)
        self._is_left = False
        self._tell()

    def set_label(self, label: str) -> None:
        self._title.setText(label)
        self.line.setAccessibleName(label)

    def set_hint(self, hint: str) -> None:
        self._hint = hint
        self._tell()

    def set_problem(self, problem: str) -> None:
        self._problem = problem
        if not problem:
            self._is_left = False
        self._tell()

    def insist(self) -> None:
        """Show the complaint though the field was not left: somebody wants to go on without it."""
        self._is_left = True
        self._tell()

    def shown_problem(self) -> str:
        return self._problem if self._is_left else ""

    def add_button(self, icon: Icon, name: str) -> IconButton:
        """A button inside the field, at its end; connect its `clicked`."""
        button = IconButton(self._style, icon, name, Ink.INK)
        self._inside.addWidget(button)
        return button

    def add_sign(self, icon: Icon, ink: Ink) -> IconLabel:
        """An icon inside the field, at its end, hidden for now; say in words too what it means."""
        sign = IconLabel(self._style, icon, 26, ink)
        self._inside.addWidget(sign)
        self._inside.addSpacing(12)
        sign.hide()
        return sign

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in STAYS:
            self._is_left = True
            self._tell()
            self.left.emit()
        return False

    def _lay_out(self, label: str, aside: str) -> None:
        above = QHBoxLayout()
        above.setSpacing(5)
        self._title = Label(self._style, label, Role.LABEL)
        self._title.setBuddy(self.line)
        above.addWidget(self._title)
        above.addWidget(ElidedLabel(self._style, aside, Role.BODY, Ink.INK_2), 1)
        self._inside = QHBoxLayout(self._box)
        self._inside.setContentsMargins(19, 3, 14, 3)
        self._inside.setSpacing(0)
        self._inside.addWidget(self.line)
        below = QHBoxLayout()
        below.setSpacing(9)
        below.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self._below, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(9)
        whole.addLayout(above)
        whole.addWidget(self._box)
        whole.addLayout(below)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _edit(self, text: str) -> None:
        self._is_left = False
        self._tell()
        self.edited.emit(text)

    def _tell(self) -> None:
        problem = self.shown_problem()
        self._below.setText(problem or self._hint)
        self._below.set_ink(Ink.INK if problem else Ink.INK_2)
        self._below.setVisible(bool(self._below.text()))
        self._sign.setVisible(bool(problem) or (self._hint_icon is not None and bool(self._hint)))
        self._sign.set_icon(Icon.INFO if problem else self._hint_icon or Icon.INFO, Ink.INK if problem else Ink.INK_2)
        self.line.setAccessibleDescription(self._below.text())

    def _restyle(self) -> None:
        self._box.setFixedHeight(self._style.px(self._height))
        self._tell()

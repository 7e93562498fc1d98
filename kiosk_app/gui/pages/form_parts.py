"""What the forms of set-up and settings are laid out with: a column that scrolls, rows that stack, captions, a bar."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.marks.inks import Inks
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.palette import Palette
from kiosk_app.gui.theme.shadow import REACH
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.icon_label import IconLabel
from kiosk_app.gui.widgets.label import Ink, Label
from kiosk_app.gui.widgets.scrolled import Scrolled

GAP = 20
BESIDE = 14
NARROW = 1160  # px at text scale 1, below which a rail becomes a strip or a line above the form
LEAST = QSize(640, 400)


class FormPage(QWidget):
    """A page of forms on paper. It is arranged anew for every size, and says no least size but its narrowest."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._is_made = False
        style.changed.connect(self.update)

    def _made(self) -> None:
        """All its parts are there: from now on they are arranged."""
        self._is_made = True
        self._style.changed.connect(self._arrange)
        self._arrange()

    def is_narrow(self) -> bool:
        return self.width() < self._style.px(NARROW)

    def _arrange(self) -> None:
        """Where things stand in this width."""
        raise NotImplementedError

    def minimumSizeHint(self) -> QSize:
        """As narrow as the narrow way needs it, whichever way it is laid out now."""
        return LEAST

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_made:
            self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(self._style.palette.paper))


class Column(Scrolled):
    """One column of at most ``width`` px, scrolled by finger, wheel and keyboard focus; add to ``rows``.

    What is added keeps ``REACH`` px free at its sides, for the shadows of cards; that much is taken off the margin.
    """

    def __init__(self, style: Style, width: int, top: int = 40, side: int = 56) -> None:
        super().__init__(style)
        self._style = style
        self._inner = QWidget()
        self._inner.installEventFilter(self)
        self._outer = QHBoxLayout(self._inner)
        content = QWidget()
        content.setMaximumWidth(width + 2 * REACH)
        self._outer.addStretch(0)
        self._outer.addWidget(content, 1)
        self._outer.addStretch(0)
        self.rows = QVBoxLayout(content)
        self.rows.setContentsMargins(0, 0, 0, REACH)
        self.rows.setSpacing(GAP)
        self.set_margins(top, side)
        self.show_through(self._inner)

    def set_margins(self, top: int, side: int) -> None:
        self._outer.setContentsMargins(max(0, side - REACH), top, max(0, side - REACH), 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._make_room()
        return super().eventFilter(watched, event)

    def _make_room(self) -> None:
        """As high as the wrapped lines need at this width: Qt asks for less and would squeeze them."""
        needed = self._outer.heightForWidth(self._inner.width()) if self._outer.hasHeightForWidth() else 0
        if needed != self._inner.minimumHeight():
            self._inner.setMinimumHeight(max(0, needed))


class Beside(QWidget):
    """Widgets in one row, which stand below each other where it is narrow."""

    def __init__(self, *widgets: tuple[QWidget, int], gap: int = BESIDE) -> None:
        """Each widget with its share of the width; 0: as much as it needs."""
        super().__init__()
        self._gap = gap
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for widget, share in widgets:
            self._row.addWidget(widget, share, Qt.AlignmentFlag.AlignTop)
        self.set_stacked(False)

    def set_stacked(self, is_stacked: bool) -> None:
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if is_stacked else across)
        self._row.setSpacing(GAP if is_stacked else self._gap)


class Captioned(QWidget):
    """Any widget with a label above and one line below, as a field has them."""

    def __init__(self, style: Style, label: str, widget: QWidget, *, hint: str = "", icon: Icon | None = None) -> None:
        super().__init__()
        self._hint = hint
        self._icon = icon
        self._label = Label(style, label, Role.LABEL)
        self._label.setBuddy(widget)
        self._sign = IconLabel(style, icon or Icon.INFO, 20)
        self._below = Label(style, hint, Role.NOTE, Ink.INK_2, wraps=True)
        below = QHBoxLayout()
        below.setSpacing(9)
        below.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self._below, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(9)
        column.addWidget(self._label)
        column.addWidget(widget)
        column.addLayout(below)
        column.addStretch(1)
        self._label.setVisible(bool(label))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._problem = ""
        self._tell()

    def set_hint(self, hint: str) -> None:
        self._hint = hint
        self._tell()

    def set_problem(self, problem: str) -> None:
        self._problem = problem
        self._tell()

    def _tell(self) -> None:
        text = self._problem or self._hint
        self._below.setText(text)
        self._below.set_ink(Ink.INK if self._problem else Ink.INK_2)
        self._below.setVisible(bool(text))
        self._sign.setVisible(bool(self._problem) or (self._icon is not None and bool(self._hint)))
        self._sign.set_icon(Icon.INFO if self._problem else self._icon or Icon.INFO, Ink.INK_2)


class Ground(QWidget):
    """A plain surface with a line on one of its sides: rails and action bars."""

    def __init__(self, style: Style, color: str, edge: Qt.Edge | None) -> None:
        """``color``: the name of a palette's colour."""
        super().__init__()
        self._style = style
        self._color = color
        self._edge = edge
        style.changed.connect(self.update)

    def set_edge(self, edge: Qt.Edge | None) -> None:
        self._edge = edge
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = self._style.palette
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(str(getattr(palette, self._color))))
        box = QRectF(self.rect())
        lines = {
            Qt.Edge.TopEdge: QRectF(0, 0, box.width(), 1),
            Qt.Edge.BottomEdge: QRectF(0, box.height() - 1, box.width(), 1),
            Qt.Edge.RightEdge: QRectF(box.width() - 1, 0, 1, box.height()),
        }
        if self._edge is not None:
            painter.fillRect(lines[self._edge], QColor(palette.line))


class ActionBar(Ground):
    """The bar at the foot of a form, always in sight. Buttons stand in ``row``, within the form's own width."""

    def __init__(self, style: Style, width: int) -> None:
        super().__init__(style, "surface", Qt.Edge.TopEdge)
        inner = QWidget()
        inner.setMaximumWidth(width)
        self.row = QHBoxLayout(inner)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(12)
        self._outer = QHBoxLayout(self)
        self._outer.addStretch(0)
        self._outer.addWidget(inner, 1)
        self._outer.addStretch(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_margins(56, 18)

    def set_margins(self, side: int, above: int) -> None:
        self._outer.setContentsMargins(side, above, side, above)


def inks_of(palette: Palette) -> Inks:
    """The inks of marks that stand on a surface."""
    return Inks(
        mark=palette.mark,
        mark_deep=palette.mark_deep,
        field=palette.field,
        ink=palette.ink,
        ink_3=palette.ink_3,
        surface=palette.surface,
        wait=palette.wait,
        on_wait_dot=palette.on_wait_dot,
        practice_mark=palette.practice_mark,
        practice_deep=palette.practice_deep,
    )

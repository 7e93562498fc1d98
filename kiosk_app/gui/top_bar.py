"""The bar over every page: the shop or the way back, how the line stands, the clock, and the menu."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.sheet import MENU, sheet
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.button import Button, Kind
from kiosk_app.gui.widgets.icon_button import IconButton
from kiosk_app.gui.widgets.label import ElidedLabel, Ink, Label
from kiosk_app.gui.widgets.pill import PillButton, PillText
from kiosk_app.presenters.frame import Pill
from kiosk_app.words import window as words
from kiosk_app.words.language import Language

HEIGHT, LOW_HEIGHT = 72, 60
BESIDE = 12  # px between the banner's words and its button
LOW_WINDOW = 700  # a window under this height has the lower bar

_PILLS = {
    Pill.ONLINE: (Tone.OK, None, True),
    Pill.OFFLINE: (Tone.WAIT, Icon.WIFI_OFF, False),
    Pill.WAITING: (Tone.WAIT, Icon.CLOCK, False),
    Pill.NEEDS_YOU: (Tone.WAIT, Icon.QUESTION, False),
}


class TopBar(QWidget):
    """Signals: ``back_pressed``, ``pill_pressed``, and ``menu_chosen`` with the key of an item."""

    back_pressed = Signal()
    pill_pressed = Signal()
    menu_chosen = Signal(str)

    def __init__(self, style: Style, language: Language, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._style = style
        self._now = now
        self._home = QWidget()
        self._shop = ElidedLabel(style, "", Role.SHOP)
        self._counter = ElidedLabel(style, "", Role.SMALLEST, Ink.INK_2)
        self._back = Button(style, "", Kind.QUIET, icon=Icon.CHEVRON_LEFT)
        self._back.setObjectName("backButton")
        self._divider = QWidget()
        self._divider.setFixedSize(1, 34)
        self._divider.setAutoFillBackground(True)
        self._title = ElidedLabel(style, "", Role.BAR_TITLE)
        self._pill = PillButton(style, PillText(language.text("Online"), Tone.OK, has_dot=True))
        self._pill.setObjectName("connectionPill")
        self._clock = Label(style, "", Role.BAR_CLOCK)
        self._menu_button = IconButton(style, Icon.MENU, words.menu(language))
        self._menu_button.setObjectName("menuButton")
        self._items: dict[str, str] = {}
        self._lay_out()
        self._back.clicked.connect(self.back_pressed)
        self._pill.clicked.connect(self.pill_pressed)
        self._menu_button.clicked.connect(self._open_menu)
        self._tick = QTimer(self)
        self._tick.timeout.connect(self._show_time)
        self._tick.start(5000)
        self._show_time()
        style.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        ground = self._divider.palette()
        ground.setColor(self._divider.backgroundRole(), QColor(self._style.palette.line))
        self._divider.setPalette(ground)
        self.update()

    def _lay_out(self) -> None:
        names = QVBoxLayout(self._home)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(0)
        names.addStretch()
        names.addWidget(self._shop)
        names.addWidget(self._counter)
        names.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 0, 16, 0)
        row.setSpacing(0)
        row.addWidget(self._back)
        row.addSpacing(7)
        row.addWidget(self._divider, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(20)
        row.addWidget(self._home, 1)
        row.addWidget(self._title, 1)
        for part in (self._pill, self._clock, self._menu_button):
            row.addSpacing(16)
            row.addWidget(part)

    def sizeHint(self) -> QSize:
        return QSize(600, HEIGHT)

    def show_shop(self, shop: str, counter: str) -> None:
        """The counter page's bar: whose shop, which counter."""
        self._shop.setText(shop)
        self._counter.setText(counter)
        self._show_parts(is_home=True)

    def show_way_back(self, back: str, title: str) -> None:
        """Any other page's bar: where back leads, and what this page is."""
        self._back.set_label(back)
        self._title.setText(title)
        self._show_parts(is_home=False)

    def show_pill(self, pill: Pill, text: str) -> None:
        tone, icon, has_dot = _PILLS[pill]
        self._pill.show_pill(PillText(text, tone, icon, has_dot))

    def set_menu(self, items: list[tuple[str, str]]) -> None:
        """The menu's items: a key and a text each."""
        self._items = dict(items)

    def set_item(self, key: str, text: str) -> None:
        """Another text for one of the menu's items."""
        self._items[key] = text

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)  # and not fillRect: to tell its forms apart PySide loads all gradients, 4 ms
        painter.setBrush(QColor(self._style.palette.line))
        painter.drawRect(self.rect())
        painter.setBrush(QColor(self._style.palette.surface))
        painter.drawRect(self.rect().adjusted(0, 0, 0, -1))

    def _show_parts(self, *, is_home: bool) -> None:
        for part in (self._back, self._title):
            part.setVisible(not is_home)
        self._divider.setVisible(not is_home and bool(self._title.text()))
        self._home.setVisible(is_home)
        self._show_counter()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_counter()

    def _show_counter(self) -> None:
        """In the lower bar the shop's name stands alone."""
        self._counter.setVisible(bool(self._counter.text()) and self.height() >= self._style.px(HEIGHT))

    def _show_time(self) -> None:
        self._clock.setText(self._now().astimezone().strftime("%H:%M"))

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setFont(self._style.font(Role.BUTTON))
        menu.setStyleSheet(sheet(MENU, self._style.palette))
        for key, text in self._items.items():
            action = menu.addAction(text, partial(self.menu_chosen.emit, key))
            action.setObjectName(f"menu-{key}")
        corner = self._menu_button.mapToGlobal(QPoint(self._menu_button.width(), self._menu_button.height()))
        menu.popup(corner - QPoint(menu.sizeHint().width(), 0))


class PracticeBanner(QWidget):
    """What stands over everything while practising, and the way out of it."""

    left = Signal()

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__()
        self._style = style
        self.setObjectName("practiceBanner")
        self._words = Label(style, words.practice(language), Role.BANNER_TITLE, Ink.ON_PRACTICE)
        self.setAccessibleName(words.practice(language))
        self._leave = leave = Button(style, words.leave_practice(language))
        leave.setObjectName("leavePracticeButton")
        leave.clicked.connect(self.left)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 6, 10, 6)
        row.setSpacing(BESIDE)
        # So that the words stand in the middle, as long as there is room for that.
        row.addSpacerItem(QSpacerItem(leave.sizeHint().width(), 0, QSizePolicy.Policy.Maximum))
        row.addStretch(1)
        row.addWidget(self._words, 0, Qt.AlignmentFlag.AlignCenter)
        row.addStretch(1)
        row.addWidget(leave)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        style.changed.connect(self._fit)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(600, self._style.px(68))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._style.px(68))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Smaller letters where the large ones would be cut."""
        large = QFontMetricsF(self._style.font(Role.BANNER_TITLE)).horizontalAdvance(self._words.text())
        room = self.width() - 30 - BESIDE - self._leave.minimumSizeHint().width()
        self._words.set_role(Role.BANNER_TITLE if large <= room else Role.TILE_TITLE)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(self._style.palette.practice))

"""The window: the bars, one page at a time, and the frame that marks practice. It knows no presenter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QPainter, QPaintEvent, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.stage import Stage
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.top_bar import HEIGHT, LOW_HEIGHT, LOW_WINDOW, PracticeBanner, TopBar
from kiosk_app.presenters.frame import Bar, LeadsTo, Pill
from kiosk_app.words import window as words
from kiosk_app.words.language import Language

if TYPE_CHECKING:  # painted before these are loaded
    from kiosk_app.gui.page_change import PageChange
    from kiosk_app.gui.scan_bar import ScanBar
    from kiosk_app.gui.widgets.banner import Banner
    from kiosk_app.words.said import Said

FRAME = 10
STRIPE = 22.0
TICK_MS = 1000


class Window(QWidget):
    """Signals: ``back_pressed`` (the bar's way back, and Esc), ``pill_pressed``, ``bar_pressed``, ``menu_chosen``
    with an item's key, ``key_pressed`` with a QKeyEvent that nobody took, ``practice_left``, ``painted`` after
    the first paint, ``page_shown`` when another page comes, ``ticked`` once a second where that is wanted, and
    ``closing`` once, when it is about to go."""

    back_pressed = Signal()
    pill_pressed = Signal()
    bar_pressed = Signal()
    menu_chosen = Signal(str)
    practice_left = Signal()
    key_pressed = Signal(object)
    closing = Signal()
    painted = Signal()
    page_shown = Signal()
    ticked = Signal()

    def __init__(self, style: Style, language: Language, now: Callable[[], datetime], *, is_practice: bool) -> None:
        super().__init__()
        self._style = style
        self._language = language
        self._is_practice = is_practice
        self._is_painted = False
        self.setWindowTitle(words.program(language))
        self.setMinimumSize(800, 560)
        self._top = TopBar(style, language, now)
        self._top.set_menu(words.menu_items(language, is_practice=is_practice))
        self._amber: Banner | None = None
        self._scan: ScanBar | None = None
        self._change: PageChange | None = None
        self._bar: Bar | None = None
        self._has_amber = True
        self._here = LeadsTo.NOWHERE
        self._ticks = QTimer(self, interval=TICK_MS)
        self._ticks.timeout.connect(self.ticked)
        self.stage = Stage()
        self._pages = self.stage.pages
        self._own_bars: list[QWidget] = []
        self._column = QVBoxLayout(self)
        margin = FRAME if is_practice else 0
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(0)
        if is_practice:
            banner = PracticeBanner(style, language)
            banner.left.connect(self.practice_left)
            self._column.addWidget(banner)
        self._column.addWidget(self._top)
        self._column.addWidget(self.stage, 1)
        self._top.back_pressed.connect(self.back_pressed)
        self._top.pill_pressed.connect(self.pill_pressed)
        self._top.menu_chosen.connect(self.menu_chosen)
        style.changed.connect(self.update)

    def furnish(self, amber: Banner, scan: ScanBar, change: PageChange) -> None:
        """Put in what the first page does without; once. Until then nothing is told and nothing moves."""
        self._amber = amber
        self._change = change
        self._scan = scan
        self._column.insertWidget(self._column.indexOf(self._top) + 1, amber)
        self._column.insertWidget(self._column.indexOf(amber) + 1, scan)
        amber.pressed.connect(self.bar_pressed)
        self._open_amber()

    def lay_under(self, keyboard: QWidget) -> None:
        """Put it under the pages, for as long as it is shown; once."""
        keyboard.hide()
        self._column.addWidget(keyboard)

    def add_page(self, page: QWidget) -> None:
        """Make a page known; it is shown later, in this size."""
        self._pages.addWidget(page)
        page.resize(self._pages.size())

    def show_home(self, page: QWidget, shop: str, counter: str) -> None:
        """The counter page, under the shop's name."""
        self._top.show_shop(shop, counter)
        self._show(page, top=self._top)

    def show_page(
        self, page: QWidget, back: str, title: str, here: LeadsTo = LeadsTo.NOWHERE, *, moves: bool = True
    ) -> None:
        """A page with a way back. ``here``: the amber bar does not lead where one is. ``moves``: else at once."""
        self._top.show_way_back(back, title)
        self._show(page, top=self._top, here=here, moves=moves)

    def show_with_own_bar(self, page: QWidget, bar: QWidget) -> None:
        """A page that brings its own top bar: the QR code's. The bar stands where the window's own does.

        It is there at once, since a phone is held to it already: a code that fades in can be read only some 60 ms
        later, and the tap to the code has 50 in all.
        """
        if self._column.indexOf(bar) < 0:
            self._column.insertWidget(self._column.indexOf(self._top), bar)
            self._own_bars.append(bar)
        self._show(page, top=bar, moves=False)

    def show_alone(self, page: QWidget) -> None:
        """A page that fills the window: nothing can wait or be mended while it is shown."""
        self._show(page, top=None, has_amber=False)

    @property
    def page(self) -> QWidget | None:
        """The page that is shown."""
        return self._pages.currentWidget()

    def show_pill(self, pill: Pill, text: str) -> None:
        self._top.show_pill(pill, text)

    def show_bar(self, bar: Bar | None) -> None:
        self._bar = bar
        self._open_amber()

    def show_scan(self, said: Said | None, *, stays: bool = False) -> None:
        """What became of a scan; until it is read, or another page comes up."""
        if self._scan is not None:
            self._scan.say(said if self._has_amber else None, stays=stays)

    def show_waiting(self, count: int) -> None:
        """The menu's *Quit* says that so many wait."""
        self._top.set_item("quit", words.quit_with(self._language, count))

    def keep_time(self, is_needed: bool) -> None:
        if is_needed != self._ticks.isActive():
            (self._ticks.start if is_needed else self._ticks.stop)()

    def _open_amber(self) -> None:
        bar, amber = self._bar, self._amber
        if amber is None:
            return
        if bar is not None:
            icon = Icon.WIFI_OFF if bar.is_offline else Icon.CHECK if bar.is_done else Icon.CLOCK
            amber.tell(icon, bar.said.what, bar.said.advice, "" if bar.leads_to is self._here else bar.button)
        if bar is not None and self._has_amber:
            amber.open_up()
        else:
            amber.close_up()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_pressed.emit()
        else:
            self.key_pressed.emit(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._top.setFixedHeight(self._style.px(LOW_HEIGHT if self.height() < LOW_WINDOW else HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._is_practice:
            self._paint_stripes(QPainter(self))  # else it is paper, which Qt lays under it
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)  # when all that is in it is painted too

    def _paint_stripes(self, painter: QPainter) -> None:
        """Ink stripes on the practice colour, all round; nobody takes this window for the real one."""
        palette = self._style.palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(palette.practice))
        painter.setBrush(QColor(palette.on_practice))
        painter.setPen(Qt.PenStyle.NoPen)
        width, height = self.width(), self.height()
        left = -float(height)
        while left < width:
            corners = QPolygonF()
            for x, y in ((left, height), (left + STRIPE, height), (left + STRIPE + height, 0), (left + height, 0)):
                corners.append(QRectF(x, y, 0, 0).topLeft())
            painter.drawPolygon(corners)
            left += 2 * STRIPE
        inside = self.rect().adjusted(FRAME, FRAME, -FRAME, -FRAME)
        painter.fillRect(inside, QColor(palette.paper))

    def _show(
        self,
        page: QWidget,
        *,
        top: QWidget | None,
        has_amber: bool = True,
        here: LeadsTo = LeadsTo.NOWHERE,
        moves: bool = True,
    ) -> None:
        self._has_amber = has_amber
        self._here = here
        self.show_scan(None)
        for bar in (self._top, *self._own_bars):
            bar.setVisible(bar is top)
        self._open_amber()
        is_another = page is not self._pages.currentWidget()
        if is_another:
            self.page_shown.emit()
        self._pages.setCurrentWidget(page)
        page.setFocus()
        if self._change is None or not is_another:
            return
        if moves and self.isVisible():
            self._change.begin(page, is_calm=self._style.is_calm)
        else:
            self._change.end()

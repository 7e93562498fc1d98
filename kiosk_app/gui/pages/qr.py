"""The QR page: the code as large as it gets, the card it belongs to, its link, *Done*, and undo for a while."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.marks.cache import MarkCache
from kiosk_app.gui.pages.qr_bar import QrBar
from kiosk_app.gui.pages.qr_card import QrCard
from kiosk_app.gui.qr import QrPanel, Sentence
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.shadow import REACH
from kiosk_app.gui.theme.sizes import RADIUS_QR
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.button import Button, Kind
from kiosk_app.gui.widgets.card import paint_patch
from kiosk_app.gui.widgets.countdown import Countdown
from kiosk_app.gui.widgets.label import ElidedLabel, Ink, Label
from kiosk_app.gui.widgets.notice import Notice
from kiosk_app.gui.widgets.pill import Pill, PillText
from kiosk_app.gui.widgets.scrolled import Scrolled
from kiosk_app.presenters.qr_view import QrShown
from kiosk_app.words import customer as customer_words
from kiosk_app.words import qr as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

LOW_WINDOW = 700
TIGHT, CRAMPED = 600, 480  # px at text scale 1 under the bar: smaller letters; then no headline
MOST_WIDE = 1560
LARGEST_PANEL = 880
ALONE_WIDE = 640  # of the words where no code will come
LEAST_COLUMN = 430  # also where letters are larger: the words wrap and scroll, the code does not get small
UNBOUND = 16_777_215  # Qt's own
HEADLINE_WIDE = 440  # as drawn, in two lines beside a large code
LEAST_SHARE = 0.4  # of the height, for the code where the window is upright; the words scroll then
BELOW_PILL = 14
ABOVE_DONE = 10  # a finger that misses Done does not open the stamp's page
COPIED_MS = 2000
DEAF_S = 0.4  # Enter, after the page came up: a scanner may send two
TICK_MS = 250
TOUCHES = {QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.KeyPress, QEvent.Type.Wheel}


class QrPage(QWidget):
    """Implements ``presenters.qr.QrView`` and brings its own bar, which a window may put over its own amber one.

    Signals are named like what hears them.

    ``ready`` when there is something on it to show. ``page_requested`` carries the link that *Open page* shows.
    ``marks``: the window's one cache of marks, where it has one. ``now_s``: monotonic seconds.
    """

    code_painted = Signal()
    undo_pressed = Signal()
    undo_ran_out = Signal()
    touched = Signal()
    stay_pressed = Signal()
    back_ran_out = Signal()
    done_pressed = Signal()
    back_pressed = Signal()
    give_new_pressed = Signal()
    it_is_there_pressed = Signal()
    ticked = Signal()
    ready = Signal()
    page_requested = Signal(str)

    def __init__(
        self,
        style: Style,
        language: Language,
        marks: MarkCache | None = None,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._style = style
        self._language = language
        self._now_s = now_s
        self._shown: QrShown | None = None
        self._shown_at_s = 0.0
        self._undo_time: Countdown | None = None
        self.setObjectName("qrPage")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.bar = QrBar(style, language, now_s)
        self.panel = QrPanel()
        self.panel.setObjectName("qrCode")
        self._pill = Pill(style, PillText(""), 44)
        self._headline = Label(style, "", Role.QR_HEADLINE, wraps=True)
        self._headline.setObjectName("qrHeadline")
        self._advice = Label(style, "", Role.BODY_LARGE, Ink.INK_2, wraps=True)
        self._advice.setObjectName("qrAdvice")
        self._card = QrCard(style, marks or MarkCache())
        self._trouble = Notice(style, Tone.REFUSED, "")
        self._make_buttons()
        self._lay_out()
        self._ticks = QTimer(self)
        self._ticks.setInterval(TICK_MS)
        self._ticks.timeout.connect(self.ticked)
        self._copied = QTimer(self)
        self._copied.setSingleShot(True)
        self._copied.setInterval(COPIED_MS)
        self._copied.timeout.connect(self._offer_copy)
        self.bar.back_pressed.connect(self.back_pressed)
        self.bar.stay_pressed.connect(self.stay_pressed)
        self.bar.ran_out.connect(self.back_ran_out)
        for part in self.findChildren(QWidget):
            part.installEventFilter(self)
        style.changed.connect(self._arrange)
        self.show_nobody()

    # What the presenter says

    def show_qr(self, shown: QrShown) -> None:
        self._shown = shown
        code = shown.code
        self.bar.show_back(shown.back)
        self._pill.setVisible(bool(shown.pill))
        if shown.pill:
            tone = Tone.NEUTRAL if shown.is_practice else Tone.OK
            self._pill.show_pill(PillText(shown.pill, tone, Icon.CHECK))
        for label, text in ((self._headline, shown.headline), (self._advice, shown.advice)):
            label.setText(text)
            label.setVisible(bool(text))
        said = shown.instead
        self.panel.set_placeholder(Sentence(said.what, said.advice) if said else Sentence(""))
        self.panel.setVisible(bool(code or said))
        self.panel.set_code(*((code.text, code.modules) if code else (None,)))
        self.panel.set_band(Sentence(*words.band(self._language)) if shown.is_practice and code else None)
        self.panel.setAccessibleName(code.spoken if code else said.what if said else "")
        self._card.setVisible(shown.card is not None)
        if shown.card:
            self._card.show_card(shown.card, is_practice=shown.is_practice, is_new=bool(shown.pill))
        self._link_row.setVisible(code is not None)
        self._link.setText(code.link if code else "")
        self._copy.setVisible(bool(code and code.copies))
        self._open.setVisible(bool(code and code.opens))
        self._undo.setObjectName(f"undoButton-{shown.card_idx}")
        self._lost.setVisible(shown.is_lost)
        self._done.set_kind(Kind.SECONDARY if shown.is_lost else Kind.PRIMARY)
        self._arrange()
        self.ready.emit()

    def show_nobody(self) -> None:
        self._shown = None
        self.panel.setVisible(True)
        self.panel.set_code(None)
        self.panel.set_placeholder(Sentence(""))
        self.panel.set_band(None)
        self.bar.show_back(words.title(self._language))
        for label in (self._headline, self._advice, self._link):
            label.clear()
        self._card.clear()
        for part in (self._card, self._pill, self._link_row, self._trouble, self._lost):
            part.setVisible(False)
        self.stop_undo()
        self._keep_undo_place(False)
        self._offer_copy()

    def show_trouble(self, said: Said | None) -> None:
        self._trouble.setVisible(said is not None)
        self._keep_gaps()
        if said:
            self._trouble.tell(Tone.REFUSED, said.what, said.advice)
            self.ready.emit()

    def start_undo(self, seconds: float) -> None:
        self.stop_undo()
        self._undo_time = Countdown(self._style, seconds, self._now_s, self)
        self._undo_time.finished.connect(self.undo_ran_out)
        self._undo.set_countdown(self._undo_time)
        self._undo_time.start()
        self._keep_undo_place(True)
        self._undo.setVisible(True)

    def stop_undo(self) -> None:
        self._undo.setVisible(False)
        if self._undo_time is not None:
            self._undo.set_countdown(None)
            self._undo_time.stop()
            self._undo_time.deleteLater()
            self._undo_time = None

    def start_back(self, seconds: float) -> None:
        self.bar.start(seconds)

    def stop_back(self) -> None:
        self.bar.stop()

    def keep_time(self, is_needed: bool) -> None:
        if is_needed != self._ticks.isActive():
            (self._ticks.start if is_needed else self._ticks.stop)()

    # What happens on the page

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._shown_at_s = self._now_s()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QInputEvent) and event.type() in TOUCHES:
            self.touched.emit()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any touch, key or wheel on the page counts; the code counts as painted once it has been.

        Told apart by their classes first: of the hundred events while the page comes up each type is some µs of work.
        """
        if isinstance(event, QInputEvent):
            if event.type() in TOUCHES:
                self.touched.emit()
        elif isinstance(event, QPaintEvent) and watched is self.panel and self.panel.text() is not None:
            QTimer.singleShot(0, self, self.code_painted.emit)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is *Done*, though not one that was still meant for the page before."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat() and self._now_s() - self._shown_at_s >= DEAF_S:
                self.done_pressed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The shadow of the panel; the panel itself is placed by no layout but the page's, so that it never lags."""
        if self.panel.isVisibleTo(self):
            patch = self._style.shadow(RADIUS_QR, self.devicePixelRatioF())
            around = self.panel.geometry().adjusted(-REACH, -REACH, REACH, REACH)
            paint_patch(QPainter(self), around, patch, REACH + RADIUS_QR)

    def _keep_undo_place(self, is_kept: bool) -> None:
        """Once it was there, nothing moves when its seconds are over."""
        policy = self._undo.sizePolicy()
        policy.setRetainSizeWhenHidden(is_kept)
        self._undo.setSizePolicy(policy)

    def _copy_link(self) -> None:
        if self._shown and self._shown.code:
            QGuiApplication.clipboard().setText(self._shown.code.copies)
            self._copy.set_label(words.copied(self._language))
            self._copied.start()

    def _offer_copy(self) -> None:
        self._copied.stop()
        self._copy.set_label(words.copy(self._language))
        self._copy.setAccessibleName(words.copy_spoken(self._language))

    def _open_page(self) -> None:
        if self._shown and self._shown.code:
            self.page_requested.emit(self._shown.code.opens)

    # Making

    def _make_buttons(self) -> None:
        style, say = self._style, self._language
        self._link = ElidedLabel(style, "", Role.ROW_TITLE)
        self._link.setObjectName("stampLink")
        self._link.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._copy = Button(style, "", Kind.QUIET, icon=Icon.COPY)
        self._copy.setObjectName("copyButton")
        self._copy.clicked.connect(self._copy_link)
        self._open = Button(style, words.open_page(say), Kind.QUIET)
        self._open.setObjectName("openPageButton")
        self._open.clicked.connect(self._open_page)
        self._done = Button(style, words.done(say), Kind.PRIMARY, height=84, icon=Icon.CHECK)
        self._done.setObjectName("doneButton")
        self._done.clicked.connect(self.done_pressed)
        self._undo = Button(style, words.undo(say), height=72, icon=Icon.UNDO)
        self._undo.clicked.connect(self.undo_pressed)
        self._give = Button(style, customer_words.give_new(say), Kind.PRIMARY, height=72, icon=Icon.STAMP)
        self._give.setObjectName("giveNewButton")
        self._give.clicked.connect(self.give_new_pressed)
        self._there = Button(style, customer_words.it_is_there(say), height=72)
        self._there.setObjectName("itIsThereButton")
        self._there.clicked.connect(self.it_is_there_pressed)
        self._lost = QWidget()
        lost = QHBoxLayout(self._lost)
        lost.setContentsMargins(0, 0, 0, 0)
        lost.setSpacing(12)
        for button in (self._give, self._there):
            lost.addWidget(button, 1)
        self._link_row = QWidget()
        row = QHBoxLayout(self._link_row)
        row.setContentsMargins(24, 0, 0, 0)
        row.addWidget(self._link, 1)
        row.addWidget(self._copy)
        row.addWidget(self._open)

    def _lay_out(self) -> None:
        texts = QWidget()
        self._texts = QVBoxLayout(texts)
        self._texts.setContentsMargins(REACH, 0, REACH, 0)  # room for the card's shadow
        self._texts.setSpacing(0)
        self._texts.addWidget(self._pill)
        self._gaps = tuple(
            (QSpacerItem(0, 0), gap, part)
            for gap, part in (
                (BELOW_PILL, self._headline),
                (6, self._advice),
                (20, self._trouble),
                (32, self._lost),
                (24, self._card),
                (10, self._link_row),
            )
        )
        for spacer, _gap, part in self._gaps:
            self._texts.addSpacerItem(spacer)
            self._texts.addWidget(part)
        self._texts.addStretch(1)
        self._scroll = Scrolled(self._style)
        self._scroll.show_through(texts)
        self._buttons = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._buttons.setContentsMargins(REACH, 0, REACH, 0)
        self._buttons.setSpacing(14)
        self._buttons.addWidget(self._done)
        self._buttons.addWidget(self._undo)
        self._beside = QVBoxLayout()
        self._beside.setSpacing(ABOVE_DONE)
        self._beside.addWidget(self._scroll, 1)
        self._beside.addLayout(self._buttons)
        self._split = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._split.addWidget(self.panel, 0, Qt.AlignmentFlag.AlignCenter)
        self._split.addLayout(self._beside, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addLayout(self._split, 1)

    def _arrange(self) -> None:
        """Beside each other, or below where the window is upright; the code gets what the words leave."""
        px = self._style.px
        is_low = self.window().height() < LOW_WINDOW
        is_upright = self.height() > self.width()
        self.bar.set_low(is_low)
        room = self.height() - (self.bar.height() if self.isAncestorOf(self.bar) else 0)
        is_tight = is_low or room < px(TIGHT)
        margin = 20 if is_low else 32 if room >= 700 else 14
        side = max(24 if is_low or is_upright else 40, (self.width() - MOST_WIDE) // 2)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._split.setDirection(down if is_upright else across)
        self._buttons.setDirection(across if is_tight and not is_upright else down)
        self._undo.setFixedHeight(px(84 if is_tight and not is_upright else 72))
        self._headline.set_role(Role.NAME if is_tight else Role.QR_HEADLINE if room >= 700 else Role.PAGE_TITLE)
        is_alone = self.panel.isHidden()
        self._headline.setMaximumWidth(UNBOUND if is_upright or is_alone else px(HEADLINE_WIDE))
        is_cramped = not (is_upright or is_alone) and room < px(CRAMPED)
        self._headline.setVisible(bool(self._headline.text()) and not (is_cramped and self._card.isVisibleTo(self)))
        self._keep_gaps()
        if is_alone:
            side = max(side, (self.width() - ALONE_WIDE) // 2)
        gap = 24 if is_upright else 32 if is_low else 48
        start = side - REACH if is_upright or is_alone else side
        self._split.setContentsMargins(start, margin, side - REACH, margin)
        self._split.setSpacing(gap if is_upright else gap - REACH)
        palette = self._style.palette
        self.panel.set_border("" if palette.is_dark else palette.line)
        self.panel.set_quiet(palette.surface, palette.ink_2)
        self._size_panel(room - 2 * margin, self.width() - 2 * side, gap, is_upright=is_upright)

    def _keep_gaps(self) -> None:
        """Above what is shown and is not the first."""
        above: QWidget | None = None if self._pill.isHidden() else self._pill
        for spacer, gap, part in self._gaps:
            if part.isHidden():
                spacer.changeSize(0, 0)
            else:
                spacer.changeSize(0, 0 if above is None else max(gap, BELOW_PILL if above is self._pill else 0))
                above = part
        self._texts.invalidate()

    def _size_panel(self, high: int, wide: int, gap: int, *, is_upright: bool) -> None:
        px = self._style.px
        if is_upright:
            below = self._texts.totalHeightForWidth(wide) + px(84) + 14 + px(72) + gap + ABOVE_DONE
            largest = min(wide, max(high - below, round(high * LEAST_SHARE)))
        else:
            largest = min(high, wide - LEAST_COLUMN - gap)
        least = self.panel.minimumSizeHint().height()
        edge = max(least, min(LARGEST_PANEL, largest))
        self.panel.setFixedSize(edge, edge)
        # As high as the code, where that does not fill the page, or as the words need.
        words = self._texts.totalHeightForWidth(LEAST_COLUMN)
        needed = max(edge, words + self._beside.spacing() + self._buttons.sizeHint().height())
        beyond = 0 if is_upright or self.panel.isHidden() else max(0, high - needed) // 2
        self._beside.setContentsMargins(0, beyond, 0, beyond)
        self.update()

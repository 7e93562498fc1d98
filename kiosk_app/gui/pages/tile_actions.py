"""What can be pressed on a card's tile: a stepper or *Undo*, the one obvious action, and what stands beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.pages.tile_parts import StatusLine
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.button import Button, Kind
from kiosk_app.gui.widgets.countdown import Countdown
from kiosk_app.gui.widgets.stepper import Stepper
from kiosk_app.presenters.tile_view import Action, TileShown, UndoShown
from kiosk_app.words import customer as words
from kiosk_app.words import stamp_edits as edit_words
from kiosk_app.words import visits as visit_words
from kiosk_app.words.language import Language

ACTION = 72
GAP, ROW_GAP = 12, 10
STEPS, SIDE = 144, 160
ROW_PRIMARY, ROW_QR, ROW_SIDE = 206, 72, 122
_ANY_WIDTH = 16_777_215
DEAF_S = 0.6  # a press that comes so soon after the button's meaning changed was for what stood there before


@dataclass(frozen=True, slots=True)
class _Face:
    """How the one obvious action looks, and what it reads for one visit or several."""

    kind: Kind
    icon: Icon
    text: Callable[[Language, int], str]


_FACES = {
    Action.ISSUE: _Face(Kind.OUTLINED, Icon.STAMP, lambda say, _count: words.issue_stamp(say)),
    Action.NEXT: _Face(Kind.OUTLINED, Icon.STAMP, lambda say, _count: words.issue_stamp(say)),
    Action.SWITCH: _Face(Kind.OUTLINED, Icon.STAMP, lambda say, _count: words.issue_stamp(say)),
    Action.ADD: _Face(Kind.PRIMARY, Icon.PLUS, visit_words.add_visit),
    Action.ANYWAY: _Face(Kind.OUTLINED, Icon.PLUS, lambda say, _count: visit_words.add_past_the_pause(say)),
    Action.REDEEM: _Face(Kind.SUCCESS, Icon.GIFT, lambda say, _count: visit_words.redeem_reward(say)),
    Action.CONFIRM: _Face(Kind.SUCCESS, Icon.CHECK, lambda say, _count: visit_words.yes_redeem(say)),
    Action.DATES: _Face(Kind.INK, Icon.CHECK, lambda say, _count: edit_words.save_dates(say)),
    Action.DELETE: _Face(Kind.INK, Icon.TRASH, lambda say, _count: edit_words.yes_delete(say)),
    Action.ANSWER: _Face(Kind.INK, Icon.QUESTION, lambda say, _count: edit_words.answer(say)),
}
_SIDES = {
    Action.CONFIRM: visit_words.not_yet,
    Action.NEXT: visit_words.not_now,
    Action.SWITCH: edit_words.switch_on,
    Action.DATES: edit_words.not_now,
    Action.DELETE: edit_words.not_now,
}
_COUNTED = (Action.ADD, Action.ANYWAY)
_OF_SEVERAL = (*_COUNTED, Action.SHOW_QR, Action.REDEEM, Action.NOTHING)
_BESIDE_CODE = (
    *(Action.SHOW_QR, Action.CHOOSE, Action.ADD, Action.ANYWAY, Action.REDEEM, Action.ANSWER, Action.NOTHING),
)
_OF_FIELDS = (Action.ISSUE, Action.NEXT, Action.SWITCH, Action.DATES)

PRESSES = (
    *("add_pressed", "anyway_pressed", "undo_pressed", "redeem_pressed", "redeem_confirmed", "not_yet_pressed"),
    *("not_now_pressed", "switch_on_pressed", "show_qr_pressed", "another_pressed", "next_stamp_pressed"),
    *("give_new_pressed", "it_is_there_pressed", "answer_pressed", "delete_confirmed", "offer_declined"),
)


class TileActions(QWidget):
    """Signals carry the Card IDX, those that add also how many. ``fields_pressed``: the tile knows which are open.

    In a row the ``stepper``, ``which`` and *Switch it on* stand behind its three dots, and what else stands beside the
    action takes their place too (``is_wide``).
    """

    fields_pressed = Signal()
    add_pressed = Signal(int, int)
    anyway_pressed = Signal(int, int)
    undo_pressed = Signal(int)
    redeem_pressed = Signal(int)
    redeem_confirmed = Signal(int)
    not_yet_pressed = Signal(int)
    not_now_pressed = Signal(int)
    switch_on_pressed = Signal(int)
    show_qr_pressed = Signal(int)
    another_pressed = Signal(int)
    next_stamp_pressed = Signal(int)
    give_new_pressed = Signal(int)
    it_is_there_pressed = Signal(int)
    answer_pressed = Signal(int)
    delete_confirmed = Signal(int)
    offer_declined = Signal(int)

    def __init__(
        self, style: Style, language: Language, shown: TileShown, now_s: Callable[[], float], *, is_row: bool
    ) -> None:
        """``now_s``: the clock's monotonic seconds."""
        super().__init__()
        self._style = style
        self._language = language
        self._now_s = now_s
        self._is_row = is_row
        self._shown = shown
        self._action = shown.action
        self._deaf_until_s = 0.0
        self._make_buttons()
        self._join()
        self._lay_out()
        style.changed.connect(self.fit)

    @property
    def is_wide(self) -> bool:
        """Whether a row gives it the place of its three dots."""
        return self._is_row and not all(one.isHidden() for one in (self.undo, self._side, self._give))

    @property
    def is_deaf(self) -> bool:
        return self._now_s() < self._deaf_until_s

    def show_actions(self, shown: TileShown, of_fields: Action | None) -> None:
        """``of_fields``: what is done with the fields that are open, if any."""
        if shown.marks.stamp_id != self._shown.marks.stamp_id:
            self.stepper.set_value(1)
        self._shown = shown
        self._action = of_fields or shown.action
        self._show_primary()
        self._show_code()
        self._show_count(shown)
        is_choice, is_lost = self._action is Action.CHOOSE, self._action is Action.LOST
        self._another.setVisible(is_choice)
        self._give.setVisible(is_lost)
        self._there.setVisible(is_lost)
        self._status.setVisible(self._action is Action.NOTHING)
        self._status.show_status(shown.status)
        self.fit()
        self._row.activate()  # now: what comes is placed at once beside what has yet to go, where a finger may be

    def not_under_the_finger(self) -> None:
        """The action means something else from now on: a finger that is on its way did not mean that."""
        self._deaf_until_s = self._now_s() + DEAF_S

    def first(self) -> Button | None:
        """What Enter presses."""
        return next((one for one in (self.primary, self._qr, self._give) if not one.isHidden()), None)

    # Showing

    def _show_primary(self) -> None:
        shown, face = self._shown, _FACES.get(self._action)
        self.primary.setVisible(face is not None)
        side = _SIDES.get(self._action)
        is_switching = shown.is_busy and self._action is Action.SWITCH
        is_behind_dots = self._is_row and self._action is Action.SWITCH  # there to stay, it would keep their place
        self._side.setVisible(side is not None and (is_switching or not (shown.is_busy or is_behind_dots)))
        if face:
            self.primary.set_kind(face.kind)
            self.primary.set_icon(face.icon)
            text = face.text(self._language, self._count())
            self.primary.set_label(text)
            self.primary.setAccessibleName(words.of_card(self._language, text, shown.name))
        if side:
            text = side(self._language)
            self._side.set_label(text)
            self._side.setAccessibleName(words.of_card(self._language, text, shown.name))
        self.primary.set_busy(shown.is_busy and not is_switching)
        self.primary.setVisible(face is not None and not is_switching)
        self._side.set_busy(is_switching)

    def _show_code(self) -> None:
        is_choice = self._action is Action.CHOOSE
        is_there = self._shown.has_code or self._action in (Action.SHOW_QR, Action.CHOOSE)
        is_hidden_by_undo = self._is_row and self._shown.undo is not None
        self._qr.setVisible(is_there and self._action in _BESIDE_CODE and not is_hidden_by_undo)
        self._qr.set_kind(Kind.PRIMARY if is_choice else Kind.SECONDARY)

    def _show_count(self, shown: TileShown) -> None:
        self.stepper.set_most(shown.most)
        had_focus = self.undo.hasFocus()
        self.undo.setVisible(shown.undo is not None)
        if had_focus and shown.undo is None:
            self.not_under_the_finger()  # the focus goes on to the action
        self._run(shown.undo)
        self.which.set_label(shown.which)
        self.which.setAccessibleName(shown.which_spoken)

    def _run(self, undo: UndoShown | None) -> None:
        """The ring shows what the presenter counts."""
        if undo is None:
            self._ring.stop()
        elif not self._ring.is_running or self._ring.ends_s != undo.until_s:
            self._ring.run_until(undo.until_s, undo.seconds)

    def fit(self) -> None:
        """Where it gets narrow the code is an icon alone, what asks is small, and visits are added one by one."""
        is_beside = self._action not in (Action.SHOW_QR, Action.CHOOSE)
        self.which.setVisible(bool(self._shown.which) and self._action in _OF_SEVERAL)
        self.stepper.setVisible(self._action in _COUNTED and self._shown.undo is None)
        self._label_qr(is_icon=self._is_row and is_beside)
        self._set_widths(is_beside=is_beside)
        if is_beside and not self._is_row and self._needed() > self.width():
            self._label_qr(is_icon=True)
            self._set_widths(is_beside=is_beside, is_narrow=True)
            self.stepper.setVisible(not self.stepper.isHidden() and self._needed() <= self.width())

    def _label_qr(self, *, is_icon: bool) -> None:
        text = (words.open_it if self._action is Action.CHOOSE else words.show_qr)(self._language)
        self._qr.set_label("" if is_icon else text)
        self._qr.setAccessibleName(words.of_card(self._language, text, self._shown.name))

    def _set_widths(self, *, is_beside: bool, is_narrow: bool = False) -> None:
        """As drawn: what stands beside the action is as wide as it must be, and *Undo* as wide as the stepper."""
        px = self._style.px
        least, most = 0, max(px(ACTION), self._qr.minimumSizeHint().width() + 8) if is_beside else _ANY_WIDTH
        if self._is_row:
            is_alone = self._qr.isHidden() and not self.is_wide
            drawn = max(px(ROW_PRIMARY), self.primary.minimumSizeHint().width())
            self.primary.setMaximumWidth(_ANY_WIDTH if is_alone else drawn)
            least, most = (px(ROW_QR), px(ROW_QR)) if is_beside else (0, _ANY_WIDTH)
        self._qr.setMinimumWidth(least)
        self._qr.setMaximumWidth(most)
        undo, side = (ROW_SIDE, ROW_SIDE) if self._is_row else (STEPS, 0 if is_narrow else SIDE)
        for button, wanted in ((self.undo, undo), (self._side, side)):
            button.setFixedWidth(max(px(wanted), button.minimumSizeHint().width()))

    def _needed(self) -> int:
        shown = [one for one in self._in_order() if not one.isHidden()]
        widths = [max(one.minimumSizeHint().width(), one.minimumWidth()) for one in shown]
        return sum(widths) + (len(shown) - 1) * self._row.spacing()

    def minimumSizeHint(self) -> QSize:
        """What is left where it got as narrow as it can."""
        needs_all = self._is_row or self._action in (Action.CHOOSE, Action.LOST)
        least = self._needed() if needs_all else self._style.px(ACTION) + self._row.spacing() + self._least_primary()
        return QSize(least, self._style.px(ACTION))

    def _least_primary(self) -> int:
        return self.primary.minimumSizeHint().width() if not self.primary.isHidden() else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    # Presses

    def _press(self) -> None:
        if self.is_deaf:
            return
        card_idx, count = self._shown.card_idx, self._count()
        if self._action in _OF_FIELDS:
            self.fields_pressed.emit()
        elif self._action in _COUNTED:
            self.stepper.set_value(1)
            (self.add_pressed if self._action is Action.ADD else self.anyway_pressed).emit(card_idx, count)
        elif self._action is Action.REDEEM:
            self.redeem_pressed.emit(card_idx)
        elif self._action is Action.CONFIRM:
            self.redeem_confirmed.emit(card_idx)
        elif self._action is Action.DELETE:
            self.delete_confirmed.emit(card_idx)
        elif self._action is Action.ANSWER:
            self.answer_pressed.emit(card_idx)

    def _press_side(self) -> None:
        card_idx = self._shown.card_idx
        if self._action is Action.CONFIRM:
            self.not_yet_pressed.emit(card_idx)
        elif self._action is Action.NEXT:
            self.not_now_pressed.emit(card_idx)
        elif self._action is Action.SWITCH:
            self.switch_on_pressed.emit(card_idx)
        elif self._action in (Action.DATES, Action.DELETE):
            self.offer_declined.emit(card_idx)

    def _count(self) -> int:
        return self.stepper.value() if self._shown.undo is None else 1

    # Making

    def _make_buttons(self) -> None:
        style, say, card_idx = self._style, self._language, self._shown.card_idx
        self.which = Button(style, "", height=ACTION, trailing=Icon.CHEVRON_RIGHT)
        less, more = visit_words.one_less(say), visit_words.one_more(say)
        self.stepper = Stepper(style, visit_words.how_many(say), less, more, 1, 1)
        self._ring = Countdown(style, 1.0, self._now_s, self)
        self.undo = Button(style, visit_words.undo(say), height=ACTION)
        self.undo.set_countdown(self._ring)
        self.primary = Button(style, "", Kind.OUTLINED, height=ACTION, is_compact=self._is_row)
        self._qr = Button(style, words.show_qr(say), height=ACTION, icon=Icon.QR)
        self._side = Button(style, "", height=ACTION)
        self._another = Button(style, words.issue_another(say), height=ACTION)
        look = (Kind.SECONDARY, None) if self._is_row else (Kind.OUTLINED, Icon.STAMP)  # in a row the words need room
        self._give = Button(style, words.give_new(say), look[0], height=ACTION, icon=look[1])
        self._there = Button(style, words.it_is_there(say), height=ACTION)
        self._status = StatusLine(style, is_small=self._is_row)
        for button, name in (
            (self.which, "nextStamp"),
            (self.stepper, "visitStepper"),
            (self.stepper.less, "oneLess"),
            (self.stepper.more, "oneMore"),
            (self.undo, "undoButton"),
            (self.primary, "primaryAction"),
            (self._qr, "showQr"),
            (self._side, "sideAction"),
            (self._another, "issueAnother"),
            (self._give, "giveNewButton"),
            (self._there, "itIsThereButton"),
        ):
            button.setObjectName(f"{name}-{card_idx}")
        self.undo.setAccessibleName(words.of_card(say, visit_words.undo(say), self._shown.name))

    def _join(self) -> None:
        card_idx = self._shown.card_idx
        self.primary.clicked.connect(self._press)
        self._side.clicked.connect(self._press_side)
        self.stepper.changed.connect(self._show_primary)
        for button, signal in (
            (self.undo, self.undo_pressed),
            (self._qr, self.show_qr_pressed),
            (self._another, self.another_pressed),
            (self.which, self.next_stamp_pressed),
            (self._give, self.give_new_pressed),
            (self._there, self.it_is_there_pressed),
        ):
            button.clicked.connect(lambda _checked=False, said=signal: said.emit(card_idx))

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(ROW_GAP if self._is_row else GAP)
        self._row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        for widget in self._in_order():
            self._row.addWidget(widget)
        for button in (self.primary, self._qr, self._another, self._give, self._there, self._status):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._row.setStretchFactor(button, 1)
        self._status.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._row.setAlignment(self._status, Qt.AlignmentFlag.AlignVCenter)

    def _in_order(self) -> tuple[QWidget, ...]:
        """As they are read and walked through; in a row the first two stand elsewhere."""
        before = () if self._is_row else (self.which, self.stepper)
        last = (self._side, self._another, self._give, self._there)
        if self._is_row:
            return (self.primary, self._status, self._qr, *last, self.undo)
        return (*before, self.undo, self.primary, self._status, self._qr, *last)

"""The scanner: a keyboard that is told from hands by its speed, wherever the focus is. What a scan is it does not know.

Each key is held back until the next would be too late for a scanner: 30 ms. So nothing has to be taken back out of a
field, a menu or a button, for nothing came there: text, selection, undo and what was pressed are as before.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from math import inf

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QWindow
from PySide6.QtWidgets import QLineEdit

from kiosk_app.domain.burst import Burst, Pace, Stroke, burst_of
from kiosk_app.domain.two_set import keys_of
from kiosk_app.gui.widgets.field import Line

DEAF_MS = 400  # Enter, after a scan: a CR LF presses nothing
MOST_KEYS = 4096  # of one run; no link is longer, and what a broken scanner sends does not fill the memory
SURE_KEYS = 3  # so fast in a row, they are no hands': a computer that is slow to bring the next is waited for longer
GUESS_KEYS = 3  # of a scanner's own time a key: when none came for so long, its code is likely to be whole
LEAST_GUESS_MS = 10
GRACE_MS = 1  # for keys that were on their way here when time was up
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
ENDS = {*ENTER, Qt.Key.Key_Tab}
HELPERS = {
    *(Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock),
    *(Qt.Key.Key_NumLock, Qt.Key.Key_ScrollLock, Qt.Key.Key_Super_L, Qt.Key.Key_Super_R, Qt.Key.Key_Hangul),
}
KEYS = {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease}
BY_FINGER = {QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.TabletPress, QEvent.Type.Wheel}
NO_TYPING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier  # as Windows tells of it


@dataclass(frozen=True, slots=True)
class _Moment:
    """``stamp_ms``: when it happened, where the platform tells; ``came_ms``: when we heard. Each by its own clock."""

    came_ms: float
    stamp_ms: float | None = None

    def since_ms(self, before: _Moment) -> float:
        if self.stamp_ms is not None and before.stamp_ms is not None:
            return self.stamp_ms - before.stamp_ms
        return self.came_ms - before.came_ms


NEVER = _Moment(-inf)


@dataclass(slots=True)
class _Held:
    """An event that waits, and which strokes of its run it made."""

    event: QKeyEvent | QInputMethodEvent
    strokes: range = range(0)


@dataclass(slots=True)
class _Composing:
    """The keys that an input method was given: those of finished syllables, and of all with the one in the making."""

    finished: str = ""
    keys: str = ""

    def more(self, event: QInputMethodEvent) -> str:
        """The keys that came with this event."""
        before = self.keys
        self.finished += keys_of(event.commitString())
        self.keys = self.finished + keys_of(event.preeditString())
        return self.keys.removeprefix(before) if self.keys.startswith(before) else ""


class Scanner(QObject):
    """``scanned`` carries what was scanned. A scan goes into the field with the focus instead, where it takes scans.

    ``guessed`` carries what would be, if no more keys came: there is time to prepare for it, and nothing to be seen of
    it. Many a guess is followed by no scan, or by another.

    Keys that act at once and are undone would be seen, and neither a press nor Qt's undo history has a way back.

    They are taken where they enter a window: before the focus, shortcuts and mnemonics. A filter on the application
    would be called for every event of every widget, some µs each; those of a window are few. What comes through comes
    as a key, which Qt looks up no shortcut for: the window has none but those that its pages take as keys.

    ``pace``: what it is known by; it may be set anew at any time. ``now_ms``: for events that bring no time.
    """

    scanned = Signal(str)
    guessed = Signal(str)

    def __init__(
        self,
        app: QGuiApplication,
        pace: Pace,
        now_ms: Callable[[], float] = lambda: 1000 * time.monotonic(),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._app = app
        self.pace = pace
        self._now_ms = now_ms
        self._held: list[_Held] = []
        self._strokes: list[Stroke] = []
        self._down: dict[int, tuple[int, _Moment]] = {}  # by key: the stroke it is down for, and since when
        self._last = self._ended = NEVER  # keys: the last of the run, and the last of the last scan
        self._per_key_ms = 0.0  # the slowest of the run
        self._is_tail = False  # the run follows a scan without a pause, as the next line of one code does
        self._is_on = True
        self._line: QLineEdit | None = None  # with the focus
        self._comes_through = False  # the next event is one that was held
        self._composing = _Composing()
        self._shown = ""  # the syllable in the making, as the field shows it
        self._left_over = ""  # one of a scan, which the input method may still bring
        self._late = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._late.timeout.connect(self._grant_grace)
        self._early = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._early.timeout.connect(self._guess)
        self._grace = QTimer(self, singleShot=True, interval=GRACE_MS)
        self._grace.timeout.connect(self._let_go)
        app.focusWindowChanged.connect(self._watch_window)
        app.focusObjectChanged.connect(self._watch_focus)
        self._watch_window(app.focusWindow())
        self._watch_focus(app.focusObject())

    @property
    def is_holding(self) -> bool:
        """Whether there are keys of which it is not known yet who typed them."""
        return bool(self._held)

    def stop(self) -> None:
        """What is held comes through, and nothing is held any more."""
        self._let_go()
        self._is_on = False
        self._app.focusWindowChanged.disconnect(self._watch_window)
        self._app.focusObjectChanged.disconnect(self._watch_focus)

    # Where keys come in

    def _watch_window(self, window: QWindow | None) -> None:
        """From here on; while a menu has the focus, some platforms bring keys to the window below it."""
        if window is not None:
            window.installEventFilter(self)

    def _watch_focus(self, focus: QObject | None) -> None:
        """What an input method makes of keys comes to a line without passing its window.

        It ends a syllable as the line loses the focus: that is brought to the line it was typed in.
        """
        if self._burst() is None:
            self._let_go()
        self._shown = ""
        self._line = focus if isinstance(focus, QLineEdit) else None
        if self._line is not None:
            self._line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            return self._is_on and watched is self._line and not self._was_held() and self._composed(event)
        if not isinstance(watched, QWindow) or not self._is_on:
            return False
        if isinstance(event, QKeyEvent) and event.type() in KEYS:
            return not self._was_held() and event.key() not in HELPERS and self._key(event)
        if event.type() in BY_FINGER and self._burst() is None:
            self._let_go()  # what a person typed comes before what they tap
        return False

    def _was_held(self) -> bool:
        was_held, self._comes_through = self._comes_through, False
        return was_held

    def _key(self, event: QKeyEvent) -> bool:
        at = _Moment(self._now_ms(), float(event.timestamp()) or None)
        if event.type() is QEvent.Type.KeyRelease:
            return self._released(event, at)
        if event.isAutoRepeat() and not self._is_twice(event, at):
            self._let_go()
            return False
        if event.type() is QEvent.Type.KeyPress:
            self._pressed(event, at)
        event.accept()  # as a shortcut: it is to come as a key, and is looked up as one when it is let go
        return True

    def _is_twice(self, event: QKeyEvent, at: _Moment) -> bool:
        """No scanner holds a key, though X takes a letter that comes twice within a millisecond for one that is held.

        That one follows its own press at once; a finger holds a key for 200 ms before it repeats.
        """
        return event.key() in self._down and self.pace.goes_on(at.since_ms(self._last))

    # A run of keys

    def _pressed(self, event: QKeyEvent, at: _Moment) -> None:
        self._end_if_paused(at)
        if event.key() in ENDS and self._ends_a_scan(event, at):
            return
        for stroke, _ in self._down.values():
            self._strokes[stroke] = replace(self._strokes[stroke], overlaps=True)
        if self._hold(event, [Stroke(_typed(event))], at):
            self._down[event.key()] = len(self._strokes) - 1, at

    def _released(self, event: QKeyEvent, at: _Moment) -> bool:
        """Held behind its press, so that a button or a menu gets both or none."""
        if event.key() not in self._down:
            return False
        stroke, since = self._down[event.key()]
        self._strokes[stroke] = replace(self._strokes[stroke], held_ms=at.since_ms(since))
        self._held.append(_Held(_copied_key(event)))
        if not event.isAutoRepeat():
            del self._down[event.key()]
        return True

    def _composed(self, event: QInputMethodEvent) -> bool:
        """Hangul in the making. Such events bring no time: each is taken to be as old as it comes."""
        at = _Moment(self._now_ms())
        if event.commitString() and event.commitString() == self._left_over:
            self._left_over = ""
            return at.since_ms(self._ended) <= DEAF_MS
        self._end_if_paused(at)
        if not self._held:
            self._composing = _Composing(keys=keys_of(self._shown))
        self._hold(event, [Stroke(key, held_ms=0) for key in self._composing.more(event)], at)
        return True

    def _end_if_paused(self, at: _Moment) -> None:
        if self._held and not self.pace.goes_on(at.since_ms(self._last)):
            self._let_go()

    def _hold(self, event: QKeyEvent | QInputMethodEvent, strokes: list[Stroke], at: _Moment) -> bool:
        """Whether there was room for it."""
        if not self._held:
            self._is_tail = self.pace.goes_on(at.since_ms(self._ended))
            self._per_key_ms = 0
        else:
            self._per_key_ms = max(self._per_key_ms, at.since_ms(self._last))
        self._last = at
        self._grace.stop()
        patience = 1 if len(self._strokes) < SURE_KEYS else 1.5
        self._late.start(round(patience * self.pace.per_key_ms))
        self._early.start(round(max(LEAST_GUESS_MS, GUESS_KEYS * self._per_key_ms)))
        has_room = len(self._strokes) < MOST_KEYS
        if has_room:
            first = len(self._strokes)
            self._strokes += strokes
            self._held.append(_Held(_copied(event), range(first, len(self._strokes))))
        return has_room

    def _burst(self) -> Burst | None:
        return burst_of(self._strokes, self.pace) if self._held else None

    # How a run ends

    def _guess(self) -> None:
        """Not where keys bring no time: who prepares keeps this thread busy, and the next one would seem late."""
        bring_time = all(isinstance(one.event, QKeyEvent) and one.event.timestamp() for one in self._held)
        burst = self._burst() if bring_time and not self._is_tail else None
        if burst and not self._is_for_line(burst):
            self.guessed.emit(burst.text)

    def _is_for_line(self, burst: Burst) -> bool:
        return isinstance(self._line, Line) and self._line.takes_scan(burst.text)

    def _grant_grace(self) -> None:
        """Time is up. Where this thread was busy meanwhile, keys that were in time are still to come."""
        self._early.stop()
        self._grace.start()

    def _ends_a_scan(self, event: QKeyEvent, at: _Moment) -> bool:
        """Enter or Tab behind a code; and those that follow it, as LF does CR."""
        if burst := self._burst():
            for stroke, _ in self._down.values():
                self._strokes[stroke] = replace(self._strokes[stroke], overlaps=True)
            self._take(self._burst() or burst, event, at)
            return True
        since_ms = at.since_ms(self._ended)
        if self.pace.goes_on(since_ms):
            self._ended = at
            return True
        return event.key() in ENTER and 0 <= since_ms <= DEAF_MS

    def _let_go(self) -> None:
        """The run is over: a scan that nothing ends, or a person's keys."""
        if burst := self._burst():
            self._take(burst, None, self._last)
        else:
            self._bring(self._forget())

    def _take(self, burst: Burst, end: QKeyEvent | None, at: _Moment) -> None:
        """A scan. What a person typed meanwhile comes through."""
        is_tail, self._ended = self._is_tail, at
        held = self._forget()
        self._end_composing([one.event for one in held if isinstance(one.event, QInputMethodEvent)])
        self._bring(_by_hand(held, burst))
        if self._line is not None and self._is_for_line(burst):
            self._line.insert(burst.text)
            self._bring([_Held(_copied_key(end))] if end else [])
        elif not is_tail:
            self.scanned.emit(burst.text)

    def _forget(self) -> list[_Held]:
        """An empty run; what was held."""
        for timer in (self._early, self._late, self._grace):
            timer.stop()
        held, self._held, self._strokes, self._down = self._held, [], [], {}
        return held

    def _bring(self, held: Iterable[_Held]) -> None:
        """Bring these where they would be by now, wherever that is: the first of them may have moved the focus."""
        for one in held:
            if isinstance(one.event, QInputMethodEvent):
                self._shown = one.event.preeditString()
            goal = self._app.focusWindow() if isinstance(one.event, QKeyEvent) else self._line
            if goal is not None:
                with self._coming_through():
                    QCoreApplication.sendEvent(goal, one.event)

    @contextmanager
    def _coming_through(self) -> Iterator[None]:
        """One event that is not held again. What comes while it does, as in a dialog that it opened, is."""
        self._comes_through = True
        yield
        self._comes_through = False

    def _end_composing(self, events: list[QInputMethodEvent]) -> None:
        """The input method forgets what a scanner typed; the syllable that a person had in the making stays."""
        if not events or self._line is None:
            return
        kept = QInputMethodEvent("", [])
        kept.setCommitString(self._shown)
        with self._coming_through():
            QCoreApplication.sendEvent(self._line, kept)
        self._shown, self._left_over = "", events[-1].preeditString()
        self._app.inputMethod().reset()


def _by_hand(held: list[_Held], burst: Burst) -> list[_Held]:
    """The events of these strokes, and of letting go of their keys."""
    theirs = [one for one in held if one.strokes and burst.by_hand.issuperset(one.strokes)]
    keys = {one.event.key() for one in theirs if isinstance(one.event, QKeyEvent)}
    return [
        one
        for one in held
        if one in theirs or (not one.strokes and isinstance(one.event, QKeyEvent) and one.event.key() in keys)
    ]


def _typed(event: QKeyEvent) -> str:
    """What a press types, in Latin letters whatever layout is on; nothing where it means a command."""
    modifiers = event.modifiers()
    is_command = bool(modifiers & NO_TYPING) and (modifiers & NO_TYPING) != ALT_GR
    return "" if is_command or not event.text().isprintable() else keys_of(event.text())


def _copied(event: QKeyEvent | QInputMethodEvent) -> QKeyEvent | QInputMethodEvent:
    """One of our own: Qt's is gone once it was filtered."""
    return _copied_key(event) if isinstance(event, QKeyEvent) else _copied_composing(event)


def _copied_key(event: QKeyEvent) -> QKeyEvent:
    copy = QKeyEvent(
        *(event.type(), event.key(), event.modifiers()),
        *(event.nativeScanCode(), event.nativeVirtualKey(), event.nativeModifiers()),
        *(event.text(), event.isAutoRepeat(), event.count()),
    )
    copy.setTimestamp(event.timestamp())
    return copy


def _copied_composing(event: QInputMethodEvent) -> QInputMethodEvent:
    copy = QInputMethodEvent(event.preeditString(), event.attributes())
    copy.setCommitString(event.commitString(), event.replacementStart(), event.replacementLength())
    return copy

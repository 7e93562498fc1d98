"""When the keyboard on the screen comes and goes: with the field that is typed in, and never where another is there.

A field that gets the focus brings it; the search, which has the focus at all times, when it is touched. It goes with
the field and with its page; sent away, it stays away until a field is touched, and on the next page it comes again.
A key of a real keyboard sends it away, too; a scanner's keys come to no field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from kiosk_app.domain.touch.boards import Kind
from kiosk_app.gui.touch.in_sight import InSight
from kiosk_app.gui.widgets.field import Line
from kiosk_app.gui.window import Window

if TYPE_CHECKING:  # loaded when it first comes
    from kiosk_app.gui.touch.keyboard import TouchKeyboard

_Hint = Qt.InputMethodHint
KINDS = {
    _Hint.ImhDialableCharactersOnly: Kind.PHONE,
    _Hint.ImhDigitsOnly: Kind.NUMBER,
    _Hint.ImhDate: Kind.DATE,
    _Hint.ImhEmailCharactersOnly: Kind.LATIN,
    _Hint.ImhUrlCharactersOnly: Kind.LATIN,
    _Hint.ImhLatinOnly: Kind.LATIN,
    _Hint.ImhSensitiveData: Kind.LATIN,
}


class Attendant(QObject):
    """``is_wanted``: whether it comes, given whether somebody typed on a real keyboard since the start."""

    def __init__(
        self,
        app: QGuiApplication,
        window: Window,
        make: Callable[[], TouchKeyboard],
        is_wanted: Callable[[bool], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._window = window
        self._in_sight = InSight(window.stage, self)
        self._make = make
        self._is_wanted = is_wanted
        self._keyboard: TouchKeyboard | None = None
        self._line: Line | None = None  # with the focus
        self._served: Line | None = None
        self._touched: Line | None = None
        self._was_sent_away = self._was_typed_over = False
        self._was_typed = False  # on a real keyboard, ever
        self._settling = QTimer(self, singleShot=True)  # a change of page moves the focus more than once
        self._settling.timeout.connect(self._settle)
        app.focusObjectChanged.connect(self._watch)
        app.inputMethod().visibleChanged.connect(self._settling.start)
        window.page_shown.connect(self._turn_page)
        self._watch(app.focusObject())

    def stop(self) -> None:
        """It goes, and does not come again."""
        self._app.focusObjectChanged.disconnect(self._watch)
        self._app.inputMethod().visibleChanged.disconnect(self._settling.start)
        self._watch(None)
        self._settling.stop()
        self._settle()
        if self._keyboard is not None:
            self._keyboard.deleteLater()
        self.deleteLater()

    @Slot(QObject)
    def _watch(self, focus: QObject | None) -> None:
        self._line = focus if isinstance(focus, Line) else None
        if self._line is not None:
            self._line.installEventFilter(self)
        self._settling.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._line:
            return False
        if event.type() is QEvent.Type.MouseButtonRelease:
            self._touched = self._line
            self._was_sent_away = self._was_typed_over = False
            self._settling.start()
        elif _is_typed(event) and not (self._keyboard and self._keyboard.typing.is_typing):
            self._was_typed = self._was_typed_over = True
            self._settling.start()
        return False

    @Slot()
    def _turn_page(self) -> None:
        self._touched = None
        self._was_sent_away = False
        self._settling.start()

    @Slot()
    def _settle(self) -> None:
        line = self._line
        if line is None or not self._is_for(line):
            self._go()
        elif line is not self._served:
            self._come(line)

    def _is_for(self, line: Line) -> bool:
        """Whether it is to be there while this field has the focus. Two on one screen help nobody."""
        is_away = self._was_sent_away or self._was_typed_over or (line.rests and line is not self._touched)
        if is_away or line.isReadOnly() or self._app.inputMethod().isVisible() or not self._window.isAncestorOf(line):
            return False
        return line is self._served or self._is_wanted(self._was_typed)

    def _come(self, line: Line) -> None:
        if self._keyboard is None:
            self._keyboard = self._make()
            self._keyboard.next_wanted.connect(self._go_on)
            self._keyboard.away_wanted.connect(self._send_away)
            self._window.lay_under(self._keyboard)
        self._served = line
        self._keyboard.serve(line, kind_of(line), has_next=self._following() is not None)
        self._keyboard.show()
        self._in_sight.keep(line)

    def _go(self) -> None:
        if self._served is not None and self._keyboard is not None:
            self._served = None
            self._keyboard.hide()
            self._in_sight.keep(None)

    @Slot()
    def _send_away(self) -> None:
        self._was_sent_away = True
        self._settle()

    @Slot()
    def _go_on(self) -> None:
        following = self._following()
        if following is not None:
            following.setFocus(Qt.FocusReason.TabFocusReason)

    def _following(self) -> Line | None:
        """The next field of the page, as Tab goes; none after the last."""
        line = self._line
        if line is None:
            return None
        lines = (one for one in _around(line) if isinstance(one, Line))
        return next((one for one in lines if self._is_after(line, one)), None)

    def _is_after(self, line: Line, other: Line) -> bool:
        page = self._window.page
        if page is None or not page.isAncestorOf(other) or other.isReadOnly():
            return False
        place, its_place = (one.mapTo(page, one.rect().topLeft()) for one in (line, other))
        is_beside = abs(its_place.y() - place.y()) < line.height() / 2 and its_place.x() > place.x()
        return other.isVisible() and other.isEnabled() and (is_beside or its_place.y() > place.y() + line.height() / 2)


def kind_of(line: Line) -> Kind:
    """By what the field tells every input method."""
    hints = line.inputMethodHints()
    return next((kind for hint, kind in KINDS.items() if hints & hint), Kind.NAME if line.is_name else Kind.TEXT)


def _is_typed(event: QEvent) -> bool:
    """A letter from a real keyboard. No volume key, and no scanner's: its code comes to no field, its Enter may."""
    if isinstance(event, QInputMethodEvent):
        return bool(event.commitString() or event.preeditString())
    return isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and _is_letter(event.text())


def _is_letter(text: str) -> bool:
    return bool(text) and text.isprintable()


def _around(line: QWidget) -> Iterator[QWidget]:
    """What follows in the chain of the focus, once round."""
    one = line.nextInFocusChain()
    while one is not None and one is not line:
        yield one
        one = one.nextInFocusChain()

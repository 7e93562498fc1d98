"""One line of a customer's history, and the panel that opens under it where a visit is put right."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk_app.domain.entry import State
from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.button import Button, Kind
from kiosk_app.gui.widgets.disc import Disc
from kiosk_app.gui.widgets.field import Field
from kiosk_app.gui.widgets.label import Ink, Label
from kiosk_app.presenters.history_view import CandidateShown, Fix, PanelShown, PastShown
from kiosk_app.words import history_page as words
from kiosk_app.words.language import Language

WHEN = 190  # of a row
DISC = 40
FIELD = 60
SIGNS = {
    State.DONE: (Tone.OK, Icon.CHECK),
    State.REFUSED: (Tone.REFUSED, Icon.CROSS),
    State.CANCELLED: (Tone.NEUTRAL, Icon.UNDO),
    State.UNKNOWN: (Tone.WAIT, Icon.QUESTION),
    State.ASIDE: (Tone.WAIT, Icon.QUESTION),
}
ACROSS, DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class HistoryRow(QWidget):
    """Signals are those of the page; ``fix_pressed`` carries the entry's number and the fix."""

    fix_pressed = Signal(int, object)
    note_typed = Signal(str)
    who_typed = Signal(str)
    taken_back = Signal()
    moved_to = Signal(str)
    not_now_pressed = Signal()

    def __init__(self, style: Style, language: Language, shown: PastShown) -> None:
        super().__init__()
        self._style = style
        self._language = language
        self._entry_id = shown.entry_id
        self._panel: FixPanel | None = None
        self._is_stacked = False
        self._disc = Disc(style, Tone.OK, Icon.CHECK, DISC, is_quiet=True)
        self._when = Label(style, "", Role.BODY, Ink.INK_2)
        self._what = Label(style, "", Role.ROW_SMALL, wraps=True)
        self._notes = Label(style, "", Role.BODY, Ink.INK_2, wraps=True)
        self._aside = Label(style, "", Role.SMALLEST, Ink.INK_2, wraps=True)
        self._take = Button(style, words.take_back(language), icon=Icon.UNDO)
        self._take.setObjectName(f"takeBackButton-{shown.entry_id}")
        self._move = Button(style, words.move(language), icon=Icon.PERSON)
        self._move.setObjectName(f"moveButton-{shown.entry_id}")
        self._take.clicked.connect(lambda: self.fix_pressed.emit(self._entry_id, Fix.TAKE_BACK))
        self._move.clicked.connect(lambda: self.fix_pressed.emit(self._entry_id, Fix.MOVE))
        self._lay_out()
        self.show_line(shown)

    def show_line(self, shown: PastShown) -> None:
        """The same entry as it stands now."""
        self._disc.show_sign(*SIGNS.get(shown.state, (Tone.WAIT, Icon.CLOCK)))
        self._when.setText(shown.when)
        self._what.setText(shown.what)
        self._what.set_ink(Ink.INK_2 if shown.is_struck else Ink.INK)
        self._notes.setText("\u00a0· ".join(shown.notes))
        self._notes.setVisible(bool(shown.notes))
        self._aside.setText(shown.aside)
        self._buttons.setVisible(shown.can_fix)
        for button, label in ((self._take, words.take_back), (self._move, words.move)):
            spoken = words.spoken(self._language, label(self._language), shown.what, shown.when)
            button.setAccessibleName(spoken)

    def show_panel(self, panel: PanelShown | None) -> None:
        """Open, change or close the panel; what is typed in it stays while it is about the same."""
        if self._panel is not None and (panel is None or panel.fix is not self._panel.fix):
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
        if panel is None:
            return
        if self._panel is None:
            self._panel = FixPanel(self._style, self._language, panel)
            self._panel.set_stacked(self._is_stacked)
            for name in ("note_typed", "who_typed", "taken_back", "moved_to", "not_now_pressed"):
                getattr(self._panel, name).connect(getattr(self, name))
            self._whole.addWidget(self._panel)
            self._panel.take_focus()
        self._panel.show_panel(panel)

    def set_stacked(self, is_stacked: bool) -> None:
        """Buttons under the words where it is narrow."""
        self._line.setDirection(DOWN if is_stacked else ACROSS)
        self._facts.setDirection(DOWN if is_stacked else ACROSS)
        self._is_stacked = is_stacked
        if self._panel is not None:
            self._panel.set_stacked(is_stacked)
        self._when.setFixedWidth(16_777_215 if is_stacked else self._style.px(WHEN))
        if is_stacked:
            self._when.setMinimumWidth(0)

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addStretch(1)
        for label in (self._what, self._notes, self._aside):
            texts.addWidget(label)
        texts.addStretch(1)
        self._facts = QBoxLayout(ACROSS)
        self._facts.setSpacing(4)
        self._facts.addWidget(self._when)
        self._facts.addLayout(texts, 1)
        self._buttons = QWidget()
        buttons = QHBoxLayout(self._buttons)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(10)
        buttons.addWidget(self._take)
        buttons.addWidget(self._move)
        said = QHBoxLayout()
        said.setSpacing(18)
        said.addWidget(self._disc, 0, Qt.AlignmentFlag.AlignVCenter)
        said.addLayout(self._facts, 1)
        self._line = QBoxLayout(ACROSS)
        self._line.setSpacing(12)
        self._line.addLayout(said, 1)
        self._line.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignVCenter)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(22, 12, 22, 12)
        self._whole.setSpacing(14)
        self._whole.addLayout(self._line)


class FixPanel(QWidget):
    """Why, for whom, and the one thing to press."""

    note_typed = Signal(str)
    who_typed = Signal(str)
    taken_back = Signal()
    moved_to = Signal(str)
    not_now_pressed = Signal()

    def __init__(self, style: Style, language: Language, panel: PanelShown) -> None:
        super().__init__()
        self._style = style
        self._language = language
        self.fix = panel.fix
        self._candidates: dict[str, Button] = {}
        entry_id = panel.entry_id
        self._why = Field(style, words.reason(language), aside=words.only_here(language), height=FIELD)
        self._why.line.setObjectName(f"reasonField-{entry_id}")
        self._who = Field(style, words.right_customer(language), placeholder=words.who_hint(language), height=FIELD)
        self._who.line.setObjectName(f"rightCustomerField-{entry_id}")
        self._searched = Label(style, "", Role.BODY, Ink.INK_2, wraps=True)
        self._trouble = Label(style, "", Role.BODY, wraps=True)
        self._yes = Button(style, words.yes_take_back(language), Kind.INK, height=FIELD, icon=Icon.UNDO)
        self._yes.setObjectName(f"yesTakeBackButton-{entry_id}")
        calm = Kind.SECONDARY if panel.fix is Fix.MOVE else Kind.QUIET  # with nothing beside it, it needs an edge
        self._not_now = Button(style, words.not_now(language), calm, height=FIELD)
        self._not_now.setObjectName(f"notNowButton-{entry_id}")
        self._why.edited.connect(self.note_typed)
        self._who.edited.connect(self.who_typed)
        self._yes.clicked.connect(self.taken_back)
        self._not_now.clicked.connect(self.not_now_pressed)
        self._lay_out()

    def take_focus(self) -> None:
        (self._who if self.fix is Fix.MOVE else self._why).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_panel(self, panel: PanelShown) -> None:
        self._show_candidates(panel)
        for label, text in ((self._searched, panel.searched), (self._trouble, panel.trouble)):
            label.setText(text)
            label.setVisible(bool(text))
        self._yes.set_busy(panel.is_busy)
        for button in self._candidates.values():
            button.setEnabled(not panel.is_busy)

    def set_stacked(self, is_stacked: bool) -> None:
        """The fields below each other where it is narrow."""
        self._asked.setDirection(DOWN if is_stacked else ACROSS)

    def _show_candidates(self, panel: PanelShown) -> None:
        if tuple(self._candidates) == tuple(one.customer_id for one in panel.candidates):
            return
        for button in self._candidates.values():
            button.hide()
            button.deleteLater()
        self._candidates = {}
        for place, one in enumerate(panel.candidates):
            button = self._choosing(one)
            button.setObjectName(f"moveToButton-{place}")
            self._found.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self._candidates[one.customer_id] = button
        for before, after in pairwise((self._who.line, self._why.line, *self._candidates.values(), self._not_now)):
            self.setTabOrder(before, after)

    def _choosing(self, one: CandidateShown) -> Button:
        text = " · ".join(filter(None, (one.name, one.about)))
        button = Button(self._style, text, height=FIELD, icon=Icon.PERSON)
        button.setAccessibleName(words.move_to(self._language, text))
        button.clicked.connect(lambda: self.moved_to.emit(one.customer_id))
        return button

    def _lay_out(self) -> None:
        is_move = self.fix is Fix.MOVE
        self._found = QVBoxLayout()
        self._found.setSpacing(10)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self._yes)
        buttons.addWidget(self._not_now)
        buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 6)
        whole.setSpacing(12)
        self._asked = QBoxLayout(ACROSS)
        self._asked.setSpacing(14)
        self._asked.addWidget(self._who, 1)
        self._asked.addWidget(self._why, 1)
        whole.addLayout(self._asked)
        whole.addWidget(self._searched)
        whole.addLayout(self._found)
        whole.addWidget(self._trouble)
        whole.addLayout(buttons)
        self._who.setVisible(is_move)
        self._yes.setVisible(not is_move)

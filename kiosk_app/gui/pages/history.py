"""A customer's history, newest first. It shows what it is told and says what was pressed."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk_app.gui.pages.form_parts import Column, Ground
from kiosk_app.gui.pages.history_row import HistoryRow
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.shadow import REACH
from kiosk_app.gui.theme.sizes import PAGE_MARGIN
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.button import Button
from kiosk_app.gui.widgets.card import Card
from kiosk_app.gui.widgets.label import ElidedLabel
from kiosk_app.gui.widgets.notice import Notice as NoticeCard
from kiosk_app.presenters.history_view import PanelShown, PastShown
from kiosk_app.presenters.trouble import Notice
from kiosk_app.words import history_page as words
from kiosk_app.words.language import Language

WIDEST = 1560
SMALL_WINDOW = 1100
SMALL_MARGIN = 24
STACKED = 900  # px at text scale 1, below which buttons stand under their words


class HistoryPage(QWidget):
    """Implements ``presenters.history_view.HistoryView``; each signal is named like what hears it."""

    fix_pressed = Signal(int, object)
    note_typed = Signal(str)
    who_typed = Signal(str)
    taken_back = Signal()
    moved_to = Signal(str)
    not_now_pressed = Signal()
    older_pressed = Signal()
    notice_pressed = Signal()

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__()
        self._style = style
        self._language = language
        self._rows: dict[int, HistoryRow] = {}
        self._panel: PanelShown | None = None
        self.setObjectName("historyPage")
        self.setAccessibleName(words.history(language))
        self._name = ElidedLabel(style, "", Role.NAME_SMALL)
        self._notice = NoticeCard(style, Tone.REFUSED, "")
        self._again = self._notice.add_button("")
        self._again.clicked.connect(self.notice_pressed)
        self._nothing = NoticeCard(style, Tone.NEUTRAL, words.nothing(language))
        self._card = Card(style)
        self._lines = QVBoxLayout(self._card)
        self._lines.setContentsMargins(1, 0, 1, 0)
        self._lines.setSpacing(0)
        self._older = Button(style, words.older(language))
        self._older.setObjectName("olderButton")
        self._older.clicked.connect(self.older_pressed)
        self._lay_out()
        style.changed.connect(self._arrange)
        self.show_nobody()

    # What the presenter says

    def show_lines(self, name: str, lines: tuple[PastShown, ...], *, has_older: bool) -> None:
        self._name.setText(name)
        if tuple(self._rows) == tuple(line.entry_id for line in lines):
            for line in lines:
                self._rows[line.entry_id].show_line(line)
        else:
            self._rebuild(lines)
        self._nothing.setVisible(not lines and bool(name))
        self._card.setVisible(bool(lines))
        self._older.setVisible(has_older)

    def show_panel(self, panel: PanelShown | None) -> None:
        self._panel = panel
        for entry_id, row in self._rows.items():
            row.show_panel(panel if panel and panel.entry_id == entry_id else None)
        opened = self._rows.get(panel.entry_id) if panel else None
        if opened is not None:
            QTimer.singleShot(0, opened, lambda: self._list.ensureWidgetVisible(opened, 0, 24))

    def show_notice(self, notice: Notice | None) -> None:
        self._notice.setVisible(notice is not None)
        if notice:
            self._notice.tell(Tone.REFUSED, notice.said.what, notice.said.advice)
            self._again.set_label(notice.button)
            self._again.setVisible(bool(notice.button))

    def show_nobody(self) -> None:
        self.show_panel(None)
        self.show_lines("", (), has_older=False)
        self.show_notice(None)
        self._list.verticalScrollBar().setValue(0)

    # Where things stand

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _rebuild(self, lines: tuple[PastShown, ...]) -> None:
        """Rows that stay keep their widgets, with what is being typed in them."""
        before, self._rows = self._rows, {}
        staying = {line.entry_id for line in lines}
        while item := self._lines.takeAt(0):
            widget = item.widget()
            if widget is not None and not (isinstance(widget, HistoryRow) and widget in before.values()):
                widget.hide()
                widget.deleteLater()
        for entry_id, row in before.items():
            if entry_id not in staying:
                row.hide()
                row.deleteLater()
        for number, line in enumerate(lines):
            if number:
                divider = Ground(self._style, "line", None)
                divider.setFixedHeight(1)
                self._lines.addWidget(divider)
            self._rows[line.entry_id] = self._row(before.get(line.entry_id), line)
            self._lines.addWidget(self._rows[line.entry_id])
        self._arrange()

    def _row(self, there: HistoryRow | None, line: PastShown) -> HistoryRow:
        if there is not None:
            there.show_line(line)
            return there
        row = HistoryRow(self._style, self._language, line)
        for name in ("fix_pressed", "note_typed", "who_typed", "taken_back", "moved_to", "not_now_pressed"):
            getattr(row, name).connect(getattr(self, name))
        return row

    def _lay_out(self) -> None:
        content = QWidget()
        whole = QVBoxLayout(content)
        whole.setContentsMargins(REACH, 0, REACH, 0)  # for the shadows of cards
        whole.setSpacing(14)
        for widget in (self._name, self._notice, self._nothing, self._card, self._older):
            whole.addWidget(widget)
        whole.addStretch(1)
        self._list = Column(self._style, WIDEST)
        self._list.setObjectName("historyList")
        self._list.rows.addWidget(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._list)

    def _arrange(self) -> None:
        self._list.set_margins(14, SMALL_MARGIN if self.width() < SMALL_WINDOW else PAGE_MARGIN)
        is_stacked = self.width() < self._style.px(STACKED)
        for row in self._rows.values():
            row.set_stacked(is_stacked)

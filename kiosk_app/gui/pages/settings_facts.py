"""The section of the settings without a form: the customers in and out, where the data lies, and its backups."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.pages.settings_backup import BackupCard
from kiosk_app.gui.pages.settings_customers import CustomersCard
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.shadow import REACH
from kiosk_app.gui.theme.sheet import TIP, sheet
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.button import Button
from kiosk_app.gui.widgets.card import Card
from kiosk_app.gui.widgets.label import Ink, Label
from kiosk_app.presenters.settings import PlaceRow
from kiosk_app.words import settings as words
from kiosk_app.words.language import Language

COPIED_MS = 2000
ABOVE_PLACES = 3  # what stands above them: a sentence, the customers, the backups


class DataPage(QWidget):
    """``folder_wanted`` carries the folder that somebody wants to see."""

    folder_wanted = Signal(str)

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__()
        self._style = style
        self._language = language
        self._is_narrow = False
        self._rows: list[_Place] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(REACH, 0, REACH, 0)
        self._column.setSpacing(14)
        self._column.addWidget(Label(style, words.data_intro(language), Role.BODY_LARGE, Ink.INK_2, wraps=True))
        self.customers = CustomersCard(style, language)
        self.backup = BackupCard(style, language)
        for card in (self.customers, self.backup):
            self._column.addWidget(card)
        self._column.addStretch(1)

    def show_places(self, rows: tuple[PlaceRow, ...]) -> None:
        for old in self._rows:
            old.hide()
            old.deleteLater()
        self._rows = [_Place(self._style, self._language, row) for row in rows]
        for at, place in enumerate(self._rows, start=ABOVE_PLACES):
            place.opened.connect(self.folder_wanted)
            place.set_narrow(self._is_narrow)
            self._column.insertWidget(at, place)

    def set_narrow(self, is_narrow: bool) -> None:
        self._is_narrow = is_narrow
        self.customers.set_narrow(is_narrow)
        self.backup.set_narrow(is_narrow)
        for place in self._rows:
            place.set_narrow(is_narrow)


class _Place(Card):
    opened = Signal(str)

    def __init__(self, style: Style, language: Language, row: PlaceRow) -> None:
        super().__init__(style)
        self._language = language
        self._path = row.path
        self._copy = Button(style, words.copy(language), icon=Icon.COPY)
        self._copy.setObjectName(f"copyPath-{row.key}")
        self._copy.setAccessibleName(words.of_place(language, words.copy(language), row.title))
        self._copy.clicked.connect(self._put_away)
        show = Button(style, words.open_folder(language), icon=Icon.EXTERNAL_LINK)
        show.setObjectName(f"openFolder-{row.key}")
        show.setAccessibleName(words.of_place(language, words.open_folder(language), row.title))
        show.clicked.connect(lambda: self.opened.emit(row.folder))
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(Label(style, row.title, Role.TILE_TITLE))
        texts.addWidget(Label(style, row.what, Role.BODY, Ink.INK_2, wraps=True))
        texts.addWidget(PathLabel(style, row.path))
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch(1)
        buttons.addWidget(show)
        buttons.addWidget(self._copy)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(22, 16, 18, 16)
        self._line.setSpacing(14)
        self._line.addLayout(texts, 1)
        self._line.addLayout(buttons)
        self._soon = QTimer(self, singleShot=True, interval=COPIED_MS)
        self._soon.timeout.connect(lambda: self._copy.setText(words.copy(language)))

    def set_narrow(self, is_narrow: bool) -> None:
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._line.setDirection(down if is_narrow else across)

    def _put_away(self) -> None:
        QGuiApplication.clipboard().setText(self._path)
        self._copy.setText(words.copied(self._language))
        self._soon.start()


class PathLabel(Label):
    """A path in one line, cut in its middle: its end tells most. It can be chosen with the mouse nowhere."""

    def __init__(self, style: Style, path: str) -> None:
        super().__init__(style, path, Role.BODY)
        self.setToolTip(path)

    def _restyle(self) -> None:
        super()._restyle()
        self.setStyleSheet(sheet(TIP, self._style.palette))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.setFont(self.font())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

"""About in the settings: what this program is and what is new in it, how this computer stands, and the support file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk_app.domain.changelog import Release
from kiosk_app.gui.pages.setup_rail import Logo
from kiosk_app.gui.pages.support_cards import FindingsCard, SupportCard
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.shadow import REACH
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.card import Card
from kiosk_app.gui.widgets.label import Ink, Label
from kiosk_app.words import settings as words
from kiosk_app.words import setup as setup_words
from kiosk_app.words.language import Language


class AboutPage(QWidget):
    """``support_saved`` carries the file that the support file is to be."""

    look_wanted = Signal()
    support_wanted = Signal()
    support_saved = Signal(str)
    support_declined = Signal()

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__()
        self._style = style
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(Label(style, setup_words.product(language), Role.BAR_TITLE))
        names.addWidget(Label(style, words.about_intro(language), Role.BODY, Ink.INK_2, wraps=True))
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(Logo(style))
        head.addLayout(names, 1)
        facts = Card(style)
        self._grid = QGridLayout(facts)
        self._grid.setContentsMargins(24, 8, 24, 8)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self.findings = FindingsCard(style, language)
        self.findings.wanted.connect(self.look_wanted)
        self.support = SupportCard(style, language)
        self.support.wanted.connect(self.support_wanted)
        self.support.saved.connect(self.support_saved)
        self.support.declined.connect(self.support_declined)
        self._news = _News(style, language)
        column = QVBoxLayout(self)
        column.setContentsMargins(REACH, 0, REACH, 0)
        column.setSpacing(24)
        column.addLayout(head)
        for card in (facts, self.findings, self.support, self._news):
            column.addWidget(card)
        column.addStretch(1)

    def show_about(self, rows: tuple[tuple[str, str], ...], releases: Sequence[Release]) -> None:
        self._news.show_releases(releases)
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for at, (name, value) in enumerate(rows):
            if at:
                line = QFrame()
                line.setFixedHeight(1)
                line.setStyleSheet(f"background: {self._style.palette.line}")
                self._grid.addWidget(line, 2 * at - 1, 0, 1, 2)
            for column, label in enumerate(
                (Label(self._style, name, Role.BODY, Ink.INK_2), Label(self._style, value, Role.LABEL))
            ):
                label.setMinimumHeight(self._style.px(52))
                self._grid.addWidget(label, 2 * at, column)

    def set_narrow(self, is_narrow: bool) -> None:
        self.support.set_narrow(is_narrow)


class _News(Card):
    """What is new, version by version."""

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__(style)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(22, 16, 18, 16)
        self._column.setSpacing(10)
        self._column.addWidget(Label(style, words.news(language), Role.TILE_TITLE))
        self._labels: list[Label] = []

    def show_releases(self, releases: Sequence[Release]) -> None:
        for old in self._labels:
            old.hide()
            old.deleteLater()
        self._labels = []
        for release in releases:
            self._labels.append(Label(self._style, release.title, Role.LABEL))
            self._labels += [
                Label(self._style, f"– {change}", Role.BODY, Ink.INK_2, wraps=True) for change in release.changes
            ]
        for label in self._labels:
            self._column.addWidget(label)
        self.setVisible(bool(releases))

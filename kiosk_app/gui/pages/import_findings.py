"""What is found in a file of customers: how far the look has come, then four numbers; and what cannot be used."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.card import Card
from kiosk_app.gui.widgets.disc import Disc
from kiosk_app.gui.widgets.label import ElidedLabel, Ink, Label
from kiosk_app.gui.widgets.notice import SIGNS
from kiosk_app.gui.widgets.progress_bar import ProgressBar
from kiosk_app.presenters.import_view import CountsShown
from kiosk_app.words import import_page as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

NUMBERS = 4


class FindingCard(Card):
    """One file. Progress and numbers take the same place, one after the other."""

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__(style)
        self._language = language
        self._file = ElidedLabel(style, "", Role.TILE_TITLE)
        self._working, self._what, self._share, self._advice, self._bar = self._make_progress()
        self._counted = QWidget()
        row = QHBoxLayout(self._counted)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self._numbers = [_Number(style) for _ in range(NUMBERS)]
        for number in self._numbers:
            row.addWidget(number, 1)
        self._stamps = Label(style, "", Role.BODY, Ink.INK_2, wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 16, 22, 18)
        column.setSpacing(12)
        for widget in (self._file, self._working, self._counted, self._stamps):
            column.addWidget(widget)
        self.show_progress(None, 0)
        self.show_counts(None)

    def show_file(self, name: str) -> None:
        self._file.setText(name)

    def show_progress(self, said: Said | None, share: float) -> None:
        self._working.setVisible(said is not None)
        if said is not None:
            self._what.setText(said.what)
            self._advice.setText(said.advice)
            self._advice.setVisible(bool(said.advice))
            self._share.setText(words.per_cent(self._language, share))
            self._bar.setAccessibleName(said.what)
            self._bar.show_share(share)

    def show_counts(self, counts: CountsShown | None) -> None:
        self._counted.setVisible(counts is not None)
        self._stamps.setVisible(bool(counts and counts.stamps))
        if counts is not None:
            self._stamps.setText(counts.stamps)
            for shown, (number, what) in zip(self._numbers, counts.numbers, strict=True):
                shown.show_number(number, what)

    def _make_progress(self) -> tuple[QWidget, Label, Label, Label, ProgressBar]:
        style = self._style
        what, share = Label(style, "", Role.BODY_LARGE, wraps=True), Label(style, "", Role.LABEL)
        advice, bar = Label(style, "", Role.BODY, Ink.INK_2, wraps=True), ProgressBar(style, "")
        bar.setObjectName("importProgress")
        said = QHBoxLayout()
        said.addWidget(what, 1)
        said.addWidget(share)
        working = QWidget()
        column = QVBoxLayout(working)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(said)
        column.addWidget(bar)
        column.addWidget(advice)
        return working, what, share, advice, bar


class _Number(QWidget):
    """A number over what it counts."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._number = Label(style, "", Role.NAME_SMALL)
        self._what = Label(style, "", Role.BODY, Ink.INK_2, wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._number)
        column.addWidget(self._what)
        column.addStretch(1)

    def show_number(self, number: str, what: str) -> None:
        self._number.setText(number)
        self._what.setText(what)
        self.setAccessibleName(f"{number} {what}")


class LinesCard(Card):
    """What could not be used, one in a line with what is wrong with it. Hidden while there is nothing."""

    def __init__(self, style: Style, name: str) -> None:
        super().__init__(style)
        self._what = Label(style, "", Role.TILE_TITLE, wraps=True)
        self._advice = Label(style, "", Role.BODY, Ink.INK_2, wraps=True)
        self._lines = Label(style, "", Role.BODY, wraps=True)
        self._lines.setObjectName(name)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._what)
        texts.addWidget(self._advice)
        head = QHBoxLayout()
        head.setSpacing(18)
        head.addWidget(Disc(style, Tone.REFUSED, SIGNS[Tone.REFUSED]))
        head.addLayout(texts, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 16, 22, 18)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._lines)

    def show_lines(self, said: Said | None, lines: Sequence[str]) -> None:
        self.setVisible(said is not None)
        if said is not None:
            self._what.setText(said.what)
            self._advice.setText(said.advice)
            self._lines.setText("\n".join(lines))

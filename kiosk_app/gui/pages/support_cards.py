"""Two cards for when something is wrong: how this computer stands, and a file for whoever helps, shown before it is
written."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.pages.asked_in_place import ButtonRow
from kiosk_app.gui.pages.file_dialogs import ask_where
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.button import Button, Kind
from kiosk_app.gui.widgets.card import Card
from kiosk_app.gui.widgets.disc import Disc
from kiosk_app.gui.widgets.label import Ink, Label
from kiosk_app.gui.widgets.long_text import LongText
from kiosk_app.gui.widgets.notice import Notice
from kiosk_app.presenters.settings_about import FindingRow, Findings, Preview
from kiosk_app.words import doctor as words
from kiosk_app.words import support as support_words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

DISC = 32
TEXT_HEIGHT = 280
SUFFIX = "zip"


class _WorkCard(Card):
    """A title, what it is for, and room for what is below."""

    def __init__(self, style: Style, title: str, note: str) -> None:
        super().__init__(style)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(Label(style, title, Role.TILE_TITLE))
        texts.addWidget(Label(style, note, Role.BODY, Ink.INK_2, wraps=True))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(22, 16, 18, 16)
        self._column.setSpacing(14)
        self._column.addLayout(texts)

    def _button(self, name: str, text: str, kind: Kind = Kind.SECONDARY) -> Button:
        button = Button(self._style, text, kind)
        button.setObjectName(name)
        return button


class FindingsCard(_WorkCard):
    """``wanted``: somebody wants to know."""

    wanted = Signal()

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__(style, words.title(language), words.note(language))
        self._look = self._button("doctorButton", words.look(language))
        self._look.clicked.connect(self.wanted)
        self._summary = Notice(style, Tone.OK, "")
        self._summary.setObjectName("doctorSummary")
        self._summary.hide()
        self._rows: list[_Row] = []
        self._column.addWidget(ButtonRow(self._look))
        self._column.addWidget(self._summary)

    def show_looking(self, is_looking: bool) -> None:
        self._look.set_busy(is_looking)

    def show_findings(self, findings: Findings | None) -> None:
        for old in self._rows:
            old.hide()
            old.deleteLater()
        self._rows = [_Row(self._style, row) for row in findings.rows] if findings else []
        for row in self._rows:
            self._column.addWidget(row)
        self._summary.setVisible(findings is not None)
        if findings is not None:
            self._summary.tell(Tone.OK if findings.is_ok else Tone.HINT, findings.summary)


class _Row(QWidget):
    def __init__(self, style: Style, row: FindingRow) -> None:
        super().__init__()
        tone, icon = (Tone.OK, Icon.CHECK) if row.is_ok else (Tone.WAIT, Icon.QUESTION)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(Label(style, row.name, Role.LABEL))
        texts.addWidget(Label(style, str(row.said), Role.BODY, Ink.INK_2, wraps=True))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(14)
        line.addWidget(Disc(style, tone, icon, DISC, is_quiet=row.is_ok), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(texts, 1)
        self.setAccessibleName(f"{row.name}: {row.said}")


class SupportCard(_WorkCard):
    """``wanted``: its contents; ``saved`` carries the file that it is to be, ``declined`` says that it is not to be."""

    wanted = Signal()
    saved = Signal(str)
    declined = Signal()

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__(style, support_words.title(language), support_words.note(language))
        self._language = language
        self._name = ""
        self._make = self._button("supportButton", support_words.make(language))
        self._make.clicked.connect(self.wanted)
        self._save = self._button("saveSupportButton", support_words.save(language), Kind.INK)
        self._save.clicked.connect(self._ask_where)
        self._not_now = self._button("declineSupportButton", support_words.put_away(language))
        self._not_now.clicked.connect(self.declined)
        self._said = Notice(style, Tone.OK, "")
        self._said.hide()
        self._lines = Label(style, "", Role.BODY, Ink.INK_2, wraps=True)
        self._texts = LongText(style, support_words.contents(language), style.px(TEXT_HEIGHT))
        self._texts.setObjectName("supportTexts")
        self._choices = ButtonRow(self._make)
        self._answers = ButtonRow(self._not_now, self._save)
        self._preview = QWidget()
        preview = QVBoxLayout(self._preview)
        preview.setContentsMargins(0, 0, 0, 0)
        preview.setSpacing(10)
        preview.addWidget(Label(style, support_words.contents(language), Role.LABEL))
        preview.addWidget(self._lines)
        preview.addWidget(self._texts)
        preview.addWidget(self._answers)
        self._preview.hide()
        for widget in (self._said, self._choices, self._preview):
            self._column.addWidget(widget)

    def show_busy(self, is_busy: bool) -> None:
        self._make.set_busy(is_busy)
        self._save.set_busy(is_busy)

    def show_preview(self, preview: Preview | None) -> None:
        self._preview.setVisible(preview is not None)
        self._choices.setVisible(preview is None)
        self._name = preview.name if preview else ""
        self._lines.setText(preview.lines if preview else "")
        self._texts.show_text(preview.texts if preview else "")

    def show_said(self, said: Said | None, *, is_refusal: bool) -> None:
        self._said.setVisible(said is not None)
        if said is not None:
            self._said.tell(Tone.REFUSED if is_refusal else Tone.OK, said.what, said.advice)

    def set_narrow(self, is_narrow: bool) -> None:
        self._answers.set_narrow(is_narrow)

    def _ask_where(self) -> None:
        title, kind = support_words.save(self._language), support_words.file_kind(self._language)
        ask_where(self, title, kind, SUFFIX, self._name, self.saved.emit)

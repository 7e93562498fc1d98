"""The four steps of set-up, each the content of one page of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.pages.card_form import CardForm
from kiosk_app.gui.pages.card_preview import CardPreviewTile
from kiosk_app.gui.pages.country_box import CountryBox
from kiosk_app.gui.pages.form_parts import GAP, Captioned
from kiosk_app.gui.pages.key_panel import KeyPanel
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.shadow import REACH
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.card import Card
from kiosk_app.gui.widgets.disc import Disc
from kiosk_app.gui.widgets.field import Field
from kiosk_app.gui.widgets.label import Ink, Label
from kiosk_app.gui.widgets.switch import Switch
from kiosk_app.presenters.card_form import CardPreview
from kiosk_app.presenters.setup import ReadyRow, TypedShop
from kiosk_app.words import instant as instant_words
from kiosk_app.words import setup as words
from kiosk_app.words.language import Language

SHOP_WIDTH = 520
UNBOUND = 16_777_215  # Qt's own


class StepPage(QWidget):
    """A title, a line below it where there is one, and what the step adds to ``column``."""

    submitted = Signal()

    def __init__(self, style: Style, title: str, intro: str = "") -> None:
        super().__init__()
        self._style = style
        self._step_of = Label(style, "", Role.LABEL, Ink.INK_2)
        self.title = Label(style, title, Role.PAGE_TITLE, wraps=True)
        self.intro = Label(style, intro, Role.BODY_LARGE, Ink.INK_2, wraps=True)
        head = QVBoxLayout()
        head.setContentsMargins(REACH, 0, REACH, 0)
        head.setSpacing(0)
        head.addWidget(self._step_of)
        head.addWidget(self.title)
        head.addSpacing(12)
        head.addWidget(self.intro)
        self.column = QVBoxLayout()
        self.column.setContentsMargins(REACH, 32 if intro else 14, REACH, 0)
        self.column.setSpacing(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addLayout(self.column, 1)
        self.intro.setVisible(bool(intro))

    def show_step_of(self, text: str) -> None:
        """Stands for the rail; empty where that is in sight."""
        self._step_of.setText(text)
        self._step_of.setVisible(bool(text))

    def focus_first(self) -> None:
        """Put the keyboard where typing begins."""


class ShopStep(StepPage):
    def __init__(self, style: Style, language: Language) -> None:
        super().__init__(style, words.steps(language)[0], words.shop_intro(language))
        self._name = Field(style, words.shop_name(language))
        self._counter = Field(
            style,
            words.counter_name(language),
            hint=words.counter_hint(language),
            placeholder=words.counter_example(language),
        )
        self._country = CountryBox(style, words.country(language), words.system_country(language))
        self._name.line.is_name = self._counter.line.is_name = True
        self._name.line.setObjectName("shopNameField")
        self._counter.line.setObjectName("counterNameField")
        self._country.setObjectName("countryBox")
        self._country_box = Captioned(style, words.country(language), self._country, hint=words.country_hint(language))
        for widget in (self._name, self._counter, self._country_box):
            self.column.addWidget(widget)
            self.column.addSpacing(GAP)
        self.column.addStretch(1)
        for field in (self._name, self._counter):
            field.submitted.connect(self.submitted)

    def set_narrow(self, is_narrow: bool) -> None:
        """As wide as the page, where that is not wide."""
        for widget in (self._name, self._counter, self._country_box):
            widget.setMaximumWidth(UNBOUND if is_narrow else SHOP_WIDTH)

    def shop(self) -> TypedShop:
        return TypedShop(self._name.text(), self._counter.text(), self._country.country())

    def show_shop(self, shop: TypedShop, countries: tuple[str, ...]) -> None:
        """Fills what is empty: who types fast was quicker than the disk."""
        for field, known in ((self._name, shop.name), (self._counter, shop.counter)):
            if not field.text():
                field.set_text(known)
        self._country.show_countries(countries, shop.country)

    def show_complaints(self, sentences: Mapping[str, str]) -> None:
        for key, field in (("name", self._name), ("counter", self._counter)):
            field.set_problem(sentences.get(key, ""))
            if key in sentences:
                field.insist()
        self._country_box.set_problem(sentences.get("country", ""))

    def focus_first(self) -> None:
        self._name.line.setFocus()


class AccountStep(StepPage):
    def __init__(self, style: Style, language: Language) -> None:
        super().__init__(style, words.steps(language)[1])
        self._language = language
        self._lines = [Label(style, "", Role.BODY_LARGE, wraps=True) for _ in range(3)]
        self._said = QVBoxLayout()
        for number, label in enumerate(self._lines, start=1):
            row = QHBoxLayout()
            row.setSpacing(14)
            row.addWidget(_Number(style, number))
            row.addWidget(label, 1)
            self._said.addLayout(row)
        self.column.addLayout(self._said)
        self.column.addSpacing(22)
        self.key = KeyPanel(style, language, "setupApiKeyField")
        self.key.submitted.connect(self.submitted)
        self.column.addWidget(self.key)
        self.column.addStretch(1)

    def set_low(self, is_low: bool) -> None:
        """Closer where the window is low, so that the test is in sight."""
        self._said.setSpacing(4 if is_low else 14)

    def show_host(self, host: str) -> None:
        for label, text in zip(self._lines, words.account_lines(self._language, host), strict=True):
            label.setText(text)

    def focus_first(self) -> None:
        self.key.focus_field()


class CardStep(StepPage):
    def __init__(self, style: Style, language: Language) -> None:
        super().__init__(style, words.steps(language)[2], words.card_intro(language))
        self.form = CardForm(style, language, is_short=True)
        self.preview = CardPreviewTile(style, language)
        self.form.submitted.connect(self.submitted)
        self._padded = QVBoxLayout()
        self._padded.addWidget(self.form)
        self._two = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._two.addLayout(self._padded, 436 + REACH)
        self._two.addWidget(self.preview, 368 + 2 * REACH)
        self.column.setContentsMargins(0, 32 - REACH, 0, 0)  # the preview brings its own room
        self.column.addLayout(self._two)
        self.column.addStretch(1)
        self.set_narrow(False)

    def show_preview(self, preview: CardPreview) -> None:
        self.form.show_preview(preview)
        self.preview.show_preview(preview)

    def set_narrow(self, is_narrow: bool) -> None:
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._two.setDirection(down if is_narrow else across)
        self._two.setSpacing((32 if is_narrow else 40) - REACH)
        self._padded.setContentsMargins(REACH, REACH, REACH if is_narrow else 0, 0)

    def focus_first(self) -> None:
        self.form.focus_first({})


class ReadyStep(StepPage):
    """What is there and what is missing, and whether stamps are kept ready; ``instant`` is that switch."""

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__(style, words.steps(language)[3], " ")
        self._language = language
        self._rows = QVBoxLayout()
        self._rows.setSpacing(14)
        self.instant = Switch(style, instant_words.keep_ready(language))
        self.instant.setObjectName("instantSwitch")
        self.instant.hide()
        self.column.addLayout(self._rows)
        self.column.addSpacing(GAP)
        self.column.addWidget(self.instant)
        self.column.addStretch(1)

    def show_instant(self, is_on: bool | None) -> None:
        self.instant.setVisible(is_on is not None)
        self.instant.setChecked(bool(is_on))

    def show_ready(self, intro: str, rows: tuple[ReadyRow, ...]) -> None:
        self.intro.setText(intro)
        while item := self._rows.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for row in rows:
            self._rows.addWidget(self._row(row))

    def _row(self, row: ReadyRow) -> Card:
        card = Card(self._style)
        tone, icon = (Tone.OK, Icon.CHECK) if row.is_there else (Tone.WAIT, Icon.CLOCK)
        said = words.is_there(self._language) if row.is_there else words.is_missing(self._language)
        card.setAccessibleName(f"{said}: {row.said}")
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(Label(self._style, row.said.what, Role.TILE_TITLE, wraps=True))
        if row.said.advice:
            texts.addWidget(Label(self._style, row.said.advice, Role.BODY, Ink.INK_2, wraps=True))
        line = QHBoxLayout(card)
        line.setContentsMargins(24, 16, 24, 16)
        line.setSpacing(18)
        line.addWidget(Disc(self._style, tone, icon))
        line.addLayout(texts, 1)
        return card


class _Number(QWidget):
    """The round number before a line of what to do."""

    def __init__(self, style: Style, number: int) -> None:
        super().__init__()
        self._style = style
        self._number = number
        self.setFixedSize(32, 32)
        style.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = self._style.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.sunken))
        painter.drawEllipse(self.rect())
        painter.setPen(QColor(palette.ink))
        painter.setFont(self._style.font(Role.SMALLEST_BOLD))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, str(self._number))

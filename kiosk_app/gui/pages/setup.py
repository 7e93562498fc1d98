"""The set-up page: a rail with the steps, one step at a time, and the bar that leads on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QStackedWidget, QVBoxLayout, QWidget

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.pages.form_parts import ActionBar, Column, FormPage
from kiosk_app.gui.pages.made_later import MadeLater
from kiosk_app.gui.pages.setup_rail import SetupRail
from kiosk_app.gui.pages.setup_steps import AccountStep, CardStep, ReadyStep, ShopStep, StepPage
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.button import Button, Kind
from kiosk_app.gui.widgets.notice import Notice
from kiosk_app.presenters.card_form import CardPreview, TypedCard
from kiosk_app.presenters.key_talk import FindingShown, KeyShown
from kiosk_app.presenters.setup import ReadyRow, Step, TypedShop
from kiosk_app.words import setup as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

CONTENT = 1100

P = TypeVar("P", bound=StepPage)


class SetupPage(FormPage):
    """Implements SetupView. Signals: ``shop_entered``, ``key_entered`` and ``card_entered`` are *Next* on a step,
    with what was typed there; ``card_typed`` every change of the card's form; the others what was pressed.
    """

    shop_entered = Signal(TypedShop)
    key_entered = Signal(str)
    card_typed = Signal(TypedCard)
    card_entered = Signal(TypedCard)
    test_requested = Signal(str)
    instant_wanted = Signal(bool)
    back_requested = Signal()
    skip_requested = Signal()
    practise_requested = Signal()
    start_requested = Signal()

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__(style)
        self._language = language
        self._step = Step.SHOP
        self._wants_on = False
        self.setObjectName("setupPage")
        self.setAccessibleName(words.title(language))
        self._shop = MadeLater(self._make_shop)
        self._account = MadeLater(self._make_account)
        self._card = MadeLater(self._make_card)
        self._ready = MadeLater(self._make_ready)
        self._make_buttons()
        self._lay_out()
        self._join()
        self._made()

    def _make_shop(self) -> ShopStep:
        return self._add(ShopStep(self._style, self._language), Step.SHOP)

    def _make_account(self) -> AccountStep:
        step = self._add(AccountStep(self._style, self._language), Step.ACCOUNT)
        step.key.test_requested.connect(self.test_requested)
        return step

    def _make_card(self) -> CardStep:
        step = self._add(CardStep(self._style, self._language), Step.CARD)
        step.form.edited.connect(self.card_typed)
        return step

    def _make_ready(self) -> ReadyStep:
        step = self._add(ReadyStep(self._style, self._language), Step.READY)
        step.instant.clicked.connect(self.instant_wanted)
        return step

    def _add(self, page: P, step: Step) -> P:
        self._columns[step.value].rows.addWidget(page)
        page.submitted.connect(self._go_on)
        return page

    # What is shown

    def show_step(self, step: Step) -> None:
        self._step = step
        self._wants_on = False
        self._rail.show_step(step.value)
        page = self._page_of(step)
        self._stack.setCurrentIndex(step.value)
        self._columns[step.value].verticalScrollBar().setValue(0)
        self._back.setVisible(step is not Step.SHOP)
        self._practise.setVisible(step in (Step.SHOP, Step.ACCOUNT))
        self._skip.setVisible(step is Step.CARD)
        is_last = step is Step.READY
        self._next.set_label(words.start(self._language) if is_last else words.forward(self._language))
        page.focus_first()
        if is_last:
            self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_shop(self, shop: TypedShop, countries: tuple[str, ...]) -> None:
        self._shop.tell("shop", lambda step: step.show_shop(shop, countries))

    def show_account(self, host: str) -> None:
        self._account.tell("host", lambda step: step.show_host(host))

    def show_card(self, card: TypedCard) -> None:
        self._card.tell("card", lambda step: step.form.show_card(card))

    def show_preview(self, preview: CardPreview) -> None:
        self._card.tell("preview", lambda step: step.show_preview(preview))

    def show_complaints(self, sentences: Mapping[str, str]) -> None:
        if self._step is Step.CARD:
            form = self._card.made().form
            form.show_complaints(sentences)
            if self._wants_on and sentences:
                form.focus_first(sentences)
        else:
            self._shop.tell("complaints", lambda step: step.show_complaints(sentences))
        self._wants_on = False

    def show_ready(self, title: Said, rows: tuple[ReadyRow, ...]) -> None:
        self._ready.tell("ready", lambda step: step.show_ready(str(title), rows))

    def show_instant(self, is_on: bool | None) -> None:
        self._ready.tell("instant", lambda step: step.show_instant(is_on))

    def show_key(self, shown: KeyShown) -> None:
        self._account.tell("key", lambda step: step.key.show_key(shown))

    def show_test(self, shown: FindingShown) -> None:
        self._account.tell("test", lambda step: step.key.show_finding(shown))

    def show_key_complaint(self, sentence: str) -> None:
        self._account.tell("complaint", lambda step: step.key.show_complaint(sentence))

    def clear_key(self) -> None:
        self._account.tell("typed", lambda step: step.key.clear())

    def show_notice(self, said: Said | None) -> None:
        self._notice_place.setVisible(said is not None)
        if said is not None:
            self._notice.tell(Tone.REFUSED, said.what, said.advice)

    def show_busy(self, is_busy: bool) -> None:
        self._next.set_busy(is_busy)

    # How it is laid out

    def _make_buttons(self) -> None:
        style, say = self._style, self._language
        self._back = Button(style, words.back(say), height=72, icon=Icon.CHEVRON_LEFT)
        self._back.setObjectName("setupBackButton")
        self._practise = Button(style, words.practise(say), Kind.QUIET, height=72)
        self._practise.setObjectName("practiseButton")
        self._skip = Button(style, words.skip(say), Kind.QUIET, height=72)
        self._skip.setObjectName("skipSetupButton")
        self._next = Button(style, words.forward(say), Kind.PRIMARY, height=72, trailing=Icon.CHEVRON_RIGHT)
        self._next.setObjectName("setupNextButton")
        self._next.setMinimumWidth(250)

    def _lay_out(self) -> None:
        self._rail = SetupRail(self._style, self._language)
        self._stack = QStackedWidget()
        self._columns = [Column(self._style, CONTENT) for _ in Step]
        for column in self._columns:
            self._stack.addWidget(column)
        self._notice = Notice(self._style, Tone.REFUSED, "")
        self._notice_place = QWidget()
        self._notice_row = QVBoxLayout(self._notice_place)
        self._notice_row.addWidget(self._notice)
        self._notice_place.hide()
        self._bar = ActionBar(self._style, CONTENT)
        self._bar.row.addWidget(self._back)
        self._bar.row.addStretch(1)
        for button in (self._practise, self._skip, self._next):
            self._bar.row.addWidget(button)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addWidget(self._notice_place)
        right.addWidget(self._bar)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        whole.setSpacing(0)
        whole.addWidget(self._rail)
        whole.addLayout(right, 1)

    def _page_of(self, step: Step) -> StepPage:
        match step:
            case Step.SHOP:
                return self._shop.made()
            case Step.ACCOUNT:
                return self._account.made()
            case Step.CARD:
                return self._card.made()
            case Step.READY:
                return self._ready.made()

    def _show_number(self, number: int, page: StepPage) -> None:
        """Which step it is, where no rail says so."""
        page.show_step_of(words.step_of(self._language, number, len(Step)) if self.is_narrow() else "")

    def _join(self) -> None:
        self._next.clicked.connect(self._go_on)
        self._back.clicked.connect(self.back_requested)
        self._practise.clicked.connect(self.practise_requested)
        self._skip.clicked.connect(self.skip_requested)

    def _go_on(self) -> None:
        if self._next.is_busy:
            return
        self._wants_on = True
        match self._step:
            case Step.SHOP:
                self.shop_entered.emit(self._shop.made().shop())
            case Step.ACCOUNT:
                self.key_entered.emit(self._account.made().key.text())
            case Step.CARD:
                form = self._card.made().form
                form.insist()
                self.card_entered.emit(form.typed())
            case Step.READY:
                self.start_requested.emit()

    def _arrange(self) -> None:
        """The rail where there is room for it, else a line; one column where there is none for two."""
        style = self._style
        is_narrow = self.is_narrow()
        is_low = self.height() < 700
        side, top = (24 if is_narrow else 56), (20 if is_low else 40)
        self._rail.setVisible(not is_narrow)
        for column in self._columns:
            column.set_margins(top, side)
        self._shop.tell("number", partial(self._show_number, 1))
        self._account.tell("number", partial(self._show_number, 2))
        self._card.tell("number", partial(self._show_number, 3))
        self._ready.tell("number", partial(self._show_number, 4))
        self._notice_row.setContentsMargins(side, 0, side, 16)
        self._bar.set_margins(side, 12 if is_low else 18)
        is_short = self.width() < style.px(900)
        self._shop.tell("narrow", lambda step: step.set_narrow(is_short))
        self._card.tell("narrow", lambda step: step.set_narrow(is_short))
        self._account.tell("low", lambda step: step.set_low(is_low))
        self._practise.set_label(words.practise_short(self._language) if is_short else words.practise(self._language))
        self._next.setMinimumWidth(180 if is_short else 250)

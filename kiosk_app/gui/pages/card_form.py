"""The form of a stamp card: short at set-up, whole in the settings. It tells what is typed and knows no presenter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk_app.domain.card import MAX_PER_DAY, MAX_READY, MAX_VISITS, HasCard
from kiosk_app.gui.icons import Icon
from kiosk_app.gui.pages.form_parts import GAP, Beside, Captioned
from kiosk_app.gui.pages.glyph_picker import GlyphPicker
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.field import Field
from kiosk_app.gui.widgets.label import Ink, Label
from kiosk_app.gui.widgets.segment import Segment
from kiosk_app.gui.widgets.stepper import Stepper
from kiosk_app.gui.widgets.switch import Switch
from kiosk_app.presenters.card_form import CardPreview, Holds, TypedCard
from kiosk_app.words import card_form as words
from kiosk_app.words import instant as instant_words
from kiosk_app.words.language import Language

WAYS = (Holds.TIME, Holds.DAYS, Holds.DATE)
POLICIES = (HasCard.OPEN, HasCard.ASK, HasCard.NEW)
EXAMPLE = date(2027, 12, 31)
Takes = Qt.InputMethodHint


class CardForm(QWidget):
    """``edited`` carries all that stands in the form after every change by the person; ``submitted`` is Enter."""

    edited = Signal(TypedCard)
    submitted = Signal()

    def __init__(self, style: Style, language: Language, *, is_short: bool) -> None:
        super().__init__()
        self._style = style
        self._language = language
        self._is_short = is_short
        self._typed = TypedCard()
        self._insists = False
        self._make_fields()
        self._make_choices()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self._besides = self._short_rows() if is_short else self._whole_rows()
        self._valid_box = ValidBox(style, language)
        self._valid_box.edited.connect(self._edit)
        self._valid_box.submitted.connect(self.submitted)
        self._column.insertWidget(3 if is_short else 2, self._valid_box)
        self.show_card(self._typed)

    def typed(self) -> TypedCard:
        """All that stands in the form."""
        valid = self._valid_box
        return TypedCard(
            card_idx=self._fields["card_idx"].text(),
            name=self._fields["name"].text(),
            reward=self._fields["reward"].text(),
            places=self._visits.value(),
            glyph=self._glyphs.glyph(),
            holds=valid.holds(),
            time=self._typed.time,
            days=valid.days.text(),
            until=valid.until.text(),
            has_card=POLICIES[self._has_card.index()],
            domain=self._fields["domain"].text(),
            memo=self._fields["memo"].text(),
            etc1_name=self._fields["etc1_name"].text(),
            etc2_name=self._fields["etc2_name"].text(),
            pause_s=self._fields["pause_s"].text(),
            per_day=self._per_day.value(),
            first_visit=self._first_visit.isChecked(),
            active=self._active.isChecked(),
            ready=self._ready.value(),
            ready_active=self._ready_active.isChecked(),
        )

    def show_card(self, card: TypedCard) -> None:
        self._typed = card
        for name, field in self._fields.items():
            field.set_text(getattr(card, name))
        self._visits.set_value(card.places)
        self._glyphs.set_glyph(card.glyph)
        self._valid_box.show_valid(card)
        self._has_card.set_index(POLICIES.index(card.has_card))
        self._per_day.set_value(card.per_day)
        self._first_visit.setChecked(card.first_visit)
        self._active.setChecked(card.active)
        self._ready.set_value(card.ready)
        self._ready_active.setChecked(card.ready_active)
        self._insists = False
        self._tell_policy()

    def show_preview(self, preview: CardPreview) -> None:
        self._valid_box.show_end("" if self._is_short else preview.issued_today)

    def show_complaints(self, sentences: Mapping[str, str]) -> None:
        for name, field in self._fields.items():
            self._complain(field, sentences.get(name, ""))
        valid = sentences.get("valid", "")
        for field in (self._valid_box.days, self._valid_box.until):
            self._complain(field, valid)
        self._switches.set_problem(sentences.get("first_visit", ""))
        self._visits_box.set_problem(sentences.get("places", ""))
        self._per_day_box.set_problem(sentences.get("per_day", ""))
        self._ready_box.set_problem(sentences.get("ready", ""))

    def insist(self) -> None:
        """From now on, until something is typed, every complaint shows: somebody wants to go on."""
        self._insists = True

    def focus_first(self, sentences: Mapping[str, str]) -> None:
        """Put the keyboard where the first complaint is; without any, at the start."""
        wrong = [field for name, field in self._fields.items() if name in sentences]
        (wrong or [self._fields["card_idx" if self._is_short else "name"]])[0].line.setFocus()

    def set_narrow(self, is_narrow: bool) -> None:
        for beside in self._besides:
            beside.set_stacked(is_narrow)

    def _complain(self, field: Field, sentence: str) -> None:
        field.set_problem(sentence)
        if sentence and self._insists:
            field.insist()

    def _make_fields(self) -> None:
        say, height = self._language, 64 if self._is_short else 60
        captions = {
            "card_idx": (words.card_idx(say), "", ""),
            "name": (words.name(say), "", ""),
            "reward": (words.reward(say), "", words.reward_example(say)),
            "domain": (words.link_domain(say), words.link_domain_aside(say), ""),
            "memo": (words.memo(say), "", ""),
            "etc1_name": (words.first_extra(say), words.extra_aside(say), ""),
            "etc2_name": (words.second_extra(say), words.extra_aside(say), ""),
            "pause_s": (words.pause(say), words.pause_aside(say), ""),
        }
        names = {"card_idx": "cardIdxField", "name": "cardNameField", "pause_s": "pauseField"}
        takes = {"card_idx": Takes.ImhDigitsOnly, "pause_s": Takes.ImhDigitsOnly, "domain": Takes.ImhUrlCharactersOnly}
        self._fields = {
            name: Field(self._style, label, aside=aside, placeholder=placeholder, height=height)
            for name, (label, aside, placeholder) in captions.items()
        }
        for name, field in self._fields.items():
            field.line.setObjectName(names.get(name, f"{name}Field"))
            field.line.setInputMethodHints(takes.get(name, Takes.ImhNone))
            field.edited.connect(self._edit)
            field.submitted.connect(self.submitted)
        self._fields["name"].line.is_name = True
        self._fields["memo"].set_hint(words.memo_hint(say))
        self._fields["pause_s"].set_hint(words.pause_hint(say))

    def _make_choices(self) -> None:
        say, style = self._language, self._style
        label = words.visits_until_reward(say) if self._is_short else words.visits(say)
        self._visits = Stepper(
            *(style, label, words.fewer(say), words.more(say), 1, MAX_VISITS),
            is_field=True,
            height=64 if self._is_short else 60,
        )
        self._visits.setObjectName("placesStepper")
        self._visits.changed.connect(self._edit)
        self._visits_box = Captioned(style, label, self._visits)
        self._glyphs = GlyphPicker(style, say)
        self._glyphs.chosen.connect(self._edit)
        self._glyph_box = Captioned(style, words.mark(say), self._glyphs)
        self._has_card = Segment(
            style, words.has_card(say), [words.has_card_choice(say, policy) for policy in POLICIES]
        )
        self._has_card.chosen.connect(self._edit)
        self._has_card_box = Captioned(style, words.has_card(say), self._has_card, icon=Icon.INFO)
        self._per_day = Stepper(
            *(style, words.per_day(say), words.fewer_a_day(say), words.more_a_day(say), 0, MAX_PER_DAY),
            is_field=True,
            height=60,
        )
        self._per_day.setObjectName("perDayStepper")
        self._per_day.changed.connect(self._edit)
        self._per_day_box = Captioned(style, words.per_day(say), self._per_day)
        self._first_visit = Switch(style, words.first_visit(say))
        self._first_visit.setObjectName("firstVisitSwitch")
        self._active = Switch(style, words.active(say))
        self._active.setObjectName("activeSwitch")
        pair = Beside((self._first_visit, 1), (self._active, 1))
        self._switches = Captioned(style, "", pair)
        self._switches_pair = pair
        self._ready = Stepper(
            *(style, instant_words.ready(say), instant_words.fewer(say), instant_words.more(say), 0, MAX_READY),
            is_field=True,
        )
        self._ready.setObjectName("readyStepper")
        self._ready.changed.connect(self._edit)
        self._ready_active = Switch(style, instant_words.ready_active(say))
        self._ready_active.setObjectName("readyActiveSwitch")
        self._ready_pair = Beside((self._ready, 1), (self._ready_active, 1))
        self._ready_box = Captioned(style, instant_words.ready(say), self._ready_pair, icon=Icon.INFO)
        for switch in (self._first_visit, self._active, self._ready_active):
            switch.clicked.connect(self._edit)

    def _short_rows(self) -> list[Beside]:
        fields = self._fields
        self._style.changed.connect(self._restyle)
        self._restyle()
        first = Beside((fields["card_idx"], 0), (fields["name"], 1))
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(first)
        column.addWidget(Label(self._style, words.card_idx_hint(self._language), Role.NOTE, Ink.INK_2, wraps=True))
        second = Beside((fields["reward"], 1), (self._visits_box, 1))
        for widget in (top, second, self._glyph_box):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self._rest = QWidget(self)  # what only the settings show keeps its value out of sight
        self._rest.hide()
        boxes = (self._has_card_box, self._per_day_box, self._switches, self._ready_box)
        for hidden in (*(fields[name] for name in _WHOLE_ONLY), *boxes):
            hidden.setParent(self._rest)
        return []

    def _whole_rows(self) -> list[Beside]:
        fields = self._fields
        rows = [
            Beside((fields["name"], 5), (fields["card_idx"], 2), (self._visits_box, 2)),
            Beside((fields["reward"], 1), (self._glyph_box, 0)),
            Beside((fields["domain"], 1), (fields["memo"], 1)),
            Beside((fields["pause_s"], 1), (self._per_day_box, 1)),
            Beside((fields["etc1_name"], 1), (fields["etc2_name"], 1)),
        ]
        name, reward, domain, policies, extras = rows
        boxes = (*(name, reward, self._has_card_box, domain, self._switches, policies, self._ready_box, extras),)
        for widget in boxes:
            self._column.addWidget(widget)
        self._column.addStretch(1)
        return [*rows, self._switches_pair, self._ready_pair]

    def _restyle(self) -> None:
        self._fields["card_idx"].setFixedWidth(self._style.px(150))

    def _edit(self, _what: object = None) -> None:
        self._insists = False
        self._tell_policy()
        self._typed = self.typed()
        self.edited.emit(self._typed)

    def _tell_policy(self) -> None:
        policy = POLICIES[self._has_card.index()]
        self._has_card_box.set_hint(words.has_card_hint(self._language, policy))
        self._per_day_box.set_hint(words.per_day_hint(self._language, self._per_day.value()))
        self._ready_box.set_hint(instant_words.ready_hint(self._language, self._ready.value()))


_WHOLE_ONLY = ("domain", "memo", "pause_s", "etc1_name", "etc2_name")


class ValidBox(QWidget):
    """How long a stamp holds: years or months, some days, or a date; and the field that the choice needs."""

    edited = Signal()
    submitted = Signal()

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__()
        self._style = style
        self._language = language
        self.days = Field(style, words.days(language), height=60)
        self.days.line.setObjectName("validDaysField")
        self.days.line.setInputMethodHints(Takes.ImhDigitsOnly)
        self.until = Field(style, words.last_day(language), hint=words.last_day_hint(language, EXAMPLE), height=60)
        self.until.line.setObjectName("validUntilField")
        self.until.line.setInputMethodHints(Takes.ImhDate)
        for field in (self.days, self.until):
            field.edited.connect(self.edited)
            field.submitted.connect(self.submitted)
        self._segment: Segment | None = None
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setLayout(self._place)
        self._box = Captioned(style, words.valid_for(language), holder, icon=Icon.CALENDAR)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self._box)
        column.addWidget(self.days)
        column.addWidget(self.until)
        self._first_label = ""

    def holds(self) -> Holds:
        return WAYS[self._segment.index()] if self._segment else Holds.TIME

    def show_valid(self, card: TypedCard) -> None:
        self._make_segment(words.for_a_time(self._language, card.time))
        if self._segment:
            self._segment.set_index(WAYS.index(card.holds))
        self.days.set_text(card.days)
        self.until.set_text(card.until)
        self._show_fields()

    def show_end(self, sentence: str) -> None:
        self._box.set_hint(sentence)

    def _make_segment(self, first_label: str) -> None:
        """Anew, where the first choice of this card says something else."""
        if first_label == self._first_label:
            return
        self._first_label = first_label
        if self._segment:
            self._segment.hide()
            self._segment.deleteLater()
        say = self._language
        labels = [first_label, words.for_days(say), words.until_date(say)]
        self._segment = Segment(self._style, words.valid_for(say), labels)
        self._segment.setObjectName("validSegment")
        self._segment.chosen.connect(self._choose)
        self._place.addWidget(self._segment)

    def _choose(self, _index: int) -> None:
        self._show_fields()
        self.edited.emit()

    def _show_fields(self) -> None:
        self.days.setVisible(self.holds() is Holds.DAYS)
        self.until.setVisible(self.holds() is Holds.DATE)

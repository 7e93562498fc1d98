"""The shop and this counter in the settings."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk_app.domain.settings import Motion, TextSize, Theme, TouchKeyboard
from kiosk_app.gui.pages.accent_picker import AccentPicker
from kiosk_app.gui.pages.country_box import CountryBox
from kiosk_app.gui.pages.form_parts import GAP, Beside, Captioned
from kiosk_app.gui.theme.shadow import REACH
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.field import Field
from kiosk_app.gui.widgets.segment import Segment
from kiosk_app.gui.widgets.stepper import Stepper
from kiosk_app.gui.widgets.switch import Switch
from kiosk_app.presenters.settings_counter import TypedCounter
from kiosk_app.words import settings as words
from kiosk_app.words import setup as shop_words
from kiosk_app.words.language import Language

THEMES = (Theme.LIGHT, Theme.DARK, Theme.SYSTEM)
TEXT_SIZES, MOTIONS, KEYBOARDS = tuple(TextSize), tuple(Motion), tuple(TouchKeyboard)
NAMES = {"name", "counter"}
NUMBERS = {"idle_s", "undo_s", "scanner_ms"}
MOST_COUNTERS = 50
Takes = Qt.InputMethodHint


class CounterForm(QWidget):
    """``edited`` carries all that stands in the form after every change; ``submitted`` is Enter in a field."""

    edited = Signal(TypedCounter)
    submitted = Signal()

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__()
        self._style = style
        self._language = language
        self._accent = ""
        self._make_fields()
        self._make_choices()
        self._besides = [
            Beside((self._fields["name"], 1), (self._fields["counter"], 1)),
            Beside((self._country_box, 1), (self._counters_box, 1)),
            Beside((self._fields["idle_s"], 1), (self._fields["undo_s"], 1)),
            Beside((self._fields["scanner_prefix"], 1), (self._fields["scanner_ms"], 1)),
        ]
        column = QVBoxLayout(self)
        column.setContentsMargins(REACH, 0, REACH, 0)
        column.setSpacing(GAP)
        boxes = (self._keyboard_box, self._theme_box, self._text_size_box, self._motion_box, self._accent_box)
        for widget in (*self._besides, self._scan_adds, *boxes):
            column.addWidget(widget)
        column.addStretch(1)

    def typed(self) -> TypedCounter:
        """All that stands in the form."""
        texts = {key: field.text() for key, field in self._fields.items()}
        return TypedCounter(
            name=texts["name"],
            counter=texts["counter"],
            country=self._country.country(),
            counters=self._counters.value(),
            idle_s=texts["idle_s"],
            undo_s=texts["undo_s"],
            theme=THEMES[self._theme.index()],
            accent=self._accent,
            text_size=TEXT_SIZES[self._text_size.index()],
            motion=MOTIONS[self._motion.index()],
            scanner_prefix=texts["scanner_prefix"],
            scanner_ms=texts["scanner_ms"],
            scan_adds_visit=self._scan_adds.isChecked(),
            touch_keyboard=KEYBOARDS[self._keyboard.index()],
        )

    def show_counter(self, counter: TypedCounter, countries: tuple[str, ...]) -> None:
        for key, field in self._fields.items():
            field.set_text(getattr(counter, key))
        self._country.show_countries(countries, counter.country)
        self._counters.set_value(counter.counters)
        self._scan_adds.setChecked(counter.scan_adds_visit)
        self._keyboard.set_index(KEYBOARDS.index(counter.touch_keyboard))
        self._theme.set_index(THEMES.index(counter.theme))
        self._text_size.set_index(TEXT_SIZES.index(counter.text_size))
        self._motion.set_index(MOTIONS.index(counter.motion))
        self._show_accent(counter.accent)

    def show_complaints(self, sentences: Mapping[str, str], *, insists: bool) -> None:
        for key, field in self._fields.items():
            field.set_problem(sentences.get(key, ""))
            if insists and key in sentences:
                field.insist()
        self._country_box.set_problem(sentences.get("country", ""))
        self._counters_box.set_problem(sentences.get("counters", ""))
        self._accent_box.set_problem(sentences.get("accent", ""))

    def set_narrow(self, is_narrow: bool) -> None:
        for beside in self._besides:
            beside.set_stacked(is_narrow)

    def _make_fields(self) -> None:
        say = self._language
        captions = {
            "name": (shop_words.shop_name(say), "", "", "settingsShopNameField"),
            "counter": (
                *(shop_words.counter_name(say), "", shop_words.counter_hint(say)),
                "settingsCounterNameField",
            ),
            "idle_s": (words.idle(say), words.seconds(say, 5, 600), words.idle_hint(say), "idleField"),
            "undo_s": (words.undo(say), words.seconds(say, 0, 60), "", "undoField"),
            "scanner_prefix": (words.scanner_prefix(say), "", words.scanner_prefix_hint(say), "scannerPrefixField"),
            "scanner_ms": (
                *(words.scanner_pace(say), words.milliseconds(say, 10, 100), words.scanner_pace_hint(say)),
                "scannerPaceField",
            ),
        }
        self._fields = {}
        for key, (label, aside, hint, name) in captions.items():
            field = Field(self._style, label, aside=aside, hint=hint, height=60)
            field.line.setObjectName(name)
            field.line.setInputMethodHints(Takes.ImhDigitsOnly if key in NUMBERS else Takes.ImhNone)
            field.line.is_name = key in NAMES
            field.edited.connect(self._edit)
            field.submitted.connect(self.submitted)
            self._fields[key] = field

    def _make_choices(self) -> None:
        say, style = self._language, self._style
        self._country = CountryBox(style, shop_words.country(say), shop_words.system_country(say), 60)
        self._country.setObjectName("settingsCountryBox")
        self._country.picked.connect(self._edit)
        self._country_box = Captioned(style, shop_words.country(say), self._country, hint=shop_words.country_hint(say))
        name = words.counters(say)
        self._counters = Stepper(
            *(style, name, words.less(say, name), words.more(say, name), 1, MOST_COUNTERS), is_field=True, height=60
        )
        self._counters.changed.connect(self._edit)
        self._counters_box = Captioned(style, name, self._counters, hint=words.counters_hint(say))
        self._scan_adds = Switch(style, words.scan_adds_visit(say))
        self._scan_adds.setObjectName("scanAddsVisitSwitch")
        self._scan_adds.toggled.connect(self._edit)
        keyboards = [words.touch_keyboard_choice(say, keyboard) for keyboard in KEYBOARDS]
        self._keyboard = Segment(style, words.touch_keyboard(say), keyboards)
        self._keyboard.setObjectName("touchKeyboardSegment")
        self._keyboard.chosen.connect(self._edit)
        self._keyboard_box = Captioned(
            style, words.touch_keyboard(say), self._keyboard, hint=words.touch_keyboard_hint(say)
        )
        self._theme = Segment(style, words.theme(say), [words.theme_choice(say, theme) for theme in THEMES])
        self._theme.setObjectName("themeSegment")
        self._theme.chosen.connect(self._edit)
        self._theme_box = Captioned(style, words.theme(say), self._theme)
        sizes = [words.text_size_choice(say, size) for size in TEXT_SIZES]
        self._text_size = Segment(style, words.text_size(say), sizes)
        self._text_size.setObjectName("textSizeSegment")
        self._text_size.chosen.connect(self._edit)
        self._text_size_box = Captioned(style, words.text_size(say), self._text_size)
        motions = [words.motion_choice(say, motion) for motion in MOTIONS]
        self._motion = Segment(style, words.motion(say), motions)
        self._motion.setObjectName("motionSegment")
        self._motion.chosen.connect(self._edit)
        self._motion_box = Captioned(style, words.motion(say), self._motion)
        self._accents = AccentPicker(style, words.accent(say), words.accents(say))
        self._accents.chosen.connect(self._choose_accent)
        self._accent_box = Captioned(style, words.accent(say), self._accents)

    def _choose_accent(self, accent: str) -> None:
        self._show_accent(accent)
        self._edit()

    def _show_accent(self, accent: str) -> None:
        self._accent = accent
        name = self._accents.show_accent(accent)
        self._accent_box.set_hint(name or words.own_accent(self._language, accent))

    def _edit(self, _what: object = None) -> None:
        self.edited.emit(self.typed())

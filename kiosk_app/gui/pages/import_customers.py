"""The import page: a file, how it was read, what would come of it, and one thing to press at its foot."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from kiosk_app.gui.pages.file_dialogs import ask_for_file
from kiosk_app.gui.pages.form_parts import ActionBar, Column, FormPage
from kiosk_app.gui.pages.import_columns import ImportColumns
from kiosk_app.gui.pages.import_findings import FindingCard, LinesCard
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.shadow import REACH
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.button import Button, Kind
from kiosk_app.gui.widgets.label import Ink, Label
from kiosk_app.gui.widgets.notice import Notice
from kiosk_app.presenters.import_view import CountsShown, ImportButton, SheetShown, Step
from kiosk_app.words import import_page as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

CONTENT = 960
BEAT_MS = 200
WIDE = 900  # px at text scale 1, below which margins and boxes are small
STACKED = 640  # the same, below which buttons stand below each other
KINDS = "(*.csv *.tsv *.txt)"


class ImportPage(FormPage):
    """Implements ``presenters.import_view.ImportView``. ``ticked`` comes while there is progress to be shown."""

    file_chosen = Signal(str)
    encoding_picked = Signal(str)
    separator_picked = Signal(str)
    column_picked = Signal(int, object)
    import_pressed = Signal()
    stop_pressed = Signal()
    done_pressed = Signal()
    ticked = Signal()

    def __init__(self, style: Style, language: Language) -> None:
        super().__init__(style)
        self._language = language
        self._step = Step.CHOOSE
        self._has_sheet = False
        self.setObjectName("importPage")
        self.setAccessibleName(words.title(language))
        intro = words.intro(language)
        self._intro = QWidget()
        texts = QVBoxLayout(self._intro)
        texts.setContentsMargins(0, 0, 0, 0)
        texts.addWidget(Label(style, intro.what, Role.NAME_SMALL, wraps=True))
        texts.addWidget(Label(style, intro.advice, Role.BODY_LARGE, Ink.INK_2, wraps=True))
        self._said = Notice(style, Tone.OK, "")
        self._finding = FindingCard(style, language)
        self._columns = ImportColumns(style, language)
        self._faulty = LinesCard(style, "faultyLines")
        self._still = Notice(style, Tone.NEUTRAL, "")
        self._refused = LinesCard(style, "refusedStamps")
        self._beat = QTimer(self, interval=BEAT_MS)
        self._make_bar()
        self._lay_out()
        self._join()
        self.show_step(Step.CHOOSE)
        for widget in (self._said, self._still, self._refused, self._faulty):
            widget.hide()
        self._made()

    # What the presenter says

    def show_step(self, step: Step) -> None:
        self._step = step
        self._intro.setVisible(step is Step.CHOOSE)
        self._choose.setVisible(step is not Step.IMPORT)
        self._choose.set_busy(step is Step.READ)
        self._stop.setVisible(step is Step.IMPORT)
        self._done.setVisible(step is Step.DONE)
        self._show_parts()

    def show_said(self, said: Said | None, *, is_refusal: bool = False) -> None:
        self._said.setVisible(said is not None)
        if said is not None:
            self._said.tell(Tone.REFUSED if is_refusal else Tone.OK, said.what, said.advice)
            self._list.verticalScrollBar().setValue(0)

    def show_sheet(self, sheet: SheetShown | None) -> None:
        self._has_sheet = sheet is not None
        if sheet is not None:
            self._finding.show_file(sheet.file)
            self._columns.show_sheet(sheet)
        self._show_parts()

    def show_counts(self, counts: CountsShown | None) -> None:
        self._finding.show_counts(counts)
        self._faulty.show_lines(counts.faulty if counts else None, counts.lines if counts else ())

    def show_progress(self, said: Said | None, share: float = 0.0) -> None:
        self._finding.show_progress(said, share)
        if said is None:
            self._beat.stop()
        elif not self._beat.isActive():
            self._beat.start()

    def show_import(self, button: ImportButton | None) -> None:
        self._import.setVisible(button is not None)
        self._why.setText(button.why if button else "")
        self._why.setVisible(bool(button and button.why))
        if button is not None:
            self._import.set_label(button.caption)
            self._import.setEnabled(not button.why)

    def show_brought(self, still: str, refused: Said | None, lines: tuple[str, ...]) -> None:
        self._still.setVisible(bool(still))
        self._still.tell(Tone.NEUTRAL, still)
        self._refused.show_lines(refused, lines)

    # Where things stand

    def _show_parts(self) -> None:
        """What is read anew stays in sight, and the focus in it."""
        is_first = not self._has_sheet and self._step in (Step.CHOOSE, Step.READ)
        self._choose.set_kind(Kind.PRIMARY if is_first else Kind.SECONDARY)
        self._choose.set_label(words.choose(self._language) if is_first else words.choose_another(self._language))
        self._finding.setVisible(self._has_sheet and self._step is not Step.DONE)
        self._columns.setVisible(self._has_sheet and self._step in (Step.READ, Step.COLUMNS))

    def _make_bar(self) -> None:
        self._bar = ActionBar(self._style, CONTENT)
        self._why = Label(self._style, "", Role.BODY, Ink.INK_2, wraps=True)
        self._why.hide()
        self._choose = self._button("chooseFileButton", words.choose(self._language))
        self._stop = self._button("stopImportButton", words.stop(self._language))
        self._import = self._button("importButton", "", Kind.PRIMARY)
        self._import.hide()
        self._done = self._button("importDoneButton", words.to_counter(self._language), Kind.PRIMARY)
        self._bar.row.addWidget(self._why, 1)
        self._bar.row.addStretch(1)
        for button in (self._choose, self._stop, self._import, self._done):
            self._bar.row.addWidget(button)

    def _button(self, name: str, text: str, kind: Kind = Kind.SECONDARY) -> Button:
        button = Button(self._style, text, kind, height=72)
        button.setObjectName(name)
        return button

    def _lay_out(self) -> None:
        content = QWidget()
        whole = QVBoxLayout(content)
        whole.setContentsMargins(REACH, 0, REACH, 0)
        whole.setSpacing(16)
        parts = (self._intro, self._said, self._finding, self._columns, self._faulty, self._refused, self._still)
        for widget in parts:
            whole.addWidget(widget)
        whole.addStretch(1)
        self._list = Column(self._style, CONTENT)
        self._list.rows.addWidget(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._list, 1)
        column.addWidget(self._bar)

    def _join(self) -> None:
        self._choose.clicked.connect(self._ask_for_file)
        self._stop.clicked.connect(self.stop_pressed)
        self._import.clicked.connect(self.import_pressed)
        self._done.clicked.connect(self.done_pressed)
        self._columns.encoding_picked.connect(self.encoding_picked)
        self._columns.separator_picked.connect(self.separator_picked)
        self._columns.column_picked.connect(self.column_picked)
        self._beat.timeout.connect(self.ticked)

    def _ask_for_file(self) -> None:
        tables, everything = words.file_kinds(self._language)
        kinds = f"{tables} {KINDS};;{everything} (*)"
        ask_for_file(self, words.choose(self._language), kinds, self.file_chosen.emit)

    def _arrange(self) -> None:
        is_small = self.width() < self._style.px(WIDE)
        side = 24 if is_small else 40
        self._list.set_margins(20, side)
        self._bar.set_margins(side, 10 if self.window().height() < 700 else 18)
        self._columns.set_narrow(is_small)
        is_stacked = self.width() < self._style.px(STACKED)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._bar.row.setDirection(down if is_stacked else across)

"""The window of one run: joins pages to presenters, leads from page to page, and closes things in order.

The counter is painted by now. It comes to life first; then the keyring is asked, and the other pages are made.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent

from kiosk_app.domain.burst import Pace
from kiosk_app.domain.disk import StoreTrouble
from kiosk_app.domain.entry import Entry
from kiosk_app.domain.ids import ApiKey, StampIdx
from kiosk_app.domain.ports import Lane, VaultTrouble
from kiosk_app.domain.settings import Settings
from kiosk_app.gui.background import ThreadedBackground
from kiosk_app.gui.heartbeat import Heartbeat
from kiosk_app.gui.marks.cache import MarkCache
from kiosk_app.gui.page_change import PageChange
from kiosk_app.gui.pages.counter_list import CounterList
from kiosk_app.gui.scan_bar import ScanBar
from kiosk_app.gui.scanner import Scanner
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.banner import Banner
from kiosk_app.presenters.counter import CounterPresenter
from kiosk_app.presenters.frame import LeadsTo
from kiosk_app.presenters.scan import ScanPresenter
from kiosk_app.presenters.shell import ShellPresenter
from kiosk_app.services.line_watch import LineState
from kiosk_app.services.looking import Looking
from kiosk_app.system.crash import CrashReport, install, report
from kiosk_app.system.memory import share_one_pool
from kiosk_app.wiring.data_care import DataCare
from kiosk_app.wiring.first_page import FirstPage
from kiosk_app.wiring.ground import Choices, Ground
from kiosk_app.wiring.house import LineParts, Wiring, load_line
from kiosk_app.wiring.join import join
from kiosk_app.wiring.looks import looks_of
from kiosk_app.wiring.screen_keyboard import ScreenKeyboard
from kiosk_app.words import window as words
from kiosk_app.words.crash import going_on
from kiosk_app.words.language import Language

if TYPE_CHECKING:
    from kiosk_app.gui.one_window import Door
    from kiosk_app.services.account_care import AccountCare
    from kiosk_app.wiring.pages import Pages

_log = logging.getLogger(__name__)

TEST_EVERY_MS = 60_000  # while the line is down and nothing waits that would try it
FRAME_MS = 100  # pill and bar follow what changed: never beside the sender, and once for many changes
EXPECT_MS = 500  # longer than the slowest scanner takes to be told from hands
READ_MS = 100  # at most so long the page before stays on the glass while the next is read
BREATH_MS = 10  # between the making of two pages, for what a person does meanwhile


def open_window(ground: Ground, first: FirstPage, style: Style, language: Language) -> OpenWindow:
    """What is behind the first page. Raises AddressRefused, BadInput and StoreTrouble."""
    share_one_pool()
    house = Wiring(ground)
    house.settle_where_it_belongs()
    window = OpenWindow(house, first, style, language)
    ground.closing.callback(install(window.fault_met.emit))
    return window


class Talk(Protocol):
    """What the presenter of any page can be told."""

    def left(self) -> None: ...


class OpenWindow(QObject):
    """One window on one house. Implements ``presenters.navigation.Navigator``.

    Signals: ``loaded`` when every page is made, ``closed`` when everything has ended; ``fault_met``, from any thread,
    with the CrashReport of an exception that nobody caught.
    """

    loaded = Signal()
    closed = Signal()
    fault_met = Signal(object)

    def __init__(self, house: Wiring, first: FirstPage, style: Style, language: Language) -> None:
        super().__init__()
        self._house = house
        self._first = first
        self.window = first.window
        self._style = style
        self._language = language
        self._marks = MarkCache()
        self._parts: LineParts | None = None
        self._has_key = True  # until the keyring said otherwise
        self._talk: Talk | None = None
        self._leaving: Talk | None = None  # still on the glass, while the next one is read
        self._show_next: Callable[[], None] = self.counter
        self._by_scan = False  # it leads to another page just now
        self._next: bool | None = None  # practice or not, where another run follows
        self.restores: Path | None = None  # what that run begins with
        self.trouble: StoreTrouble | None = None  # what ended this one
        self._fault: CrashReport | None = None  # the last of our own
        self._door: Door | None = None
        self._frame = QTimer(self, singleShot=True)
        self._coming = QTimer(self, singleShot=True)
        self._coming.timeout.connect(self._arrive)
        self._expecting = QTimer(self, singleShot=True, interval=EXPECT_MS)
        self._expecting.timeout.connect(self._expect_nobody)
        self._making = QTimer(self)
        self._making.timeout.connect(self._make_a_page)
        self._line_test = QTimer(self)
        self._line_test.timeout.connect(self._minute_went_by)
        self._settings = house.settings().current
        self._service = self._settings().service
        first.wear(looks_of(self._settings()))
        self._background = ThreadedBackground(self._crashed, parent=self)
        self._heartbeat = Heartbeat(self._background, house.clock(), parent=self)
        self._shell = ShellPresenter(
            self.window,
            house.outbox(),
            self._line_state,
            lambda: self._has_key,
            self._background,
            self,
            house.clock(),
            language,
            prepared=lambda: self._care.prepared,
        )
        self._frame.timeout.connect(self._shell.changed)
        self._care = DataCare(
            *(house.care, house.reindexing, self._background, self._use_sender),
            low_space=self._shell.low_space,
            preparing=self._shell.changed,
            failed=self._disk_failed,
        )
        self._scan = ScanPresenter(
            *(self.window, lambda: house.scanning(self._looking()), self._background, self, self._leave_by_scan),
            *(self._settings, house.clock(), language),
        )
        self._scanner = Scanner(first.app, _pace(self._settings()), parent=self)
        self._scanner.guessed.connect(self._guessed)
        self._scanner.scanned.connect(self._scanned)
        self._keyboard = ScreenKeyboard(first.app, self.window, style, language, self._settings)
        self._counter_page = first.counter_page
        self._counter_page.furnish(CounterList(style, language))
        self.window.furnish(Banner(style), ScanBar(style), PageChange(self.window))
        self._counter = CounterPresenter(
            self._counter_page,
            house.customers(),
            house.outbox(),
            self._settings,
            self._background,
            self,
            house.clock(),
            language,
        )
        join(
            self._counter_page,
            self._counter,
            *("typed", "entered", "chosen", "new_customer_wanted", "way_on_taken"),
        )
        self.window.back_pressed.connect(self._back)
        self.window.pill_pressed.connect(lambda: self._leave_for(self.outbox))
        self.window.key_pressed.connect(self._key)
        self.window.bar_pressed.connect(self._shell.bar_pressed)
        self.window.ticked.connect(self._shell.ticked)
        self.window.menu_chosen.connect(self._menu)
        self.window.practice_left.connect(self.leave_practice)
        self.window.closing.connect(self._close)
        self.fault_met.connect(self._tell_fault)

    def begin(self) -> None:
        """Bring the page that is shown to life; what else there is is made while it serves."""
        self.counter()
        if self._settings().needs_setup and not self._house.is_practice:
            self.setup()
        self._answer_later_starts()
        self._first.hear_desktop()
        self._keyboard.look(self)
        self._heartbeat.moved.connect(self._moved)
        self._heartbeat.changed.connect(self._changed)
        self._heartbeat.trouble.connect(self._disk_failed)
        self._heartbeat.trouble_over.connect(self._shell.changed)
        self._heartbeat.start()
        self._line_test.start(TEST_EVERY_MS)
        self._load_pages()
        self._care.take_turn()
        self._ask_for_key()

    def next_choices(self, choices: Choices) -> Choices | None:
        """The run that follows this one: practice where it was entered, the real folder where it was left."""
        return None if self._next is None else replace(choices, practice=self._next)

    def _answer_later_starts(self) -> None:
        from kiosk_app.gui.one_window import Door, bring_forward

        self._door = Door(self._house.folder.calls, self)
        self._door.called.connect(lambda: bring_forward(self.window))
        self._door.open()

    def _load_pages(self) -> None:
        from kiosk_app.wiring.pages import load_behind_the_glass

        self._background.submit(
            Lane.CARE, load_behind_the_glass, lambda _loaded: self._making.start(BREATH_MS), owner=self
        )

    @cached_property
    def _pages(self) -> Pages:
        from kiosk_app.wiring.pages import Pages

        return Pages(
            self._house,
            self._style,
            self._language,
            self._marks,
            self._background,
            self,
            add=self.window.add_page,
            looking=self._looking,
            trial=lambda: self._house.trial(self._parts),
            has_key=lambda: self._has_key,
            poke=self._poke,
            send=self._send,
            saved=self._settings_saved,
            key_changed=self._ask_for_key,
            page_ready=self._arrive,
            restore=self._restore,
            last_fault=lambda: self._fault,
        )

    @cached_property
    def _unmade(self) -> Iterator[object]:
        return self._pages.one_by_one()

    @Slot()
    def _make_a_page(self) -> None:
        """One or a part of one, and then whatever a person did meanwhile: a page takes longer than a key to type."""
        for _ in self._unmade:
            return
        self._making.stop()
        self.loaded.emit()

    # The key, and the line to the service

    def _ask_for_key(self) -> None:
        """The keyring may ask a person: that is never waited for here."""
        self._background.submit(Lane.VAULT, partial(_key_and_line, self._pages.account), self._key_came)

    def _key_came(self, key: ApiKey | VaultTrouble | None) -> None:
        self._has_key = isinstance(key, ApiKey)
        if isinstance(key, VaultTrouble):
            _log.info("the keyring: %s (%s)", key.reason.value, key.detail)
        self._service = self._settings().service
        self._parts = self._house.line_parts(key) if isinstance(key, ApiKey) else None
        self._use_sender()
        self._shell.changed()
        self._test_line()

    def _use_sender(self) -> None:
        if self._parts and self._care.is_whole:
            self._heartbeat.use(self._parts.refilling, self._parts.day_end)
        else:
            self._heartbeat.use(None)

    def _test_line(self) -> None:
        """Find out how the line stands, where nothing else does: at the start, and while it is down."""
        parts = self._parts
        if parts and parts.watched.state is not LineState.UP:
            self._background.submit(Lane.LOOK, parts.account.test, lambda _found: self._line_tested())

    @Slot()
    def _minute_went_by(self) -> None:
        self._care.take_turn()
        self._keyboard.look(self)
        self._test_line()
        self._refresh()  # "2 min ago" grows old

    def _line_tested(self) -> None:
        self._shell.changed()
        self._heartbeat.poke()

    def _line_state(self) -> LineState:
        return self._parts.watched.state if self._parts else LineState.NOT_TRIED

    def _looking(self) -> Looking:
        return self._parts.looking if self._parts else self._house.ours()

    def _poke(self) -> None:
        self._heartbeat.poke()
        self._have_frame_follow()

    def _send(self) -> None:
        self._heartbeat.send()
        self._have_frame_follow()

    # What changes

    @Slot(object)
    def _moved(self, entry: Entry) -> None:
        """The page that waits for this entry goes on from it at once."""
        if self._talk:
            getattr(self._talk, "moved", lambda _entry: None)(entry)

    @Slot()
    def _changed(self) -> None:
        self._refresh()
        self._have_frame_follow()

    def _have_frame_follow(self) -> None:
        if not self._frame.isActive():
            self._frame.start(FRAME_MS)

    def _disk_failed(self, trouble: StoreTrouble) -> None:
        if not trouble.reason.needs_a_choice:
            self._shell.disk_failed(trouble)
            return
        self._heartbeat.use(None)
        self._care.suspect(trouble)
        self.trouble = trouble
        self.window.close()

    def _settings_saved(self, settings: Settings) -> None:
        self._first.wear(looks_of(settings))
        self._scanner.pace = _pace(settings)
        self._keyboard.look(self)
        self._refresh()
        if settings.service != self._service:
            self._ask_for_key()  # a new proxy needs a new line

    def _refresh(self) -> None:
        """The page that is shown, where it shows what the journal holds."""
        if self._expecting.isActive():
            self._expect_nobody()
        if self._talk:
            getattr(self._talk, "changed", lambda: None)()

    def _crashed(self, error: Exception) -> None:
        """A fault of ours: told in the bar, kept in the log; the window goes on."""
        self._tell_fault(report(error))

    @Slot(object)
    def _tell_fault(self, crash: CrashReport) -> None:
        self._fault = crash
        self._shell.fault(going_on(self._language, crash.reference))

    # Where to

    def counter(self) -> None:
        self._go(self._counter)
        self._first.show_home()
        self._counter.opened()

    def new_customer(self, typed: str) -> None:
        self._go(self._pages.new_customer)
        self.window.show_page(self._pages.new_customer_page, words.counter(self._language), self._title("new"))
        self._pages.new_customer.opened(typed)

    def customer(self, customer_id: str, stamp_idx: StampIdx | None = None, *, adds: bool = False) -> None:
        talk = self._pages.customer
        self._expecting.stop()
        if self._talk is talk and talk.points_to(customer_id, stamp_idx, adds=adds):
            return
        show = partial(self._show_customer, moves=not self._by_scan)
        if self._talk is self._counter:  # where what is pressed meanwhile does no harm
            self._come_late(talk, show)
        elif self._talk is not talk or not self._leaving:
            self._go(talk)
            show()
        talk.opened(customer_id, stamp_idx, adds=adds)

    def expect(self, customer_id: str) -> None:
        if self._talk is self._counter:
            self._pages.customer.expected(customer_id)
            self._expecting.start()

    @Slot()
    def _expect_nobody(self) -> None:
        """Nobody came, or what was read of them is old: nothing about them stays on a page."""
        self._expecting.stop()
        self._pages.customer.left()

    def _show_customer(self, *, moves: bool) -> None:
        self.window.show_page(self._pages.customer_page, words.counter(self._language), "", moves=moves)

    def edit(self, customer_id: str) -> None:
        self._go(self._pages.edit_customer)
        self.window.show_page(self._pages.edit_customer_page, words.customer(self._language), self._title("edit"))
        self._pages.edit_customer.opened(customer_id)

    def history(self, customer_id: str) -> None:
        self._go(self._pages.history)
        self.window.show_page(self._pages.history_page, words.customer(self._language), self._title("history"))
        self._pages.history.opened(customer_id)

    def qr(self, customer_id: str, card_idx: int, intent: str | None, stamp_idx: StampIdx | None = None) -> None:
        self._come_late(self._pages.qr, self._show_qr)
        self._pages.qr.opened(customer_id, card_idx, intent, stamp_idx)

    def _show_qr(self) -> None:
        self.window.show_with_own_bar(self._pages.qr_page, self._pages.qr_page.bar)

    def _come_late(self, talk: Talk, show: Callable[[], None]) -> None:
        """The page before stays until this one is read: to paint an empty page first takes as long as all the rest."""
        self._leave_late()
        self._leaving, self._talk, self._show_next = self._talk, talk, show
        self._coming.start(READ_MS)

    @Slot()
    def _arrive(self) -> None:
        if self._leaving:
            self._show_next()
            self._leave_late()

    def _leave_late(self) -> None:
        self._coming.stop()
        left, self._leaving = self._leaving, None
        if left:
            left.left()

    def outbox(self, entry_id: int | None = None) -> None:
        self._go(self._pages.outbox)
        title = self._title("outbox")
        self.window.show_page(self._pages.outbox_page, words.counter(self._language), title, LeadsTo.OUTBOX)
        self._pages.outbox.opened(entry_id)

    def settings(self, section: str = "cards") -> None:
        self._go(self._pages.settings)
        self.window.show_page(self._pages.settings_page, words.counter(self._language), self._title("settings"))
        self._pages.settings.opened(section)

    def import_customers(self) -> None:
        self._go(self._pages.importing)
        self.window.show_page(self._pages.import_page, self._title("settings"), self._title("import"))
        self._pages.importing.opened()

    def duplicates(self) -> None:
        self._go(self._pages.duplicates)
        self.window.show_page(self._pages.duplicates_page, self._title("settings"), self._title("duplicates"))
        self._pages.duplicates.opened()

    def fault(self) -> None:
        self._leave_for(self._show_fault)

    def _show_fault(self) -> None:
        self._go(self._pages.crash)
        self.window.show_page(
            self._pages.crash_page, words.counter(self._language), self._title("fault"), LeadsTo.FAULT
        )
        self._pages.crash.opened()

    def setup(self) -> None:
        self._go(self._pages.setup)
        self.window.show_alone(self._pages.setup_page)
        self._pages.setup.opened()

    def practise(self) -> None:
        self._start_again(practice=True)

    def leave_practice(self) -> None:
        self._start_again(practice=False)

    def _go(self, talk: Talk) -> None:
        """Leave the page that is shown. Leaving cancels its callbacks, never its work."""
        self._leave_late()
        if self._talk:
            self._talk.left()
        self._talk = talk

    def _title(self, page: str) -> str:
        return words.titles(self._language)[page]

    @Slot()
    def _back(self) -> None:
        if self._talk is self._counter:
            return
        back = getattr(self._talk, "back_pressed", None)
        if back is not None:
            back()
        else:
            self._leave_for(self.counter)

    def _leave_for(self, go: Callable[[], None]) -> None:
        """Settings ask first where something is typed and not saved."""
        ask = getattr(self._talk, "leaving", None)
        if ask is not None:
            ask(go)
        else:
            go()

    @Slot(object)
    def _key(self, event: QKeyEvent) -> None:
        """A letter typed anywhere lands in the counter's search."""
        if self._talk is self._counter:
            self._counter_page.take_key(event)

    @Slot(str)
    def _guessed(self, text: str) -> None:
        if self._first.app.activeModalWidget() is None:
            self._scan.guessed(text)

    @Slot(str)
    def _scanned(self, text: str) -> None:
        """A menu goes away for it; under a window that asks for a file nothing moves."""
        self._keyboard.has_scanned = True
        if popup := self._first.app.activePopupWidget():
            popup.close()
        if self._first.app.activeModalWidget() is None:
            self._scan.scanned(text)

    def _leave_by_scan(self, go: Callable[[], None]) -> None:
        """A form says first that it is not saved."""
        ask = getattr(self._talk, "leaving_by_scan", self._leave_for)
        ask(partial(self._go_by_scan, go))

    def _go_by_scan(self, go: Callable[[], None]) -> None:
        """Without a motion: whoever scans looks at the screen only then, and paints a page that comes in twice."""
        self._by_scan = True
        go()
        self._by_scan = False

    @Slot(str)
    def _menu(self, key: str) -> None:
        match key:
            case "outbox":
                self._leave_for(self.outbox)
            case "settings":
                self._leave_for(self.settings)
            case "practise":
                self.practise()
            case "leave-practice":
                self.leave_practice()
            case "full-screen":
                self.window.showNormal() if self.window.isFullScreen() else self.window.showFullScreen()
            case "quit":
                self.window.close()

    # Going

    def _start_again(self, *, practice: bool) -> None:
        """Practice and the real folder are two runs: this one ends, the other begins."""
        self._next = practice
        self.window.close()

    def _restore(self, file: Path) -> None:
        """A person chose a backup: this run ends, and the next begins with it."""
        self.restores = file
        self._start_again(practice=self._house.is_practice)

    @Slot()
    def _close(self) -> None:
        """Nothing is lost: what waits is in the journal. What the disk was given is written, the rest is dropped."""
        self._scanner.stop()
        self._keyboard.stop()
        self._leave_late()
        if self._talk:
            self._talk.left()
            self._talk = None
        self._background.leave(self)
        for timer in (self._making, self._frame, self._expecting, self._line_test):
            timer.stop()
        if self._door:
            self._door.close()
        self._heartbeat.stop()
        self._background.close()
        self.closed.emit()


def _pace(settings: Settings) -> Pace:
    return Pace(settings.counter.scanner_ms, settings.counter.scanner_prefix)


def _key_and_line(care: AccountCare) -> ApiKey | VaultTrouble | None:
    """On the vault's lane: the key, and all that it is needed for."""
    load_line()
    return care.key()

"""The app's window on a sample house: the real pages and presenters, with work done at once and no heartbeat."""

from __future__ import annotations

from PySide6.QtCore import Qt, QVariantAnimation
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.touch.layouts import ENGLISH
from kiosk_app.gui.marks.cache import MarkCache
from kiosk_app.gui.page_change import PageChange
from kiosk_app.gui.pages.counter import CounterPage
from kiosk_app.gui.pages.counter_list import CounterList
from kiosk_app.gui.scan_bar import ScanBar
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.touch.attendant import Attendant
from kiosk_app.gui.touch.keyboard import TouchKeyboard
from kiosk_app.gui.widgets.banner import Banner
from kiosk_app.gui.window import Window
from kiosk_app.presenters.counter import CounterPresenter
from kiosk_app.presenters.frame import LeadsTo
from kiosk_app.presenters.shell import ShellPresenter
from kiosk_app.system.crash import CrashReport
from kiosk_app.wiring.join import join
from kiosk_app.wiring.pages import Pages
from kiosk_app.wiring.window import Talk
from kiosk_app.words import window as words
from kiosk_app.words.language import Language
from tests.fakes.background import InlineBackground
from tests.pictures.sample_house import SampleHouse

FAULT = CrashReport("1f0c9a3e", "ZeroDivisionError\n  at kiosk_app.presenters.tile:120 in tile_of")
PRACTICE_ACCENT = "#3A342C"


def come_to_rest(window: QWidget) -> None:
    """What moves has arrived: a picture is of what is there then."""
    for motion in window.findChildren(QVariantAnimation):
        if motion.state() is not QVariantAnimation.State.Stopped:
            motion.setCurrentTime(motion.duration())


class Desk:
    """Leads from page to page as ``wiring.window`` does. Implements ``presenters.navigation.Navigator``."""

    def __init__(self, house: SampleHouse, style: Style, language: Language) -> None:
        self.house = house
        self.style = style
        self.language = language
        self._talk: Talk | None = None
        self.has_keyboard = True  # a real one
        background = InlineBackground()
        self.window = Window(style, language, house.clock().now, is_practice=house.is_practice)
        self.window.furnish(Banner(style), ScanBar(style), PageChange(self.window))
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._attendant = Attendant(app, self.window, self._make_keyboard, lambda _typed: not self.has_keyboard)
        self.shell = ShellPresenter(
            self.window,
            *(house.outbox(), lambda: house.parts.watched.state, lambda: True, background, self, house.clock()),
            language,
        )
        self.counter_page = CounterPage(style, language)
        self.counter_page.furnish(CounterList(style, language))
        self._counter = CounterPresenter(
            self.counter_page,
            *(house.customers(), house.outbox(), house.settings().current, background, self, house.clock(), language),
        )
        join(self.counter_page, self._counter, "typed", "entered", "chosen", "new_customer_wanted", "way_on_taken")
        self.pages = Pages(
            *(house, style, language, MarkCache(), background, self),
            add=self.window.add_page,
            looking=lambda: house.parts.looking,
            trial=lambda: house.trial(house.parts),
            has_key=lambda: True,
            poke=lambda: None,
            send=lambda: None,
            saved=lambda _settings: None,
            key_changed=lambda: None,
            page_ready=lambda: None,
            restore=lambda _file: None,
            last_fault=lambda: FAULT,
        )
        self.window.add_page(self.counter_page)

    def settle(self) -> None:
        """Until everything has come to rest, and is laid out and painted."""
        come_to_rest(self.window)
        for _ in range(4):
            QApplication.sendPostedEvents()
            QApplication.processEvents()

    def touch(self, line: QWidget) -> None:
        """Touch a field where there is no keyboard but the one on the screen."""
        self.has_keyboard = False
        self.settle()
        QTest.mouseClick(line, Qt.MouseButton.LeftButton)
        self.settle()

    @property
    def keyboard(self) -> TouchKeyboard:
        found = self.window.findChild(TouchKeyboard)
        assert isinstance(found, TouchKeyboard)
        return found

    def _make_keyboard(self) -> TouchKeyboard:
        return TouchKeyboard(self.style, self.language, ENGLISH)

    def close(self) -> None:
        self._attendant.stop()
        self.window.close()

    # Where to

    def counter(self) -> None:
        self._go(self._counter)
        shop = self.house.settings().current().shop
        self.window.show_home(self.counter_page, shop.name or words.program(self.language), shop.counter)
        self._counter.opened()

    def new_customer(self, typed: str) -> None:
        self._go(self.pages.new_customer)
        self._show(self.pages.new_customer_page, "new")
        self.pages.new_customer.opened(typed)

    def customer(self, customer_id: str, stamp_idx: StampIdx | None = None, *, adds: bool = False) -> None:
        self._go(self.pages.customer)
        self._show(self.pages.customer_page, "")
        self.pages.customer.opened(customer_id, stamp_idx, adds=adds)

    def expect(self, customer_id: str) -> None:
        """Nobody: here they are read at once."""

    def edit(self, customer_id: str) -> None:
        self._go(self.pages.edit_customer)
        self._show(self.pages.edit_customer_page, "edit")
        self.pages.edit_customer.opened(customer_id)

    def history(self, customer_id: str) -> None:
        self._go(self.pages.history)
        self._show(self.pages.history_page, "history")
        self.pages.history.opened(customer_id)

    def qr(self, customer_id: str, card_idx: int, intent: str | None, stamp_idx: StampIdx | None = None) -> None:
        self._go(self.pages.qr)
        self.window.show_with_own_bar(self.pages.qr_page, self.pages.qr_page.bar)
        self.pages.qr.opened(customer_id, card_idx, intent, stamp_idx)

    def outbox(self, entry_id: int | None = None) -> None:
        self._go(self.pages.outbox)
        self._show(self.pages.outbox_page, "outbox", LeadsTo.OUTBOX)
        self.pages.outbox.opened(entry_id)

    def settings(self, section: str = "cards") -> None:
        self._go(self.pages.settings)
        self._show(self.pages.settings_page, "settings")
        self.pages.settings.opened(section)

    def import_customers(self) -> None:
        self._go(self.pages.importing)
        self._show(self.pages.import_page, "import", from_settings=True)
        self.pages.importing.opened()

    def duplicates(self) -> None:
        self._go(self.pages.duplicates)
        self._show(self.pages.duplicates_page, "duplicates", from_settings=True)
        self.pages.duplicates.opened()

    def fault(self) -> None:
        self._go(self.pages.crash)
        self._show(self.pages.crash_page, "fault", LeadsTo.FAULT)
        self.pages.crash.opened()

    def setup(self) -> None:
        self._go(self.pages.setup)
        self.window.show_alone(self.pages.setup_page)
        self.pages.setup.opened()

    def practise(self) -> None:
        """Another run; not shown here."""

    def leave_practice(self) -> None:
        """Another run; not shown here."""

    def _show(self, page: QWidget, title: str, here: LeadsTo = LeadsTo.NOWHERE, *, from_settings: bool = False) -> None:
        titles = words.titles(self.language)
        back = titles["settings"] if from_settings else words.counter(self.language)
        self.window.show_page(page, back, titles.get(title, ""), here)

    def _go(self, talk: Talk) -> None:
        if self._talk:
            self._talk.left()
        self._talk = talk
        self.has_keyboard = True
        self.shell.changed()

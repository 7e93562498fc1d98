"""The pages behind the counter's, each with its presenter, made when first asked for: none is needed at the start.

So each is imported where it is made, and nothing of it is loaded before the first paint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from kiosk_app.system.assets import assets_folder
from kiosk_app.wiring.join import join

if TYPE_CHECKING:
    from kiosk_app.domain.card import StampCard
    from kiosk_app.domain.ports import Background
    from kiosk_app.domain.settings import Settings
    from kiosk_app.gui.marks.cache import MarkCache
    from kiosk_app.gui.pages.crash import CrashPage
    from kiosk_app.gui.pages.customer import CustomerPage
    from kiosk_app.gui.pages.duplicates import DuplicatesPage
    from kiosk_app.gui.pages.history import HistoryPage
    from kiosk_app.gui.pages.import_customers import ImportPage
    from kiosk_app.gui.pages.new_customer import NewCustomerPage
    from kiosk_app.gui.pages.outbox import OutboxPage
    from kiosk_app.gui.pages.person_card import PersonCard
    from kiosk_app.gui.pages.qr import QrPage
    from kiosk_app.gui.pages.settings import SettingsPage
    from kiosk_app.gui.pages.setup import SetupPage
    from kiosk_app.gui.theme.style import Style
    from kiosk_app.presenters.crash import CrashPresenter
    from kiosk_app.presenters.customer import CustomerPresenter
    from kiosk_app.presenters.duplicates import DuplicatesPresenter
    from kiosk_app.presenters.edit_customer import EditCustomerPresenter
    from kiosk_app.presenters.history import HistoryPresenter
    from kiosk_app.presenters.import_customers import ImportPresenter
    from kiosk_app.presenters.navigation import Navigator
    from kiosk_app.presenters.new_customer import NewCustomerPresenter
    from kiosk_app.presenters.outbox import OutboxPresenter
    from kiosk_app.presenters.qr import QrPresenter
    from kiosk_app.presenters.settings import Place, SettingsPresenter
    from kiosk_app.presenters.setup import SetupPresenter
    from kiosk_app.services.account_care import AccountCare
    from kiosk_app.services.looking import Looking
    from kiosk_app.services.resolving import Resolving
    from kiosk_app.services.trial import Trial
    from kiosk_app.system.crash import CrashReport
    from kiosk_app.wiring.doctor import ReadKey
    from kiosk_app.wiring.house import Wiring
    from kiosk_app.words.language import Language


# PySide makes each of its types when it is first asked for, and nothing keeps two threads from making one at once
# (PYSIDE-2404): that crashes. So what asks Qt is loaded by the window's thread, in pieces, and never by a lane.
ON_THE_GLASS = (
    "kiosk_app.gui.widgets.scrolled",
    "kiosk_app.gui.marks.grid",
    "kiosk_app.gui.pages.card_tile",
    "kiosk_app.gui.pages.issue_form",
    "kiosk_app.gui.pages.customer",
    "kiosk_app.gui.pages.qr",
    "kiosk_app.gui.pages.new_customer",
    "kiosk_app.gui.pages.outbox",
)


def load_behind_the_glass() -> None:
    """Import what the pages stand on, which takes as long as making them and, without Qt, can be done on any thread."""
    import kiosk_app.codes.matrix
    import kiosk_app.presenters.customer
    import kiosk_app.presenters.day_end
    import kiosk_app.presenters.new_customer
    import kiosk_app.presenters.outbox
    import kiosk_app.presenters.qr
    import kiosk_app.presenters.tile
    import kiosk_app.services.account_care
    import kiosk_app.services.issuing
    import kiosk_app.services.rewards
    import kiosk_app.services.stamp_edits
    import kiosk_app.services.undoing
    import kiosk_app.services.visits
    import kiosk_app.words.edit_customer
    import kiosk_app.words.history_page  # noqa: F401


class Pages:
    """Every page but the counter's. ``add`` makes a page known to the window.

    ``looking``, ``trial``, ``has_key``: as they are at the moment of asking.
    """

    def __init__(
        self,
        house: Wiring,
        style: Style,
        language: Language,
        marks: MarkCache,
        background: Background,
        navigate: Navigator,
        *,
        add: Callable[[QWidget], None],
        looking: Callable[[], Looking],
        trial: Callable[[], Trial],
        has_key: Callable[[], bool],
        poke: Callable[[], None],
        send: Callable[[], None],
        saved: Callable[[Settings], None],
        key_changed: Callable[[], None],
        page_ready: Callable[[], None],
        restore: Callable[[Path], None],
        last_fault: Callable[[], CrashReport | None],
    ) -> None:
        self._house = house
        self._style = style
        self._language = language
        self._marks = marks
        self._background = background
        self._navigate = navigate
        self._add = add
        self._looking = looking
        self._trial = trial
        self._has_key = has_key
        self._poke = poke
        self._send = send
        self._saved = saved
        self._key_changed = key_changed
        self._page_ready = page_ready
        self._restore = restore
        self._last_fault = last_fault
        self._clock = house.clock()
        self._settings = house.settings()

    def one_by_one(self) -> Iterator[object]:
        """Make those that a stamp needs, one each time it is asked or a part of it.

        The owner's pages are made when they are first opened: most days nobody does, and they would take as much
        memory as all the rest.
        """
        yield from map(import_module, ON_THE_GLASS)
        yield self.customer_page
        for card in self._settings.current().cards:
            self._make_tile(card)
            yield card
        yield self.customer
        yield self.qr_page
        yield self.qr
        yield self.new_customer_page
        yield self.new_customer
        yield self.outbox

    @cached_property
    def account(self) -> AccountCare:
        return self._house.account_care()

    @cached_property
    def new_customer_page(self) -> NewCustomerPage:
        from kiosk_app.gui.pages.new_customer import NewCustomerPage

        page = NewCustomerPage(self._style, self._language)
        self._add(page)
        return page

    @cached_property
    def new_customer(self) -> NewCustomerPresenter:
        from kiosk_app.presenters.new_customer import NewCustomerPresenter

        talk = NewCustomerPresenter(
            self.new_customer_page,
            *(self._house.customers(), self._house.issuing(), self._settings.current, self._background),
            *(self._navigate, self._clock, self._language, self._send),
        )
        join(
            self.new_customer_page,
            talk,
            *("typed", "card_chosen", "duplicate_taken", "cancelled", "saved", "way_on_taken"),
        )
        return talk

    @cached_property
    def customer_page(self) -> CustomerPage:
        from kiosk_app.gui.pages.customer import CustomerPage

        page = CustomerPage(
            *(self._style, self._language, self._marks, self._clock.monotonic_s), is_practice=self._house.is_practice
        )
        page.ready.connect(self._page_ready)
        self._add(page)
        return page

    def _make_tile(self, card: StampCard) -> None:
        from kiosk_app.presenters.tile import blank_tile

        self.customer_page.make_tile(blank_tile(self._language, card, self._clock.now()))

    @cached_property
    def customer(self) -> CustomerPresenter:
        from kiosk_app.presenters.customer import CustomerPresenter
        from kiosk_app.presenters.visit_talk import VisitServices

        house = self._house
        talk = CustomerPresenter(
            self.customer_page,
            *(house.customers(), house.issuing(), house.outbox(), self._looking, self._has_key),
            *(self._background, self._navigate, self._clock, self._language, self._send),
            resolving=self._resolving,
            visits=VisitServices(house.visits(), house.rewards(), house.undoing(), house.stamp_edits()),
            settings=self._settings.current,
        )
        join(
            self.customer_page,
            talk,
            *("show_qr_pressed", "next_stamp_pressed", "it_is_there_pressed", "answer_pressed"),
            *("eye_pressed", "edit_pressed", "history_pressed", "notice_pressed", "ticked"),
        )
        join(
            self.customer_page,
            talk.issues,
            *("issue_pressed", "issue_with_pressed", "another_pressed", "more_pressed", "give_new_pressed"),
        )
        join(
            self.customer_page,
            talk.visits,
            *("add_pressed", "anyway_pressed", "undo_pressed", "redeem_pressed", "redeem_confirmed"),
            *("not_yet_pressed", "not_now_pressed"),
        )
        join(
            self.customer_page,
            talk.edits,
            *("offer_taken", "offer_declined", "dates_given", "delete_confirmed", "switch_on_pressed"),
        )
        return talk

    @cached_property
    def edit_customer_page(self) -> NewCustomerPage:
        from kiosk_app.gui.pages.new_customer import NewCustomerPage

        page = NewCustomerPage(self._style, self._language, self._person_card)
        self._add(page)
        return page

    @cached_property
    def _person_card(self) -> PersonCard:
        from kiosk_app.gui.pages.person_card import PersonCard

        return PersonCard(self._style, self._language)

    @cached_property
    def edit_customer(self) -> EditCustomerPresenter:
        from kiosk_app.presenters.edit_customer import EditCustomerPresenter
        from kiosk_app.presenters.person_care import PersonCare

        page, card = self.edit_customer_page, self._person_card
        person = PersonCare(
            *(card, self._house.exporting(), self._house.erasing(), self._background, self._clock),
            *(self._language, self._poke),
        )
        join(card, person, "export_wanted", "erase_pressed", "erase_confirmed", "erase_declined")
        talk = EditCustomerPresenter(
            page,
            *(self._house.customers(), self._house.customer_edits(), self._background, self._navigate),
            *(self._clock, self._language, self._poke, person),
        )
        join(page, talk, "typed", "duplicate_taken", "cancelled", "saved", "way_on_taken")
        return talk

    @cached_property
    def history_page(self) -> HistoryPage:
        from kiosk_app.gui.pages.history import HistoryPage

        page = HistoryPage(self._style, self._language)
        self._add(page)
        return page

    @cached_property
    def history(self) -> HistoryPresenter:
        from kiosk_app.presenters.history import HistoryPresenter

        talk = HistoryPresenter(
            self.history_page,
            *(self._house.history(), self._house.corrections(), self._house.customers()),
            settings=self._settings.current,
            background=self._background,
            navigate=self._navigate,
            clock=self._clock,
            language=self._language,
            poke=self._poke,
        )
        join(
            self.history_page,
            talk,
            *("fix_pressed", "note_typed", "who_typed", "taken_back", "moved_to", "not_now_pressed"),
            *("older_pressed", "notice_pressed"),
        )
        return talk

    @cached_property
    def qr_page(self) -> QrPage:
        from kiosk_app.gui.pages.qr import QrPage

        page = QrPage(self._style, self._language, self._marks, self._clock.monotonic_s)
        page.page_requested.connect(lambda link: QDesktopServices.openUrl(QUrl(link)))
        page.ready.connect(self._page_ready)
        self._add(page)
        return page

    @cached_property
    def qr(self) -> QrPresenter:
        from kiosk_app.codes.matrix import matrix
        from kiosk_app.presenters.qr import QrPresenter

        talk = QrPresenter(
            self.qr_page,
            *(self._house.customers(), self._house.outbox(), self._looking, self._house.undoing()),
            modules=matrix,
            settings=self._settings.current,
            background=self._background,
            navigate=self._navigate,
            clock=self._clock,
            language=self._language,
            poke=self._send,
            resolving=self._resolving,
            is_practice=self._house.is_practice,
        )
        join(
            self.qr_page,
            talk,
            *("code_painted", "undo_pressed", "undo_ran_out", "touched", "stay_pressed", "back_ran_out"),
            *("done_pressed", "back_pressed", "give_new_pressed", "it_is_there_pressed", "ticked"),
        )
        return talk

    @cached_property
    def outbox_page(self) -> OutboxPage:
        from kiosk_app.gui.pages.outbox import OutboxPage

        page = OutboxPage(self._style, self._language)
        self._add(page)
        return page

    @cached_property
    def outbox(self) -> OutboxPresenter:
        from kiosk_app.presenters.day_end import DayEndPresenter
        from kiosk_app.presenters.outbox import OutboxPresenter

        day_end = DayEndPresenter(
            self.outbox_page.day_end,
            *(self._house.day_end(), self._settings.current, self._has_key, self._poke),
            *(self._background, self._clock, self._language),
        )
        join(self.outbox_page.day_end, day_end, "check_requested", "dismissed")
        talk = OutboxPresenter(
            self.outbox_page,
            *(self._house.outbox(), self._resolving, self._settings.current, self._background, self._navigate),
            *(self._clock, self._language, self._poke),
            beside=day_end,
        )
        join(
            self.outbox_page,
            talk,
            *("chosen", "number_typed", "number_given", "number_left", "cleared_up", "customer_pressed", "ticked"),
        )
        return talk

    def _resolving(self) -> Resolving:
        return self._house.resolving(self._looking())

    @cached_property
    def setup_page(self) -> SetupPage:
        from kiosk_app.gui.pages.setup import SetupPage

        page = SetupPage(self._style, self._language)
        self._add(page)
        return page

    @cached_property
    def setup(self) -> SetupPresenter:
        from kiosk_app.presenters.setup import SetupPresenter

        talk = SetupPresenter(
            self.setup_page,
            *(self._settings, self.account, self._background, self._navigate, self._clock, self._language),
            trial=self._trial,
            saved=self._saved,
            key_changed=self._key_changed,
        )
        join(
            self.setup_page,
            talk,
            *("shop_entered", "key_entered", "card_typed", "card_entered", "test_requested", "back_requested"),
            *("instant_wanted", "skip_requested", "practise_requested", "start_requested"),
        )
        return talk

    @cached_property
    def settings_page(self) -> SettingsPage:
        from kiosk_app.gui.pages.settings import SettingsPage

        page = SettingsPage(self._style, self._language)
        page.folder_wanted.connect(lambda folder: QDesktopServices.openUrl(QUrl.fromLocalFile(folder)))
        self._add(page)
        return page

    @cached_property
    def settings(self) -> SettingsPresenter:
        import platform

        from kiosk_app.cli.version import product_version
        from kiosk_app.domain.changelog import releases
        from kiosk_app.presenters.settings import About, SettingsPresenter

        talk = SettingsPresenter(
            self.settings_page,
            *(self._settings, None if self._house.is_practice else self.account, self._background, self._navigate),
            *(self._clock, self._language),
            trial=self._trial,
            places=_places(self._house),
            about=About(
                *(product_version(), "Apache-2.0", platform.python_version(), qVersion()),
                releases=releases((assets_folder() / "CHANGELOG.md").read_text("utf-8")),
            ),
            data=(self._house.care(), self._house.recovery()),
            exporting=self._house.exporting(),
            help_with=(lambda: self._house.doctor(self._key()), lambda: self._house.support(self._key())),
            restore=self._restore,
            saved=self._saved,
            key_changed=self._key_changed,
        )
        join(
            self.settings_page,
            talk,
            *("section_chosen", "card_chosen", "add_requested", "card_typed", "save_requested", "cancel_requested"),
            *("remove_requested", "remove_confirmed", "remove_declined", "account_typed", "key_typed"),
            *("test_requested", "moved_requested", "move_confirmed", "move_declined", "counter_typed"),
            *("save_and_leave", "drop_and_leave", "stay", "reload_requested"),
            *("backup_wanted", "restore_wanted", "restore_confirmed", "restore_declined"),
            *("import_wanted", "export_wanted", "duplicates_wanted"),
            *("look_wanted", "support_wanted", "support_saved", "support_declined"),
        )
        return talk

    @cached_property
    def import_page(self) -> ImportPage:
        from kiosk_app.gui.pages.import_customers import ImportPage

        page = ImportPage(self._style, self._language)
        self._add(page)
        return page

    @cached_property
    def importing(self) -> ImportPresenter:
        from kiosk_app.presenters.import_customers import ImportPresenter

        talk = ImportPresenter(
            *(self.import_page, self._house.importing(), self._background, self._navigate, self._language)
        )
        join(
            self.import_page,
            talk,
            *("file_chosen", "encoding_picked", "separator_picked", "column_picked", "import_pressed"),
            *("stop_pressed", "done_pressed", "ticked"),
        )
        return talk

    @cached_property
    def duplicates_page(self) -> DuplicatesPage:
        from kiosk_app.gui.pages.duplicates import DuplicatesPage

        page = DuplicatesPage(self._style, self._language)
        self._add(page)
        return page

    @cached_property
    def duplicates(self) -> DuplicatesPresenter:
        from kiosk_app.presenters.duplicates import DuplicatesPresenter

        talk = DuplicatesPresenter(
            *(self.duplicates_page, self._house.merging(), self._background, self._navigate),
            *(self._language, self._poke),
        )
        join(
            self.duplicates_page,
            talk,
            *("merge_pressed", "swapped", "confirmed", "declined", "apart_pressed", "more_pressed", "look_pressed"),
        )
        return talk

    @cached_property
    def crash_page(self) -> CrashPage:
        from kiosk_app.gui.pages.crash import CrashPage
        from kiosk_app.words.window import back_to_work

        page = CrashPage(self._style, self._language, back_to_work(self._language))
        self._add(page)
        return page

    @cached_property
    def crash(self) -> CrashPresenter:
        from kiosk_app.presenters.crash import CrashPresenter
        from kiosk_app.wiring.crash_page import told_of

        def last() -> str:
            fault = self._last_fault()
            return told_of(fault) if fault else ""

        talk = CrashPresenter(self.crash_page, last, self._navigate, self._language)
        self.crash_page.left.connect(talk.left_pressed)
        return talk

    def _key(self) -> ReadKey | None:
        """The key of this run may be in memory alone. Practice has its own."""
        return None if self._house.is_practice else self.account.key


def _places(house: Wiring) -> dict[str, Place]:
    from kiosk_app.presenters.settings import Place

    folder = house.folder
    there = {
        "settings": folder.settings_file,
        "database": folder.database,
        "logs": folder.logs,
        "backups": folder.backups,
    }
    return {key: Place(str(path), str(path if path.is_dir() else path.parent)) for key, path in there.items()}

"""The pages that come after the first paint, each with its presenter."""

from __future__ import annotations

import platform
from collections.abc import Callable

from PySide6.QtCore import QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from kiosk_app.cli.version import product_version
from kiosk_app.domain.ports import Background
from kiosk_app.domain.settings import Settings
from kiosk_app.gui.marks.cache import MarkCache
from kiosk_app.gui.pages.customer import CustomerPage
from kiosk_app.gui.pages.new_customer import NewCustomerPage
from kiosk_app.gui.pages.outbox import OutboxPage
from kiosk_app.gui.pages.qr import QrPage
from kiosk_app.gui.pages.settings import SettingsPage
from kiosk_app.gui.pages.setup import SetupPage
from kiosk_app.gui.theme.style import Style
from kiosk_app.presenters.customer import CustomerPresenter
from kiosk_app.presenters.navigation import Navigator
from kiosk_app.presenters.new_customer import NewCustomerPresenter
from kiosk_app.presenters.outbox import OutboxPresenter
from kiosk_app.presenters.qr import QrPresenter
from kiosk_app.presenters.settings import About, Place, SettingsPresenter
from kiosk_app.presenters.setup import SetupPresenter
from kiosk_app.services.looking import Looking
from kiosk_app.wiring.house import Wiring
from kiosk_app.wiring.join import join
from kiosk_app.words.language import Language


class Pages:
    """Every page but the counter's. ``looking``, ``has_key``: as they are at the moment of asking."""

    def __init__(
        self,
        house: Wiring,
        style: Style,
        language: Language,
        marks: MarkCache,
        background: Background,
        navigate: Navigator,
        *,
        looking: Callable[[], Looking],
        has_key: Callable[[], bool],
        poke: Callable[[], None],
        saved: Callable[[Settings], None],
        key_changed: Callable[[], None],
    ) -> None:
        clock, settings, customers = house.clock(), house.settings(), house.customers()
        outbox, issuing = house.outbox(), house.issuing()
        self.account = house.account_care()

        self.new_customer_page = NewCustomerPage(style, language)
        self.new_customer = NewCustomerPresenter(
            self.new_customer_page,
            *(customers, issuing, settings.current, background, navigate, clock, language, poke),
        )
        join(
            self.new_customer_page,
            self.new_customer,
            *("typed", "card_chosen", "duplicate_taken", "cancelled", "saved", "way_on_taken"),
        )

        self.customer_page = CustomerPage(style, language, marks, is_practice=house.is_practice)
        self.customer = CustomerPresenter(
            self.customer_page,
            *(customers, issuing, outbox, looking, has_key, background, navigate, clock, language, poke),
        )
        join(
            self.customer_page,
            self.customer,
            *("issue_pressed", "issue_with_pressed", "another_pressed", "show_qr_pressed", "next_stamp_pressed"),
            *("more_pressed", "details_pressed", "eye_pressed", "notice_pressed", "ticked"),
        )

        self.qr_page = QrPage(style, language, marks, clock.monotonic_s)
        self.qr = QrPresenter(
            self.qr_page,
            *(customers, outbox, looking, house.undoing(), settings.current, background, navigate, clock),
            *(language, poke),
            is_practice=house.is_practice,
        )
        join(
            self.qr_page,
            self.qr,
            *("code_painted", "undo_pressed", "undo_ran_out", "touched", "stay_pressed", "back_ran_out"),
            *("done_pressed", "back_pressed", "ticked"),
        )
        self.qr_page.page_requested.connect(lambda link: QDesktopServices.openUrl(QUrl(link)))

        self.outbox_page = OutboxPage(style, language)
        self.outbox = OutboxPresenter(
            self.outbox_page, *(outbox, settings.current, background, navigate, clock, language)
        )
        join(self.outbox_page, self.outbox, "dismissed", "customer_pressed")

        self.setup_page = SetupPage(style, language)
        self.setup = SetupPresenter(
            self.setup_page,
            *(settings, self.account, background, navigate, clock, language),
            saved=saved,
            key_changed=key_changed,
        )
        join(
            self.setup_page,
            self.setup,
            *("shop_entered", "key_entered", "card_typed", "card_entered", "test_requested", "back_requested"),
            *("skip_requested", "practise_requested", "start_requested"),
        )

        self.settings_page = SettingsPage(style, language)
        self.settings = SettingsPresenter(
            self.settings_page,
            *(settings, None if house.is_practice else self.account, background, navigate, clock, language),
            places=_places(house),
            about=About(product_version(), "Apache-2.0", platform.python_version(), qVersion()),
            saved=saved,
            key_changed=key_changed,
        )

        join(
            self.settings_page,
            self.settings,
            *("section_chosen", "card_chosen", "add_requested", "card_typed", "save_requested", "cancel_requested"),
            *("remove_requested", "remove_confirmed", "remove_declined", "account_typed", "key_typed"),
            *("test_requested", "moved_requested", "move_confirmed", "move_declined", "counter_typed"),
            *("save_and_leave", "drop_and_leave", "stay", "reload_requested"),
        )
        self.settings_page.folder_wanted.connect(lambda folder: QDesktopServices.openUrl(QUrl.fromLocalFile(folder)))

    def all(self) -> tuple[QWidget, ...]:
        """Every page, for the window."""
        return (
            *(self.new_customer_page, self.customer_page, self.qr_page),
            *(self.outbox_page, self.setup_page, self.settings_page),
        )


def _places(house: Wiring) -> dict[str, Place]:
    folder = house.folder
    there = {
        "settings": folder.settings_file,
        "database": folder.database,
        "logs": folder.logs,
        "backups": folder.backups,
    }
    return {key: Place(str(path), str(path if path.is_dir() else path.parent)) for key, path in there.items()}

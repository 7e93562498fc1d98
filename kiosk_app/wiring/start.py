"""Starting the window: one a data folder, and again where practice is entered or left."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from kiosk_app.gui.icons import Icons
from kiosk_app.gui.theme.fonts import load_fonts
from kiosk_app.gui.theme.style import FUSION, Style, system_palette
from kiosk_app.system.assets import assets_folder, inter_file
from kiosk_app.system.crash import CrashReport, install
from kiosk_app.system.one_window import WindowLock
from kiosk_app.system.signals import WishToEnd
from kiosk_app.wiring.first_page import FirstPage
from kiosk_app.wiring.ground import Choices, Ground, open_ground
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

if TYPE_CHECKING:
    from kiosk_app.cli.session import CannotGoOn
    from kiosk_app.wiring.mending import Mending

# In pieces, so that a letter typed meanwhile is seen soon.
BEHIND_THE_FIRST_PAGE = (
    "kiosk_app.domain.customer",
    "kiosk_app.services.outbox",
    "kiosk_app.services.customers",
    "kiosk_app.wiring.house",
    "kiosk_app.gui.pages.counter_list",
    "kiosk_app.gui.page_change",
    "kiosk_app.gui.widgets.banner",
    "kiosk_app.presenters.counter",
    "kiosk_app.wiring.window",
)

NO_ANSWER = 2
AGAIN = 1  # what the trouble page ends its loop with

_log = logging.getLogger(__name__)


def run_window(choices: Choices, language: Language, wish: WishToEnd, *, full_screen: bool) -> int:
    """Show the window until it is closed; the exit status. A trouble at the start is told in a window of its own."""
    app = QApplication([*sys.argv[:1], *FUSION])
    app.setApplicationName("stamp-kiosk")
    load_fonts(inter_file())
    style = Style(Icons(assets_folder() / "icons"), system_palette(app.styleHints()))
    style.dress(app)
    tell_no_more = install(lambda crash: _show_crash(style, language, crash))
    next_choices: Choices | None = choices
    status = 0
    while next_choices is not None and not wish.is_made:
        try:
            ended = _run_once(app, next_choices, style, language, wish, full_screen=full_screen)
            status, next_choices = ended.status, ended.next_choices
            if ended.restores and next_choices:
                _mending(app, style, language, next_choices).restore(ended.restores)
        except _troubles() as trouble:
            end = _failure(language, trouble)
            _log.warning("the window cannot begin: %s", trouble)
            if not _goes_on(app, style, language, next_choices or choices, wish, trouble, end.said):
                status = end.status
                break
    tell_no_more()  # a fault of ours that gets this far is told by the hook, after everything has ended
    return status


def _show_crash(style: Style, language: Language, crash: CrashReport) -> None:
    from kiosk_app.wiring.crash_page import show_crash

    show_crash(style, language, crash)


@dataclass(frozen=True, slots=True)
class _Ended:
    """One run. ``restores``: the backup to begin the next one with."""

    status: int
    next_choices: Choices | None = None
    restores: Path | None = None


def _goes_on(
    app: QApplication,
    style: Style,
    language: Language,
    choices: Choices,
    wish: WishToEnd,
    trouble: Exception,
    said: Said,
) -> bool:
    """Whether to begin again: somebody mended it, or chose what to begin with."""
    from kiosk_app.domain.disk import StoreTrouble

    if isinstance(trouble, StoreTrouble) and trouble.reason.needs_a_choice:
        mending = _mending(app, style, language, choices)
        with wish.granted_by(_closing(mending.page)):
            return mending.choose(trouble)
    return _tell(app, style, language, wish, said)


def _mending(app: QApplication, style: Style, language: Language, choices: Choices) -> Mending:
    from kiosk_app.wiring.mending import Mending

    return Mending(app, style, language, choices, AGAIN)


def _tell(app: QApplication, style: Style, language: Language, wish: WishToEnd, said: Said) -> bool:
    """Say why the window cannot begin; whether to try again."""
    from kiosk_app.gui.pages.trouble import TroublePage

    page = TroublePage(style, language, said)
    page.again.connect(lambda: app.exit(AGAIN))
    page.closing.connect(app.quit)
    page.resize(1024, 600)
    page.show()
    beat = QTimer(page)
    beat.timeout.connect(lambda: None)  # Python hears a signal only when it has something to do
    beat.start(500)
    with wish.granted_by(_closing(page)):
        return app.exec() == AGAIN


def _troubles() -> tuple[type[Exception], ...]:
    """What is told in a window of its own. Asked for when something failed, and not loaded before."""
    from kiosk_app.cli.failing import TROUBLES

    return TROUBLES


def _failure(language: Language, trouble: Exception) -> CannotGoOn:
    from kiosk_app.cli.failing import TROUBLES, failure

    if not isinstance(trouble, TROUBLES):
        raise trouble
    return failure(language, trouble)


def _closing(window: QWidget) -> Callable[[], None]:
    """Closes it as its own button does, and as that does between two events: never amid what is being made."""
    return lambda: QTimer.singleShot(0, window, window.close)


def _run_once(
    app: QApplication, choices: Choices, style: Style, language: Language, wish: WishToEnd, *, full_screen: bool
) -> _Ended:
    """One run on one folder, and what to run after it: the first page, then all else.

    Raises what ended it, should that be the disk.
    """
    with open_ground(choices) as ground:
        lock = WindowLock(ground.folder.window_lock)
        if not lock.take() and (status := _call(lock, ground)) is not None:
            return _Ended(status)
        ground.closing.callback(lock.release)
        first = FirstPage(ground, app, style, language)
        ground.closing.callback(first.close)
        ground.closing.enter_context(wish.granted_by(_closing(first.window)))  # heard at the next beat at the latest
        if not (first.show(full_screen=full_screen) and _load(app, first)):
            return _Ended(0)
        from kiosk_app.gui.garbage import GarbageMan
        from kiosk_app.wiring.window import open_window

        opened = open_window(ground, first, style, language)
        garbage_man = GarbageMan(opened)
        opened.loaded.connect(garbage_man.begin)
        opened.closed.connect(app.quit)
        opened.begin()
        app.exec()
        if opened.trouble:
            raise opened.trouble
        return _Ended(0, opened.next_choices(choices), opened.restores)


def _load(app: QApplication, first: FirstPage) -> bool:
    """Load what the first page did without, with what a person does in between; False where they closed it."""
    for module in BEHIND_THE_FIRST_PAGE:
        import_module(module)
        app.processEvents()
    return not first.is_closed


def _call(lock: WindowLock, ground: Ground) -> int | None:
    """Another window is open on this folder: bring it forward. The exit status, or None where it has gone meanwhile."""
    from kiosk_app.gui.one_window import Start, start_as

    match start_as(lock, ground.folder.calls):
        case Start.BROUGHT_FORWARD:
            return 0
        case Start.NO_ANSWER:
            return NO_ANSWER
        case Start.THE_WINDOW:
            return None

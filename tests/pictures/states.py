"""Every page in every state that is worth a look: how to get there from the counter, in this order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea

from kiosk_app.domain.choices import Choice
from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.difference import Difference, Fact
from kiosk_app.domain.entry import Kind
from kiosk_app.domain.entry import State as EntryState
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.touch.layouts import ENGLISH, KOREAN
from kiosk_app.gui.icons import Icons
from kiosk_app.gui.theme.fonts import load_fonts
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.touch.key_button import KeyButton
from kiosk_app.gui.widgets.button import Button
from kiosk_app.gui.widgets.field import Line
from kiosk_app.gui.widgets.icon_button import IconButton
from kiosk_app.presenters.history_view import Fix
from kiosk_app.presenters.import_view import Step as ImportStep
from kiosk_app.presenters.issue_fields import TypedFields
from kiosk_app.presenters.setup import Step
from kiosk_app.presenters.tile_view import Offer
from kiosk_app.system.assets import assets_folder, inter_file
from kiosk_app.words import import_page as import_words
from kiosk_app.words.language import Language
from kiosk_app.words.scan import not_ours
from tests.fakes.stamp_api import OFFLINE, lost, refused
from tests.pictures.desk import Desk
from tests.pictures.sample_house import KOREANS, PEOPLE, Served, sample_house

COFFEE, BAKERY, BEANS, LUNCH = 123, 131, 140, 152
CUSTOMERS_FILE = (
    "Name;Telefon;E-Mail;Kundennummer;Bemerkung;Umsatz\n"
    "Grace Hopper;030 2312 0101;grace@mail.example;4711;Trinkt keinen Kaffee, nur Tee mit viel Zitrone;12,50\n"
    "Alan Turing;030 2312 0102;alan@mail.example;4712;;8,00\n"
    "Brown Smith;+1 123-4567-8900;;;;\n"
)
FAULTY_FILE = (
    "Name,Phone,E-mail,Stamp IDX\n"
    "Grace Hopper,030 2312 0101,grace at mail,\n"
    "Alan Turing,030 2312 0102,alan@mail.example,1399\n"
    "Ada Lovelace\n" + "".join(f"Guest {number},,guest{number},\n" for number in range(4, 70))
)


@dataclass(frozen=True, slots=True)
class State:
    """One page in one state. What a state leaves in the journal is there for those after it."""

    name: str
    reach: Callable[[Desk], None]
    is_practice: bool = False


def _typed(text: str) -> Callable[[Desk], None]:
    def reach(desk: Desk) -> None:
        desk.counter()
        QTest.keyClicks(_line(desk, "searchField"), text)

    return reach


def _line(desk: Desk, name: str) -> QLineEdit:
    line = desk.window.findChild(QLineEdit, name)
    assert isinstance(line, QLineEdit), name
    return line


def _new_customer_with_hint(desk: Desk) -> None:
    desk.new_customer("")
    first = _served(desk, 0)
    for name, text in (("nameField", "Brown"), ("phoneField", first.details.phone)):
        line = desk.pages.new_customer_page.findChild(QLineEdit, name)
        assert isinstance(line, QLineEdit), name
        QTest.keyClicks(line, text)


def _served(desk: Desk, at: int) -> Customer:
    """Who is so many-th in the list as the day begins: what is done on the way here moves people in it."""
    known = desk.house.customers().customer(f"sample{at + 1:012}")
    return known or desk.house.customers().rows("").rows[at].customer


def _first(desk: Desk) -> str:
    return _served(desk, 0).id


def _customer(desk: Desk) -> None:
    desk.customer(_first(desk))


def _edit(desk: Desk) -> None:
    desk.edit(_first(desk))


def _erase_asked(desk: Desk) -> None:
    desk.edit(_first(desk))
    desk.pages.edit_customer.person.erase_pressed()


def _erased(desk: Desk) -> None:
    """One stamp is told to the service, another is switched off and cannot be."""
    gone = Customer("sample000000000009", Details("Ada Lovelace", "+44 20 7946 0018"))
    with desk.house.records().writing() as work:
        work.directory.add(gone)
    desk.house.put_stamp(gone, COFFEE, 2)
    desk.house.put_stamp(gone, BAKERY, 2, active=False)
    desk.edit(gone.id)
    desk.pages.edit_customer.person.erase_pressed()
    desk.pages.edit_customer.person.erase_confirmed()


def _history(desk: Desk) -> None:
    """One visit was taken back, one moved to somebody else, one waits."""
    wrong, right = (_served(desk, at) for at in (0, 4))
    desk.house.put_right(wrong, right, LUNCH)
    desk.history(wrong.id)


def _history_move(desk: Desk) -> None:
    desk.history(_first(desk))
    desk.settle()
    entry_id = _to_fix(desk, "moveButton-")
    desk.pages.history.fix_pressed(entry_id, Fix.MOVE)
    QTest.keyClicks(_line(desk, f"rightCustomerField-{entry_id}"), "4471")


def _to_fix(desk: Desk, button: str) -> int:
    """The first entry that has such a button."""
    buttons = [one for one in desk.pages.history_page.findChildren(Button) if one.objectName().startswith(button)]
    return next(int(one.objectName().partition("-")[2]) for one in buttons if one.isVisible())


def _history_take_back(desk: Desk) -> None:
    """The note of a correction, half written."""
    desk.history(_first(desk))
    desk.settle()
    entry_id = _to_fix(desk, "takeBackButton-")
    desk.pages.history.fix_pressed(entry_id, Fix.TAKE_BACK)
    QTest.keyClicks(_line(desk, f"reasonField-{entry_id}"), "Pressed tw")


def _customer_alike(desk: Desk) -> None:
    """Somebody else has the name, and a scan that would have added the visit waits for a look."""
    jonas = next(row.customer for row in desk.house.customers().rows("").rows if row.customer.id.endswith("03"))
    desk.house.customers().add(Details(jonas.details.name, "+44 20 7946 0001"))
    held = desk.house.customers().holdings(jonas.id)
    beans = next(holding.live[0] for holding in held.cards if holding.card.card_idx == BEANS) if held else None
    desk.customer(jonas.id, beans.stamp_idx if beans else None, adds=True)


def _scan_of_nobody(desk: Desk) -> None:
    """The sentence of a scan, over the page that was there."""
    desk.counter()
    desk.window.show_scan(not_ours(desk.language))


def _customer_added(desk: Desk) -> None:
    """A visit just now, and a reward that is asked about."""
    _customer(desk)
    desk.pages.customer.visits.add_pressed(COFFEE, 1)
    _sent(desk)
    desk.pages.customer.visits.redeem_pressed(BAKERY)
    desk.house.time.advance(3)
    desk.pages.customer.ticked()


def _customer_paused(desk: Desk) -> None:
    """The same a little later, and the reward is redeemed."""
    desk.pages.customer.visits.redeem_confirmed(BAKERY)
    _sent(desk)
    desk.house.time.advance(12)
    desk.pages.customer.ticked()


def _more(card_idx: int) -> Callable[[Desk], None]:
    """What the tile offers behind its three dots."""

    def reach(desk: Desk) -> None:
        _customer(desk)
        desk.settle()
        dots = desk.pages.customer_page.findChild(IconButton, f"moreButton-{card_idx}")
        assert isinstance(dots, IconButton)
        dots.click()

    return reach


def _customer_more(desk: Desk) -> None:
    """The same on every tile: one stamp has ended, one is switched off."""
    amira = next(row.customer for row in desk.house.customers().rows("").rows if row.customer.id.endswith("04"))
    desk.house.put_stamp(amira, BAKERY, 2, active=False)
    desk.house.put_stamp(amira, LUNCH, 1, end=desk.house.time.today() - timedelta(days=3))
    desk.customer(amira.id)
    for dots in desk.pages.customer_page.findChildren(IconButton):
        if dots.objectName().startswith("moreButton-") and dots.isVisible():
            desk.settle()
            dots.click()


def _customer_edits(desk: Desk) -> None:
    """Dates that do not fit, a deletion that is asked about, a PIN that was reset."""
    _customer(desk)
    talk = desk.pages.customer.edits
    talk.offer_taken(COFFEE, Offer.DATES)
    talk.dates_given(COFFEE, TypedFields("2026-03-14", "2033-01-01"))
    talk.offer_taken(BAKERY, Offer.DELETE)
    talk.offer_taken(LUNCH, Offer.RESET_PIN)
    _sent(desk)


def _customer_asked(desk: Desk) -> None:
    """A visit of which only a person can tell."""
    desk.customer(_served(desk, 0).id)


def _outbox_answer(desk: Desk) -> None:
    """Where *Answer* leads."""
    desk.pages.customer.answer_pressed(COFFEE)


def _customer_unsent(desk: Desk) -> None:
    """Visits that wait for the internet, the last place among them; and a stamp that is switched off."""
    luca = next(row.customer for row in desk.house.customers().rows("").rows if row.customer.id.endswith("05"))
    desk.house.time.advance(60)  # the quiet is over
    desk.house.put_stamp(luca, LUNCH, 3, active=False)
    desk.customer(luca.id)
    desk.pages.customer.visits.add_pressed(BEANS, 2)
    desk.pages.customer.visits.add_pressed(BAKERY, 5)
    for line in desk.house.outbox().open():
        if line.entry.kind is Kind.VISIT and line.entry.state is EntryState.WAITING:
            desk.house.api.script(Call.ADD, OFFLINE)
            desk.house.parts.sender.send_next([line.entry.id], ignore_due=True)
    desk.pages.customer.changed()


def _sent(desk: Desk) -> None:
    """What waits is sent, and the page hears of it."""
    desk.house.parts.sender.send_next(ignore_due=True)
    desk.pages.customer.changed()


def _qr(desk: Desk) -> None:
    customer = _served(desk, 0)
    entries = desk.house.issue(customer, BEANS)
    desk.house.send(entries)
    desk.qr(customer.id, BEANS, entries[0].intent)
    desk.settle()


def _qr_waiting(desk: Desk) -> None:
    customer = _served(desk, 1)
    entries = desk.house.issue(customer, BEANS)
    desk.house.send(entries, OFFLINE)
    desk.qr(customer.id, BEANS, entries[0].intent)


def _offline(desk: Desk) -> None:
    customer = _served(desk, 1)
    desk.house.send(desk.house.issue(customer, BAKERY), OFFLINE)
    desk.counter()


def _customer_waiting(desk: Desk) -> None:
    desk.customer(_served(desk, 1).id)


def _with_answer(desk: Desk, at: int, card_idx: int, answer: str) -> None:
    customer = _served(desk, at)
    answers = {"refused": refused("The stamp card is not in use."), "lost": lost(Call.CREATE)}
    desk.house.send(desk.house.issue(customer, card_idx), answers[answer])
    desk.customer(customer.id)


def _qr_lost(desk: Desk) -> None:
    customer = _served(desk, 4)
    entries = desk.house.issue(customer, COFFEE)
    desk.house.send(entries, lost(Call.CREATE))
    desk.qr(customer.id, COFFEE, entries[0].intent)


def _outbox_with_all(desk: Desk) -> None:
    """What only a person can tell of, what is held, what may lie unused, and the service asks for quiet."""
    desk.house.lose_a_visit(_served(desk, 0), COFFEE)
    desk.house.hold(desk.house.issue(_served(desk, 2), LUNCH))
    desk.house.give_another(desk.house.issue(_served(desk, 3), LUNCH))
    desk.house.keep_quiet(12)
    desk.outbox()


def _outbox_number(desk: Desk) -> None:
    desk.outbox()
    lost_one = next(line.entry.id for line in desk.house.outbox().open() if line.entry.state is EntryState.UNKNOWN)
    desk.pages.outbox.chosen(lost_one, Choice.IT_IS_THERE)
    QTest.keyClicks(_line(desk, f"numberField-{lost_one}"), "1347\r")


def _day_end(desk: Desk) -> None:
    """Another counter, and somebody in the dashboard, changed stamps that were touched here."""
    desk.house.end_the_day(Difference(Fact.VISITS, "7", "8"), Difference(Fact.SHOWN, "yes", "The stamp is not active."))
    desk.outbox()


def _found(desk: Desk) -> None:
    desk.settings("about")
    _press(desk, "doctorButton")


def _support(desk: Desk) -> None:
    desk.settings("about")
    _press(desk, "supportButton")


def _press(desk: Desk, name: str) -> None:
    """What it brings comes into sight, as a person would scroll to it."""
    desk.settle()
    button = desk.pages.settings_page.findChild(Button, name)
    assert isinstance(button, Button)
    button.click()
    desk.settle()
    above = button.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    assert above is not None
    inner = above.widget()
    assert inner is not None
    above.verticalScrollBar().setValue(button.mapTo(inner, QPoint(0, 0)).y() - 40)


def _import(text: str) -> Callable[[Desk], None]:
    """A file of this text is chosen."""

    def reach(desk: Desk) -> None:
        desk.import_customers()
        file = desk.house.folder.root / "Kunden & Gäste 2026.csv"
        file.write_text(text, "utf-8")
        desk.pages.importing.file_chosen(str(file))

    return reach


def _import_runs(desk: Desk) -> None:
    """As it stands when a third is done."""
    _import(CUSTOMERS_FILE)(desk)
    desk.pages.import_page.show_step(ImportStep.IMPORT)
    desk.pages.import_page.show_counts(None)
    desk.pages.import_page.show_import(None)
    desk.pages.import_page.show_progress(import_words.importing(desk.language), 0.34)


def _import_done(desk: Desk) -> None:
    desk.pages.import_page.show_progress(None)
    _import(FAULTY_FILE)(desk)
    desk.pages.importing.import_pressed()


def _import_refused(desk: Desk) -> None:
    """It was cut off in the middle of a cell."""
    _import('Name;Telefon\n"Ada Lovelace')(desk)


def _duplicates(desk: Desk) -> None:
    """Two pairs: by phone, and by a name with a slip."""
    known = desk.house.customers().customer(_first(desk))
    assert known
    desk.house.customers().add(replace(known.details, name="B. Smith", note="", email="smith@other.example"))
    desk.house.customers().add(Details("Luca Rosi", note="Comes on Fridays, always with the two children"))
    desk.duplicates()


def _duplicates_asked(desk: Desk) -> None:
    desk.duplicates()
    desk.settle()
    merge = next(
        one for one in desk.pages.duplicates_page.findChildren(Button) if one.objectName().startswith("mergeButton-")
    )
    merge.click()


def _settings(section: str) -> Callable[[Desk], None]:
    return lambda desk: desk.settings(section)


def _setup(step: Step) -> Callable[[Desk], None]:
    def reach(desk: Desk) -> None:
        desk.setup()
        forward = desk.pages.setup_page.findChild(Button, "setupNextButton")
        assert isinstance(forward, Button)
        for _ in range(step.value):
            forward.click()

    return reach


def _strike(desk: Desk, *names: str) -> None:
    """Press keys of the keyboard on the screen, by what they are called."""
    for name in (desk.language.text(name) if len(name) > 1 else name for name in names):
        keys = [key for key in desk.keyboard.findChildren(KeyButton) if key.isVisible()]
        next(key for key in keys if key.accessibleName() == name).click()


def _touched(go: Callable[[Desk], None], field: str, *names: str) -> Callable[[Desk], None]:
    """A field of a page is touched, and this is struck."""

    def reach(desk: Desk) -> None:
        go(desk)
        desk.settle()
        desk.touch(_shown_line(desk, field))
        _strike(desk, *names)

    return reach


def _new_customer(desk: Desk) -> None:
    desk.new_customer("")


def _shown_line(desk: Desk, name: str) -> QLineEdit:
    return next(line for line in desk.window.findChildren(QLineEdit, name) if line.isVisible())


def _touched_in_korean(desk: Desk) -> None:
    _touched(_new_customer, "nameField")(desk)
    desk.keyboard.speak(KOREAN)
    _strike(desk, *"ㄱㅣㅁㅁㅣㄴ")


def _touched_accents(desk: Desk) -> None:
    _touched(_new_customer, "noteField")(desk)
    desk.keyboard.speak(ENGLISH)
    _strike(desk, "Shift")
    next(key for key in desk.keyboard.findChildren(KeyButton) if key.text() == "A").held.emit()


def _touched_key(desk: Desk) -> None:
    _setup(Step.ACCOUNT)(desk)
    desk.settle()
    desk.touch(_shown_line(desk, "setupApiKeyField"))
    _strike(desk, *"key", "Numbers and signs", *"-1")


def _touched_dates(desk: Desk) -> None:
    _customer(desk)
    desk.pages.customer.edits.offer_taken(COFFEE, Offer.DATES)
    desk.settle()
    desk.touch(next(line for line in desk.pages.customer_page.findChildren(Line) if line.isVisible()))


STATES = (
    State("counter", Desk.counter),
    State("counter-results", _typed("bro")),
    State("counter-nobody", _typed("zoe")),
    State("counter-typo", _typed("brwon")),
    State("new-customer", lambda desk: desk.new_customer("Brown")),
    State("new-customer-hint", _new_customer_with_hint),
    State("customer", _customer),
    State("edit-customer", _edit),
    State("edit-customer-erase", _erase_asked),
    State("customer-added", _customer_added),
    State("customer-paused", _customer_paused),
    State("customer-more", _more(COFFEE)),
    State("customer-dates-touch", _touched_dates),
    State("customer-edits", _customer_edits),
    State("outbox-empty", Desk.outbox),
    State("settings-cards", _settings("cards")),
    State("settings-account", _settings("account")),
    State("settings-counter", _settings("counter")),
    State("settings-data", _settings("data")),
    State("settings-about", _settings("about")),
    State("settings-about-found", _found),
    State("settings-about-support", _support),
    State("import", lambda desk: desk.import_customers()),
    State("import-columns", _import(CUSTOMERS_FILE)),
    State("import-faulty", _import(FAULTY_FILE)),
    State("import-refused", _import_refused),
    State("import-runs", _import_runs),
    State("crash", lambda desk: desk.fault()),
    State("setup-shop", _setup(Step.SHOP)),
    State("setup-account", _setup(Step.ACCOUNT)),
    State("setup-card", _setup(Step.CARD)),
    State("setup-ready", _setup(Step.READY)),
    State("qr", _qr),
    State("qr-waiting", _qr_waiting),
    State("customer-waiting", _customer_waiting),
    State("customer-refused", lambda desk: _with_answer(desk, 2, BAKERY, "refused")),
    State("customer-lost", lambda desk: _with_answer(desk, 3, BEANS, "lost")),
    State("qr-lost", _qr_lost),
    State("outbox", Desk.outbox),
    State("outbox-all", _outbox_with_all),
    State("customer-asked", _customer_asked),
    State("outbox-answer", _outbox_answer),
    State("outbox-number", _outbox_number),
    State("outbox-day-end", _day_end),
    State("offline", _offline),
    State("history", _history),
    State("history-move", _history_move),
    State("history-take-back", _history_take_back),
    State("customer-unsent", _customer_unsent),
    State("customer-alike", _customer_alike),
    State("counter-scan", _scan_of_nobody),
    State("customer-more-ended", _customer_more),
    State("edit-customer-erased", _erased),
    State("duplicates", _duplicates),
    State("duplicates-asked", _duplicates_asked),
    State("import-done", _import_done),
    State("counter-touch", _touched(Desk.counter, "searchField", *"bro")),
    State("new-customer-touch-korean", _touched_in_korean),
    State("new-customer-touch-accents", _touched_accents),
    State("new-customer-touch-phone", _touched(_new_customer, "phoneField", *"+112345678900")),
    State("setup-account-touch", _touched_key),
    State("practice-counter", Desk.counter, is_practice=True),
    State("practice-counter-touch", _touched(Desk.counter, "searchField", *"ad"), is_practice=True),
    State("practice-customer", _customer, is_practice=True),
    State("practice-qr", _qr, is_practice=True),
    State("practice-settings-account", _settings("account"), is_practice=True),
)


def make_style() -> Style:
    """The look of a run, and the app dressed in it."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    load_fonts(inter_file())
    style = Style(Icons(assets_folder() / "icons"), is_calm=True)  # a picture is of what has come to rest
    style.dress(app)
    return style


@contextmanager
def open_desk(
    folder: Path, style: Style, language: Language, *, is_practice: bool = False, is_korean: bool = False
) -> Iterator[Desk]:
    """A desk whose window is shown, at its counter."""
    people: tuple[Served, ...] = KOREANS if is_korean else PEOPLE
    with sample_house(folder, people, is_practice=is_practice) as house:
        desk = Desk(house, style, language)
        desk.counter()
        QCursor.setPos(9000, 9000)  # nothing is hovered
        desk.window.show()
        desk.settle()
        try:
            yield desk
        finally:
            desk.close()
            desk.window.deleteLater()
            # At once: every widget that is left makes the next theme slower.
            QApplication.sendPostedEvents(desk.window, QEvent.Type.DeferredDelete.value)

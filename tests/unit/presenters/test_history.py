"""The talk of a history: its lines, and a visit that was wrong put right where it stands, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.entry import Draft, Entry, Kind, State
from kiosk_app.domain.ids import new_id
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.stamp import Change
from kiosk_app.presenters.history import HistoryPresenter
from kiosk_app.presenters.history_view import Fix, PanelShown, PastShown
from kiosk_app.presenters.trouble import Notice
from kiosk_app.services.history import PAGE, History, HistoryPage
from kiosk_app.services.stamp_edits import StampEdit
from kiosk_app.words.language import english
from tests.fakes.background import HeldBackground
from tests.fakes.navigator import RecordingNavigator
from tests.fakes.stamp_api import refused
from tests.shops import Shop

STAMP = 1301


class View:
    """Remembers what it shows now."""

    def __init__(self) -> None:
        self.name = ""
        self.lines: tuple[PastShown, ...] = ()
        self.has_older = False
        self.panel: PanelShown | None = None
        self.notice: Notice | None = None

    def show_lines(self, name: str, lines: tuple[PastShown, ...], *, has_older: bool) -> None:
        self.name, self.lines, self.has_older = name, lines, has_older

    def show_panel(self, panel: PanelShown | None) -> None:
        self.panel = panel

    def show_notice(self, notice: Notice | None) -> None:
        self.notice = notice

    def show_nobody(self) -> None:
        self.show_lines("", (), has_older=False)
        self.panel = self.notice = None


class BrokenHistory(History):
    trouble: Exception | None = None

    def page(self, customer_id: str, before: int | None = None, limit: int = PAGE) -> HistoryPage:
        if self.trouble is not None:
            trouble, self.trouble = self.trouble, None
            raise trouble
        return super().page(customer_id, before, limit)


class Desk:
    """Brown's visit was Kim's."""

    def __init__(self, folder: Path) -> None:
        self.shop = Shop(folder)
        self.shop.put_stamp(STAMP, visits=7)
        with self.shop.store.writing() as work:
            work.directory.add(Customer("c2", Details(name="Kim Minji", phone="+82 10-2345-4471")))
        self.history = BrokenHistory(self.shop.store)
        self.held = HeldBackground()
        self.view = View()
        self.navigator = RecordingNavigator()
        self.talk = HistoryPresenter(
            self.view,
            *(self.history, self.shop.corrections, self.shop.customers, lambda: self.shop.settings, self.held),
            navigate=self.navigator,
            clock=self.shop.clock,
            language=english(),
            poke=self.shop.poke,
        )

    def visit(self, *, sent: bool = True) -> Entry:
        with self.shop.store.writing() as work:
            draft = Draft(work.journal.fresh_reference(), Kind.VISIT, 123, "c1", STAMP)
            (entry,) = work.journal.open(new_id(), [draft]).entries
        if sent:
            self.send_all()
        return entry

    def send_all(self) -> None:
        while self.shop.send():
            pass

    def open(self) -> None:
        self.talk.opened("c1")
        self.held.release()

    def panel_is_closed(self) -> bool:
        return self.view.panel is None

    def is_in_trouble(self) -> bool:
        return self.view.notice is not None

    def look_for(self, text: str) -> None:
        self.talk.who_typed(text)
        self.held.release()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_line_says_when_what_how_it_ended_and_its_reference(desk: Desk) -> None:
    entry = desk.visit()
    desk.open()
    (line,) = desk.view.lines
    local = entry.opened_at.astimezone()
    assert (line.when, line.what) == (f"Today {local:%H:%M}", "Visit · Coffee card")
    assert (line.notes, line.aside, line.state) == ((), f"#{entry.reference}", State.DONE)
    assert (line.can_fix, line.is_struck, desk.view.name) == (True, False, "Brown Smith")


def test_what_was_refused_quotes_the_service_and_cannot_be_put_right(desk: Desk) -> None:
    desk.shop.api.script(Call.ADD, refused("This card is closed."))
    desk.visit()
    desk.open()
    (line,) = desk.view.lines
    assert line.notes == ("refused “This card is closed.”",)
    assert (line.is_struck, line.can_fix) == (True, False)


def test_edits_say_what_they_set_and_one_that_gave_way_says_so(desk: Desk) -> None:
    desk.shop.stamp_edits.switch(StampEdit(new_id(), STAMP, "lost phone"), on=False)
    desk.shop.stamp_edits.switch(StampEdit(new_id(), STAMP), on=True)
    desk.shop.stamp_edits.delete(StampEdit(new_id(), STAMP, "made twice"))
    desk.send_all()
    desk.open()
    assert [(line.what, line.notes) for line in desk.view.lines] == [
        ("Stamp deleted for good · Coffee card", ("“made twice”",)),
        ("Switched on · Coffee card", ()),
        ("Switched off · Coffee card", ("went out with a later change", "“lost phone”")),
    ]


def test_older_ones_are_read_on(desk: Desk) -> None:
    for _ in range(PAGE + 1):
        desk.visit(sent=False)
    desk.open()
    assert (len(desk.view.lines), desk.view.has_older) == (PAGE, True)
    desk.talk.older_pressed()
    desk.held.release()
    assert (len(desk.view.lines), desk.view.has_older) == (PAGE + 1, False)


def test_a_visit_is_taken_back_with_a_note(desk: Desk) -> None:
    wrong = desk.visit()
    desk.open()
    desk.talk.fix_pressed(wrong.id, Fix.TAKE_BACK)
    assert desk.view.panel == PanelShown(wrong.id, Fix.TAKE_BACK)
    desk.talk.note_typed("pressed twice")
    desk.talk.taken_back()
    desk.talk.taken_back()
    desk.held.release()
    desk.held.release()
    back, line = desk.view.lines
    assert desk.panel_is_closed()
    assert desk.shop.pokes == 1
    assert back.notes == ("waits", "“pressed twice”")
    assert (line.is_struck, line.can_fix) == (True, False)
    desk.send_all()
    assert desk.shop.api.stamps[STAMP].visits == 7


def test_a_visit_moves_to_whoever_is_found(desk: Desk) -> None:
    wrong = desk.visit()
    desk.open()
    desk.talk.fix_pressed(wrong.id, Fix.MOVE)
    desk.look_for("smith")
    assert desk.view.panel
    assert (desk.view.panel.candidates, desk.view.panel.searched) == ((), "Nobody found for “smith”.")
    desk.look_for("4471")
    (kim,) = desk.view.panel.candidates
    assert (kim.name, kim.about) == ("Kim Minji", "•••• 4471")
    desk.talk.moved_to(kim.customer_id)
    desk.held.release()
    desk.send_all()
    desk.talk.changed()
    desk.held.release()
    back, line = desk.view.lines
    assert back.notes == ("moved to Kim Minji",)
    assert line.notes[0].startswith("moved to its customer at ")
    assert [stamp.visits for stamp in desk.shop.api.stamps.values()] == [7, 1]


def test_what_cannot_be_is_said_in_the_panel_which_stays(desk: Desk) -> None:
    wrong = desk.visit()
    desk.open()
    desk.talk.fix_pressed(wrong.id, Fix.TAKE_BACK)
    with desk.shop.store.writing() as work:
        work.journal.open(
            "off", [Draft(work.journal.fresh_reference(), Kind.CHANGE, 123, "c1", STAMP, Change(active=False))]
        )
    desk.talk.taken_back()
    desk.held.release()
    assert desk.view.panel
    assert desk.view.panel.trouble.startswith("This stamp is switched off.")
    assert not desk.view.panel.is_busy


def test_pressed_again_or_not_now_closes_the_panel(desk: Desk) -> None:
    wrong = desk.visit()
    desk.open()
    for _ in range(2):
        desk.talk.fix_pressed(wrong.id, Fix.MOVE)
    assert desk.panel_is_closed()
    desk.talk.fix_pressed(wrong.id, Fix.MOVE)
    desk.talk.not_now_pressed()
    assert desk.panel_is_closed()


def test_a_visit_that_was_put_right_elsewhere_closes_its_panel(desk: Desk) -> None:
    wrong = desk.visit()
    desk.open()
    desk.talk.fix_pressed(wrong.id, Fix.TAKE_BACK)
    with desk.shop.store.writing() as work:
        draft = Draft(work.journal.fresh_reference(), Kind.TAKE_BACK, 123, "c1", STAMP, corrects=wrong.id)
        work.journal.open("elsewhere", [draft])
    desk.talk.changed()
    desk.held.release()
    assert desk.panel_is_closed()


def test_what_is_typed_stays_while_the_visit_is_tried_once_more(desk: Desk) -> None:
    """Without the internet each try makes it a visit that is being sent, for a moment or for twenty seconds."""
    waits = desk.visit(sent=False)
    desk.open()
    desk.talk.fix_pressed(waits.id, Fix.TAKE_BACK)
    desk.talk.note_typed("pressed twice")
    with desk.shop.store.writing() as work:
        work.journal.claim("me", only=None, ignore_due=False)
    desk.talk.changed()
    desk.held.release()
    assert desk.view.panel == PanelShown(waits.id, Fix.TAKE_BACK)
    assert desk.view.lines[0].can_fix  # no button comes and goes with each try
    desk.talk.taken_back()
    desk.held.release()
    assert desk.view.panel.trouble.startswith("Nobody knows yet whether this visit arrived.")


def test_left_while_it_is_put_right_the_sender_is_woken_and_nothing_stays(desk: Desk) -> None:
    wrong = desk.visit()
    desk.open()
    desk.talk.fix_pressed(wrong.id, Fix.TAKE_BACK)
    desk.talk.taken_back()
    desk.talk.left()
    desk.held.release()
    assert (desk.shop.pokes, desk.view.lines, desk.view.name) == (1, (), "")
    assert len(desk.shop.entries()) == 2


def test_a_disk_that_fails_is_told_and_read_again(desk: Desk) -> None:
    desk.visit()
    desk.history.trouble = StoreTrouble(DiskReason.BUSY, "locked")
    desk.open()
    assert desk.is_in_trouble()
    desk.talk.notice_pressed()
    desk.held.release()
    assert not desk.is_in_trouble()
    assert len(desk.view.lines) == 1


def test_back_leads_to_the_customer_and_nobody_is_told_of(desk: Desk) -> None:
    desk.open()
    desk.talk.back_pressed()
    assert desk.navigator.went == [("customer", "c1")]
    desk.talk.opened("nobody")
    desk.held.release()
    assert desk.view.notice


def test_a_correction_that_is_being_typed_is_not_lost_for_a_scan(desk: Desk) -> None:
    gone: list[str] = []
    entry = desk.visit()
    desk.open()
    desk.talk.fix_pressed(entry.id, Fix.TAKE_BACK)
    desk.talk.leaving_by_scan(lambda: gone.append("nothing typed"))
    desk.talk.note_typed("pressed twice")
    desk.talk.leaving_by_scan(lambda: gone.append("there"))
    desk.talk.changed()
    desk.held.release()
    assert gone == ["nothing typed"]
    assert desk.view.notice
    assert desk.view.notice.said.advice == "What is typed here is not saved yet."
    desk.talk.notice_pressed()
    assert gone == ["nothing typed", "there"]

"""Behind a tile's three dots by mouse: dates, off and on, the PIN, deleting for good; and the way to a question."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from kiosk_app.domain.entry import Draft, Kind
from kiosk_app.domain.ids import new_id
from kiosk_app.gui.pages.card_tile import CardTile
from kiosk_app.gui.widgets.field import Field
from kiosk_app.practice import TrueStamp
from tests.fakes.clock import FakeClock
from tests.fakes.disk import make_store
from tests.functional.window.conftest import OpenHands
from tests.functional.window.hands import Hands
from tests.functional.window.test_a_visit import counted, press, with_a_stamp
from tests.functional.window.test_by_mouse import set_up
from tests.functional.window.test_mistakes import open_customer
from tests.services import PracticeProcess


def the_stamp(service: PracticeProcess) -> TrueStamp:
    (stamp,) = service.truth().stamps
    return stamp


def take(hands: Hands, name: str) -> None:
    """One of what stands behind the dots, once the tile has come to rest."""
    tile = hands.window.findChild(CardTile, "cardTile-123")
    assert isinstance(tile, CardTile)
    hands.wait(lambda: not tile.presses.primary.is_busy and not tile.presses.is_deaf, "the tile is at rest")
    hands.click("moreButton-123")
    hands.click(name)


def type_anew(hands: Hands, name: str, text: str) -> None:
    field = hands.window.findChild(Field, name)
    assert isinstance(field, Field)
    hands.click(name)
    field.line.selectAll()
    hands.type(text)


def test_a_stamp_is_edited_and_deleted(window: OpenHands, service: PracticeProcess) -> None:
    with window() as hands:
        set_up(hands)
        with_a_stamp(hands)
        end = the_stamp(service).end + timedelta(days=20)

        take(hands, "changeDates-123")
        type_anew(hands, "endField-123", "2020-01-01")
        press(hands, "Save the dates")
        hands.read("is already over")
        type_anew(hands, "endField-123", end.isoformat())
        press(hands, "Save the dates")
        hands.read("Dates changed", f"Valid until {end.day} {end:%B %Y}")
        assert the_stamp(service).end == end

        take(hands, "resetPin-123")
        hands.read("PIN reset")
        assert the_stamp(service).reset_pin

        take(hands, "switchOff-123")
        hands.read("Switched off")
        assert not the_stamp(service).active
        hands.click("sideAction-123")
        hands.read("Switched on")
        assert the_stamp(service).active

        take(hands, "deleteStamp-123")
        hands.read("Delete this stamp for good?")
        hands.click("sideAction-123")
        hands.read("0 of 10 visits")
        take(hands, "deleteStamp-123")
        press(hands, "Yes, delete it")
        hands.read("Deleted for good", "Issue stamp")
        assert service.truth().stamps == ()

        hands.click("historyButton")
        hands.see("historyPage")
        hands.read("Dates changed", "PIN reset", "Switched off", "Switched on", "Stamp deleted for good")


def test_what_only_a_person_can_tell_is_answered_from_its_tile(
    window: OpenHands, service: PracticeProcess, tmp_path: Path
) -> None:
    with window() as hands:
        set_up(hands)
        with_a_stamp(hands)
        with make_store(tmp_path / "data", FakeClock()).writing() as work:
            stamp = work.directory.stamp(the_stamp(service).stamp_idx)
            assert stamp
            draft = Draft(work.journal.fresh_reference(), Kind.VISIT, 123, stamp.customer_id, stamp.stamp_idx)
            work.journal.hold(work.journal.open(new_id(), [draft]).entries[0])
        hands.click("backButton")
        open_customer(hands, "Ada")
        hands.read("Needs checking")
        press(hands, "Answer")
        hands.see("outboxPage")
        hands.read("Held since the backup was restored")
        hands.click("sendButton-2")
        hands.wait(lambda: counted(service) == [1], "it is sent")
        hands.click("backButton")
        open_customer(hands, "Ada")
        hands.read("1 of 10 visits")

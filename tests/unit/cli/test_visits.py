"""``visit``, ``take-back`` and ``redeem``: their document and exit status for all that can become of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kiosk_app.credentials.memory_vault import MemoryVault
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Answer, Call
from kiosk_app.domain.stamp import NewStamp, UserFields
from kiosk_app.services.timing import Timing
from tests.conftest import LogWatch
from tests.fakes.stamp_api import KEY_REFUSED, OFFLINE, FakeStampApi, TrueStamp, lost, refused
from tests.unit.cli.shop import CARD, Interrupted, Ran, Shop

STAMP = "1347"


@pytest.fixture
def issued(shop: Shop) -> Shop:
    """Stamp 1347 of Brown Smith's, 3 of 4, on a card without a pause."""
    shop.with_card(replace(CARD, pause_s=0, places=4))
    shop.api = FakeStampApi(shop.the_clock.today(), cards={123: 4, 999: 4})
    assert shop.run("issue", "--card", "123", "--name", "Brown Smith").status == 0
    shop.api.stamps[1347] = replace(shop.api.stamps[1347], visits=3)
    assert shop.run("show", STAMP).status == 0
    shop.api.asked.clear()
    return shop


def told(ran: Ran) -> tuple[int, str, Any, str]:
    document = ran.document
    return ran.status, document["state"], document["stamp"] and document["stamp"]["visits"], document["message"]


def wrong(ran: Ran) -> str:
    error = ran.document["error"]
    assert ran.status == 2
    return " ".join(filter(None, (error["what"], error["advice"])))


def test_a_visit_is_added_and_a_full_stamp_says_so(issued: Shop) -> None:
    ran = issued.run("visit", STAMP, "--json")
    assert told(ran) == (
        *(0, "done", 4),
        "Visit added — 4 of 4 Full — reward ready. Hand over the free coffee first.",
    )
    (entry,) = ran.document["entries"]
    assert (entry["kind"], entry["state"]) == ("visit", "done")
    (customer,) = issued.customers().find("smith").customers
    assert (ran.document["customer"], ran.document["existing"]) == (customer.id, False)
    assert issued.api.stamps[1347].visits == 4


def test_several_are_added_and_taken_back_at_once(issued: Shop) -> None:
    assert told(issued.run("take-back", STAMP, "--count", "2", "--json")) == (
        *(0, "done", 1),
        "2 visits taken back — 1 of 4 again",
    )
    assert told(issued.run("visit", "https://vvd.bz/stamp/1347", "--count", "2", "--json")) == (
        *(0, "done", 3),
        "2 visits added — 3 of 4",
    )
    assert told(issued.run("take-back", STAMP, "--json")) == (0, "done", 2, "Taken back — 2 of 4 again")


def test_a_full_stamp_is_redeemed_and_the_next_one_offered(issued: Shop) -> None:
    assert wrong(issued.run("redeem", STAMP, "--json")) == "This card is not full yet: 3 of 4."
    issued.run("visit", STAMP)
    assert told(issued.run("redeem", STAMP, "--json")) == (
        *(0, "done", 4),
        "Reward redeemed. Issue the next Coffee card?",
    )
    assert issued.api.stamps[1347].redeemed
    for command in ("redeem", "visit"):
        assert wrong(issued.run(command, STAMP, "--json")) == "This stamp is redeemed. Issue a new one."
    assert wrong(issued.run("take-back", STAMP, "--json")) == "This stamp is redeemed."


def test_what_another_counter_added_is_seen_before_no_is_said(issued: Shop) -> None:
    issued.api.add(1347)
    assert told(issued.run("redeem", STAMP, "--json"))[:2] == (0, "done")


def test_what_another_counter_added_can_be_taken_back(issued: Shop) -> None:
    issued.api.add(1347)
    assert told(issued.run("take-back", STAMP, "--count", "4", "--json"))[:3] == (0, "done", 0)


def test_past_the_end_nothing_is_sent(issued: Shop) -> None:
    assert wrong(issued.run("visit", STAMP, "--count", "2", "--json")) == (
        "There is room for 1 more visit on this card. Add fewer visits."
    )
    issued.run("visit", STAMP)
    assert wrong(issued.run("visit", STAMP, "--json")) == "This card is full. Redeem the reward first."
    assert len(issued.api.told(Call.ADD)) == 1
    assert wrong(issued.run("take-back", STAMP, "--count", "5", "--json")).startswith("There are fewer visits")


def test_the_pause_is_told_in_seconds_and_passed_with_anyway(coffee: Shop) -> None:
    coffee.run("issue", "--card", "123", "--name", "Brown Smith")
    coffee.run("visit", STAMP)
    coffee.the_clock.advance(12)
    assert wrong(coffee.run("visit", STAMP, "--json")) == (
        "Added a moment ago — again in 48 s --anyway adds it all the same."
    )
    assert coffee.run("visit", STAMP, "--anyway").status == 0
    assert coffee.api.stamps[1347].visits == 2


def test_the_days_limit_is_told_and_not_passed(shop: Shop) -> None:
    shop.with_card(replace(CARD, pause_s=0, per_day=2))
    shop.run("issue", "--card", "123", "--name", "Brown Smith")
    assert wrong(shop.run("visit", STAMP, "--count", "3", "--json")) == ("2 more visits count today. Add fewer visits.")
    assert shop.run("visit", STAMP, "--count", "2").status == 0
    assert wrong(shop.run("visit", STAMP, "--anyway", "--json")) == (
        "Today’s 2 visits are counted already. The next one counts tomorrow."
    )


@pytest.mark.parametrize(("command", "call"), [("visit", Call.ADD), ("take-back", Call.REMOVE)])
@pytest.mark.parametrize(("answer", "status", "state"), [(OFFLINE, 3, "waiting"), (refused("Closed."), 4, "refused")])
def test_what_came_of_it_is_the_exit_status(
    issued: Shop, command: str, call: Call, answer: Answer[Any], status: int, state: str
) -> None:
    issued.api.script(call, answer)
    ran = issued.run(command, STAMP, "--json")
    assert (ran.status, ran.document["state"], ran.document["entries"][0]["state"]) == (status, state, state)
    assert ran.document["stamp"]["visits"] == 3


def test_where_the_key_is_refused_it_waits(issued: Shop, log_watch: LogWatch) -> None:
    log_watch.expect("key refused")
    issued.api.script(Call.REMOVE, KEY_REFUSED)
    issued.api.script(Call.VALIDATE, KEY_REFUSED)
    ran = issued.run("take-back", STAMP, "--json")
    assert (ran.status, ran.document["state"]) == (6, "waiting")


@pytest.mark.parametrize("arrived", [True, False])
def test_a_lost_answer_is_looked_for_at_once(issued: Shop, arrived: bool) -> None:
    issued.api.script(Call.ADD, lost(Call.ADD), applies=arrived)
    ran = issued.run("visit", STAMP, "--json")
    assert (ran.status, ran.document["state"]) == ((0, "done") if arrived else (5, "unknown"))
    assert issued.the_clock.monotonic_s() == Timing().look_after_s
    assert arrived or ran.document["message"].startswith("Needs checking.")


def test_what_waits_before_it_on_its_stamp_is_sent_too(issued: Shop) -> None:
    issued.api.script(Call.REMOVE, OFFLINE)
    assert issued.run("take-back", STAMP, "--count", "2").status == 3
    assert told(issued.run("visit", STAMP, "--json")) == (0, "done", 2, "Visit added — 2 of 4")
    assert issued.outbox().open() == ()


def test_a_redeeming_that_waits_is_not_opened_twice(issued: Shop) -> None:
    issued.run("visit", STAMP)
    for existing in (False, True):
        issued.api.script(Call.UPDATE, OFFLINE)
        issued.api.script(Call.VALIDATE, OFFLINE)
        ran = issued.run("redeem", STAMP, "--json")
        assert (ran.status, ran.document["existing"], len(ran.document["entries"])) == (3, existing, 1)
        issued.the_clock.advance(61)


@pytest.mark.parametrize("command", ["visit", "take-back", "redeem"])
def test_what_is_no_stamp_is_wrong_use(issued: Shop, command: str) -> None:
    for stamp in ("https://vvd.bz/coffee", "x y"):
        assert wrong(issued.run(command, stamp, "--json")) == (
            "This code is not one of ours. Look the customer up by name."
        )
    assert issued.api.asked == []


def put_elsewhere(shop: Shop, stamp_idx: StampIdx = 274, card_idx: int = 123, visits: int = 3) -> None:
    """A stamp that another counter issued."""
    new = NewStamp(card_idx, date(2026, 3, 14), date(2027, 3, 14), user=UserFields(name="Ada"))
    shop.api.stamps[stamp_idx] = TrueStamp(new, visits)


@pytest.mark.parametrize(("command", "visits"), [("visit", 4), ("take-back", 2), ("redeem", 4)])
@pytest.mark.parametrize("stamp", ["274", "https://vvd.bz/stamp/274"])
def test_a_stamp_issued_elsewhere_joins_the_directory_first(
    issued: Shop, command: str, visits: int, stamp: str
) -> None:
    put_elsewhere(issued, visits=4 if command == "redeem" else 3)
    ran = issued.run(command, stamp, "--json")
    assert told(ran)[:3] == (0, "done", visits)
    (ada,) = issued.customers().find("ada").customers
    assert ran.document["customer"] == ada.id
    assert (issued.api.stamps[274].visits, issued.api.stamps[274].redeemed) == (visits, command == "redeem")
    assert issued.api.stamps[1347].visits == 3


@pytest.mark.parametrize("command", ["visit", "take-back", "redeem"])
def test_a_stamp_that_cannot_be_known_is_told_and_nothing_is_saved(issued: Shop, command: str) -> None:
    put_elsewhere(issued, 275, card_idx=999)
    before = issued.customers().find("").total, issued.outbox().history()
    sights = [refused("The stamp has expired."), OFFLINE, KEY_REFUSED]
    issued.api.script(Call.VALIDATE, *sights)
    runs = [issued.run(command, "274", "--json") for _ in sights] + [issued.run(command, "275", "--json")]
    assert [(ran.status, ran.document["error"]["what"]) for ran in runs] == [
        (4, "The service said no."),
        (2, "No internet — a code from elsewhere cannot be looked up."),
        (6, "This code is not known at this counter, and the service cannot be asked just now."),
        (6, "This stamp’s card is not set up at this counter."),
    ]
    assert (issued.customers().find("").total, issued.outbox().history()) == before


@pytest.mark.parametrize("command", ["visit", "take-back", "redeem"])
def test_without_a_key_nothing_is_saved(issued: Shop, command: str) -> None:
    before = issued.outbox().history()
    issued.the_vault = MemoryVault()
    assert issued.run(command, STAMP, "--json").status == 6
    assert issued.outbox().history() == before


@pytest.mark.parametrize("count", ["0", "-1", "two", "1000"])
def test_a_count_is_a_number_of_visits(issued: Shop, count: str) -> None:
    assert issued.run("visit", STAMP, "--count", count).status == 2
    assert issued.api.asked == []


def test_ctrl_c_tells_what_was_opened(issued: Shop) -> None:
    issued.finishing = Interrupted
    ran = issued.run("visit", STAMP, "--json")
    assert (ran.status, ran.document["entries"][0]["state"]) == (3, "waiting")
    assert "Stopped." in ran.err

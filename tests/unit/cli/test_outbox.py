"""``outbox``, ``outbox send`` and ``history``."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from kiosk_app.cli.outbox import start_of
from kiosk_app.credentials.memory_vault import MemoryVault
from kiosk_app.domain.difference import Difference, Fact
from kiosk_app.domain.entry import Door, Draft, Kind, Why
from kiosk_app.domain.outcome import Call, Reason
from kiosk_app.domain.stamp import Change
from kiosk_app.services.day_end import DayEnd
from tests.conftest import LogWatch
from tests.fakes.disk import make_store
from tests.fakes.stamp_api import KEY_REFUSED, OFFLINE, lost, refused, slow_down
from tests.unit.cli.shop import OWNER, Interrupted, Shop


def waiting(shop: Shop, *names: str) -> None:
    """An issue for each of these that could not be sent."""
    for name in names:
        shop.api.script(Call.CREATE, OFFLINE)
        assert shop.run("issue", "--card", "123", "--name", name).status == 3


@pytest.fixture
def in_seoul(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A shop nine hours ahead of UTC."""
    monkeypatch.setenv("TZ", "Asia/Seoul")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_what_waits_is_listed(coffee: Shop) -> None:
    waiting(coffee, "Ann")
    ran = coffee.run("outbox", "--json")
    assert ran.status == 0
    (entry,) = ran.document["entries"]
    reference, customer = entry.pop("reference"), entry.pop("customer")
    assert coffee.customers().customer(customer) is not None
    due_at = entry.pop("due_at")
    assert due_at.startswith("2026-11-21T10:42:0")
    assert due_at.endswith("Z")
    assert entry == {
        "entry": 1,
        "kind": "issue",
        "state": "waiting",
        "at": "2026-11-21T10:42:00Z",
        "name": "Ann",
        "card_idx": 123,
        "stamp_idx": None,
        "message": None,
    }
    assert ran.err == f"1 · Issue stamp · Ann · waits · #{reference}\n"


def test_an_empty_outbox_says_so(coffee: Shop) -> None:
    ran = coffee.run("outbox", "--json")
    assert (ran.status, ran.document, ran.err) == (0, {"entries": []}, "Everything is sent.\n")


def test_the_outbox_needs_no_key(coffee: Shop) -> None:
    coffee.the_vault = MemoryVault()
    assert coffee.run("outbox").status == 0
    assert coffee.run("outbox", "send", "--json").status == 6


def test_all_that_waits_is_sent(coffee: Shop) -> None:
    waiting(coffee, "Ann", "Ben")
    ran = coffee.run("outbox", "send", "--json")
    assert (ran.status, ran.document) == (0, {"entries": []})
    assert ran.err == "Everything is sent.\n"
    assert len(coffee.api.stamps) == 2


def test_nothing_to_send_is_done(coffee: Shop) -> None:
    with coffee.store.writing() as work:
        work.gate.stop(Reason.KEY_REFUSED, work.now)
    assert coffee.run("outbox", "send").status == 0


def test_offline_everything_goes_on_waiting(coffee: Shop) -> None:
    waiting(coffee, "Ann", "Ben")
    coffee.api.script(Call.CREATE, OFFLINE)
    ran = coffee.run("outbox", "send", "--json")
    assert ran.status == 3
    assert [entry["state"] for entry in ran.document["entries"]] == ["waiting", "waiting"]
    assert ran.err.startswith("Nothing was sent. 2 are left in the outbox.\nNo internet. 2 changes are saved.")


def test_a_refusal_while_sending_is_the_worst_of_what_was_tried(coffee: Shop) -> None:
    waiting(coffee, "Ann", "Ben")
    coffee.api.script(Call.CREATE, refused("No."))
    ran = coffee.run("outbox", "send", "--json")
    assert ran.status == 4
    (entry,) = ran.document["entries"]
    assert (entry["name"], entry["state"], entry["message"]) == ("Ann", "refused", "No.")
    assert ran.err.startswith("1 change is sent.")


def test_a_lost_answer_while_sending_is_worse(coffee: Shop) -> None:
    waiting(coffee, "Ann", "Ben")
    coffee.api.script(Call.CREATE, refused("No."), lost(Call.CREATE))
    assert coffee.run("outbox", "send").status == 5


def test_a_refused_key_stops_sending(coffee: Shop, log_watch: LogWatch) -> None:
    log_watch.expect("refused|stopped")
    waiting(coffee, "Ann", "Ben")
    coffee.api.script(Call.CREATE, KEY_REFUSED)
    ran = coffee.run("outbox", "send", "--json")
    assert ran.status == 6
    assert len(ran.document["entries"]) == 2
    assert "The service does not accept the API key." in ran.err


def test_asked_for_quiet_nothing_is_tried(coffee: Shop) -> None:
    waiting(coffee, "Ann")
    coffee.api.script(Call.CREATE, slow_down(30))
    coffee.run("outbox", "send")
    before = len(coffee.api.asked)
    ran = coffee.run("outbox", "send")
    assert ran.status == 3
    assert len(coffee.api.asked) == before
    assert "next try in 30 s" in ran.err


def test_where_much_waits_it_says_that_it_keeps_a_pace(coffee: Shop) -> None:
    waiting(coffee, *(f"customer {number}" for number in range(9)))
    coffee.the_clock.advance(61)
    ran = coffee.run("outbox", "send")
    assert ran.status == 0
    assert ran.err.startswith("Much is waiting. It goes on at 114 calls a minute. You can stop at any time")
    assert ran.err.count("calls a minute") == 1
    assert len(coffee.api.stamps) == 9


def test_what_is_possibly_double_says_so(coffee: Shop) -> None:
    waiting(coffee, "Ann")
    coffee.run("outbox", "send")
    with coffee.store.writing() as work:
        entry = work.journal.entry(1)
        assert entry
        work.journal.looked_again(entry, 9, "9 seen", Why.POSSIBLY_DOUBLE)
    assert coffee.run("outbox").err.endswith("· possibly double\n")


def test_ctrl_c_while_sending_tells_what_is_left(coffee: Shop) -> None:
    waiting(coffee, "Ann")
    coffee.finishing = Interrupted
    ran = coffee.run("outbox", "send", "--json")
    assert ran.status == 3
    assert len(ran.document["entries"]) == 1


def test_history_lists_what_was_done(coffee: Shop) -> None:
    coffee.run("issue", "--card", "123", "--name", "Ann")
    ran = coffee.run("history", "--json")
    (entry,) = ran.document["entries"]
    assert (ran.status, entry["state"], entry["stamp_idx"], entry["due_at"]) == (0, "done", 1347, None)


def test_history_says_why_and_by_which_door(coffee: Shop) -> None:
    coffee.store = make_store(coffee.folder, coffee.the_clock, Door.COMMAND.sign(OWNER))
    coffee.run("issue", "--card", "123", "--name", "Ann")
    with coffee.store.writing() as work:
        draft = Draft(work.journal.fresh_reference(), Kind.CHANGE, 123, None, 1347, Change(active=False), note="Twice")
        (edit,) = work.journal.open("press", [draft]).entries
    ran = coffee.run("history", "--json")
    first, second = ran.err.splitlines()
    assert first.endswith(" · done · #" + ran.document["entries"][0]["reference"] + " · by a command")
    assert second.endswith(f" · #{edit.reference} · “Twice” · by a command")
    told = set(ran.document["entries"][1])
    assert told == {
        *("entry", "reference", "kind", "state", "at", "customer", "name", "card_idx", "stamp_idx", "message"),
        "due_at",
    }, "the keys that scripts were promised"


def test_history_is_of_one_customer(coffee: Shop) -> None:
    ann, ben = coffee.customer(name="Ann"), coffee.customer(name="Ben")
    for customer in (ann, ben):
        coffee.run("issue", "--card", "123", "--customer", customer.id)
    ran = coffee.run("history", "--customer", ben.id, "--json")
    assert [entry["name"] for entry in ran.document["entries"]] == ["Ben"]


@pytest.mark.parametrize(
    ("argv", "found"),
    [
        (("--from", "2026-11-22"), 1),
        (("--from", "2026-11-23"), 0),
        (("--to", "2026-11-21"), 0),
        (("--to", "2026-11-22"), 1),
        (("--from", "2026-11-22", "--to", "2026-11-22"), 1),
        (("--from", "0001-01-01", "--to", "9999-12-31"), 1),
    ],
)
@pytest.mark.usefixtures("in_seoul")
def test_history_goes_by_the_days_of_the_shop(coffee: Shop, argv: tuple[str, ...], found: int) -> None:
    coffee.the_clock.advance(4.5 * 3600)  # 15:12 UTC on the 21st: the 22nd in Seoul
    coffee.run("issue", "--card", "123", "--name", "Ann")
    assert len(coffee.run("history", *argv, "--json").document["entries"]) == found


@pytest.mark.usefixtures("in_seoul")
def test_a_day_begins_at_its_own_midnight() -> None:
    assert start_of(date(2026, 11, 22)) == datetime(2026, 11, 21, 15, tzinfo=UTC)


@pytest.mark.parametrize("argv", [("--from", "22.11.2026"), ("--from", "2026-11-22", "--to", "2026-11-21")])
def test_wrong_days_are_refused(coffee: Shop, argv: tuple[str, ...]) -> None:
    assert coffee.run("history", *argv, "--json").status == 2


def test_a_day_without_anything_says_so(coffee: Shop) -> None:
    assert coffee.run("history").err == "Nothing in these days.\n"


def test_what_differed_at_the_end_of_the_day_is_listed(coffee: Shop) -> None:
    assert coffee.run("issue", "--card", "123", "--name", "Ann").status == 0
    with coffee.store.writing() as work:
        stamp = work.directory.stamp(1347)
        assert stamp
        work.day_end.looked(stamp, [Difference(Fact.VISITS, "7", "8")])
    ran = coffee.run("outbox", "--json")
    assert ran.status == 0
    assert "Our record 7, the service shows 8 — Ann, Coffee card, stamp 1347" in ran.err
    (told,) = ran.document["differences"]
    assert told == {
        "at": "2026-11-21T10:42:00Z",
        "stamp_idx": 1347,
        "card_idx": 123,
        "customer": stamp.customer_id,
        "name": "Ann",
        "fact": "visits",
        "ours": "7",
        "service": "8",
    }
    DayEnd(coffee.store).dismiss(1)
    assert coffee.run("outbox", "--json").document == {"entries": []}

"""``issue``: its document and its exit status for all that can become of a stamp."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk_app.credentials.memory_vault import MemoryVault
from kiosk_app.domain.card import HasCard
from kiosk_app.domain.outcome import Answer, Call, Fate, Next, Reason
from kiosk_app.domain.ports import VaultReason, VaultTrouble
from kiosk_app.domain.ready import ReadyStamp
from kiosk_app.domain.stamp import NewStamp
from kiosk_app.services.issuing import Issuing
from kiosk_app.store.meta import Fact
from tests.conftest import LogWatch
from tests.fakes.clock import START
from tests.fakes.stamp_api import KEY_REFUSED, OFFLINE, FakeStampApi, TrueStamp, lost, refused, slow_down
from tests.unit.cli.shop import ADDRESS, CARD, BrokenVault, CutOff, Interrupted, Shop

NAMED = ("issue", "--card", "123", "--name", "Brown Smith", "--json")


def test_a_stamp_is_issued_and_its_link_shown(coffee: Shop) -> None:
    ran = coffee.run(*NAMED)
    assert ran.status == 0
    document = ran.document
    (entry,) = document.pop("entries")
    assert entry["kind"] == "issue"
    assert entry["state"] == "done"
    assert entry["message"] is None
    assert len(entry["reference"]) == 8
    (customer,) = coffee.customers().find("smith").customers
    assert document == {
        "state": "done",
        "existing": False,
        "stamp": {
            "stamp_idx": 1347,
            "card_idx": 123,
            "url": "https://vvd.bz/stamp/1347",
            "visits": 0,
            "places": 10,
            "as_of": "2026-11-21T10:42:00Z",
            "start": "2026-11-21",
            "end": "2027-11-21",
        },
        "customer": customer.id,
        "message": "Stamp issued · Brown Smith · Coffee card · 21 November 2026 to 21 November 2027",
    }


def test_without_json_the_link_alone_is_on_standard_output(coffee: Shop) -> None:
    ran = coffee.run(*NAMED[:-1])
    assert ran.out == "https://vvd.bz/stamp/1347\n"
    assert ran.err.startswith("Stamp issued · Brown Smith")


def test_every_option_reaches_the_service(coffee: Shop) -> None:
    who = ("--name", "Brown", "--phone", "+1 123-4567-8900", "--email", "b@example.com", "--user-id", "m7")
    more = ("--etc1", "a", "--etc2", "b", "--memo", "hello", "--start", "2026-12-01", "--end", "2026-12-24")
    ran = coffee.run("issue", "--card", "123", *who, *more, "--domain", "shop.example", "--inactive", "--json")
    assert ran.status == 0
    new = coffee.api.stamps[1347].new
    user = new.user
    assert (user.user_id, user.name, user.phone, user.email) == ("m7", "Brown", "+1 123-4567-8900", "b@example.com")
    assert (user.etc1, user.etc2, new.domain, new.active) == ("a", "b", "https://shop.example", False)
    assert (new.start.isoformat(), new.end.isoformat()) == ("2026-12-01", "2026-12-24")
    assert new.memo == f"hello #{ran.document['entries'][0]['reference']}"
    assert ran.document["stamp"]["url"] == "https://shop.example/stamp/1347"  # built: an inactive stamp does not show


def test_the_code_of_the_link_is_written(coffee: Shop, tmp_path: Path) -> None:
    assert coffee.run(*NAMED, "--qr", str(tmp_path / "code.png")).status == 0
    assert coffee.written == {tmp_path / "code.png": "https://vvd.bz/stamp/1347"}


def test_a_practice_code_holds_no_link(coffee: Shop, tmp_path: Path) -> None:
    coffee.is_practice = True
    coffee.run(*NAMED, "--qr", str(tmp_path / "code.svg"))
    assert coffee.written == {tmp_path / "code.svg": "Practice stamp 1347. Not a real stamp."}


@pytest.mark.parametrize("file", ["code.gif", "code", "no-such-folder/code.png"])
def test_a_code_that_cannot_be_written_is_found_before_anything_is_saved(
    coffee: Shop, tmp_path: Path, file: str
) -> None:
    ran = coffee.run(*NAMED, "--qr", str(tmp_path / file))
    assert ran.status == 2
    assert set(ran.document["error"]) == {"what", "advice"}
    assert not coffee.api.asked
    assert coffee.customers().find("smith").total == 0


def test_a_disk_that_refuses_the_code_does_not_undo_the_stamp(coffee: Shop, tmp_path: Path) -> None:
    coffee.write_trouble = PermissionError(13, "Permission denied")
    ran = coffee.run(*NAMED, "--qr", str(tmp_path / "code.png"))
    assert ran.status == 0
    assert "code.png could not be written. The stamp is safe" in ran.err


def test_a_link_that_is_not_proven_comes_later(coffee: Shop, tmp_path: Path) -> None:
    coffee.api = FakeStampApi(coffee.the_clock.today(), text_ids=True)
    coffee.api.script(Call.VALIDATE, OFFLINE)
    ran = coffee.run(*NAMED, "--qr", str(tmp_path / "code.png"))
    assert ran.status == 0
    assert ran.document["stamp"]["url"] is None
    assert ran.document["message"].endswith("The QR code comes in a moment.")
    assert not coffee.written


def test_offline_it_is_saved_and_waits(coffee: Shop, tmp_path: Path) -> None:
    coffee.api.script(Call.CREATE, OFFLINE)
    ran = coffee.run(*NAMED, "--qr", str(tmp_path / "code.png"))
    assert ran.status == 3
    assert ran.document["state"] == "waiting"
    assert ran.document["stamp"] is None
    assert ran.document["message"].startswith("No internet. 1 change is saved.")
    assert ran.document["message"].endswith("The QR code comes with the internet.")
    assert not coffee.written


def test_a_code_is_promised_only_for_what_waits(coffee: Shop, tmp_path: Path) -> None:
    coffee.api.script(Call.CREATE, slow_down(12), lost(Call.CREATE), refused("No."))
    with_code = ("--qr", str(tmp_path / "code.png"))
    assert coffee.run(*NAMED, *with_code).err.endswith("The QR code comes once the stamp is issued.\n")
    coffee.the_clock.advance(60)
    assert "QR" not in coffee.run(*NAMED, *with_code).err
    assert "QR" not in coffee.run(*NAMED, *with_code).err


def test_asked_to_slow_down_it_says_how_long(coffee: Shop) -> None:
    coffee.api.script(Call.CREATE, slow_down(12))
    ran = coffee.run(*NAMED)
    assert ran.status == 3
    assert "The service asked us to slow down — next try in 12 s." in ran.err


def test_a_refused_key_keeps_the_stamp_waiting(coffee: Shop, log_watch: LogWatch) -> None:
    log_watch.expect("refused|stopped")
    coffee.api.script(Call.CREATE, KEY_REFUSED)
    ran = coffee.run(*NAMED)
    assert ran.status == 6
    assert ran.document["state"] == "waiting"
    assert ran.document["message"].startswith(
        "The service does not accept the API key. The owner can change it in Settings › Account. "
        "Stamps wait until then."
    )


def test_an_address_that_moved_is_no_matter_of_the_key(coffee: Shop, log_watch: LogWatch) -> None:
    log_watch.expect("stopped: moved")
    coffee.api.script(Call.CREATE, Answer(Fate.NOT_DONE, Next.STOP, Reason.MOVED))
    ran = coffee.run(*NAMED)
    assert ran.status == 3
    assert "The service has moved." in ran.err


def test_a_lost_answer_is_not_known(coffee: Shop) -> None:
    coffee.api.script(Call.CREATE, lost(Call.CREATE), applies=True)
    ran = coffee.run(*NAMED)
    assert ran.status == 5
    assert ran.document["state"] == "unknown"
    assert ran.document["message"] == "We don’t know if it arrived. Brown Smith has received nothing."


def test_a_lost_answer_for_somebody_without_a_name(coffee: Shop) -> None:
    coffee.api.script(Call.CREATE, lost(Call.CREATE))
    ran = coffee.run("issue", "--card", "123", "--phone", "555 0100")
    assert ran.err == "We don’t know if it arrived. The customer has received nothing.\n"


def test_a_refusal_quotes_the_service(coffee: Shop) -> None:
    coffee.api.script(Call.CREATE, refused("The plan is too small."))
    ran = coffee.run(*NAMED)
    assert ran.status == 4
    assert ran.document["state"] == "refused"
    assert ran.document["entries"][0]["message"] == "The plan is too small."
    assert ran.document["message"] == "The service said no. Its message: “The plan is too small.”"


def test_a_refusal_without_a_reason_says_so(coffee: Shop) -> None:
    coffee.api.script(Call.CREATE, refused(""))
    assert coffee.run(*NAMED).document["message"] == "The service said no. It gave no reason."


def test_an_open_issue_is_finished_and_no_new_one_opened(coffee: Shop) -> None:
    customer = coffee.customer(name="Brown Smith")
    mine = ("issue", "--card", "123", "--customer", customer.id, "--json")
    coffee.api.script(Call.CREATE, OFFLINE)
    first = coffee.run(*mine).document["entries"][0]
    ran = coffee.run(*mine)
    assert ran.status == 0
    assert ran.document["existing"] is True
    assert ran.document["entries"] == [{**first, "state": "done"}]
    assert len(coffee.api.stamps) == 1


def test_an_issue_that_is_not_known_stays_so(coffee: Shop) -> None:
    customer = coffee.customer(name="Brown Smith")
    mine = ("issue", "--card", "123", "--customer", customer.id, "--json")
    coffee.api.script(Call.CREATE, lost(Call.CREATE), applies=True)
    coffee.run(*mine)
    ran = coffee.run(*mine)
    assert (ran.status, ran.document["existing"]) == (5, True)
    assert len(coffee.api.told(Call.CREATE)) == 1


def test_the_stamp_that_is_there_is_opened(coffee: Shop) -> None:
    coffee.run(*NAMED, "--user-id", "m7")
    ran = coffee.run(*NAMED, "--user-id", "m7")
    assert ran.status == 0
    assert ran.document["existing"] is True
    assert ran.document["entries"] == []
    assert ran.document["stamp"]["stamp_idx"] == 1347
    assert ran.document["message"] == "Brown Smith already has this card, 0 of 10."
    assert len(coffee.api.told(Call.CREATE)) == 1


def test_another_is_issued_when_asked_for(coffee: Shop) -> None:
    coffee.run(*NAMED, "--user-id", "m7")
    ran = coffee.run(*NAMED, "--user-id", "m7", "--again")
    assert ran.document["existing"] is False
    assert ran.document["stamp"]["stamp_idx"] == 1348


def test_the_choice_is_left_to_a_person(shop: Shop) -> None:
    shop.with_card(replace(CARD, has_card=HasCard.ASK))
    shop.run(*NAMED, "--user-id", "m7")
    ran = shop.run(*NAMED, "--user-id", "m7")
    assert ran.status == 2
    assert ran.document == {
        "error": {
            "what": "Brown Smith already has this card, 0 of 10.",
            "advice": "Open it with “stamp-kiosk show”: 1347. Issue another with --again.",
        }
    }


def test_several_who_fit_are_told_by_their_ids_alone(coffee: Shop) -> None:
    twins = [coffee.customer(name=name, phone="555 0100") for name in ("Ann", "Ben")]
    ran = coffee.run("issue", "--card", "123", "--phone", "5550100", "--json")
    assert ran.status == 2
    assert ran.document["error"]["what"] == "2 customers fit."
    assert all(twin.id in ran.document["error"]["advice"] for twin in twins)
    assert "Ann" not in ran.out + ran.err


@pytest.mark.parametrize(
    "argv",
    [
        ("issue", "--card", "123"),
        ("issue", "--card", "123", "--etc1", "a"),
        ("issue", "--card", "123", "--customer", "c1", "--name", "Brown"),
        ("issue", "--card", "123", "--customer", "nobody"),
        ("issue", "--card", "abc", "--name", "Brown"),
        ("issue", "--card", "123", "--name", "Brown", "--email", "b.example.com"),
        ("issue", "--card", "123", "--name", "Brown", "--end", "21.11.2026"),
        ("issue", "--card", "123", "--name", "Brown", "--end", "2026-11-20"),
        ("issue", "--card", "123", "--name", "Brown", "--domain", "http://shop.example"),
        ("issue", "--name", "Brown"),
    ],
)
def test_wrong_input_saves_nothing(coffee: Shop, argv: tuple[str, ...]) -> None:
    ran = coffee.run(*argv, "--json")
    assert ran.status == 2
    assert set(ran.document["error"]) == {"what", "advice"}
    assert coffee.outbox().history() == ()
    assert coffee.customers().find("brown").total == 0


def test_a_card_that_is_not_set_up(coffee: Shop) -> None:
    ran = coffee.run("issue", "--card", "999", "--name", "Brown", "--json")
    assert ran.status == 6
    assert ran.document["error"]["what"] == "There is no stamp card 999."


def test_without_a_key_nothing_is_saved(coffee: Shop) -> None:
    coffee.the_vault = MemoryVault()
    ran = coffee.run(*NAMED)
    assert ran.status == 6
    assert ran.document["error"]["what"] == "There is no API key yet, so nothing is saved or sent."
    assert coffee.customers().find("smith").total == 0


def test_a_locked_keychain_says_so(coffee: Shop) -> None:
    coffee.the_vault = BrokenVault(VaultTrouble(VaultReason.LOCKED, "locked"))
    ran = coffee.run(*NAMED)
    assert ran.status == 6
    assert "keychain is locked" in ran.err


def test_the_first_visit_follows_the_issue(shop: Shop) -> None:
    shop.with_card(replace(CARD, first_visit=True))
    ran = shop.run(*NAMED)
    assert ran.status == 0
    assert [entry["kind"] for entry in ran.document["entries"]] == ["issue", "visit"]
    assert ran.document["stamp"]["visits"] == 1


def test_a_first_visit_that_cannot_count_is_left_out_and_said(shop: Shop) -> None:
    shop.with_card(replace(CARD, first_visit=True))
    ran = shop.run(*NAMED, "--inactive")
    assert ran.status == 0
    assert len(ran.document["entries"]) == 1
    assert "The first visit is left out: the stamp is not active today." in ran.err


def test_the_worst_of_several_entries_counts(shop: Shop) -> None:
    shop.with_card(replace(CARD, first_visit=True))
    shop.api.script(Call.ADD, OFFLINE)
    ran = shop.run(*NAMED)
    assert ran.status == 3
    assert [entry["state"] for entry in ran.document["entries"]] == ["done", "waiting"]
    assert ran.document["stamp"]["stamp_idx"] == 1347


def test_ctrl_c_before_the_first_byte_leaves_it_waiting(coffee: Shop) -> None:
    coffee.finishing = Interrupted
    ran = coffee.run(*NAMED)
    assert (ran.status, ran.document["state"]) == (3, "waiting")
    assert ran.document["message"] == "Stopped. “stamp-kiosk outbox” shows what waits."


def test_ctrl_c_just_as_it_is_saved_says_that_it_waits(coffee: Shop) -> None:
    coffee.the_issuing = CutOff
    ran = coffee.run(*NAMED)
    assert (ran.status, len(coffee.outbox().open())) == (3, 1)
    assert ran.document["error"]["what"] == "Stopped."


def test_ctrl_c_before_anything_is_saved_is_two(coffee: Shop) -> None:
    class Early(Issuing):
        def open(self, request: Any) -> Any:
            raise KeyboardInterrupt

    coffee.the_issuing = Early
    assert (coffee.run(*NAMED).status, coffee.outbox().open()) == (2, ())


def test_ctrl_c_while_it_is_sent_is_not_known(coffee: Shop) -> None:
    class Claimed(Interrupted):
        def finish(self, entry_ids: Any) -> Any:
            with coffee.store.writing() as work:
                work.journal.claim("me", only=None, ignore_due=True)
            raise KeyboardInterrupt

    coffee.finishing = Claimed
    ran = coffee.run(*NAMED)
    assert (ran.status, ran.document["state"]) == (5, "unknown")
    assert ran.document["entries"][0]["state"] == "sending"


def test_what_another_process_sends_still_counts_as_waiting(coffee: Shop) -> None:
    customer = coffee.customer(name="Brown")
    mine = ("issue", "--card", "123", "--customer", customer.id, "--json")
    coffee.api.script(Call.CREATE, OFFLINE)
    coffee.run(*mine)
    coffee.the_clock.advance(timedelta(minutes=5).total_seconds())
    with coffee.store.writing() as work:
        work.journal.claim("0123456789abcdef0123", only=None, ignore_due=True)
    ran = coffee.run(*mine)
    assert (ran.status, ran.document["state"]) == (3, "waiting")
    assert "It is being sent." in ran.err


def test_a_key_for_one_run_comes_from_standard_input(coffee: Shop) -> None:
    ran = coffee.run(*NAMED, "--key-stdin", stdin="one-run-only\nmore\n")
    assert ran.status == 0
    key = coffee.opened[-1].key
    assert key is not None
    assert key.reveal() == "one-run-only"
    assert "one-run-only" not in ran.out + ran.err


def test_no_key_on_standard_input_is_wrong_use(coffee: Shop) -> None:
    ran = coffee.run(*NAMED, "--key-stdin")
    assert ran.status == 2
    assert ran.document["error"]["what"] == "No API key came in."


def ready(shop: Shop, *, active: bool = False) -> Shop:
    """A shop with one instant stamp, as its window left it."""
    shop.with_card(replace(CARD, ready=1, ready_active=active))
    with shop.store.writing() as work:
        work.meta.put(Fact.ADDRESS, ADDRESS)
        work.meta.learn_instant_works()
        work.ready.put(ReadyStamp(1300, 123, "", START.date(), START.date(), active, START))
    shop.api.stamps[1300] = TrueStamp(NewStamp(123, START.date(), START.date(), active=active))
    return shop


def test_a_ready_stamp_is_handed_out(shop: Shop, tmp_path: Path) -> None:
    ran = ready(shop).run(*NAMED, "--qr", str(tmp_path / "code.png"))
    assert ran.status == 0
    assert ran.document["stamp"]["url"] == "https://vvd.bz/stamp/1300"
    assert [(entry["kind"], entry["state"]) for entry in ran.document["entries"]] == [("hand out", "done")]
    assert shop.api.stamps[1300].new.user.name == "Brown Smith"
    assert shop.written == {tmp_path / "code.png": "https://vvd.bz/stamp/1300"}
    assert shop.run("history", "--json").document["entries"][0]["stamp_idx"] == 1300


@pytest.mark.parametrize("active", [False, True])
def test_offline_its_link_and_code_are_there_all_the_same(shop: Shop, tmp_path: Path, active: bool) -> None:
    ready(shop, active=active)
    shop.api.script(Call.VALIDATE, OFFLINE)
    ran = shop.run(*NAMED, "--qr", str(tmp_path / "code.png"))
    assert (ran.status, ran.document["state"]) == (3, "waiting")
    assert ran.document["stamp"]["url"] == "https://vvd.bz/stamp/1300"
    assert shop.written == {tmp_path / "code.png": "https://vvd.bz/stamp/1300"}
    works_later = "The stamp works as soon as this counter is online again."
    assert (works_later in ran.document["message"]) is not active
    (waiting,) = shop.run("outbox", "--json").document["entries"]
    assert (waiting["kind"], waiting["stamp_idx"], waiting["name"]) == ("hand out", 1300, "Brown Smith")
    assert shop.run("show", "1300", "--json").document["stamp"]["url"] == "https://vvd.bz/stamp/1300"
    shop.the_clock.advance(60)
    assert shop.run("outbox", "send").status == 0
    assert shop.api.stamps[1300].new.active


def test_a_refused_hand_out_shows_no_stamp(shop: Shop) -> None:
    ready(shop).api.script(Call.UPDATE, refused("No."))
    ran = shop.run(*NAMED)
    assert (ran.status, ran.document["stamp"]) == (4, None)


def test_a_hand_out_whose_answer_is_lost_is_not_waited_for(shop: Shop) -> None:
    ready(shop).api.script(Call.UPDATE, lost(Call.UPDATE), applies=True)
    ran = shop.run(*NAMED)
    assert (ran.status, ran.document["stamp"]["stamp_idx"]) == (5, 1300)
    assert shop.the_clock.monotonic_s() == 0
    shop.the_clock.advance(60)
    assert shop.run("outbox", "send").status == 0

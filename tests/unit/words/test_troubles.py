"""Every reason that a value can give has a sentence, and the fixed ones are as the design has them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.correction import Hindrance
from kiosk_app.domain.disk import DiskReason
from kiosk_app.domain.entry import Kind, State
from kiosk_app.domain.outcome import Connection, Reach, Reason
from kiosk_app.domain.ports import VaultReason, VaultTrouble
from kiosk_app.domain.stamp import Stamp
from kiosk_app.domain.visiting import POLICIES, Bar, Barred, Tally
from kiosk_app.words import corrections, folder, keys, lists, sending, stamps, visits
from kiosk_app.words.language import english
from tests.unit.words.manners import assert_mannered

EN = english()
STAMP = Stamp(
    stamp_idx=1347,
    card_idx=123,
    customer_id="c",
    url=None,
    domain="",
    shown_domain="",
    visits=7,
    places=10,
    as_of=datetime(2026, 11, 21, 10, 42, tzinfo=UTC),
    start=date(2026, 11, 1),
    end=date(2026, 11, 30),
    active=True,
    redeemed=False,
    issued_at=datetime(2026, 11, 1, 9, 0, tzinfo=UTC),
)
TODAY = date(2026, 11, 21)


@pytest.mark.parametrize("reason", DiskReason)
def test_every_trouble_of_the_disk_has_a_sentence(reason: DiskReason) -> None:
    assert_mannered(folder.disk_trouble(EN, reason))


@pytest.mark.parametrize("reason", VaultReason)
def test_every_trouble_of_the_keychain_offers_a_key_for_one_run(reason: VaultReason) -> None:
    said = keys.vault_trouble(EN, reason)
    assert_mannered(said)
    assert "--key-stdin" in said.advice
    assert keys.no_key(EN, VaultTrouble(reason, "detail")) == said


@pytest.mark.parametrize("reach", Reach)
def test_every_finding_of_a_test_has_a_sentence(reach: Reach) -> None:
    assert_mannered(keys.connection(EN, Connection(reach)))
    assert_mannered(keys.connection(EN, Connection(reach, "Words of the service")))


@pytest.mark.parametrize("bar", [bar for bar in Bar if bar not in POLICIES])
def test_every_bar_of_a_stamp_has_one_sentence_for_a_visit_and_for_what_puts_one_right(bar: Bar) -> None:
    barred = Barred(bar, STAMP, Tally(7, 0, 0, in_doubt=False, places=10, as_of=None))
    visit = visits.barred(EN, barred, StampCard(123, "Coffee card"), datetime(2026, 11, 21, tzinfo=UTC))
    correction = corrections.cannot_correct(EN, barred)
    assert_mannered(visit)
    assert_mannered(correction)
    assert (correction.what, "new one" in correction.advice) == (visit.what, False)


@pytest.mark.parametrize("hindrance", Hindrance)
def test_every_hindrance_of_a_correction_has_a_sentence(hindrance: Hindrance) -> None:
    assert_mannered(corrections.cannot_correct(EN, hindrance))


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_to_wait_has_a_sentence(reason: Reason) -> None:
    assert_mannered(sending.waits(EN, reason, None, None))
    assert_mannered(sending.waits(EN, Reason.OK, reason, None))
    assert_mannered(sending.why(EN, reason))


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_name_and_a_doubt(kind: Kind) -> None:
    assert sending.kind_name(EN, kind)
    assert_mannered(sending.not_known(EN, kind, "Brown Smith"))


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_name(state: State) -> None:
    assert sending.state_name(EN, state)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (
            sending.waits(EN, Reason.OK, Reason.KEY_REFUSED, None),
            "The service does not accept the API key. "
            "The owner can change it in Settings › Account. Stamps wait until then.",
        ),
        (
            sending.not_known(EN, Kind.ISSUE, "Brown Smith"),
            "We don’t know if it arrived. Brown Smith has received nothing.",
        ),
        (sending.refused(EN, ""), "The service said no. It gave no reason."),
        (sending.refused(EN, "No {x}"), "The service said no. Its message: “No {x}”"),
        (sending.waits(EN, Reason.SLOW_DOWN, None, 12).what, "The service asked us to slow down — next try in 12 s."),
        (keys.connection(EN, Connection(Reach.ACCEPTED)), "Connected · The service answered."),
        (
            folder.disk_trouble(EN, DiskReason.FULL),
            "This computer is almost full. Free some space, so that no stamp gets lost.",
        ),
        (stamps.already(EN, "Brown Smith", STAMP), "Brown Smith already has this card, 7 of 10."),
        (stamps.already(EN, "", replace(STAMP, visits=None)), "The customer already has this card."),
        (stamps.practice_code(EN, 1347), "Practice stamp 1347. Not a real stamp."),
        (stamps.not_usable(EN, replace(STAMP, redeemed=True), "x", TODAY), "This stamp is redeemed. Issue a new one."),
        (stamps.not_usable(EN, replace(STAMP, active=False), "x", TODAY), "This stamp is switched off."),
        (
            stamps.not_usable(EN, replace(STAMP, end=date(2026, 11, 3)), "x", TODAY),
            "Expired on 3 November. Issue a new one.",
        ),
        (
            stamps.not_usable(EN, replace(STAMP, start=date(2026, 12, 1)), "x", TODAY),
            "This stamp begins on 1 December.",
        ),
        (stamps.not_usable(EN, STAMP, "", TODAY), "The service said no. It gave no reason."),
        (lists.nobody_found(EN, "bro"), "Nobody found for “bro”."),
    ],
)
def test_a_sentence_is_as_it_was_designed(said: object, text: str) -> None:
    assert str(said) == text


@pytest.mark.parametrize(
    ("phone", "masked"),
    [("+1 123-4567-8900", "•••• 8900"), ("", ""), ("12345", "••••"), ("١٢٣٤٥٦٧٨", "•••• 5678"), ("none", "")],
)
def test_a_phone_in_a_list_is_masked(phone: str, masked: str) -> None:
    assert lists.masked_phone(phone) == masked


@pytest.mark.parametrize("asked", ["https://other.example", "practice"])
def test_a_folder_of_another_address_says_what_to_do(asked: str) -> None:
    assert_mannered(folder.address_refused(EN, "https://vivoldi.com", asked))


@pytest.mark.parametrize("why", ["not a folder", "not writable", "used by others too"])
def test_a_folder_that_cannot_be_used_says_so(why: str) -> None:
    assert_mannered(folder.folder_trouble(EN, "a/b", why))

"""What each call does to the stamps, and every behaviour that the vendor's documents leave open, both ways."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk_app.practice.contract import Call
from kiosk_app.practice.messages import Language, Reason
from kiosk_app.practice.vendor import ONSITE_CANARY, Habits, IdStyle, latest_end
from tests.unit.practice.conftest import Account


def test_the_first_stamp_is_the_one_of_the_documents(account: Account) -> None:
    assert (account.issue(), account.issue()) == (1347, 1348)


def test_a_deleted_id_is_never_given_again(account: Account) -> None:
    account.ask(Call.DELETE, query=f"stampIdx={account.issue()}")
    assert account.issue() == 1348


def test_text_ids_are_sixteen_letters_and_digits_and_keep_their_type(account: Account) -> None:
    account.habits = Habits(id_style=IdStyle.TEXT)
    stamp_idx = account.issue()
    assert isinstance(stamp_idx, str)
    assert len(stamp_idx) == 16
    assert stamp_idx.isalnum()
    assert not stamp_idx.isdigit()
    result = account.look(stamp_idx).result
    assert isinstance(result, dict)
    assert result["stampIdx"] == stamp_idx


def test_a_number_and_its_text_are_two_ids(account: Account) -> None:
    assert account.ask(Call.REMOVE, {"stampIdx": "7"}).code == Reason.STAMP_UNKNOWN.code
    assert account.ask(Call.REMOVE, {"stampIdx": 7}).code == 0


def test_validate_tells_everything_about_a_stamp(account: Account) -> None:
    stamp_idx = account.issue(memo="m", userId="u", userNm="n", userPhnno="p", userEml="e", userEtc1="1", userEtc2="2")
    assert account.look(stamp_idx).envelope() == {
        "code": 0,
        "message": "",
        "result": {
            "stampIdx": 1347,
            "domain": "http://127.0.0.1:9",
            "cardIdx": 123,
            "cardNm": "Coffee card",
            "cardTtl": "Ten visits, then a free coffee",
            "stamps": 0,
            "maxStamps": 10,
            "stampUrl": "http://127.0.0.1:9/stamp/1347",
            "url": "https://shop.example/rewards",
            "strtYmd": "2026-11-21",
            "endYmd": "2027-11-21",
            "onsiteYn": "Y",
            "onsitePwd": ONSITE_CANARY,
            "memo": "m",
            "activeYn": "Y",
            "userId": "u",
            "userNm": "n",
            "userPhnno": "p",
            "userEml": "e",
            "userEtc1": "1",
            "userEtc2": "2",
            "stampImgUrl": "https://shop.example/stamp.webp",
            "regYmdt": "2026-11-21 09:30:05",
            "payloadVersion": "v1",
        },
    }


@pytest.mark.parametrize(
    ("domain", "link"),
    [
        (None, "http://127.0.0.1:9/stamp/1347"),
        ("", "http://127.0.0.1:9/stamp/1347"),
        ("http://127.0.0.1:4711", "http://127.0.0.1:9/stamp/1347"),
        ("https://stamps.shop.example", "https://stamps.shop.example/stamp/1347"),
    ],
)
def test_a_link_stands_on_its_domain_or_on_our_own_address_of_today(
    account: Account, domain: str | None, link: str
) -> None:
    stamp_idx = account.issue(**({} if domain is None else {"domain": domain}))
    result = account.look(stamp_idx).result
    assert isinstance(result, dict)
    assert (result["stampUrl"], f"{result['domain']}/stamp/1347") == (link, link)


def test_the_default_domain_can_be_the_vendors(account: Account) -> None:
    account.habits = Habits(default_domain="https://vvd.bz")
    result = account.look(account.issue()).result
    assert isinstance(result, dict)
    assert result["stampUrl"] == "https://vvd.bz/stamp/1347"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"activeYn": "N"}, Reason.STAMP_INACTIVE),
        ({"useYn": "Y"}, Reason.STAMP_REDEEMED),
        ({"strtYmd": "2026-11-22"}, Reason.STAMP_NOT_BEGUN),
        ({"strtYmd": "2026-11-01", "endYmd": "2026-11-20"}, Reason.STAMP_EXPIRED),
    ],
)
def test_a_stamp_that_cannot_be_used_is_not_shown_and_takes_no_visit(
    account: Account, change: dict[str, object], reason: Reason
) -> None:
    stamp_idx = account.issue()
    assert account.ask(Call.UPDATE, {"stampIdx": stamp_idx, **change}).code == 0
    assert account.look(stamp_idx).envelope() == {
        "code": 0,
        "message": reason.say(Language.ENGLISH),
        "result": None,
    }
    assert account.ask(Call.ADD, {"stampIdx": stamp_idx}).code == reason.code
    account.habits = Habits(dead_look_is_refused=True)
    assert (account.look(stamp_idx).code, account.look(stamp_idx).result) == (reason.code, None)


def test_a_stamp_is_usable_on_its_first_and_its_last_day(account: Account) -> None:
    stamp_idx = account.issue()
    for day, usable in [
        ((2026, 11, 20), False),
        ((2026, 11, 21), True),
        ((2027, 11, 21), True),
        ((2027, 11, 22), False),
    ]:
        account.today = date(*day)
        assert (account.look(stamp_idx).result is not None) is usable


def test_a_full_stamp_is_shown_and_refuses_the_next_visit(account: Account) -> None:
    result = account.look(7).result
    assert isinstance(result, dict)
    assert (result["stamps"], result["maxStamps"]) == (10, 10)
    assert account.ask(Call.ADD, {"stampIdx": 7}).code == Reason.STAMP_FULL.code
    account.habits = Habits(full_is_refused=False)
    assert account.ask(Call.ADD, {"stampIdx": 7}).code == 0
    assert account.stamp(7).visits == 10
    assert account.books.truth().applied() == ()


def test_remove_goes_down_to_nothing_and_not_below(account: Account) -> None:
    for _ in range(10):
        assert account.ask(Call.REMOVE, {"stampIdx": 7}).code == 0
    assert account.ask(Call.REMOVE, {"stampIdx": 7}).code == Reason.STAMP_EMPTY.code
    assert account.stamp(7).visits == 0


def test_nothing_is_taken_back_from_a_redeemed_stamp(account: Account) -> None:
    account.ask(Call.UPDATE, {"stampIdx": 7, "useYn": "Y"})
    assert account.ask(Call.REMOVE, {"stampIdx": 7}).code == Reason.STAMP_REDEEMED.code


def test_update_sets_every_field_that_it_names(account: Account) -> None:
    told = {
        "cardIdx": 131,
        "stamps": 6,
        "resetPinYn": "Y",
        "useYn": "Y",
        "domain": "https://a.example",
        "activeYn": "N",
    }
    dates = {"strtYmd": "2026-12-01", "endYmd": "2026-12-02"}
    users = {
        "userId": "u",
        "userNm": "n",
        "userPhnno": "p",
        "userEml": "e",
        "userEtc1": "1",
        "userEtc2": "2",
        "memo": "m",
    }
    assert account.ask(Call.UPDATE, {"stampIdx": 7, **told, **dates, **users}).code == 0
    stamp = account.stamp(7)
    assert (stamp.card_idx, stamp.visits, stamp.reset_pin, stamp.redeemed) == (131, 6, True, True)
    assert (stamp.domain, stamp.active) == ("https://a.example", False)
    assert (stamp.start, stamp.end) == (date(2026, 12, 1), date(2026, 12, 2))
    assert (stamp.user_id, stamp.name, stamp.phone, stamp.email, stamp.etc1, stamp.etc2, stamp.memo) == tuple("unpe12m")


def test_what_an_update_leaves_out_stays_or_falls_back(account: Account) -> None:
    switched = {"domain": "https://a.example", "activeYn": "N", "useYn": "Y", "resetPinYn": "Y"}
    account.ask(Call.UPDATE, {"stampIdx": 7, **switched})
    account.ask(Call.UPDATE, {"stampIdx": 7, "memo": "kept"})
    kept = account.stamp(7)
    assert (kept.domain, kept.active, kept.redeemed, kept.reset_pin) == ("https://a.example", False, True, True)
    account.habits = Habits(left_out_keeps=False)
    account.ask(Call.UPDATE, {"stampIdx": 7, "stamps": 9})
    fallen = account.stamp(7)
    assert (fallen.domain, fallen.active, fallen.redeemed, fallen.reset_pin) == ("", True, False, False)
    assert (fallen.memo, fallen.visits, fallen.name) == ("kept", 9, "Brown Smith")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"stamps": 11}, Reason.COUNT_OUT_OF_RANGE),
        ({"cardIdx": 131}, Reason.COUNT_OUT_OF_RANGE),
        ({"cardIdx": 999}, Reason.CARD_UNKNOWN),
        ({"endYmd": "2025-12-31"}, Reason.DATES_REVERSED),
        ({"endYmd": "2031-11-22"}, Reason.END_TOO_FAR),
    ],
)
def test_an_update_against_the_rules_changes_nothing(
    account: Account, change: dict[str, object], reason: Reason
) -> None:
    before = account.stamp(7)
    assert account.ask(Call.UPDATE, {"stampIdx": 7, "memo": "never", **change}).code == reason.code
    assert account.stamp(7) == before


def test_an_end_may_lie_five_years_ahead_to_the_day(account: Account) -> None:
    account.issue(endYmd="2031-11-21")
    assert account.ask(Call.CREATE, {"cardIdx": 123, "strtYmd": "2026-11-21", "endYmd": "2031-11-22"}).code == 1009
    assert latest_end(date(2028, 2, 29)) == date(2033, 2, 28)


def test_a_second_delete_is_refused_as_missing(account: Account) -> None:
    assert account.ask(Call.DELETE, query="stampIdx=7").code == 0
    assert account.ask(Call.DELETE, query="stampIdx=7").code == Reason.STAMP_UNKNOWN.code
    assert account.look(7).message == "The stamp does not exist."


def test_a_refused_create_uses_up_no_id(account: Account) -> None:
    account.ask(Call.CREATE, {"cardIdx": 999, "strtYmd": "2026-11-21", "endYmd": "2027-11-21"})
    assert account.issue() == 1347


def test_a_refusal_can_come_as_a_status_and_then_has_no_code(account: Account) -> None:
    account.habits = Habits(refusal_status=422)
    answer = account.ask(Call.ADD, {"stampIdx": 7})
    assert (answer.status, answer.envelope()) == (422, {"message": "All stamps have already been collected."})


def test_a_refusal_speaks_korean_where_korean_is_asked_for(account: Account) -> None:
    answer = account.ask(Call.ADD, {"stampIdx": 7}, headers={"accept-language": "ko-KR"})
    assert answer.message == "이미 모든 스탬프를 적립했습니다."


def test_the_truth_knows_what_was_asked_and_what_was_applied(account: Account) -> None:
    account.ask(Call.ADD, {"stampIdx": 7})
    stamp_idx = account.issue()
    account.look(stamp_idx)
    seen = account.books.truth().requests
    assert [(one.call, one.applied, one.stamp_idx) for one in seen] == [
        ("add", False, None),
        ("create", True, stamp_idx),
        ("validate", False, None),
    ]

"""The contract of the stamp service, in raw HTTP: what the vendor's documents state, and nothing they leave open.

Practice and the real service are held to the same lines, so that what works in practice works in the shop.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.functional.contract.conftest import TODAY, Issue, Raw, new_stamp

FIELDS = {
    "stampIdx": (int, str),
    "domain": (str,),
    "cardIdx": (int,),
    "cardNm": (str,),
    "cardTtl": (str, type(None)),
    "stamps": (int,),
    "maxStamps": (int,),
    "stampUrl": (str,),
    "url": (str, type(None)),
    "strtYmd": (str,),
    "endYmd": (str,),
    "onsiteYn": (str,),
    "onsitePwd": (str, type(None)),
    "memo": (str, type(None)),
    "activeYn": (str,),
    "userId": (str, type(None)),
    "userNm": (str, type(None)),
    "userPhnno": (str, type(None)),
    "userEml": (str, type(None)),
    "userEtc1": (str, type(None)),
    "userEtc2": (str, type(None)),
    "stampImgUrl": (str, type(None)),
    "regYmdt": (str,),
    "payloadVersion": (str,),
}
FIVE_YEARS_AND_A_WEEK = timedelta(days=5 * 365 + 2 + 7)


def test_every_answer_is_an_envelope_of_json(raw: Raw, issue: Issue) -> None:
    heard = raw.add(issue())
    assert heard.status == 200
    assert heard.headers["content-type"].startswith("application/json")
    assert set(heard.json) == {"code", "message", "result"}
    assert heard.json["code"] == 0
    assert heard.json["result"] is None


def test_create_answers_an_id_that_can_stand_in_a_link(raw: Raw, issue: Issue) -> None:
    stamp_idx = issue()
    assert not isinstance(stamp_idx, bool)
    assert (isinstance(stamp_idx, int) and stamp_idx > 0) or (isinstance(stamp_idx, str) and stamp_idx.isalnum())


def test_the_same_create_twice_makes_two_stamps(issue: Issue) -> None:
    assert issue(memo="twice") != issue(memo="twice")


def test_validate_shows_every_documented_field(raw: Raw, issue: Issue) -> None:
    stamp = raw.validate(issue()).json["result"]
    assert set(FIELDS) <= set(stamp)
    for name, types in FIELDS.items():
        assert isinstance(stamp[name], types), name


def test_validate_shows_what_create_was_told(raw: Raw, issue: Issue) -> None:
    told = {
        "memo": "First visit, counter 2 #ACDEFGHJ",
        "userId": "att78z",
        "userNm": "김민지 Smith",
        "userPhnno": "+1 123-4567-8900",
        "userEml": "test@example.com",
        "userEtc1": "Gold rating",
        "userEtc2": "oat milk “extra hot”",
    }
    stamp_idx = issue(**told)
    stamp = raw.validate(stamp_idx).json["result"]
    assert {name: stamp[name] for name in told} == told
    assert (stamp["stampIdx"], type(stamp["stampIdx"])) == (stamp_idx, type(stamp_idx))
    assert stamp["cardIdx"] == raw.service.card_idx
    assert (stamp["strtYmd"], stamp["endYmd"]) == (
        TODAY.isoformat(),
        (TODAY + timedelta(days=364)).isoformat(),
    )


def test_a_new_stamp_is_active_and_empty(raw: Raw, issue: Issue) -> None:
    stamp = raw.validate(issue()).json["result"]
    assert (stamp["activeYn"], stamp["stamps"]) == ("Y", 0)
    assert stamp["maxStamps"] > 0


def test_the_service_makes_the_user_id_that_was_left_out(raw: Raw, issue: Issue) -> None:
    assert raw.validate(issue(userId=None)).json["result"]["userId"]


def test_the_link_is_the_domain_and_the_id(raw: Raw, issue: Issue) -> None:
    stamp_idx = issue()
    stamp = raw.validate(stamp_idx).json["result"]
    assert stamp["stampUrl"] == f"{stamp['domain']}/stamp/{stamp_idx}"


def test_an_empty_domain_is_the_default_domain(raw: Raw, issue: Issue) -> None:
    domains = {raw.validate(issue(domain=domain)).json["result"]["domain"] for domain in ("", None)}
    assert len(domains) == 1


def test_add_adds_one_visit_each_time(raw: Raw, issue: Issue) -> None:
    stamp_idx = issue()
    assert raw.add(stamp_idx).is_done
    assert raw.add(stamp_idx).is_done
    assert raw.visits(stamp_idx) == 2


def test_remove_takes_one_visit_back(raw: Raw, issue: Issue) -> None:
    stamp_idx = issue()
    raw.update(stamp_idx, stamps=2)
    heard = raw.remove(stamp_idx)
    assert heard.is_done
    assert heard.json["result"] is None
    assert raw.visits(stamp_idx) == 1


def test_remove_never_goes_below_nothing(raw: Raw, issue: Issue) -> None:
    stamp_idx = issue()
    raw.remove(stamp_idx)
    assert raw.visits(stamp_idx) == 0


def test_add_past_the_maximum_adds_nothing(raw: Raw, issue: Issue) -> None:
    stamp_idx = issue()
    places = raw.validate(stamp_idx).json["result"]["maxStamps"]
    assert raw.update(stamp_idx, stamps=places).is_done
    heard = raw.add(stamp_idx)
    assert heard.is_done or heard.is_refused
    assert raw.visits(stamp_idx) == places


def test_update_sets_the_count_however_often_it_is_sent(raw: Raw, issue: Issue) -> None:
    stamp_idx = issue()
    for _ in range(2):
        heard = raw.update(stamp_idx, stamps=2, domain="", activeYn="Y", useYn="N", resetPinYn="N")
        assert heard.is_done
        assert heard.json["result"] is None
    assert raw.visits(stamp_idx) == 2


def test_update_changes_what_it_names_and_keeps_the_rest(raw: Raw, issue: Issue) -> None:
    stamp_idx = issue(userNm="Brown Smith", memo="before")
    raw.add(stamp_idx)
    end = (TODAY + timedelta(days=30)).isoformat()
    fixed = {"domain": "", "activeYn": "Y", "useYn": "N", "resetPinYn": "N"}
    assert raw.update(stamp_idx, memo="after", endYmd=end, **fixed).is_done
    stamp = raw.validate(stamp_idx).json["result"]
    assert (stamp["memo"], stamp["endYmd"], stamp["userNm"], stamp["stamps"]) == ("after", end, "Brown Smith", 1)


def test_a_stamp_switched_off_is_not_shown_until_it_is_switched_on(raw: Raw, issue: Issue) -> None:
    stamp_idx = issue(activeYn="N")
    assert_not_shown(raw, stamp_idx)
    assert raw.update(stamp_idx, activeYn="Y").is_done
    assert raw.visits(stamp_idx) == 0
    assert raw.update(stamp_idx, activeYn="N").is_done
    assert_not_shown(raw, stamp_idx)


def test_a_redeemed_stamp_is_finished(raw: Raw, issue: Issue) -> None:
    stamp_idx = issue()
    places = raw.validate(stamp_idx).json["result"]["maxStamps"]
    assert raw.update(stamp_idx, stamps=places, useYn="Y", activeYn="Y").is_done
    assert_not_shown(raw, stamp_idx)
    assert raw.add(stamp_idx).is_refused


def test_a_stamp_that_begins_tomorrow_is_not_shown(raw: Raw, issue: Issue) -> None:
    # Two days, since the service's midnight need not be ours.
    assert_not_shown(raw, issue(strtYmd=(TODAY + timedelta(days=2)).isoformat()))


def test_a_visit_needs_an_active_stamp(raw: Raw, issue: Issue) -> None:
    stamp_idx = issue(activeYn="N")
    assert raw.add(stamp_idx).is_refused
    raw.update(stamp_idx, activeYn="Y")
    assert raw.visits(stamp_idx) == 0


def test_a_deleted_stamp_is_gone_and_deleting_it_again_changes_nothing(raw: Raw, issue: Issue) -> None:
    stamp_idx = issue()
    heard = raw.delete(stamp_idx)
    assert heard.is_done
    assert heard.json["result"] is None
    again = raw.delete(stamp_idx)
    assert again.is_done or again.is_refused
    assert_not_shown(raw, stamp_idx)
    assert raw.add(stamp_idx).is_refused


@pytest.mark.parametrize("left_out", ["cardIdx", "strtYmd", "endYmd"])
def test_create_without_a_required_field_is_refused(raw: Raw, left_out: str) -> None:
    assert raw.call("POST", "create", new_stamp(raw.service, **{left_out: None})).is_refused


def test_create_on_a_card_that_does_not_exist_is_refused(raw: Raw) -> None:
    assert raw.call("POST", "create", new_stamp(raw.service, cardIdx=2_000_000_000)).is_refused


def test_an_end_more_than_five_years_ahead_is_refused(raw: Raw) -> None:
    end = (TODAY + FIVE_YEARS_AND_A_WEEK).isoformat()
    assert raw.call("POST", "create", new_stamp(raw.service, endYmd=end)).is_refused


def test_an_end_just_within_five_years_is_taken(raw: Raw, issue: Issue) -> None:
    assert issue(endYmd=(TODAY + timedelta(days=5 * 365 - 7)).isoformat())


def test_messages_come_in_the_language_that_was_asked_for(raw: Raw, issue: Issue) -> None:
    stamp_idx = issue(activeYn="N")
    english, korean = (raw.validate(stamp_idx, language).json["message"] for language in ("en", "ko"))
    assert not has_hangul(english)
    assert has_hangul(korean)


def test_a_wrong_key_does_nothing(raw: Raw, issue: Issue) -> None:
    stamp_idx = issue()
    for key in ("APIKey not-this-one", None):
        assert raw.call("PUT", "add", {"stampIdx": stamp_idx}, {"Authorization": key}).is_refused
    assert raw.visits(stamp_idx) == 0


def test_a_user_agent_that_names_no_product_is_forbidden(raw: Raw, issue: Issue) -> None:
    stamp_idx = issue()
    assert raw.call("PUT", "add", {"stampIdx": stamp_idx}, {"User-Agent": "python-requests/2.34.0"}).status == 403
    assert raw.visits(stamp_idx) == 0


def assert_not_shown(raw: Raw, stamp_idx: int | str) -> None:
    """Validate shows nothing, and says why."""
    heard = raw.validate(stamp_idx)
    assert heard.json.get("result") is None
    assert heard.json["message"]


def has_hangul(text: str) -> bool:
    return any("가" <= letter <= "힣" for letter in text)

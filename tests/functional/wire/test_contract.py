"""The fake and the real client before the practice service keep one and the same contract."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from kiosk_app.domain.ids import ApiKey, StampIdx
from kiosk_app.domain.outcome import Answer, Fate, Next, Reach, Reason
from kiosk_app.domain.ports import StampApi
from kiosk_app.domain.stamp import Change, NewStamp, StampView, UserFields
from kiosk_app.practice import Habits, IdStyle
from kiosk_app.stamp_api.client import StampClient
from tests.fakes.stamp_api import FakeStampApi
from tests.functional.wire.calls import AGENT, PATIENT
from tests.services import PRACTICE_KEY, practice_in_process

TODAY = date(2026, 3, 3)
PLACES = 10
NEW = NewStamp(
    card_idx=123,
    start=TODAY,
    end=date(2027, 3, 3),
    memo="Counter 1 #ACDEF347",
    user=UserFields("u-1", "김하나", "+82 10-1234-5678", "hana@example.com", "gold", ""),
)


@pytest.fixture(params=["fake", "fake with text ids", "client", "client with text ids"])
def api(request: pytest.FixtureRequest) -> Iterator[StampApi]:
    kind: str = request.param
    text_ids = kind.endswith("text ids")
    if kind.startswith("fake"):
        yield FakeStampApi(TODAY, text_ids=text_ids)
        return
    style = IdStyle.TEXT if text_ids else IdStyle.INTEGER
    with practice_in_process(today=TODAY, habits=Habits(id_style=style)) as service:
        yield StampClient(service.address, ApiKey(PRACTICE_KEY), user_agent=AGENT, timeouts=PATIENT)


def issued(api: StampApi, new: NewStamp = NEW) -> StampIdx:
    answer = api.create(new)
    assert (answer.fate, answer.next, answer.reason) == (Fate.DONE, Next.NOTHING, Reason.OK)
    assert answer.result is not None
    return answer.result


def seen(api: StampApi, stamp_idx: StampIdx) -> StampView:
    view = api.validate(stamp_idx).result
    assert view is not None
    return view


def assert_refused(answer: Answer[None]) -> None:
    assert (answer.fate, answer.next, answer.reason) == (Fate.REFUSED, Next.NOTHING, Reason.REFUSED)
    assert answer.message
    assert answer.signature.startswith("code ")


def assert_no_such_stamp(api: StampApi, stamp_idx: StampIdx) -> None:
    answer = api.validate(stamp_idx)
    assert (answer.fate, answer.result) == (Fate.DONE, None)
    assert answer.message


def test_issued_stamp_shows_what_was_asked_for(api: StampApi) -> None:
    view = seen(api, stamp_idx := issued(api))
    assert (view.stamp_idx, type(view.stamp_idx)) == (stamp_idx, type(stamp_idx))
    assert (view.card_idx, view.visits, view.places, view.active) == (123, 0, PLACES, True)
    assert (view.start, view.end, view.memo, view.user) == (NEW.start, NEW.end, NEW.memo, NEW.user)
    assert view.url == f"{view.domain}/stamp/{stamp_idx}"


def test_two_creates_make_two_stamps(api: StampApi) -> None:
    assert issued(api) != issued(api)


def test_unknown_card_is_refused(api: StampApi) -> None:
    answer = api.create(NewStamp(card_idx=99999, start=NEW.start, end=NEW.end))
    assert (answer.fate, answer.result) == (Fate.REFUSED, None)


def test_visits_are_counted_and_taken_back(api: StampApi) -> None:
    stamp_idx = issued(api)
    for _ in range(3):
        assert api.add(stamp_idx).done
    assert api.remove(stamp_idx).done
    assert seen(api, stamp_idx).visits == 2


def test_full_stamp_takes_no_more_visits(api: StampApi) -> None:
    stamp_idx = issued(api)
    assert api.update(stamp_idx, Change(visits=PLACES)).done
    assert_refused(api.add(stamp_idx))
    assert seen(api, stamp_idx).visits == PLACES


def test_empty_stamp_has_nothing_to_take_back(api: StampApi) -> None:
    stamp_idx = issued(api)
    assert_refused(api.remove(stamp_idx))


def test_redeemed_stamp_is_finished(api: StampApi) -> None:
    stamp_idx = issued(api)
    assert api.update(stamp_idx, Change(redeemed=True, active=True, domain="")).done
    assert_no_such_stamp(api, stamp_idx)
    assert_refused(api.add(stamp_idx))


def test_stamp_that_is_switched_off_comes_back(api: StampApi) -> None:
    stamp_idx = issued(api)
    assert api.update(stamp_idx, Change(active=False)).done
    assert_no_such_stamp(api, stamp_idx)
    assert api.update(stamp_idx, Change(active=True)).done
    assert seen(api, stamp_idx).active


def test_change_sets_what_it_names_and_keeps_the_rest(api: StampApi) -> None:
    stamp_idx = issued(api)
    change = Change(end=date(2028, 1, 1), memo="handed out #ACDEF347", user=UserFields(name="둘"))
    assert api.update(stamp_idx, change).done
    assert api.update(stamp_idx, change).done
    view = seen(api, stamp_idx)
    assert (view.start, view.end, view.memo) == (NEW.start, date(2028, 1, 1), "handed out #ACDEF347")
    assert (view.user.name, view.user.phone) == ("둘", NEW.user.phone)


def test_stamp_outside_its_dates_is_not_seen(api: StampApi) -> None:
    stamp_idx = issued(api, NewStamp(card_idx=123, start=date(2026, 4, 1), end=date(2026, 5, 1)))
    assert_no_such_stamp(api, stamp_idx)


def test_deleted_stamp_is_gone(api: StampApi) -> None:
    stamp_idx = issued(api)
    assert api.delete(stamp_idx).done
    assert_no_such_stamp(api, stamp_idx)
    assert_refused(api.delete(stamp_idx))
    assert_refused(api.update(stamp_idx, Change(active=True)))


def test_connection_is_accepted_with_and_without_a_known_stamp(api: StampApi) -> None:
    stamp_idx = issued(api)
    assert api.test_connection(stamp_idx).reach is Reach.ACCEPTED
    assert api.test_connection(None).reach is Reach.ACCEPTED
    assert seen(api, stamp_idx).visits == 0

"""Looking at stamps: what is kept of an answer, which links are trusted, and when a look proves nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk_app.domain.entry import Kind, State
from kiosk_app.domain.outcome import Answer, Fate, Next, Reason
from kiosk_app.domain.stamp import StampView, UserFields
from kiosk_app.practice import Habits, IdStyle, PracticeService
from kiosk_app.services.looking import Looking, Sight
from tests.counters import Counter, make_counter
from tests.fakes.clock import START
from tests.services import PRACTICE_KEY, practice_in_process


def test_a_fresh_look_keeps_count_places_and_link(counter: Counter, service: PracticeService) -> None:
    stamp_idx = counter.issued()
    counter.api.add(stamp_idx)  # another counter
    look = counter.looking.look(stamp_idx)
    assert look.sight is Sight.FRESH
    ours = counter.looking.ours(stamp_idx)
    assert ours == look.stamp
    assert ours
    assert (ours.visits, ours.places, ours.as_of) == (1, 10, counter.clock.now())
    assert ours.url == f"{service.address}/stamp/{stamp_idx}"


def test_places_and_name_of_the_card_are_learnt_from_a_look(counter: Counter, service: PracticeService) -> None:
    stamp_idx = counter.issued()
    told: list[object] = []
    looking = Looking(counter.store, counter.api, service.address, lambda _: "", lambda *card: told.append(card))
    looking.look(stamp_idx)
    service.go_away()
    looking.look(stamp_idx)
    assert told == [(123, 10, "Coffee card")]


def test_without_an_answer_our_own_record_is_shown(counter: Counter, service: PracticeService) -> None:
    stamp_idx = counter.issued()
    service.go_away()
    look = counter.looking.look(stamp_idx)
    assert (look.sight, look.reason) == (Sight.OURS, Reason.NO_INTERNET)
    assert look.stamp
    assert look.stamp.url == f"{service.address}/stamp/{stamp_idx}"  # built: it is a number


def test_a_text_id_has_no_link_until_the_service_showed_one(tmp_path: Path) -> None:
    with practice_in_process(habits=Habits(id_style=IdStyle.TEXT), today=START.date()) as service:
        counter = make_counter(tmp_path, service.address, PRACTICE_KEY)
        first, second = counter.issued("Ada"), counter.issued("Bob")
        before = counter.looking.ours(second)
        counter.looking.look(first)
        after = counter.looking.ours(second)
        assert before
        assert after
        assert (before.url, after.url) == (None, f"{service.address}/stamp/{second}")


def test_a_stamp_from_elsewhere_is_shown_and_not_kept(counter: Counter) -> None:
    stamp_idx = counter.issued()
    with counter.store.writing() as work:
        work.directory.drop_stamp(stamp_idx)
    look = counter.looking.look(stamp_idx)
    assert look.sight is Sight.FRESH
    assert look.stamp
    assert (look.stamp.customer_id, counter.looking.ours(stamp_idx)) == ("", None)


def test_the_services_no_is_told_in_its_words(counter: Counter) -> None:
    look = counter.looking.look(424242)
    assert (look.sight, look.stamp) == (Sight.REFUSED, None)
    assert look.message


def test_a_look_that_a_visit_overtook_is_thrown_away(counter: Counter, service: PracticeService) -> None:
    stamp_idx = counter.issued()

    class Overtaken:
        """A service whose look is answered only after a visit went by."""

        def validate(self, asked: object, deadline_s: float | None = None) -> Answer[StampView]:
            old = counter.api.validate(stamp_idx)
            counter.open(Kind.VISIT, stamp_idx)
            done = counter.sender.send_next()
            assert done
            assert done.state is State.DONE
            return old

    looking = Looking(counter.store, Overtaken(), service.address, lambda _: "")  # type: ignore[arg-type]
    look = looking.look(stamp_idx)
    assert look.sight is Sight.OURS
    assert look.stamp
    assert look.stamp.visits == 1


@pytest.mark.parametrize(
    "hostile",
    ["https://evil.example/stamp/1347", "http://vvd.bz/stamp/1347", "javascript:alert(1)", "https://vvd.bz/stamp/1348"],
)
def test_a_hostile_link_is_never_kept(counter: Counter, service: PracticeService, hostile: str) -> None:
    stamp_idx = counter.issued()

    class Hostile:
        """A service that points elsewhere, and says that its domain is that very place."""

        def validate(self, asked: object, deadline_s: float | None = None) -> Answer[StampView]:
            view = StampView(
                *(stamp_idx, 123, "Coffee", 3, 10, hostile, "https://evil.example", None, None, True, ""),
                UserFields(),
            )
            return Answer(Fate.DONE, Next.NOTHING, Reason.OK, view)

    looking = Looking(counter.store, Hostile(), service.address, lambda _: "")  # type: ignore[arg-type]
    look = looking.look(stamp_idx)
    assert look.stamp
    assert look.stamp.url == f"{service.address}/stamp/{stamp_idx}"
    assert look.stamp.visits == 3

"""The settings service: checked changes under a lock, from the file as it is inside the lock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.disk import StoreTrouble
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.domain.settings import Settings, Shop
from kiosk_app.domain.validity import Unit, ValidFor, ValidUntil
from kiosk_app.services.settings import SettingsService
from kiosk_app.store.settings_file import GONE, SettingsFile
from tests.fakes.clock import FakeClock

COFFEE = StampCard(123, "Coffee card")
BAKERY = StampCard(131, "Bakery card", places=6)


class Door:
    """A lock that counts who came in, and lets something happen before it opens; shut, it gives up."""

    def __init__(self) -> None:
        self.entered = 0
        self.before: Callable[[], object] | None = None
        self.shut = False

    @contextmanager
    def __call__(self) -> Iterator[None]:
        if self.shut:
            raise BadInput(Problem("settings.toml", Fault.BUSY))
        if self.before:
            happens, self.before = self.before, None
            happens()
        self.entered += 1
        yield


class Counter:
    """One counter's settings in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "settings.toml"
        self.door = Door()
        self.clock = FakeClock()
        self.settings = SettingsService(SettingsFile(self.path, folder / "backups"), self.door, self.clock.today)

    def text(self) -> str:
        return self.path.read_text("utf-8")


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return Counter(tmp_path)


def refused(run: Callable[[], object]) -> list[tuple[str, Fault]]:
    with pytest.raises(BadInput) as caught:
        run()
    return [(problem.field, problem.fault) for problem in caught.value.problems]


def test_a_new_folder_has_the_defaults(counter: Counter) -> None:
    assert counter.settings.current() == Settings()
    assert counter.settings.problems() == ()


def test_a_card_that_was_added_is_there_for_every_other_reader(counter: Counter, tmp_path: Path) -> None:
    other = Counter(tmp_path)
    assert other.settings.current().cards == ()
    assert counter.settings.add_card(COFFEE).cards == (COFFEE,)
    assert other.settings.current().cards == (COFFEE,)
    other.settings.add_card(BAKERY)
    assert counter.settings.current().cards == (COFFEE, BAKERY)


def test_a_card_that_is_there_already_is_refused(counter: Counter) -> None:
    counter.settings.add_card(COFFEE)
    before = counter.text()
    assert refused(lambda: counter.settings.add_card(replace(BAKERY, card_idx=123))) == [("card_idx", Fault.TWICE)]
    assert counter.text() == before


def test_a_wrong_card_is_refused_with_bare_keys_before_the_lock(counter: Counter) -> None:
    wrong = StampCard(-1, "", places=0, valid=ValidFor(6, Unit.YEARS))
    assert refused(lambda: counter.settings.add_card(wrong)) == [
        ("places", Fault.OUT_OF_RANGE),
        ("card_idx", Fault.NOT_POSITIVE),
        ("name", Fault.MISSING),
        ("valid_for", Fault.TOO_FAR),
    ]
    assert counter.door.entered == 0
    assert not counter.path.exists()


def test_a_card_added_today_cannot_end_in_the_past_or_over_five_years_ahead(counter: Counter) -> None:
    for end in (date(2026, 11, 20), date(2031, 11, 22)):
        with pytest.raises(BadInput):
            counter.settings.add_card(replace(COFFEE, valid=ValidUntil(end)))
    counter.settings.add_card(replace(COFFEE, valid=ValidUntil(date(2031, 11, 21))))


def test_a_card_whose_fixed_end_has_passed_stays_and_does_not_stop_other_changes(counter: Counter) -> None:
    ended = replace(COFFEE, valid=ValidUntil(date(2026, 12, 24)))
    counter.settings.add_card(ended)
    counter.clock.advance(timedelta(days=60).total_seconds())
    assert counter.settings.problems() == ()
    counter.settings.add_card(BAKERY)
    assert counter.settings.change_card(123, replace(ended, reward="a free coffee"))
    assert counter.settings.current().cards == (replace(ended, reward="a free coffee"), BAKERY)


def test_a_card_is_kept_cleaned(counter: Counter) -> None:
    counter.settings.add_card(replace(COFFEE, name=" \u202eCafé\t☕\x07 ", domain="VVD.bz"))
    (card,) = counter.settings.current().cards
    assert (card.name, card.domain) == ("Café ☕", "https://vvd.bz")


def test_a_card_is_changed_in_its_place(counter: Counter) -> None:
    counter.settings.add_card(COFFEE)
    counter.settings.add_card(BAKERY)
    changed = replace(COFFEE, card_idx=124, name="Kaffee")
    assert counter.settings.change_card(123, changed) == Settings(cards=(changed, BAKERY))
    assert counter.settings.change_card(999, changed) is None
    assert refused(lambda: counter.settings.change_card(124, replace(changed, card_idx=131))) == [
        ("card_idx", Fault.TWICE)
    ]
    past = replace(changed, valid=ValidUntil(date(2020, 1, 1)))
    assert refused(lambda: counter.settings.change_card(124, past)) == [("valid_until", Fault.IN_THE_PAST)]


def test_a_removed_card_is_gone_and_one_that_is_not_there_is_none(counter: Counter) -> None:
    counter.settings.add_card(COFFEE)
    before = counter.text()
    assert counter.settings.remove_card(999) is None
    assert counter.text() == before
    assert counter.settings.remove_card(123) == Settings()
    assert counter.settings.current().cards == ()


@pytest.mark.parametrize("url", ["", "http://example.org", "ftp://x", "https://u:p@x", "vivoldi.com", "https://x/path"])
def test_an_address_that_is_neither_https_nor_loopback_is_refused(counter: Counter, url: str) -> None:
    assert refused(lambda: counter.settings.choose_service(url)) == [("service.url", Fault.BAD_ADDRESS)]
    assert not counter.path.exists()


def test_the_service_is_chosen_in_its_one_way_of_writing(counter: Counter) -> None:
    counter.settings.choose_service(" HTTPS://Vivoldi.COM/ ")
    assert counter.settings.current().service.url == "https://vivoldi.com"
    counter.settings.choose_service("http://127.0.0.1:8080")
    assert counter.settings.current().service.url == "http://127.0.0.1:8080"


def test_a_change_is_made_to_what_the_file_says_inside_the_lock(counter: Counter, tmp_path: Path) -> None:
    assert counter.settings.current().cards == ()
    counter.door.before = lambda: Counter(tmp_path).settings.add_card(BAKERY)
    counter.settings.add_card(COFFEE)
    assert counter.settings.current().cards == (BAKERY, COFFEE)


def test_a_card_that_another_added_while_we_waited_is_refused(counter: Counter, tmp_path: Path) -> None:
    counter.door.before = lambda: Counter(tmp_path).settings.add_card(COFFEE)
    assert refused(lambda: counter.settings.add_card(COFFEE)) == [("card_idx", Fault.TWICE)]


def test_a_change_that_changes_nothing_writes_nothing(counter: Counter) -> None:
    counter.settings.change(lambda settings: settings)
    assert not counter.path.exists()


def test_a_wrong_change_is_refused_under_its_full_key_and_writes_nothing(counter: Counter) -> None:
    counter.settings.add_card(COFFEE)
    before = counter.text()

    def wrong(settings: Settings) -> Settings:
        past = replace(BAKERY, valid=ValidUntil(date(2020, 1, 1)))
        return replace(settings, cards=(*settings.cards, past))

    assert refused(lambda: counter.settings.change(wrong)) == [("card[2].valid_until", Fault.IN_THE_PAST)]
    assert refused(lambda: counter.settings.change(lambda _: Settings(Shop(counters=0)))) == [
        ("shop.counters", Fault.OUT_OF_RANGE)
    ]
    assert counter.text() == before


def test_a_file_that_the_owner_edits_is_followed(counter: Counter) -> None:
    counter.settings.add_card(COFFEE)
    counter.path.write_text(counter.text().replace("Coffee card", "Kaffeekarte"), "utf-8")
    assert counter.settings.current().cards == (replace(COFFEE, name="Kaffeekarte"),)


def test_a_faulty_file_leaves_the_counter_going_and_refuses_every_change(counter: Counter) -> None:
    counter.settings.add_card(COFFEE)
    faulty = counter.text() + "[shop]\ncountry = 'Atlantis'\n"
    counter.path.write_text(faulty, "utf-8")
    told = [("shop.country", Fault.NOT_A_COUNTRY)]
    assert counter.settings.current().cards == (COFFEE,)
    assert [(problem.field, problem.fault) for problem in counter.settings.problems()] == told
    assert refused(lambda: counter.settings.add_card(BAKERY)) == told
    assert refused(lambda: counter.settings.remove_card(123)) == told
    assert refused(lambda: counter.settings.choose_service("https://vivoldi.com")) == told
    assert not counter.settings.learn(123, 12, "Coffee")
    assert counter.text() == faulty


def test_a_faulty_file_that_never_was_good_gives_no_settings_at_all(counter: Counter) -> None:
    counter.path.write_text("[shop\n")
    assert refused(counter.settings.current) == [("settings.toml", Fault.SYNTAX)]


def test_a_file_that_is_gone_is_written_again_from_the_last_good_one(counter: Counter) -> None:
    counter.settings.add_card(COFFEE)
    counter.path.unlink()
    assert counter.settings.current().cards == (COFFEE,)
    assert counter.settings.problems() == (GONE,)
    counter.settings.add_card(BAKERY)
    assert counter.settings.current().cards == (COFFEE, BAKERY)
    assert counter.settings.problems() == ()


def test_places_and_name_follow_the_service(counter: Counter) -> None:
    counter.settings.add_card(COFFEE)
    counter.settings.add_card(BAKERY)
    assert counter.settings.learn(123, 12, "Coffee club")
    learnt = replace(COFFEE, places=12, name="Coffee club", told_name="Coffee club")
    assert counter.settings.current().cards == (learnt, BAKERY)


def test_a_name_the_owner_chose_since_stays_until_the_service_has_another(counter: Counter) -> None:
    counter.settings.add_card(COFFEE)
    assert counter.settings.learn(123, 10, COFFEE.name)
    told = counter.settings.current().cards[0]
    counter.settings.change_card(123, replace(told, name="The owner’s"))
    assert not counter.settings.learn(123, 10, COFFEE.name)
    assert counter.settings.current().cards[0].name == "The owner’s"
    assert counter.settings.learn(123, 10, "Coffee 2027")
    assert counter.settings.current().cards[0].name == "Coffee 2027"


@pytest.mark.parametrize(
    ("card_idx", "places", "name"),
    [(123, 10, ""), (999, 12, "Coffee"), (123, 0, " "), (123, 1000, "x" * 301), (123, -5, ""), (123, None, "\u202e")],
)
def test_what_is_known_or_cannot_be_is_not_learnt(
    counter: Counter, card_idx: int, places: int | None, name: str
) -> None:
    counter.settings.add_card(COFFEE)
    before = counter.text()
    assert not counter.settings.learn(card_idx, places, name)
    assert counter.text() == before
    assert counter.door.entered == 1  # the adding


def test_learning_never_stands_in_the_way(counter: Counter) -> None:
    counter.settings.add_card(COFFEE)
    counter.door.shut = True
    assert not counter.settings.learn(123, 12, "Coffee club")
    counter.door.shut = False
    assert counter.settings.learn(123, 12, "Coffee club")


def test_a_busy_lock_is_told_and_nothing_is_written(counter: Counter) -> None:
    counter.door.shut = True
    assert refused(lambda: counter.settings.add_card(COFFEE)) == [("settings.toml", Fault.BUSY)]
    assert not counter.path.exists()


def test_a_disk_that_fails_is_told(tmp_path: Path) -> None:
    counter = Counter(tmp_path / "missing")
    with pytest.raises(StoreTrouble):
        counter.settings.add_card(COFFEE)

"""A stamp card: its memo, its dates, and the checks that file, commands and pages share."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_app.domain.card import StampCard, memo_text
from kiosk_app.domain.checks import MAX_CARD_IDX, check_card, checked_card, checked_settings, proxy_address
from kiosk_app.domain.ids import REFERENCE_LETTERS
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.domain.settings import Counter, Service, Settings, Shop
from kiosk_app.domain.text import MAX_FIELD
from kiosk_app.domain.validity import Span, Unit, ValidFor, ValidUntil

TODAY = date(2026, 11, 21)
CARD = StampCard(123, "Coffee card")
references = st.text(REFERENCE_LETTERS, min_size=8, max_size=8)


def faults(card: StampCard, today: date | None = None) -> list[tuple[str, Fault]]:
    return [(problem.field, problem.fault) for problem in check_card(card, today)]


@given(st.text(), references, st.text(), st.none() | st.text(), st.integers(9, 400))
def test_a_memo_ends_in_the_reference_and_keeps_the_limit(
    template: str, reference: str, counter: str, staff: str | None, limit: int
) -> None:
    memo = memo_text(template, reference, counter, staff, limit)
    assert memo.endswith(f"#{reference}")
    assert len(memo) <= limit


@given(references)
def test_a_reference_is_never_cut_even_where_it_does_not_fit(reference: str) -> None:
    assert memo_text("long " * 20, reference, "", None, 4) == f"#{reference}"


def test_a_memo_names_counter_and_staff() -> None:
    assert memo_text("{counter}, {staff}", "ACDEFGHJ", "Counter 1", "Mina", 300) == "Counter 1, Mina #ACDEFGHJ"
    assert memo_text("", "ACDEFGHJ", "Counter 1", None, 300) == "#ACDEFGHJ"


def test_a_counter_named_like_a_place_holder_stays_its_name() -> None:
    assert memo_text("{counter}", "ACDEFGHJ", "{staff}", "Mina", 300) == "{staff} #ACDEFGHJ"


def test_a_card_knows_the_dates_of_a_stamp_issued_today() -> None:
    assert CARD.span(TODAY) == Span(TODAY, date(2027, 11, 21))
    assert replace(CARD, start_delay_days=10).span(TODAY) == Span(date(2026, 12, 1), date(2027, 12, 1))


def test_a_plain_card_has_no_problem() -> None:
    assert faults(CARD, TODAY) == []


@pytest.mark.parametrize("card_idx", [0, -1, -(10**30)])
def test_a_card_idx_that_is_not_positive_is_refused(card_idx: int) -> None:
    assert faults(replace(CARD, card_idx=card_idx)) == [("card_idx", Fault.NOT_POSITIVE)]


def test_a_card_idx_that_no_database_holds_is_refused() -> None:
    assert faults(replace(CARD, card_idx=MAX_CARD_IDX)) == []
    assert faults(replace(CARD, card_idx=MAX_CARD_IDX + 1)) == [("card_idx", Fault.OUT_OF_RANGE)]


@pytest.mark.parametrize(
    ("wrong", "key", "low", "high"),
    [
        (replace(CARD, places=0), "places", "1", "999"),
        (replace(CARD, places=1000), "places", "1", "999"),
        (replace(CARD, start_delay_days=-1), "start_delay_days", "0", "365"),
        (replace(CARD, start_delay_days=10**12), "start_delay_days", "0", "365"),
        (replace(CARD, pause_s=86_401), "pause_s", "0", "86400"),
        (replace(CARD, per_day=100), "per_day", "0", "99"),
    ],
)
def test_a_number_out_of_its_range_is_told_with_the_range(wrong: StampCard, key: str, low: str, high: str) -> None:
    assert check_card(wrong, TODAY) == (Problem(key, Fault.OUT_OF_RANGE, str(getattr(wrong, key)), (low, high)),)


def test_counting_the_first_visit_needs_a_stamp_that_is_active_and_begins_today() -> None:
    expected = [("first_visit", Fault.FIRST_VISIT_NEEDS_ACTIVE)]
    assert faults(replace(CARD, first_visit=True)) == []
    assert faults(replace(CARD, first_visit=True, active=False)) == expected
    assert faults(replace(CARD, first_visit=True, start_delay_days=1)) == expected


@pytest.mark.parametrize(
    "domain", ["http://vvd.bz", "https://vvd.bz/path", "https://1.2.3.4", "not a domain", "https://"]
)
def test_what_is_no_link_domain_is_refused(domain: str) -> None:
    assert faults(replace(CARD, domain=domain)) == [("domain", Fault.BAD_DOMAIN)]


def test_a_link_domain_is_kept_in_one_way_of_writing() -> None:
    assert checked_card(replace(CARD, domain="VVD.bz/")).domain == "https://vvd.bz"


def test_a_validity_that_no_text_could_give_is_refused_as_well() -> None:
    assert faults(replace(CARD, valid=ValidFor(6, Unit.YEARS))) == [("valid_for", Fault.TOO_FAR)]
    assert faults(replace(CARD, valid=ValidFor(0, Unit.DAYS))) == [("valid_for", Fault.NOT_A_VALIDITY)]


@pytest.mark.parametrize(
    ("end", "fault"),
    [(date(2026, 11, 20), Fault.IN_THE_PAST), (date(2031, 11, 22), Fault.TOO_FAR), (date(9999, 12, 31), Fault.TOO_FAR)],
)
def test_a_fixed_end_is_held_against_today_only_when_a_person_sets_it(end: date, fault: Fault) -> None:
    card = replace(CARD, valid=ValidUntil(end))
    assert faults(card, TODAY) == [("valid_until", fault)]
    assert faults(card) == []


def test_29_february_is_a_good_end() -> None:
    assert faults(replace(CARD, valid=ValidUntil(date(2028, 2, 29))), TODAY) == []


def test_every_text_is_at_most_300_characters_and_every_problem_is_told() -> None:
    wrong = StampCard(0, "x" * 301, reward="é" * 301, memo="🎉" * 301, etc1_name="x" * 301, etc2_name="x" * 301)
    keys = ["name", "reward", "memo", "etc1_name", "etc2_name"]
    assert faults(wrong) == [*((key, Fault.TOO_LONG) for key in keys), ("card_idx", Fault.NOT_POSITIVE)]


def test_harmless_marks_are_removed_and_not_refused() -> None:
    assert checked_card(replace(CARD, name="\u202e Café\x07 \t☕ ")).name == "Café ☕"


def test_a_card_without_a_name_to_be_seen_is_refused() -> None:
    with pytest.raises(BadInput) as caught:
        checked_card(replace(CARD, name="\u200d\x00"))
    assert caught.value.problems == (Problem("name", Fault.MISSING),)


@given(st.builds(StampCard, st.integers(), st.text(), st.text(), st.integers(), domain=st.text(), memo=st.text()))
def test_a_card_that_passed_once_passes_again_unchanged(card: StampCard) -> None:
    try:
        passed = checked_card(card, TODAY)
    except BadInput:
        return
    assert checked_card(passed, TODAY) == passed
    assert all(len(text) <= MAX_FIELD for text in (passed.name, passed.reward, passed.memo, passed.domain))


def test_settings_tell_every_problem_under_its_full_key() -> None:
    wrong = Settings(
        Shop(country="UK", language="english please", accent="red", counters=51),
        Service(url="http://example.org", proxy="ftp://proxy"),
        Counter(idle_s=4, undo_s=61),
        (CARD, replace(CARD, places=0), replace(CARD, card_idx=5, name="")),
    )
    with pytest.raises(BadInput) as caught:
        checked_settings(wrong)
    assert [(problem.field, problem.fault) for problem in caught.value.problems] == [
        ("shop.counters", Fault.OUT_OF_RANGE),
        ("shop.country", Fault.NOT_A_COUNTRY),
        ("shop.language", Fault.NOT_A_LANGUAGE),
        ("shop.accent", Fault.NOT_A_COLOUR),
        ("service.url", Fault.BAD_ADDRESS),
        ("service.proxy", Fault.BAD_PROXY),
        ("counter.idle_s", Fault.OUT_OF_RANGE),
        ("counter.undo_s", Fault.OUT_OF_RANGE),
        ("card[2].places", Fault.OUT_OF_RANGE),
        ("card[2].card_idx", Fault.TWICE),
        ("card[3].name", Fault.MISSING),
    ]


def test_settings_are_kept_in_one_way_of_writing() -> None:
    typed = Settings(
        Shop(country="kr", logo=" /home/a  b/logo.png\n"), Service("HTTPS://Vivoldi.com/", "Proxy.Shop:3128/")
    )
    assert checked_settings(typed) == Settings(
        Shop(country="KR", logo="/home/a  b/logo.png"), Service("https://vivoldi.com", "http://proxy.shop:3128")
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("http://10.0.0.1:3128", "http://10.0.0.1:3128"),
        ("https://proxy.shop", "https://proxy.shop"),
        ("http://proxy.shop:443", "http://proxy.shop:443"),
        ("[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_a_proxy_may_be_any_host(typed: str, kept: str) -> None:
    assert proxy_address(typed) == kept
    assert proxy_address(kept) == kept


@pytest.mark.parametrize(
    "typed", ["", "socks5://proxy", "http://", "http://me:secret@proxy:1", "http://proxy/path", "a b"]
)
def test_what_is_no_plain_proxy_is_refused_and_a_password_not_repeated(typed: str) -> None:
    assert proxy_address(typed) is None
    if typed:
        with pytest.raises(BadInput) as caught:
            checked_settings(Settings(service=Service(proxy=typed)))
        assert caught.value.problems == (Problem("service.proxy", Fault.BAD_PROXY),)

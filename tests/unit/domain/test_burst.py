"""A scanner's keys and a person's, told apart by nothing but how they were pressed."""

from math import inf

from hypothesis import given
from hypothesis import strategies as st

from kiosk_app.domain.burst import LEAST_CHARS, Pace, Stroke, burst_of

PACE = Pace()
CODES = st.text(st.sampled_from("ABCXYZabc0123456789-_."), min_size=LEAST_CHARS, max_size=60)
TYPED = st.text(st.sampled_from("abcdefgh"), max_size=3)


def scanner(text: str) -> list[Stroke]:
    return [Stroke(char, held_ms=4) for char in text]


def finger(text: str) -> list[Stroke]:
    return [Stroke(char, held_ms=90, overlaps=True) for char in text]


@given(CODES)
def test_whatever_a_scanner_types_is_a_scan(code: str) -> None:
    burst = burst_of(scanner(code), PACE)
    assert burst is not None
    assert (burst.text, burst.by_hand) == (code, frozenset())


@given(CODES, st.data())
def test_a_fingers_key_is_found_wherever_it_fell(code: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(code)))
    strokes = [*scanner(code[:at]), *finger("x"), *scanner(code[at:])]
    burst = burst_of(strokes, PACE)
    assert burst is not None
    assert (burst.text, burst.by_hand) == (code, frozenset({at}))


@given(TYPED, st.sampled_from(["https://vvd.bz/stamp/274", "HTTP://VVD.BZ/STAMP/ABC"]))
def test_nothing_stands_before_a_link(typed: str, link: str) -> None:
    burst = burst_of(scanner(typed + link), PACE)
    assert burst is not None
    assert (burst.text, burst.by_hand) == (link, frozenset(range(len(typed))))


@given(TYPED, st.text(st.sampled_from("0123456789"), min_size=1, max_size=20))
def test_nothing_stands_before_a_prefix_and_it_is_no_part_of_the_code(typed: str, code: str) -> None:
    burst = burst_of(scanner(f"{typed}~~{code}"), Pace(prefix="~~"))
    assert burst is not None
    assert (burst.text, burst.by_hand) == (code, frozenset(range(len(typed))))


@given(st.text(st.sampled_from("abc12"), max_size=LEAST_CHARS - 1))
def test_few_keys_are_a_persons(text: str) -> None:
    assert burst_of(scanner(text), PACE) is None


def test_a_prefix_alone_is_no_scan() -> None:
    assert burst_of(scanner("~"), Pace(prefix="~")) is None


def test_a_scanner_that_lets_go_late_is_one_all_the_same() -> None:
    for held_ms in (90, inf):
        burst = burst_of([Stroke(char, held_ms, overlaps=True) for char in "ABC12345"], PACE)
        assert burst is not None
        assert (burst.text, burst.by_hand) == ("ABC12345", frozenset())


def test_keys_that_type_nothing_count_for_nothing() -> None:
    assert burst_of(scanner(["", "a", "b", "", "", "", ""]), PACE) is None  # type: ignore[arg-type]


def test_a_key_belongs_to_the_one_before_by_time_alone() -> None:
    assert PACE.goes_on(0)
    assert PACE.goes_on(30)
    assert not PACE.goes_on(30.1)
    assert not PACE.goes_on(-1)  # timed by another clock

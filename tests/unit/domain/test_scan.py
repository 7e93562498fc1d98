"""What a scan can mean. Every text is somebody's code: none is too odd."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_app.domain.ids import StampIdx, stamp_idx_from_wire
from kiosk_app.domain.links import MAX_URL, built_link
from kiosk_app.domain.scan import Scan, read_scan
from kiosk_app.domain.two_set import keys_of

DOMAINS = ("https://vvd.bz", "https://card.example", "http://127.0.0.1:8080")
IDS = st.one_of(
    st.integers(1, 10**12), st.from_regex(r"[A-Z0-9]{16}", fullmatch=True).filter(lambda one: not one.isdigit())
)


@given(
    IDS,
    st.sampled_from(["https://vvd.bz", "https://card.example"]),
    st.sampled_from(["https://", "http://", "https://www.", "HTTPS://", ""]),
    st.sampled_from(["", "/", "?a=1&b", "#top", "/page/2?x#y"]),
)
def test_a_link_of_ours_is_read_however_it_was_written(
    stamp_idx: StampIdx, domain: str, scheme: str, tail: str
) -> None:
    link = built_link(stamp_idx, domain, "https://vivoldi.com").replace("https://", scheme, 1) + tail
    for text in (link, link.upper(), f"  {link}\r\n", f"]Q1{link}"):
        scan = read_scan(text, DOMAINS)
        assert scan.stamps[0] == stamp_idx
        assert scan.is_link
        assert scan.member_ids == ()


@given(IDS)
def test_the_service_on_this_computer_has_links_of_ours(stamp_idx: StampIdx) -> None:
    assert read_scan(f"http://127.0.0.1:8080/stamp/{stamp_idx}", DOMAINS).stamps[0] == stamp_idx


OTHERS = (
    "https://evil.example/stamp/",
    "https://vvd.bz.evil.example/stamp/",
    "https://vvd.bz@evil.example/stamp/",
    "https://vvd.bz:8443/stamp/",
    "ftp://vvd.bz/stamp/",
    "javascript://vvd.bz/stamp/",
)


@given(IDS, st.sampled_from(OTHERS))
def test_a_link_to_anywhere_else_is_none_of_ours(stamp_idx: StampIdx, start: str) -> None:
    assert read_scan(f"{start}{stamp_idx}", DOMAINS).is_nothing


@given(IDS)
def test_a_bare_id_may_be_a_stamp_or_a_member(stamp_idx: StampIdx) -> None:
    scan = read_scan(str(stamp_idx), DOMAINS)
    assert (scan.stamps[0], scan.member_ids[0], scan.is_link) == (stamp_idx, str(stamp_idx), False)


def test_case_that_was_lost_is_tried_both_ways() -> None:
    assert "ZJLF0399WQBEQZJM" in read_scan("zjlf0399WQbEQzjm", DOMAINS).stamps
    assert "ZJLF0399WQBEQZJM" in read_scan("HTTPS://VVD.BZ/STAMP/zjlf0399wqbeqzjm", DOMAINS).stamps
    assert read_scan("274", DOMAINS).stamps == (274, "274")


def test_wide_letters_are_latin_ones() -> None:
    assert read_scan("ｈｔｔｐｓ：／／ｖｖｄ．ｂｚ／ｓｔａｍｐ／２７４", DOMAINS).stamps[0] == 274


@pytest.mark.parametrize("text", ["", " ", "\r\n", "https://", "https://vvd.bz/", "x" * (MAX_URL + 1), "9" * 10_000])
def test_nothing_is_nothing(text: str) -> None:
    assert read_scan(text, DOMAINS).is_nothing


@given(st.text(max_size=300))
def test_no_code_is_too_odd(text: str) -> None:
    scan = read_scan(text, DOMAINS)
    assert isinstance(scan, Scan)
    assert all(stamp_idx_from_wire(one) == one for one in scan.stamps)


HANGUL_KEYS = "qwertyuiopasdfghjklzxcvbnmQWERTOP"


@given(st.text(st.characters(codec="utf-8")))
def test_what_is_no_hangul_stays(text: str) -> None:
    kept = "".join(char for char in text if not "\u1100" <= char <= "\u11ff" and not "\u3131" <= char <= "\ud7a3")
    assert keys_of(kept) == kept


@given(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3))
def test_every_syllable_has_keys(syllable: str) -> None:
    assert set(keys_of(syllable)) <= set(HANGUL_KEYS)


@pytest.mark.parametrize(
    ("hangul", "keys"),
    [
        ("ㅗㅅ", "ht"), ("한글", "gksrmf"), ("김민지", "rlaalswl"), ("값", "rkqt"), ("꿰", "Rnp"), ("ㅘ", "hk"),
        ("ㅄ", "qt"), ("\u1112\u1161\u11ab", "gks"), ("abc 1:/", "abc 1:/"),
    ],
)  # fmt: skip
def test_hangul_is_the_keys_that_typed_it(hangul: str, keys: str) -> None:
    assert keys_of(hangul) == keys

"""Addresses and links: the right pass in one way of writing, everything that only looks right is None."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_app.domain.ids import StampIdx, stamp_idx_from_text, stamp_idx_from_wire
from kiosk_app.domain.links import (
    built_link,
    checked_link,
    display_host,
    has_proven_shape,
    link_domain,
    service_address,
    stamp_idx_from_scan,
)

VIVOLDI = "https://vivoldi.com"
LOOPBACK = "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://vivoldi.com", "https://vivoldi.com"),
        ("  HTTPS://Vivoldi.COM:443/ ", "https://vivoldi.com"),
        ("https://vivoldi.com:8443", "https://vivoldi.com:8443"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("http://127.9.9.9:1/", "http://127.9.9.9:1"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("https://192.168.0.5", "https://192.168.0.5"),
        ("https://스탬프.한국", "https://xn--9t4b64x37c.xn--3e0b707e"),
    ],
)
def test_service_is_https_or_on_loopback(text: str, address: str) -> None:
    assert service_address(text) == address
    assert service_address(address) == address


@pytest.mark.parametrize(
    "text",
    [
        "", "vivoldi.com", "http://vivoldi.com", "ftp://vivoldi.com", "https:vivoldi.com", "https:///vivoldi.com",
        "https://user@vivoldi.com", "https://user:pw@vivoldi.com", "https://@vivoldi.com", "https://vivoldi.com?",
        "https://vivoldi.com?a=1", "https://vivoldi.com#", "https://vivoldi.com/api", "https://vivoldi.com//",
        "https://vivoldi.com:0", "https://vivoldi.com:", "https://vivoldi.com:65536", "https://vivoldi.com:x",
        "https://viv oldi.com", "https://vivoldi.com\n.evil.com", "https://vivoldi.com\\@evil.com", "https://-a.com",
        "https://a..com", "https://.com", "https://" + "a" * 64 + ".com", "https://" + "a." * 130 + "com",
        "https://2130706433", "https://0x7f000001", "https://127.1", "http://127.0.0.1.evil.com", "http://localhost.",
        "http://127.0.0.1@evil.com", "https://[::1", "https://[v1.a]", "http://[::ffff:8.8.8.8]", "http://[fe80::1%25x]",
        "https://a\u2100b.com", "https://evil.com\uff0f.vivoldi.com", "https://" + "a" * 3000,
    ],
)  # fmt: skip
def test_any_other_service_address_is_none(text: str) -> None:
    assert service_address(text) is None


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("vvd.bz", "https://vvd.bz"),
        (" https://VVD.bz/ ", "https://vvd.bz"),
        ("https://vvd.bz:443", "https://vvd.bz"),
        ("stamp.cafe-hana.example", "https://stamp.cafe-hana.example"),
        ("스탬프.한국", "https://xn--9t4b64x37c.xn--3e0b707e"),
        *[
            (text, None)
            for text in (
                "", "http://vvd.bz", "https://vvd.bz:8443", "vvd.bz/stamp", "vvd", "127.0.0.1", "[::1]", "localhost",
                "vvd.bz?x", "a@vvd.bz", "vvd.1", "vvd bz", "https://https://vvd.bz",
            )
        ],
    ],
)  # fmt: skip
def test_link_domain_is_a_name_with_https(text: str, domain: str | None) -> None:
    assert link_domain(text) == domain


@pytest.mark.parametrize(
    ("url", "stamp_idx", "domain", "service", "link"),
    [
        ("https://vvd.bz/stamp/274", 274, "", VIVOLDI, "https://vvd.bz/stamp/274"),
        ("HTTPS://VVD.BZ:443/stamp/274", 274, "", VIVOLDI, "https://vvd.bz/stamp/274"),
        ("https://vvd.bz/s/274", 274, "https://vvd.bz", VIVOLDI, "https://vvd.bz/s/274"),
        ("https://vvd.bz/274", 274, "vvd.bz", VIVOLDI, "https://vvd.bz/274"),
        ("https://c.example/stamp/A_b-1", "A_b-1", "c.example", VIVOLDI, "https://c.example/stamp/A_b-1"),
        ("https://스탬프.한국/stamp/1", 1, "스탬프.한국", VIVOLDI, "https://xn--9t4b64x37c.xn--3e0b707e/stamp/1"),
        (f"{LOOPBACK}/stamp/274", 274, "", LOOPBACK, f"{LOOPBACK}/stamp/274"),
        (f"{LOOPBACK}/stamp/274", 274, "c.example", LOOPBACK, f"{LOOPBACK}/stamp/274"),
        ("https://vvd.bz/stamp/274", 274, "", LOOPBACK, "https://vvd.bz/stamp/274"),
    ],
)
def test_link_on_the_cards_domain_passes(url: str, stamp_idx: StampIdx, domain: str, service: str, link: str) -> None:
    assert checked_link(url, stamp_idx, domain, service) == link


@pytest.mark.parametrize(
    "url",
    [
        "", "vvd.bz/stamp/274", "//vvd.bz/stamp/274", "http://vvd.bz/stamp/274", "javascript:alert(1)//stamp/274",
        "https://vvd.bz/stamp/275", "https://vvd.bz/stamp/2740", "https://vvd.bz/stamp/274/", "https://vvd.bz/stamp/",
        "https://vvd.bz/stamp/274?x=1", "https://vvd.bz/stamp/274?", "https://vvd.bz/stamp/274#", "https://vvd.bz?/274",
        "https://u@vvd.bz/stamp/274", "https://vvd.bz@evil.com/stamp/274", "https://vvd.bz:8443/stamp/274",
        "https://evil.com/stamp/274", "https://www.vvd.bz/stamp/274", "https://vvd.bz.evil.com/stamp/274",
        "https://vvd.bz\\@evil.com/stamp/274", "https://evil.com\\.vvd.bz/stamp/274", "https://vvd.bz/../stamp/274",
        "https://vvd.bz/./274", "https://vvd.bz//evil.com/274", "https://vvd.bz/stamp/%32%37%34", "https://vvd.bz/%2e/274",
        "https://vvd.bz/stamp/274\n", " https://vvd.bz/stamp/274", "https://vvd.bz/stamp/274 ",
        "https://vvd.bz/st amp/274",
        "https://vvd.bz/stamp;x/274", "https://vvd\u3002bz.evil.com/stamp/274", "https://vvd.bz./stamp/274",
        "https://vvd.bz/stamp/２７４", "https://xn--vvd-.bz/stamp/274", f"{LOOPBACK}/stamp/274",
        "https://vvd.bz/" + "a/" * 1500 + "274",
    ],
)  # fmt: skip
def test_link_that_is_not_plainly_ours_is_none(url: str) -> None:
    assert checked_link(url, 274, "", VIVOLDI) is None


def test_other_origin_of_a_loopback_service_is_none() -> None:
    for url in (
        "http://127.0.0.1:8081/stamp/274",
        "https://127.0.0.1:8080/stamp/274",
        "http://localhost:8080/stamp/274",
    ):
        assert checked_link(url, 274, "", LOOPBACK) is None


def test_bad_domain_of_a_card_lets_nothing_through() -> None:
    assert checked_link("https://vvd.bz/stamp/274", 274, "http://vvd.bz", VIVOLDI) is None


HOSTS = st.sampled_from(["vvd.bz", "VVD.BZ", "evil.com", "vvd.bz.evil.com", "vvd。bz", "xn--vvd.bz", "127.0.0.1:8080"])
MARKS = st.text(st.sampled_from("/\\@:?#.%;[] \t\nstamp274eviｌ\u202e。"), max_size=12)
URLS = st.builds(
    "{}{}{}{}{}{}".format,
    st.sampled_from(["https://", "http://", "//", "https:", "HTTPS://", "https:\\\\"]),
    MARKS, HOSTS, MARKS, st.sampled_from(["/stamp/", "/", "/a/stamp/", "\\stamp\\"]),
    st.sampled_from(["274", "274/", "275", "%274", "274?x", "２７４"]),
)  # fmt: skip
IDS: st.SearchStrategy[StampIdx] = st.integers(-5, 2**64) | st.text(max_size=8) | st.sampled_from([274, "274", "A_b-1"])


@given(
    URLS | st.text(),
    IDS,
    st.sampled_from(["", "vvd.bz", "evil", "https://c.example"]),
    st.sampled_from([VIVOLDI, LOOPBACK]),
)
def test_whatever_passes_is_plainly_ours(url: str, stamp_idx: StampIdx, domain: str, service: str) -> None:
    link = checked_link(url, stamp_idx, domain, service)
    if link is None:
        return
    assert link.isascii()
    assert not set(link) & set(" \t\n\\@?#%;<>\"'")
    parts = urlsplit(link)
    allowed = {"": {"vvd.bz"}, "vvd.bz": {"vvd.bz"}, "https://c.example": {"c.example"}}.get(domain, set())
    if parts.scheme == "https":
        assert parts.netloc in allowed
    else:
        assert f"{parts.scheme}://{parts.netloc}" == service == LOOPBACK
    assert parts.path.rsplit("/", 1)[1] == str(stamp_idx)
    assert stamp_idx_from_wire(stamp_idx) is not None
    assert checked_link(link, stamp_idx, domain, service) == link


@given(IDS)
def test_link_is_built_of_checked_ids_alone(stamp_idx: StampIdx) -> None:
    if stamp_idx_from_wire(stamp_idx) is None:
        with pytest.raises(ValueError, match="unchecked"):
            built_link(stamp_idx, "", VIVOLDI)
        return
    link = built_link(stamp_idx, "", VIVOLDI)
    assert link == f"https://vvd.bz/stamp/{stamp_idx}"
    assert checked_link(link, stamp_idx, "", VIVOLDI) == link
    assert has_proven_shape(link, stamp_idx)
    assert stamp_idx_from_scan(link) == stamp_idx_from_text(str(stamp_idx))


def test_link_is_built_on_the_domain_that_is_set_and_never_leads_practice_astray() -> None:
    assert built_link(274, "C.example", VIVOLDI) == "https://c.example/stamp/274"
    assert built_link(274, "", LOOPBACK) == f"{LOOPBACK}/stamp/274"
    assert built_link(274, LOOPBACK, LOOPBACK) == f"{LOOPBACK}/stamp/274"
    assert built_link(274, "c.example", LOOPBACK) == "https://c.example/stamp/274"
    for domain in ("http://vvd.bz", LOOPBACK, "a b"):
        with pytest.raises(ValueError, match="unchecked"):
            built_link(274, domain, VIVOLDI)


def test_shape_is_proven_by_nothing_but_the_shape() -> None:
    assert has_proven_shape("https://vvd.bz/stamp/274", 274)
    for url in ("https://vvd.bz/s/274", "https://vvd.bz/stamp/275", "https://vvd.bz/stamp/274/", "https://vvd.bz/a/stamp/274",
                "https://vvd.bz/stamp/274?a", "vvd.bz/stamp/274", ""):  # fmt: skip
        assert not has_proven_shape(url, 274)


@pytest.mark.parametrize(
    ("text", "stamp_idx"),
    [
        ("274", 274), (" 274\r\n", 274), ("ZJLF0399WQBEQZJM", "ZJLF0399WQBEQZJM"),
        ("https://vvd.bz/stamp/274", 274), ("http://www.vvd.bz/stamp/274/", 274), ("vvd.bz/stamp/274", 274),
        ("https://vvd.bz/stamp/274?openExternalBrowser=1#top", 274), ("HTTPS://VVD.BZ/STAMP/274", 274),
        ("https://c.example/en/stamp/A1/page", "A1"), (f"{LOOPBACK}/stamp/9", 9),
        ("", None), ("https://vvd.bz/", None), ("https://vvd.bz/stamp/", None), ("https://shop.example/menu", None),
        ("javascript:alert(1)", None), ("ftp://vvd.bz/stamp/1", None), ("https://vvd.bz/stamp/../1", None),
        ("9" * 30, None), ("x" * 5000, None), ("https://vvd.bz/stamp/" + "9" * 30, None), ("/", None), ("a b", None),
    ],
)  # fmt: skip
def test_scan_is_an_id_or_a_link_to_one(text: str, stamp_idx: StampIdx | None) -> None:
    assert stamp_idx_from_scan(text) == stamp_idx


def test_scan_of_a_configured_host_may_have_another_shape_and_another_host_none() -> None:
    ours = ("https://vvd.bz", "c.example")
    assert stamp_idx_from_scan("https://www.c.example/s/A1", ours) == "A1"
    assert stamp_idx_from_scan("http://vvd.bz/stamp/274", ours) == 274
    assert stamp_idx_from_scan("https://evil.example/stamp/274", ours) is None
    assert stamp_idx_from_scan("274", ours) == 274


@given(st.text())
def test_no_scan_is_too_odd(text: str) -> None:
    found = stamp_idx_from_scan(text)
    assert found is None or stamp_idx_from_wire(found) == found


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://vvd.bz/stamp/274", "vvd.bz"), ("https://스탬프.한국/x", "xn--9t4b64x37c.xn--3e0b707e"),
        ("https://vvd.bz@evil.com/x", "evil.com"), (f"{LOOPBACK}/x", "127.0.0.1:8080"), ("nonsense", ""), ("", ""),
        ("https://аpple.com/", "xn--pple-43d.com"),
    ],
)  # fmt: skip
def test_host_is_shown_in_punycode(url: str, host: str) -> None:
    assert display_host(url) == host

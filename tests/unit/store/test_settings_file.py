"""settings.toml: read whole and strictly, written into the owner's own text, and never lost."""

from __future__ import annotations

import os
import stat
import sys
import tomllib
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kiosk_app.domain.card import Glyph, HasCard, StampCard
from kiosk_app.domain.checks import MAX_CARD_IDX, cleaned_settings
from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.domain.settings import Counter, Motion, Service, Settings, Shop, TextSize, Theme, Told
from kiosk_app.domain.validity import Unit, ValidFor, ValidUntil, parse_valid_for
from kiosk_app.store.settings_file import GONE, Loaded, SettingsFile
from kiosk_app.store.settings_read import MAX_BYTES, read_settings
from kiosk_app.store.settings_write import written_settings
from tests.conftest import LogWatch

OWNERS = """\
# Mina's settings, do not lose

[shop]
name = "Mina’s" # ours
country = "KR"
# inside the shop

# ---- sending ----

# the service
[service]
url = "https://vivoldi.com"

# ---- cards ----

# coffee, the first
[[card]] # header
card_idx = 1 # the number
name = "Coffee"
valid_for = "12m" # a year

# bakery, the second
[[card]]
card_idx = 2
name = "Bakery"
valid_until = 2027-11-21
# the end
"""
COFFEE = StampCard(1, "Coffee", valid=ValidFor(12, Unit.MONTHS))
BAKERY = StampCard(2, "Bakery", valid=ValidUntil(date(2027, 11, 21)))
PARSED = Settings(Shop("Mina’s", country="KR"), Service("https://vivoldi.com"), cards=(COFFEE, BAKERY))

texts = st.text(max_size=12) | st.text(st.sampled_from('x"\\ #é🎉'), min_size=290, max_size=300)
valid_fors = st.sampled_from(["1d", "1826d", "1m", "60m", "1y", "5y"]).map(parse_valid_for)
cards = st.builds(
    StampCard,
    card_idx=st.integers(1, MAX_CARD_IDX),
    name=texts.map(lambda text: f"n{text}"[:300]),
    reward=texts,
    places=st.integers(1, 999),
    glyph=st.sampled_from(Glyph),
    domain=st.sampled_from(["", "https://vvd.bz", "stamps.example.org", "https://café.example"]),
    valid=valid_fors | st.builds(ValidUntil, st.dates()),
    start_delay_days=st.integers(0, 365),
    active=st.booleans(),
    memo=texts,
    etc1_name=texts,
    etc2_name=texts,
    first_visit=st.just(False),
    has_card=st.sampled_from(HasCard),
    pause_s=st.integers(0, 86_400),
    per_day=st.integers(0, 99),
    ready=st.just(0),
    ready_active=st.booleans(),
    told_name=texts,
) | st.builds(StampCard, st.integers(1, 50), st.just("Plain"), first_visit=st.booleans(), ready=st.integers(0, 20))
good_settings = st.builds(
    Settings,
    st.builds(
        Shop,
        name=texts,
        counter=texts,
        country=st.sampled_from(["", "KR", "gb", "US"]),
        language=st.sampled_from(["", "en", "pt-BR", "zh_Hant"]),
        logo=texts,
        accent=st.sampled_from(["", "#AB2410", "#3443a8"]),
        theme=st.sampled_from(Theme),
        counters=st.integers(1, 50),
    ),
    st.builds(
        Service,
        url=st.sampled_from(["", "https://vivoldi.com", "http://127.0.0.1:8080", "http://localhost:1"]),
        proxy=st.sampled_from(["", "proxy:3128", "https://proxy.example:443", "http://proxy.example:443"]),
        told=st.sampled_from(Told),
    ),
    st.builds(
        Counter,
        *(st.integers(5, 600), st.integers(0, 60), texts, st.integers(10, 100), st.booleans(), st.booleans()),
        *(st.sampled_from(TextSize), st.sampled_from(Motion)),
    ),
    st.lists(cards, max_size=3, unique_by=lambda card: card.card_idx).map(tuple),
).map(cleaned_settings)


def file_in(folder: Path, text: str | bytes | None = None) -> SettingsFile:
    file = SettingsFile(folder / "settings.toml", folder / "backups")
    if text is not None:
        file.path.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def problems_in(text: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(BadInput) as caught:
        read_settings(text.encode() if isinstance(text, str) else text)
    return caught.value.problems


def faults_in(text: str | bytes) -> list[tuple[str, Fault]]:
    return [(problem.field, problem.fault) for problem in problems_in(text)]


def comments(text: str) -> list[str]:
    return [line[line.index("#") :].rstrip() for line in text.splitlines() if "#" in line]


# Reading


def test_a_whole_file_is_read() -> None:
    assert read_settings(OWNERS.encode()) == PARSED


def test_an_empty_file_says_the_defaults() -> None:
    assert read_settings(b"") == Settings()
    assert read_settings(b"# nothing yet\n") == Settings()


def test_a_card_without_a_validity_holds_for_a_year() -> None:
    (card,) = read_settings(b'[[card]]\ncard_idx = 1\nname = "A"\n').cards
    assert card == StampCard(1, "A", valid=ValidFor(1, Unit.YEARS))


@pytest.mark.parametrize("until", ["2028-02-29", '"2028-02-29"', "'2028-02-29'"])
def test_a_fixed_end_is_a_date_or_its_text(until: str) -> None:
    (card,) = read_settings(f"[[card]]\ncard_idx = 1\nname = 'A'\nvalid_until = {until}".encode()).cards
    assert card.valid == ValidUntil(date(2028, 2, 29))


def test_byte_order_mark_and_windows_lines_are_tolerated() -> None:
    assert read_settings(b"\xef\xbb\xbf" + OWNERS.replace("\n", "\r\n").encode()) == PARSED


def test_every_script_and_emoji_is_good_and_harmless_marks_are_removed() -> None:
    name = "김민지 محمد 👩\u200d🍳 Zoë"
    assert read_settings(f'shop.name = "\u202e{name}\\u0007 "'.encode()).shop.name == name


def test_a_fixed_end_that_has_passed_or_is_far_does_not_spoil_the_file() -> None:
    for end in ("1999-01-01", "2999-01-01"):
        assert read_settings(f"[[card]]\ncard_idx = 1\nname = 'A'\nvalid_until = {end}".encode()).cards


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[shop]\nname = \n", "2"),
        ("[shop]\n\n\nname = 'x\n", "4"),
        ("[shop]\nname = 'a'\nname = 'b'\n", "3"),
        ("[shop]\n[shop]\n", "2"),
        ("[[card]]\n[card]\n", "2"),
        ("a = [1,\n2,\n\n", "2"),
        ("a = 1\nb = 1 2", "2"),
        ("x = '\0'", "1"),
        ("[shop]\nname = ", "2"),
        ("a = " + "9" * 5000, ""),
        ("a = " + "[" * 100_000, ""),
    ],
)
def test_a_fault_of_syntax_names_its_line(text: str, line: str) -> None:
    assert problems_in(text) == (Problem("settings.toml", Fault.SYNTAX, line),)


@pytest.mark.parametrize("raw", ["[shop]\nname = 'é'".encode("latin-1"), OWNERS.encode("utf-16"), b"\xff\xfe"])
def test_what_is_not_utf8_is_said_to_be_so(raw: bytes) -> None:
    assert faults_in(raw) == [("settings.toml", Fault.NOT_TEXT)]


def test_a_file_that_is_too_big_is_not_parsed() -> None:
    assert faults_in(b"#" * (MAX_BYTES + 1)) == [("settings.toml", Fault.TOO_BIG)]
    assert read_settings(b"#" * MAX_BYTES) == Settings()


@pytest.mark.parametrize(
    ("text", "key", "fault"),
    [
        ("[shop]\nnmae = 'x'", "shop.nmae", Fault.UNKNOWN_KEY),
        ("[shopp]\n", "shopp", Fault.UNKNOWN_KEY),
        ("name = 'x'", "name", Fault.UNKNOWN_KEY),
        ("[shop.name]\nx = 1", "shop.name", Fault.WRONG_TYPE),
        ("shop = 'x'", "shop", Fault.WRONG_TYPE),
        ("[card]\ncard_idx = 1", "card", Fault.WRONG_TYPE),
        ("card = 5", "card", Fault.WRONG_TYPE),
        ("card = [1]", "card[1]", Fault.WRONG_TYPE),
        ("[shop]\nname = 5", "shop.name", Fault.WRONG_TYPE),
        ("[shop]\ncounters = '2'", "shop.counters", Fault.NOT_A_NUMBER),
        ("[shop]\ncounters = 2.0", "shop.counters", Fault.NOT_A_NUMBER),
        ("[shop]\ncounters = true", "shop.counters", Fault.NOT_A_NUMBER),
        ("[shop]\ncounters = 0", "shop.counters", Fault.OUT_OF_RANGE),
        ("[shop]\ncounters = 51", "shop.counters", Fault.OUT_OF_RANGE),
        ("[shop]\ncountry = 'Korea'", "shop.country", Fault.NOT_A_COUNTRY),
        ("[shop]\ncountry = 'UK'", "shop.country", Fault.NOT_A_COUNTRY),
        ("[shop]\nlanguage = 'English!'", "shop.language", Fault.NOT_A_LANGUAGE),
        ("[shop]\naccent = '#AB24'", "shop.accent", Fault.NOT_A_COLOUR),
        ("[shop]\naccent = 'red'", "shop.accent", Fault.NOT_A_COLOUR),
        ("[shop]\ntheme = 'pink'", "shop.theme", Fault.NOT_A_CHOICE),
        ("[shop]\ntheme = 1", "shop.theme", Fault.NOT_A_CHOICE),
        ("[shop]\nname = '" + "x" * 301 + "'", "shop.name", Fault.TOO_LONG),
        ("[service]\nurl = 'http://vivoldi.com'", "service.url", Fault.BAD_ADDRESS),
        ("[service]\nproxy = 'socks5://x'", "service.proxy", Fault.BAD_PROXY),
        ("[service]\ntold = 'nothing'", "service.told", Fault.NOT_A_CHOICE),
        ("[counter]\nidle_s = 4", "counter.idle_s", Fault.OUT_OF_RANGE),
        ("[counter]\nundo_s = 61", "counter.undo_s", Fault.OUT_OF_RANGE),
        ("[counter]\ntext_size = 120", "counter.text_size", Fault.NOT_A_CHOICE),
        ("[counter]\ntext_size = '130'", "counter.text_size", Fault.NOT_A_CHOICE),
        ("[counter]\ntext_size = 130.0", "counter.text_size", Fault.NOT_A_CHOICE),
        ("[counter]\nmotion = false", "counter.motion", Fault.NOT_A_CHOICE),
        ("[counter]\nsetup_skipped = 1", "counter.setup_skipped", Fault.WRONG_TYPE),
    ],
)
def test_a_fault_is_told_under_its_key(text: str, key: str, fault: Fault) -> None:
    assert faults_in(text) == [(key, fault)]


@pytest.mark.parametrize(
    ("line", "key", "fault"),
    [
        ("card_idx = 0", "card_idx", Fault.NOT_POSITIVE),
        ("card_idx = -3", "card_idx", Fault.NOT_POSITIVE),
        ("card_idx = '7'", "card_idx", Fault.NOT_POSITIVE),
        ("card_idx = 7.5", "card_idx", Fault.NOT_POSITIVE),
        ("card_idx = true", "card_idx", Fault.NOT_POSITIVE),
        ("card_idx = 9223372036854775808", "card_idx", Fault.OUT_OF_RANGE),
        ("card_idx = 1", "card_idx", Fault.TWICE),
        ("name = ' '", "name", Fault.MISSING),
        ("places = 0", "places", Fault.OUT_OF_RANGE),
        ("places = 1000", "places", Fault.OUT_OF_RANGE),
        ("glyph = 'tank'", "glyph", Fault.NOT_A_CHOICE),
        ("domain = 'http://vvd.bz'", "domain", Fault.BAD_DOMAIN),
        ("valid_for = 12", "valid_for", Fault.NOT_A_VALIDITY),
        ("valid_for = '1 year'", "valid_for", Fault.NOT_A_VALIDITY),
        ("valid_for = '6y'", "valid_for", Fault.TOO_FAR),
        ("valid_until = '21.11.2027'", "valid_until", Fault.NOT_A_DATE),
        ("valid_until = 2027-11-21T00:00:00", "valid_until", Fault.NOT_A_DATE),
        ("valid_until = 5", "valid_until", Fault.NOT_A_DATE),
        ("valid_for = '1y'\nvalid_until = 2027-11-21", "valid_until", Fault.NOT_BOTH),
        ("start_delay_days = 366", "start_delay_days", Fault.OUT_OF_RANGE),
        ("active = 'yes'", "active", Fault.WRONG_TYPE),
        ("first_visit = 1", "first_visit", Fault.WRONG_TYPE),
        ("first_visit = true\nactive = false", "first_visit", Fault.FIRST_VISIT_NEEDS_ACTIVE),
        ("first_visit = true\nstart_delay_days = 1", "first_visit", Fault.FIRST_VISIT_NEEDS_ACTIVE),
        ("has_card = 'maybe'", "has_card", Fault.NOT_A_CHOICE),
        ("pause_s = 86401", "pause_s", Fault.OUT_OF_RANGE),
        ("per_day = -1", "per_day", Fault.OUT_OF_RANGE),
        ("ready = 21", "ready", Fault.OUT_OF_RANGE),
        ("ready = 1\nactive = false", "ready", Fault.READY_NEEDS_ACTIVE),
        ("cardidx = 5", "cardidx", Fault.UNKNOWN_KEY),
        ("valid = '1y'", "valid", Fault.UNKNOWN_KEY),
    ],
)
def test_a_fault_in_the_second_card_is_told_as_the_second_cards(line: str, key: str, fault: Fault) -> None:
    own = "".join(
        f"{name} = {value}\n" for name, value in (("card_idx", "2"), ("name", "'B'")) if not line.startswith(f"{name} ")
    )
    text = f"[[card]]\ncard_idx = 1\nname = 'A'\n[[card]]\n{own}{line}\n"
    assert faults_in(text) == [(f"card[2].{key}", fault)]


def test_a_card_needs_its_idx_and_its_name() -> None:
    assert faults_in("[[card]]\nplaces = 5") == [("card[1].card_idx", Fault.MISSING), ("card[1].name", Fault.MISSING)]


def test_every_fault_of_a_file_is_told_at_once() -> None:
    text = "[shop]\ncounters = 'x'\nfoo = 1\n[service]\nurl = 'ftp://x'\n[[card]]\ncard_idx = 1\nname='A'\nplaces = 0\n"
    assert {problem.field for problem in problems_in(text)} == {
        "shop.counters",
        "shop.foo",
        "service.url",
        "card[1].places",
    }


def test_choices_ranges_and_known_keys_are_told_with_the_fault() -> None:
    assert problems_in("[shop]\ntheme = 'pink'")[0].choices == ("system", "light", "dark")
    assert problems_in("[counter]\nidle_s = 1")[0].choices == ("5", "600")
    assert problems_in("[counter]\ntext_size = 1")[0].choices == ("system", "100", "115", "130", "150")
    scanner = ("scanner_prefix", "scanner_ms", "scan_adds_visit")
    known = ("idle_s", "undo_s", *scanner, "setup_skipped", "text_size", "motion", "touch_keyboard")
    assert problems_in("[counter]\nidle = 10")[0].choices == known
    assert "valid_for" in problems_in("[[card]]\ncard_idx=1\nname='a'\nx=1")[0].choices


@given(st.text())
def test_any_text_is_settings_or_problems_and_nothing_else(text: str) -> None:
    try:
        read_settings(text.encode("utf-8", "surrogatepass"))
    except BadInput as bad:
        problems = bad.problems
    else:
        problems = ()
    assert all(len(problem.value) <= 40 for problem in problems)


@given(st.data())
def test_a_file_with_one_character_gone_wrong_is_settings_or_problems(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(OWNERS) - 1))
    text = (
        OWNERS[:place]
        + data.draw(st.sampled_from(["", "[", "]", '"', "=", "\n", "\0", "é", "9"]))
        + OWNERS[place + 1 :]
    )
    try:
        found = read_settings(text.encode())
    except BadInput:
        return
    assert read_settings(written_settings(text.encode(), found)) == found


# Writing


@given(good_settings)
@example(Settings())
def test_settings_written_are_read_back_the_same(wanted: Settings) -> None:
    assert read_settings(written_settings(b"", wanted)) == wanted


@given(good_settings, good_settings)
@settings(max_examples=50)
def test_settings_written_over_others_are_read_back_the_same(first: Settings, second: Settings) -> None:
    written = written_settings(written_settings(b"", first), second)
    assert read_settings(written) == second
    assert tomllib.loads(written.decode()) if second != Settings() else True


@given(good_settings)
@settings(max_examples=30)
def test_what_is_written_again_without_a_change_is_the_same_to_the_byte(wanted: Settings) -> None:
    written = written_settings(b"", wanted)
    assert written_settings(written, wanted) == written


@given(good_settings)
@settings(max_examples=50)
def test_comments_outside_of_cards_outlive_any_change(wanted: Settings) -> None:
    written = written_settings(OWNERS.encode(), wanted).decode()
    kept = [line for line in comments(OWNERS) if line not in ("# header", "# the number", "# a year")]
    for comment in kept:
        assert comment in written or comment in ("# coffee, the first", "# bakery, the second")


def test_without_a_change_the_owners_text_stays_to_the_byte() -> None:
    assert written_settings(OWNERS.encode(), PARSED).decode() == OWNERS


def test_a_changed_key_keeps_its_place_and_its_comment() -> None:
    wanted = replace(PARSED, shop=replace(PARSED.shop, name="Kim’s"))
    expected = OWNERS.replace('name = "Mina’s" # ours', 'name = "Kim’s" # ours')
    assert written_settings(OWNERS.encode(), wanted).decode() == expected


def test_a_new_key_stands_below_the_keys_of_its_table() -> None:
    wanted = replace(PARSED, shop=replace(PARSED.shop, counters=3))
    expected = OWNERS.replace('country = "KR"\n', 'country = "KR"\ncounters = 3\n')
    assert written_settings(OWNERS.encode(), wanted).decode() == expected


def test_a_new_card_stands_below_the_others() -> None:
    wanted = replace(PARSED, cards=(*PARSED.cards, StampCard(9, "Lunch")))
    new = '\n[[card]]\ncard_idx = 9\nname = "Lunch"\nplaces = 10\nvalid_for = "1y"\n'
    assert written_settings(OWNERS.encode(), wanted).decode() == OWNERS.replace("# the end\n", f"{new}# the end\n")


def test_a_card_goes_with_the_comment_right_above_it_and_no_other() -> None:
    without_coffee = written_settings(OWNERS.encode(), replace(PARSED, cards=(BAKERY,))).decode()
    assert comments(without_coffee) == [
        line for line in comments(OWNERS) if line not in ("# coffee, the first", "# header", "# the number", "# a year")
    ]
    without_bakery = written_settings(OWNERS.encode(), replace(PARSED, cards=(COFFEE,))).decode()
    assert comments(without_bakery) == [line for line in comments(OWNERS) if line != "# bakery, the second"]
    assert "card" not in tomllib.loads(written_settings(OWNERS.encode(), replace(PARSED, cards=())).decode())


def test_a_card_with_a_new_idx_keeps_its_comments() -> None:
    wanted = replace(PARSED, cards=(replace(COFFEE, card_idx=77), BAKERY))
    expected = OWNERS.replace("card_idx = 1 # the number", "card_idx = 77 # the number")
    assert written_settings(OWNERS.encode(), wanted).decode() == expected


def test_cards_in_another_order_keep_their_comments() -> None:
    written = written_settings(OWNERS.encode(), replace(PARSED, cards=(BAKERY, COFFEE))).decode()
    assert sorted(comments(written)) == sorted(comments(OWNERS))
    assert written.index("# bakery, the second") < written.index('"Bakery"') < written.index("# coffee, the first")


def test_one_validity_takes_the_place_of_the_other() -> None:
    wanted = replace(PARSED, cards=(replace(COFFEE, valid=BAKERY.valid), replace(BAKERY, valid=COFFEE.valid)))
    assert read_settings(written_settings(OWNERS.encode(), wanted)) == wanted


def test_windows_lines_stay_windows_lines() -> None:
    windows = OWNERS.replace("\n", "\r\n").encode()
    written = written_settings(windows, replace(PARSED, cards=(*PARSED.cards, StampCard(9, "Lunch"))))
    assert written.count(b"\n") == written.count(b"\r\n") > windows.count(b"\n")


LAYOUTS = {
    "dotted": """\
shop.name = "x" # c
shop.counters = 2
card = [ # all
  {card_idx = 1, name = "A"}, # one
  {card_idx = 2, name = "B"},
]
""",
    "inline, no last line end": """\
shop = {name = "x", counters = 2}
card = [{card_idx = 1, name = "A"}, {card_idx = 2, name = "B"}]""",
    "cards on both sides of the shop": """\
[[card]]
card_idx = 1
name = "A"
# s
[shop]
name = "x"
counters = 2
# b
[[card]]
card_idx = 2
name = "B"
""",
    "indented": """\
[shop]
name = '''x'''
counters = 0x2
  [[card]]
  card_idx = 1
  name = "A"
  [[card]]
  card_idx = 2
  name = "B"
""",
    "quoted keys": """\
["shop"]
"name" = 'x'
counters = +2
[[ card ]]
card_idx=1
name="A"
[["card"]]
card_idx=2
name="B"
""",
}


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
@given(wanted=good_settings)
@settings(max_examples=10)
def test_every_way_of_writing_toml_can_be_changed(text: str, wanted: Settings) -> None:
    found = read_settings(text.encode())
    assert [card.card_idx for card in found.cards] == [1, 2]
    assert found.shop == Shop("x", counters=2)
    extra = StampCard(10**15, "Extra")
    for cards_now in ((), found.cards[:1], found.cards[::-1], (*found.cards, extra), (extra, found.cards[1])):
        changed = replace(wanted, cards=cards_now)
        assert read_settings(written_settings(text.encode(), changed)) == changed


# On the disk


def test_a_new_folder_has_defaults_and_no_problems(tmp_path: Path) -> None:
    loaded = file_in(tmp_path).load()
    assert loaded == Loaded(Settings())
    assert loaded.is_usable
    assert loaded.may_change
    assert list(tmp_path.iterdir()) == []


def test_a_saved_file_is_whole_private_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    file = file_in(tmp_path, OWNERS)
    file.path.chmod(0o644)
    file.save(replace(PARSED, counter=Counter(idle_s=60)))
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["backups", "settings-last-good.toml", "settings.toml"]
    assert file.last_good.read_bytes() == file.path.read_bytes()
    if sys.platform != "win32":
        assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.last_good.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.last_good.parent.stat().st_mode) == 0o700


def test_a_saved_file_is_what_the_next_start_reads(tmp_path: Path) -> None:
    file_in(tmp_path).save(PARSED)
    assert file_in(tmp_path).load() == Loaded(PARSED)


def test_a_faulty_file_gives_the_last_good_settings_and_its_problems(tmp_path: Path) -> None:
    file = file_in(tmp_path, OWNERS)
    assert file.load() == Loaded(PARSED)
    file.path.write_text("[shop]\ncountry = 'Korea'\n")
    expected = Loaded(PARSED, (Problem("shop.country", Fault.NOT_A_COUNTRY, "Korea"),), from_last_good=True)
    assert file.load() == expected
    assert file_in(tmp_path).load() == expected
    assert expected.is_usable
    assert not expected.may_change


def test_a_faulty_file_without_a_last_good_one_is_not_usable(tmp_path: Path) -> None:
    loaded = file_in(tmp_path, "[shop\n").load()
    assert loaded.problems == (Problem("settings.toml", Fault.SYNTAX, "1"),)
    assert not loaded.is_usable
    assert not loaded.may_change


@pytest.mark.parametrize(
    "faulty", ["[shop\n", "[shop]\nname = 5\n", "\0" * 500, "[shop]\nfoo = 'of a later version'\n"]
)
def test_a_faulty_file_is_never_written_over(tmp_path: Path, faulty: str) -> None:
    file = file_in(tmp_path, OWNERS)
    file.load()
    file.path.write_text(faulty)
    with pytest.raises(BadInput) as caught:
        file.save(PARSED)
    assert caught.value.problems == file.load().problems
    assert file.path.read_text() == faulty
    assert file.last_good.read_text("utf-8") == OWNERS


def test_wrong_settings_are_not_saved(tmp_path: Path) -> None:
    file = file_in(tmp_path, OWNERS)
    with pytest.raises(BadInput):
        file.save(replace(PARSED, shop=Shop(counters=0)))
    assert file.path.read_text("utf-8") == OWNERS


def test_a_mended_file_is_read_at_once_and_becomes_the_last_good(tmp_path: Path) -> None:
    file = file_in(tmp_path, "[shop\n")
    assert not file.load().is_usable
    file.path.write_text("[shop]\nname = 'x'\n")
    assert file.load() == Loaded(Settings(Shop("x")))
    assert file.last_good.read_text() == "[shop]\nname = 'x'\n"


@pytest.mark.parametrize("left", [None, b""])
def test_a_file_that_is_gone_or_emptied_gives_the_last_good_and_can_be_written_again(
    tmp_path: Path, left: bytes | None
) -> None:
    file_in(tmp_path, OWNERS).load()
    file = file_in(tmp_path)
    file.path.unlink() if left is None else file.path.write_bytes(left)
    assert file.load() == Loaded(PARSED, (GONE,), from_last_good=True)
    assert file.load().may_change
    file.save(replace(PARSED, shop=replace(PARSED.shop, name="Kim’s")))
    assert file.path.read_text("utf-8") == OWNERS.replace('Mina’s" #', 'Kim’s" #')
    assert file.load().problems == ()


def test_what_is_no_file_cannot_be_read_and_the_last_good_serves(tmp_path: Path) -> None:
    file_in(tmp_path, OWNERS).load()
    (tmp_path / "settings.toml").unlink()
    (tmp_path / "settings.toml").mkdir()
    loaded = file_in(tmp_path).load()
    assert loaded.settings == PARSED
    assert [problem.fault for problem in loaded.problems] == [Fault.UNREADABLE]
    assert not loaded.may_change


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in folders")
def test_a_pipe_in_the_files_place_does_not_hang_the_counter(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "settings.toml")
    assert [problem.fault for problem in file_in(tmp_path).load().problems] == [Fault.UNREADABLE]


def test_a_faulty_last_good_copy_is_no_last_good(tmp_path: Path) -> None:
    file = file_in(tmp_path, OWNERS)
    file.load()
    file.last_good.write_text("[shop\n")
    file.path.write_text("[shop\n")
    assert not file_in(tmp_path).load().is_usable
    assert file.load().settings == PARSED  # this run remembers


def test_a_last_good_copy_that_cannot_be_kept_stops_nobody(tmp_path: Path, log_watch: LogWatch) -> None:
    log_watch.expect("the last good settings could not be kept")
    (tmp_path / "backups").write_text("in the way")
    assert file_in(tmp_path, OWNERS).load() == Loaded(PARSED)


def test_a_disk_that_refuses_to_write_is_told_and_nothing_changes(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "missing" / "settings.toml", tmp_path / "backups")
    with pytest.raises(StoreTrouble) as caught:
        file.save(PARSED)
    assert caught.value.reason is DiskReason.UNREADABLE
    assert list(tmp_path.iterdir()) == []


def test_changes_are_seen_one_after_the_other_however_fast(tmp_path: Path) -> None:
    """Also within one tick of the disk's clock, and with the same size."""
    file = file_in(tmp_path)
    names = ["".join(pair) for pair in combinations("abcdefgh", 2)]
    for name in names:
        file.path.write_text(f"[shop]\nname = '{name}'\n")
        assert file.changed()
        assert file.load().settings.shop.name == name
        assert not file.changed()


def test_an_unchanged_file_is_read_once_when_its_mark_has_settled(tmp_path: Path) -> None:
    later_ns = 3_000_000_000
    file = SettingsFile(tmp_path / "settings.toml", tmp_path / "backups", lambda: _newest_ns(tmp_path) + later_ns)
    file.path.write_text(OWNERS, "utf-8")
    first = file.load()
    assert file.load() is first
    fresh = file.load(fresh=True)
    assert fresh is first  # the bytes are the same


def test_a_file_replaced_by_another_of_the_same_size_and_time_is_read(tmp_path: Path) -> None:
    later_ns = 3_000_000_000
    file = SettingsFile(tmp_path / "settings.toml", tmp_path / "backups", lambda: _newest_ns(tmp_path) + later_ns)
    file.path.write_text("[shop]\nname = 'a'\n")
    file.load()
    aside = tmp_path / "aside"
    aside.write_text("[shop]\nname = 'b'\n")
    times = file.path.stat()
    os.utime(aside, ns=(times.st_atime_ns, times.st_mtime_ns))
    aside.replace(file.path)
    assert file.load().settings.shop.name == "b"


def _newest_ns(folder: Path) -> int:
    return max(max(path.stat().st_mtime_ns, path.stat().st_ctime_ns) for path in folder.rglob("*"))

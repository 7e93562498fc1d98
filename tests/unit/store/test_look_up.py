"""Who is found by what, in which order, and that the index never says anything else than the customers do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.found import Found
from kiosk_app.domain.text import digits, fold
from kiosk_app.store.look_up import LookUpDamaged
from kiosk_app.store.look_up_build import IndexBuild
from kiosk_app.store.look_up_crowds import Crowds
from kiosk_app.store.store import Store, Work
from tests.fakes.clock import FakeClock
from tests.fakes.disk import make_store

TOWN = {
    "brown": Details("Brown Smith", "+1 123-4567-8900", "Brown@Mail.example", "att78z", note="likes window seats"),
    "jose": Details("José Ñandú", "020 7946 0447"),
    "min": Details("김민서", "+82 10-1234-5678"),
    "sora": Details("김 소라", "010-9876-5432"),
    "taro": Details("サトウ 太郎", "+81 90-1111-2222"),
    "brien": Details("Anne-Marie O'Brien", email="anne.marie@gmail.com", user_id="2024-118"),
    "ivan": Details("Иван", "8 912 345-67-89", "ivan@x.ru", note="★★ regular"),
}


@contextmanager
def a_store(common_from: int) -> Iterator[Store]:
    with TemporaryDirectory() as folder:
        store = make_store(Path(folder), FakeClock())
        have_crowds(store, common_from)
        yield store


def have_crowds(store: Store, common_from: int) -> None:
    """Of whatever begins more keys than this."""
    with store._database.writing() as connection:
        connection.execute("UPDATE look_up_state SET common_from = ?", (common_from,))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Store:
    store = make_store(tmp_path, clock)
    with store.writing() as work:
        for customer_id, details in TOWN.items():
            work.directory.add(Customer(customer_id, details))
    return store


def find(store: Store, text: str, limit: int = 50) -> Found:
    with store.reading() as work:
        return work.look_up.find(text, limit)


def ids(found: Found) -> list[str]:
    return [customer.id for customer in found.customers]


FOUND = [
    ("brown", {"brown"}),
    ("SMITH br", {"brown"}),
    ("jose nandu", {"jose"}),
    ("김민", {"min"}),
    ("민서", {"min"}),
    ("ㄱㅁㅅ", {"min"}),
    ("ㅁㅅ", {"min"}),
    ("ㄱㅅ", {"sora"}),
    ("ㄳ", {"sora"}),
    ("김소라", {"sora"}),
    ("김", {"min", "sora"}),
    ("さとう", {"taro"}),
    ("サトウ", {"taro"}),
    ("ｻﾄｳ", {"taro"}),
    ("太郎", {"taro"}),
    ("太郎 さとう", {"taro"}),
    ("郎", {"taro"}),
    ("8900", {"brown"}),
    ("4567-8900", {"brown"}),
    ("56789", {"brown", "ivan"}),
    ("+44 20 7946", {"jose"}),
    ("0044 20 7946 0447", {"jose"}),
    ("+44 (0)20 7946 0447", {"jose"}),
    ("02079460447", {"jose"}),
    ("2079460447", {"jose"}),
    ("010-1234-5678", {"min"}),
    ("1012345678", {"min"}),
    ("+82 10 1234", {"min"}),
    ("090 1111 2222", {"taro"}),
    ("smith 8900", {"brown"}),
    ("smith 4567-89", {"brown"}),
    ("brown@mail", {"brown"}),
    ("mail.example", {"brown"}),
    ("@mail.example", {"brown"}),
    ("ATT78Z", {"brown"}),
    ("window", {"brown"}),
    ("seats smith", {"brown"}),
    ("obrien", {"brien"}),
    ("brien", {"brien"}),
    ("annemarie", {"brien"}),
    ("marie", {"brien"}),
    ("2024-118", {"brien"}),
    ("2024", {"brien"}),
    ("118", {"brien"}),
    ("gmail", {"brien"}),
    ("иван", {"ivan"}),
    ("★", {"ivan"}),
    ("brown nobody", set[str]()),
    ("ith", set[str]()),
    ("900", set[str]()),
    ("010-", {"min", "sora"}),
    ("%", set[str]()),
    ("", set[str]()),
    ("\x01brown", {"brown"}),
    ("' OR 1=1 --", set[str]()),
]


@pytest.mark.parametrize(("text", "found"), FOUND)
def test_customers_are_found_by_what_they_have(store: Store, text: str, found: set[str]) -> None:
    result = find(store, text)
    assert set(ids(result)) == found
    assert (result.total, result.is_near, result.is_least) == (len(found), False, False)


@pytest.mark.parametrize(("text", "found"), FOUND)
def test_without_the_index_the_same_are_found(store: Store, text: str, found: set[str]) -> None:
    with store.writing() as work:
        work.look_up.distrust()
    assert set(ids(find(store, text))) == found


@pytest.mark.parametrize(("text", "found"), FOUND)
def test_by_crowds_the_same_are_found(store: Store, text: str, found: set[str]) -> None:
    have_crowds(store, 0)
    IndexBuild(store._database).run()
    assert set(ids(find(store, text))) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("brwon", "brown"),
        ("brwn", "brown"),
        ("browwn", "brown"),
        ("brawn", "brown"),
        ("xrown", "brown"),
        ("simth brown", "brown"),
        ("jose nanmu", "jose"),
        ("김만서", "min"),
        ("010-1234-5687", "min"),
        ("attt78z", "brown"),
        ("brown@mial.example", "brown"),
        ("windwo", "brown"),
    ],
)
def test_one_wrong_letter_is_forgiven_and_said(store: Store, text: str, found: str) -> None:
    result = find(store, text)
    assert (ids(result), result.total, result.is_near) == ([found], 1, True)


@pytest.mark.parametrize("text", ["brxxn", "bxn", "simth borwn", "8999", "zz"])
def test_two_wrong_letters_and_short_words_are_not(store: Store, text: str) -> None:
    assert ids(find(store, text)) == []


def test_who_has_it_hides_who_nearly_has_it(store: Store) -> None:
    with store.writing() as work:
        work.directory.add(Customer("brawn", Details("Brawn")))
    assert ids(find(store, "brawn")) == ["brawn"]


def test_whole_names_come_first_then_those_who_come_often_and_lately(store: Store, clock: FakeClock) -> None:
    people = {"whole": "Kim", "often": "Kimberly A", "lately": "Kimberly B", "never": "Kimberly C"}
    with store.writing() as work:
        work.directory.add_many(Customer(one, Details(name)) for one, name in people.items())
    for customer_id, days in (("often", 20), ("often", 1), ("lately", 0)):
        clock.advance(days * 86_400)
        with store.writing() as work:
            work.directory.mark_used(customer_id)
    assert ids(find(store, "kim")) == ["whole", "often", "lately", "never"]


def test_of_very_many_the_warm_ones_come_first_and_the_rest_is_not_counted(store: Store, clock: FakeClock) -> None:
    with store.writing() as work:
        work.directory.add_many(Customer(f"k{number}", Details(f"Park Nr{number:04}")) for number in range(1_100))
        work.directory.add(Customer("exact", Details("Park")))
    clock.advance(86_400)
    with store.writing() as work:
        work.directory.mark_used("k777")
    found = find(store, "park", 50)
    assert ids(found)[:2] == ["exact", "k777"]
    assert (len(found.customers), found.total, found.is_least) == (50, 1_000, True)
    assert len(set(ids(found))) == 50
    both = find(store, "nr0 park", 2)
    assert (len(both.customers), both.total, both.is_least) == (2, 1_000, False)


def test_a_change_leaves_no_trace_of_what_was(store: Store) -> None:
    with store.writing() as work:
        work.directory.change(Customer("brown", Details("Green Smith", phone="+1 999-888-7777")))
    assert ids(find(store, "brown")) == []
    assert ids(find(store, "8900")) == []
    assert ids(find(store, "green 7777")) == ["brown"]
    assert agrees(store)


def test_what_is_wrong_in_the_index_is_noticed(store: Store) -> None:
    with store._database.writing() as connection:
        connection.execute("INSERT INTO look_up SELECT 'green', rowid FROM customer WHERE id = 'brown'")
    with pytest.raises(LookUpDamaged):
        find(store, "green")


def test_what_is_wrong_in_a_crowd_is_noticed(store: Store) -> None:
    have_crowds(store, 0)
    IndexBuild(store._database).run()
    with store._database.writing() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO look_up_crowd"
            " SELECT 'brown', block, members FROM look_up_crowd WHERE beginning = 'jose'"
        )
    with pytest.raises(LookUpDamaged):
        find(store, "brown")


def test_what_becomes_common_gets_its_crowd_while_customers_come(store: Store) -> None:
    have_crowds(store, 20)
    with store.writing() as work:
        for number in range(30):
            work.directory.add(Customer(f"k{number}", Details(f"Park Nr{number:04}")))
        work.directory.add_many(Customer(f"m{number}", Details(f"Moon Nr{number:04}")) for number in range(30))
    assert {"park", "moon", "nr00"} < crowds(store).keys()
    assert not {"nr0001", "brown"} & crowds(store).keys()
    assert find(store, "nr0 moon", 5).total == 30
    assert agrees(store)


def test_a_whole_index_needs_no_making(store: Store) -> None:
    assert not IndexBuild(store._database).is_needed()


def test_an_index_is_made_anew_where_it_is_of_another_form_or_misses_somebody(store: Store) -> None:
    spoil = (
        "UPDATE look_up_state SET form = 0",
        "UPDATE look_up_state SET state = 'filling'",
        "UPDATE look_up_state SET customers = 3",
        "UPDATE customer SET warmth = 0; UPDATE look_up_state SET form = 0",
        "DELETE FROM look_up; UPDATE look_up_state SET state = 'stale'",
    )
    for statements in spoil:
        with store._database.writing() as connection:
            for statement in statements.split(";"):
                connection.execute(statement)
        build = IndexBuild(store._database)
        assert build.is_needed()
        assert build.run() == len(TOWN)
        assert not build.is_needed()
        assert agrees(store)


def test_who_changes_while_it_is_made_is_found_as_they_are(store: Store) -> None:
    def change(_done: int, _all: int) -> None:
        if changes:
            with store.writing() as work:
                changes.pop()
                work.directory.change(Customer("jose", Details("Green Giant")))
                work.directory.add(Customer("new", Details("Late Comer")))

    changes = [1]
    IndexBuild(store._database).run(change)
    assert ids(find(store, "green")) == ["jose"]
    assert ids(find(store, "late")) == ["new"]
    assert ids(find(store, "nandu")) == []
    assert agrees(store)


def test_a_builder_that_is_overtaken_leaves_it_to_the_other(store: Store) -> None:
    def overtake(_done: int, _all: int) -> None:
        if others:
            others.pop()
            IndexBuild(store._database).run()

    others = [1]
    IndexBuild(store._database).run(overtake)
    assert agrees(store)


def test_an_older_folder_is_found_while_and_after_it_is_made(store: Store) -> None:
    with store._database.writing() as connection:  # as migration 8 found it
        connection.execute("DELETE FROM look_up")
        connection.execute("UPDATE look_up_state SET form = 0, state = 'stale', customers = 0")
        connection.execute("UPDATE customer SET found_by = replace(found_by, char(10), ' '), warmth = 0")
    assert ids(find(store, "smith bro")) == ["brown"]
    IndexBuild(store._database).run()
    assert agrees(store)
    assert ids(find(store, "ㄱㅁㅅ")) == ["min"]
    with store.reading() as work:
        assert [one.id for one in work.look_up.named("jose NANDU", 3)] == ["jose"]


def agrees(store: Store) -> bool:
    """The index is what it would be if it were made now."""
    with store._database.reading() as connection:
        before = [tuple(row) for row in connection.execute("SELECT * FROM look_up")]
    grown = crowds(store)
    IndexBuild(store._database).run()
    with store._database.reading() as connection:
        after = [tuple(row) for row in connection.execute("SELECT * FROM look_up")]
    return before == after and all(
        members == {number for key, number in after if key.startswith(beginning)}
        for beginning, members in (*grown.items(), *crowds(store).items())
    )


def crowds(store: Store) -> dict[str, set[int]]:
    """Who is in which."""
    with store._database.reading() as connection:
        common = connection.execute("SELECT DISTINCT beginning FROM look_up_crowd").fetchall()
        return {row[0]: {*Crowds(connection).crowd(row[0])} for row in common}


LETTERS = "abeño김민서ㄱ태さサ田.-' 0123@"
texts = st.text(st.sampled_from(LETTERS), max_size=12)
people = st.lists(
    st.builds(Details, texts, st.text(st.sampled_from("+0123456789 -()"), max_size=14), texts, texts, note=texts),
    max_size=5,
)


@settings(deadline=None, max_examples=60)
@given(people, texts, st.sampled_from((0, 1, 5_000)))
def test_the_index_finds_whom_reading_everybody_finds(everybody: list[Details], typed: str, common_from: int) -> None:
    with a_store(common_from) as store, store.writing() as work:
        for number, details in enumerate(everybody):
            work.directory.add(Customer(str(number), details))
        found = work.look_up.find(typed, 50)
        read = work.look_up.scan(typed, 50)
        assert set(ids(found)) == set(ids(read)) or (found.is_near and not read.customers)


@settings(deadline=None, max_examples=30)
@given(people, people, st.integers(0, 2))
def test_whoever_comes_changes_or_goes_the_crowds_are_what_the_keys_are(
    coming: list[Details], becoming: list[Details], common_from: int
) -> None:
    with a_store(common_from) as store:
        with store.writing() as work:
            for number, details in enumerate(coming):
                work.directory.add(Customer(str(number), details))
            for number, details in enumerate(becoming[: len(coming)]):
                work.directory.change(Customer(str(number), details))
            erase_first(work)
        assert agrees(store)


def erase_first(work: Work) -> None:
    connection = work.look_up._db
    if row := connection.execute("SELECT rowid, found_by FROM customer LIMIT 1").fetchone():
        work.look_up.erased(*row)
        connection.execute("DELETE FROM customer WHERE rowid = ?", (row[0],))


@st.composite
def parts(draw: st.DrawFn) -> tuple[Details, str]:
    """A customer, and a part of them as somebody may type it."""
    words = st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=9)
    name = draw(st.lists(words, min_size=1, max_size=3))
    number = draw(st.from_regex(r"\A0[1-9][0-9]{8}\Z"))
    details = Details(" ".join(name), number, "ann.lee@shop.example", "M-77", note="oat milk")
    at = draw(st.integers(0, 6))
    word = draw(st.sampled_from(name))
    capitals = word.upper() if fold(word.upper()) == fold(word) else word
    forms = (
        *(word, capitals, word[: len(word) // 2 + 1], " ".join(reversed(name))),
        *(number, f"+44 {number[1:]}", number[1:], f"{number[:5]}-{number[5:]}", number[at : at + 4]),
        *("ann", "lee@", "shop.ex", "m-77", "MILK", f"oat {word}"),
    )
    typed = draw(st.sampled_from(forms))
    return details, typed


@settings(deadline=None, max_examples=100)
@given(parts(), st.sampled_from((0, 5_000)))
def test_anybody_is_found_by_each_of_their_parts(part: tuple[Details, str], common_from: int) -> None:
    details, typed = part
    with a_store(common_from) as store, store.writing() as work:
        work.directory.add(Customer("c", details))
        found = work.look_up.find(typed, 50)
        assert (ids(found), found.is_near) == (["c"], False), digits(typed)

"""The text that names a mood, and what a mood says about itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_app.practice import GRAMMAR, BadMood, Call, Ending, Mood, Play, parse_moods
from kiosk_app.practice.moods import parse_mood

WRITES = frozenset(Call) - {Call.VALIDATE}


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("fine", Mood()),
        ("slow:3", Mood(Play.SLOW, "3")),
        ("slow:0.25:create", Mood(Play.SLOW, "0.25", frozenset({Call.CREATE}))),
        ("status:503", Mood(Play.STATUS, "503")),
        ("status:503:applied:x2", Mood(Play.STATUS, "503", times=2, applied=True)),
        ("lost:create", Mood(Play.LOST, calls=frozenset({Call.CREATE}))),
        ("lost:add,remove:rst:x3", Mood(Play.LOST, "rst", frozenset({Call.ADD, Call.REMOVE}), times=3)),
        ("dropped:silence:writes", Mood(Play.DROPPED, "silence", WRITES)),
        ("html:not-applied", Mood(Play.HTML, applied=False)),
        ("refuses:create:Ask us: 02-123", Mood(Play.REFUSES, "Ask us: 02-123", frozenset({Call.CREATE}))),
        ("moved:307:http://127.0.0.1:8000", Mood(Play.MOVED, "307:http://127.0.0.1:8000")),
        ("moved:308", Mood(Play.MOVED, "308")),
        ("busy:Wed, 21 Oct 2015 07:28:00 GMT", Mood(Play.BUSY, "Wed, 21 Oct 2015 07:28:00 GMT")),
        ("key:code:validate", Mood(Play.KEY, "code", frozenset({Call.VALIDATE}))),
        (" held ", Mood(Play.HELD)),
    ],
)
def test_a_text_names_a_mood(text: str, mood: Mood) -> None:
    assert parse_mood(text) == mood


@pytest.mark.parametrize(
    "text",
    [
        "sleepy",
        "",
        "fine:3",
        "slow:soon",
        "slow:-1",
        "slow:3:4",
        "status",
        "status:50",
        "status:5000",
        "lost:bang",
        "lost:x0",
        "lost:applied",
        "dropped:not-applied",
        "slow:applied",
        "key:402",
        "moved:404",
        "moved:ftp://127.0.0.1",
        "busy:1\r\nSet-Cookie: a",
        "refuses:0",
        "refuses:0:zero is success",
        "thin:0",
        "oversized:-1",
        "late:soon",
    ],
)
def test_a_text_that_makes_no_sense_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(BadMood, match=r"\w+ \w+"):
        parse_mood(text)


def test_several_moods_stand_in_one_text() -> None:
    assert parse_moods("lost:create;status:503:validate;") == (
        Mood(Play.LOST, calls=frozenset({Call.CREATE})),
        Mood(Play.STATUS, "503", frozenset({Call.VALIDATE})),
    )
    assert parse_moods(" ") == ()


def test_a_code_may_stand_before_a_message_and_a_status_before_an_address() -> None:
    assert parse_mood("refuses:4001:No plan").coded(9) == (4001, "No plan")
    assert parse_mood("refuses:4001").coded(9) == (4001, "")
    assert parse_mood("refuses:Sorry: no").coded(9) == (9, "Sorry: no")
    assert parse_mood("moved:308:https://a.example").coded(301) == (308, "https://a.example")
    assert parse_mood("moved").coded(301) == (301, "https://elsewhere.example")


def test_each_mood_says_whether_the_change_is_applied() -> None:
    never = {Play.DROPPED, Play.REFUSES, Play.KEY, Play.STATUS, Play.BUSY, Play.MOVED}
    moods = [Mood(play, "500" if play is Play.STATUS else "") for play in Play]
    assert {mood.play for mood in moods if not mood.applies} == never
    assert parse_mood("status:500:applied").applies
    assert not parse_mood("short:not-applied").applies


def test_a_lost_answer_ends_in_fin_unless_told_otherwise() -> None:
    assert parse_mood("lost").ending is Ending.FIN
    assert parse_mood("lost:silence").ending is Ending.SILENCE


def test_the_grammar_names_every_mood() -> None:
    words = set(GRAMMAR.replace("[", " ").replace(":", " ").split())
    assert {play.value for play in Play} | {call.value for call in Call} <= words


@given(
    st.sampled_from(list(Play)),
    st.sampled_from(["", "3", "0.5", "404", "rst", "code", "A: word", "307:https://a.example", "add", "x2", "12:no"]),
    st.frozensets(st.sampled_from(list(Call)), min_size=1),
    st.none() | st.integers(1, 99),
    st.none() | st.booleans(),
)
def test_a_mood_reads_its_own_text(
    play: Play, value: str, calls: frozenset[Call], times: int | None, applied: bool | None
) -> None:
    try:
        mood = Mood(play, value, calls, times, applied)
    except BadMood:
        return
    assert parse_moods(str(mood)) == (mood,)


@given(st.text(max_size=40) | st.text(alphabet="lostx2:;,adreuscw ", max_size=20))
def test_any_text_is_a_mood_or_is_refused(text: str) -> None:
    try:
        moods = parse_moods(text)
    except BadMood:
        return
    assert all(isinstance(mood, Mood) for mood in moods)

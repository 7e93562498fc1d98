"""Visits and rewards from the command line, on a real wire to a stamp service in another process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk_app.domain.ids import ApiKey
from kiosk_app.practice import Habits
from kiosk_app.stamp_api.client import StampClient
from tests.commands import Program
from tests.services import PRACTICE_KEY, PracticeProcess

NAMED = ("--name", "Ada Lovelace", "--user-id", "ada1")


@pytest.fixture
def service() -> Iterator[PracticeProcess]:
    """To whom a visit past the last place is a success that adds nothing."""
    with PracticeProcess(habits=Habits(full_is_refused=False)) as service:
        yield service


def shop(folder: Path, service: PracticeProcess, *more: str) -> Program:
    program = Program(folder, service.address, PRACTICE_KEY)
    card = ("card", "add", "123", "--name", "Coffee card", "--reward", "a free coffee", "--first-visit", *more)
    assert program.run_here(*card).status == 0
    return program


@pytest.fixture
def program(tmp_path: Path, service: PracticeProcess) -> Program:
    """A shop that counts the first visit and knows no pause."""
    return shop(tmp_path / "data", service, "--pause", "0")


def issued(program: Program) -> str:
    said = program.run_here("issue", "--card", "123", *NAMED)
    assert (said.status, said.document["state"]) == (0, "done")
    return str(said.document["stamp"]["stamp_idx"])


def stamps(service: PracticeProcess) -> tuple[Any, ...]:
    return service.truth().stamps


def asked(service: PracticeProcess, call: str) -> int:
    return sum(request.call == call for request in service.truth().requests)


def told(program: Program, *command: str) -> tuple[int, Any]:
    document = program.run_here(*command).document
    return document["stamp"]["visits"], document["message"]


def test_a_card_is_filled_redeemed_and_followed_by_the_next(program: Program, service: PracticeProcess) -> None:
    stamp = issued(program)
    assert stamps(service)[0].visits == 1, "the first visit is counted with the issue"
    said = program.run("visit", f"https://vvd.bz/stamp/{stamp}", "--count", "8")
    assert (said.status, said.document["state"], said.document["stamp"]["visits"]) == (0, "done", 9)
    assert [entry["kind"] for entry in said.document["entries"]] == ["visit"] * 8
    assert told(program, "take-back", stamp, "--count", "2") == (7, "2 visits taken back — 7 of 10 again")
    assert program.run_here("visit", stamp, "--count", "4").status == 2
    assert told(program, "visit", stamp, "--count", "3")[0] == 10
    assert program.run_here("visit", stamp).status == 2
    redeemed = program.run("redeem", stamp)
    assert (redeemed.status, redeemed.document["state"]) == (0, "done")
    assert stamps(service)[0].redeemed
    assert program.run_here("redeem", stamp).status == 2
    after = issued(program)
    assert after != stamp
    assert [one.visits for one in stamps(service)] == [10, 1]


def test_what_another_counter_filled_is_refused_and_nothing_is_sent(program: Program, service: PracticeProcess) -> None:
    stamp = issued(program)
    assert program.run_here("visit", stamp, "--count", "8").status == 0
    StampClient(service.address, ApiKey(PRACTICE_KEY), user_agent="AnotherCounter/1").add(int(stamp))
    adds = asked(service, "add")
    said = program.run_here("visit", stamp)
    assert (said.status, said.document["state"], said.document["stamp"]["visits"]) == (4, "refused", 10)
    assert (asked(service, "add"), stamps(service)[0].visits) == (adds, 10)


def test_the_pause_holds_over_processes_and_what_waits(tmp_path: Path) -> None:
    with PracticeProcess() as service:
        program = shop(tmp_path / "data", service)
        stamp = issued(program)
        port = int(service.address.rpartition(":")[2])
    said = program.run("visit", stamp)
    assert (said.status, said.document["error"]["what"].partition(" — ")[0]) == (2, "Added a moment ago")
    said = program.run("visit", stamp, "--anyway")
    assert (said.status, said.document["state"], said.document["stamp"]["visits"]) == (3, "waiting", 1)
    assert program.run_here("visit", stamp).status == 2
    with PracticeProcess(port=port) as service:
        assert program.run_here("history").document["entries"][-1]["state"] == "waiting"


@pytest.mark.parametrize("call", ["add", "remove"])
@pytest.mark.parametrize("mood", ["lost", "dropped"])
def test_a_lost_answer_is_looked_for_and_never_sent_twice(
    program: Program, service: PracticeProcess, call: str, mood: str
) -> None:
    stamp = issued(program)
    service.mood(f"{mood}:{call}:x1")
    said = program.run("visit" if call == "add" else "take-back", stamp)
    arrived = mood == "lost"
    assert (said.status, said.document["state"]) == ((0, "done") if arrived else (5, "unknown"))
    assert stamps(service)[0].visits == 1 + arrived * (1 if call == "add" else -1)
    assert asked(service, call) == (1 if call == "remove" else 2)


def test_what_waits_offline_takes_a_place_and_arrives_in_order(tmp_path: Path) -> None:
    database = tmp_path / "practice.db"
    with PracticeProcess(database) as service:
        program = shop(tmp_path / "data", service, "--pause", "0")
        stamp = issued(program)
        assert program.run_here("visit", stamp, "--count", "6").status == 0
        port = int(service.address.rpartition(":")[2])
    assert program.run("visit", stamp, "--count", "3").status == 3
    assert program.run_here("visit", stamp).document["error"]["what"] == "This card is full."
    assert program.run_here("redeem", stamp).document["error"]["what"] == "A visit of this card is still on its way."
    with PracticeProcess(database, port=port) as service:
        assert program.run("outbox", "send").status == 0
        assert stamps(service)[0].visits == 10
        assert program.run_here("redeem", stamp).status == 0

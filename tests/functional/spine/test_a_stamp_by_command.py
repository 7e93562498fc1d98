"""A stamp from the command line, against a stamp service in another process: the whole way, on a real wire."""

from __future__ import annotations

import json
import signal
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk_app.practice import Habits, IdStyle
from kiosk_app.practice.truth import SeenRequest
from kiosk_app.system.clock import SystemClock
from tests.commands import Program
from tests.services import PRACTICE_KEY, PracticeProcess
from tests.unit.codes.reading import larger, modules_of_svg, pixels_of_png, read

ADA = ("--name", "Ada Lovelace", "--phone", "+44 20 7946 0447", "--email", "ada@mail.example", "--user-id", "ada1")


def asked(service: PracticeProcess, call: str) -> list[SeenRequest]:
    return [request for request in service.truth().requests if request.call == call]


def issue(program: Program, *more: str) -> tuple[int, dict[str, Any]]:
    said = program.run("issue", "--card", "123", *ADA, *more)
    return said.status, said.document


def test_a_new_customer_gets_a_stamp_and_its_code_decodes_to_the_link(
    program: Program, service: PracticeProcess, tmp_path: Path
) -> None:
    status, told = issue(program, "--qr", str(tmp_path / "ada.png"))
    (stamp,) = service.truth().stamps
    link = f"https://vvd.bz/stamp/{stamp.stamp_idx}"
    assert (status, told["state"], told["existing"]) == (0, "done", False)
    assert (told["stamp"]["stamp_idx"], told["stamp"]["url"]) == (stamp.stamp_idx, link)
    assert (told["stamp"]["visits"], told["stamp"]["places"]) == (0, 10)
    assert read(pixels_of_png((tmp_path / "ada.png").read_bytes())).decode() == link
    shown = program.run("show", str(stamp.stamp_idx), "--qr", str(tmp_path / "ada.svg"))
    assert (shown.status, shown.document["stamp"]["url"]) == (0, link)
    drawn = modules_of_svg((tmp_path / "ada.svg").read_text("utf-8"))
    assert read(larger(drawn, 8)).decode() == link


@pytest.mark.parametrize(
    "command",
    ["card list", "customer find Ada", "history", "key check", "show 999", "issue --card 999 --name Ada", "nonsense"],
)
def test_a_command_that_was_forked_says_what_one_says_that_was_started(program: Program, command: str) -> None:
    """All others here are forked from a process that has loaded the program."""
    assert issue(program)[0] == 0
    forked = program.run(*command.split())
    assert forked.out
    assert program.run_anew(*command.split()) == forked


def test_the_bytes_on_the_wire_are_the_contracts(program: Program, service: PracticeProcess) -> None:
    today = SystemClock().today()
    start, end = (today + timedelta(days=10)).isoformat(), (today + timedelta(days=100)).isoformat()
    fields = ("--etc1", "Gold", "--etc2", "x", "--memo", "Window", "--start", start, "--end", end, "--inactive")
    status, told = issue(program, *fields, "--domain", "https://cards.example")
    assert status == 0
    (request,) = asked(service, "create")
    assert (request.method, request.path) == ("POST", "/api/stamp/v1/create")
    assert json.loads(request.body) == {
        "cardIdx": 123,
        "domain": "https://cards.example",
        "strtYmd": start,
        "endYmd": end,
        "activeYn": "N",
        "memo": f"Window #{told['entries'][0]['reference']}",
        "userId": "ada1",
        "userNm": "Ada Lovelace",
        "userPhnno": "+44 20 7946 0447",
        "userEml": "ada@mail.example",
        "userEtc1": "Gold",
        "userEtc2": "x",
    }
    assert told["stamp"]["url"] == f"https://cards.example/stamp/{told['stamp']['stamp_idx']}"


def test_text_ids_keep_their_type_and_their_link_comes_from_the_service(tmp_path: Path) -> None:
    with PracticeProcess(habits=Habits(id_style=IdStyle.TEXT, default_domain="https://vvd.bz")) as service:
        program = Program(tmp_path / "data", service.address, PRACTICE_KEY)
        program.run_here("card", "add", "123", "--name", "Coffee card")
        status, told = issue(program)
        (stamp,) = service.truth().stamps
        assert (status, told["stamp"]["stamp_idx"]) == (0, stamp.stamp_idx)
        assert isinstance(told["stamp"]["stamp_idx"], str)
        assert told["stamp"]["url"] == f"https://vvd.bz/stamp/{stamp.stamp_idx}"


def test_where_validate_cannot_say_the_link_is_built_for_a_number_and_never_guessed_for_a_text(tmp_path: Path) -> None:
    for style, link in ((IdStyle.INTEGER, "https://vvd.bz/stamp/1347"), (IdStyle.TEXT, None)):
        with PracticeProcess(habits=Habits(id_style=style), moods="status:503:validate") as service:
            program = Program(tmp_path / style.name, service.address, PRACTICE_KEY)
            program.run_here("card", "add", "123", "--name", "Coffee card", "--domain", "https://vvd.bz")
            status, told = issue(program)
            assert (status, told["state"]) == (0, "done")
            assert told["stamp"]["url"] == link


def test_a_lost_answer_is_told_and_never_sent_again(program: Program, service: PracticeProcess) -> None:
    service.mood("lost:create:x1")
    status, told = issue(program)
    assert (status, told["state"], told["stamp"]) == (5, "unknown", None)
    assert issue(program)[0] == 5  # the same customer again: that entry, nothing new
    assert issue(program, "--again")[0] == 5
    assert program.run("outbox", "send").status in (0, 5)
    assert len(asked(service, "create")) == 1
    (entry,) = program.run("outbox").document["entries"]
    assert (entry["state"], entry["reference"]) == ("unknown", told["entries"][0]["reference"])


def test_without_internet_it_waits_and_outbox_send_finishes_it(tmp_path: Path) -> None:
    with PracticeProcess() as service:
        program = Program(tmp_path / "data", service.address, PRACTICE_KEY)
        program.run_here("card", "add", "123", "--name", "Coffee card")
        port = int(service.address.rpartition(":")[2])
    status, told = issue(program)
    assert (status, told["state"]) == (3, "waiting")
    assert program.run("outbox", "send").status == 3
    with PracticeProcess(port=port) as service:
        sent = program.run("outbox", "send")
        assert (sent.status, sent.document) == (0, {"entries": []})
        assert len(service.truth().stamps) == 1
        assert program.run("outbox").document == {"entries": []}
        (done,) = program.run("history").document["entries"]
        assert (done["reference"], done["state"], done["name"]) == (
            told["entries"][0]["reference"],
            "done",
            "Ada Lovelace",
        )


def test_a_refusal_is_told_in_the_services_own_words(program: Program, service: PracticeProcess) -> None:
    service.mood("refuses:create:This card is closed.")
    said = program.run("issue", "--card", "123", *ADA)
    assert (said.status, said.document["state"]) == (4, "refused")
    assert "This card is closed." in said.document["message"]
    assert "This card is closed." in said.err


def test_a_refused_key_is_six_and_the_entry_waits_for_a_better_one(program: Program, service: PracticeProcess) -> None:
    wrong = Program(program.data_dir, program.address, "another-key")
    status, told = issue(wrong)
    assert (status, told["state"]) == (6, "waiting")
    assert wrong.run("key", "check").document["key"] == "refused"
    assert wrong.run("outbox", "send").status == 6
    assert service.truth().stamps == ()
    assert program.run("outbox", "send").status == 0
    assert len(service.truth().stamps) == 1


def test_who_has_the_card_gets_it_opened_and_nothing_is_sent(program: Program, service: PracticeProcess) -> None:
    _, first = issue(program)
    status, again = issue(program)
    assert (status, again["existing"], again["stamp"]["stamp_idx"]) == (0, True, first["stamp"]["stamp_idx"])
    assert issue(program, "--again")[0] == 0
    assert len(service.truth().stamps) == 2


def test_the_first_visit_comes_with_the_issue(tmp_path: Path, service: PracticeProcess) -> None:
    program = Program(tmp_path / "data", service.address, PRACTICE_KEY)
    program.run_here("card", "add", "123", "--name", "Coffee card", "--first-visit")
    status, told = issue(program)
    assert (status, [entry["kind"] for entry in told["entries"]]) == (0, ["issue", "visit"])
    assert told["stamp"]["visits"] == 1
    assert service.truth().stamps[0].visits == 1


@pytest.mark.parametrize("mood", ["lost:add:x1", "dropped:add:x1"])
def test_a_lost_first_visit_is_looked_at_once_before_the_command_ends(
    tmp_path: Path, service: PracticeProcess, mood: str
) -> None:
    program = Program(tmp_path / "data", service.address, PRACTICE_KEY)
    program.run_here("card", "add", "123", "--name", "Coffee card", "--first-visit")
    service.mood(mood)
    status, told = issue(program)
    arrived = mood.startswith("lost")
    assert (status, told["state"]) == ((0, "done") if arrived else (5, "unknown"))
    assert service.truth().stamps[0].visits == int(arrived)


@pytest.mark.parametrize(
    "wrong",
    [
        ("--card", "0"),
        ("--card", "-5"),
        ("--card", "coffee"),
        ("--card", "123", "--start", "2027-13-01"),
        ("--card", "123", "--start", "2027-02-29"),
        ("--card", "123", "--start", "2027-05-02", "--end", "2027-05-01"),
        ("--card", "123", "--end", "2099-01-01"),
        ("--card", "123", "--domain", "ftp://vvd.bz"),
        ("--card", "123", "--etc1", "x" * 301),
        ("--card", "123", "--email", "ada.mail.example"),
        ("--card", "123", "--qr", "code.gif"),
    ],
)
def test_bad_input_gets_a_sentence_and_saves_and_sends_nothing(
    program: Program, service: PracticeProcess, wrong: tuple[str, ...]
) -> None:
    said = program.run_here("issue", *wrong, "--name", "Ada")
    assert said.status == 2
    assert said.document["error"]["what"]
    assert said.err
    assert service.truth().requests == ()
    assert program.run_here("customer", "find", "Ada").document["total"] == 0


@pytest.mark.parametrize("name", ["김민서", "Զարուհի", "محمد علي", "👩‍👩‍👧‍👦 Family", "Łucja Ó Briain", "नेहा"])
def test_every_script_is_good_input(program: Program, service: PracticeProcess, name: str) -> None:
    said = program.run("issue", "--card", "123", "--name", name)
    assert said.status == 0
    assert service.truth().stamps[0].name == name
    assert program.run("customer", "find", name).document["customers"][0]["name"] == name


def test_an_address_told_once_holds_whatever_the_command(tmp_path: Path) -> None:
    first = Program(tmp_path / "data", "http://127.0.0.1:9", PRACTICE_KEY)
    assert first.run("card", "list").status == 0
    other = Program(tmp_path / "data", "http://127.0.0.1:10", PRACTICE_KEY)
    said = other.run("outbox")
    assert said.status == 2
    assert "http://127.0.0.1:9" in said.document["error"]["what"]
    again = Program(tmp_path / "data").run("card", "list")
    assert again.status == 0


@pytest.mark.parametrize("command", ["card list", "customer find a", "outbox", "history", "key check"])
def test_settings_that_name_another_address_refuse_the_start(tmp_path: Path, command: str) -> None:
    first = Program(tmp_path / "data", "http://127.0.0.1:9", PRACTICE_KEY)
    assert first.run_here("card", "list").status == 0
    (tmp_path / "data" / "settings.toml").write_text('[service]\nurl = "http://127.0.0.1:10"\n')
    said = Program(tmp_path / "data", key=PRACTICE_KEY).run_here(*command.split())
    assert said.status == 2
    assert "http://127.0.0.1:9" in said.document["error"]["what"]


def test_a_practice_folder_is_not_taken_for_a_real_one(tmp_path: Path) -> None:
    assert Program(tmp_path / "data").run("--practice", "card", "list").status == 0
    for command in ("card list", "issue --card 123 --name Ada"):
        said = Program(tmp_path / "data" / "practice", key=PRACTICE_KEY).run(*command.split())
        assert (said.status, said.document["error"]["what"]) == (2, "Practice and real stamps never share a folder.")


def test_a_look_around_binds_a_new_folder_to_no_address(tmp_path: Path) -> None:
    assert [Program(tmp_path / "data").run(command).status for command in ("outbox", "history")] == [0, 0]
    assert Program(tmp_path / "data", "http://127.0.0.1:9").run("outbox").status == 0


@pytest.mark.parametrize("address", ["http://vivoldi.example", "ftp://127.0.0.1", "https://user:secret@a.example"])
def test_an_address_that_is_neither_https_nor_loopback_is_refused(tmp_path: Path, address: str) -> None:
    said = Program(tmp_path / "data", address, PRACTICE_KEY).run_here("card", "add", "123", "--name", "Coffee card")
    assert said.status == 2
    assert "secret" not in said.out + said.err
    assert Program(tmp_path / "data").run_here("card", "list").document == {"cards": []}


def test_a_practice_folder_begins_with_its_cards_and_customers(tmp_path: Path) -> None:
    practice = Program(tmp_path / "data")
    cards = practice.run("--practice", "card", "list").document["cards"]
    assert [card["card_idx"] for card in cards] == [123, 131, 140, 152]
    assert practice.run("--practice", "customer", "find", "brown").document["total"] == 1
    shown = practice.run("--practice", "show", "1301")
    assert (shown.status, shown.document["stamp"]["visits"]) == (0, 7)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_in_the_middle_of_a_create_waits_for_its_answer(
    program: Program, service: PracticeProcess, number: signal.Signals
) -> None:
    service.mood("held:create")
    child = program.start("issue", "--card", "123", *ADA)
    program.type_key(child)
    assert service.wait_until(held=1, within_s=20)
    child.send_signal(number)
    service.release()
    assert child.wait(timeout=30) == 0
    for stream in (child.stdout, child.stderr):
        assert stream
        stream.close()
    assert program.run("outbox").document == {"entries": []}
    assert len(service.truth().stamps) == 1

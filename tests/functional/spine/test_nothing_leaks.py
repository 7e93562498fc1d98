"""A canary key and a canary phone: after everything that can go wrong, they stand nowhere they must not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk_app.practice import ONSITE_CANARY
from tests.commands import Program, Said
from tests.conftest import LogWatch
from tests.services import PRACTICE_KEY, PracticeProcess

PHONE = "+44 20 7946 0991"
MOODS = [
    "fine",
    "lost:rst",
    "dropped",
    "key:401",
    "key:403",
    "key:code",
    "refuses:No.",
    "busy:1",
    "moved:http://127.0.0.1:9",
    "garbage",
    "cut-json",
    "html",
    "hostile-id",
    "bad-gzip",
    "status:500",
]


def digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_neither_key_nor_phone_stands_where_it_must_not(
    program: Program, service: PracticeProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log_watch: LogWatch
) -> None:
    monkeypatch.setenv("STAMP_KIOSK_LOG", "DEBUG")
    log_watch.expect("")  # bad days are logged, and read below
    said: list[Said] = []
    for number, mood in enumerate(MOODS):
        service.mood(mood)
        who = ("--user-id", f"u{number}", "--name", f"N{number}", "--phone", f"{PHONE}{number}")
        said.append(program.run("issue", "--card", "123", *who, "--qr", str(tmp_path / f"{number}.svg")))
        said += [program.run_here(*command) for command in (("key", "check"), ("outbox", "send"), ("show", "1347"))]
    service.mood()
    said += [program.run("outbox"), program.run("history"), program.run("doctor"), program.run("nonsense", PHONE)]
    for one in said:
        assert PRACTICE_KEY not in one.out + one.err
        assert ONSITE_CANARY not in one.out + one.err
        assert digits(PHONE) not in digits(one.err)
        assert PHONE not in one.out
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.parent.name == "logs" for path in written)
    for path in written:
        content = path.read_bytes()
        assert PRACTICE_KEY.encode() not in content, path
        assert ONSITE_CANARY.encode() not in content, path
        if not path.name.startswith("kiosk.db"):
            assert PHONE.encode() not in content, path


@pytest.mark.parametrize("hostile", ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "REQUESTS_CA_BUNDLE", "SSLKEYLOGFILE"])
def test_the_environment_changes_nothing(tmp_path: Path, service: PracticeProcess, hostile: str) -> None:
    trap = tmp_path / "trap"
    value = str(trap) if "_" in hostile[3:] and "PROXY" not in hostile else "http://127.0.0.1:9"
    value = str(trap) if hostile == "SSLKEYLOGFILE" else value
    program = Program(tmp_path / "data", service.address, PRACTICE_KEY, {hostile: value})
    program.run("card", "add", "123", "--name", "Coffee card")
    assert program.run("issue", "--card", "123", "--name", "Ada").status == 0
    assert not trap.exists()


def test_the_data_folder_is_the_users_alone(program: Program) -> None:
    program.run("issue", "--card", "123", "--name", "Ada")
    for path in (program.data_dir, *program.data_dir.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path

"""Running a command: expected troubles become sentences, one document is on standard output, bugs are let through."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import pytest

from kiosk_app.cli.house import House, NoFolder
from kiosk_app.cli.main import run
from kiosk_app.cli.options import Options
from kiosk_app.cli.terminal import Terminal
from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.services.belonging import AddressRefused
from tests.unit.cli.shop import CARD, Shop

ROOT = Path(__file__).resolve().parents[3]

TROUBLES = [
    (BadInput(Problem("service_url", Fault.BAD_ADDRESS, "ftp://a")), 2),
    (AddressRefused("https://vivoldi.com", "https://other.example"), 2),
    (AddressRefused("https://vivoldi.com", "practice"), 2),
    (NoFolder(Path("a-file"), "not a folder"), 2),
    *((StoreTrouble(reason, "detail"), 6) for reason in DiskReason),
    (KeyboardInterrupt(), 2),
]


@pytest.mark.parametrize(("trouble", "status"), TROUBLES, ids=repr)
def test_an_expected_trouble_is_a_sentence_and_a_status(shop: Shop, trouble: Exception, status: int) -> None:
    shop.refuse_to_open = trouble
    ran = shop.run("outbox", "--json")
    assert ran.status == status
    assert set(ran.document) == {"error"}
    assert set(ran.document["error"]) == {"what", "advice"}
    assert ran.document["error"]["what"] in ran.err
    assert "detail" not in ran.err


def test_a_trouble_without_json_leaves_standard_output_alone(shop: Shop) -> None:
    shop.refuse_to_open = NoFolder(Path("a-file"), "not a folder")
    ran = shop.run("outbox")
    assert (ran.out, ran.err) == ("", "a-file is not a folder. Choose another folder with --data-dir.\n")


def test_a_bug_is_not_caught_here(shop: Shop) -> None:
    shop.refuse_to_open = ZeroDivisionError("our fault")
    with pytest.raises(ZeroDivisionError):
        shop.run("outbox")


@pytest.mark.parametrize("argv", [(), ("visits", "1347"), ("--frobnicate",), ("issue",), ("outbox", "resolve", "3")])
def test_wrong_use_opens_nothing(shop: Shop, argv: tuple[str, ...]) -> None:
    ran = shop.run(*argv, "--json")
    assert ran.status == 2
    assert set(ran.document["error"]) == {"what", "advice"}
    assert not shop.opened


def test_help_is_what_was_asked_for(shop: Shop) -> None:
    ran = shop.run("issue", "--help")
    assert (ran.status, ran.err) == (0, "")
    assert "stamp-kiosk issue --card 123" in ran.out
    assert shop.run("issue", "--help", "--json").document["help"].rstrip() == ran.out.rstrip()


def test_the_version_is_what_was_asked_for(shop: Shop) -> None:
    ran = shop.run("--version")
    assert ran.status == 0
    assert ran.out.startswith("stamp-kiosk ")
    assert shop.run("--version", "--json").document == {"version": ran.out.split()[1]}


def test_a_faulty_settings_file_is_told_every_time(coffee: Shop) -> None:
    (coffee.folder / "settings.toml").write_text("[[card]]\ncard_idx = 123\nname = 'x'\nplaces = 0\n")
    for _ in range(2):
        ran = coffee.run("card", "list", "--json")
        assert ran.status == 0
        assert ran.document["cards"][0]["name"] == CARD.name
        assert ran.err.startswith("The settings file has a fault, so the last good settings are used. card[1].places: ")


def test_a_faulty_settings_file_without_a_good_one_ends_the_command(shop: Shop) -> None:
    (shop.folder / "settings.toml").write_text("[shop\n")
    ran = shop.run("card", "list", "--json")
    assert ran.status == 2
    assert ran.document["error"]["what"] == "settings.toml cannot be understood in line 1."


class Gone(io.StringIO):
    """A reader that went away."""

    def write(self, _text: str) -> int:
        raise BrokenPipeError(32, "Broken pipe")


def test_a_reader_that_went_away_is_no_trouble(coffee: Shop) -> None:
    status = run(["card", "list", "--json"], coffee.open, lambda _options: None, Gone(), Gone(), io.StringIO())
    assert status == 0


class Full(io.StringIO):
    """A file on a disk that takes no more."""

    def write(self, _text: str) -> int:
        raise OSError(28, "No space left on device")


def test_a_stream_that_takes_no_more_changes_nothing_of_what_was_done(coffee: Shop) -> None:
    status = run(["card", "list", "--json"], coffee.open, lambda _options: None, Full(), Full(), io.StringIO())
    assert status == 0


def test_streams_that_were_closed_before_the_start_are_no_trouble() -> None:
    terminal = Terminal(None, None, None, as_json=True)
    terminal.say("Stamp issued")
    terminal.answer({"state": "done"})
    assert terminal.first_line() == terminal.secret("API key: ") == ""


class Closing(Shop):
    """Ctrl-C while the parts are being closed: the command is done by then."""

    @contextmanager
    def open(self, options: Options) -> Iterator[House]:
        with super().open(options) as house:
            yield house
        raise KeyboardInterrupt


def test_ctrl_c_after_the_document_changes_neither_it_nor_the_status(tmp_path: Path) -> None:
    ran = Closing(tmp_path).with_card().run("card", "list", "--json")
    assert ran.status == 0
    assert ran.document["cards"][0]["card_idx"] == CARD.card_idx


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_signal_while_python_ends_does_not_take_the_place_of_the_status(name: str) -> None:
    late = (
        "import os, signal, sys\n"
        "from kiosk_app.__main__ import main\n"
        "status = main()\n"
        f"os.kill(os.getpid(), signal.{name})\n"
        "sys.exit(status)"
    )
    child = subprocess.run(
        [sys.executable, "-c", late, "--version"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (child.returncode, child.stderr) == (0, "")


def narrow() -> TextIO:
    return io.TextIOWrapper(io.BytesIO(), encoding="ascii")


def test_a_stream_that_cannot_spell_a_name_still_gets_a_line() -> None:
    err, out = narrow(), narrow()
    terminal = Terminal(out, err, io.StringIO(), as_json=True)
    terminal.say("홍길동 – “Stamp issued”")
    terminal.answer({"name": "홍길동"})
    assert err.buffer.getvalue() == b"??? ? ?Stamp issued?\n"  # type: ignore[attr-defined]
    assert out.buffer.getvalue() == b'{"name": "\\ud64d\\uae38\\ub3d9"}\n'  # type: ignore[attr-defined]


def test_commands_load_neither_the_window_nor_the_wire_nor_the_keyring() -> None:
    names = sorted(f"kiosk_app.cli.{path.stem}" for path in (ROOT / "kiosk_app" / "cli").glob("*.py"))
    probe = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]: importlib.import_module(name)\n"
        "print(sorted({'PySide6', 'requests', 'urllib3', 'keyring', 'qrcode', 'http.server'} & set(sys.modules)))"
    )
    child = subprocess.run(
        [sys.executable, "-c", probe, *names], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (child.returncode, child.stdout.strip()) == (0, "[]"), child.stderr

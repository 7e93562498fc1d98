"""A line that asks for the window is read as the whole parser reads it; any other is left to that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kiosk_app.cli.arguments import parse
from kiosk_app.cli.options import Options, window_options
from kiosk_app.words.language import english

FLAGS = ("--practice", "--json", "--fullscreen")
VALUES = ("--data-dir", "--data-dir=/a", "--service-url=https://a.example/?b=c", "--service-url", "--data-dir=")
WORDS = (
    *FLAGS,
    *VALUES,
    "/a",
    "https://a.example",
    "",
    "-",
    "--",
    "-5",
    "--data",
    "--json=yes",
    "issue",
    "--help",
    "=",
)


@given(st.lists(st.sampled_from(WORDS), max_size=6))
def test_what_is_understood_is_what_the_whole_parser_understands(argv: list[str]) -> None:
    options = window_options(argv)
    if options is not None:
        assert parse(argv, english()) == options


@given(
    st.sets(st.sampled_from(FLAGS)),
    st.none() | st.sampled_from(("/a", "b c")),
    st.none() | st.just("https://a.example"),
)
def test_every_line_for_the_window_is_understood(flags: set[str], folder: str | None, url: str | None) -> None:
    argv = [*flags, *(["--data-dir", folder] if folder else []), *([f"--service-url={url}"] if url else [])]
    assert window_options(argv) == Options(
        data_dir=Path(folder) if folder else None,
        service_url=url,
        practice="--practice" in flags,
        json="--json" in flags,
        fullscreen="--fullscreen" in flags,
    )


def test_it_is_read_without_argparse() -> None:
    """That would take a hundredth of the time to the first paint."""
    command = "import sys; import kiosk_app.__main__; assert 'argparse' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", command], timeout=60, check=False).returncode == 0

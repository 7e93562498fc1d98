"""What the window remembers of its looks; a file that somebody or something spoiled is as good as none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_app.domain.settings import Counter, Motion, Settings, Shop, TextSize, Theme
from kiosk_app.wiring.looks import Looks, looks_of
from kiosk_app.wiring.window_memory import WindowMemory

NAMES = st.text(max_size=40).filter(lambda text: "\0" not in text and text.isprintable())
LOOKS = st.builds(
    Looks,
    *(NAMES, NAMES),
    st.sampled_from(["", "light", "dark"]),
    st.sampled_from(["", "#3443A8", "#AB2410"]),
    st.sampled_from([None, 100, 115, 130, 150]),
    st.booleans(),
)


@given(looks=LOOKS)
def test_looks_are_the_same_next_time(tmp_path_factory: pytest.TempPathFactory, looks: Looks) -> None:
    file = tmp_path_factory.mktemp("data") / "window.ini"
    WindowMemory(file).keep_looks(looks)
    assert WindowMemory(file).looks() == looks


def test_without_a_memory_all_is_the_computers_own(tmp_path: Path) -> None:
    assert WindowMemory(tmp_path / "window.ini").looks() == Looks()


@pytest.mark.parametrize(
    "kept",
    [
        "looks=dark",
        "looks=a, b, purple, red, 12, perhaps",
        'looks=a, b, "light; QWidget { }", #12345, -1, calm, more',
        "looks=@Invalid()",
        "\udcff\udcfe",
    ],
)
def test_a_spoiled_memory_paints_no_nonsense(tmp_path: Path, kept: str) -> None:
    file = tmp_path / "window.ini"
    file.write_bytes(f"[General]\n{kept}\n".encode(errors="surrogateescape"))
    looks = WindowMemory(file).looks()
    assert looks.theme == ""
    assert looks.accent == ""
    assert looks.text_per_cent is None


def test_settings_are_told_as_looks() -> None:
    shop = Shop(name="Harbour Coffee", counter="Counter 1", theme=Theme.DARK, accent="#3443A8")
    settings = Settings(shop=shop, counter=Counter(text_size=TextSize.LARGE, motion=Motion.REDUCED))
    assert looks_of(settings) == Looks("Harbour Coffee", "Counter 1", "dark", "#3443A8", 130, is_calm=True)
    assert looks_of(Settings()) == Looks()

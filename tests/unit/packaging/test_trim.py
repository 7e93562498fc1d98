"""What is left out of a package: what Qt could load and the program never does, and what the system has itself."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from trim import SYSTEM_FOLDERS, Entry, trim

QT = "PySide6/Qt"
CORE, NETWORK = f"{QT}/lib/libQt6Core.so.6", f"{QT}/lib/libQt6Network.so.6"
WIDGETS = "PySide6/QtWidgets.abi3.so"


def library(destination: str, folder: Path = Path("/wheel")) -> Entry:
    return destination, str(folder / destination), "BINARY"


def links(needed: dict[str, list[str]]) -> dict[str, list[str]]:
    return {f"/wheel/{name}": [f"/wheel/{other}" for other in others] for name, others in needed.items()}


def kept(binaries: Iterable[Entry], data: Iterable[Entry] = ()) -> list[str]:
    found = links({WIDGETS: [CORE]})
    libraries, others = trim(binaries, data, lambda path: found.get(path, []))
    return [entry[0] for entry in (*libraries, *others)]


def test_of_qts_libraries_only_those_stay_that_something_is_linked_to() -> None:
    assert kept([library(WIDGETS), library(CORE), library(NETWORK)]) == [WIDGETS, CORE]


@pytest.mark.parametrize(
    ("plugin", "stays"),
    [
        ("platforms/libqxcb.so", True),
        ("platforms/libqwayland.so", True),
        ("platforms/qwindows.dll", True),
        ("platforms/libqcocoa.dylib", True),
        ("platforms/libqvnc.so", False),
        ("platformthemes/libqgtk3.so", False),
        ("platforminputcontexts/libqtvirtualkeyboardplugin.so", False),
        ("tls/libqopensslbackend.so", False),
    ],
)
def test_plugins_stay_by_name(plugin: str, stays: bool) -> None:
    assert kept([library(f"{QT}/plugins/{plugin}")]) == ([f"{QT}/plugins/{plugin}"] if stays else [])


def test_translations_that_nobody_loads_go() -> None:
    assert kept([], [library(f"{QT}/translations/qtbase_de.qm"), library("kiosk_app/assets/icons/key.svg")]) == [
        "kiosk_app/assets/icons/key.svg"
    ]


def test_a_link_goes_with_what_it_leads_to() -> None:
    to_core = ("libQt6Core.so.6", CORE, "SYMLINK")
    to_network = ("libQt6Network.so.6", NETWORK, "SYMLINK")
    assert kept([library(WIDGETS), library(CORE), library(NETWORK)], [to_core, to_network]) == [
        WIDGETS,
        CORE,
        to_core[0],
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere all is carried")
def test_the_systems_own_libraries_are_left_to_it_but_for_python() -> None:
    own = [library(name, SYSTEM_FOLDERS[-1]) for name in ("libssl.so.3", "libpython3.11.so.1.0")]
    assert kept(own) == ["libpython3.11.so.1.0"]

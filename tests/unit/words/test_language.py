"""A language is handed in; nothing is translated at import, and what is missing stays English."""

from __future__ import annotations

import gettext
from datetime import date
from pathlib import Path

import pytest

from kiosk_app.words import dates
from kiosk_app.words.language import DOMAIN, Language, chosen_language, english
from kiosk_app.words.said import Said


class Backwards(gettext.NullTranslations):
    """A language that everybody can check."""

    def gettext(self, message: str) -> str:
        return message[::-1]

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return (msgid1 if n == 1 else msgid2)[::-1]


def test_english_says_what_is_written() -> None:
    assert english().text("Done") == "Done"
    assert english().plural("one", "many", 1) == "one"
    assert english().plural("one", "many", 2) == "many"


def test_another_language_says_it_otherwise() -> None:
    language = Language(Backwards())
    assert language.text("Done") == "enoD"
    assert language.plural("one", "many", 3) == "ynam"


def test_without_translations_it_is_english(tmp_path: Path) -> None:
    assert chosen_language(tmp_path / "none").text("Done") == "Done"
    assert chosen_language(tmp_path).text("Done") == "Done"


def test_the_environment_chooses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / f"{DOMAIN}.mo").write_bytes(compiled({"": "Content-Type: text/plain; charset=UTF-8\n", "Done": "Fertig"}))
    monkeypatch.setenv("LANGUAGE", "de")
    assert chosen_language(tmp_path).text("Done") == "Fertig"
    assert chosen_language(tmp_path).text("Other") == "Other"
    monkeypatch.setenv("LANGUAGE", "xx")
    assert chosen_language(tmp_path).text("Done") == "Done"


def compiled(messages: dict[str, str]) -> bytes:
    """A catalogue as gettext reads it (GNU gettext manual, "The Format of GNU MO Files")."""
    pairs = sorted((key.encode(), text.encode()) for key, text in messages.items())
    tables_at, texts_at = 28, 28 + 16 * len(pairs)
    table = {0: b"", 1: b""}
    texts = b""
    for side in (0, 1):
        for pair in pairs:
            table[side] += len(pair[side]).to_bytes(4, "little") + (texts_at + len(texts)).to_bytes(4, "little")
            texts += pair[side] + b"\0"
    head = (0x950412DE, 0, len(pairs), tables_at, tables_at + 8 * len(pairs), 0, texts_at)
    return b"".join(number.to_bytes(4, "little") for number in head) + table[0] + table[1] + texts


def test_dates_are_written_out() -> None:
    assert dates.day(english(), date(2026, 11, 21)) == "21 November 2026"
    assert dates.short_day(english(), date(2026, 9, 3)) == "3 Sep 2026"
    assert dates.day_and_month(english(), date(2026, 11, 3)) == "3 November"
    assert [dates.day(english(), date(2026, month, 1)).split()[1][:3] for month in (1, 6, 12)] == ["Jan", "Jun", "Dec"]


def test_what_fills_a_place_is_never_read_for_places() -> None:
    assert str(Said("“{value}” is odd.", "See {high}.").filled(value="{high}", high=3)) == "“{high}” is odd. See 3."

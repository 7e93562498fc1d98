"""Sentences about wrong input: every fault has one, the field is named, and a key is never repeated."""

from __future__ import annotations

import pytest

from kiosk_app.domain.problems import Fault, Problem
from kiosk_app.words.inputs import field_name, problem, problems, settings_passed_over
from kiosk_app.words.language import english
from tests.unit.words.manners import assert_mannered

SAY_THE_SAME_OF_ALL = {Fault.NOBODY, Fault.NO_AT}
FIELDS = ["name", "customer", "stamp", "card_idx", "card[2].card_idx", "settings.toml", "qr", "mood"]


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("value", ["", "a {field} “b”"])
@pytest.mark.parametrize("choices", [(), ("1", "9")])
def test_every_fault_has_a_sentence(fault: Fault, field: str, value: str, choices: tuple[str, ...]) -> None:
    given = choices or (("1", "9") if fault is Fault.OUT_OF_RANGE else ())  # which never comes without them
    assert_mannered(problem(english(), Problem(field, fault, value, given)))


@pytest.mark.parametrize("fault", sorted(set(Fault) - SAY_THE_SAME_OF_ALL, key=str))
def test_a_sentence_names_the_setting(fault: Fault) -> None:
    assert problem(english(), Problem("card[2].places", fault, "x", ("1",))).what.startswith("card[2].places")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Problem("customer", Fault.NOBODY), "Nobody is named yet. A name, a phone or an e-mail is enough."),
        (Problem("email", Fault.NO_AT, "b"), "Check the e-mail: the @ is missing."),
        (Problem("stamp", Fault.NOT_A_CHOICE, "x"), "This code is not one of ours. Look the customer up by name."),
        (Problem("places", Fault.OUT_OF_RANGE, "0", ("1", "999")), "Places: “0” does not fit. It goes from 1 to 999."),
        (
            Problem("glyph", Fault.NOT_A_CHOICE, "x", ("cup", "loaf")),
            "Glyph: “x” is not one of the choices. Choose from: cup, loaf.",
        ),
        (
            Problem("settings.toml", Fault.SYNTAX, "7"),
            "settings.toml cannot be understood in line 7. Check its quotes and brackets.",
        ),
        (Problem("settings.toml", Fault.SYNTAX), "settings.toml cannot be understood. Check its quotes and brackets."),
        (
            Problem("settings.toml", Fault.MISSING),
            "settings.toml is gone. Put it back, or change a setting: that writes it anew.",
        ),
        (
            Problem("name", Fault.NOT_TEXT),
            "Name: some of its letters cannot be read. Set this terminal to UTF-8, then try again.",
        ),
        (Problem("data_dir", Fault.MISSING), "Data folder is missing. Please fill it in."),
        (Problem("qr", Fault.MISSING, "a/b"), "QR file: “a/b” is not there. Check how it is written."),
        (Problem("name", Fault.MISSING), "Name is missing. Please fill it in."),
    ],
)
def test_a_sentence_reads_well(found: Problem, said: str) -> None:
    assert str(problem(english(), found)) == said


def test_several_problems_share_their_advice() -> None:
    said = problems(english(), [Problem("start", Fault.NOT_A_DATE, "x"), Problem("end", Fault.NOT_A_DATE, "y")])
    assert said.what == "Start: “x” is not a date. End: “y” is not a date."
    assert said.advice == "Write it like 2026-11-21."


def test_a_passed_over_file_is_told_with_its_fault() -> None:
    said = settings_passed_over(english(), [Problem("card[2].card_idx", Fault.NOT_POSITIVE, "0")])
    assert str(said) == (
        "The settings file has a fault, so the last good settings are used. "
        "card[2].card_idx: “0” does not fit. It is a whole number from 1 up."
    )


def test_a_key_is_never_repeated() -> None:
    assert "canary" not in str(problem(english(), Problem("key", Fault.WRONG_TYPE, "canary")))


def test_what_was_typed_cannot_paint_the_terminal() -> None:
    assert "\x1b" not in str(problem(english(), Problem("start", Fault.NOT_A_DATE, "\x1b[31mred")))


def test_a_field_is_named_in_peoples_words() -> None:
    assert field_name(english(), "user_id") == "Member id"
    assert field_name(english(), "shop.accent") == "shop.accent"

"""Traces tell where and of what type, and never a value."""

import pytest

from kiosk_app.system.folders import FolderReason, FolderTrouble
from kiosk_app.system.traces import describe, name_of

CANARY = "canary-5b0c9e"


class Trouble(Exception):
    """One that says it is ours; the others in this file belong to the tests."""

    __module__ = "kiosk_app.services.issuing"


def caught(error: BaseException, context: BaseException | None = None, cause: BaseException | None = None) -> str:
    header = {"Authorization": CANARY}
    try:
        if cause:
            raise error from cause
        if context:
            error.__context__ = context
        raise error
    except type(error) as final:
        assert header
        return describe(final)


def test_type_and_place_are_told() -> None:
    lines = caught(ValueError(CANARY)).splitlines()
    assert lines[0] == "ValueError"
    assert lines[1].startswith("  at ")
    assert "test_traces:" in lines[1]
    assert lines[1].endswith(" in caught")


def test_messages_of_others_locals_and_source_are_not() -> None:
    trace = caught(KeyError(CANARY), context=ValueError(CANARY))
    assert CANARY not in trace
    assert "header" not in trace


def test_messages_of_our_own_are_told() -> None:
    assert caught(Trouble("card 7 is gone")).startswith("kiosk_app.services.issuing.Trouble: card 7 is gone\n")


def test_a_real_exception_of_ours_tells_its_path(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp()
    told = name_of(FolderTrouble(path, FolderReason.NOT_WRITABLE))
    assert told == f"kiosk_app.system.folders.FolderTrouble: {path}: not writable"


def test_what_led_to_it_follows() -> None:
    assert caught(Trouble("a"), context=KeyError(CANARY)).endswith("\nwhile handling\nKeyError")
    assert "\ncaused by\nOSError" in caught(Trouble("a"), cause=OSError(CANARY))


def test_what_was_set_aside_stays_aside() -> None:
    error = Trouble("a")
    error.__context__ = KeyError(CANARY)
    error.__suppress_context__ = True
    assert "KeyError" not in describe(error)


def test_groups_tell_their_parts() -> None:
    trace = caught(ExceptionGroup(CANARY, [ValueError(CANARY), Trouble("part")]))
    assert "together with\nValueError\ntogether with\nkiosk_app.services.issuing.Trouble: part" in trace
    assert CANARY not in trace


def test_a_circle_of_causes_ends() -> None:
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first
    assert describe(first) == "ValueError\ncaused by\nKeyError\ncaused by"


def test_a_deep_recursion_is_shortened() -> None:
    def deeper() -> None:
        deeper()

    with pytest.raises(RecursionError) as error:
        deeper()
    trace = describe(error.value)
    assert len(trace.splitlines()) < 50
    assert " more" in trace

"""The matrix: level M, the smallest version that holds the text, and no border."""

import pytest
import qrcode
from hypothesis import given
from hypothesis import strategies as some
from qrcode.constants import ERROR_CORRECT_M

from kiosk_app.codes.matrix import matrix
from kiosk_app.domain.problems import BadInput, Fault

LINK = "https://vvd.bz/stamp/1234567"


def test_it_is_square_without_a_border() -> None:
    rows = matrix(LINK)
    assert {len(row) for row in rows} == {len(rows)}
    assert rows[0][:7] == (True,) * 7, "a finder pattern in the corner"


@pytest.mark.parametrize(("letters", "version"), [(14, 1), (15, 2), (26, 2), (27, 3), (42, 3), (43, 4)])
def test_the_smallest_version_of_level_m_that_holds_the_text(letters: int, version: int) -> None:
    assert len(matrix("x" * letters)) == 17 + 4 * version  # bytes a version holds: ISO/IEC 18004, table 7


def test_the_same_text_makes_the_same_code() -> None:
    assert matrix(LINK) == matrix(LINK)


@pytest.mark.parametrize(
    ("text", "fault"),
    [("", Fault.MISSING), ("x" * 2332, Fault.TOO_LONG), ("가" * 778, Fault.TOO_LONG), ("7" * 5597, Fault.TOO_LONG)],
)
def test_no_text_and_too_much_of_it_are_refused(text: str, fault: Fault) -> None:
    with pytest.raises(BadInput) as refused:
        matrix(text)
    assert refused.value.problems[0].fault is fault


@pytest.mark.parametrize("text", ["x" * 2331, "가" * 777, ("x" + "7" * 19 + "X" * 20) * 58, "\xff" * 1165])
def test_whatever_is_short_enough_becomes_a_code(text: str) -> None:
    assert 100 < len(matrix(text)) <= 177


@given(some.text(min_size=1, max_size=60) | some.integers(0, 2**53).map("https://vvd.bz/stamp/{}".format))
def test_it_is_what_the_library_makes_of_it_in_its_own_time(text: str) -> None:
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    assert matrix(text) == tuple(tuple(row) for row in code.modules)

"""The PNG and the SVG: what a scanner reads from them, and how crisp they are."""

import xml.etree.ElementTree as ET

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kiosk_app.codes.matrix import matrix
from kiosk_app.codes.png import png
from kiosk_app.codes.svg import svg
from tests.unit.codes.reading import larger, modules_of_svg, pixels_of_png, read

LINK = "https://vvd.bz/stamp/1234567"

addresses = st.builds(
    "https://{}/stamp/{}".format,
    st.from_regex(r"[a-z][a-z0-9.-]{0,60}", fullmatch=True),
    st.from_regex(r"[A-Za-z0-9_-]{1,220}", fullmatch=True),
)
korean = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=100)
anything = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)


@settings(max_examples=60)
@given(addresses | korean | anything)
@example("https://vvd.bz/stamp/" + "9" * 279)
@example("스탬프 하나 더 - 커피 한 잔")
def test_a_scanner_reads_the_very_text_from_both_pictures(text: str) -> None:
    assert read(pixels_of_png(png(text, module_px=3))) == text.encode()
    assert read(larger(modules_of_svg(svg(text)), 3)) == text.encode()


def test_the_png_has_whole_modules_in_two_colours_with_four_modules_of_white() -> None:
    rows = matrix(LINK)
    picture = pixels_of_png(png(LINK, module_px=12))
    side = (len(rows) + 8) * 12
    assert picture.shape == (side, side, 3)
    assert {tuple(map(int, colour)) for colour in np.unique(picture.reshape(-1, 3), axis=0)} == {
        (0x14, 0x11, 0x0E),
        (0xFF, 0xFF, 0xFF),
    }
    modules = picture[::12, ::12, 0]
    assert np.array_equal(picture[:, :, 0], larger(modules, 12))
    assert np.array_equal(modules[4:-4, 4:-4] == 0x14, np.array(rows))
    assert (modules == 0x14).sum() == np.array(rows).sum(), "nothing dark in the quiet zone"


def test_the_svg_draws_the_matrix_in_one_path_with_four_modules_of_white() -> None:
    rows = matrix(LINK)
    modules = modules_of_svg(svg(LINK))
    assert modules.shape == (len(rows) + 8,) * 2
    assert np.array_equal(modules[4:-4, 4:-4] == 0, np.array(rows))
    assert (modules == 0).sum() == np.array(rows).sum()


def test_the_svg_is_crisp_and_in_our_colours() -> None:
    root = ET.fromstring(svg(LINK))  # noqa: S314  we made it
    assert root.attrib["shape-rendering"] == "crispEdges"
    assert [child.attrib["fill"] for child in root] == ["#FFFFFF", "#14110E"]


@pytest.mark.parametrize("hostile", ['"/><script>alert(1)</script>', "&amp;\n<svg>"])
def test_the_text_itself_is_nowhere_in_the_svg(hostile: str) -> None:
    assert "script" not in svg(hostile)
    assert "amp" not in svg(hostile)

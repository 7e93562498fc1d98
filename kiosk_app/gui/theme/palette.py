"""Every colour by its name, light and dark. Colours are "#RRGGBB", so that palettes compare and cache by value."""

from __future__ import annotations

from typing import NamedTuple


class Palette(NamedTuple):
    is_dark: bool
    paper: str
    surface: str
    sunken: str
    hover: str
    line: str
    line_strong: str
    field: str
    ink: str
    ink_2: str
    ink_3: str
    mark: str
    mark_deep: str
    action: str
    on_action: str
    action_pressed: str
    tint: str
    on_tint: str
    ok: str
    on_ok: str
    ok_pressed: str
    ok_dot: str
    ok_tint: str
    on_ok_tint: str
    wait: str
    on_wait_dot: str
    wait_tint: str
    on_wait: str
    hint: str
    hint_line: str
    shadow: str = "#463418"
    shadow_strength: float = 0.07
    practice: str = "#F2B632"
    on_practice: str = "#1F1B16"
    practice_mark: str = "#5B544A"
    practice_deep: str = "#3E3831"


LIGHT = Palette(
    is_dark=False,
    paper="#FBF8F2",
    surface="#FFFFFF",
    sunken="#F3EEE4",
    hover="#F7F2E8",
    line="#E7E0D2",
    line_strong="#BDB29F",
    field="#8A8070",
    ink="#1F1B16",
    ink_2="#4D463D",
    ink_3="#665D51",
    mark="#CE3B21",
    mark_deep="#A52712",
    action="#AB2410",
    on_action="#FFFFFF",
    action_pressed="#8C1B0A",
    tint="#FBE9E3",
    on_tint="#7E1B0B",
    ok="#0B5D50",
    on_ok="#FFFFFF",
    ok_pressed="#07483E",
    ok_dot="#1C9B84",
    ok_tint="#DDF1EB",
    on_ok_tint="#07483E",
    wait="#E0A02A",
    on_wait_dot="#2E1E00",
    wait_tint="#FCEBC5",
    on_wait="#5A3A00",
    hint="#FFF6E0",
    hint_line="#EACB86",
)

DARK = Palette(
    is_dark=True,
    paper="#171411",
    surface="#211D19",
    sunken="#2B2621",
    hover="#2A2520",
    line="#38322B",
    line_strong="#4C453C",
    field="#8A8072",
    ink="#F5EFE6",
    ink_2="#CFC6B8",
    ink_3="#B3A999",
    mark="#EF6A52",
    mark_deep="#C9452E",
    action="#F4806A",
    on_action="#1C0905",
    action_pressed="#E8745D",
    tint="#3D211A",
    on_tint="#FFC9BC",
    ok="#6FD3BE",
    on_ok="#06231E",
    ok_pressed="#5CBFAA",
    ok_dot="#6FD3BE",
    ok_tint="#123A33",
    on_ok_tint="#8FE6D3",
    wait="#F2C14E",
    on_wait_dot="#2E1E00",
    wait_tint="#3A2C0C",
    on_wait="#F6D58A",
    hint="#2E2611",
    hint_line="#6A5218",
    shadow="#000000",
    shadow_strength=0.35,
    practice_mark="#9C9284",  # 5.5 on the surface, as any mark; the light one has 2.2
    practice_deep="#7A7165",
)

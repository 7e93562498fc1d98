"""About: one look at a time, what needs one stands first, and nothing is written that was not shown."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from kiosk_app.domain.changelog import Release
from kiosk_app.domain.ports import Lane, VaultReason, VaultTrouble
from tests.fakes.background import HeldBackground
from tests.unit.presenters.desks import COFFEE, Desk
from tests.unit.presenters.test_settings import KEY, Shop

PHONE = "+44 20 7946 0991"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, COFFEE)


def is_looking(shop: Shop) -> bool:
    return shop.page.is_looking


def test_it_tells_what_this_program_is_and_what_is_new(desk: Desk) -> None:
    page = Shop(desk, "about").page
    assert ("Version", "1.0") in page.about
    assert page.releases == (Release("1.0", ("All is new.",)),)
    assert page.findings is None


def test_a_look_shows_what_needs_one_first(desk: Desk) -> None:
    shop = Shop(desk, "about")
    shop.computer.keyring = VaultTrouble(VaultReason.LOCKED, "")
    shop.presenter.look_wanted()
    found = shop.page.findings
    assert found
    assert not found.is_ok
    wrong = [row.name for row in found.rows if not row.is_ok]
    assert [row.name for row in found.rows][: len(wrong)] == wrong
    assert "Keychain" in wrong
    assert found.summary == f"{len(wrong)} things need a look."


def test_a_look_runs_on_its_lane_and_only_once_at_a_time(desk: Desk) -> None:
    background = HeldBackground()
    shop = Shop(desk, "about", background)
    shop.presenter.look_wanted()
    shop.presenter.look_wanted()
    shop.presenter.support_wanted()
    assert background.held.count(Lane.CARE) == 1
    assert is_looking(shop)
    background.release()
    assert not is_looking(shop)
    assert shop.page.findings


def test_a_page_that_was_left_hears_nothing_and_can_look_again(desk: Desk) -> None:
    background = HeldBackground()
    shop = Shop(desk, "about", background)
    shop.presenter.look_wanted()
    shop.presenter.left()
    background.release()
    assert shop.page.findings is None
    assert not is_looking(shop)
    shop.presenter.look_wanted()
    background.release()
    assert shop.page.findings


def test_a_support_file_is_shown_then_written_as_it_was_shown(desk: Desk, tmp_path: Path) -> None:
    logs = tmp_path / "logs"
    logs.mkdir(exist_ok=True)
    (logs / "stamp-kiosk.log").write_text(f"x INFO 1 kiosk_app.a: {KEY} rang {PHONE}\n", "utf-8")
    shop = Shop(desk, "about")
    shop.presenter.support_wanted()
    preview = shop.page.preview_of_support
    assert preview
    assert "doctor.txt" in preview.lines
    assert "[key] rang [number]" in preview.texts
    assert shop.page.findings
    target = tmp_path / preview.name
    assert not target.exists()
    (logs / "stamp-kiosk.log").write_text("x INFO 1 kiosk_app.a: written since\n", "utf-8")
    shop.presenter.support_saved(str(target))
    with zipfile.ZipFile(target) as held:
        whole = b"".join(map(held.read, held.namelist())).decode()
    assert "[key] rang [number]" in whole
    assert "written since" not in whole
    assert shop.page.preview_of_support is None
    assert shop.page.support_said
    assert str(target) in shop.page.support_said[0].what


def test_nothing_is_written_without_having_been_shown(desk: Desk, tmp_path: Path) -> None:
    shop = Shop(desk, "about")
    shop.presenter.support_saved(str(tmp_path / "help.zip"))
    shop.presenter.support_wanted()
    shop.presenter.support_declined()
    shop.presenter.support_saved(str(tmp_path / "help.zip"))
    assert not (tmp_path / "help.zip").exists()
    assert shop.page.preview_of_support is None


def test_a_file_that_cannot_be_written_is_said_and_can_be_saved_elsewhere(desk: Desk, tmp_path: Path) -> None:
    shop = Shop(desk, "about")
    shop.presenter.support_wanted()
    shop.presenter.support_saved(str(tmp_path / "nowhere" / "help.zip"))
    assert shop.page.support_said
    assert shop.page.support_said[1]
    shop.presenter.support_saved(str(tmp_path / "help.zip"))
    assert (tmp_path / "help.zip").exists()


def test_what_was_found_before_is_not_shown_as_if_it_were_so_now(desk: Desk) -> None:
    shop = Shop(desk, "about")
    shop.presenter.look_wanted()
    shop.presenter.opened("about")
    assert shop.page.findings is None

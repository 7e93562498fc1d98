"""The backgrounds without threads behave like the one with threads."""

from __future__ import annotations

from functools import partial

import pytest

from kiosk_app.domain.ports import Lane, VaultReason, VaultTrouble
from tests.fakes.background import HeldBackground, InlineBackground
from tests.gui.background.contract import BackgroundContract, Settle, fail


class TestInline(BackgroundContract):
    @pytest.fixture
    def background(self, crashes: list[Exception]) -> InlineBackground:
        return InlineBackground(crashes.append)

    @pytest.fixture
    def settle(self) -> Settle:
        return lambda: None

    def test_it_is_done_before_submit_returns(self, background: InlineBackground) -> None:
        heard: list[int] = []
        background.submit(Lane.DISK, lambda: 1, heard.append)
        assert heard == [1]


class TestHeld(BackgroundContract):
    @pytest.fixture
    def background(self, crashes: list[Exception]) -> HeldBackground:
        return HeldBackground(crashes.append)

    @pytest.fixture
    def settle(self, background: HeldBackground) -> Settle:
        return background.release

    def test_nothing_runs_before_it_is_released(self, background: HeldBackground) -> None:
        heard: list[int] = []
        background.submit(Lane.LOOK, lambda: 1, heard.append)
        background.submit(Lane.DISK, lambda: 2, heard.append)
        assert (heard, background.held) == ([], (Lane.LOOK, Lane.DISK))
        background.release(Lane.DISK)
        assert (heard, background.held) == ([2], (Lane.LOOK,))
        background.release()
        assert (heard, background.held) == ([2, 1], ())

    def test_what_may_be_dropped_is_dropped_with_its_page(self, background: HeldBackground) -> None:
        done: list[str] = []
        background.submit(Lane.LOOK, partial(done.append, "look"), print, owner=self, droppable=True)
        background.leave(self)
        assert background.held == ()
        background.release()
        assert done == []

    def test_a_vault_that_is_given_up_answers_so(self, background: HeldBackground) -> None:
        heard: list[object] = []
        background.submit(Lane.VAULT, fail, heard.append)
        background.submit(Lane.DISK, lambda: "disk", heard.append)
        background.give_up()
        assert [trouble.reason for trouble in heard if isinstance(trouble, VaultTrouble)] == [VaultReason.NO_ANSWER]
        background.release()
        assert heard[1:] == ["disk"]


@pytest.mark.parametrize("background", [InlineBackground(), HeldBackground()])
def test_what_nobody_expects_fails_the_test(background: InlineBackground | HeldBackground) -> None:
    def run() -> None:
        background.submit(Lane.DISK, fail, print)
        if isinstance(background, HeldBackground):
            background.release()

    with pytest.raises(LookupError):
        run()

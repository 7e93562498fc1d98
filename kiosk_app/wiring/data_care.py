"""Care of the data while the window is open: looked through once, then backed up when due, room and index watched."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from kiosk_app.domain.disk import StoreTrouble
from kiosk_app.domain.ports import Background, Lane
from kiosk_app.services.care import Care
from kiosk_app.services.reindexing import Reindexing


class DataCare:
    """``proved_whole``: from now on may be sent. ``low_space`` is told at each turn. ``failed``: the disk's trouble.

    ``preparing`` is told where the search index begins to be made anew and where that has ended; ``prepared`` is the
    share of it that is done meanwhile, from 0 to 1.
    """

    def __init__(
        self,
        care: Callable[[], Care],
        reindexing: Callable[[], Reindexing],
        background: Background,
        proved_whole: Callable[[], None],
        low_space: Callable[[bool], None],
        preparing: Callable[[], None],
        failed: Callable[[StoreTrouble], None],
    ) -> None:
        self._make, self._make_reindexing = care, reindexing
        self._background = background
        self._proved_whole = proved_whole
        self._low_space = low_space
        self._preparing = preparing
        self._failed = failed
        self.is_whole = False  # the database, once it was looked through: until then nothing is sent
        self.prepared: float | None = None  # written by the lane, read by the window
        self._is_looking_through = False

    def take_turn(self) -> None:
        """Look the database through once; from then on whether a backup is due and room is left."""
        if self._is_looking_through:
            return
        self._is_looking_through = not self.is_whole
        if self.is_whole:
            self._background.submit(Lane.CARE, self._cared_for, self._was_cared_for, self._has_failed)
        else:
            self._background.submit(Lane.CARE, self._care.look_through, self._was_whole, self._has_failed)

    def suspect(self, trouble: StoreTrouble) -> None:
        """The data is what is wrong: the next start looks it through before anything else."""
        self._care.suspect(trouble)

    @cached_property
    def _care(self) -> Care:
        return self._make()

    @cached_property
    def _reindexing(self) -> Reindexing:
        return self._make_reindexing()

    def _cared_for(self) -> tuple[bool, bool]:
        """Whether the disk is low, and where it is not, whether the index is to be made anew."""
        if self._care.is_low():
            return True, False
        self._care.back_up_if_due()
        return False, self._reindexing.is_needed()

    def _was_cared_for(self, found: tuple[bool, bool]) -> None:
        is_low, is_stale = found
        self._low_space(is_low)
        if is_stale and self.prepared is None:
            self.prepared = 0.0
            self._background.submit(Lane.CARE, self._prepare, self._was_prepared, self._has_failed)
            self._preparing()

    def _prepare(self) -> None:
        def tell(done: int, customers: int) -> None:
            self.prepared = done / max(done, customers, 1)

        self._reindexing.run(tell)

    def _was_prepared(self, _: None) -> None:
        self.prepared = None
        self._preparing()

    def _was_whole(self, _: None) -> None:
        self._is_looking_through, self.is_whole = False, True
        self._proved_whole()
        self.take_turn()

    def _has_failed(self, error: Exception) -> None:
        self._is_looking_through, self.prepared = False, None
        if not isinstance(error, StoreTrouble):
            raise error
        self._failed(error)

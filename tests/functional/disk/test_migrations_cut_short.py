"""A crash at each statement of each migration: the next start goes on where it was whole, and ends as a new one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kiosk_app.store.backups import read_backup
from kiosk_app.store.connections import connect
from kiosk_app.store.database import Database, bring_up_to_date, migrations, statements, version_of

STEPS = [
    (number, cut)
    for number, script in enumerate(migrations(), start=1)
    for cut in range(1, len(list(statements(script))) + 1)
]


def schema(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {row[0] for row in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}


@pytest.mark.parametrize(("number", "cut"), STEPS)
def test_an_upgrade_that_is_cut_short_is_done_again_whole(tmp_path: Path, number: int, cut: int) -> None:
    (tmp_path / "backups").mkdir()
    path, fresh = tmp_path / "kiosk.db", tmp_path / "fresh.db"
    path.touch()
    with closing(connect(path)) as connection:
        bring_up_to_date(connection, number - 1)
        connection.execute("BEGIN IMMEDIATE")
        for statement in list(statements(migrations()[number - 1]))[:cut]:
            connection.execute(statement)
    with closing(connect(path)) as connection:
        assert version_of(connection) == number - 1
    Database(path, tmp_path / "backups").prepare()
    Database(fresh, tmp_path / "none").prepare()
    assert schema(path) == schema(fresh)
    copies = list((tmp_path / "backups").glob("kiosk-before-*.db"))
    assert len(copies) == (1 if 1 < number <= len(migrations()) else 0)
    assert all(read_backup(copy).rows == 0 for copy in copies)

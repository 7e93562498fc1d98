"""The changelog as it is shipped, and as it may be written."""

from kiosk_app.domain.changelog import Release, releases
from kiosk_app.system.assets import assets_folder


def test_versions_and_their_changes_are_read() -> None:
    text = "# New\n\nFor all.\n\n## 0.2 · today\n\n- One thing\n  goes on here.\n- Two\n\n## 0.1\n- First\n"
    assert releases(text) == (
        Release("0.2 · today", ("One thing goes on here.", "Two")),
        Release("0.1", ("First",)),
    )


def test_what_is_no_changelog_has_no_versions() -> None:
    assert releases("") == releases("- nothing\n  above it") == ()


def test_the_one_that_is_shipped_tells_of_this_version() -> None:
    (newest, *_) = releases((assets_folder() / "CHANGELOG.md").read_text("utf-8"))
    assert newest.changes

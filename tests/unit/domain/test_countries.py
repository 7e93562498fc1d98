"""The list of countries that is written out, beside the library it was taken from."""

from __future__ import annotations

import phonenumbers

from kiosk_app.domain.countries import COUNTRIES


def test_they_are_those_whose_numbers_the_library_knows() -> None:
    assert set(COUNTRIES) == set(phonenumbers.SUPPORTED_REGIONS)


def test_they_stand_in_their_order() -> None:
    assert list(COUNTRIES) == sorted(set(COUNTRIES))

"""Customers in the settings: bringing them in, taking them along, finding those who are there twice."""

from __future__ import annotations

from kiosk_app.words.language import Language


def title(language: Language) -> str:
    return language.text("Customers")


def note(language: Language) -> str:
    return language.text("Bring them here from another program, or take them along as a table.")


def import_customers(language: Language) -> str:
    return language.text("Import customers…")


def export_customers(language: Language) -> str:
    return language.text("Export customers…")


def with_phones(language: Language) -> str:
    """The switch; off, they are masked in the file."""
    return language.text("Export whole phone numbers")


def with_phones_note(language: Language) -> str:
    return language.text("Without them only the last four digits stand in the file.")


def file_kind(language: Language) -> str:
    """What a file dialog shows."""
    return language.text("Table of customers")


def duplicates(language: Language) -> str:
    return language.text("Find duplicates")

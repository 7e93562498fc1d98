"""Stamp marks: the ink on a card's places, painted by rule so that a mark looks the same on every screen.

Colours and words are handed in; nothing here knows the theme, a page or what a visit is worth.
"""

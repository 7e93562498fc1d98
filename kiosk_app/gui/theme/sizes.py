"""Lengths that repeat, in device-independent pixels at text scale 1: margins, corners, the smallest target."""

PAGE_MARGIN = 40
TILE_GAP = 16
TARGET = 56

RADIUS_CHIP = 8
RADIUS_BUTTON = 14
RADIUS_PRIMARY = 16
RADIUS_FIELD = 14
RADIUS_TILE = 20
RADIUS_SEARCH = 22
RADIUS_QR = 28

FOCUS_WIDTH = 3
FOCUS_GAP = 2

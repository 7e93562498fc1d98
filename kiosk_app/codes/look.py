"""How a code looks in every file: its ink, its paper and its quiet zone."""

DARK = (0x14, 0x11, 0x0E)
LIGHT = (0xFF, 0xFF, 0xFF)
QUIET_MODULES = 4  # on each side (ISO/IEC 18004)

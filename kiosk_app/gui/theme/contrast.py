"""How well one colour reads on another, as WCAG 2.2 measures it: 1 for the same colour, 21 for black on white."""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two "#RRGGBB" colours, whichever is the lighter."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

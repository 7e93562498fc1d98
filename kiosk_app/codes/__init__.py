"""A link as a QR code: its matrix, and SVG and PNG files of it.

It draws what it is given. Which links may be shown at all is decided elsewhere; no Qt, no Pillow.
"""

"""The commands without a window. They need no display and load no Qt."""

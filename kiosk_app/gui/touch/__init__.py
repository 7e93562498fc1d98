"""The window's own keyboard, for fingers: its keys, what they do to a field, and when it comes. Loaded when needed."""

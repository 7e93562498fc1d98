"""Typing without a keyboard: which keys there are, what strokes on them become, and when they are wanted. No Qt."""

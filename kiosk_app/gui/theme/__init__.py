"""How things look: colours, type, sizes and the shop's accent, all in one `Style` that widgets are given."""

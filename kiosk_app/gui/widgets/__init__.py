"""What pages are made of. Each widget takes the `Style` first, all its words from outside, and knows no presenter."""

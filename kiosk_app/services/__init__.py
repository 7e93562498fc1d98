"""The work: straight blocking lines. No Qt, no threads, no words for people."""

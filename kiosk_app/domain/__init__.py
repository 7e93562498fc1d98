"""Shop words: customers, stamp cards, stamps, entries, and the rules they follow.

Pure values and decisions. Nothing here opens a file, a socket or a window.
"""

"""The disk: database, journal, directory and settings file. No rows and no SQL leave this room."""

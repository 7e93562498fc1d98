"""Every sentence that people read, a module per topic, through gettext. No text is made at import."""

"""The talk: one presenter per page, in plain Python. They know no Qt and no thread, only the ports and the services."""

"""The machine under the shop: folders, clock, locks, log, environment and the crash hook.

It knows nothing of stamps or customers and imports no other room.
"""

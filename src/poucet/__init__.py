"""Poucet: residents and town hall walk toward their star, one white pebble at a time."""

__version__ = "0.1.0"

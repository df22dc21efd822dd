"""Assisted sessions: an agent types in for somebody who is there, for half an hour, and hands over a receipt."""

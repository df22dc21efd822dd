"""Residents as actors: calls with their rules of the game, ideas, the answers that are owed to them.

Whoever walks in proposes in two minutes; the town hall answers by a date, and what is late is seen by all.
"""

"""« Accords fifty-fifty »: what the town does and what residents do, side by side, signed by both.

Each half is promised in its own unit, told as it is done in a ledger that nobody can rub out, and made sure of by the
other half. What is late shows on both sides; stopping is a result, told with its lesson.
"""

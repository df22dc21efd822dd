"""The door of the house: signing in and out, the second factor, one's own sessions, acts and data."""

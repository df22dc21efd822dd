"""Deeds as the API and the open data tell them, with all that hangs on them."""

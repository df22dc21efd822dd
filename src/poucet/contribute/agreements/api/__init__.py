"""Agreements as the API and the open data tell them."""

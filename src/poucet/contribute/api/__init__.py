"""Calls and ideas as the API tells them."""

"""Offers and needs, told to programs."""

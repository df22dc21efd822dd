"""Texts and suggestions told to programs."""

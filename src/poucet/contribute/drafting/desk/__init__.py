"""Texts at the desk."""

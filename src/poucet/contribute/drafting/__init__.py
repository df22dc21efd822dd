"""Texts written together: paragraphs, suggestions on them, answers with reasons, versions that are compared."""

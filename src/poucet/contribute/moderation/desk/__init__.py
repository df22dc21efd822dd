"""Moderation at the desk: the queue, and a case with what there is to decide."""

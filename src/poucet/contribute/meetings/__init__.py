"""Meetings: where residents and the town hall sit down together, announced with what one needs to come.

A meeting is announced, perhaps moved or cancelled, and its calendar follows; within fifteen days its minutes say what
was decided, asked, promised and proposed, and each of these may be tied to the thing that came of it.
"""

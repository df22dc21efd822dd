"""Moderation with due process: anybody may point at something; a named person decides, says why, and can be appealed.

Nothing here hides anything by count or by machine. What is hidden leaves every page, list, export and past page at
once; its tombstone says on which ground, and how to object.
"""

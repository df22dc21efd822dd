"""Figures, each with its source, unit, period, status and confidence.

A figure is never overwritten: a correction is a new revision. Figures that clash stand side by
side, and one may be chosen as the reference, with a reason. Unknown is a value.
"""

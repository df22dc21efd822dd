"""Deeds: small, visible, dated, told by several voices, with what each gave and made possible.

A pebble is planned, under way, laid, measured or let go with its lesson. The Path draws them all
between the slag heaps and the star.
"""

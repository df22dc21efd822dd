"""Finding again: whoever remembers a word of a deed, a figure or a place finds its page.

Accents, endings and capitals do not count, in French and in English.
Only what may be shown is found.
"""

"""The associations of the commune as the national register tells them: taken in, then counted year by year.

They live here rather than on the ground because an import rests on its source, and a count is a series of figures.
"""

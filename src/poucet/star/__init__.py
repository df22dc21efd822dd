"""Where the commune is going: the star, its facets with their targets, the axes of its charter.

The pillars of the method are kept in frameworks, because sources name them differently; their
hashtags are followed wherever they are written.
"""

"""The Path: from the slag heaps to the star, a white pebble for each deed, laid at its date.

This package only computes where things lie; it knows no database and no page. ``lay_out`` takes the pebbles
as plain ``Stone`` values and gives back a ``PathPicture`` that the template prints as it stands. Arc length
is time, everywhere.
"""

from poucet.pebble.path.layout import lay_out
from poucet.pebble.path.picture import Cluster, PathPicture, PlacedStone
from poucet.pebble.path.stone import Shape, State, Stone, Words

__all__ = ["Cluster", "PathPicture", "PlacedStone", "Shape", "State", "Stone", "Words", "lay_out"]

"""The map: the commune's own layers, its places, and what was laid there, drawn without asking anyone for a tile.

This package only computes where things lie; it knows no database and no page. ``draw`` takes plain layers and
spots and gives back a ``MapPicture`` that the template prints as it stands. North is up, everywhere.
"""

from poucet.town.map.drawing import draw, draw_layer
from poucet.town.map.frame import Frame
from poucet.town.map.mercator import Bounds
from poucet.town.map.picture import DrawnLayer, MapPicture, Mark, Spot
from poucet.town.map.shapes import anchor, bounds_of, vertices
from poucet.town.map.sketching import sketch

__all__ = [
    "Bounds",
    "DrawnLayer",
    "Frame",
    "MapPicture",
    "Mark",
    "Spot",
    "anchor",
    "bounds_of",
    "draw",
    "draw_layer",
    "sketch",
    "vertices",
]

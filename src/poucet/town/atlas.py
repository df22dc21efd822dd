"""From the commune's layers and places to what a map draws: which part of the world, and its ground."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.core.cache import caches

from poucet import __version__
from poucet.town.map import Bounds, DrawnLayer, Frame, draw_layer
from poucet.town.map.picture import Shape
from poucet.town.models import Layer, LayerDrawing

SIZES: dict[Shape, tuple[float, float]] = {
    "wide": (960.0, 600.0),
    "tall": (440.0, 520.0),
    "small": (480.0, 300.0),
}
KEPT_FOR_SECONDS = 30 * 24 * 3600
ORDER = {nature: place for place, nature in enumerate(Layer.Nature.values)}


@dataclass(frozen=True)
class Ground:
    """The layers that stand, in the order in which they are drawn."""

    layers: Sequence[Layer]

    @property
    def bounds(self) -> Bounds | None:
        """The commune's outline, else all that its layers cover; None where it has no layer."""
        outlines = [layer for layer in self.layers if layer.nature == Layer.Nature.OUTLINE]
        return Bounds.around(Bounds(*layer.bounds) for layer in outlines or self.layers)

    def drawn(self, frames: Iterable[Frame], *, keep: bool = False) -> list[tuple[DrawnLayer, ...]]:
        """The layers in each frame; one query, or none when they were kept from last time."""
        wanted = {frame: [_seal(layer, frame) for layer in self.layers] for frame in frames}
        known = (
            caches["pictures"].get_many([seal for seals in wanted.values() for seal in seals]) if keep else {}
        )
        lacking = [
            layer
            for place, layer in enumerate(self.layers)
            if any(s[place] not in known for s in wanted.values())
        ]
        sketches = (
            dict(LayerDrawing.objects.filter(layer__in=lacking).values_list("layer_id", "sketch"))
            if lacking
            else {}
        )
        fresh: dict[str, DrawnLayer] = {}
        for frame, seals in wanted.items():
            for layer, seal in zip(self.layers, seals, strict=True):
                if seal not in known:
                    fresh[seal] = draw_layer(frame, layer.number, layer.nature, sketches[layer.pk])
        if keep and fresh:
            caches["pictures"].set_many(fresh, KEPT_FOR_SECONDS)
        found = known | fresh
        return [tuple(found[seal] for seal in seals) for seals in wanted.values()]


def ground() -> Ground:
    """The layers of the commune, in one query that leaves their drawings alone."""
    return Ground(sorted(Layer.objects.all(), key=lambda layer: (ORDER[layer.nature], layer.number)))


def frame_of(bounds: Bounds, shape: Shape, *, least_m: float) -> Frame:
    width, height = SIZES[shape]
    return Frame.fit(bounds, width=width, height=height, least_m=least_m)


def _seal(layer: Layer, frame: Frame) -> str:
    """The same drawing in the same frame is drawn once, whoever asks."""
    told = repr((__version__, layer.digest, layer.nature, layer.number, frame))
    return f"layer-{sha256(told.encode()).hexdigest()}"

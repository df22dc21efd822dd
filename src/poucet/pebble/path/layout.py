"""The Path, laid out: pebbles, milestones, walker, star and slag heaps, each at its place for good."""

from collections.abc import Sequence

from poucet.pebble.path.drawing import ClusterUrl, Drawing
from poucet.pebble.path.frame import frame_for
from poucet.pebble.path.geometry import Box, Disc
from poucet.pebble.path.heap import heaps, track
from poucet.pebble.path.marks import WALKER_REACH, ribbon_obstacle, set_here, set_marks, walker_body
from poucet.pebble.path.occupancy import Kind, Occupancy
from poucet.pebble.path.picture import Here, PathPicture
from poucet.pebble.path.placing import lay_stones, laying_for
from poucet.pebble.path.scenery import belt, night, star, stepping_stones
from poucet.pebble.path.stone import Shape, Stone, Words
from poucet.pebble.path.timescale import time_scale, window_scale
from poucet.pebble.path.tray import fill_tray


# size: one step of the drawing a line, in the order in which each takes its room
def lay_out(
    stones: Sequence[Stone],
    *,
    today: float,
    horizon: int | None,
    star_title: str,
    shape: Shape,
    cluster_url: ClusterUrl,
    words: Words = Words(),  # noqa: B008 -- frozen, never changed
    window: tuple[int, int] | None = None,
) -> PathPicture:
    """Lay the Path out.

    Parameters
    ----------
    stones : sequence of Stone
        Every pebble to show; one whose ``since`` is None lies in the tray, never on the path.
    today : float
        Decimal year of "we are here".
    horizon : int or None
        Year of the star. None: the last stretch of the path carries no date.
    star_title : str
        Name of the star, written beside it.
    shape : {"wide", "tall"}
        For a desk or for a phone.
    cluster_url : callable
        Address of the list of the pebbles of whole years, first and last; ``(None, None)`` for the undated.
    words : Words
        What is written in the picture, already translated.
    window : tuple of int, or None
        First and last of the years to see close; the walker shows only if the day is one of theirs.

    Returns
    -------
    PathPicture
        Final coordinates, the same for the same input.
    """
    dated = [stone for stone in stones if stone.date is not None]
    undated = sorted((stone for stone in stones if stone.date is None), key=lambda stone: stone.number)
    frame = frame_for(shape, len(dated))
    moments = [moment for stone in dated for moment in stone.span or ()]
    scale = window_scale(*window) if window else time_scale(moments, today=today, horizon=horizon)
    occupied = Occupancy()
    ribbon_obstacle(frame, occupied)
    twin, (ground, trees) = heaps(frame, occupied), belt(frame, occupied)
    shining = star(frame, star_title, words.horizon, occupied)
    is_here = window is None or window[0] <= today < window[1] + 1
    here = set_here(frame, scale, occupied, today=today, words=words.here) if is_here else None
    walked = scale.share(today) * frame.ribbon.length
    marks = set_marks(frame, scale, occupied, horizon=None if window else horizon, words=words.horizon)
    kept: list[tuple[Disc | Box, Kind]] = [
        (shining.label.box, Kind.TEXT),
        *_around(here),
        (Disc(*frame.star, frame.star_r + 6), Kind.SCENE),
        *((mark.label.box, Kind.TEXT) for mark in marks),
    ]
    laying = laying_for(frame, scale, stones, kept, by_month=window is not None)
    spots = lay_stones(laying, dated)
    for spot in spots:
        occupied.add(spot.disc, Kind.STONE)
    drawing = Drawing(frame, laying, occupied, words, cluster_url)
    items = drawing.named([drawing.item(spot) for spot in spots], spots)
    timed = scale.timed_share * frame.ribbon.length
    steps = stepping_stones(frame, walked, occupied)
    tray = fill_tray(frame, undated, title=words.undated, draw=drawing.pebble, heap=drawing.heap)
    if tray is not None:
        tray = drawing.with_plates(tray)
    return PathPicture(
        shape=shape,
        width=frame.width,
        height=frame.height if tray is None else tray.box.bottom + 12,
        ground=frame.height,
        sky_reach=round(frame.width * 0.92 if shape == "wide" else frame.width * 1.5, 1),
        night=night(frame, occupied),
        length=round(frame.ribbon.length, 2),
        ribbon_width=frame.ribbon_width,
        heaps=twin,
        belt=ground,
        trees=trees,
        track=track(frame),
        walked=frame.ribbon.drawn(0.0, walked),
        ahead=tuple(disc for arc, disc in steps if arc <= timed),
        beyond=tuple(disc for arc, disc in steps if arc > timed),
        marks=marks,
        here=here,
        star=shining,
        items=tuple(items),
        tray=tray,
    )


def _around(here: Here | None) -> list[tuple[Disc | Box, Kind]]:
    """The room that the walker and the words beside keep for themselves."""
    if here is None:
        return []
    body, reach = walker_body(here.x, here.y), Disc(here.x, here.y, WALKER_REACH)
    return [(here.label.box, Kind.TEXT), (body, Kind.STONE), (reach, Kind.STONE)]

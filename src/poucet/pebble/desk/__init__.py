"""What the desk writes of this room: deeds, with their figures, their makers and their equivalences."""

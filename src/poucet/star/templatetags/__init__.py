"""Tags and filters of this room, known to every template."""

"""What the desk writes of this room: sources and figures."""

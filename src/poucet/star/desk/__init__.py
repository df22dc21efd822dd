"""What the desk writes of this room: facets with their targets, and stories."""

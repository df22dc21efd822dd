"""What the read API and the open data say of the meetings."""

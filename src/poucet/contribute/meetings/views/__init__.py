"""Pages of the meetings: for everybody, for those who come, for those who hold them."""

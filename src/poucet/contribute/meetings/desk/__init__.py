"""The sheet of a meeting at the desk."""

"""The sheet of a call, at the desk."""

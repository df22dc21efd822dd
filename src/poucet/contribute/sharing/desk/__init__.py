"""The sheet of a need or an offer at the desk."""

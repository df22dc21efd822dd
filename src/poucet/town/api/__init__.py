"""What the read API and the open data say of the ground, and how any room says its own things.

A room describes each of its kinds once, in its `api` folder: a schema whose every field says what it means, the
question that fetches the things, the filters it allows. The addresses, the limits and the files are the site's.
"""

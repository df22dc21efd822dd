"""The commune as plain files: read, check, load and dump a folder of YAML and CSV.

A clerk opens it in a text editor, git compares two versions of it, another commune copies it.
Nothing is loaded when one line is wrong, and what was loaded comes back to the byte.
"""

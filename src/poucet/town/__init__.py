"""The ground: the commune, its places and organisations.

Two things here serve every other room. The register keeps, line after line and for good, who did
what to which thing. The thread ties things of any room together, so that from an idea one can walk
to the deed that came of it, and back.
"""

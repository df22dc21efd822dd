"""Who somebody is: proven once by FranceConnect, from one's own account, never to sign in.

The civil status that FranceConnect tells becomes a keyed print at once, and is forgotten. The print says that one
person holds one account; it says neither a name nor a birth. It does not say where they live: see `residence`.
"""

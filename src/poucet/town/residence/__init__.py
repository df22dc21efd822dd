"""Who lives here: a code that came in a letter, or a proof of address that an agent saw.

Letters are made by batch and printed once. The house keeps of each code a keyed print and its state, never the code,
never the address that it went to, never who used which.
"""

"""Who walks in: the people of the commune, how they sign in, and what each is entrusted with.

A person has a number for ever; the account, by which one signs in, may go. The register names people by
their number, so that erasing somebody leaves the chain whole.
"""

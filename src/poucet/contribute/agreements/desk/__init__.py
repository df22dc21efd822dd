"""What the desk writes of agreements: the request, both columns, the rules.

Signing and the ledger have a page of their own.
"""

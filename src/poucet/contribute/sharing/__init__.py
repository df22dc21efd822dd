"""Offers and needs: what is lacking and what is offered, in hours, hands, tools, rooms or rides.

A need or an offer says how much of it there is; who takes a share is seated in the order they came, never beyond what
there is. A ledger to which lines are only added keeps what was promised, confirmed and delivered: it is always the
one who receives that says what was delivered. Nobody is ranked, no hour is priced, no money passes here.
"""

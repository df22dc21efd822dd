"""The workshop behind the rooms: computations that take numbers and give numbers.

An engine knows no page, no database, no clock, no network and no language of refusal: what it
cannot accept it says with a code and its parameters. So a result can be replayed, checked by hand,
and used from the command line by someone who runs no server. Each discipline is one package.
"""

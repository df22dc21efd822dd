"""The read API: addresses, limits, refusals and description of what each room says of its things."""

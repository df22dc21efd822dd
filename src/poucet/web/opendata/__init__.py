"""The open data of the commune: every kind of thing as tables and as JSON, with a dictionary and a licence."""

"""Between the files and the rooms: how each record becomes a thing, and each thing a record."""

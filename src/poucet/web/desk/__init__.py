"""The desk's pages: today, writing a thing, seeing it before anybody does, settling with a colleague, withdrawing."""

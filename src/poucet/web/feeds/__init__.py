"""News to follow with a feed reader (Atom, RFC 4287): pebbles, ideas, answers, what is late, agreements, shares."""

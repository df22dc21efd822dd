"""Pages of calls and ideas."""

"""The door that the terminal comes through: the `poucet` command."""

from poucet.cli.command import main

__all__ = ["main"]

"""`poucet scenario run|claim|attribute`: what a town would become if, told in a terminal from plain files.

A model or a claim is read where it lies, with the figures of the dossier around it; nothing is written,
no database is asked. Every answer says with which seed it was drawn, so that anybody can draw it again.
"""

from __future__ import annotations

from argparse import Namespace

from poucet.cli.house import wake_for_files

# The modules of this room import models and NumPy: they are imported once the house is awake.


def run(options: Namespace) -> int:
    """Compute one scenario of a model."""
    wake_for_files()
    from poucet.cli.scenarios import running, running_words
    from poucet.cli.scenarios.refusing import answered

    return answered(options, running.compute, as_json=running.as_json, as_text=running_words.as_text)


def claim(options: Namespace) -> int:
    """Tell a claim."""
    wake_for_files()
    from poucet.cli.scenarios import claiming
    from poucet.cli.scenarios.refusing import answered

    return answered(options, claiming.compute, as_json=claiming.as_json, as_text=claiming.as_text)


def attribute(options: Namespace) -> int:
    """Say what an outcome owes to what."""
    wake_for_files()
    from poucet.cli.scenarios import attributing, attributing_words
    from poucet.cli.scenarios.refusing import answered

    return answered(
        options, attributing.compute, as_json=attributing.as_json, as_text=attributing_words.as_text
    )

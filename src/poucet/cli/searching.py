"""`poucet search rebuild`."""

from __future__ import annotations

from argparse import Namespace

from poucet.cli.command import DONE
from poucet.cli.house import prepare_database, say, wake


def rebuild(_options: Namespace) -> int:
    """Make the index of words anew; what the site says does not change."""
    wake()
    from django.utils.translation import ngettext

    from poucet.web.search.index import rebuild as read_again

    prepare_database()
    count = read_again()
    say(ngettext("%(count)d thing can be found.", "%(count)d things can be found.", count) % {"count": count})
    return DONE

"""`poucet register verify`."""

from __future__ import annotations

import json
from argparse import Namespace

from poucet.cli.command import DONE, REFUSED
from poucet.cli.house import prepare_database, say, signature, tell, wake
from poucet.cli.language import _


def verify(options: Namespace) -> int:
    """Read the chain again from its first line, and write down that it held."""
    wake()
    from django.utils.translation import ngettext

    from poucet.town.errors import RuleError
    from poucet.town.operations import verify_register

    prepare_database()
    try:
        verdict = verify_register(against=options.against.strip(), signed=signature())
    except RuleError as refusal:
        if options.json:
            say(json.dumps({"whole": False, "code": refusal.code, **refusal.params}, indent=2))
        else:
            tell(_refusal(refusal.code) % refusal.params)
        return REFUSED
    told = {"entries": verdict.entries, "digest": verdict.last_digest}
    if options.json:
        say(json.dumps({"whole": True, **told}, indent=2))
    else:
        sentence = ngettext(
            "The register is whole: %(entries)d line, last seal %(digest)s.",
            "The register is whole: %(entries)d lines, last seal %(digest)s.",
            verdict.entries,
        )
        say(sentence % told)
    return DONE


def _refusal(code: str) -> str:
    if code == "register.cut":
        return _(
            "No line of the register bears the seal %(seal)s: lines were taken away, or it is another's."
        )
    return _("The register is broken at line %(at)d: it is not what was first written.")

"""The words of the command, and which function answers each; nothing heavy is imported before it is needed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

from poucet import __version__
from poucet.cli.language import _

DONE, REFUSED, MISUSED = 0, 1, 2
Answer = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; exit status 0 done, 1 refused, 2 misused."""
    options = parser().parse_args(arguments)
    module, _dot, function = options.answer.rpartition(".")
    answer: Answer = getattr(import_module(f"poucet.cli.{module}"), function)
    try:
        return answer(options)
    except KeyboardInterrupt:
        return REFUSED
    except BrokenPipeError:  # the reader of our output went away: nothing is wrong
        sys.stderr.close()
        return DONE


def parser() -> argparse.ArgumentParser:
    """The whole command, as `--help` and the reference page tell it."""
    top = argparse.ArgumentParser(
        prog="poucet",
        description=_("The star and the white pebbles: a commune's transition, with its residents."),
    )
    top.add_argument("--version", action="version", version=f"poucet {__version__}")
    verbs = top.add_subparsers(title=_("commands"), required=True, metavar=_("COMMAND"))
    _add_site(verbs)
    _add_dossier(verbs)
    _add_register(verbs)
    _add_person(verbs)
    _add_night(verbs)
    _add_search(verbs)
    _add_organisations(verbs)
    _add_scenario(verbs)
    return top


if TYPE_CHECKING:
    Verbs = argparse._SubParsersAction[argparse.ArgumentParser]


def _verb(verbs: Verbs, name: str, answer: str, explained: str) -> argparse.ArgumentParser:
    verb = verbs.add_parser(name, help=explained, description=explained)
    verb.set_defaults(answer=answer)
    return verb


def _add_site(verbs: Verbs) -> None:
    demo = _verb(verbs, "demo", "site.demo", _("serve the demonstration commune, Loos-en-Gohelle"))
    serve = _verb(verbs, "serve", "site.serve", _("serve this commune's site"))
    for verb in (demo, serve):
        verb.add_argument("--port", type=int, default=8000, help=_("port to listen on (default: 8000)"))
        verb.add_argument("--host", default="127.0.0.1", help=_("address to listen on (default: 127.0.0.1)"))
    serve.add_argument("--workers", type=int, default=2, help=_("processes that answer (default: 2)"))
    demo.add_argument("--no-serve", action="store_true", help=_("prepare the demonstration, do not serve it"))
    init = _verb(verbs, "init", "dossiers.init", _("start a new commune's dossier in a folder"))
    init.add_argument("folder", metavar=_("FOLDER"), help=_("a folder that is empty or does not exist yet"))
    init.add_argument("--name", default="", help=_("name of the commune"))
    _verb(verbs, "check", "site.check", _("say what is missing before the site opens to the public"))


def _add_dossier(verbs: Verbs) -> None:
    dossier = verbs.add_parser("dossier", help=_("the commune as plain files"))
    acts = dossier.add_subparsers(title=_("commands"), required=True, metavar=_("COMMAND"))
    for name, explained in (
        ("check", _("check every file; name each fault, its place and its remedy")),
        ("load", _("load the whole dossier into the site, or nothing")),
        ("dump", _("write the site's public things as a dossier")),
    ):
        act = _verb(acts, name, f"dossiers.{name}", explained)
        act.add_argument("folder", metavar=_("FOLDER"), help=_("folder of the dossier"))
        if name != "dump":
            act.add_argument("--json", action="store_true", help=_("print the result as JSON"))
        else:
            act.add_argument("--force", action="store_true", help=_("write over what was never loaded"))


def _add_register(verbs: Verbs) -> None:
    register = verbs.add_parser("register", help=_("the register of acts"))
    acts = register.add_subparsers(title=_("commands"), required=True, metavar=_("COMMAND"))
    verify = _verb(
        acts, "verify", "registers.verify", _("read the whole chain again and say whether it is whole")
    )
    verify.add_argument(
        "--against",
        metavar=_("SEAL"),
        default="",
        help=_("a seal copied earlier: the register must still hold it"),
    )
    verify.add_argument("--json", action="store_true", help=_("print the result as JSON"))


ROLES = ("agent", "elected", "evaluator", "keyholder", "steward")  # a member is entrusted from the site


def _add_person(verbs: Verbs) -> None:
    person = verbs.add_parser("person", help=_("who may come in, and as what"))
    acts = person.add_subparsers(title=_("commands"), required=True, metavar=_("COMMAND"))
    add = _verb(acts, "add", "people.add", _("open an account; print the link to choose its password"))
    add.add_argument("address", metavar=_("ADDRESS"), help=_("e-mail address"))
    add.add_argument("--name", default="", help=_("name of the person"))
    add.add_argument("--role", action="append", default=[], choices=ROLES, help=_("role; may be repeated"))
    _verb(acts, "list", "people.listed", _("everybody who has an account, with their roles"))
    for name, explained in (("entrust", _("entrust a role")), ("relieve", _("end a role"))):
        act = _verb(acts, name, f"people.{name}", explained)
        act.add_argument("number", type=int, metavar=_("NUMBER"), help=_("number of the person"))
        act.add_argument("role", choices=ROLES, metavar=_("ROLE"), help=", ".join(ROLES))
    _verb(acts, "tidy", "people.tidy", _("write to who has not come for two years, then close; every night"))


def _add_night(verbs: Verbs) -> None:
    _verb(
        verbs,
        "night",
        "nights.night",
        _("all that the house does by night: letters, reminders, old accounts"),
    )


def _add_search(verbs: Verbs) -> None:
    search = verbs.add_parser("search", help=_("the index of words that the search page reads"))
    acts = search.add_subparsers(title=_("commands"), required=True, metavar=_("COMMAND"))
    _verb(acts, "rebuild", "searching.rebuild", _("read every text of the site again, and index its words"))


def _add_organisations(verbs: Verbs) -> None:
    organisations = verbs.add_parser("organisations", help=_("the actors of the commune"))
    acts = organisations.add_subparsers(title=_("commands"), required=True, metavar=_("COMMAND"))
    taking = _verb(
        acts, "import", "organisations.take", _("take in the associations of the national register (RNA)")
    )
    taking.add_argument("file", metavar=_("FILE"), help=_("CSV file of the register, from data.gouv.fr"))
    taking.add_argument("--insee", default="", help=_("Insee code (default: that of the commune)"))
    in_older = _("for the older file (rna_import), which places associations by postal code")
    taking.add_argument("--postal-code", default="", metavar=_("CODE"), help=in_older)
    taking.add_argument("--on", type=_day, metavar=_("DAY"), help=_("day of the file, as 2026-09-01"))
    count = _verb(
        acts, "count", "organisations.count", _("write how many associations were alive, year by year")
    )
    count.add_argument("--indicator", required=True, metavar="ID", help=_("indicator that takes the series"))
    count.add_argument("--from", dest="first", type=_whole, metavar=_("YEAR"), help=_("first year"))
    count.add_argument("--to", dest="last", type=_whole, metavar=_("YEAR"), help=_("last year"))
    for act in (taking, count):
        act.add_argument("--dry-run", action="store_true", help=_("say what would be done, write nothing"))
        act.add_argument("--json", action="store_true", help=_("print the result as JSON"))


METHODS = ("shapley", "sobol", "pawn")


def _add_scenario(verbs: Verbs) -> None:
    scenario = verbs.add_parser("scenario", help=_("what a town would become if, from plain files"))
    acts = scenario.add_subparsers(title=_("commands"), required=True, metavar=_("COMMAND"))
    run = _verb(acts, "run", "scenarios.run", _("compute a model; say what comes out, with its ranges"))
    claim = _verb(acts, "claim", "scenarios.claim", _("tell what a claim comes to, with its ranges"))
    attribute = _verb(acts, "attribute", "scenarios.attribute", _("say what an outcome owes to what"))
    for act in (run, attribute):
        act.add_argument("file", metavar=_("MODEL"), help=_("file of a model; - reads the standard input"))
        act.add_argument("--scenario", default="", metavar="ID", help=_("a scenario of the model"))
    in_claims = _("file of a claim, in the folder “claims” of a dossier")
    claim.add_argument("file", metavar=_("CLAIM"), help=in_claims)
    method = attribute.add_argument("--method", required=True, choices=METHODS)
    method.help = _("shapley: what each lever brings; sobol, pawn: which guess weighs")
    attribute.add_argument("--on", default="", metavar=_("OUTCOME"), help=_("variable asked about"))
    attribute.add_argument("--year", type=_whole, help=_("year asked about (default: the last)"))
    for act in (run, claim):
        act.add_argument("--draws", type=_whole, help=_("draws (default: 2000)"))
    attribute.add_argument("--draws", type=_whole, help=_("draws (default: 2000 for pawn, 1024 for sobol)"))
    for act in (run, claim, attribute):
        setting = act.add_argument("--set", type=_setting, action="append", default=[])
        setting.metavar = _("NAME=VALUE")
        setting.help = _("put a number in the place of a lever, a guess or a measure; may be repeated")
        act.add_argument("--seed", type=_whole, help=_("seed of the draws (default: that of the model)"))
        act.add_argument("--json", action="store_true", help=_("print the result as JSON"))


def _whole(text: str) -> int:
    """A whole number in plain digits: `1_000` is none."""
    if not text.removeprefix("-").isdecimal() or not text.isascii() or len(text) > 20:
        raise argparse.ArgumentTypeError(_("“%(text)s” is not a whole number") % {"text": text})
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("“%(text)s” is not written 2026-09-01") % {"text": text}) from None


def _setting(text: str) -> tuple[str, str]:
    """Both sides of `NAME=VALUE`; whether the value is a number is told with its remedy, later."""
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise argparse.ArgumentTypeError(_("“%(text)s” is not written NAME=VALUE") % {"text": text})
    return name.strip(), value.strip()


if __name__ == "__main__":
    sys.exit(main())

"""`poucet scenario claim`: « if everyone did like it », computed from a file and told in one sentence."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import override

from poucet.cli.language import SPOKEN, _, chosen
from poucet.cli.scenarios.asking import draws_for, numbers_set, refused_scenario, scenario_as_json, seed_for
from poucet.cli.scenarios.ground import Folder, Ground, folder_of, model_in, spoken
from poucet.cli.scenarios.refusing import Reason, Refusal
from poucet.cli.scenarios.tables import of_range, points, share, table, unit
from poucet.dossier.faults import Steps
from poucet.engines.errors import InputError
from poucet.engines.scenario import Scenario, Told, compile_model, tell_claim
from poucet.engines.scenario.running import DRAWS
from poucet.engines.scenario.summarising import Range
from poucet.engines.units import parse_unit
from poucet.pebble.claims.models import Claim
from poucet.pebble.claims.resolving import terms_of
from poucet.pebble.claims.sentences import words_of


@dataclass(frozen=True)
class Answer:
    """A claim, computed."""

    options: Namespace
    record: Mapping[str, Any]
    ground: Ground
    scenario: Scenario
    told: Told

    def words(self, language: str) -> dict[str, str]:
        """What is said of the claim in a language, without marks."""
        with override(language):
            said = words_of(_claim(self.record), self.told)
            return {
                "sentence": _plain(said.sentence),
                "limits": str(said.limits),
                "territory": str(said.territory),
                "weight": str(said.weight),
            }


def compute(options: Namespace) -> Answer:
    """Read the claim and its model, and tell it."""
    folder = folder_of(options.file, "claims")
    if not folder.root:
        message = _("A claim is read in its dossier. Put this file in the folder “claims” of a dossier.")
        raise Refusal(Reason("scenario.no_dossier", message, folder.path_of(folder.key)))
    record = folder.record(folder.key)
    ground = model_in(folder, f"models/{record['model']}.yaml")
    with folder.placing(ground.key):
        compile_model(ground.model)
    scenario, seed = Scenario(numbers_set(options.set)), seed_for(options, ground)
    draws = draws_for(options, DRAWS)
    terms = terms_of(
        record["terms"],
        unit=record["unit"],
        year=record["year"],
        record=ground.record,
        model=ground.model,
    )
    try:
        told = tell_claim(ground.model, terms, scenario, draws=draws, seed=seed)
    except InputError as refusal:
        raise Refusal(_reason(refusal, folder, ground, options)) from refusal
    return Answer(options, record, ground, scenario, told)


def _reason(refusal: InputError, folder: Folder, ground: Ground, options: Namespace) -> Reason:
    """At the option that asked for it, at the line of the model, else at that of the claim."""
    named = refusal.params.get("name") in dict(options.set)
    made = bool(options.set) and refusal.code in {"scenario.number_range", "claim.undefined"}
    if named or made or "steps" in refusal.params or "draws" in refusal.code:
        return refused_scenario(refusal, options, ground)
    steps: Steps = ("year",) if refusal.code == "scenario.year" else ("terms",)
    return folder.placed(folder.key, refusal, steps)


def _claim(record: Mapping[str, Any]) -> Claim:
    """The claim of a file, as what words it asks for; it is never saved."""
    return Claim(
        name=record["title"],
        boundary=record["boundary"],
        territory=record["territory"],
        unit=record["unit"],
        year=record["year"],
        terms=record["terms"],
        translations={"en": record["en"]} if "en" in record else {},
        **{name: record["words"][name] for name in Claim.WORDS},
    )


def _plain(text: str) -> str:
    return unescape(strip_tags(text))


def as_json(answer: Answer) -> dict[str, Any]:
    """The answer as `scenario-claim.schema.json` describes it."""
    record, told = answer.record, answer.told
    words = {language: answer.words(language) for language in SPOKEN}
    return {
        "run": told.run,
        "claim": {"number": record["number"], "title": record["title"]},
        "model": answer.ground.as_json,
        "scenario": scenario_as_json(answer.scenario, answer.options),
        "seed": told.seed,
        "draws": told.draws,
        "year": record["year"],
        "unit": parse_unit(record["unit"]).code,
        "boundary": record["boundary"],
        "territory": record["territory"],
        **{name: {one: words[one][name] for one in SPOKEN} for name in ("sentence", "limits", "weight")},
        "open": told.is_open,
        "hypothesis": told.is_hypothesis,
        "shares": _ranges_as_json(told.shares),
        "amounts": _ranges_as_json(told.effects),
        "promised_shares": _ranges_as_json(told.before) or None,
        "followed": told.followed.middle if told.followed else None,
        "missing": list(told.missing),
        "weights": _weights_as_json(told.weights),
        "part_weights": _weights_as_json(told.part_weights),
    }


def _ranges_as_json(ranges: Mapping[str, Range]) -> dict[str, Any]:
    return {
        name: {"low": one.low, "middle": one.middle, "high": one.high, "error": one.error}
        for name, one in ranges.items()
    }


def _weights_as_json(weights: Mapping[str, float]) -> list[dict[str, Any]]:
    return [{"of": name, "share": share} for name, share in weights.items()]


def as_text(answer: Answer) -> Iterator[str]:
    """The answer as a reader of the terminal sees it."""
    words, told = answer.words(chosen()), answer.told
    yield spoken(answer.record, "title")
    for one, text in answer.options.set:
        yield _("Set: %(name)s") % {"name": f"{one} = {text}"}
    yield from ("", words["sentence"], "")
    yield from _standing(told)
    rows = list(_rows(answer))
    if rows:
        yield from ("", *table([_("adoption"), _("of what"), *points()], rows, texts=2))
    if told.missing:
        yield from ("", _("Nobody knows yet:"))
        yield from (f"– {name} ({answer.ground.label(name)})" for name in told.missing)
    if told.weights:
        yield from ("", words["weight"])
        yield from table([_("guess"), _("share of the doubt")], _weight_rows(told), texts=1)
    yield from ("", words["limits"], "")
    said = {"seed": told.seed, "draws": told.draws, "run": told.run}
    yield _("Seed %(seed)s, %(draws)s draws, run %(run)s") % said


def _standing(told: Told) -> Iterator[str]:
    if told.is_open:
        yield _("Open: what it needs is not known yet.")
    if told.is_hypothesis:
        yield _("Hypothesis: the effect of a single one was never measured.")
    else:
        yield _("Measured: the effect of a single one was measured.")


def _rows(answer: Answer) -> Iterator[list[str]]:
    """What is known of three adoptions: shares, amounts, and what was promised where the effect was measured since."""
    told, measure = answer.told, unit(parse_unit(answer.record["unit"]))
    labels = {"technical": _("if all did"), "plausible": _("plausibly"), "triggered": _("today")}
    promised = {name: _("%(adoption)s, as promised") % {"adoption": one} for name, one in labels.items()}
    for ranges, of, said in (
        (told.shares, "%", labels),
        (told.effects, measure, labels),
        (told.before, "%", promised),
    ):
        for name, found in ranges.items():
            if (found.low, found.high) != (None, None):
                yield [said[name], of, *of_range(found)]


def _weight_rows(told: Told) -> list[list[str]]:
    return [[name, share(one)] for name, one in told.weights.items()]

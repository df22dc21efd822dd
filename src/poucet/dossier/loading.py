"""Load a dossier: all of it or nothing; loading it again changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.urls import reverse

from poucet.contribute.meetings.models import Meeting
from poucet.dossier.checking import Dossier, check
from poucet.dossier.confronting import confront
from poucet.dossier.faults import Fault, FaultyDossier
from poucet.dossier.folder import Files, read_folder
from poucet.dossier.layout import CHAPTERS
from poucet.dossier.meaning import check_meaning
from poucet.dossier.models import KeptFile
from poucet.dossier.records import (
    agreements,
    claims,
    drafting,
    ideas,
    layers,
    measure,
    meetings,
    pebble,
    sharing,
    star,
    stories,
    town,
)
from poucet.dossier.records.fields import Loading
from poucet.engines.errors import InputError
from poucet.measure.models import Conflict, Constant, Indicator, Observation, Source
from poucet.measure.operations import withdraw_figures
from poucet.pebble.claims.models import Claim, ScenarioModel
from poucet.pebble.models import Pebble
from poucet.star.models import Axis, Facet, Framework, Story
from poucet.town import register
from poucet.town.details import ABSENT_FROM_THE_DOSSIER
from poucet.town.errors import RuleError
from poucet.town.models import Layer, Organisation, Place, RegisterEntry, Thing
from poucet.town.templatetags.town import plain_title
from poucet.town.writing import Signature, withdraw
from poucet.town.written import announce_house, quietly

_STEPS: dict[str, Callable[[Loading], None]] = {
    "commune.yaml": town.load_commune,
    "sources.yaml": measure.load_sources,
    "organisations.yaml": town.load_organisations,
    "places.yaml": town.load_places,
    "layers.yaml": layers.load_layers,
    "layers/*.geojson": layers.load_drawings,
    "indicators.yaml": measure.load_indicators,
    "observations.csv": measure.load_observations,
    "constants.yaml": measure.load_constants,
    "conflicts.yaml": measure.load_conflicts,
    "framework.yaml": star.load_frameworks,
    "star.yaml": star.load_star,
    "calls/*.yaml": ideas.load_calls,
    "proposals/*.yaml": ideas.load_proposals,
    "agreements/*.yaml": agreements.load_agreements,
    "pebbles/*.yaml": pebble.load_pebbles,
    "stories/*.yaml": stories.load_stories,
    "models/*.yaml": claims.load_models,
    "claims/*.yaml": claims.load_claims,
    "meetings/*.yaml": meetings.load_meetings,
    "sharing/*.yaml": sharing.load_postings,
    "texts/*.yaml": drafting.load_texts,
}
# What rests on others is withdrawn before them. Calls, ideas, agreements, offers, needs and texts stay: residents
# brought, signed or took a share of them since, and a folder that was written before cannot take them away.
_WITHDRAWN_FIRST: tuple[type[Thing], ...] = (
    Meeting,
    Claim,
    ScenarioModel,
    Story,
    Pebble,
    Axis,
    Facet,
    Framework,
    Conflict,
    Constant,
    Indicator,
    Layer,
    Place,
    Organisation,
    Source,
)


@dataclass(frozen=True)
class Loaded:
    """What a load did."""

    files: int
    acts: int  # lines added to the register; none when the dossier was already loaded
    withdrawn: tuple[str, ...]  # what the house said and the dossier no longer does: address and title


def examine(folder: Path) -> tuple[Files, Dossier, list[Fault]]:
    """Everything that can be said of a dossier without a database."""
    files, faults = read_folder(folder)
    dossier = check(files)
    faults += dossier.faults
    if not faults:
        faults += check_meaning(dossier)
    return files, dossier, sorted(set(faults))


def load(folder: Path, *, signed: Signature) -> Loaded:
    """Make the house say what the dossier says; raises `FaultyDossier` with every fault, loads nothing."""
    files, dossier, faults = examine(folder)
    if faults:
        raise FaultyDossier(faults)
    with register.one_act():  # two loads follow one another, each whole
        refusals = confront(dossier)
        if refusals:
            raise FaultyDossier(refusals)
        return _load_sound(files, dossier, signed=signed)


def _load_sound(files: Files, dossier: Dossier, *, signed: Signature) -> Loaded:
    first = _last_sequence()
    with quietly():  # the whole house is read once, at the end
        loading = _write_everything(dossier, signed)
        withdrawn = _withdraw_the_rest(loading)
    _keep(files)
    announce_house()
    acts = _last_sequence() - first
    if acts:
        register.record("dossier.loaded", by=signed.by, at=signed.at, digest=digest_of(files))
        acts += 1
    return Loaded(len(files), acts, tuple(withdrawn))


def _write_everything(dossier: Dossier, signed: Signature) -> Loading:
    loading = Loading(dossier, signed)
    for chapter in CHAPTERS:
        try:
            _STEPS[chapter.pattern](loading)
        except (RuleError, InputError) as refusal:
            params = dict(refusal.params)
            raise FaultyDossier([Fault(chapter.pattern, 0, "", refusal.code, params)]) from refusal
    return loading


def is_loaded(folder: Path) -> bool:
    """Whether the last dossier that was loaded is this one, to the byte."""
    last = RegisterEntry.objects.filter(act="dossier.loaded").order_by("-sequence").first()
    return last is not None and last.details.get("digest") == digest_of(read_folder(folder)[0])


def digest_of(files: Files) -> str:
    """The seal of a whole dossier: each path with the digest of its content."""
    lines = (f"{hashlib.sha256(content).hexdigest()}  {path}\n" for path, content in sorted(files.items()))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _withdraw_the_rest(loading: Loading) -> list[str]:
    """What stands in the house and no longer in the dossier is withdrawn; gives the address and title of each."""
    withdrawn = []
    for model in _WITHDRAWN_FIRST:
        if model is Indicator:
            numbers = {row.number for row in loading.dossier.rows}
            standing = Observation.objects.current().values_list("number", flat=True)
            rest = sorted(set(standing) - numbers)
            withdraw_figures(rest, signed=loading.signed, reason=ABSENT_FROM_THE_DOSSIER)
            withdrawn += [reverse(Observation.kind, args=[number]) for number in rest]
        written = loading.things.get(model.kind, {})
        standing = model._default_manager.values_list("key", "number")
        rest = [number for key, number in standing if key not in written]
        for thing in model._default_manager.filter(number__in=rest) if rest else ():
            withdraw(thing, signed=loading.signed, reason=ABSENT_FROM_THE_DOSSIER)
            withdrawn.append(f"{thing.get_absolute_url()} {plain_title(thing)}")
    return withdrawn


def _keep(files: Files) -> None:
    """Keep the files as they were written, so that a dump gives them back to the byte."""
    wanted = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    known = dict(KeptFile.objects.values_list("path", "digest"))
    stale = [path for path, digest in known.items() if wanted.get(path) != digest]
    KeptFile.objects.filter(path__in=stale).delete()
    fresh = [path for path, digest in wanted.items() if known.get(path) != digest]
    KeptFile.objects.bulk_create(
        [KeptFile(path=path, content=files[path], digest=wanted[path]) for path in fresh], batch_size=100
    )


def _last_sequence() -> int:
    last = RegisterEntry.objects.order_by("-sequence").values_list("sequence", flat=True).first()
    return last or 0

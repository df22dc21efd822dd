"""The dossier and the desk agree: what is published comes out in a dump, and loads back as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse

from poucet.dossier.dumping import dump
from poucet.dossier.folder import write_folder
from poucet.dossier.loading import examine, load
from poucet.dossier.starting import start_dossier
from poucet.pebble.models import Pebble
from poucet.town.models import RegisterEntry
from poucet.town.things import kind_of
from tests.factories import SIGNED
from tests.factories.desk import a_revision, as_sent, typed

TEXT = "Un texte “vrai” :\r\n\r\n- avec # des signes, des \ttabulations \x07 et des espaces.  \r\n  Fin… ✓\u2028suite"


@pytest.fixture
def loaded(tmp_path) -> Path:

    start_dossier(tmp_path / "commune", name="Exempleville")
    load(tmp_path / "commune", signed=SIGNED)
    return tmp_path / "commune"


def publish(client, kind, **said):
    if kind in {"pebble", "observation"}:
        said = {"source": "1", **said}
    address = reverse("desk-new", args=[kind_of(kind).word])
    answer = client.post(address, as_sent(typed(kind, **said)) | {"act": "publish"})
    assert "relire" not in answer.url, client.get(answer.url).content.decode()


def comes_back(folder: Path, *signed: str) -> None:
    """A dump is sound, loads without a line signed but those expected, and dumps the same again."""
    files = dump()
    write_folder(folder, files)
    assert [fault.code for fault in examine(folder)[2]] == []
    before = Pebble.objects.count()
    first = RegisterEntry.objects.count()
    load(folder, signed=SIGNED)
    acts = RegisterEntry.objects.order_by("sequence").values_list("act", flat=True)[first:]
    assert [act for act in acts if act != "dossier.loaded"] == list(signed)
    assert load(folder, signed=SIGNED).acts == 0
    assert (dump(), Pebble.objects.count()) == (files, before)


def test_everything_published_at_the_desk_is_in_the_dump_and_loads_back(desk, loaded):
    publish(desk, "source", name="Le relevé : #1", note=TEXT)
    publish(desk, "observation", indicator="1", value="12 345,5", scope=TEXT, note=TEXT)
    publish(desk, "observation", indicator="1", saying="unknown", value="")
    publish(
        desk,
        "facet",
        name="L’ombre",
        description=TEXT,
        question_en="Shade?",
        theme="biodiversite",
        statement="Plus de cour sous le bitume",
        source="1",
        confidence="low",
        voted_by="Conseil",
        voted_on="2024",
    )
    publish(
        desk,
        "pebble",
        name="  Le   four  ",
        deed=TEXT,
        facets=["1"],
        pillars=["implication"],
        places=["1"],
        makers=[{"organisation": "1", "name": ""}, {"organisation": "", "name": "les parents"}],
        effects=[{"indicator": "1", "role": "made", "state": "quantity", "note": TEXT, "note_en": "Told."}],
        deed_en="The oven.",
    )
    publish(desk, "story", memory=TEXT, star_en="A town.", pebbles=["1"], facets=["1"], theme="recit")
    comes_back(loaded)


def test_what_is_revised_and_withdrawn_at_the_desk_loads_back_too(desk, rose, loaded):
    draft = a_revision(rose, Pebble.objects.get(), name="Le toit revu", facets=[])
    desk.post(draft.get_absolute_url(), as_sent(draft.content) | {"version": "1", "act": "publish"})
    publish(desk, "pebble", name="Un autre caillou")
    for word, number in (("recit", 1), ("caillou", 2), ("facette", 1)):
        answer = desk.post(reverse("desk-withdraw", args=[word, number]), {"reason": "Pour voir"})
        assert answer.status_code == 302
    comes_back(loaded, "pebble.revised", "claim.revised")  # neither names the facet that was withdrawn
    assert list(Pebble.every.values_list("number", "withdrawn")) == [(1, False), (2, True)]

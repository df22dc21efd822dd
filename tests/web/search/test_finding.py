"""What is found, on whichever database the tests run: accents, endings, languages, groups of words, every kind."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from poucet.contribute.drafting.operations import refuse
from poucet.contribute.meetings.operations import Parts as MeetingParts
from poucet.contribute.models import Charter
from poucet.contribute.operations import Step, reply
from poucet.pebble.operations import Parts, add_voice
from poucet.star.operations import Mapped, map_pillars
from poucet.town.models import Thing
from poucet.town.things import kinds
from tests.factories import (
    SIGNED,
    a_conflict,
    a_constant,
    a_facet,
    a_figure,
    a_framework,
    a_pebble,
    a_place,
    a_source,
    a_star,
    a_story,
    a_target,
    an_axis,
    an_indicator,
    an_organisation,
)
from tests.factories.agreements import BOXES, an_agreement
from tests.factories.claims import a_claim, a_model
from tests.factories.comments import a_comment
from tests.factories.geography import a_layer
from tests.factories.ideas import OPEN, REASON, a_call, a_proposal
from tests.factories.meetings import a_meeting
from tests.factories.sharing import a_need
from tests.factories.texts import a_suggestion, a_text

pytestmark = pytest.mark.usefixtures("commune")


@pytest.mark.parametrize(
    "question", ["ecole", "école", "ÉCOLES", "ecoles", "l'école", "L’ÉCOLE", "e\u0301cole"]
)
def test_accents_capitals_and_endings_do_not_count(seek, question):
    schools = [a_pebble(name=name) for name in ("Une ecole", "L’école", "Les écoles")]
    a_pebble(name="L’étoile")
    assert sorted(seek(question)) == sorted(one.get_absolute_url() for one in schools)


def test_accent_that_changes_the_stem_does_not_count_either(seek):
    lamp = a_pebble(name="La lumière publique")
    for question in ("lumiere", "lumières", "LUMIERES", '"lumiere publique"', "« Lumières publiques »"):
        assert seek(question) == [lamp.get_absolute_url()], question


def test_every_word_must_be_there_in_any_order_and_any_text(seek):
    both = a_pebble(name="Le toit", deed="Des panneaux.", lesson="Le soleil suffit.")
    a_pebble(name="Le toit", deed="De l’ardoise.")
    assert seek("soleil panneau toit") == [both.get_absolute_url()]


def test_group_of_words_must_stand_together_in_one_text(seek):
    together = a_pebble(name="Halle", deed="Le toit solaire du marché.")
    a_pebble(name="Halle", deed="Sous le toit, un four solaire.")
    a_pebble(name="Halle", deed="On change le toit", before="Solaire ou non ?")
    assert seek('"toit solaire"') == [together.get_absolute_url()]


def test_title_weighs_more_than_text(seek):
    in_text = a_pebble(name="La cour", deed="Un verger y est né, un verger de quartier.")
    in_title = a_pebble(name="Le verger", deed="Des arbres et encore des arbres.")
    assert seek("verger") == [in_title.get_absolute_url(), in_text.get_absolute_url()]


def test_readers_language_comes_first_and_the_other_says_its_name(seek, sought):
    french = a_pebble(name="Le compost", deed="Un compost, deux composts.")
    english = a_pebble(
        name="Les bacs", deed="Trois bacs.", translations={"en": {"name": "Bins", "deed": "A compost."}}
    )
    assert seek("compost") == [french.get_absolute_url(), english.get_absolute_url()]
    assert seek("compost", lang="en") == [english.get_absolute_url(), french.get_absolute_url()]
    marks = {mark.text: mark.language for mark in sought("composts", lang="en").all("mark")}
    assert marks["composts"] == "fr"
    assert "en" in {mark.language for mark in sought("composts", lang="en").all("mark")}


def test_english_endings_are_taken_off_english_texts(seek):
    pebble = a_pebble(translations={"en": {"deed": "Trees were planted by the schools."}})
    for question in ("tree plant", "planting", "School"):
        assert seek(question, lang="en") == [pebble.get_absolute_url()], question
        assert seek(question) == [pebble.get_absolute_url()], question


def a_call_and_its_idea(place, facet):
    """Write both, each text with a word of its own; gives the words of the rules too."""
    rules = {name: f"regle{name.replace('_', '')}" for name in Charter.TEXTS}
    call = a_call(
        summary="resumedemarche", note="notedemarche", rules=rules,
        phases=[{**OPEN, "name": "moisson"}],
    )  # fmt: skip
    idea = a_proposal(call=call, text="recitidee", author_name="eustache", place=place, facet=facet)
    reply(idea, Step("not_kept", f"{REASON} Parcequetrop.", "agent", service="Fontainerie"), signed=SIGNED)
    return call, idea, rules


def an_agreement_in_full():
    """Write one, each text with a word of its own; gives the names of its texts too."""
    agreed = (
        "purpose", "ownership", "insurance", "upkeep", "exit_clause", "error_clause", "handover_clause", "we_commit",
        "we_ask", "upkeep_plan", "reason", "counter_proposal", "done", "lesson", "measured", "note",
    )  # fmt: skip
    agreement = an_agreement(
        party="laruelle", town_contact="leguichet", residents_contact="leperron",
        commitments=[replace(BOXES, deliverable="lesbacsverts", holder="lecantonnier")],
        **{name: f"accord{name.replace('_', '')}" for name in agreed},
    )  # fmt: skip
    return agreement, agreed


def _a_garden() -> dict[Thing, tuple[str, ...]]:
    garden = a_text(purpose="butcommun", decided_by="lassembleenue", body="premierparagraphe.\n\nsecond.")
    suggested = a_suggestion(text=garden, wording="motsautres", name="raisonclaire", author_name="Ludivine")
    refuse(suggested, reason="reponsenette", signed=SIGNED)
    return {
        garden: ("butcommun", "lassembleenue", "premierparagraphe"),
        suggested: ("motsautres", "raisonclaire", "ludivine", "reponsenette"),
    }


def every_kind_with_its_word() -> dict[str, str]:
    """Write a thing of every kind, each text of it with a word of its own; gives the address for each word."""
    source = a_source(note="notedesource", publisher="Editeurdesource")
    indicator = an_indicator(definition="definitionmesure", note="notemesure")
    figure = a_figure(
        indicator=indicator, source=source, scope="perimetre", method="methode", note="notechiffre"
    )
    stated = a_figure(
        indicator=an_indicator(nature="text"), state="statement", statement="Enonce", unit="", source=source
    )
    constant = a_constant(scope="cadreconstante", method="calculconstante", source=source)
    other = a_figure(indicator=indicator, source=source)
    conflict = a_conflict(
        figure, other, explanation="explication", reference_number=figure.number, reason="choix"
    )
    facet = a_facet(question="interrogation", description="descriptif", indicator=indicator)
    a_target(facet, note="notecap", source=source)
    a_target(facet, version=2, value=Decimal(600), reason="raisoncap", source=source)
    axis = an_axis(
        finding="constat", under_way=["entamé", "poursuivi"], to_launch=["lancement"], source=source
    )
    framework = a_framework("motdiese", note="notecadre", source=source)
    far = a_framework("lointain", source=source)
    mapped = Mapped(f"{framework.key}/motdiese", f"{far.key}/lointain", relation="close", note="comparaison")
    map_pillars([mapped], signed=SIGNED)
    place = a_place(name="Bosquet", note="notelieu")
    maker = an_organisation(name="Semeurs", role="rolesocial", note="notesociete")
    texts = ("deed", "before", "turning_point", "next_step", "failed", "lesson", "note")
    pebble = a_pebble(
        Parts(
            places=[place],
            makers=[{"organisation": maker}, {"name": "Marcelline"}],
            voices=[{"speaker": "Odile", "role": "boulangere", "text": "parole", "example": True}],
            effects=[{"indicator": indicator, "role": "effect", "state": "unknown", "note": "effetinconnu"}],
        ),
        place_note="derrierelagare",
        source=source,
        **{name: f"texte{name.replace('_', '')}" for name in texts},
    )
    layer = a_layer(note="notecalque")
    story = a_story(memory="souvenir", deed="geste", star="horizonlointain", note="noterecit")
    model = a_model(note="notemodele")
    claim = a_claim(
        note="noteaffirmation", everyone="chacun", like="ledonjon", whole="lebouillon", followers="suiveurs",
        pebble=pebble, scenario_model=model,
    )  # fmt: skip
    call, idea, rules = a_call_and_its_idea(place, facet)
    meeting = a_meeting(
        MeetingParts(agenda=[{"title": "essences"}], lines=[{"sort": "idea", "text": "tilleul"}]),
        purpose="choisirensemble", minutes="comptedesdits", place_text="salledufond", note="noterencontre",
    )  # fmt: skip
    agreement, agreed = an_agreement_in_full()
    words = {
        call: ("resumedemarche", "notedemarche", "moisson", *rules.values()),
        idea: ("recitidee", "eustache", "parcequetrop", "fontainerie"),
        a_comment(text="proverbe", author_name="Fantine", proposal=idea): ("proverbe", "fantine"),
        **_a_garden(),
        meeting: ("essences", "tilleul", "choisirensemble", "comptedesdits", "salledufond", "noterencontre"),
        agreement: (
            "laruelle", "leguichet", "leperron", "lesbacsverts", "lecantonnier",
            *(f"accord{name.replace('_', '')}" for name in agreed),
        ),
        a_need(
            text="plantonsensemble", conditions="gantsetbottes", note="notebesoin", place_text="boutduchamp"
        ): ("plantonsensemble", "gantsetbottes", "notebesoin", "boutduchamp"),
        model: ("notemodele",),
        claim: ("noteaffirmation", "chacun", "ledonjon", "lebouillon", "suiveurs"),
        layer: ("notecalque",),
        story: ("souvenir", "geste", "horizonlointain", "noterecit"),
        source: ("notedesource", "éditeurdesource"),
        indicator: ("definitionmesure", "notemesure"),
        figure: ("périmètre", "methode", "notechiffre"),
        stated: ("énoncé",),
        constant: ("cadreconstante", "calculconstante"),
        conflict: ("explication", "choix"),
        facet: ("interrogation", "descriptif", "notecap", "raisoncap"),
        axis: ("constat", "entame", "poursuivi", "lancement"),
        framework: ("motdiese", "notecadre", "comparaison"),
        place: ("notelieu",),
        maker: ("rolesocial", "notesociete"),
        pebble: (
            "marcelline", "odile", "boulangère", "parole", "effetinconnu", "derrierelagare",
            *(f"texte{name.replace('_', '')}" for name in texts),
        ),
    }  # fmt: skip
    told = {word: thing.get_absolute_url() for thing, said in words.items() for word in said}
    assert {thing.kind for thing in words} == {kind.code for kind in kinds()}
    return told


def test_every_text_of_every_kind_leads_to_its_page(seek):
    for word, address in every_kind_with_its_word().items():
        assert seek(word) == [address], word


def test_deed_is_found_by_its_makers_and_its_places(seek):
    told = every_kind_with_its_word()
    pebble = told["odile"]
    assert pebble in seek("semeur")
    assert pebble in seek("bosquets")


def test_figure_without_words_of_its_own_is_found_through_its_indicator(seek):
    figure = a_figure(indicator=an_indicator(name="Récolte"))
    assert seek("récolte") == [figure.indicator.get_absolute_url()]


def test_figure_with_words_bears_the_name_of_its_indicator(seek):
    figure = a_figure(indicator=an_indicator(name="Récolte"), method="Pesée")
    assert seek("recolte pesees") == [figure.get_absolute_url()]


def test_star_lies_on_a_shelf_of_its_own(seek, sought):
    a_star(name="L’astre", narrative="Une ville sobre.\n\nUne ville qui chante.")
    assert seek("ville chantes") == ["/etoile"]
    assert [mark.text for mark in sought("chante").all("mark")] == ["chante"]
    assert seek("pluie") == []


def test_voice_added_is_found_at_once_and_says_that_it_is_an_example(seek, sought):
    pebble = a_pebble(example=False)
    add_voice(pebble, speaker="Odile", text="La vélorution !", example=True, signed=SIGNED)
    assert seek("vélorution") == [pebble.get_absolute_url()]
    assert "exemple" in sought("vélorution").all("ol")[0].text
    assert "exemple" not in sought("panneaux").all("ol")[0].text

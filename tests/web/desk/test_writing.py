"""At the desk: keep, see, publish, correct, withdraw; whatever is typed, nothing is lost and nothing breaks."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from poucet.measure.models import Observation, Source
from poucet.pebble.models import Pebble
from poucet.pebble.operations import add_voice
from poucet.star.models import Facet, Star, Story, Target
from poucet.town import register
from poucet.town.desk.models import Draft
from poucet.town.models import RegisterEntry
from poucet.town.things import kind_of
from tests.factories import (
    SIGNED,
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
    an_indicator,
    an_organisation,
)
from tests.factories.desk import a_draft, a_revision, as_sent, typed
from tests.factories.meetings import a_meeting

KINDS = ("pebble", "observation", "source", "facet", "story", "meeting")


@pytest.fixture(autouse=True)
def star() -> None:
    a_star()


def sent(client: Client, kind: str, act: str, **said):
    address = reverse("desk-new", args=[kind_of(kind).word])
    return client.post(address, {**as_sent(typed(kind, **said)), "act": act})


def page(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode().replace("\u00a0", " ").replace("\u202f", " "))


def faults(answer) -> list[str]:
    """What the page asks to mend, as it says it."""
    answer = answer.client.get(answer.url) if answer.status_code == 302 else answer
    assert answer.status_code == 200, answer.status_code
    found = re.search(r'desk-faults".*?</div>', answer.content.decode(), re.DOTALL)
    listed = re.findall(r"<li>(.*?)</li>", found[0], re.DOTALL) if found else []
    return [re.sub(r"<[^>]*>", "", line).strip() for line in listed]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_its_sheet_with_help_and_nothing_is_kept_by_reading_it(desk, kind):
    before = Draft.objects.count(), RegisterEntry.objects.count()
    answer = desk.get(reverse("desk-new", args=[kind_of(kind).word]))
    assert answer.status_code == 200
    text = answer.content.decode()
    for words in ("Keep the draft", "Preview", "Publish", "Only" if kind == "observation" else "if you wish"):
        assert words in text
    assert (Draft.objects.count(), RegisterEntry.objects.count()) == before


@pytest.mark.parametrize("kind", KINDS)
def test_empty_sheet_can_be_kept_and_is_nowhere_but_at_the_desk(desk, rose, kind):
    lines = RegisterEntry.objects.count()
    answer = desk.post(reverse("desk-new", args=[kind_of(kind).word]), {"act": "keep"})
    draft = Draft.objects.get()
    assert answer.status_code == 302
    assert answer.url == draft.get_absolute_url()
    assert (draft.author, draft.state, draft.number) == (rose, "open", None)
    assert RegisterEntry.objects.count() == lines
    assert not kind_of(kind).public().exists()


@pytest.mark.parametrize("kind", KINDS)
def test_sheet_published_stands_signed_by_the_hand_that_wrote_it(desk, rose, kind):
    answer = sent(desk, kind, "publish")
    draft = Draft.objects.get()
    assert draft.state == "published", faults(answer)
    assert answer.url == reverse(kind, args=[draft.number])
    lines = RegisterEntry.objects.filter(kind=kind, number=draft.number)
    assert {line.by for line in lines} == {rose.signs_as}
    assert desk.get(answer.url).status_code == 200
    assert register.verify().whole


@pytest.mark.parametrize("kind", KINDS)
def test_preview_is_the_page_itself_marked_and_undone(desk, rose, kind):
    a_draft(rose, kind)
    draft = Draft.objects.get()
    counts = RegisterEntry.objects.count(), kind_of(kind).public().count()
    answer = desk.get(reverse("desk-preview", args=[draft.pk]))
    assert answer.status_code == 200
    assert "Preview: nothing of this is published." in page(answer)
    assert (RegisterEntry.objects.count(), kind_of(kind).public().count()) == counts
    draft.refresh_from_db()
    assert (draft.state, draft.number) == ("open", None)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_typed_publishes_nothing_and_says_each_field(desk, kind):
    answer = desk.post(reverse("desk-new", args=[kind_of(kind).word]), {"act": "publish"})
    assert faults(answer)
    assert Draft.objects.get().state == "open"
    answer = desk.get(answer.url)
    assert answer.content.decode().count('aria-invalid="true"') >= 1


HOSTILE = ("\x00'\";--", "{{ 7*7 }}", "<script>alert(1)</script>", "😀", "a" * 5000, "\u202eabc", "-1e999")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", HOSTILE)
def test_anything_typed_anywhere_is_kept_shown_and_never_breaks_the_desk(desk, kind, text):
    address = reverse("desk-new", args=[kind_of(kind).word])
    names = re.findall(r'name="([a-z_0-9-]+)"', desk.get(address).content.decode())
    hostile = {name: text for name in names if name not in {"act", "csrfmiddlewaretoken", "langue"}}
    for act in ("keep", "publish", "see"):
        answer = desk.post(address, hostile | {"act": act}, follow=True)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()
    assert not Draft.objects.filter(state="published").exists()


def test_pebble_is_written_with_all_that_hangs_on_it(desk):
    a_framework("implication")
    facet, place, organisation = a_facet(), a_place(), an_organisation()
    production, roof = an_indicator(), an_indicator(name="Surface", unit="m²")
    quantity = a_figure(indicator=production, value=32_000)
    count = a_figure(indicator=an_indicator(name="Équivalent", unit="ménages"), value=12, unit="ménages")
    constant = a_constant(value=2667)
    answer = sent(
        desk, "pebble", "publish",
        places=[str(place.number)], facets=[str(facet.number)], pillars=["implication"],
        makers=[{"organisation": str(organisation.number), "name": ""}, {"organisation": "", "name": "les parents"}],
        effects=[
            {"indicator": str(production.number), "role": "effect", "state": "quantity", "facet": str(facet.number)},
            {"indicator": str(roof.number), "role": "made", "state": "unknown", "note": "Jamais mesurée.",
             "note_en": "Never measured."},
        ],
        equivalences=[{"count_number": str(count.number), "quantity_number": str(quantity.number),
                       "constant": str(constant.number), "note": ""}],
        name_en="The market roof",
    )  # fmt: skip
    assert "relire" not in answer.url, faults(answer)
    pebble = Pebble.objects.get()
    assert (pebble.key, pebble.period, pebble.told_in("name", "en")) == (
        "le-toit-de-la-halle",
        "2024-03",
        "The market roof",
    )
    assert [pillar.tag for pillar in pebble.pillars.all()] == ["implication"]
    assert [str(maker) for maker in pebble.makers.all()] == [organisation.name, "les parents"]
    assert [(one.indicator, one.state, one.note) for one in pebble.effects.all()] == [
        (production, "quantity", ""), (roof, "unknown", "Jamais mesurée.")
    ]  # fmt: skip
    assert pebble.equivalences.get().constant == constant


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"name": ""}, "Title: This field is required."),
        ({"period": ""}, "When: Write a date, or “unknown” if nobody knows."),
        ({"period": "jadis"}, "When: Write a year (2024)"),
        ({"period": "2024/2020"}, "When: The end comes before the beginning."),
        ({"source": ""}, "Source: Choose a source, or add one"),
        ({"confidence": ""}, "How far to trust it: Say how far to trust it."),
        ({"state": "let_go"}, "The lesson: A deed that is let go leaves its lesson"),
        ({"source": "98765"}, "Source: Select a valid choice."),
        ({"makers": [{"organisation": "", "name": "x" * 300}]}, "Or a name: Ensure this value has at most 200"),
        ({"effects": [{"indicator": "", "role": "effect", "state": "unknown", "note": "on ne sait"}]},
         "What is measured: This field is required."),
    ],
)  # fmt: skip
def test_each_refusal_of_a_deed_is_a_sentence_at_its_field(desk, said, fault):
    assert [line for line in faults(sent(desk, "pebble", "publish", **said)) if line.startswith(fault)]
    assert not Pebble.objects.exists()


@pytest.mark.parametrize(
    ("state", "more", "fault"),
    [
        ("unknown", {}, "What one must know of it: No figure says it: write why."),
        ("ordinal", {"note": "Un peu mieux."}, "Grade: Choose one."),
        ("sign_only", {"note": "Plutôt en hausse."}, "Direction: Choose one."),
        ("no_effect", {"note": "Rien vu.", "grade": "2"}, "Grade: Leave this empty"),
    ],
)
def test_cell_states_ask_for_what_they_say(desk, state, more, fault):
    row = {"indicator": str(an_indicator().number), "role": "effect", "state": state, **more}
    assert [line for line in faults(sent(desk, "pebble", "publish", effects=[row])) if line.startswith(fault)]


@pytest.mark.parametrize(
    "state", ["ordinal", "sign_only", "unknown", "no_effect", "not_applicable", "not_assessed"]
)
def test_every_cell_state_can_be_published(desk, state):
    row = {
        "indicator": str(an_indicator().number),
        "role": "effect",
        "state": state,
        "note": "Voilà pourquoi.",
    }
    row |= {"ordinal": {"grade": "-2"}, "sign_only": {"direction": "up"}}.get(state, {})
    answer = sent(desk, "pebble", "publish", effects=[row])
    assert "relire" not in answer.url, faults(answer)
    assert Pebble.objects.get().effects.get().state == state


def test_state_without_figure_is_refused_where_a_figure_says_it(desk):
    figure = a_figure()
    row = {"indicator": str(figure.indicator.number), "role": "effect", "state": "unknown", "note": "?"}
    assert "What can be said of it: Figures say it already: choose “quantity”." in faults(
        sent(desk, "pebble", "publish", effects=[row])
    )


def test_count_that_its_constant_does_not_give_is_refused(desk):
    quantity = a_figure(value=32_000)
    count = a_figure(indicator=an_indicator(name="N", unit="ménages"), value=69, unit="ménages")
    row = {"count_number": str(count.number), "quantity_number": str(quantity.number)}
    row["constant"] = str(a_constant(value=2667).number)
    answer = sent(desk, "pebble", "publish", equivalences=[row])
    assert ["With this constant the count would be 12.0, not 69.0" in line for line in faults(answer)] == [
        True
    ]


def test_figures_too_many_to_list_are_told_by_their_number(desk, monkeypatch):
    monkeypatch.setattr("poucet.town.desk.sheets.MOST_OFFERED", 2)
    quantity, other = a_figure(value=32_000), a_figure(value=1)
    count = a_figure(indicator=an_indicator(name="N", unit="ménages"), value=12, unit="ménages")
    constant = str(a_constant(value=2667).number)

    def row(count_number: int, quantity_number: object) -> dict[str, str]:
        told = {"count_number": str(count_number), "quantity_number": str(quantity_number)}
        return {**told, "constant": constant}

    for wrong in (count.number, other.number + 900, "-1", "0", "x", "1e3", "²", "9" * 30):
        answer = sent(desk, "pebble", "publish", equivalences=[row(count.number, wrong)])
        assert f"Nothing that fits here has the number {wrong}." in " ".join(faults(answer))
    shown = page(desk.get(answer.url))
    assert 'name="equivalences-0-quantity_number" value="999999999999999999999999999999"' in shown
    assert f'<option value="{other.number}"' not in shown
    answer = sent(desk, "pebble", "publish", equivalences=[row(count.number, quantity.number)])
    assert "relire" not in answer.url, faults(answer)
    assert Pebble.objects.get().equivalences.get().quantity_number == quantity.number


def test_baseline_among_too_many_figures_is_told_by_its_number(desk, monkeypatch):
    monkeypatch.setattr("poucet.town.desk.sheets.MOST_OFFERED", 1)
    a_figure()
    assert '<select name="baseline"' in page(desk.get(reverse("desk-new", args=["facette"])))
    for _time in range(2):
        a_figure()
    shown = page(desk.get(reverse("desk-new", args=["facette"])))
    assert "Its number: the one that ends the address of its page." in shown
    assert 'name="baseline"' in shown
    assert '<select name="baseline"' not in shown


def test_row_is_added_without_script_and_taken_away(desk, rose):
    draft = a_draft(rose, makers=[{"organisation": "", "name": "les parents"}])
    said = as_sent(typed("pebble", makers=[{"name": "les parents"}]))
    answer = desk.post(draft.get_absolute_url(), {**said, "version": "1", "act": "more-makers"})
    assert answer.url == f"{draft.get_absolute_url()}?plus=makers#makers"
    assert 'name="makers-1-name"' in desk.get(answer.url).content.decode()
    desk.post(draft.get_absolute_url(), {**said, "makers-0-gone": "on", "version": "2", "act": "keep"})
    draft.refresh_from_db()
    assert draft.content["makers"] == []


def test_pictures_voices_and_other_languages_survive_what_the_desk_does_not_show(desk, rose):
    pebble = a_pebble(translations={"pcd": {"name": "Ch'toit"}, "en": {"name": "The roof"}})
    add_voice(pebble, speaker="Une voisine", text="J'étais là.", signed=SIGNED)
    pebble.pictures.create(
        file="media/a.jpg", alt="a", credit="b", licence="c", width=1, height=1, position=0
    )
    draft = a_revision(rose, pebble, name="Le nouveau toit")
    answer = desk.post(draft.get_absolute_url(), {**as_sent(draft.content), "version": "1", "act": "publish"})
    assert "relire" not in answer.url, faults(answer)
    pebble.refresh_from_db()
    assert (pebble.name, pebble.voices.get().speaker, pebble.pictures.get().alt) == (
        "Le nouveau toit",
        "Une voisine",
        "a",
    )
    assert pebble.translations == {"pcd": {"name": "Ch'toit"}, "en": {"name": "The roof"}}
    fields = RegisterEntry.objects.filter(act="pebble.revised").values_list("details", flat=True)
    assert list(fields) == [{"fields": ["name"]}]


def test_deed_that_moves_on_signs_the_move(desk, rose):
    pebble = a_pebble(state="under_way")
    a_revision(rose, pebble, state="laid")
    desk.post(
        Draft.objects.get().get_absolute_url(),
        {**as_sent(Draft.objects.get().content), "version": "1", "act": "publish"},
    )
    assert RegisterEntry.objects.filter(act="pebble.laid", by=rose.signs_as, number=pebble.number).exists()


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("laid", "planned", "Where it stands: A deed does not go back"),
        ("laid", "measured", "Where it stands: No measured figure says what it gave."),
    ],
)
def test_move_that_the_room_refuses_is_said_at_the_state(desk, rose, before, after, fault):
    draft = a_revision(rose, a_pebble(state=before), state=after)
    sent_again = {**as_sent(draft.content), "version": "1", "act": "publish"}
    assert [
        line for line in faults(desk.post(draft.get_absolute_url(), sent_again)) if line.startswith(fault)
    ]
    assert Pebble.objects.get().state == before


def test_slip_in_the_state_is_mended_as_a_revision(desk, rose):
    draft = a_revision(rose, a_pebble(state="laid"), state="planned", state_mistake=True)
    answer = desk.post(draft.get_absolute_url(), {**as_sent(draft.content), "version": "1", "act": "publish"})
    assert "relire" not in answer.url, faults(answer)
    assert Pebble.objects.get().state == "planned"


def test_figure_corrected_adds_a_revision_and_shows_the_former(desk, rose):
    figure = a_figure(value=100)
    draft = a_revision(rose, figure, value="120,5")
    assert "Today it says: <strong>100 kWh" in page(desk.get(draft.get_absolute_url()))
    assert "100 kWh" in page(desk.get(figure.get_absolute_url()))
    answer = desk.post(
        draft.get_absolute_url(), {**as_sent(draft.content), "version": "1", "act": "publish"}, follow=True
    )
    assert [str(row) for row in Observation.objects.all()] == [f"{figure.number}.1", f"{figure.number}.2"]
    assert "120.5 kWh" in page(answer)
    assert "100 kWh" in page(answer)


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"value": ""}, "The number: Write it, or say above that nobody knows."),
        ({"value": "beaucoup"}, "The number: “beaucoup” is not a number."),
        ({"value": "1" * 16}, "The number: “1111111111111111” "),
        (
            {"saying": "range", "value": "", "low": "9", "high": "3"},
            "From: The low end is above the high one.",
        ),
        ({"saying": "unknown"}, "The number: Leave this empty, or choose another answer above."),
        (
            {"saying": "words", "value": "", "statement": "oui"},
            "What the source says: This indicator is a quantity",
        ),
        ({"unit": "kWhh/an"}, "Unit: The unit “kWhh/an” is not known. Did you mean:"),
        ({"unit": "nombre"}, "Unit: The unit “nombre”"),
        ({"unit": "EUR"}, "Unit: “EUR” and “kWh/an” do not measure the same thing."),
        ({"numerator": "3"}, "Out of how many: A share needs both numbers."),
        ({"status": ""}, "How the figure came to be: This field is required."),
    ],
)
def test_each_refusal_of_a_figure_is_a_sentence_at_its_field(desk, said, fault):
    found = faults(sent(desk, "observation", "publish", **said))
    assert [line for line in found if line.startswith(fault)], found
    assert not Observation.objects.exists()


def test_unknown_range_words_and_dates_are_values_too(desk):
    sent(desk, "observation", "publish", saying="unknown", value="")
    sent(desk, "observation", "publish", saying="range", value="", low="5", high="6")
    text = an_indicator(nature="text")
    sent(
        desk,
        "observation",
        "publish",
        indicator=str(text.number),
        saying="words",
        value="",
        statement="Voté.",
    )
    date = an_indicator(nature="date")
    sent(
        desk,
        "observation",
        "publish",
        indicator=str(date.number),
        saying="words",
        value="",
        statement="2013-03",
    )
    states = list(Observation.objects.order_by("number").values_list("state", "low", "statement", "unit"))
    assert [(state, statement) for state, _low, statement, _unit in states] == [
        ("unknown", ""), ("quantity", ""), ("statement", "Voté."), ("statement", "2013-03")
    ]  # fmt: skip
    assert states[0][3] == "kWh/an"


def test_periods_are_taken_as_people_write_them(desk):
    for typed_, kept in (
        ("18/03/2024", "2024-03-18"),
        ("18 mars 2024", "2024-03-18"),
        ("1er août 2024", "2024-08-01"),
        ("Décembre 2024", "2024-12"),
        ("March 2024", "2024-03"),
        ("2021-2023", "2021/2023"),
        ("03/2024", "2024-03"),
        ("Inconnue", ""),
    ):
        sent(desk, "story", "publish", name=f"Récit {typed_}", period=typed_)
        assert Story.objects.order_by("-number").first().period == kept


def test_target_that_changes_becomes_a_version_with_its_reason(desk, rose):
    indicator = an_indicator()
    facet = a_facet(indicator=indicator)
    a_target(facet, value=500)
    draft = a_revision(rose, facet, value="800")
    again = {**as_sent(draft.content), "version": "1", "act": "publish"}
    assert "Why the target changes: The target changes: say why." in faults(
        desk.post(draft.get_absolute_url(), again)
    )
    answer = desk.post(
        draft.get_absolute_url(), again | {"reason": "Le toit de l’école compte aussi.", "version": "2"}
    )
    assert "relire" not in answer.url, faults(answer)
    assert list(Target.objects.values_list("version", "value", "reason")) == [
        (1, 500, ""), (2, 800, "Le toit de l’école compte aussi.")
    ]  # fmt: skip


def test_facet_whose_words_alone_change_keeps_its_target(desk, rose):
    facet = a_facet(indicator=an_indicator())
    a_target(facet, value=500)
    draft = a_revision(rose, facet, question="Combien ?")
    answer = desk.post(draft.get_absolute_url(), {**as_sent(draft.content), "version": "1", "act": "publish"})
    assert "relire" not in answer.url, faults(answer)
    assert (Facet.objects.get().question, Target.objects.count()) == ("Combien ?", 1)


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"value": "12"}, "Source of the target: A target says where it comes from"),
        ({"reason": "pour voir"}, "The number to reach: Write the number to reach, or the target in words."),
        ({"statement": "inconnu"}, "Or the target in words: If there is no target"),
        ({"voted_on": "2024"}, "Voted by: Write who voted it too."),
    ],
)
def test_each_refusal_of_a_facet_is_a_sentence_at_its_field(desk, said, fault):
    found = faults(sent(desk, "facet", "publish", **said))
    assert [line for line in found if line.startswith(fault)], found


def test_facet_waits_for_the_star(desk):
    Star.objects.all().delete()
    assert faults(sent(desk, "facet", "publish")) == [
        "The star itself has not been written yet: it comes first, in the dossier."
    ]


def test_source_is_added_on_the_way_without_losing_what_was_typed(desk):
    answer = sent(desk, "pebble", "source", source="")
    pebble = Draft.objects.get()
    assert answer.url == f"{reverse('desk-new', args=['source'])}?pour={pebble.pk}"
    assert "you come back to" in page(desk.get(answer.url))
    back = desk.post(answer.url, {"name": "Relevé du compteur", "year": "2024", "act": "publish"})
    assert back.url == pebble.get_absolute_url()
    pebble.refresh_from_db()
    assert pebble.content["source"] == str(Source.objects.get(name="Relevé du compteur").number)
    assert pebble.content["deed"] == "Quarante panneaux, un samedi."
    said = as_sent(pebble.content) | {"version": str(pebble.version), "act": "publish"}
    assert desk.post(back.url, said).status_code == 302
    assert Pebble.objects.get().source.name == "Relevé du compteur"


def test_two_things_of_one_title_have_two_identifiers_and_numbers_go_on(desk):
    first = a_pebble(number=41)
    first.withdrawn = True
    first.save()
    for _time in range(2):
        sent(desk, "pebble", "publish")
    assert list(Pebble.objects.values_list("number", "key")) == [
        (42, "le-toit-de-la-halle"), (43, "le-toit-de-la-halle-2")
    ]  # fmt: skip


def test_draft_dropped_is_gone_and_what_is_published_stays(desk, rose):
    pebble = a_pebble()
    draft = a_revision(rose, pebble, name="Autre")
    assert "Drop this draft?" in page(desk.get(reverse("desk-drop", args=[draft.pk])))
    desk.post(reverse("desk-drop", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.state == "dropped"
    assert desk.get(draft.get_absolute_url()).status_code == 404
    assert Pebble.objects.get().name == pebble.name


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("pebble", a_pebble),
        ("source", a_source),
        ("facet", a_facet),
        ("story", a_story),
        ("meeting", a_meeting),
        ("observation", a_figure),
    ],
)
def test_thing_withdrawn_at_the_desk_leaves_its_tombstone(desk, rose, kind, make):
    thing = make()
    address = reverse("desk-withdraw", args=[kind_of(kind).word, thing.number])
    assert desk.get(address).status_code == 200
    assert "This field is required." in page(desk.post(address, {"reason": " "}))
    answer = desk.post(address, {"reason": "Écrit deux fois."}, follow=True)
    assert answer.status_code == 410
    for words in ("Écrit deux fois.", "Rose"):
        assert words in page(answer)
    line = RegisterEntry.objects.filter(kind=kind, number=thing.number, act__endswith=".withdrawn").get()
    assert (line.by, line.details) == (rose.signs_as, {"reason": "Écrit deux fois."})
    assert desk.get(address).status_code == 404


def test_what_replaces_it_is_named_on_the_tombstone(desk):
    before, after = a_pebble(name="Ancien"), a_pebble(name="Nouveau")
    address = reverse("desk-withdraw", args=["caillou", before.number])
    answer = desk.post(address, {"reason": "Doublon", "replaced_by": str(after.number)}, follow=True)
    assert f'href="{after.get_absolute_url()}"' in answer.content.decode()


def test_what_others_rest_on_is_not_withdrawn_and_they_are_named(desk):
    source = a_source()
    pebble, figure = a_pebble(source=source, name="Le four"), a_figure(source=source)
    count = a_figure(indicator=an_indicator(name="N", unit="ménages"), value=12, unit="ménages")
    constant = a_constant(
        quantity_number=figure.number, count_number=count.number, value="8.333333", source=a_source()
    )
    for word, thing, named in (
        ("source", source, (pebble.name, figure.indicator.name)),
        ("figure", figure, (constant.name,)),
    ):
        answer = desk.post(reverse("desk-withdraw", args=[word, thing.number]), {"reason": "Non"})
        assert answer.status_code == 200
        assert "It cannot be withdrawn yet" in page(answer)
        for name in named:
            assert name in page(answer).replace("’", "'")
    assert Source.objects.filter(pk=source.pk).exists()


def test_withdrawn_thing_can_be_prepared_again_under_its_number(desk, rose):
    pebble = a_pebble()
    desk.post(reverse("desk-withdraw", args=["caillou", pebble.number]), {"reason": "Par erreur"})
    assert "Prepare it again" in page(desk.get(reverse("desk-thing", args=["caillou", pebble.number])))
    answer = desk.post(reverse("desk-revise", args=["caillou", pebble.number]))
    draft = Draft.objects.get()
    desk.post(answer.url, {**as_sent(draft.content), "version": "1", "act": "publish"})
    assert desk.get(pebble.get_absolute_url()).status_code == 200


def test_bar_leads_from_a_public_page_to_its_revision(desk, client):
    pebble = a_pebble()
    way = reverse("desk-thing", args=["caillou", pebble.number])
    assert f'href="{way}"' in desk.get(pebble.get_absolute_url()).content.decode()
    assert "/bureau" not in client.get(pebble.get_absolute_url()).content.decode()
    answer = desk.post(reverse("desk-revise", args=["caillou", pebble.number]))
    assert answer.url == desk.post(reverse("desk-revise", args=["caillou", pebble.number])).url

"""Asking for an agreement: online by a code or at once, a class without a pupil's name, the same questions on paper."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate

from poucet.contribute.agreements.asking import RequestFields
from poucet.contribute.agreements.models import Agreement, Applicant
from poucet.contribute.agreements.operations import move_agreement
from poucet.contribute.agreements.requesting import Request, ask
from poucet.contribute.following import news_for
from poucet.contribute.letters import send_daily
from poucet.town.errors import RuleError
from poucet.town.models import Link
from poucet.town.people.belongings import take_out, told
from tests.factories import SIGNED, a_commune, a_person
from tests.factories.ideas import a_proposal
from tests.forms import sealed
from tests.letters import box

__all__ = ["box"]

pytestmark = pytest.mark.django_db
CLASS = {
    "party_nature": "school",
    "party": "La classe de CE1",
    "name": "Un potager dans la cour",
    "purpose": "Manger ce que l’on sème.",
    "we_commit": "Arroser chaque midi.",
    "we_ask": "De la terre et trois bacs.",
    "upkeep_plan": "Chaque classe sa semaine.",
    "duration_wished": "une année",
}


def test_class_asks_online_without_an_account_and_without_a_pupil_s_name(box) -> None:
    a_commune()
    idea, visitor = a_proposal(name="Un potager"), Client()
    page = f"/accord/demande?idee={idea.number}"
    form = sealed(visitor, page)

    sent = visitor.post(page, {**CLASS, **form, "idea": idea.number, "email": "ecole@exemple.fr"})
    assert not Agreement.objects.exists()
    done = visitor.post(sent.url, {"code": box.code("ecole@exemple.fr")})

    asked = Agreement.objects.get()
    assert done.url == f"/accord/{asked.number}"
    assert {name: getattr(asked, name) for name in CLASS} == CLASS
    assert asked.answer_due == localdate() + timedelta(days=60)
    assert Link.objects.filter(origin_number=asked.number, destination_number=idea.number).exists()
    seen = Client().get(done.url).content.decode()
    assert "La classe de CE1" in seen
    assert "ecole@exemple.fr" not in seen


def test_idea_s_page_leads_to_the_request_with_what_it_says() -> None:
    idea, visitor = a_proposal(name="Un four à pain"), Client()
    assert f"/accord/demande?idee={idea.number}" in visitor.get(f"/idee/{idea.number}").content.decode()
    assert "Un four à pain" in visitor.get(f"/accord/demande?idee={idea.number}").content.decode()
    assert visitor.get("/accord/demande?idee=999999").status_code == 200


def test_what_is_missing_is_named_and_nothing_is_lost() -> None:
    visitor = Client()
    form = sealed(visitor, "/accord/demande")
    page = visitor.post("/accord/demande", {**CLASS, **form, "we_commit": "", "email": "a@exemple.fr"})
    assert "Ce que vous vous engagez à faire" in page.content.decode()
    assert "De la terre et trois bacs." in page.content.decode()
    assert not Agreement.objects.exists()


def test_paper_asks_the_same_questions() -> None:
    a_commune()
    sheet = Client().get("/accord/demande/papier").content.decode()
    for field in RequestFields().fields.values():
        assert str(field.label).replace("'", "&#x27;") in sheet


def test_fourth_request_of_a_day_waits_for_tomorrow() -> None:
    rose = a_person()
    for name in "abc":
        ask(Request(name, "…", "La rue"), by=rose, signed=SIGNED)
    with pytest.raises(RuleError, match=r"request\.too_many_today"):
        ask(Request("d", "…", "La rue"), by=rose, signed=SIGNED)


def test_who_asked_is_told_what_comes_of_it_once(box) -> None:
    rose = a_person()
    asked = ask(Request("Un potager", "…", "La rue"), by=rose, signed=SIGNED)
    assert news_for(rose) == []
    move_agreement(asked, state="study", on=SIGNED.at.date(), signed=SIGNED)
    assert send_daily(at=SIGNED.at, root="https://exemple.fr") == 1
    assert f"https://exemple.fr/accord/{asked.number}" in box.texts(rose.account.email)[0]
    assert news_for(rose) == []


def test_what_is_kept_of_who_asked_is_told_and_leaves_with_them() -> None:
    rose = a_person()
    asked = ask(Request("Un potager", "…", "La rue"), by=rose, signed=SIGNED)
    assert told(rose)["applications"] == [{"number": asked.number, "name": "Un potager"}]
    take_out(rose)
    assert not Applicant.objects.exists()
    assert Agreement.objects.exists()

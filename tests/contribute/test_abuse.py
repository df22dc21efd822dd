"""The abuse table of the specification: each attack is made here, or by the test that this table names.

`HERE` and `ELSEWHERE` give, for each case, the tests that perform it; `NOT_BUILT` says why a case has none.
"""

from __future__ import annotations

import ast
import csv
import io
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.utils.timezone import now

from poucet.contribute.agreements.asking import RequestForm
from poucet.contribute.comments.forms import RemarkForm
from poucet.contribute.comments.models import Comment
from poucet.contribute.forms import ProposalForm
from poucet.contribute.meetings.forms import RegistrationForm
from poucet.contribute.meetings.models import Registration
from poucet.contribute.models import Proposal, Support
from poucet.contribute.moderation.models import Hidden
from poucet.contribute.sharing.forms import OfferForm
from poucet.contribute.sharing.models import Posting, Promise
from poucet.town.people.models import Account, Person, Waiting
from poucet.town.people.roles import Role
from tests.factories import a_commune, a_person
from tests.factories.comments import a_comment
from tests.factories.ideas import REASON, a_call, a_proposal
from tests.factories.meetings import a_meeting
from tests.factories.sharing import a_need, a_share, an_offer
from tests.forms import sealed

pytestmark = pytest.mark.django_db

HERE = {
    "A1": ("one_person_counts_once_however_often_they_post", "visitor_who_posts_supports_counts_for_nothing"),
    "A3": ("a_hundred_addresses_move_no_count_that_asks_for_residents",),
    "A6": ("no_page_tells_of_a_person", "link_in_words_is_no_link"),
    "A8": ("agent_cannot_support_in_the_name_of_somebody",),
    "A10": ("script_in_a_question_stays_text",),
    "A11": ("no_idea_nor_offer_is_run_by_a_spreadsheet",),
    "A12": ("no_form_says_whether_an_address_is_known",),
    "A13": ("nobody_acts_on_what_is_another_s",),
    "A14": ("question_about_what_is_not_public_narrows_nothing",),
    "A17": ("no_form_of_residents_takes_an_address_to_call",),
    "A18": ("code_too_old_is_not_revived_by_asking_again",),
    "A19": ("one_address_gets_three_letters_an_hour_through_all_forms_together",),
    "A21": ("idea_that_somebody_supports_no_longer_moves",),
    "A22": ("nobody_says_that_their_own_gift_was_delivered",),
    "A24": ("agent_does_not_decide_on_their_own_idea",),
    "A26": ("nobody_is_named_who_did_not_ask_for_it",),
    "A27": ("endless_words_are_refused_in_words",),
}
ELSEWHERE = {
    "A1": (
        "contribute/test_proposing.py::test_thousand_posts_in_a_minute_leave_five_waiting",
        "contribute/test_acts.py::test_sixth_idea_of_a_day_waits_until_the_next_and_the_desk_does_not",
        "contribute/comments/test_comments.py::test_thirty_comments_a_day_then_a_human_sentence_until_tomorrow",
    ),
    "A3": (
        "contribute/test_acts.py::test_support_is_refused_to_authors_to_the_unverified_and_at_the_end",
        "web/accounts/test_identity.py::test_second_account_with_the_same_identity_is_refused",
        "web/accounts/test_identity.py::test_same_citizen_under_another_civil_status_is_still_one",
    ),
    "A5": (
        "contribute/moderation/test_due_process.py::test_fifty_fresh_accounts_leave_it_visible_and_raise_an_alert",
        "contribute/moderation/test_due_process.py::test_same_person_counts_once_for_an_item_whatever_the_capitals",
    ),
    "A6": ("contribute/test_proposing.py::test_robot_is_stopped_and_nothing_typed_is_lost",),
    "A7": (
        "town/test_residence.py::test_five_wrong_codes_slow_a_person_down_even_with_the_right_one",
        "town/test_residence.py::test_nothing_tells_an_unknown_code_from_one_used_revoked_or_too_old",
        "town/test_residence.py::test_revoked_batch_opens_nothing_and_keeps_who_was_in",
        "town/test_residence.py::test_copied_database_yields_no_usable_code",
        "web/accounts/test_residence_pages.py::test_sixth_wrong_code_is_told_to_wait",
        "contribute/test_proposing.py::test_five_wrong_codes_throw_the_idea_away",
        "contribute/agreements/test_signing.py::test_five_wrong_codes_from_one_place_slow_the_next_down",
    ),
    "A8": (
        "contribute/test_assisting.py::test_receipt_leaves_by_letter_at_the_end",
        "contribute/test_assisting.py::test_what_is_not_one_s_own_open_session_refuses",
    ),
    "A10": (
        "test_hostile_texts.py::test_no_text_becomes_an_element",
        "journeys/test_hostile_texts.py::test_no_text_acts_on_any_page",
        "web/accounts/test_signing_in.py::test_next_page_stays_on_this_site",
        "web/desk/test_pictures.py::test_what_is_no_picture_is_refused_and_nothing_is_kept",
    ),
    "A11": ("web/opendata/test_files.py::test_no_text_is_run_by_a_spreadsheet_of_any_country",),
    "A12": (
        "contribute/test_proposing.py::test_known_and_unknown_addresses_get_the_same_answer",
        "web/accounts/test_signing_in.py::test_nobody_learns_which_address_has_an_account",
    ),
    "A13": (
        "contribute/comments/test_comments.py::test_only_its_author_rewrites",
        "contribute/moderation/test_due_process.py::test_link_of_one_notice_does_not_tell_of_another",
        "web/test_rights.py::test_what_was_withdrawn_shows_by_no_address",
        "web/desk/test_rights.py::test_who_may_not_write_meets_nothing_anywhere_and_changes_nothing",
    ),
    "A14": (
        "web/api/test_asking.py::test_question_that_cannot_be_answered_is_refused_by_name",
        "web/test_odd_addresses.py::test_only_what_is_offered_narrows_a_list",
        "contribute/comments/test_comments.py::test_no_question_reaches_an_order_by_popularity",
    ),
    "A16": (
        "web/accounts/test_signing_in.py::test_own_data_are_taken_once_by_their_owner_after_proving_it_is_them",
        "contribute/moderation/test_due_process.py::test_forged_link_opens_nothing",
        "dossier/test_round_trip.py::test_withdrawn_number_is_never_given_to_another",
    ),
    "A17": (
        "town/test_identity_provider.py::test_no_host_but_the_issuer_is_ever_asked",
        "town/test_identity_provider.py::test_no_redirection_is_followed",
    ),
    "A18": (
        "town/test_people.py::test_ticket_opens_once_for_its_person_while_it_lives",
        "contribute/agreements/test_signing.py::test_code_too_old_or_of_another_version_is_refused",
        "town/test_residence.py::test_last_day_counts_whole",
    ),
    "A19": (
        "contribute/test_proposing.py::test_one_address_gets_three_letters_an_hour",
        "contribute/moderation/test_due_process.py::test_one_address_gets_three_receipts_an_hour",
    ),
    "A21": (
        "contribute/test_acts.py::test_idea_is_rewritten_by_its_author_until_somebody_supports_it",
        "contribute/agreements/test_signing.py::test_any_later_edit_makes_the_next_version_unsigned",
        "contribute/agreements/test_signing.py::test_database_refuses_to_alter_what_was_signed",
    ),
    "A22": (
        "contribute/sharing/test_acts.py::test_only_the_one_who_receives_says_what_was_delivered",
        "contribute/agreements/test_ledger.py::test_half_cannot_make_sure_of_its_own_word_nor_twice_nor_of_a_promise",
    ),
    "A24": ("contribute/moderation/test_due_process.py::test_nobody_decides_on_their_own_words",),
    "A25": ("contribute/agreements/test_agreement_pages.py::test_altered_text_fails_the_check",),
    "A26": (
        "web/desk/test_pictures.py::test_picture_is_shown_at_once_made_smaller_and_tells_nothing_it_hides",
        "contribute/moderation/test_due_process.py::test_hours_owed_follow_the_ground",
        "contribute/moderation/test_hidden_everywhere.py::test_hidden_thing_is_nowhere_and_restored_whole",
    ),
    "A27": (
        "web/search/test_words.py::test_question_is_bounded",
        "web/opendata/test_files.py::test_table_longer_than_a_chunk_is_whole_and_asks_by_chunks",
        "web/api/test_asking.py::test_too_many_requests_are_told_when_to_come_back",
    ),
}
NOT_BUILT = {
    "A2": "ballots: the room of decisions is not built",
    "A4": "opinion maps: not built",
    "A9": "ballots: the room of decisions is not built",
    "A15": "several communes in one house: not built",
    "A20": "ballots: the room of decisions is not built",
    "A23": "ballots: the room of decisions is not built",
    "A28": "ballots: the room of decisions is not built",
    "A29": "assistants: not built",
}
TESTS = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def house(settings: Any) -> None:
    settings.SECOND_FACTOR = False
    a_commune()


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.account)
    return client


def body(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(content.decode())


def test_every_case_has_its_tests_or_its_reason() -> None:
    told = set(HERE) | set(ELSEWHERE) | set(NOT_BUILT)
    assert told == {f"A{number}" for number in range(1, 30)}
    assert not set(NOT_BUILT) & (set(HERE) | set(ELSEWHERE))


@pytest.mark.parametrize(
    "named", sorted({name for names in ELSEWHERE.values() for name in names}), ids=lambda name: name[-60:]
)
def test_each_test_that_the_table_names_is_there(named: str) -> None:
    path, _, name = named.partition("::")
    tree = ast.parse((TESTS / path).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_each_test_of_this_module_stands_in_the_table() -> None:
    here = {f"test_{name}" for names in HERE.values() for name in names}
    defined = {name for name in globals() if name.startswith("test_")}
    assert here <= defined
    assert {name for name in defined - here if "table" not in name and "case" not in name} == set()


# A1, A3: who counts for more than one


def test_one_person_counts_once_however_often_they_post() -> None:
    idea, client = a_proposal(), signed_in(a_person())
    for _again in range(20):
        client.post(f"/compte/idee/{idea.number}/soutenir")
    idea.refresh_from_db()
    assert (idea.supports, Support.objects.count()) == (1, 1)


def test_visitor_who_posts_supports_counts_for_nothing() -> None:
    idea = a_proposal()
    for place in range(20):
        answer = Client(REMOTE_ADDR=f"192.0.2.{place}").post(f"/compte/idee/{idea.number}/soutenir")
        assert answer.url.startswith("/compte/entrer")
    assert not Support.objects.exists()


def test_a_hundred_addresses_move_no_count_that_asks_for_residents() -> None:
    idea = a_proposal(call=a_call(rules={"verification": Person.Level.LETTER}))
    for _puppet in range(100):
        signed_in(a_person()).post(f"/compte/idee/{idea.number}/soutenir")
    idea.refresh_from_db()
    assert idea.supports == 0
    resident = a_person()
    Person.objects.filter(pk=resident.pk).update(level=Person.Level.LETTER)
    signed_in(resident).post(f"/compte/idee/{idea.number}/soutenir")
    idea.refresh_from_db()
    assert idea.supports == 1


# A6, A8


def test_no_page_tells_of_a_person() -> None:
    person = a_person(name="Rose Exemple")
    a_proposal(person=person)
    for word in ("personne", "profil", "compte", "membre", "auteur"):
        assert Client().get(f"/{word}/{person.number}").status_code == 404
    page = Client().get(f"/api/v1/people/{person.number}")
    assert page.status_code == 404


def test_link_in_words_is_no_link() -> None:
    spam = "Voir https://spam.example/achetez et [ici](https://spam.example/2) <a href=https://spam.example>là</a>"
    idea = a_proposal(text=spam, name="https://spam.example", author_name="https://spam.example/moi")
    row = a_comment(proposal=idea, text=spam, author_name="https://spam.example/moi")
    offer = an_offer(text=spam, name="https://spam.example", conditions=spam)
    addresses = [one.get_absolute_url() for one in (idea, row, offer)]
    for address in (*addresses, "/idees", "/entraide"):
        page = body(Client().get(address))
        assert "spam.example" in page, address
        assert not re.search(r'<a[^>]+href="?https?://spam', page), address


def test_agent_cannot_support_in_the_name_of_somebody() -> None:
    idea, agent, person = a_proposal(), a_person(Role.AGENT), a_person()
    client = signed_in(agent)
    said = {"person": person.number, "personne": person.pk, "for": person.number, "by": person.signs_as}
    for _again in range(3):
        client.post(f"/compte/idee/{idea.number}/soutenir", said)
    assert [row.person for row in Support.objects.all()] == [agent]


# A10, A11, A14


@pytest.mark.parametrize("name", ["page", "etat", "lieu", "facette", "appel", "q", "genre", "lang", "avec"])
def test_script_in_a_question_stays_text(name: str) -> None:
    a_proposal(), an_offer(), a_meeting()
    told = '"><script>mechant()</script><img src=x onerror=mechant()>'
    for address in ("/idees", "/idees/en-retard", "/entraide", "/accords", "/rencontres", "/recherche"):
        page = body(Client().get(address, {name: told}))
        assert "<script>mechant" not in page
        assert "<img src=x" not in page


def test_no_idea_nor_offer_is_run_by_a_spreadsheet() -> None:
    run = '=HYPERLINK("http://x","y")'
    idea = a_proposal(name=run, text="+1", author_name="@SUM(A1)")
    a_comment(proposal=idea, text="-1+cmd|' /C calc'!A0", author_name="=1")
    an_offer(name=run, text="\t=1", conditions="@x")
    for name in ("proposals", "comments", "postings"):
        for kind in ("csv", "excel.csv"):
            text = body(Client().get(f"/donnees/{name}.{kind}")).removeprefix("\ufeff")
            cells = [
                cell
                for delimiter in ",;"
                for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
                for cell in row
            ]
            assert "HYPERLINK" in text or name == "comments"
            assert [cell for cell in cells if cell.lstrip('"').startswith(tuple("=+-@\t\r"))] == []


def test_question_about_what_is_not_public_narrows_nothing() -> None:
    rows = [a_proposal(contact=contact) for contact in ("06 11 11 11 11", "06 22 22 22 22")]
    for question in (
        "authorship__contact__startswith=06+1", "contact=06+11+11+11+11", "ordre=authorship__contact",
        "tri=-supports", "sort=authorship__person__account__password", "person=1", "etat=received'+OR+1=1--",
    ):  # fmt: skip
        page = body(Client().get(f"/idees?{question}"))
        assert all(row.get_absolute_url() in page for row in rows), question
        answer = Client().get(f"/api/v1/proposals?{question}")
        assert answer.status_code == 400, question


# A12, A18, A19: addresses, codes and letters


def forms_of_visitors() -> dict[str, dict[str, Any]]:
    """Every form by which a visitor may have a letter with a code sent, and what it takes."""
    idea, need = a_proposal(), a_need()
    meeting = a_meeting(starts_at=now() + timedelta(days=3))
    asked = dict.fromkeys(("party", "name", "purpose", "we_commit", "we_ask", "upkeep_plan"), "Exemple")
    return {
        f"/demarche/{idea.call.number}/proposer": {
            "name": "Un four", "text": "À pain.", "author": "resident", "screen": 3,
        },
        f"/idee/{idea.number}/commenter": {"tag": "question", "text": "Et l’hiver ?"},
        "/entraide/proposer": {"name": "Deux heures", "sort": "time", "text": "De jardin.", "unit": "h"},
        f"/entraide/{need.number}/prendre": {"quantity": "1"},
        f"/rencontre/{meeting.number}/inscription": {"people": "1"},
        "/accord/demande": {**asked, "party_nature": "group"},
    }  # fmt: skip


def test_no_form_says_whether_an_address_is_known(box: Any) -> None:
    known = [a_person().account.email for _form in range(6)]
    for place, ((address, said), email) in enumerate(zip(forms_of_visitors().items(), known, strict=True)):
        answers = []
        for who in (email, f"inconnue{place}@exemple.fr"):
            client = Client(REMOTE_ADDR=f"192.0.2.{place}")
            sent = client.post(address, {**said, **sealed(client, address), "email": who})
            assert sent.status_code == 302, address
            page = body(client.get(sent.url)).replace(who, "")
            answers.append((sent.status_code, re.sub(r"[\w:-]{20,}", "", page)))
        assert answers[0] == answers[1], address
    assert len(box.letters) == 12


def test_code_too_old_is_not_revived_by_asking_again(box: Any) -> None:
    (address, said), *_others = forms_of_visitors().items()
    client, email = Client(), {"email": "rose@exemple.fr"}
    before = Proposal.objects.count()
    first = client.post(address, {**said, **sealed(client, address), **email})
    old = box.code("rose@exemple.fr")
    Waiting.objects.update(opened_at=now() - timedelta(hours=2, seconds=1))
    second = client.post(address, {**said, **sealed(client, address), **email})
    assert client.post(first.url, {"code": old}).status_code == 404
    assert client.post(first.url, {"code": box.code("rose@exemple.fr")}).status_code == 404
    client.post(second.url, {"code": old})
    assert Proposal.objects.count() == before
    assert not Account.objects.filter(email="rose@exemple.fr").exists()


def test_one_address_gets_three_letters_an_hour_through_all_forms_together(box: Any) -> None:
    codes = []
    for place, (address, said) in enumerate(forms_of_visitors().items()):
        client = Client(REMOTE_ADDR=f"192.0.2.{place}")
        told = {**said, **sealed(client, address), "email": "victime@exemple.fr"}
        codes.append(client.post(address, told).status_code)
    assert codes == [302, 302, 302, 429, 429, 429]
    assert len(box.letters) == 3


# A13, A21, A22, A24: what is another's, and what one may not do with one's own


def test_nobody_acts_on_what_is_another_s() -> None:
    owner, agent = a_person(), a_person(Role.AGENT)
    idea, offer, need = a_proposal(person=owner), an_offer(owner), a_need()
    row = a_comment(proposal=idea, person=owner)
    a_share(need, owner)
    attacks = [
        (f"/compte/idee/{idea.number}/modifier", {"name": "Pris", "text": "Pris."}),
        (f"/compte/commentaire/{row.number}/modifier", {"tag": "for", "text": "Pris."}),
        (f"/compte/entraide/{offer.number}/fermer", {}),
        (f"/compte/entraide/{need.number}/retirer", {}),
        (f"/compte/entraide/{need.number}/recu", {"event": "delivered"}),
    ]
    for person in (a_person(), agent):
        for address, said in attacks:
            assert signed_in(person).post(address, said).status_code == 404, address
    desk = [
        f"/bureau/idee/{idea.number}/repondre", f"/bureau/demarche/{idea.call.number}/idee",
        f"/bureau/idee/{idea.number}/commentaire", "/bureau/entraide/offre",
        f"/bureau/entraide/{need.number}/suivi", f"/bureau/entraide/{need.number}/chantier",
        f"/bureau/signalements/nouveau/idee/{idea.number}", "/bureau/accompagner",
    ]  # fmt: skip
    for address in desk:
        assert signed_in(owner).post(address, {"share": 1, "back": 1}).status_code == 404, address
    assert (Proposal.objects.get().name, Comment.objects.get().text) == (idea.name, row.text)
    assert Posting.objects.get(pk=offer.pk).closed_on is None
    assert Promise.objects.get().state == "confirmed"


def test_idea_that_somebody_supports_no_longer_moves() -> None:
    owner = a_person()
    idea = a_proposal(person=owner)
    signed_in(a_person()).post(f"/compte/idee/{idea.number}/soutenir")
    said = {"name": "Un parking", "text": "À la place du tilleul."}
    answer = signed_in(owner).post(f"/compte/idee/{idea.number}/modifier", said)
    assert answer.status_code == 200
    idea.refresh_from_db()
    assert (idea.name, idea.text, idea.version) == ("Un banc à l’ombre", "Sous le tilleul.", 1)


@pytest.mark.parametrize("role", [None, Role.AGENT])
def test_nobody_says_that_their_own_gift_was_delivered(role: Role | None) -> None:
    giver = a_person(*([role] if role else []))
    need = a_need()
    a_share(need, giver, quantity=5)
    client = signed_in(giver)
    client.post(f"/compte/entraide/{need.number}/recu", {"event": "delivered"})
    client.post(
        f"/bureau/entraide/{need.number}/suivi", {"share": 1, "event": "delivered", "quantity": "500"}
    )
    assert set(need.ledger.values_list("event", flat=True)) == {"promised", "confirmed"}


def test_agent_does_not_decide_on_their_own_idea() -> None:
    """What an officer wrote themself is decided on by somebody else."""
    officer = a_person(Role.AGENT)
    idea = a_proposal(person=officer)
    said = {"measure": "hide", "ground": "private", "explanation": REASON}
    address = f"/bureau/signalements/nouveau/idee/{idea.number}"
    signed_in(officer).post(address, said)
    assert not Hidden.objects.exists()
    signed_in(a_person(Role.AGENT)).post(address, said)
    assert Hidden.objects.exists()


# A17, A26, A27


def test_no_form_of_residents_takes_an_address_to_call() -> None:
    shapes = (ProposalForm, RemarkForm, OfferForm, RegistrationForm, RequestForm)
    for shape in shapes:
        fields = shape.base_fields.values()
        assert not [one for one in fields if isinstance(one, forms.URLField | forms.FileField)], shape


def test_nobody_is_named_who_did_not_ask_for_it() -> None:
    person = a_person(name="Rose Exemple")
    idea, offer = a_proposal(person=person), an_offer(person)
    row = a_comment(proposal=idea, person=person)
    a_share(a_need(), person)
    seen = [one.get_absolute_url() for one in (idea, offer, row)]
    for address in (
        *seen, "/idees", "/entraide", "/registre", "/donnees/proposals.csv", "/donnees/comments.json",
        f"/api/v1/proposals/{idea.number}", f"/api/v1/postings/{offer.number}", f"/idee/{idea.number}/versions",
    ):  # fmt: skip
        page = Client().get(address)
        assert page.status_code == 200, address
        text = body(page)
        assert "Rose Exemple" not in text, address
        assert person.account.email not in text, address


@pytest.mark.parametrize("size", [10_000, 2_000_000, 10_000_000])
def test_endless_words_are_refused_in_words(size: int) -> None:
    client = signed_in(a_person())
    for address, said in forms_of_visitors().items():
        seal = sealed(client, address)
        before = (Proposal.objects.count(), Comment.objects.count(), Posting.objects.count())
        long = {name: "é" * (size // 2) for name in said if name in {"text", "purpose", "quantity", "people"}}
        answer = client.post(address, {**said, **long, **seal})
        assert answer.status_code in {200, 400, 413}, address
        assert before == (Proposal.objects.count(), Comment.objects.count(), Posting.objects.count()), address
        assert not Registration.objects.exists()

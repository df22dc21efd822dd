"""Pages of the agreements, read as people read them; their acts, by those who may."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from poucet.contribute.agreements.canonical import digest_of
from poucet.contribute.agreements.ledger import tell
from poucet.contribute.agreements.models import Agreement, Annex
from poucet.contribute.agreements.operations import write_annex
from poucet.contribute.agreements.signing import issue_code, text_to_sign
from poucet.town.people.roles import Role
from tests.contribute.agreements.test_ledger import GIVEN
from tests.factories import SIGNED, a_commune, a_place
from tests.factories.agreements import a_signed_agreement, an_agreement, sign
from tests.web.test_rights import signed_in

pytestmark = pytest.mark.django_db
PAGES = ("agreement", "agreement-check", "agreement-sign", "agreement-text", "agreement-pdf", "agreement-odt")


@pytest.fixture(autouse=True)
def one_step(settings):
    settings.SECOND_FACTOR = False


def page(client: Client, address: str, **asked: str) -> str:
    answer = client.get(address, {"lang": "en", **asked})
    assert answer.status_code == 200
    return answer.content.decode()


def address_of(agreement: Agreement, name: str = "agreement") -> str:
    return reverse(name, args=[agreement.number])


def test_list_tells_both_halves_and_filters_by_state_and_place(client):
    place = a_place(name="Le square")
    an_agreement(name="Le four", place=place)
    a_signed_agreement(name="Les bancs")
    everything = page(client, "/accords")
    assert "Le four" in everything
    assert "The town: 0 of 1 commitments kept" in re.sub(r"\s+", " ", everything)
    assert "Le four" not in page(client, "/accords", etat="signed")
    assert "Les bancs" not in page(client, "/accords", lieu=str(place.number))
    assert "Le four" in page(client, "/accords", lieu=str(place.number), etat="nothing")


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_as_much_whatever_the_rows(client, rows, django_assert_max_num_queries):
    for _row in range(rows):
        agreement = a_signed_agreement()
        tell(agreement, GIVEN, signed=SIGNED)
    for address in ("/accords", "/accords/en-retard", address_of(agreement)):
        with django_assert_max_num_queries(12):
            page(client, address)


def test_agreement_shows_two_columns_its_ledger_and_who_is_awaited(client):
    agreement = an_agreement()
    sign(agreement, "town")
    shown = page(client, address_of(agreement))
    for words in (
        "What the town does", "What residents do", "Fournir les jardinières remplies", "waiting",
        "signed by one half, waiting for the other", "every month",
    ):  # fmt: skip
        assert words in shown
    sign(agreement, "residents")
    tell(agreement, GIVEN, signed=SIGNED)
    shown = page(client, address_of(agreement))
    assert "photo du 5 janvier" in shown
    assert "waiting for the other" not in shown


def test_overdue_answer_and_late_commitments_of_both_halves_are_listed(client):
    an_agreement(name="Sans réponse", state="idea", requested_on=date(2020, 1, 1))
    an_agreement(name="À temps", state="idea", requested_on=date(2099, 1, 1))
    a_signed_agreement(name="En retard", period="2020/2090")
    shown = page(client, "/accords/en-retard")
    assert "Sans réponse" in shown
    assert "À temps" not in shown
    late = shown[shown.index("En retard") :]
    assert "The town: " in late
    assert "The residents: " in late


def test_altered_text_fails_the_check(client):
    agreement = a_signed_agreement()
    signed, address = text_to_sign(agreement), address_of(agreement, "agreement-check")

    def verdict(**sent: object) -> str:
        return client.post(f"{address}?lang=en", sent).content.decode()

    yes, no = "Yes: this is version 1", "No: nobody signed this text here."
    assert yes in verdict(text=signed)
    assert yes in verdict(text=signed.replace("\n", "\r\n"))
    assert yes in verdict(text=digest_of(signed).upper())
    assert yes in verdict(file=SimpleUploadedFile("a.txt", signed.encode()))
    assert no in verdict(text=signed.replace("6 jardinières", "5 jardinières"))
    assert no in verdict(file=SimpleUploadedFile("a.txt", signed.replace("6", "5").encode()))
    assert no in verdict(file=SimpleUploadedFile("a.pdf", b"%PDF\xff"))
    assert yes in page(client, address, empreinte=digest_of(signed))
    assert yes not in page(client, address)


def test_check_says_that_one_half_is_awaited(client):
    agreement = an_agreement()
    sign(agreement, "town")
    shown = page(
        client, address_of(agreement, "agreement-check"), empreinte=digest_of(text_to_sign(agreement))
    )
    assert "the other is still awaited" in shown


def test_residents_sign_with_their_code_without_an_account(client):
    agreement = an_agreement()
    sign(agreement, "town")
    code, digest = (
        issue_code(agreement, side="residents", signed=SIGNED),
        digest_of(text_to_sign(agreement)),
    )
    address = address_of(agreement, "agreement-sign")
    refused = client.post(
        f"{address}?lang=en", {"code": "AAAAA-AAAAA-AAAA", "signer": "la voisine", "digest": digest}
    )
    assert "does not open this signature" in refused.content.decode()
    agreement.codes.update(expires_at=now().replace(year=2099))
    assert client.post(address, {"code": code, "signer": "la voisine", "digest": digest}).status_code == 302
    agreement.refresh_from_db()
    assert agreement.state == "signed"


def test_documents_bear_the_version_and_the_fingerprint(client):
    a_commune()
    agreement = a_signed_agreement(purpose="Des fleurs <b>& #panic() des</b> fruits\x01 😀 中.")
    digest = digest_of(text_to_sign(agreement))
    text = client.get(address_of(agreement, "agreement-text")).content.decode()
    assert digest_of(text) == digest
    assert client.get(address_of(agreement, "agreement-text"), {"version": "7"}).status_code == 404
    pdf = client.get(address_of(agreement, "agreement-pdf")).content
    assert pdf.startswith(b"%PDF-")
    for mark in (b"/MarkInfo", b"/StructTreeRoot", b"pdfuaid"):
        assert mark in pdf
    odt = zipfile.ZipFile(io.BytesIO(client.get(address_of(agreement, "agreement-odt")).content))
    assert odt.namelist()[0] == "mimetype"
    content = re.sub(r"<[^>]+>", "", odt.read("content.xml").decode())
    assert digest in content
    assert "version 1" in content
    assert "Arroser et désherber" in content


def test_paper_request_has_what_the_page_asks(client):
    shown = page(client, "/accord/demande/papier")
    for words in ("What you commit to do", "What you ask of the town", "For how long", "60 days", "no pupil"):
        assert words in shown


@pytest.mark.parametrize(
    ("role", "may"),
    [(None, False), (Role.EVALUATOR, False), (Role.STEWARD, False), (Role.ELECTED, True), (Role.AGENT, True)],
)
def test_acts_are_for_those_who_may_sign_for_the_town(role, may):
    agreement = an_agreement()
    client, address = signed_in(role), address_of(agreement, "agreement-follow")
    assert (client.get(address).status_code == 200) == may
    assert (client.post(address, {"geste": "signe"}).status_code == 200) == may
    others = client.post(address, {"geste": "etat", "etat-state": "study", "etat-on": "2026-01-05"})
    assert (others.status_code == 302) == (role == Role.AGENT)


def test_elected_member_signs_for_the_town_only():
    agreement = an_agreement()
    client, address = signed_in(Role.ELECTED), address_of(agreement, "agreement-follow")

    def signing(side: str) -> int:
        sent = {
            "geste": "signe", "signe-side": side, "signe-signer": "la maire", "signe-on": "2026-01-05",
            "signe-digest": digest_of(text_to_sign(agreement)),
            "signe-scan": SimpleUploadedFile("scan.pdf", b"papier"),
        }  # fmt: skip
        return client.post(address, sent).status_code

    assert signing("residents") == 404
    assert signing("town") == 302
    assert agreement.texts.get().signatures.get().side == "town"


def test_agent_tells_has_it_validated_and_reads_refusals():
    agreement = a_signed_agreement()
    client, address = signed_in(Role.AGENT), address_of(agreement, "agreement-follow")
    told = {
        "geste": "livre", "livre-commitment": "jardinieres", "livre-event": "delivered", "livre-side": "town",
        "livre-on": "2026-01-05", "livre-quantity": "6",
    }  # fmt: skip
    refused = client.post(f"{address}?lang=en", told | {"livre-side": "residents"})
    assert "Only the half that made the commitment can say so." in refused.content.decode()
    assert client.post(address, told).status_code == 302
    made_sure = {"geste": "valide", "valide-position": "3", "valide-on": "2026-01-05"}
    assert client.post(address, made_sure).status_code == 302
    assert [*agreement.ledger.values_list("event", "side")][2:] == [
        ("delivered", "town"), ("validated", "residents"),
    ]  # fmt: skip
    shown = client.post(f"{address}?lang=en", {"geste": "code", "code-side": "residents"}).content.decode()
    assert re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z*~$=]{4}", shown)


def test_annex_is_on_no_public_page():
    agreement = an_agreement()
    write_annex(agreement, text="Zibeline au 06", signed=SIGNED)
    assert Annex.objects.get().text == "Zibeline au 06"
    for role in (None, Role.STEWARD):
        client = signed_in(role)
        for name in PAGES:
            assert b"Zibeline" not in client.get(address_of(agreement, name)).content
    assert b"Zibeline" not in signed_in(Role.ELECTED).get(address_of(agreement, "agreement-follow")).content
    assert b"Zibeline" in signed_in(Role.AGENT).get(address_of(agreement, "agreement-follow")).content

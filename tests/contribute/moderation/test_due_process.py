"""Due process: who may point, who decides, what is owed to whom, who hears the appeal, what is thrown away."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from poucet.contribute.moderation.following import token_of
from poucet.contribute.moderation.grounds import Ground, Measure
from poucet.contribute.moderation.limits import BRIGADE, is_brigade
from poucet.contribute.moderation.models import Appeal, Case, Decision, Hidden, Report
from poucet.contribute.moderation.operations import Verdict, appeal, decide, take_up
from poucet.contribute.moderation.tidying import purge
from poucet.town.errors import RuleError
from poucet.town.models import RegisterEntry
from poucet.town.people.belongings import told
from poucet.town.people.operations import Erasure, erase
from poucet.town.people.roles import Role
from poucet.town.stuck import heaps
from poucet.town.writing import Signature
from tests.contribute.test_proposing import older, seal_of
from tests.factories import SIGNED, a_commune, a_person
from tests.factories.comments import a_comment
from tests.factories.ideas import a_proposal
from tests.factories.moderation import WHY, a_report, decided, hidden
from tests.hostile_texts import HOSTILE
from tests.reading import MOST_QUERIES

pytestmark = pytest.mark.django_db
NOTICE = {
    "ground": "private",
    "explanation": "On y lit mon téléphone.",
    "address": "http://testserver/commentaire/1",
    "name": "Odile Exemple",
    "email": "odile@exemple.fr",
    "good_faith": "on",
}
RESIDENT = Signature(by="resident", at=SIGNED.at + timedelta(hours=5))


@pytest.fixture(autouse=True)
def house(settings):
    settings.SECOND_FACTOR = False
    a_commune()


def sent(client: Client, thing, **more):
    address = f"/signaler/{ {'comment': 'commentaire', 'proposal': 'idee'}[thing.kind] }/{thing.number}"
    seal = older(seal_of(client.get(address)), 60)
    said = {name: value for name, value in {**NOTICE, "seal": seal, **more}.items() if value is not None}
    return client.post(address, said)


def agent(role=Role.AGENT):
    person, client = a_person(role), Client()
    client.force_login(person.account)
    return person, client


# The notice


@pytest.mark.parametrize("make", [a_comment, a_proposal])
def test_notice_needs_no_account_and_gives_a_receipt_on_screen_and_by_letter(box, make):
    client, thing = Client(), make()
    assert f"/signaler/{'idee' if thing.kind == 'proposal' else 'commentaire'}/{thing.number}" in (
        client.get(thing.get_absolute_url()).content.decode()
    )
    answer = sent(client, thing)
    row = Report.objects.get()
    page = client.get(f"{answer.url}?lang=en").content.decode()
    assert f"received under number {row.number}" in page
    (letter,) = box.letters
    assert answer.url in letter.get_content()
    assert client.cookies.get("sessionid") is None
    assert (row.case.due_at - row.at) == timedelta(hours=24)  # private data do harm meanwhile


def test_address_is_prefilled():
    row = a_comment()
    page = Client().get(f"/signaler/commentaire/{row.number}").content.decode()
    assert f'value="http://testserver/commentaire/{row.number}"' in page


@pytest.mark.parametrize("missing", ["ground", "explanation", "address", "good_faith", "name", "email"])
def test_notice_without_what_the_law_asks_is_refused_and_nothing_is_lost(missing):
    answer = sent(Client(), a_comment(), **{missing: None})
    assert (answer.status_code, Report.objects.count()) == (200, 0)
    assert ("On y lit mon t" in answer.content.decode()) == (missing != "explanation")


def test_abuse_of_children_is_pointed_at_without_a_name():
    answer = sent(Client(), a_comment(), ground="child_abuse", name="", email="")
    assert answer.status_code == 302
    assert Report.objects.get().is_fresh


@pytest.mark.parametrize("trap", ["quick", "honey", "forged"])
def test_robot_is_stopped(trap):
    client, thing = Client(), a_comment()
    fresh = seal_of(client.get(f"/signaler/commentaire/{thing.number}"))
    seal = {"quick": fresh, "forged": "abc"}.get(trap, older(fresh, 60))
    more = {"website": "x"} if trap == "honey" else {}
    answer = client.post(f"/signaler/commentaire/{thing.number}", {**NOTICE, "seal": seal, **more})
    assert (answer.status_code, Report.objects.count()) == (200, 0)


@pytest.mark.parametrize("address", ["/signaler/commentaire/999", "/signaler/caillou/1", "/signaler/rien/1"])
def test_what_is_not_there_or_not_moderable_cannot_be_pointed_at(address):
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize(
    ("ground", "hours"),
    [
        (one, 24 if one in {"hate", "threat", "child_abuse", "terror", "private"} else 72)
        for one in Ground.values
    ],
)
def test_hours_owed_follow_the_ground(ground, hours):
    row = a_report(ground=ground)
    assert row.case.due_at - row.at == timedelta(
        hours=hours
    ) or Case.objects.get().due_at - row.at == timedelta(hours=hours)


# Reports never hide by count (R15)


def test_fifty_fresh_accounts_leave_it_visible_and_raise_an_alert():
    thing = a_comment(text="Ce que cinquante comptes veulent faire taire")
    for place in range(50):
        client = Client(REMOTE_ADDR=f"198.51.100.{place}")
        person = a_person()
        person.joined_at = now()
        person.save()
        client.force_login(person.account)
        assert sent(client, thing, name=f"Compte {place}").status_code == 302
    assert Report.objects.count() == 50
    assert Case.objects.count() == 1
    for address in (thing.get_absolute_url(), thing.proposal.get_absolute_url(), "/api/v1/comments"):
        assert "cinquante comptes" in Client().get(address).content.decode()
    _person, desk = agent()
    for address in ("/bureau/signalements", f"/bureau/signalements/cas/{Case.objects.get().number}"):
        assert "Concerted notices?" in desk.get(f"{address}?lang=en").content.decode()


def test_known_people_and_slow_ones_are_no_brigade():
    at = SIGNED.at
    slow = [Report(at=at + timedelta(minutes=20 * place), is_fresh=True) for place in range(BRIGADE + 3)]
    known = [Report(at=at, is_fresh=False) for _place in range(30)]
    assert not is_brigade(slow)
    assert not is_brigade(known)
    assert is_brigade([Report(at=at, is_fresh=True) for _place in range(BRIGADE)])


def test_same_person_counts_once_for_an_item_whatever_the_capitals(box):
    thing = a_comment()
    first = sent(Client(), thing)
    second = sent(Client(REMOTE_ADDR="198.51.100.9"), thing, email="Odile@Exemple.fr")
    assert Report.objects.count() == 1
    # Who types in somebody's address does not thereby read where their notice stands.
    assert (first.url != second.url, second.url) == (True, "/moderation/deja-signale")
    other = sent(Client(), a_comment())
    assert (other.status_code, Report.objects.count()) == (302, 2)


def test_sixth_notice_in_a_minute_from_one_place_gets_a_human_429():
    codes = [sent(Client(), a_comment(), email=f"a{place}@exemple.fr").status_code for place in range(7)]
    assert codes == [302] * 5 + [429] * 2


def test_one_address_gets_three_receipts_an_hour(box):
    for place in range(5):
        sent(Client(REMOTE_ADDR=f"198.51.100.{place}"), a_comment())
    assert len(box.letters) == 3


# The decision


def test_hidden_with_reasons_to_author_and_notifier_and_restored_whole_on_appeal(box):
    author, thing = a_person(), None
    thing = a_comment(person=author, text="Le 06 00 00 00 00 est à ma voisine")
    sent(Client(), thing)
    case = Case.objects.get()
    first, desk = agent()
    answer = desk.post(
        f"/bureau/signalements/cas/{case.number}",
        {"measure": "hide", "ground": "private", "explanation": WHY},
    )
    assert answer.status_code == 302
    for email in (author.account.email, "odile@exemple.fr"):
        letter = [one for one in box.letters if email in one["To"]][-1]
        body = re.sub(r"\s+", " ", letter.get_content())
        for words in (WHY, "données", "pas une machine", "183 jours", "/moderation/suivi/"):
            assert re.sub(r"\s+", " ", words) in body, (email, words)
    assert Client().get(thing.get_absolute_url()).status_code == 410
    # Its author objects by the link of the letter.
    link = re.search(
        r"/moderation/suivi/\S+",
        [one for one in box.letters if author.account.email in one["To"]][-1].get_content(),
    )
    client = Client()
    seal = older(seal_of(client.get(link.group())), 60)
    client.post(link.group(), {"text": "Ma voisine est d’accord.", "seal": seal})
    case.refresh_from_db()
    assert case.state == Case.State.APPEALED
    said = {"measure": "keep", "ground": "", "explanation": WHY}
    refused = desk.post(f"/bureau/signalements/cas/{case.number}", said)
    assert refused.status_code == 200  # the first moderator is refused
    second, other = agent(Role.ELECTED)
    assert other.post(f"/bureau/signalements/cas/{case.number}", said).status_code == 302
    assert "06 00 00 00 00" in Client().get(thing.get_absolute_url()).content.decode()
    assert not Hidden.objects.exists()
    assert [row.by for row in Decision.objects.all()] == [first, second]


def test_second_moderator_is_enforced_by_the_act_itself():
    first, row = a_person(Role.AGENT), a_report()
    decision = decided(row, by=first)
    appeal(decision.case, "Non.", of=None, signed=RESIDENT)
    with pytest.raises(RuleError, match=r"moderation\.same_person"):
        decided(row, Measure.KEEP, by=first)
    decided(row, Measure.KEEP, by=a_person(Role.ELECTED))


@pytest.mark.parametrize(
    ("verdict", "code"),
    [
        (Verdict("hide", "", WHY), "no_ground"),
        (Verdict("keep", "hate", WHY), "no_ground"),
        (Verdict("hide", "hate", "Non."), "short_reason"),
        (Verdict("hide", "hate", " " * 50), "short_reason"),
        (Verdict("burn", "hate", WHY), "no_ground"),
        (Verdict("hide", "mood", WHY), "no_ground"),
    ],
)
def test_decision_without_ground_or_reason_is_refused(verdict, code):
    row, by = a_report(), a_person(Role.AGENT)
    with pytest.raises(RuleError, match=rf"moderation\.{code}"):
        decide(row.case, verdict, by=by, signed=SIGNED)
    assert not Decision.objects.exists()


def test_nobody_decides_on_their_own_words():
    by = a_person(Role.AGENT)
    row = a_report(a_comment(person=by))
    with pytest.raises(RuleError, match=r"moderation\.own_words"):
        decided(row, Measure.KEEP, by=by)


def test_case_is_decided_once():
    row = a_report()
    decided(row, Measure.KEEP)
    with pytest.raises(RuleError, match=r"moderation\.decided_already"):
        decided(row)


def test_moderator_acts_without_a_notice_with_the_same_process(box):
    author = a_person()
    thing = a_proposal(person=author, name="Le téléphone de ma voisine")
    _by, desk = agent()
    desk.post(
        f"/bureau/signalements/nouveau/idee/{thing.number}",
        {"measure": "hide", "ground": "private", "explanation": WHY},
    )
    case = Case.objects.get()
    assert (case.own_initiative, case.author) == (True, author)
    assert Client().get(thing.get_absolute_url()).status_code == 410
    assert author.account.email in box.letters[-1]["To"]


def test_asked_to_change_stays_visible():
    thing = a_comment(text="Trop long")
    decided(a_report(thing), Measure.CHANGE, ground="rules")
    assert Client().get(thing.get_absolute_url()).status_code == 200


def test_author_without_an_address_gets_a_letter_to_print(box):
    thing = a_comment(contact="3 rue des Lilas", channel="paper")
    _by, desk = agent()
    case = decided(a_report(thing, email="", ground="child_abuse")).case
    page = desk.get(f"/bureau/signalements/cas/{case.number}/lettre").content.decode()
    for words in ("3 rue des Lilas", "voisine qui", "/moderation/suivi/"):
        assert words in page


@pytest.mark.parametrize(
    "role", [None, Role.RESIDENT, Role.ELECTED, Role.AGENT, Role.STEWARD, Role.EVALUATOR]
)
def test_who_may_moderate(role):
    client = Client()
    if role:
        client.force_login(a_person(*([] if role == Role.RESIDENT else [role])).account)
    thing = a_comment()
    case = a_report(thing).case
    sees = role in {Role.AGENT, Role.ELECTED}
    decides = role == Role.AGENT
    for address in ("/bureau/signalements", f"/bureau/signalements/cas/{case.number}"):
        assert client.get(address).status_code == (200 if sees else 404)
    said = {"measure": "hide", "ground": "private", "explanation": WHY}
    assert client.post(f"/bureau/signalements/cas/{case.number}", said).status_code == (
        302 if decides else 404
    )
    other = a_comment()
    assert client.post(f"/bureau/signalements/nouveau/commentaire/{other.number}", said).status_code == (
        302 if decides else 404
    )


def test_moderator_does_not_learn_who_pointed():
    _by, desk = agent()
    row = a_report(name="Odile Secrète", email="odile.secrete@exemple.fr")
    for address in ("/bureau/signalements", f"/bureau/signalements/cas/{row.case.number}"):
        page = desk.get(address).content.decode()
        assert "ecrète" not in page
        assert "ecrete" not in page


def test_queue_is_sorted_by_the_hour_owed_and_says_what_is_late(django_assert_max_num_queries):
    _by, desk = agent()
    old = Signature(by="resident", at=now() - timedelta(hours=80))
    late = a_report(a_comment(text="Ancien"), signed=old)
    soon = a_report(a_comment(text="Urgent"), ground="hate", signed=Signature(by="resident", at=now()))
    later = a_report(a_comment(text="Peut attendre"), signed=Signature(by="resident", at=now()))
    with django_assert_max_num_queries(MOST_QUERIES):
        page = desk.get("/bureau/signalements?lang=en").content.decode()
    places = [page.index(f"/bureau/signalements/cas/{row.case.number}") for row in (late, soon, later)]
    assert places == sorted(places)
    assert page.count("badge late") == 1
    stuck, _unknown = heaps(today=now().date(), at_most=4)
    assert ("moderation.late.comment", 1) in {(heap.code, heap.count) for heap in stuck}
    assert "/bureau/signalements" in desk.get("/bureau").content.decode()


# The appeal


def test_notifier_objects_to_what_was_kept_and_somebody_else_hides():
    today = Signature(by="resident", at=now())
    row = a_report(thing := a_comment(text="Ordure"), signed=today)
    decided(row, Measure.KEEP, signed=today)
    client, token = Client(), token_of(row.case, row)
    seal = older(seal_of(client.get(f"/moderation/suivi/{token}")), 60)
    client.post(f"/moderation/suivi/{token}", {"text": "Relisez.", "seal": seal})
    assert Appeal.objects.get().side == Appeal.Side.NOTIFIER
    decided(row, Measure.HIDE, by=a_person(Role.ELECTED))
    assert client.get(thing.get_absolute_url()).status_code == 410


def test_appeal_is_made_once_by_each_and_within_six_months():
    row, other = a_report(thing := a_comment()), a_report(thing)
    decision = decided(row)
    appeal(decision.case, "Non.", of=row, signed=RESIDENT)
    for of in (row,):
        with pytest.raises(RuleError, match=r"moderation\.appealed_already"):
            appeal(decision.case, "Encore.", of=of, signed=RESIDENT)
    appeal(decision.case, "Moi aussi.", of=other, signed=RESIDENT)
    appeal(decision.case, "Et moi.", of=None, signed=RESIDENT)
    decided(row, Measure.HIDE, by=a_person(Role.ELECTED))
    with pytest.raises(RuleError, match=r"moderation\.appealed_already"):
        appeal(decision.case, "Toujours.", of=None, signed=RESIDENT)
    late = decided(a_report(), Measure.KEEP)
    with pytest.raises(RuleError, match=r"moderation\.appeal_too_late"):
        appeal(late.case, "Tard.", of=None, signed=Signature("resident", SIGNED.at + timedelta(days=200)))
    with pytest.raises(RuleError, match=r"moderation\.nothing_to_appeal"):
        appeal(a_report().case, "Trop tôt.", of=None, signed=RESIDENT)
    with pytest.raises(RuleError, match=r"moderation\.nothing_to_appeal"):
        appeal(late.case, "Pas à moi.", of=row, signed=RESIDENT)


@pytest.mark.parametrize("token", ["abc", "x:y:z", "WzEsMF0:1abc:xxx"])
def test_forged_link_opens_nothing(token):
    a_report()
    assert Client().get(f"/moderation/suivi/{token}").status_code == 404


def test_link_of_one_notice_does_not_tell_of_another():
    row, other = (
        a_report(thing := a_comment(), explanation="Secret un"),
        a_report(thing, explanation="Secret deux"),
    )
    page = Client().get(f"/moderation/suivi/{token_of(row.case, row)}").content.decode()
    assert other.explanation not in page
    assert other.name not in page


def test_author_who_came_in_objects_from_the_tombstone():
    author, client = a_person(), Client()
    thing = a_comment(person=author)
    hidden(thing)
    client.force_login(author.account)
    page = client.get(thing.get_absolute_url()).content.decode()
    link = re.search(r"/moderation/suivi/[^\"]+", page).group()
    assert client.get(link).status_code == 200
    assert "/moderation/suivi/" not in Client().get(thing.get_absolute_url()).content.decode()


def test_author_who_came_in_finds_every_decision_on_their_words_and_nobody_else_s():
    author, client = a_person(), Client()
    other = decided(a_report(a_comment(person=a_person())), Measure.CHANGE, ground="rules")
    client.force_login(author.account)
    assert "/compte/moderation" not in client.get("/compte").content.decode()
    case = decided(a_report(a_comment(person=author)), Measure.CHANGE, ground="rules").case
    assert "/compte/moderation" in client.get("/compte").content.decode()
    page = client.get("/compte/moderation").content.decode()
    assert token_of(case, None) in page
    assert token_of(other.case, None) not in page
    assert Client().get("/compte/moderation").status_code == 302


# What is kept, and for how long


def test_register_tells_each_decision_and_copies_no_word_of_anybody():
    row = a_report(explanation="Mots d’Odile")
    decision = decided(row)
    appeal(decision.case, "Mots de l’auteur", of=None, signed=RESIDENT)
    lines = list(RegisterEntry.objects.about(decision.case.reference))
    assert [line.act for line in lines] == [
        "comment.written", "moderation.decided", "comment.withdrawn", "moderation.appealed",
    ]  # fmt: skip
    said = "".join(str(line.content()) for line in lines)
    for words in ("Odile", "Mots", "voisine", "exemple.fr"):
        assert words not in said
    assert lines[1].details == {"measure": "hide", "ground": "private", "case": 1, "appeal": False}
    assert lines[3].by == "resident"
    page = Client().get("/registre?lang=en").content.decode()
    assert "private data of somebody" in page


def test_purge_throws_personal_data_away_six_months_after_the_end_and_keeps_the_counts():
    row = a_report(thing := a_comment(person=a_person()), explanation="Mots d’Odile")
    decision = decided(row)
    appeal(decision.case, "Mots de l’auteur", of=None, signed=RESIDENT)
    end = SIGNED.at + timedelta(days=1)
    assert purge(at=end + timedelta(days=400)) == 0  # an appeal waits
    decided(row, Measure.HIDE, by=a_person(Role.ELECTED), signed=Signature(by="personne/9", at=end))
    before = Client().get("/moderation.csv").content
    assert purge(at=end + timedelta(days=183)) == 0
    assert purge(at=end + timedelta(days=185)) == 1
    assert purge(at=end + timedelta(days=186)) == 0
    rows = [str(list(model.objects.values_list())) for model in (Case, Report, Appeal)]
    rows.append(str(list(Decision.objects.values_list("explanation"))))
    for words in ("Odile", "odile", "Mots", "192.0.2", "voisine"):
        assert words not in "".join(rows)
    row.refresh_from_db()
    assert (row.whose, row.place, row.case.author) == ("", "", None)
    assert Client().get("/moderation.csv").content == before
    assert Client().get(thing.get_absolute_url()).status_code == 410  # what is hidden stays so


def test_person_is_told_what_is_kept_and_takes_their_name_out():
    person = a_person()
    row = a_report(email=person.account.email, name="Odile Exemple")
    decided(a_report(a_comment(person=person)))
    kept = told(person)["moderation"]
    assert [one["number"] for one in kept["notices"]] == [row.number]
    assert kept["about_my_words"][0]["decisions"][0]["why"] == WHY
    erase(person, Erasure.CONTENT, signed=SIGNED)
    row.refresh_from_db()
    assert (row.name, row.email) == ("", "")


# The public log


def test_log_counts_without_names_or_texts():
    row = a_report(explanation="Mots d’Odile", name="Odile")
    decision = decided(row, by=a_person(Role.AGENT, name="Camille", shows_name=True))
    appeal(decision.case, "Mots", of=None, signed=RESIDENT)
    decided(row, Measure.KEEP, by=a_person(Role.ELECTED))
    hidden(a_comment())
    page = Client().get("/moderation?lang=en").content.decode()
    table = Client().get("/moderation.csv").content.decode()
    for words in ("Odile", "Camille", "voisine", "Mots"):
        assert words not in page + table
    assert [line for line in table.split("\r\n") if line] == [
        "month,what,ground,measure,count,median_hours,late",
        "2026-01,notices,,,1,,",
        "2026-01,own_initiative,,,1,,",
        "2026-01,appeals,,,1,,",
        "2026-01,changed_on_appeal,,,1,,",
        "2026-01,decisions,,,3,2.0,0",
        "2026-01,decisions,none,keep,1,,",
        "2026-01,decisions,private,hide,2,,",
    ]
    assert "/moderation" in Client().get("/").content.decode()


def test_hostile_texts_come_out_as_text_at_the_desk_and_for_those_concerned():
    _by, desk = agent()
    thing = a_comment()
    for place, payload in enumerate(HOSTILE[:40]):
        a_report(
            thing,
            explanation=payload,
            name=payload[:100],
            address=payload[:200],
            email=f"h{place}@exemple.fr",
        )
    case = Case.objects.get()
    decided(Report.objects.first(), why=HOSTILE[0] + WHY)
    appeal(case, HOSTILE[1], of=None, signed=RESIDENT)
    addresses = [f"/bureau/signalements/cas/{case.number}", f"/bureau/signalements/cas/{case.number}/lettre"]
    addresses += [f"/moderation/suivi/{token_of(case, row)}" for row in (None, *Report.objects.all()[:3])]
    for address in addresses:
        page = desk.get(address).content.decode()
        outside = re.sub(r'<script (src|type="application/ld)', "", page)
        for mark in ("<script>", "<img src=x", "<svg on", "onerror=alert(1)>"):
            assert mark not in outside, address


@pytest.mark.parametrize("many", [1, 3])
def test_pages_ask_the_same_whatever_the_number(django_assert_max_num_queries, many):
    _by, desk = agent()
    for _time in range(many):
        row = a_report()
        a_report(a_comment(proposal=a_proposal()))
        decided(row)
    for address in ("/moderation", "/bureau/signalements", f"/bureau/signalements/cas/{row.case.number}"):
        with django_assert_max_num_queries(MOST_QUERIES):
            desk.get(address)


def test_new_notice_after_a_decision_opens_a_new_case_and_waits_for_no_appeal():
    row = a_report(thing := a_comment())
    decided(row, Measure.KEEP)
    again = a_report(thing)
    assert again.case != row.case
    with pytest.raises(RuleError, match=r"moderation\.another_case"):
        appeal(row.case, "Non.", of=row, signed=RESIDENT)
    decided(again)
    with pytest.raises(RuleError, match=r"thing\.not_standing"):
        take_up(thing.reference, Verdict("hide", "hate", WHY), by=a_person(Role.AGENT), signed=SIGNED)

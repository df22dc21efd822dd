"""Comments: who may write one and when, in which order they are read, what stays of what they said."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from poucet.contribute.comments.models import LONGEST, Comment, Penned, Tag
from poucet.contribute.comments.operations import MOST_A_DAY, Remark, comment, rewrite_comment, title_of
from poucet.contribute.comments.order import Said, balanced
from poucet.contribute.following import news_for
from poucet.contribute.operations import Bringer
from poucet.contribute.states import State
from poucet.town.errors import RuleError
from poucet.town.models import RegisterEntry
from poucet.town.people.belongings import told
from poucet.town.people.operations import Erasure, erase
from poucet.town.people.roles import Role
from poucet.town.writing import Signature, withdraw
from tests.contribute.test_proposing import older, seal_of
from tests.factories import SIGNED, a_commune, a_person
from tests.factories.comments import a_comment, a_rewritten_comment
from tests.factories.ideas import OPEN, a_call, a_proposal
from tests.hostile_texts import HOSTILE
from tests.reading import MOST_QUERIES

pytestmark = pytest.mark.django_db
WORDS = {"tag": "question", "text": "Et l’hiver ?", "author_name": "Rose"}


@pytest.fixture(autouse=True)
def house(settings):
    settings.SECOND_FACTOR = False
    a_commune()


def by(person, at=SIGNED.at) -> Signature:
    return Signature(by=person.signs_as, at=at)


def sent(client: Client, idea, question="", **more):
    address = f"/idee/{idea.number}/commenter{question}"
    seal = older(seal_of(client.get(address)), 60)
    return client.post(address, {**WORDS, "seal": seal, **more})


def test_visitor_comments_by_a_code_and_without_a_cookie(box):
    client, idea = Client(), a_proposal()
    answer = sent(client, idea, email="rose@exemple.fr")
    assert (answer.status_code, Comment.objects.count()) == (302, 0)
    done = client.post(answer.url, {"code": box.code("rose@exemple.fr")})
    row = Comment.objects.get()
    assert done.url == f"/commentaire/{row.number}"
    assert (row.tag, row.text, row.author_name, row.channel) == (*WORDS.values(), "web")
    assert client.cookies == {}
    page = client.get(idea.get_absolute_url()).content.decode()
    assert f'id="commentaire-{row.number}"' in page
    assert "Et l’hiver" in page
    assert "rose@exemple.fr" not in page


def test_person_who_came_in_publishes_at_once_and_answers():
    client, idea, person = Client(), a_proposal(), a_person()
    client.force_login(person.account)
    row = a_comment(proposal=idea)
    answer = sent(client, idea, f"?reponse={row.number}")
    mine = Penned.objects.get(person=person).comment
    assert (answer.url, mine.parent) == (mine.get_absolute_url(), row)
    page = Client().get(idea.get_absolute_url()).content.decode()
    assert page.index(f"commentaire-{row.number}") < page.index(f"commentaire-{mine.number}")


def test_answer_to_an_answer_is_refused_by_address_and_by_act():
    answer = a_comment(parent=(root := a_comment()), proposal=root.proposal)
    with pytest.raises(RuleError, match=r"comment\.third_level"):
        a_comment(parent=answer, proposal=root.proposal)
    address = f"/idee/{root.proposal.number}/commenter?reponse={answer.number}"
    assert Client().get(address).status_code == 404


def test_comment_of_another_idea_is_not_answered_here():
    with pytest.raises(RuleError, match=r"comment\.nothing_to_answer"):
        a_comment(parent=a_comment(), proposal=a_proposal())


@pytest.mark.parametrize(("text", "is_kept"), [("x" * LONGEST, True), ("x" * (LONGEST + 1), False)])
def test_two_thousand_signs_at_most(text, is_kept):
    client, idea, person = Client(), a_proposal(), a_person()
    client.force_login(person.account)
    assert (sent(client, idea, text=text).status_code == 302) is is_kept


@pytest.mark.parametrize("trap", ["quick", "honey", "forged", "no tag"])
def test_robot_is_stopped_and_nothing_typed_is_lost(trap):
    client, idea = Client(), a_proposal()
    fresh = seal_of(client.get(f"/idee/{idea.number}/commenter"))
    seal = {"quick": fresh, "forged": "abc"}.get(trap, older(fresh, 60))
    said = {**WORDS, "seal": seal, "email": "a@exemple.fr"} | ({"website": "x"} if trap == "honey" else {})
    if trap == "no tag":
        del said["tag"]
    answer = client.post(f"/idee/{idea.number}/commenter", said)
    assert (answer.status_code, Comment.objects.count()) == (200, 0)
    assert "Et l’hiver" in answer.content.decode()


def test_thirty_comments_a_day_then_a_human_sentence_until_tomorrow():
    client, idea, person = Client(), a_proposal(), a_person()
    client.force_login(person.account)
    codes = [sent(client, idea, text=f"Remarque {place}").status_code for place in range(MOST_A_DAY + 2)]
    assert codes == [302] * MOST_A_DAY + [429] * 2
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    remark = Remark("for", "Encore une")
    assert comment(idea, remark, Bringer(person), signed=by(person, tomorrow))


@pytest.mark.parametrize("acts", [[], ["propose", "support"]])
def test_closed_phase_takes_no_comment(acts):
    idea = a_proposal()
    idea.call.phases.update(acts=acts)
    assert "seal" not in Client().get(f"/idee/{idea.number}/commenter").content.decode()
    assert Client().post(f"/idee/{idea.number}/commenter", WORDS).status_code == 409
    with pytest.raises(RuleError, match=r"call\.closed"):
        a_comment(proposal=idea)
    assert "/commenter" not in Client().get(idea.get_absolute_url()).content.decode()


def test_slip_is_mended_freely_for_a_quarter_of_an_hour_then_versions_are_public():
    person = a_person()
    row = a_comment(person=person, text="Une fote.")
    for minutes, text in ((15, "Une faute."), (16, "Tout autre chose."), (30, "Encore.")):
        at = SIGNED.at + timedelta(minutes=minutes)
        row = rewrite_comment(row, tag="for", text=text, by=person, signed=by(person, at))
    assert list(row.wordings.values_list("version", "text")) == [(1, "Une faute."), (2, "Tout autre chose.")]
    page = Client().get(row.get_absolute_url()).content.decode()
    assert "Une fote" not in page
    assert "Tout autre chose." in page
    assert row.name == "Encore."


def test_only_its_author_rewrites():
    row, other, client = a_comment(person=a_person()), a_person(), Client()
    with pytest.raises(RuleError, match=r"comment\.not_yours"):
        rewrite_comment(row, tag="for", text="Volé.", by=other, signed=by(other))
    client.force_login(other.account)
    assert client.get(f"/compte/commentaire/{row.number}/modifier").status_code == 404
    assert "/modifier" not in client.get(row.get_absolute_url()).content.decode()


@given(st.lists(st.sampled_from(Tag.values), max_size=30))
def test_order_gives_each_sort_its_turn_whatever_the_order_they_are_told_in(tags):
    said = [Said(number, tag) for number, tag in enumerate(tags, start=1)]
    order = balanced(said)
    assert sorted(order) == [one.number for one in said]
    assert balanced(reversed(said)) == order
    tag_of = dict(said)
    # No sort is ever two turns ahead of one that still has comments to read.
    for place in range(1, len(order) + 1):
        shown = [tag_of[number] for number in order[:place]]
        waiting = {tag_of[number] for number in order[place:]}
        for tag in waiting:
            assert max(shown.count(one) for one in set(shown)) - shown.count(tag) <= 1
    for tag in set(tags):  # and each sort is read as it came
        own = [number for number in order if tag_of[number] == tag]
        assert own == sorted(own)


def test_no_question_reaches_an_order_by_popularity():
    """Nothing is counted on comments, and whatever is asked, the order is the same."""
    idea = a_proposal()
    roots = [a_comment(proposal=idea, tag=tag) for tag in ("for", "for", "against", "question")]
    for _answer in range(4):  # the most answered is no higher
        a_comment(proposal=idea, parent=roots[1])
    address = idea.get_absolute_url()

    def order(question: str) -> list[int]:
        page = Client().get(f"{address}{question}").content.decode()
        places = [(page.index(f'id="commentaire-{row.number}"'), row.number) for row in roots]
        return [number for _place, number in sorted(places)]

    expected = [roots[0].number, roots[2].number, roots[3].number, roots[1].number]
    for name in ("tri", "sort", "ordre", "order", "order_by", "o", "ordering", "q", "lang"):
        for value in (
            "popular",
            "likes",
            "-supports",
            "soutiens",
            "recent",
            "answers",
            "-number",
            "desc",
            "1",
        ):
            assert order(f"?{name}={value}") == expected
    counted = {"likes", "votes", "supports", "score", "rank", "up", "down"}
    assert counted.isdisjoint(field.name for field in Comment._meta.get_fields())


@pytest.mark.parametrize("many", [1, 3, 25])
def test_pages_ask_the_same_whatever_the_number(django_assert_max_num_queries, many):
    idea = a_proposal()
    for _time in range(many):
        a_comment(proposal=idea, parent=a_comment(proposal=idea))
    with django_assert_max_num_queries(MOST_QUERIES):
        page = Client().get(idea.get_absolute_url())
    assert page.content.decode().count('<li id="commentaire-') == min(many, 20) * 2
    with django_assert_max_num_queries(MOST_QUERIES):
        assert Client().get(f"{idea.get_absolute_url()}?commentaires=2").status_code == 200


def test_answers_stay_where_the_comment_was_withdrawn():
    root = a_comment(text="Parole perdue")
    answer = a_comment(proposal=root.proposal, parent=root, text="Réponse qui reste")
    withdraw(root, signed=SIGNED)
    page = Client().get(f"{root.proposal.get_absolute_url()}?lang=en").content.decode()
    assert "Parole perdue" not in page
    assert "Réponse qui reste" in page
    assert "withdrawn; its answers stay" in page
    assert (
        "a comment that was withdrawn"
        in Client().get(f"{answer.get_absolute_url()}?lang=en").content.decode()
    )
    with pytest.raises(RuleError, match=r"comment\.nothing_to_answer"):
        a_comment(proposal=root.proposal, parent=root)


def test_comments_of_a_withdrawn_idea_go_with_it():
    row = a_comment(text="Parole perdue")
    withdraw(row.proposal, signed=SIGNED)
    assert Client().get(row.get_absolute_url()).status_code == 404
    assert not Comment.objects.exists()
    assert "Parole perdue" not in Client().get("/api/v1/comments").content.decode()


@pytest.mark.parametrize(
    ("role", "status"), [(None, 404), (Role.ELECTED, 404), (Role.AGENT, 200), (Role.STEWARD, 404)]
)
def test_who_may_type_in(role, status):
    client, idea = Client(), a_proposal()
    if role:
        client.force_login(a_person(role).account)
    assert client.get(f"/bureau/idee/{idea.number}/commentaire").status_code == status


def test_what_comes_on_paper_is_the_same_but_for_how_it_came():
    idea, agent, client = a_proposal(), a_person(Role.AGENT), Client()
    client.force_login(agent.account)
    said = {**WORDS, "channel": "paper", "contact": "3 rue des Lilas"}
    client.post(f"/bureau/idee/{idea.number}/commentaire", said)
    typed = Comment.objects.get()
    assert (typed.tag, typed.text, typed.author_name, typed.channel) == (*WORDS.values(), "paper")
    for address in (typed.get_absolute_url(), idea.get_absolute_url(), "/api/v1/comments"):
        assert "Lilas" not in Client().get(address).content.decode()
    sheet = Client().get(f"/idee/{idea.number}/commenter/papier?lang=en").content.decode()
    for label in ("What you bring", "Your comment", "Name to show"):
        assert label in sheet


def test_followers_of_the_idea_are_told_and_not_of_their_own_words():
    author, other = a_person(), a_person()
    idea = a_proposal(person=author)
    row = a_comment(proposal=idea, person=other, signed=by(other))
    a_comment(proposal=idea, person=author, signed=by(author))
    assert [news.thing.reference for news in news_for(author)] == [row.reference]
    withdraw(row, signed=SIGNED)
    assert not news_for(author)


def test_register_refers_to_the_comment_and_copies_none_of_it():
    row = a_rewritten_comment(text="Mots de Rose", author_name="Rose")
    lines = list(RegisterEntry.objects.about(row.reference))
    assert [line.act for line in lines] == ["comment.written", "comment.revised"]
    assert "Rose" not in "".join(str(line.content()) for line in lines)


def test_who_leaves_takes_their_words_out_and_answers_stay():
    person = a_person()
    row = a_rewritten_comment(person=person, text="Mots de Rose", author_name="Rose")
    answer = a_comment(proposal=row.proposal, parent=row)
    assert [one["number"] for one in told(person)["comments"]] == [row.number]
    erase(person, Erasure.CONTENT, signed=SIGNED)
    for address in (row.get_absolute_url(), row.proposal.get_absolute_url(), "/api/v1/comments"):
        page = Client().get(address).content.decode()
        assert "Mots de Rose" not in page
        assert "repeint" not in page
    assert Client().get(answer.get_absolute_url()).status_code == 200


def test_past_tells_comments_as_they_were():
    row = a_comment(text="Mots du matin")
    withdraw(row, signed=Signature(by="tests", at=datetime(2026, 2, 1, tzinfo=UTC)))
    before = Client().get(f"/au/2026-01-06{row.proposal.get_absolute_url()}")
    assert "Mots du matin" in before.content.decode()
    assert "/commenter" not in before.content.decode()


def test_hostile_texts_come_out_as_text():
    idea = a_proposal()
    for payload in HOSTILE[:60]:
        if len(payload) <= 120 and payload.strip():
            a_comment(proposal=idea, text=payload, author_name=payload)
    for question in ("", "?commentaires=2", "?commentaires=<script>"):
        page = Client().get(f"{idea.get_absolute_url()}{question}").content.decode()
        assert "<script>" not in page.replace("<script src", "").replace('<script type="application/ld', "")


@pytest.mark.parametrize("text", ["x", "mot " * 40, "y" * 500, "a\nb\t c"])
def test_title_is_how_the_text_begins(text):
    title = title_of(text)
    assert 0 < len(title) <= 80
    assert "\n" not in title


def test_ended_idea_may_still_be_commented_while_its_call_says_so():
    idea = a_proposal(call=a_call(phases=[OPEN]))
    type(idea).objects.filter(pk=idea.pk).update(state=State.NOT_KEPT)
    assert a_comment(proposal=idea)

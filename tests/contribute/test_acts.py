"""The acts on calls and ideas: their effects, each refusal, their lines in the register."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from poucet.contribute.models import Charter, Proposal, Reply, Support
from poucet.contribute.operations import (
    Bringer,
    Idea,
    Step,
    propose,
    reply,
    rewrite,
    support,
    take_support_back,
)
from poucet.contribute.states import State
from poucet.town.errors import RuleError
from poucet.town.models import RegisterEntry
from poucet.town.people.operations import Erasure, erase
from poucet.town.writing import Signature, withdraw
from tests.factories import SIGNED, a_person
from tests.factories.ideas import OPEN, REASON, RULES, a_call, a_proposal

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
STEP = Step(state=State.STUDIED, reason=REASON, role=Reply.Role.AGENT, next_on=date(2026, 2, 1))


def refused(code: str):
    return pytest.raises(RuleError, match=rf"^{code}\b")


def at(*moment: int) -> Signature:
    return Signature(by="tests", at=datetime(*moment, tzinfo=PARIS))


@pytest.mark.parametrize("name", Charter.TEXTS)
def test_nothing_opens_with_a_blank(name):
    with refused("charter.blank"):
        a_call(rules={name: "  "})
    assert not Charter.objects.exists()


# The last is in the autumn night that has two o'clock twice, the first in the spring night that has none.
@pytest.mark.parametrize("first", [date(2026, 3, 29), date(2026, 7, 1), date(2026, 10, 25)])
def test_phase_opens_and_closes_to_the_second_where_the_commune_lies(first):
    call = a_call(phases=[{**OPEN, "since": first, "until": first}])
    midnight = datetime.combine(first, datetime.min.time(), tzinfo=PARIS).astimezone(UTC)
    after = datetime.combine(first + timedelta(days=1), datetime.min.time(), tzinfo=PARIS).astimezone(UTC)
    second = timedelta(seconds=1)
    for moment, is_open in (
        (midnight - second, False),
        (midnight, True),
        (after - second, True),
        (after, False),
    ):
        if is_open:
            a_proposal(call=call, signed=Signature("tests", moment))
        else:
            with refused("call.closed"):
                a_proposal(call=call, signed=Signature("tests", moment))
    assert Proposal.objects.count() == 2


def test_phase_that_opens_support_alone_takes_no_idea():
    with refused("call.closed"):
        a_proposal(call=a_call(phases=[{**OPEN, "acts": ["support"]}]))


def test_answer_is_owed_sixty_days_later_or_as_the_rules_say():
    assert a_proposal().answer_due == date(2026, 1, 5) + timedelta(days=60)
    assert a_proposal(call=a_call(rules={"answer_days": 15})).answer_due == date(2026, 1, 20)


def test_idea_bears_the_version_of_the_rules_under_which_it_came():
    call = a_call(key="c", number=1)
    first = a_proposal(call=call)
    with refused("charter.no_reason"):
        a_call(key="c", number=1, rules={"money": "500 euros."})
    a_call(key="c", number=1, rules={"money": "500 euros."}, reason="Le budget est voté.")
    second = a_proposal(call=call)
    assert [first.charter_version, second.charter_version] == [1, 2]
    assert [one.money for one in call.charters.all()] == ["Sans objet.", "500 euros."]


def test_rules_change_without_a_reason_while_nobody_took_part():
    call = a_call(key="c", number=1)
    a_call(key="c", number=1, rules={"money": "500 euros."})
    assert [(one.version, one.money) for one in call.charters.all()] == [(1, "500 euros.")]


def test_sixth_idea_of_a_day_waits_until_the_next_and_the_desk_does_not():
    call, person = a_call(), a_person()
    for place in range(5):
        a_proposal(call=call, person=person, name=f"Idée {place}")
    with refused("proposal.too_many_today"):
        a_proposal(call=call, person=person)
    a_proposal(call=call, channel="paper")
    a_proposal(call=call, person=person, signed=replace(SIGNED, at=SIGNED.at + timedelta(days=1)))
    assert Proposal.objects.count() == 7


def test_idea_is_rewritten_by_its_author_until_somebody_supports_it():
    author, other = a_person(), a_person()
    idea = a_proposal(person=author)
    with refused("proposal.not_yours"):
        rewrite(idea, name="Autre", text="Autre.", by=other, signed=SIGNED)
    rewrite(idea, name="Deux bancs", text="Sous les tilleuls.", by=author, signed=SIGNED)
    idea.refresh_from_db()
    assert (idea.version, idea.name) == (2, "Deux bancs")
    assert list(idea.revisions.values_list("version", "name")) == [(1, "Un banc à l’ombre")]
    support(idea, person=other, signed=SIGNED)
    with refused("proposal.frozen"):
        rewrite(idea, name="Un casino", text="Surprise.", by=author, signed=SIGNED)
    take_support_back(idea, person=other, signed=SIGNED)
    rewrite(idea, name="Trois bancs", text="Partout.", by=author, signed=SIGNED)
    assert Proposal.objects.get(pk=idea.pk).version == 3


def test_support_counts_once_and_names_nobody_in_the_register():
    idea, person = a_proposal(), a_person()
    for _time in range(2):
        support(idea, person=person, signed=Signature(person.signs_as, SIGNED.at))
    assert Proposal.objects.get().supports == 1
    lines = RegisterEntry.objects.filter(act="proposal.supported")
    assert [(line.by, line.details) for line in lines] == [("resident", {})]
    take_support_back(idea, person=person, signed=SIGNED)
    take_support_back(idea, person=person, signed=SIGNED)
    assert (Proposal.objects.get().supports, Support.objects.count()) == (0, 0)


def test_support_is_refused_to_authors_to_the_unverified_and_at_the_end():
    author, person = a_person(), a_person()
    idea = a_proposal(person=author, call=a_call(rules={"verification": 2}))
    with refused("support.not_verified"):
        support(idea, person=person, signed=SIGNED)
    person.level = 2
    author.level = 2
    with refused("support.own_idea"):
        support(idea, person=author, signed=SIGNED)
    reply(idea, replace(STEP, state=State.NOT_KEPT, next_on=None), signed=SIGNED)
    with refused("support.ended"):
        support(idea, person=person, signed=SIGNED)
    assert not Support.objects.exists()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"reason": "Trop cher."}, "reply.short_reason"),
        ({"reason": " " * 60}, "reply.short_reason"),
        ({"next_on": None}, "reply.no_next_date"),
        ({"next_on": date(2026, 1, 4)}, "reply.next_date_past"),
        ({"state": State.RECEIVED}, "reply.says_nothing"),
    ],
)
def test_answer_that_says_too_little_is_refused(said, code):
    idea = a_proposal()
    with refused(code):
        reply(idea, replace(STEP, **said), signed=SIGNED)
    idea.refresh_from_db()
    assert (idea.state, idea.replies.count()) == (State.RECEIVED, 0)


def test_no_state_of_refusal_goes_without_a_reason():
    for state in set(State) - {State.RECEIVED, State.TAKEN_BACK}:
        with refused("reply.short_reason"):
            reply(a_proposal(), replace(STEP, state=state, reason=""), signed=SIGNED)


def test_answers_follow_one_another_and_the_last_says_where_the_idea_stands():
    idea = a_proposal()
    reply(idea, STEP, signed=SIGNED)
    reply(idea, replace(STEP, state=State.KEPT, service="Voirie"), signed=SIGNED)
    idea.refresh_from_db()
    assert (idea.state, idea.next_on) == (State.KEPT, date(2026, 2, 1))
    assert list(idea.replies.values_list("position", "state")) == [(0, "studied"), (1, "kept")]
    answered = RegisterEntry.objects.filter(act="proposal.answered")
    assert [line.details for line in answered] == [{"state": "studied"}, {"state": "kept"}]


def test_idea_is_late_on_day_sixty_one_with_nobody_doing_anything():
    idea = a_proposal()
    due = date(2026, 3, 6)
    assert idea.answer_due == due
    assert not Proposal.objects.overdue(on=due).exists()
    assert Proposal.objects.overdue(on=due + timedelta(days=1)).get() == idea


def test_studying_is_no_answer_and_news_that_were_promised_come_late_too():
    idea = a_proposal()
    reply(idea, STEP, signed=SIGNED)
    assert Proposal.objects.overdue(on=date(2026, 2, 2)).exists()  # news were promised for the first
    reply(idea, replace(STEP, next_on=date(2026, 12, 1)), signed=SIGNED)
    assert Proposal.objects.overdue(on=date(2026, 3, 7)).exists()  # the answer itself is still owed
    reply(idea, replace(STEP, state=State.KEPT, next_on=date(2026, 12, 1)), signed=SIGNED)
    assert not Proposal.objects.overdue(on=date(2026, 12, 1)).exists()
    assert Proposal.objects.overdue(on=date(2026, 12, 2)).exists()
    reply(idea, replace(STEP, state=State.DONE, next_on=None), signed=SIGNED)
    assert not Proposal.objects.overdue(on=date(2040, 1, 1)).exists()


def test_withdrawn_idea_takes_no_more_acts():
    idea = a_proposal()
    withdraw(idea, signed=SIGNED)
    with refused("thing.not_standing"):
        reply(idea, STEP, signed=SIGNED)
    with refused("thing.not_standing"):
        support(idea, person=a_person(), signed=SIGNED)


def test_author_who_leaves_leaves_the_idea_and_takes_the_name_away():
    person = a_person()
    a_person()
    idea = a_proposal(person=person, author_name="Rose")
    erase(person, Erasure.CONTENT, signed=SIGNED)
    idea.refresh_from_db()
    assert (idea.author_name, idea.text) == ("", "Sous le tilleul.")


def test_rules_table_holds_every_text():
    assert set(Charter.TEXTS) <= set(RULES)


def test_contact_stands_apart_from_the_idea():
    idea = propose(
        a_call(),
        Idea("Un puits", "Près du four."),
        Bringer(contact="06 00 00 00 00", channel="phone"),
        signed=SIGNED,
    )
    public = {field.name for field in Proposal._meta.get_fields() if field.concrete}
    assert "contact" not in public
    assert idea.authorship.contact == "06 00 00 00 00"

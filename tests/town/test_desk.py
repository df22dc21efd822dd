"""Acts of the desk: the effect of each, each refusal, its line in the register or that it has none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from poucet.pebble.models import Pebble
from poucet.town.desk.editors import editor_of
from poucet.town.desk.models import Draft
from poucet.town.desk.operations import (
    Incomplete,
    Overtaken,
    drop_draft,
    keep_draft,
    publish_draft,
    rehearse,
    settle_draft,
    take_over,
    withdraw_thing,
)
from poucet.town.errors import RuleError
from poucet.town.models import Link, RegisterEntry
from poucet.town.people.belongings import told
from poucet.town.people.operations import Erasure, erase
from poucet.town.resting import resting_on
from poucet.town.things import Reference
from poucet.town.writing import Signature
from tests.factories import SIGNED, a_constant, a_facet, a_figure, a_pebble, a_source, a_target, an_indicator
from tests.factories.desk import a_draft, a_revision, an_agent

pytestmark = pytest.mark.django_db


def lines() -> list[str]:
    return list(RegisterEntry.objects.order_by("sequence").values_list("act", flat=True))


def test_only_publishing_signs() -> None:
    author, colleague = an_agent(), an_agent()
    draft = a_draft(author)
    before = lines()
    draft = keep_draft(draft, draft.content | {"note": "Relu."}, version=1, at=SIGNED.at)
    take_over(draft, colleague, at=SIGNED.at)
    drop_draft(a_draft(author, source=draft.content["source"]), at=SIGNED.at)
    assert lines() == before
    signed = Signature(colleague.signs_as, SIGNED.at)
    reference = publish_draft(draft, signed=signed)
    assert lines() == [*before, "pebble.written"]
    draft.refresh_from_db()
    assert (draft.state, draft.reference, Pebble.objects.get().note) == ("published", reference, "Relu.")
    assert RegisterEntry.objects.latest("sequence").by == colleague.signs_as


@pytest.mark.parametrize(
    "close",
    [lambda draft: publish_draft(draft, signed=SIGNED), lambda draft: drop_draft(draft, at=SIGNED.at)],
)
@pytest.mark.parametrize(
    "act",
    [
        lambda draft: keep_draft(draft, {}, version=9, at=SIGNED.at),
        lambda draft: publish_draft(draft, signed=SIGNED),
        lambda draft: settle_draft(draft, {}, at=SIGNED.at),
        lambda draft: drop_draft(draft, at=SIGNED.at),
        lambda draft: take_over(draft, draft.author, at=SIGNED.at),
    ],
    ids=["keep", "publish", "settle", "drop", "take over"],
)
def test_draft_that_is_closed_refuses_every_act(
    close: Callable[[Draft], object], act: Callable[[Draft], object]
) -> None:
    draft = a_draft(an_agent())
    close(draft)
    with pytest.raises(RuleError, match=r"draft\.closed"):
        act(draft)


def test_incomplete_draft_publishes_nothing_and_signs_nothing() -> None:
    draft = a_draft(an_agent(), name="")
    before = lines()
    with pytest.raises(Incomplete) as refusal:
        publish_draft(draft, signed=SIGNED)
    assert [field.name for field, _sentence in refusal.value.sheet.faults if field] == ["name"]
    assert (lines(), Pebble.objects.count()) == (before, 0)


def test_rehearsal_shows_what_would_be_and_keeps_nothing() -> None:
    draft = a_draft(an_agent(), name="Un jour")
    before = lines()
    assert (
        rehearse(draft, lambda reference: Pebble.objects.get(number=reference.number).name, signed=SIGNED)
        == "Un jour"
    )
    assert (lines(), Pebble.every.count()) == (before, 0)


def test_publishing_over_another_is_refused_until_it_is_settled() -> None:
    pebble = a_pebble(name="Un")
    first, second = a_revision(an_agent(), pebble, name="Deux"), a_revision(an_agent(), pebble, name="Trois")
    publish_draft(first, signed=SIGNED)
    with pytest.raises(Overtaken):
        publish_draft(second, signed=SIGNED)
    settle_draft(second, {"name": "now"}, at=SIGNED.at)
    publish_draft(second, signed=SIGNED)
    assert Pebble.objects.get().name == "Deux"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"reason": "  "}, "withdrawal.no_reason"),
        ({"reason": "Non", "replaced_by": 987}, "withdrawal.no_such_heir"),
        ({"reason": "Non", "number": 987}, "thing.not_standing"),
    ],
)
def test_withdrawal_refused_leaves_the_thing_where_it_is(said: dict[str, object], code: str) -> None:
    pebble = a_pebble()
    before = lines()
    with pytest.raises(RuleError) as refusal:
        withdraw_thing(editor_of("pebble"), **{"number": pebble.number, "signed": SIGNED, **said})  # type: ignore[arg-type]
    assert (refusal.value.code, lines()) == (code, before)
    assert not Link.objects.exists()


def test_thing_that_others_rest_on_names_them() -> None:
    source = a_source()
    pebble, facet = a_pebble(source=source), a_facet(indicator=an_indicator())
    a_target(facet, source=source)
    constant = a_constant(source=source)
    found = {named.reference for named in resting_on(source.reference)}
    assert found == {pebble.reference, facet.reference, constant.reference}
    with pytest.raises(RuleError, match=r"thing\.rested_on"):
        withdraw_thing(editor_of("source"), source.number, reason="Non", signed=SIGNED)


def test_figure_that_a_target_starts_from_is_rested_on() -> None:
    figure = a_figure()
    facet = a_facet(indicator=figure.indicator)
    a_target(facet, baseline_number=figure.number)
    assert [named.reference for named in resting_on(Reference("observation", figure.number))] == [
        facet.reference
    ]


@pytest.mark.parametrize(("mode", "left"), [(Erasure.ACCOUNT, 1), (Erasure.CONTENT, 0)])
def test_drafts_are_told_to_their_author_and_go_when_asked(mode: Erasure, left: int) -> None:
    author = an_agent()
    a_draft(author, name="À moi")
    assert [draft["title"] for draft in told(author)["drafts"]] == ["À moi"]
    erase(author, mode, signed=SIGNED)
    assert Draft.objects.count() == left

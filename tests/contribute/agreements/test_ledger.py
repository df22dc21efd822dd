"""The ledger: who may say what, who makes sure of it, what both halves' shares come to."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poucet.contribute.agreements.balance import (
    Entry,
    Promise,
    in_force,
    share_of,
    standings,
    tallies,
)
from poucet.contribute.agreements.counted import Counted
from poucet.contribute.agreements.ledger import Line, line_of, restore_ledger, tell, validate
from poucet.contribute.agreements.models import Agreement, LedgerLine, Reminder
from poucet.contribute.agreements.operations import Ending, Pledge, lay_pebble, move_agreement, write_annex
from poucet.contribute.agreements.reminding import record_reminders
from poucet.town.errors import RuleError
from poucet.town.models import Link, RegisterEntry
from tests.factories import SIGNED, a_pebble
from tests.factories.agreements import BOXES, WATER, a_signed_agreement, an_agreement
from tests.town.history import signed_on

DAY = date(2026, 1, 5)
GIVEN = Line("jardinieres", "delivered", "town", DAY, Decimal(6), evidence="photo du 5 janvier")
WATERED = Line("arrosage", "delivered", "residents", DAY, Decimal(2), date(2026, 4, 1))


@pytest.mark.django_db
def test_line_told_by_one_half_is_made_sure_of_by_the_other():
    agreement = a_signed_agreement()
    line = tell(agreement, GIVEN, signed=SIGNED)
    validate(agreement, position=line.position, side="residents", on=DAY, signed=SIGNED)
    (town, _residents) = Counted(agreement, DAY).tallies
    assert (town.unit, town.promised, town.done, town.sure) == ("jardinières", 6, 6, 6)
    assert town.kept_share == 1
    assert RegisterEntry.objects.latest("sequence").act == "agreement.line_validated"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "code"),
    [
        (replace(GIVEN, side="residents"), "ledger.not_the_holder"),
        (replace(GIVEN, commitment="autre"), "ledger.unknown_commitment"),
        (replace(GIVEN, event="validated", about=1), "ledger.not_so"),
        (replace(GIVEN, on=DAY + timedelta(days=1)), "ledger.future"),
        (replace(GIVEN, quantity=Decimal(-1)), "ledger.negative"),
        (replace(GIVEN, about=99), "ledger.no_such_line"),
        (replace(GIVEN, about=2), "ledger.no_such_line"),  # of the other commitment
        (replace(WATERED, occasion=None), "ledger.no_occasion"),
        (replace(WATERED, occasion=date(2026, 4, 2)), "ledger.no_occasion"),
    ],
)
def test_line_that_cannot_be_said_is_refused(line, code):
    agreement = a_signed_agreement()
    before = LedgerLine.objects.count()
    with pytest.raises(RuleError) as refused:
        tell(agreement, line, signed=SIGNED)
    assert refused.value.code == code
    assert LedgerLine.objects.count() == before


@pytest.mark.django_db
def test_ledger_is_written_from_the_signature_on():
    with pytest.raises(RuleError, match=r"ledger\.not_living"):
        tell(an_agreement(), GIVEN, signed=SIGNED)


@pytest.mark.django_db
def test_half_cannot_make_sure_of_its_own_word_nor_twice_nor_of_a_promise():
    agreement = a_signed_agreement()
    line = tell(agreement, GIVEN, signed=SIGNED)
    for position, side, code in (
        (line.position, "town", "ledger.same_side"),
        (1, "residents", "ledger.not_so"),
        (77, "residents", "ledger.no_such_line"),
    ):
        with pytest.raises(RuleError) as refused:
            validate(agreement, position=position, side=side, on=DAY, signed=SIGNED)
        assert refused.value.code == code
    validate(agreement, position=line.position, side="residents", on=DAY, signed=SIGNED)
    with pytest.raises(RuleError, match=r"ledger\.validated_already"):
        validate(agreement, position=line.position, side="residents", on=DAY, signed=SIGNED)


@pytest.mark.django_db
def test_mistake_is_mended_by_a_new_line_of_the_same_half():
    agreement = a_signed_agreement()
    line = tell(agreement, GIVEN, signed=SIGNED)
    validate(agreement, position=line.position, side="residents", on=DAY, signed=SIGNED)
    with pytest.raises(RuleError, match=r"ledger\.not_yours"):
        tell(
            agreement,
            replace(GIVEN, event="not_delivered", side="residents", about=line.position),
            signed=SIGNED,
        )
    mended = tell(
        agreement, replace(GIVEN, event="part", quantity=Decimal(4), about=line.position), signed=SIGNED
    )
    (town, _residents) = Counted(agreement, DAY).tallies
    assert (town.done, town.sure) == (4, 0)  # what was made sure of is no longer what is said
    assert [*agreement.ledger.values_list("event", flat=True)] == [
        "promised", "promised", "delivered", "validated", "part",
    ]  # fmt: skip
    with pytest.raises(RuleError, match=r"ledger\.no_such_line"):
        tell(agreement, replace(GIVEN, about=line.position), signed=SIGNED)
    assert mended.about == line.position


@pytest.mark.django_db
def test_ledger_taken_up_again_begins_as_it_is_here():
    agreement = a_signed_agreement()
    line = tell(agreement, GIVEN, signed=SIGNED)
    validate(agreement, position=line.position, side="residents", on=DAY, signed=SIGNED)
    said = [line_of(row) for row in agreement.ledger.all()]
    restore_ledger(agreement, [*said, WATERED], signed=SIGNED)
    assert [line_of(row) for row in agreement.ledger.all()] == [*said, WATERED]
    for other in ([], [WATERED, *said], [replace(said[0], quantity=Decimal(9)), *said[1:], WATERED]):
        with pytest.raises(RuleError, match=r"ledger\.differs"):
            restore_ledger(agreement, other, signed=SIGNED)


PROMISES = [Promise("a", "town", "h"), Promise("b", "residents", "h"), Promise("c", "residents", "EUR")]
AMOUNTS = st.none() | st.integers(0, 50).map(Decimal)
LINES = st.lists(
    st.tuples(
        st.sampled_from(["promised", "confirmed", "delivered", "part", "not_delivered", "withdrawn"]),
        st.sampled_from(["a", "b", "c"]),
        AMOUNTS,
        st.integers(0, 8),
    ),
    max_size=12,
)


def ledger(lines):
    """Give entries, some of which mend an earlier one of the same commitment, or make sure of it."""
    entries: list[Entry] = []
    for event, key, quantity, back in lines:
        side = "town" if key == "a" else "residents"
        position = len(entries) + 1
        of_the_same = [entry.position for entry in in_force(entries) if entry.commitment == key]
        about = of_the_same[-1] if of_the_same and back == 1 else None
        entries.append(Entry(position, key, event, side, DAY, quantity, about=about))
    return entries


@given(LINES)
def test_shares_of_one_unit_come_to_the_whole_and_units_are_never_added(lines):
    counted = tallies(standings(PROMISES, ledger(lines)))
    assert {(one.side, one.unit) for one in counted} == {
        ("town", "h"), ("residents", "h"), ("residents", "EUR"),
    }  # fmt: skip
    for unit in ("h", "EUR"):
        shares = [share_of(side, unit, counted) for side in ("town", "residents")]
        assert shares == [None, None] or sum(shares) == 1
    assert share_of("town", "jardinières", counted) is None


@given(LINES)
def test_what_is_done_is_the_sum_of_the_lines_that_hold(lines):
    entries = ledger(lines)
    mended = {entry.about for entry in entries if entry.about}
    held = [
        entry for entry in entries if entry.position not in mended and entry.event in {"delivered", "part"}
    ]
    done = Counter()
    for entry in held:
        done[entry.commitment] += entry.quantity or 0
    found = {one.promise.key: one for one in standings(PROMISES, entries)}
    assert {key: one.done for key, one in found.items()} == {key: done[key] for key in "abc"}
    assert sum(one.untold for one in found.values()) == sum(entry.quantity is None for entry in held)


@given(LINES)
def test_mending_a_line_by_the_same_words_changes_nothing(lines):
    entries = ledger(lines)
    held = [entry for entry in in_force(entries) if entry.event in {"delivered", "part"}]
    if held:
        again = replace(held[-1], position=len(entries) + 1, about=held[-1].position)
        before, after = (
            [(one.done, one.untold, one.promised) for one in standings(PROMISES, rows)]
            for rows in (entries, [*entries, again])
        )
        assert before == after


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "wanted", "ending", "code"),
    [
        ("agreed", "signed", Ending(), "agreement.wrong_state"),
        ("idea", "in_service", Ending(), "agreement.wrong_state"),
        ("study", "refused", Ending(reason="Non."), "agreement.no_reason"),
        ("study", "refused", Ending(reason=f"Non.{' ' * 60}"), "agreement.no_reason"),
        ("in_service", "stopped", Ending(), "agreement.no_lesson"),
        ("in_service", "closed", Ending(lesson=" "), "agreement.no_lesson"),
        ("in_service", "closed", Ending(lesson="Arroser.", pebble=404), "agreement.no_such_pebble"),
    ],
)
def test_state_that_cannot_be_reached_is_refused(state, wanted, ending, code):
    agreement = an_agreement(state=state)
    with pytest.raises(RuleError) as refused:
        move_agreement(agreement, state=wanted, on=DAY, signed=SIGNED, ending=ending)
    assert refused.value.code == code
    agreement.refresh_from_db()
    assert agreement.state == state


@pytest.mark.django_db
def test_refusal_keeps_its_reason_and_what_is_proposed_instead():
    agreement = an_agreement(state="study", requested_on=DAY)
    reason = "Le trottoir est trop étroit pour un fauteuil roulant devant les bacs."
    told = Ending(reason=reason, counter_proposal="Des plantes grimpantes.")
    move_agreement(agreement, state="refused", on=DAY, signed=SIGNED, ending=told)
    agreement.refresh_from_db()
    assert (agreement.reason, agreement.counter_proposal, agreement.answered_on) == (
        reason, "Des plantes grimpantes.", DAY,
    )  # fmt: skip
    assert RegisterEntry.objects.latest("sequence").details == {"reason": reason}


@pytest.mark.django_db
def test_end_lays_its_pebble_through_the_thread():
    agreement, pebble = an_agreement(state="in_service"), a_pebble()
    ending = Ending(lesson="Arroser le soir.", done="Six bacs.", pebble=pebble.number)
    move_agreement(agreement, state="closed", on=DAY, signed=SIGNED, ending=ending)
    link = Link.objects.get(relation="lays")
    assert (link.origin, link.destination) == (agreement.reference, pebble.reference)
    with pytest.raises(RuleError, match=r"agreement\.no_such_pebble"):
        lay_pebble(agreement, 404, signed=SIGNED)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"party": ""}, "agreement.no_party"),
        ({"state": "refused"}, "agreement.no_reason"),
        ({"state": "stopped"}, "agreement.no_lesson"),
        ({"commitments": (BOXES, BOXES)}, "commitment.twice"),
        ({"commitments": (replace(WATER, due=None),)}, "commitment.no_first_date"),
        ({"commitments": (replace(BOXES, quantity=Decimal(-1)),)}, "commitment.negative"),
    ],
)
def test_agreement_that_lacks_what_it_owes_is_not_written(said, code):
    with pytest.raises(RuleError) as refused:
        an_agreement(**said)
    assert refused.value.code == code
    assert not Agreement.every.exists()


@pytest.mark.django_db
def test_commitment_of_which_the_ledger_speaks_is_not_taken_out():
    agreement = a_signed_agreement()
    with pytest.raises(RuleError, match=r"commitment\.in_the_ledger"):
        an_agreement(key=agreement.key, number=agreement.number, commitments=(BOXES,))


@pytest.mark.django_db
def test_request_unanswered_after_sixty_days_is_overdue():
    agreement = an_agreement(state="idea", requested_on=DAY)
    assert agreement.answer_due == DAY + timedelta(days=60)
    assert not Agreement.objects.overdue(on=DAY + timedelta(days=60)).exists()
    assert Agreement.objects.overdue(on=DAY + timedelta(days=61)).get() == agreement
    move_agreement(agreement, state="agreed", on=DAY, signed=SIGNED)
    assert not Agreement.objects.overdue(on=DAY + timedelta(days=61)).exists()


@pytest.mark.django_db
def test_annex_is_not_in_the_register():
    agreement = an_agreement()
    write_annex(agreement, text="Une voisine, 06 00 00 00 00", signed=SIGNED)
    line = RegisterEntry.objects.latest("sequence")
    assert (line.act, line.details) == ("agreement.annex_written", {})


def a_year_of(place: int, drawn: Random) -> tuple[Agreement, set[tuple[int, str, date, int]], Decimal]:
    """Write an agreement and what was done of it; gives the reminders and the hours that follow, counted by hand."""
    first, due = date(2026, 2, 1) + timedelta(days=place), date(2026, 3, 1) + timedelta(days=7 * place)
    water = Pledge("arrosage", "residents", "Arroser", "time", Decimal(2), "h", first, recurrence="monthly")
    boxes = Pledge("bacs", "town", "Bacs", "material", Decimal(place + 1), "bacs", due)
    review = date(2026, 11, 1) + timedelta(days=place)
    agreement = a_signed_agreement(commitments=(boxes, water), review_on=review)
    skipped = {place % 12 + 1, (place + 1) % 12 + 1} if place % 4 == 0 else set()
    expected = {(agreement.pk, "", review, offset) for offset in (-14, -3, 0, 7)}
    hours, said = Decimal(0), [line_of(row) for row in agreement.ledger.all()]
    for month in range(2, 13):
        occasion, done = date(2026, month, first.day), Decimal(drawn.randint(1, 4))
        if month not in skipped:
            hours += done
            said.append(Line("arrosage", "delivered", "residents", occasion, done, occasion))
        # What was done on its day needs no word that day nor a week after; what was not, does.
        offsets = (-14, -3, 0, 7) if month in skipped else (-14, -3)
        expected |= {(agreement.pk, "arrosage", occasion, offset) for offset in offsets}
    restore_ledger(agreement, said, signed=SIGNED)
    if place % 2:
        tell(agreement, Line("bacs", "delivered", "town", DAY, Decimal(place + 1)), signed=SIGNED)
    else:
        expected |= {(agreement.pk, "bacs", due, offset) for offset in (-14, -3, 0, 7)}
    return agreement, expected, hours


@pytest.mark.django_db
def test_year_of_twenty_agreements_reminds_of_each_date_exactly_once():
    """Reminders and shares, counted again from what was done by other means than the house's."""
    drawn, expected = Random(20), set()
    for place in range(20):
        agreement, reminders, hours = a_year_of(place, drawn)
        expected |= reminders
        found = {(one.side, one.unit): one for one in Counted(agreement, date(2026, 12, 31)).tallies}
        assert found["residents", "h"].done == hours
        assert found["residents", "h"].promised == 2 * 11
        assert found["residents", "h"].kept_share == Fraction(hours) / 22
        assert found["town", "bacs"].done == (place + 1 if place % 2 else 0)
    for night in range(365):
        day = date(2026, 1, 1) + timedelta(days=night)
        record_reminders(day, signed=signed_on(day))
        assert record_reminders(day, signed=signed_on(day)) == []
    sent = [(row.agreement_id, row.subject, row.occasion, row.offset) for row in Reminder.objects.all()]
    of_the_year = {one for one in expected if one[2] + timedelta(days=one[3]) <= date(2026, 12, 31)}
    assert sorted(sent) == sorted(of_the_year)


@pytest.mark.django_db
def test_two_missed_dates_of_upkeep_call_a_meeting_that_blames_nobody():
    agreement = a_signed_agreement()
    for state in ("works", "in_service"):
        move_agreement(agreement, state=state, on=DAY, signed=SIGNED)
    states = {}
    for night in range(140):
        day = date(2026, 3, 1) + timedelta(days=night)
        record_reminders(day, signed=signed_on(day))
        agreement.refresh_from_db()
        states.setdefault(agreement.state, day)
    # April and May went by; the second week of grace ends on 8 May.
    assert states == {"in_service": date(2026, 3, 1), "to_review": date(2026, 5, 9)}
    held = date(2026, 5, 20)
    ending = Ending(next_review_on=date(2026, 9, 1))
    move_agreement(agreement, state="in_service", on=held, signed=SIGNED, ending=ending)
    agreement.refresh_from_db()
    assert Counted(agreement, date(2026, 5, 21)).missed == []  # what was looked at together is settled
    assert agreement.review_date == date(2026, 9, 1)


@pytest.mark.django_db
def test_nights_that_the_house_slept_are_caught_up():
    a_signed_agreement()
    found = record_reminders(date(2026, 3, 2), signed=SIGNED, since=date(2026, 2, 25))
    assert [(row.occasion, row.offset) for row in found] == [(date(2026, 3, 1), -3), (date(2026, 3, 1), 0)]

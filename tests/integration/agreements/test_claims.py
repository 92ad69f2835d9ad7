"""Claims on a real database: quantities, the entry they drive, and what happens at once."""

from typing import Any
from uuid import UUID

import flask
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from backend.agreements import service
from backend.agreements.errors import AlreadyClaimedError, OwnDeliveryError, OwnEntryError
from backend.agreements.models import Claim, ClaimMoveRow
from backend.agreements.moves.claims import ClaimMove
from backend.agreements.types.claims import ClaimFilter, ClaimState
from backend.core.actor import Role
from backend.core.clock import FixedClock
from backend.core.errors import MoveNotAllowedError, NotFoundError
from backend.infra.links import Link
from backend.infra.outbox import OutboxEvent
from backend.infra.paging import PageRequest
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.lists import service as lists
from backend.lists.errors import ClaimExceedsEntryError, EntryHasClaimsError, EntryNotClaimableError
from backend.lists.types import EntryMove, EntryRef, EntryState
from tests.factories.agreements import Neighbourhood, make_claim, make_contact, make_neighbourhood, move_claim
from tests.factories.communities import make_member
from tests.factories.lists import make_open_entry, move_entry, propose_entry
from tests.factories.races import race
from tests.statements import counted_statements

DELIVER = (ClaimMove.ACCEPT, ClaimMove.DELIVER)


@pytest.fixture
def hood(uow: UnitOfWork) -> Neighbourhood:
    return make_neighbourhood(uow)


def project(uow: UnitOfWork, hood: Neighbourhood, quantity: int = 10) -> UUID:
    return make_open_entry(uow, hood["staff"], "service_project", quantity=quantity)


def entry_of(uow: UnitOfWork, hood: Neighbourhood, entry_id: UUID) -> EntryRef:
    return lists.get_entry(uow, hood.community_id, entry_id)


def deliver(uow: UnitOfWork, hood: Neighbourhood, claim_id: UUID, contact: str = "contact") -> None:
    move_claim(uow, hood["staff"], claim_id, ClaimMove.ACCEPT)
    move_claim(uow, hood[contact], claim_id, ClaimMove.DELIVER)


def test_parts_are_claimed_until_nothing_is_left(uow: UnitOfWork, hood: Neighbourhood) -> None:
    entry_id = project(uow, hood)
    seen = []
    for quantity in (4, 6):
        contact, unit_id = make_contact(uow, hood.community_id)
        make_claim(uow, contact, unit_id, entry_id, quantity)
        entry = entry_of(uow, hood, entry_id)
        seen.append((entry.claimed_quantity, entry.state))
    assert seen == [(4, EntryState.PARTLY_CLAIMED), (10, EntryState.CLAIMED)]
    with pytest.raises(EntryNotClaimableError):
        make_claim(uow, hood["contact"], hood.unit_id, entry_id, 1)


def test_more_than_is_left_is_refused_with_what_is_left(uow: UnitOfWork, hood: Neighbourhood) -> None:
    entry_id = project(uow, hood)
    make_claim(uow, hood["contact"], hood.unit_id, entry_id, 7)
    with pytest.raises(ClaimExceedsEntryError) as refusal:
        make_claim(uow, hood["other_contact"], hood.other_unit_id, entry_id, 4)
    assert refusal.value.extras == {"left": 3}
    assert refusal.value.detail == "还剩 3 次可以认领"


@pytest.mark.parametrize(
    ("move", "who"), [(ClaimMove.DECLINE, "staff"), (ClaimMove.DECLINE, "lead"), (ClaimMove.WITHDRAW, "contact")]
)
def test_what_comes_to_nothing_is_given_back(uow: UnitOfWork, hood: Neighbourhood, move: ClaimMove, who: str) -> None:
    entry_id = project(uow, hood)
    other = make_claim(uow, hood["other_contact"], hood.other_unit_id, entry_id, 6)
    move_claim(uow, hood["staff"], other, ClaimMove.ACCEPT)
    claim_id = make_claim(uow, hood["contact"], hood.unit_id, entry_id, 4)
    move_claim(uow, hood[who], claim_id, move)
    entry = entry_of(uow, hood, entry_id)
    assert (entry.claimed_quantity, entry.state) == (6, EntryState.PARTLY_CLAIMED)
    move_claim(uow, hood["other_contact"], other, ClaimMove.WITHDRAW)
    entry = entry_of(uow, hood, entry_id)
    assert (entry.claimed_quantity, entry.state) == (0, EntryState.OPEN)
    assert make_claim(uow, hood["contact"], hood.unit_id, entry_id, 10)


def test_what_is_given_back_while_work_goes_on_is_for_others(uow: UnitOfWork, hood: Neighbourhood) -> None:
    entry_id = project(uow, hood)
    claim_id = make_claim(uow, hood["contact"], hood.unit_id, entry_id, 4)
    make_claim(uow, hood["other_contact"], hood.other_unit_id, entry_id, 6)
    move_entry(uow, hood["staff"], entry_id, EntryMove.START)
    move_claim(uow, hood["contact"], claim_id, ClaimMove.WITHDRAW)
    assert entry_of(uow, hood, entry_id).state is EntryState.PARTLY_CLAIMED


def test_the_desks_word_on_the_last_delivery_leaves_the_rest_to_the_asker(uow: UnitOfWork, hood: Neighbourhood) -> None:
    entry_id = make_open_entry(uow, hood["resident"], quantity=2)
    first = make_claim(uow, hood["contact"], hood.unit_id, entry_id, 1)
    second = make_claim(uow, hood["other_contact"], hood.other_unit_id, entry_id, 1)
    deliver(uow, hood, first)
    move_claim(uow, hood["staff"], first, ClaimMove.ACCEPT_DELIVERY)
    assert entry_of(uow, hood, entry_id).state is EntryState.CLAIMED
    deliver(uow, hood, second, "other_contact")
    move_claim(uow, hood["lead"], second, ClaimMove.REJECT_DELIVERY)
    move_claim(uow, hood["other_contact"], second, ClaimMove.DELIVER)
    move_claim(uow, hood["lead"], second, ClaimMove.ACCEPT_DELIVERY)
    assert entry_of(uow, hood, entry_id).state is EntryState.DELIVERED
    move_entry(uow, hood["resident"], entry_id, EntryMove.ACCEPT)
    move_entry(uow, hood["staff"], entry_id, EntryMove.CLOSE)


def test_the_askers_word_on_the_last_delivery_settles_it(uow: UnitOfWork, hood: Neighbourhood) -> None:
    entry_id = make_open_entry(uow, hood["resident"])
    claim_id = make_claim(uow, hood["contact"], hood.unit_id, entry_id)
    deliver(uow, hood, claim_id)
    move_claim(uow, hood["resident"], claim_id, ClaimMove.ACCEPT_DELIVERY)
    assert entry_of(uow, hood, entry_id).state is EntryState.ACCEPTED
    moves = [line["move"] for line in lists.list_history(uow, hood["staff"].actor, hood.community_id, entry_id)]
    assert moves == ["submit", "adopt", "claim", "deliver", "accept"]


def test_a_part_that_is_done_leaves_the_rest_open(uow: UnitOfWork, hood: Neighbourhood) -> None:
    entry_id = project(uow, hood)
    claim_id = make_claim(uow, hood["contact"], hood.unit_id, entry_id, 4)
    deliver(uow, hood, claim_id)
    move_claim(uow, hood["lead"], claim_id, ClaimMove.ACCEPT_DELIVERY)
    assert entry_of(uow, hood, entry_id).state is EntryState.PARTLY_CLAIMED
    assert make_claim(uow, hood["contact"], hood.unit_id, entry_id, 6)


def test_an_entry_that_is_not_solved_is_claimed_anew(uow: UnitOfWork, hood: Neighbourhood) -> None:
    entry_id = make_open_entry(uow, hood["resident"])
    claim_id = make_claim(uow, hood["contact"], hood.unit_id, entry_id)
    deliver(uow, hood, claim_id)
    move_claim(uow, hood["staff"], claim_id, ClaimMove.ACCEPT_DELIVERY)
    move_entry(uow, hood["resident"], entry_id, EntryMove.REOPEN)
    move_entry(uow, hood["staff"], entry_id, EntryMove.PUBLISH)
    again = make_claim(uow, hood["other_contact"], hood.other_unit_id, entry_id)
    deliver(uow, hood, again, "other_contact")
    move_claim(uow, hood["resident"], again, ClaimMove.ACCEPT_DELIVERY)
    assert entry_of(uow, hood, entry_id).state is EntryState.ACCEPTED


@pytest.mark.parametrize("move", [EntryMove.DELIVER, EntryMove.CLOSE])
def test_the_desk_leaves_no_claim_hanging(uow: UnitOfWork, hood: Neighbourhood, move: EntryMove) -> None:
    entry_id = project(uow, hood)
    claim_id = make_claim(uow, hood["contact"], hood.unit_id, entry_id, 4)
    for _ in range(2):
        with pytest.raises(EntryHasClaimsError):
            move_entry(uow, hood["staff"], entry_id, move)
        if entry_of(uow, hood, entry_id).state is EntryState.PARTLY_CLAIMED:
            move_entry(uow, hood["staff"], entry_id, EntryMove.START)
    move_claim(uow, hood["staff"], claim_id, ClaimMove.DECLINE)
    move_entry(uow, hood["staff"], entry_id, move)


def test_one_claim_under_way_per_unit_and_entry(uow: UnitOfWork, hood: Neighbourhood) -> None:
    entry_id = project(uow, hood)
    first = make_claim(uow, hood["contact"], hood.unit_id, entry_id, 2)
    with pytest.raises(AlreadyClaimedError), uow.session.begin_nested():
        make_claim(uow, hood["contact"], hood.unit_id, entry_id, 2)
    assert entry_of(uow, hood, entry_id).claimed_quantity == 2
    move_claim(uow, hood["contact"], first, ClaimMove.WITHDRAW)
    make_claim(uow, hood["contact"], hood.unit_id, entry_id, 3)


def test_a_unit_does_not_claim_what_it_asked_for(uow: UnitOfWork, hood: Neighbourhood) -> None:
    entry_id = make_open_entry(uow, hood["contact"], unit_id=hood.unit_id)
    with pytest.raises(OwnEntryError):
        make_claim(uow, hood["contact"], hood.unit_id, entry_id)


def test_nobody_decides_on_the_delivery_of_their_own_unit(uow: UnitOfWork, hood: Neighbourhood) -> None:
    staff_and_contact = make_member(
        uow, hood.community_id, Role.STAFF, name="孙社工", unit=(hood.unit_id, Role.UNIT_CONTACT)
    )
    claim_id = make_claim(uow, hood["contact"], hood.unit_id, project(uow, hood), 1)
    deliver(uow, hood, claim_id)
    for move in (ClaimMove.ACCEPT_DELIVERY, ClaimMove.REJECT_DELIVERY):
        with pytest.raises(OwnDeliveryError):
            move_claim(uow, staff_and_contact, claim_id, move)


@pytest.mark.parametrize("kind", ["resource", "benefit"])
def test_what_is_not_asked_for_is_not_claimed(uow: UnitOfWork, hood: Neighbourhood, kind: str) -> None:
    entry_id = make_open_entry(uow, hood["staff"], kind)
    with pytest.raises(EntryNotClaimableError):
        make_claim(uow, hood["contact"], hood.unit_id, entry_id)


def test_a_counted_resource_is_not_claimed_either(uow: UnitOfWork, hood: Neighbourhood) -> None:
    entry_id = make_open_entry(uow, hood["staff"], "resource", quantity=5)
    with pytest.raises(EntryNotClaimableError), uow.session.begin_nested():
        make_claim(uow, hood["contact"], hood.unit_id, entry_id)
    assert entry_of(uow, hood, entry_id).claimed_quantity == 0


def test_a_proposal_is_not_claimed_nor_known(uow: UnitOfWork, hood: Neighbourhood) -> None:
    entry_id = propose_entry(uow, hood["resident"])
    with pytest.raises(NotFoundError):
        make_claim(uow, hood["contact"], hood.unit_id, entry_id)
    with pytest.raises(NotFoundError):
        service.list_claims(
            uow, hood["contact"].actor, hood.community_id, ClaimFilter(entry_id=entry_id), PageRequest()
        )


def test_history_link_and_event_are_written(uow: UnitOfWork, hood: Neighbourhood) -> None:
    entry_id = project(uow, hood)
    claim_id = make_claim(uow, hood["contact"], hood.unit_id, entry_id, 4)
    service.move_claim(uow, hood["staff"].actor, hood.community_id, claim_id, ClaimMove.DECLINE, "时间不合适")
    lines = uow.session.scalars(
        select(ClaimMoveRow).where(ClaimMoveRow.claim_id == claim_id).order_by(ClaimMoveRow.id)
    ).all()
    assert [(line.move, line.from_state, line.to_state, line.note) for line in lines] == [
        ("claim", None, "open", None),
        ("decline", "open", "declined", "时间不合适"),
    ]
    link = uow.session.scalars(select(Link).where(Link.community_id == hood.community_id)).one()
    assert (link.from_type, link.from_id, link.relation, link.to_type, link.to_id) == (
        "entry",
        entry_id,
        "claimed",
        "claim",
        claim_id,
    )
    told = uow.session.scalars(
        select(OutboxEvent.payload)
        .where(OutboxEvent.community_id == hood.community_id, OutboxEvent.topic == "agreements.claim_moved")
        .order_by(OutboxEvent.id)
    ).all()
    assert [event["to_state"] for event in told] == ["open", "declined"]
    assert told[1] == {
        "claim_id": str(claim_id),
        "entry_id": str(entry_id),
        "entry_title": "陪护高龄老人",
        "unit_id": str(hood.unit_id),
        "member_id": None,
        "assist_unit_ids": [],
        "move": "decline",
        "to_state": "declined",
        "note": "时间不合适",
    }


def test_the_history_can_be_neither_changed_nor_deleted(uow: UnitOfWork, hood: Neighbourhood) -> None:
    make_claim(uow, hood["contact"], hood.unit_id, project(uow, hood))
    for statement in ("UPDATE claim_moves SET note = ''", "DELETE FROM claim_moves"):
        with pytest.raises(ProgrammingError, match="permission denied"), uow.session.begin_nested():
            uow.session.execute(text(f"{statement} WHERE community_id = :cid"), {"cid": hood.community_id})


def test_the_index_is_the_last_witness_of_one_claim_under_way(uow: UnitOfWork, hood: Neighbourhood) -> None:
    entry_id = project(uow, hood)
    claim_id = make_claim(uow, hood["contact"], hood.unit_id, entry_id)
    columns = "community_id, id, entry_id, unit_id, quantity, state, note, created_by_member_id, created_at, updated_at"
    copy = f"INSERT INTO claims ({columns}) SELECT community_id, :new, entry_id, unit_id, quantity, state, note,"
    copy += " created_by_member_id, created_at, updated_at FROM claims WHERE community_id = :cid AND id = :old"
    values = {"new": uow.new_id(), "cid": hood.community_id, "old": claim_id}
    with pytest.raises(IntegrityError, match="uq_claims_live"), uow.session.begin_nested():
        uow.session.execute(text(copy), values)


def claims_of(app: flask.Flask, hood: Neighbourhood, entry_id: UUID) -> tuple[EntryRef, dict[str, int]]:
    """Return the entry and the summed quantity of its claims by state."""
    with app.app_context(), unit_of_work() as uow:
        rows = uow.session.execute(
            select(Claim.state, func.sum(Claim.quantity)).where(Claim.entry_id == entry_id).group_by(Claim.state)
        )
        return entry_of(uow, hood, entry_id), {state: int(total) for state, total in rows}


def test_claims_at_once_never_exceed_what_is_asked(app: flask.Flask, clock: FixedClock) -> None:
    with app.app_context(), unit_of_work() as uow:
        hood = make_neighbourhood(uow)
        entry_id = project(uow, hood, 10)
        units = [make_contact(uow, hood.community_id) for _ in range(12)]
    outcomes = race(
        app, [lambda uow, c=contact, u=unit_id: make_claim(uow, c, u, entry_id, 3) for contact, unit_id in units]
    )
    refused = [outcome for outcome in outcomes if outcome is not None]
    assert [type(refusal) for refusal in refused] == [ClaimExceedsEntryError] * 9
    assert {refusal.extras["left"] for refusal in refused if isinstance(refusal, ClaimExceedsEntryError)} == {1}
    entry, sums = claims_of(app, hood, entry_id)
    assert (entry.claimed_quantity, sums) == (9, {"open": 9})


def test_one_unit_at_once_claims_once(app: flask.Flask, clock: FixedClock) -> None:
    with app.app_context(), unit_of_work() as uow:
        hood = make_neighbourhood(uow)
        entry_id = project(uow, hood, 10)
    outcomes = race(app, [lambda uow: make_claim(uow, hood["contact"], hood.unit_id, entry_id, 1)] * 6)
    refused = [outcome for outcome in outcomes if outcome is not None]
    assert [type(refusal) for refusal in refused] == [AlreadyClaimedError] * 5
    entry, sums = claims_of(app, hood, entry_id)
    assert (entry.claimed_quantity, sums) == (1, {"open": 1})


ROUNDS = pytest.mark.parametrize("turn", range(5))


@ROUNDS
def test_of_declining_and_withdrawing_at_once_one_comes_first(app: flask.Flask, clock: FixedClock, turn: int) -> None:
    with app.app_context(), unit_of_work() as uow:
        hood = make_neighbourhood(uow)
        entry_id = project(uow, hood, 10)
        claim_id = make_claim(uow, hood["contact"], hood.unit_id, entry_id, 4)
    tries = [("staff", ClaimMove.DECLINE), ("lead", ClaimMove.DECLINE), ("contact", ClaimMove.WITHDRAW)] * 2
    outcomes = race(app, [lambda uow, w=who, m=move: move_claim(uow, hood[w], claim_id, m) for who, move in tries])
    refused = [outcome for outcome in outcomes if outcome is not None]
    assert [type(refusal) for refusal in refused] == [MoveNotAllowedError] * 5
    entry, _sums = claims_of(app, hood, entry_id)
    assert (entry.claimed_quantity, entry.state) == (0, EntryState.OPEN)


@ROUNDS
def test_the_last_two_deliveries_accepted_at_once_complete_the_entry(
    app: flask.Flask, clock: FixedClock, turn: int
) -> None:
    with app.app_context(), unit_of_work() as uow:
        hood = make_neighbourhood(uow)
        entry_id = make_open_entry(uow, hood["resident"], quantity=2)
        first = make_claim(uow, hood["contact"], hood.unit_id, entry_id, 1)
        second = make_claim(uow, hood["other_contact"], hood.other_unit_id, entry_id, 1)
        deliver(uow, hood, first)
        deliver(uow, hood, second, "other_contact")
    works = [(first, "staff"), (second, "lead")]
    outcomes = race(
        app,
        [lambda uow, i=id_, w=who: move_claim(uow, hood[w], i, ClaimMove.ACCEPT_DELIVERY) for id_, who in works],
    )
    assert outcomes == [None, None]
    entry, sums = claims_of(app, hood, entry_id)
    assert (entry.state, sums) == (EntryState.DELIVERED, {"closed": 2})


@ROUNDS
def test_closing_and_claiming_at_once_leaves_no_claim_on_a_closed_entry(
    app: flask.Flask, clock: FixedClock, turn: int
) -> None:
    with app.app_context(), unit_of_work() as uow:
        hood = make_neighbourhood(uow)
        entry_id = project(uow, hood, 10)
    race(
        app,
        [
            lambda uow: move_entry(uow, hood["staff"], entry_id, EntryMove.CLOSE),
            lambda uow: make_claim(uow, hood["contact"], hood.unit_id, entry_id, 1),
            lambda uow: make_claim(uow, hood["other_contact"], hood.other_unit_id, entry_id, 1),
        ],
    )
    entry, sums = claims_of(app, hood, entry_id)
    assert entry.claimed_quantity == sums.get("open", 0)
    assert entry.state is not EntryState.CLOSED or sums == {}


def test_the_entry_is_locked_before_its_claim(uow: UnitOfWork, hood: Neighbourhood) -> None:
    claim_id = make_claim(uow, hood["contact"], hood.unit_id, project(uow, hood), 4)
    with counted_statements() as seen:
        move_claim(uow, hood["contact"], claim_id, ClaimMove.WITHDRAW)
    locked = [statement.partition(" FROM ")[2].split()[0] for statement in seen if "FOR NO KEY UPDATE" in statement]
    assert locked[:2] == ["entries", "claims"]


@pytest.mark.parametrize("length", [3, 25])
def test_a_page_of_claims_costs_the_same_however_long(app: flask.Flask, clock: FixedClock, length: int) -> None:
    with app.app_context():
        with unit_of_work() as uow:
            hood = make_neighbourhood(uow)
            for _ in range(length):
                contact, unit_id = make_contact(uow, hood.community_id)
                make_claim(uow, contact, unit_id, project(uow, hood), 1)
        with unit_of_work() as uow, counted_statements() as seen:
            found: Any = service.list_claims(
                uow, hood["staff"].actor, hood.community_id, ClaimFilter(state=ClaimState.OPEN), PageRequest(limit=50)
            )
    assert len(found.items) == length
    assert len(seen) == 5, seen

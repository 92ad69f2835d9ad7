"""Entitlements: proposed by one of the desk with a ground, decided by another, valid until a day."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.clock import local_date, month_of
from backend.giving import events
from backend.giving.errors import (
    EntitlementExistsError,
    EntitlementOverError,
    ReceiverLeftError,
    SameHandsError,
)
from backend.giving.models import EntitlementRow
from backend.giving.moves import ENTITLEMENT_MOVE_NAMES, ENTITLEMENT_MOVES, EntitlementMove
from backend.giving.policy import POLICY, A
from backend.giving.rules import decide_entitlement, ends_at
from backend.giving.types import (
    ENTITLEMENT_STATE_NAMES,
    GROUND_NAMES,
    EntitlementState,
    Ground,
    NewEntitlement,
)
from backend.infra import outbox
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.rows import add_or_refuse, row_by_id
from backend.infra.uow import UnitOfWork

S = EntitlementState


def propose_entitlement(uow: UnitOfWork, actor: Actor, community_id: int, new: NewEntitlement) -> dict[str, Any]:
    """Propose that a member is given time from the pool; another person decides.

    Raises SameHandsError for oneself, ReceiverLeftError, NotFoundError, EntitlementExistsError, GroundNoteError,
    GroundAgeError, EntitlementDayError.
    """
    POLICY.permit(actor, A.PROPOSE_ENTITLEMENT)
    today = local_date(uow.now)
    age = communities.member_age_on(uow, community_id, new.member_id, today)
    if new.member_id == actor.member_id:
        raise SameHandsError
    if not communities.verified_of(uow, community_id, [new.member_id]):
        raise ReceiverLeftError
    decide_entitlement(new, age=age, today=today)
    row = EntitlementRow(
        community_id=community_id,
        id=uow.new_id(),
        member_id=new.member_id,
        ground=new.ground,
        note=new.note,
        monthly_minutes=new.monthly_minutes,
        automatic=new.automatic,
        valid_to=new.valid_to,
        ends_at=ends_at(new.valid_to),
        state=S.PROPOSED,
        month=month_of(uow.now),
        given=min(new.monthly_minutes, _given_before(uow, community_id, new.member_id)),
        proposed_by=actor.member_id,
        proposed_at=uow.now,
        decision_note="",
    )
    add_or_refuse(uow, row, refusal=EntitlementExistsError)
    outbox.record(uow, community_id, events.ENTITLEMENT_PROPOSED, {"entitlement_id": str(row.id)})
    return view_entitlements(uow, actor, [row])[0]


def _given_before(uow: UnitOfWork, community_id: int, member_id: UUID) -> int:
    """Return what the member was given this month on entitlements that have ended: a new one is no second month."""
    most = select(func.max(EntitlementRow.given)).where(
        EntitlementRow.community_id == community_id,
        EntitlementRow.member_id == member_id,
        EntitlementRow.month == month_of(uow.now),
    )
    return uow.session.scalar(most) or 0


def move_entitlement(
    uow: UnitOfWork, actor: Actor, community_id: int, entitlement_id: UUID, move: EntitlementMove, note: str
) -> dict[str, Any]:
    """Approve or decline (the lead, and nobody who proposed it or benefits), or end it.

    Raises NotFoundError, ForbiddenError, SameHandsError, MoveNotAllowedError, EntitlementOverError past its last day.
    """
    row = lock_entitlement(uow, community_id, entitlement_id)
    POLICY.permit(actor, A.MOVE_ENTITLEMENT)
    if move is not EntitlementMove.END:
        POLICY.permit(actor, A.DECIDE_ENTITLEMENT)
        if actor.member_id in (row.proposed_by, row.member_id):
            raise SameHandsError
    state = ENTITLEMENT_MOVES.next(S(row.state), move)
    if state is S.APPROVED and row.ends_at <= uow.now:
        raise EntitlementOverError
    if move is EntitlementMove.END:
        row.ended_by, row.ended_at = actor.member_id, uow.now
    else:
        row.decided_by, row.decided_at, row.decision_note = actor.member_id, uow.now, note
    row.state = state
    row.due_at = None
    if state is S.APPROVED:  # the first month is given at once
        row.due_at = uow.now if row.automatic else row.ends_at
    uow.session.flush()
    told = {
        "entitlement_id": str(row.id),
        "member_id": str(row.member_id),
        "state": state.value,
        "minutes": row.monthly_minutes,
        "valid_to": row.valid_to.isoformat(),
    }
    outbox.record(uow, community_id, events.ENTITLEMENT_DECIDED, told)
    return view_entitlements(uow, actor, [row])[0]


def lock_entitlement(uow: UnitOfWork, community_id: int, entitlement_id: UUID) -> EntitlementRow:
    """Return the entitlement, held until the end of the unit of work; raises NotFoundError."""
    return row_by_id(uow, EntitlementRow, community_id, entitlement_id, lock=True)


def list_entitlements(
    uow: UnitOfWork, actor: Actor, community_id: int, *, state: EntitlementState | None, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return entitlements for the desk, newest first."""
    POLICY.permit(actor, A.READ_ENTITLEMENTS)
    wanted = select(EntitlementRow).where(EntitlementRow.community_id == community_id)
    if state is not None:
        wanted = wanted.where(EntitlementRow.state == state)
    found = fetch_page(uow.session, wanted, page, keys=[EntitlementRow.id])
    return Page(view_entitlements(uow, actor, found.items), found.next_cursor)


def view_entitlements(uow: UnitOfWork, actor: Actor, rows: Sequence[EntitlementRow]) -> list[dict[str, Any]]:
    """Return entitlements as the desk sees them, with who proposed and who decided."""
    if not rows:
        return []
    ids = {id_ for row in rows for id_ in (row.member_id, row.proposed_by, row.decided_by) if id_ is not None}
    people = communities.members_by_ids(uow, rows[0].community_id, ids)
    month = month_of(uow.now)
    return [
        {
            "id": row.id,
            "member": people[row.member_id],
            "ground": Ground(row.ground),
            "ground_name": GROUND_NAMES[Ground(row.ground)],
            "note": row.note,
            "monthly_minutes": row.monthly_minutes,
            "given_this_month": row.given if row.month == month else 0,
            "automatic": row.automatic,
            "valid_to": row.valid_to,
            "state": S(row.state),
            "state_name": ENTITLEMENT_STATE_NAMES[S(row.state)],
            "proposed_by": people[row.proposed_by],
            "decided_by": people.get(row.decided_by) if row.decided_by else None,
            "decision_note": row.decision_note,
            "created_at": row.proposed_at,
            "moves": _moves(actor, row),
        }
        for row in rows
    ]


def _moves(actor: Actor, row: EntitlementRow) -> list[dict[str, str]]:
    """Return the moves the caller may make now."""
    may_decide = POLICY.allows(actor, A.DECIDE_ENTITLEMENT) and actor.member_id not in (row.proposed_by, row.member_id)
    may_end = POLICY.allows(actor, A.MOVE_ENTITLEMENT)
    return [
        {"move": move.value, "name": ENTITLEMENT_MOVE_NAMES[move]}
        for move in ENTITLEMENT_MOVES.moves_from(S(row.state))
        if (may_end if move is EntitlementMove.END else may_decide)
    ]

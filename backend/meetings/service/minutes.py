"""Writing minutes: what was said and decided on each point, what is to be done, what units' delegates said."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.core.errors import InvalidError, NotFoundError
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.meetings.errors import MeetingNotHeldError, MeetingNotOpenError
from backend.meetings.models import Action, InvitedUnit, Meeting
from backend.meetings.policy import POLICY, A
from backend.meetings.rules.minutes import check_minutes
from backend.meetings.service.store import agenda_of, lock_meeting
from backend.meetings.service.view import view_meeting
from backend.meetings.types import Delegate, MeetingState, Minutes, NewAction


def write_minutes(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    meeting_id: UUID,
    minutes: Minutes,
    *,
    check_seen: Callable[[dict[str, Any]], None] = lambda _: None,
) -> dict[str, Any]:
    """Write the minutes as a whole, in place of what was written before; nobody but the desk reads them yet.

    ``check_seen`` gets the meeting as it stands and raises where that is not what the writer read.

    Raises NotFoundError, MeetingNotHeldError, NoQuorumError (something was "decided" without it) and InvalidError.
    """
    POLICY.permit(actor, A.WRITE_MINUTES)
    meeting = lock_meeting(uow, community_id, meeting_id)
    if meeting.state != MeetingState.HELD:
        raise MeetingNotHeldError
    check_seen(view_meeting(uow, actor, meeting))
    items = {item.id: item for item in agenda_of(uow, meeting)}
    check_minutes(minutes, items, is_quorate=bool(meeting.is_quorate), today=local_date(uow.now))
    actions = [(each.item_id, no, action) for each in minutes.items for no, action in enumerate(each.actions, 1)]
    _require_owners(uow, community_id, [action for _, _, action in actions])
    meeting.minutes, meeting.updated_at = minutes.text, uow.now
    for each in minutes.items:
        items[each.item_id].notes, items[each.item_id].decision = each.notes, each.decision
    _replace_actions(uow, meeting, list(items), actions)
    return view_meeting(uow, actor, meeting)


def _require_owners(uow: UnitOfWork, community_id: int, actions: Sequence[NewAction]) -> None:
    """Raise InvalidError where an owner is not there, or a list takes nobody's entries: sooner than at publishing."""
    units = {each.owner_unit_id for each in actions if each.owner_unit_id}
    members = {each.owner_member_id for each in actions if each.owner_member_id}
    if len(communities.units_by_ids(uow, community_id, units)) != len(units):
        raise InvalidError({"items": ["没有找到负责的单位"]})
    if communities.verified_of(uow, community_id, members) != members:
        raise InvalidError({"items": ["没有找到负责的居民"]})
    for kind in {each.kind for each in actions}:
        if lists.get_kind(kind).computed:
            raise InvalidError({"items": ["这张清单不能直接列入，请换一张"]})


def _replace_actions(
    uow: UnitOfWork, meeting: Meeting, item_ids: Sequence[UUID], actions: Sequence[tuple[UUID, int, NewAction]]
) -> None:
    uow.session.execute(delete(Action).where(Action.community_id == meeting.community_id, Action.item_id.in_(item_ids)))
    uow.session.add_all(
        Action(
            community_id=meeting.community_id,
            id=uow.new_id(),
            item_id=item_id,
            no=no,
            kind=action.kind,
            title=action.title,
            text=action.text,
            category=action.category,
            details=dict(action.details),
            owner_unit_id=action.owner_unit_id,
            owner_member_id=action.owner_member_id,
            due_on=action.due_on,
            review_on=action.review_on,
        )
        for item_id, no, action in actions
    )
    uow.session.flush()


def note_delegate(
    uow: UnitOfWork, actor: Actor, community_id: int, meeting_id: UUID, unit_id: UUID, delegate: Delegate
) -> dict[str, Any]:
    """Write down who came for a unit and what they said (Art. 19); it gives them neither a seat nor a vote.

    Raises NotFoundError (also for a unit that was not asked) and MeetingNotOpenError (not yet, or published).
    """
    POLICY.permit(actor, A.WRITE_MINUTES)
    meeting = lock_meeting(uow, community_id, meeting_id)
    if meeting.state not in (MeetingState.OPEN, MeetingState.HELD):
        raise MeetingNotOpenError
    row = uow.session.get(InvitedUnit, (community_id, meeting_id, unit_id))
    if row is None:
        raise NotFoundError
    row.delegate, row.said = delegate.name, delegate.said or None
    row.came_at, row.noted_by = row.came_at or uow.now, actor.member_id
    uow.session.flush()
    return view_meeting(uow, actor, meeting)

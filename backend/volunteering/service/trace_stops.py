"""Shifts and records as stops of the trace. A record on notice is everybody's to see, with a masked name."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from backend.communities import service as communities
from backend.core.actor import Actor, Role
from backend.core.names import mask_name
from backend.infra.stops import Stop, StopStatus
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import ServiceRecord, Shift
from backend.volunteering.policy import POLICY, A
from backend.volunteering.service.grounds import ON_VIEW, record_grounds, shifts_seen, shifts_served
from backend.volunteering.service.parts import record_number, shifts_by_ids
from backend.volunteering.types import RECORD_STATE_NAMES, SHIFT_STATE_NAMES, RecordState, ShiftState

NEXT_ACTORS = {
    RecordState.CHECKED_IN: "本人：活动结束时签退",
    RecordState.CHECKED_OUT: "同行的人或受助人：见证",
    RecordState.WITNESSED: "带队人：确认",
    RecordState.CONFIRMED: "监督员：复核补录",
    RecordState.ON_NOTICE: "居民：有异议请提出",
    RecordState.HELD: "监督员：核查",
    RecordState.DISPUTED: "监督员：裁定",
}


def shift_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, Stop | None]:
    """Return shifts by id; somebody else's private one is None."""
    if not POLICY.allows(actor, A.READ_SHIFTS):
        return {}
    everything = list(shifts_by_ids(uow, community_id, ids).values())
    seen = shifts_seen(uow, actor, everything)
    shifts = [shift for shift in everything if shift.id in seen]
    leaders = communities.members_by_ids(uow, community_id, {shift.leader_id for shift in shifts})
    is_stranger = Role.MEMBER not in actor.roles
    found: dict[UUID, Stop | None] = {}
    for shift in shifts:
        name = leaders[shift.leader_id].name
        is_ahead = shift.state == ShiftState.OPEN and uow.now < shift.ends_at
        found[shift.id] = Stop(
            shift.title,
            SHIFT_STATE_NAMES[ShiftState(shift.state)],
            shift.starts_at,
            StopStatus.NOW if is_ahead else StopStatus.DONE,
            f"带队：{mask_name(name) if is_stranger else name}",
            "报名的居民：按时到场" if is_ahead else None,
            shift.starts_at if is_ahead else None,
        )
    return found


def record_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, Stop | None]:
    """Return records by id; somebody else's that is not on view is None."""
    if not POLICY.allows(actor, A.READ_RECORDS):
        return {}
    records = uow.session.scalars(
        select(ServiceRecord).where(ServiceRecord.community_id == community_id, ServiceRecord.id.in_(ids))
    ).all()
    shifts = shifts_by_ids(uow, community_id, {record.shift_id for record in records})
    served = shifts_served(uow, actor, community_id, shifts)
    people = communities.members_by_ids(uow, community_id, {record.performed_by for record in records})
    sees_all = POLICY.allows(actor, A.READ_ALL_RECORDS)
    found: dict[UUID, Stop | None] = {}
    for record in records:
        shift = shifts[record.shift_id]
        is_named = sees_all or bool(record_grounds(actor, record, shift, served))
        if is_named or record.state in ON_VIEW:
            name = people[record.performed_by].name
            found[record.id] = _record_stop(record, shift, who=name if is_named else mask_name(name))
    return found


def _record_stop(record: ServiceRecord, shift: Shift, *, who: str) -> Stop:
    state = RecordState(record.state)
    minutes = "" if record.minutes is None else f" · {record.minutes}分钟"
    next_actor = NEXT_ACTORS.get(state)
    return Stop(
        f"{record_number(record.number)} {shift.title}{minutes}",
        RECORD_STATE_NAMES[state],
        record.checked_in_at,
        StopStatus.DONE if next_actor is None else StopStatus.NOW,
        who,
        next_actor,
        record.notice_until if state is RecordState.ON_NOTICE else None,
    )

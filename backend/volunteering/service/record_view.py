"""Records as the API shows them: many at once, with a number of statements that does not grow."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from backend.books import service as books
from backend.communities import service as communities
from backend.communities.types import MemberRef
from backend.core.actor import Actor, Role
from backend.core.working_days import working_days_left
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import MoveRow, ServiceRecord, SettlementTask, Shift
from backend.volunteering.moves import (
    RECORD_MOVE_NAMES,
)
from backend.volunteering.policy import POLICY, A
from backend.volunteering.rules.separation import has_part
from backend.volunteering.service.audit.case_view import audits_of_records
from backend.volunteering.service.evidence import evidence_of
from backend.volunteering.service.flagging import flags_of_records, waiting_late
from backend.volunteering.service.grounds import (
    allowed_record_moves,
    hands_of,
    may_add_slip,
    objected_by,
    record_grounds,
    shifts_served,
)
from backend.volunteering.service.history import list_moves
from backend.volunteering.service.parts import calendar_note, name_on_notice, record_number, shifts_by_ids, show_member
from backend.volunteering.service.stops import Tied, line_of_stops
from backend.volunteering.types import (
    RECORD_STATE_NAMES,
    Purpose,
    RecordState,
    Settlement,
)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is shown of records beside their own rows, by their ids or those of shifts and members."""

    shifts: Mapping[UUID, Shift]
    served: Collection[UUID]
    members: Mapping[UUID, MemberRef]
    moves: Mapping[UUID, Sequence[MoveRow]] = field(default_factory=dict)
    flags: Mapping[UUID, Any] = field(default_factory=dict)
    settlements: Mapping[UUID, Settlement] = field(default_factory=dict)
    earned: Mapping[UUID, Any] = field(default_factory=dict)
    tied: Mapping[UUID, Tied] = field(default_factory=dict)
    evidence: Mapping[UUID, Any] = field(default_factory=dict)
    objected: Collection[UUID] = ()
    late: Collection[UUID] = ()
    public_names: Mapping[UUID, str] = field(default_factory=dict)
    audits: Mapping[UUID, Any] = field(default_factory=dict)


def view_records(uow: UnitOfWork, actor: Actor, rows: Sequence[ServiceRecord]) -> list[dict[str, Any]]:
    """Return records as the caller sees them: who had no part in one and is no desk sees masked names."""
    if not rows:
        return []
    community_id, ids = rows[0].community_id, [row.id for row in rows]
    shifts = shifts_by_ids(uow, community_id, {row.shift_id for row in rows})
    moves = list_moves(uow, community_id, ids)
    people = {row.performed_by for row in rows} | {row.recorded_by for row in rows if row.recorded_by}
    people |= {row.held_by for row in rows if row.held_by}
    people |= {move.by_member_id for lines in moves.values() for move in lines if move.by_member_id}
    settlements = _settlements(uow, community_id, rows)
    served = shifts_served(uow, actor, community_id, shifts)
    beside = _Beside(
        shifts=shifts,
        served=served,
        members=communities.members_by_ids(uow, community_id, people),
        moves=moves,
        flags=flags_of_records(uow, community_id, ids),
        settlements=settlements,
        earned=books.earned_by_records(uow, community_id, [id_ for id_ in ids if id_ in settlements]),
        tied=ties_of(uow, community_id, rows),
        evidence=evidence_of(uow, community_id, ids),
        audits=audits_of_records(uow, community_id, ids),
        objected=objected_by(uow, actor.member_id, community_id, ids),
        late=waiting_late(uow, community_id, [row.id for row in rows if row.state == RecordState.ENTERED]),
        public_names=communities.public_names(uow, community_id, _strange(actor, rows, shifts, served)),
    )
    return [_view(actor, row, beside) | {"days_left": _days_left(row, uow.now)} for row in rows]


def _strange(
    actor: Actor, rows: Sequence[ServiceRecord], shifts: Mapping[UUID, Shift], served: Collection[UUID]
) -> set[UUID]:
    """Return whose hours the caller is a stranger to: their names are read as on the public notice."""
    if POLICY.allows(actor, A.READ_ALL_RECORDS):
        return set()
    return {row.performed_by for row in rows if not record_grounds(actor, row, shifts[row.shift_id], served)}


def view_new_record(actor: Actor, record: ServiceRecord, shift: Shift) -> dict[str, Any]:
    """Return a record as its own member sees it who has just checked in in time: nothing is to be looked up."""
    me = MemberRef(record.performed_by, actor.name or "", actor.person_id)
    return _view(actor, record, _Beside({shift.id: shift}, {shift.id}, {me.id: me})) | {"days_left": None}


def _view(actor: Actor, row: ServiceRecord, beside: _Beside) -> dict[str, Any]:
    shift = beside.shifts[row.shift_id]
    also = record_grounds(actor, row, shift, beside.served)
    sees_all = POLICY.allows(actor, A.READ_ALL_RECORDS)
    masked = not (sees_all or also)
    is_free = sees_all and not has_part(hands_of(row, shift), actor.member_id)
    tied = beside.tied.get(row.id, Tied())

    def named(id_: UUID | None) -> dict[str, Any] | None:
        member = beside.members.get(id_) if id_ is not None else None
        return show_member(member, masked=masked) if member is not None else None

    def sees_who_disputed(id_: UUID | None) -> bool:
        return is_free or id_ == actor.member_id

    return {
        **_record_facts(row, shift, masked=masked),
        "member": _performer(row, shift, beside.public_names) if masked else named(row.performed_by),
        "held_by": None if masked else named(row.held_by),
        "flags": [] if masked else beside.flags.get(row.id, []),
        "evidence": beside.evidence.get(row.id, []) if sees_all or Role.LEADER in also else [],
        "may_add_slip": may_add_slip(actor, row, shift),
        "settlement": None if shift.purpose == Purpose.EXCHANGE else beside.settlements.get(row.id),
        "earned": [{"book": book.lower(), "amount": amount} for book, amount in beside.earned.get(row.id, ())]
        if not masked
        else [],
        "stops": line_of_stops(row, beside.moves.get(row.id, ()), named, sees_who_disputed, tied),
        "corrects": tied.corrects,
        "corrected_by": tied.corrected_by,
        # What an audit found is told to whom it is about, not to all who were on the shift.
        "audit": beside.audits.get(row.id) if sees_all or also & {Role.SELF, Role.BENEFICIARY} else None,
        "moves": [
            {"move": move.value, "name": RECORD_MOVE_NAMES[move]}
            for move in allowed_record_moves(
                actor, row, shift, also=also, objected=row.id in beside.objected, late=row.id in beside.late
            )
        ],
    }


def ties_of(uow: UnitOfWork, community_id: int, rows: Sequence[ServiceRecord]) -> dict[UUID, Tied]:
    """Return what each record corrects and what corrects it, were it still on its way; both by id and number."""
    earlier, ids = {row.corrects_id for row in rows if row.corrects_id}, [row.id for row in rows]
    found = uow.session.execute(
        select(ServiceRecord.id, ServiceRecord.number, ServiceRecord.corrects_id, ServiceRecord.minutes)
        .where(ServiceRecord.community_id == community_id, ServiceRecord.state != RecordState.REJECTED)
        .where(or_(ServiceRecord.id.in_(earlier), ServiceRecord.corrects_id.in_(ids)))
    ).all()
    refs = {row.id: {"id": row.id, "number": record_number(row.number), "minutes": row.minutes} for row in found}
    later = {row.corrects_id: refs[row.id] for row in found if row.corrects_id}
    return {row.id: Tied(refs.get(row.corrects_id) if row.corrects_id else None, later.get(row.id)) for row in rows}


def _performer(row: ServiceRecord, shift: Shift, shown_names: Mapping[UUID, str]) -> dict[str, Any]:
    """Return whose hours they are as a stranger reads it on the notice."""
    return {"id": row.performed_by, "name": name_on_notice(row, shift, shown_names)}


def _record_facts(row: ServiceRecord, shift: Shift, *, masked: bool) -> dict[str, Any]:
    return {
        "id": row.id,
        "number": record_number(row.number),
        "shift": {
            "id": shift.id,
            "title": shift.title,
            "starts_at": shift.starts_at,
            "ends_at": shift.ends_at,
            "place": shift.place,
        },
        "state": row.state,
        "state_name": RECORD_STATE_NAMES[RecordState(row.state)],
        "source": row.source,
        "minutes": row.minutes,
        "checked_in_at": row.checked_in_at,
        "checked_out_at": row.checked_out_at,
        "fence": "not_given" if masked else row.fence,
        "notice_until": row.notice_until,
        "calendar_note": calendar_note(row.notice_until),
    }


def _days_left(row: ServiceRecord, now: datetime) -> int | None:
    """Return how many working days a record is still on notice, as the notice board counts them."""
    if row.notice_until is None or row.state != RecordState.ON_NOTICE:
        return None
    return working_days_left(now, row.notice_until)


def _settlements(uow: UnitOfWork, community_id: int, rows: Sequence[ServiceRecord]) -> dict[UUID, Settlement]:
    """Return how far the earnings of entered records are: no row of the queue is left when they are booked."""
    entered = [row.id for row in rows if row.state == RecordState.ENTERED]
    if not entered:
        return {}
    left = dict(
        uow.session.execute(
            select(SettlementTask.id, SettlementTask.attempts).where(
                SettlementTask.community_id == community_id, SettlementTask.id.in_(entered)
            )
        ).all()
    )
    return {id_: _settlement(left.get(id_)) for id_ in entered}


def _settlement(attempts: int | None) -> Settlement:
    if attempts is None:
        return Settlement.SETTLED
    return Settlement.PENDING if attempts == 0 else Settlement.AWAITING_BACKING

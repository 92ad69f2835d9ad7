"""Disputes as their sides and the desk see them. Who objects is the desk's to know, and its own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.attachments import service as attachments
from backend.communities import service as communities
from backend.communities.types import MemberRef
from backend.core.actor import Actor
from backend.core.errors import NotFoundError, SangongError
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import DisputeStatement, RecordDispute, ServiceRecord, Shift
from backend.volunteering.policy import POLICY, A
from backend.volunteering.rules.dispute import Parties, Said, decide_turn
from backend.volunteering.rules.separation import has_part
from backend.volunteering.service.grounds import hands_of
from backend.volunteering.service.parts import record_number, shifts_by_ids
from backend.volunteering.service.shift import find_shift
from backend.volunteering.types import RECORD_STATE_NAMES, RecordState
from backend.volunteering.types.dispute import OUTCOME_NAMES, DisputeFilter, Outcome, Side

ROLE_OBJECTOR, ROLE_PERFORMER, ROLE_LEADER = "提出异议的人", "服务的人", "带队人"


def list_record_disputes(uow: UnitOfWork, actor: Actor, community_id: int, record_id: UUID) -> list[dict[str, Any]]:
    """Return a record's disputes, the newest first, to the desk, its two sides and who objected."""
    POLICY.permit(actor, A.READ_DISPUTES)
    record = uow.session.get(ServiceRecord, (community_id, record_id))
    if record is None:
        raise NotFoundError
    statement = select(RecordDispute).where(
        RecordDispute.community_id == community_id, RecordDispute.record_id == record_id
    )
    if not POLICY.allows(actor, A.READ_ALL_RECORDS):
        shift = find_shift(uow, community_id, record.shift_id)
        if actor.member_id not in (record.performed_by, shift.leader_id):
            statement = statement.where(RecordDispute.opened_by == actor.member_id)
    rows = uow.session.scalars(statement.order_by(RecordDispute.id.desc())).all()
    return view_disputes(uow, actor, rows)


def list_disputes(
    uow: UnitOfWork, actor: Actor, community_id: int, wanted: DisputeFilter, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return disputes to the desk, to others their own objections: what waits by its deadline, else newest first."""
    POLICY.permit(actor, A.READ_DISPUTES)
    statement = select(RecordDispute).where(RecordDispute.community_id == community_id)
    if wanted.mine or not POLICY.allows(actor, A.READ_ALL_RECORDS):
        statement = statement.where(RecordDispute.opened_by == actor.member_id)
    if wanted.is_open:
        statement = statement.where(RecordDispute.outcome.is_(None))
        keys = [RecordDispute.rule_by, RecordDispute.id]
    else:
        keys = [RecordDispute.id]
        if wanted.is_open is not None:
            statement = statement.where(RecordDispute.outcome.is_not(None))
    found = fetch_page(uow.session, statement, page, keys=keys, descending=not wanted.is_open)
    return Page(view_disputes(uow, actor, found.items), found.next_cursor)


def view_disputes(uow: UnitOfWork, actor: Actor, rows: Sequence[RecordDispute]) -> list[dict[str, Any]]:
    """Return one community's disputes as the caller sees them, in a number of statements that does not grow."""
    if not rows:
        return []
    community_id = rows[0].community_id
    records = _records(uow, community_id, rows)
    shifts = shifts_by_ids(uow, community_id, {record.shift_id for record in records.values()})
    statements = _statements(uow, community_id, rows)
    said = [each for words in statements.values() for each in words]
    people = {row.opened_by for row in rows} | {row.ruled_by for row in rows if row.ruled_by}
    people |= {each.by_member_id for each in said} | {record.performed_by for record in records.values()}
    members = communities.members_by_ids(uow, community_id, people)
    photo_ids = {UUID(id_) for each in said for id_ in each.photos}
    photos = attachments.photos_by_ids(uow, community_id, photo_ids)
    return [
        _Seen(actor, row, records[row.record_id], shifts[records[row.record_id].shift_id], members, photos).view(
            statements.get(row.id, []), uow.now
        )
        for row in rows
    ]


class _Seen:
    """One dispute in the caller's eyes."""

    def __init__(
        self,
        actor: Actor,
        row: RecordDispute,
        record: ServiceRecord,
        shift: Shift,
        members: dict[UUID, MemberRef],
        photos: dict[UUID, dict[str, Any]],
    ) -> None:
        self.actor, self.row, self.record, self.shift = actor, row, record, shift
        self.members, self.photos = members, photos
        self.parties = Parties(row.opened_by, record.performed_by, shift.leader_id)
        # Nobody should fear a neighbour's grudge for speaking up: not even the desk, once it has a hand in the record.
        is_free = POLICY.allows(actor, A.READ_ALL_RECORDS) and not has_part(hands_of(record, shift), actor.member_id)
        self.sees_objector = is_free or actor.member_id == row.opened_by
        self.sees_names = is_free or self.parties.side_of(actor.member_id) is Side.RECORD

    def view(self, words: Sequence[DisputeStatement], now: datetime) -> dict[str, Any]:
        row, record = self.row, self.record
        outcome = None if row.outcome is None else Outcome(row.outcome)
        return {
            "id": row.id,
            "record": {
                "id": record.id,
                "number": record_number(record.number),
                "title": self.shift.title,
                "served_on": record.served_on,
                "member": self._named(record.performed_by) if self.sees_names else None,
                "minutes": record.minutes,
                "state": record.state,
                "state_name": RECORD_STATE_NAMES[RecordState(record.state)],
            },
            "opener": self._named(row.opened_by) if self.sees_objector else None,
            "is_mine": row.opened_by == self.actor.member_id,
            "opened_at": row.opened_at,
            "evidence_until": row.evidence_until,
            "rule_by": row.rule_by,
            "is_late": outcome is None and now >= row.rule_by,
            "minutes_before": row.minutes_before,
            "minutes_after": row.minutes_after,
            "outcome": outcome,
            "outcome_name": None if outcome is None else OUTCOME_NAMES[outcome],
            "closed_at": row.closed_at,
            "ruler": self._named(row.ruled_by),
            "reason": row.reason,
            "statements": [self._word(word) for word in words],
            "may_state": outcome is None and self._may_state(words, now),
        }

    def _named(self, member_id: UUID | None) -> dict[str, Any] | None:
        return None if member_id is None else {"id": member_id, "name": self.members[member_id].name}

    def _word(self, word: DisputeStatement) -> dict[str, Any]:
        seen = self.sees_objector if word.side == Side.OBJECTOR else self.sees_names
        return {
            "side": Side(word.side),
            "role": self._role(word),
            "by": self._named(word.by_member_id) if seen else None,
            "is_mine": word.by_member_id == self.actor.member_id,
            "turn": word.turn,
            "text": word.text,
            "photos": [self.photos[UUID(id_)] for id_ in word.photos if UUID(id_) in self.photos],
            "at": word.at,
        }

    def _role(self, word: DisputeStatement) -> str:
        if word.side == Side.OBJECTOR:
            return ROLE_OBJECTOR
        return ROLE_PERFORMER if word.by_member_id == self.record.performed_by else ROLE_LEADER

    def _may_state(self, words: Sequence[DisputeStatement], now: datetime) -> bool:
        said = [Said(Side(word.side), word.by_member_id) for word in words]
        try:
            decide_turn(self.parties, said, self.actor.member_id, until=self.row.evidence_until, now=now)
        except SangongError:
            return False
        return True


def _records(uow: UnitOfWork, community_id: int, rows: Sequence[RecordDispute]) -> dict[UUID, ServiceRecord]:
    found = uow.session.scalars(
        select(ServiceRecord).where(
            ServiceRecord.community_id == community_id, ServiceRecord.id.in_({row.record_id for row in rows})
        )
    )
    return {record.id: record for record in found}


def _statements(
    uow: UnitOfWork, community_id: int, rows: Sequence[RecordDispute]
) -> dict[UUID, list[DisputeStatement]]:
    found = uow.session.scalars(
        select(DisputeStatement)
        .where(DisputeStatement.community_id == community_id, DisputeStatement.dispute_id.in_([row.id for row in rows]))
        .order_by(DisputeStatement.dispute_id, DisputeStatement.id)
    )
    words: dict[UUID, list[DisputeStatement]] = {}
    for each in found:
        words.setdefault(each.dispute_id, []).append(each)
    return words

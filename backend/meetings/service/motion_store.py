"""Rows of motions: read, locked, counted; the line of their moves."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import and_, func, select

from backend.core.actor import Actor
from backend.core.errors import NotFoundError
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork
from backend.meetings.models import Attendance, Ballot, Mark, Meeting, Motion, MotionMoveRow, Proxy
from backend.meetings.rules import tally
from backend.meetings.types import Way
from backend.meetings.types.motions import Channel, Choice, Counts, MotionState, Secrecy, Turnout
from backend.meetings.types.proxies import ProxyState


def get_motion_row(uow: UnitOfWork, community_id: int, motion_id: UUID, *, lock: bool = False) -> Motion:
    """Return the motion, with ``lock`` held against everybody who votes on it; raises NotFoundError."""
    return row_by_id(uow, Motion, community_id, motion_id, lock=lock)


def share_motion_row(uow: UnitOfWork, community_id: int, motion_id: UUID) -> Motion:
    """Return the motion and keep it from closing until this vote is in; others vote beside it.

    Raises NotFoundError.
    """
    found = uow.session.scalars(
        select(Motion)
        .where(Motion.community_id == community_id, Motion.id == motion_id)
        .with_for_update(read=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFoundError
    return found


def has_open_motion(uow: UnitOfWork, meeting: Meeting) -> bool:
    """Tell whether something is being voted on."""
    open_one = select(Motion.id).where(
        Motion.community_id == meeting.community_id,
        Motion.meeting_id == meeting.id,
        Motion.state == MotionState.OPEN,
    )
    return uow.session.scalar(select(open_one.exists())) or False


def turnout_of(uow: UnitOfWork, meeting: Meeting) -> Turnout:
    """Return how many are present, themselves or by proxy. One statement."""
    here = Attendance.community_id == meeting.community_id, Attendance.meeting_id == meeting.id
    by_proxy = and_(Attendance.way == Way.PROXY, Proxy.id.is_(None))
    all_of_them, represented = uow.session.execute(
        select(func.count(), func.count().filter(by_proxy))
        .select_from(Attendance)
        .outerjoin(
            Proxy,
            and_(
                Proxy.community_id == Attendance.community_id,
                Proxy.meeting_id == Attendance.meeting_id,
                Proxy.seat_id == Attendance.seat_id,
                Proxy.state == ProxyState.CAME,
            ),
        )
        .where(*here)
    ).one()
    return Turnout(meeting.seats, all_of_them - represented, represented)


def channels_of(uow: UnitOfWork, motions: Collection[Motion]) -> dict[UUID, dict[Channel, int]]:
    """Return how many seats have voted on each channel, by motion. One statement."""
    found: dict[UUID, dict[Channel, int]] = {motion.id: dict.fromkeys(Channel, 0) for motion in motions}
    if not found:
        return found
    community_id = next(iter(motions)).community_id
    rows = uow.session.execute(
        select(Mark.motion_id, Mark.channel, func.count())
        .where(Mark.community_id == community_id, Mark.motion_id.in_(found))
        .group_by(Mark.motion_id, Mark.channel)
    )
    for motion_id, channel, many in rows:
        found[motion_id][Channel(channel)] = many
    return found


def counts_of(uow: UnitOfWork, motion: Motion) -> Counts:
    """Count the ballots: an open vote's stand on its marks, a secret one's on their own."""
    source = Ballot if motion.secrecy == Secrecy.SECRET else Mark
    rows = uow.session.execute(
        select(source.choice, func.count())
        .where(source.community_id == motion.community_id, source.motion_id == motion.id)
        .group_by(source.choice)
    )
    return tally.counts_by({Choice(choice): many for choice, many in rows if choice is not None})


def write_move(
    uow: UnitOfWork, actor: Actor, motion: Motion, move: str, before: MotionState | None, note: str | None
) -> None:
    """Add a line to the motion's history."""
    uow.session.add(
        MotionMoveRow(
            community_id=motion.community_id,
            id=uow.new_id(),
            motion_id=motion.id,
            move=move,
            from_state=before,
            to_state=motion.state,
            by_member_id=actor.member_id,
            note=note,
            at=uow.now,
        )
    )


def present_members(uow: UnitOfWork, meeting: Meeting) -> Sequence[UUID]:
    """Return the members who are present, or are spoken for."""
    return uow.session.scalars(
        select(Attendance.member_id).where(
            Attendance.community_id == meeting.community_id,
            Attendance.meeting_id == meeting.id,
            Attendance.member_id.is_not(None),
        )
    ).all()  # type: ignore[return-value]  # the statement asks for those that are not NULL

"""A ballot is cast on the phone: a mark that the seat voted and, of a secret vote, a ballot that nothing ties to it.

It writes no line and no event: what is not written can't tell who said what.
"""

from typing import Any
from uuid import UUID, uuid4  # noqa: TID251  # a ballot's id tells no time

from sqlalchemy import select

from backend.core.actor import Actor
from backend.infra.rows import insert_once
from backend.infra.uow import UnitOfWork
from backend.meetings.errors import AlreadyVotedError, MotionNotOpenError
from backend.meetings.models import Ballot, Mark, Motion
from backend.meetings.policy import POLICY, A
from backend.meetings.rules.eligibility import decide_channel
from backend.meetings.service import motion_store as store
from backend.meetings.service.voices import get_voice
from backend.meetings.types.motions import Channel, Choice, MotionState, Secrecy


def cast_vote(
    uow: UnitOfWork, actor: Actor, community_id: int, motion_id: UUID, seat_id: UUID, choice: Choice
) -> dict[str, Any]:
    """Vote for one's own seat, or for one whose proxy one brought; return that it was done, never what was said.

    Raises NotFoundError, MotionNotOpenError, NotPresentError, SeatIsRepresentedError, NotYourSeatError and
    AlreadyVotedError.
    """
    POLICY.permit(actor, A.VOTE)
    motion = share_open_motion(uow, community_id, motion_id)
    assert actor.member_id is not None, "a member has an id"
    voice = get_voice(uow, community_id, motion.meeting_id, seat_id)
    channel = decide_channel(voice, actor.member_id)
    is_secret = motion.secrecy == Secrecy.SECRET
    mark(uow, motion, seat_id, channel, by_member_id=actor.member_id, choice=None if is_secret else choice)
    if is_secret:
        uow.session.add(make_ballot(motion, choice))
    return {"motion_id": motion.id, "seat_id": seat_id, "voted": True}


def share_open_motion(uow: UnitOfWork, community_id: int, motion_id: UUID) -> Motion:
    """Return a motion that is being voted on and can't close meanwhile; raises NotFoundError, MotionNotOpenError."""
    motion = store.share_motion_row(uow, community_id, motion_id)
    if motion.state != MotionState.OPEN:
        raise MotionNotOpenError(state=motion.state)
    return motion


def mark(
    uow: UnitOfWork, motion: Motion, seat_id: UUID, channel: Channel, *, by_member_id: UUID, choice: Choice | None
) -> None:
    """Mark the seat as having voted; raises AlreadyVotedError where it has, on whatever channel."""
    key = {"community_id": motion.community_id, "motion_id": motion.id, "seat_id": seat_id}
    if insert_once(
        uow,
        Mark,
        **key,
        meeting_id=motion.meeting_id,
        secrecy=motion.secrecy,
        channel=channel,
        by_member_id=by_member_id,
        choice=choice,
    ):
        return
    before = uow.session.scalars(select(Mark.channel).filter_by(**key)).one()
    raise AlreadyVotedError(channel=before)


def make_ballot(motion: Motion, choice: Choice) -> Ballot:
    """Return a secret ballot, not stored yet: a random id and what it says."""
    return Ballot(
        community_id=motion.community_id,
        motion_id=motion.id,
        id=uuid4(),
        meeting_id=motion.meeting_id,
        secrecy=motion.secrecy,
        choice=choice,
    )

"""What the votes on a topic say, for the topic's own decision; and motions as stops of the trace."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from backend.core.actor import Actor
from backend.core.errors import InvalidError
from backend.infra import links
from backend.infra.stops import Stop, StopStatus
from backend.infra.uow import UnitOfWork
from backend.meetings.errors import MotionRejectedError, MotionStillOpenError
from backend.meetings.models import Motion
from backend.meetings.policy import POLICY, A
from backend.meetings.service.motion_views import motions_on
from backend.meetings.types.motions import MOTION_STATE_NAMES, OUTCOME_NAMES, MotionState, Outcome


class VotesOfMeetings:
    """Deliberation's port ``Votes``: a topic's decision stands on a motion that passed, where one was put."""

    def check_decision(
        self, uow: UnitOfWork, community_id: int, topic_id: UUID, motion_id: UUID | None, *, does_something: bool
    ) -> None:
        """Let the topic's decision rest on a motion, and link both.

        With ``motion_id`` it must be one on this topic that passed. Without, nothing may be under way; what passed
        has to be named; and where the last word was no, nothing can be decided that does something.
        Raises InvalidError, MotionStillOpenError and MotionRejectedError.
        """
        motions = uow.session.scalars(
            motions_on(community_id, topic_id)
            .where(Motion.state.in_([MotionState.OPEN, MotionState.CLOSED]))
            .order_by(Motion.opened_at, Motion.id)
            .with_for_update(read=True, of=Motion)
            .execution_options(populate_existing=True)
        ).all()
        if any(motion.state == MotionState.OPEN for motion in motions):
            raise MotionStillOpenError
        if motion_id is not None:
            self._rest_on(uow, topic_id, next((each for each in motions if each.id == motion_id), None))
        elif any(motion.outcome == Outcome.PASSED for motion in motions):
            raise InvalidError({"decision.motion_id": ["请选择依据的表决"]})
        elif motions and does_something:
            raise MotionRejectedError

    def _rest_on(self, uow: UnitOfWork, topic_id: UUID, motion: Motion | None) -> None:
        if motion is None:
            raise InvalidError({"decision.motion_id": ["这件事没有这项表决"]})
        if motion.outcome != Outcome.PASSED:
            raise MotionRejectedError
        links.record(uow, motion.community_id, from_=("motion", motion.id), to=("topic", topic_id), relation="resolved")


def motion_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, Stop | None]:
    """Return motions by id; nobody's vote stands on them."""
    if not POLICY.allows(actor, A.READ_MEETINGS):
        return {}
    rows = uow.session.scalars(select(Motion).where(Motion.community_id == community_id, Motion.id.in_(ids)))
    return {row.id: _stop(row) for row in rows}


def _stop(motion: Motion) -> Stop:
    is_open = motion.state == MotionState.OPEN
    named = MOTION_STATE_NAMES[MotionState(motion.state)]
    return Stop(
        f"表决：{motion.text}",
        named if motion.outcome is None else OUTCOME_NAMES[Outcome(motion.outcome)],
        motion.closed_at or motion.opened_at or motion.created_at,
        StopStatus.NOW if is_open else StopStatus.DONE,
        next_actor="到会的人：投票" if is_open else None,
    )

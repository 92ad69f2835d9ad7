"""The desk puts a motion, opens the vote, closes it with its result, or withdraws it."""

from dataclasses import astuple
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update

from backend.core.actor import Actor
from backend.core.errors import InvalidError
from backend.core.seal import seal_of
from backend.infra import links
from backend.infra.rows import refusing
from backend.infra.uow import UnitOfWork
from backend.meetings import events
from backend.meetings.errors import (
    MotionUnderWayError,
    NoQuorumError,
    NotInSessionError,
    PapersNotCountedError,
    ResultBrokenError,
    TooFewForSecretError,
)
from backend.meetings.models import AgendaItem, Ballot, Mark, Meeting, Motion, PaperReading
from backend.meetings.moves.motions import MOTION_MOVES, NOTE_REQUIRED, PROPOSE, MotionMove
from backend.meetings.policy import POLICY, A
from backend.meetings.rules import tally
from backend.meetings.rules.paper_counts import ballots_of
from backend.meetings.rules.thresholds import SECRET_MIN
from backend.meetings.service import motion_store as store
from backend.meetings.service.motion_views import view_motion
from backend.meetings.service.proxies import bring_proxies
from backend.meetings.service.results import Result, result_content
from backend.meetings.service.store import lock_meeting, share_meeting
from backend.meetings.service.voting import make_ballot
from backend.meetings.types import Kind, MeetingState
from backend.meetings.types.motions import (
    OUTCOME_NAMES,
    Channel,
    Counts,
    MotionState,
    NewMotion,
    Outcome,
    Secrecy,
)


def propose_motion(
    uow: UnitOfWork, actor: Actor, community_id: int, meeting_id: UUID, new: NewMotion
) -> dict[str, Any]:
    """Put a motion on a point of the agenda; it is voted on once it is opened.

    Raises NotFoundError, NotInSessionError (the meeting is over) and InvalidError (no such point).
    """
    POLICY.permit(actor, A.MOVE_MOTION)
    meeting = lock_meeting(uow, community_id, meeting_id)  # its motions are numbered one by one
    if meeting.state not in (MeetingState.CALLED, MeetingState.OPEN):
        raise NotInSessionError()
    item = uow.session.scalars(
        select(AgendaItem).where(
            AgendaItem.community_id == community_id, AgendaItem.meeting_id == meeting_id, AgendaItem.id == new.item_id
        )
    ).one_or_none()
    if item is None:
        raise InvalidError({"item_id": ["议程里没有这一项"]})
    motion = Motion(
        community_id=community_id,
        id=uow.new_id(),
        meeting_id=meeting_id,
        item_id=item.id,
        no=_next_no(uow, meeting),
        text=new.text,
        secrecy=new.secrecy,
        state=MotionState.DRAFT,
        created_at=uow.now,
    )
    uow.session.add(motion)
    uow.session.flush()
    store.write_move(uow, actor, motion, PROPOSE, None, None)
    if item.topic_id is not None:
        links.record(
            uow, community_id, from_=("topic", item.topic_id), to=("motion", motion.id), relation="put_to_vote"
        )
    return view_motion(uow, actor, motion)


def _next_no(uow: UnitOfWork, meeting: Meeting) -> int:
    newest = uow.session.scalar(
        select(func.max(Motion.no)).where(Motion.community_id == meeting.community_id, Motion.meeting_id == meeting.id)
    )
    return (newest or 0) + 1


def move_motion(
    uow: UnitOfWork, actor: Actor, community_id: int, motion_id: UUID, move: MotionMove, note: str | None
) -> dict[str, Any]:
    """Make one of the moves the motion's state allows.

    Raises NotFoundError, MoveNotAllowedError, InvalidError, NotInSessionError, NoQuorumError, TooFewForSecretError,
    MotionUnderWayError, PapersNotCountedError and ResultBrokenError.
    """
    POLICY.permit(actor, A.MOVE_MOTION)
    meeting_id = store.get_motion_row(uow, community_id, motion_id).meeting_id
    meeting = share_meeting(uow, community_id, meeting_id)  # always before the motion
    motion = store.get_motion_row(uow, community_id, motion_id, lock=True)
    before = MotionState(motion.state)
    after = MOTION_MOVES.next(before, move)
    if move in NOTE_REQUIRED and not note:
        raise InvalidError({"note": ["请写明理由"]})
    if move is MotionMove.OPEN:
        _open(uow, meeting, motion)
    elif move is MotionMove.CLOSE:
        _close(uow, meeting, motion)
    elif before is MotionState.OPEN:
        _forget_votes(uow, motion)
    motion.state = after
    uow.session.flush()
    store.write_move(uow, actor, motion, move, before, note)
    if before is MotionState.OPEN or after is MotionState.OPEN:
        _tell(uow, meeting, motion, note)
    return view_motion(uow, actor, motion)


def _open(uow: UnitOfWork, meeting: Meeting, motion: Motion) -> None:
    """Open the vote if the meeting can decide; nothing is decided by half of the seats or fewer."""
    if meeting.state != MeetingState.OPEN:
        raise NotInSessionError()
    bring_proxies(uow, meeting)
    turnout = store.turnout_of(uow, meeting)
    is_lawful = meeting.kind == Kind.RESIDENTS
    if not tally.is_quorate(turnout, is_lawful=is_lawful):
        needed = tally.needed_present(turnout, is_lawful=is_lawful)
        raise NoQuorumError(present=turnout.present, seats=turnout.seats, enough=needed)
    if motion.secrecy == Secrecy.SECRET and not tally.can_be_secret(turnout):
        raise TooFewForSecretError(needed=SECRET_MIN.value)
    with refusing(uow, MotionUnderWayError):
        motion.state, motion.opened_at = MotionState.OPEN, uow.now


def _close(uow: UnitOfWork, meeting: Meeting, motion: Motion) -> None:
    """Count, decide and seal; the row goes from one whole state to the next in one statement."""
    channels = store.channels_of(uow, [motion])[motion.id]
    if channels[Channel.PAPER] and motion.first_reader_id is None:
        raise PapersNotCountedError(papers=channels[Channel.PAPER])
    counts, turnout = store.counts_of(uow, motion), store.turnout_of(uow, meeting)
    if counts.cast != sum(channels.values()):
        raise ResultBrokenError()
    if motion.secrecy == Secrecy.SECRET:
        _shuffle(uow, motion, counts)
    content = result_content(uow, meeting, motion, Result(turnout, counts, channels))
    with uow.session.no_autoflush:
        motion.state, motion.closed_at = MotionState.CLOSED, uow.now
        motion.seats, motion.in_person, motion.represented = turnout.seats, turnout.in_person, turnout.represented
        motion.yes, motion.no_votes, motion.abstain, motion.invalid = astuple(counts)
        motion.outcome = tally.decide_outcome(turnout, counts)
        motion.content, motion.seal = content, seal_of(content)


def _shuffle(uow: UnitOfWork, motion: Motion, counts: Counts) -> None:
    """Write the ballots anew in one go: a row's place and its transaction no longer tell with which mark it came."""
    _delete(uow, Ballot, motion)
    fresh = [make_ballot(motion, choice) for choice in ballots_of(counts)]
    uow.session.add_all(sorted(fresh, key=attrgetter("id")))
    uow.session.flush()


def _forget_votes(uow: UnitOfWork, motion: Motion) -> None:
    """Keep nobody's word on what was withdrawn: it was asked for a vote that there is not."""
    _delete(uow, Ballot, motion)
    _delete(uow, Mark, motion)
    uow.session.execute(
        update(PaperReading)
        .where(PaperReading.community_id == motion.community_id, PaperReading.motion_id == motion.id)
        .values(content=None)
        .execution_options(synchronize_session=False)
    )


def _delete(uow: UnitOfWork, table: type[Ballot] | type[Mark], motion: Motion) -> None:
    uow.session.execute(
        delete(table)
        .where(table.community_id == motion.community_id, table.motion_id == motion.id)
        .execution_options(synchronize_session=False)
    )


def _tell(uow: UnitOfWork, meeting: Meeting, motion: Motion, note: str | None) -> None:
    """Tell those present that a vote begins, what came of it, or that it is off."""
    events.tell_of_meeting(
        uow,
        meeting,
        f"motion_{motion.state}",
        store.present_members(uow, meeting),
        motion_id=str(motion.id),
        motion=motion.text,
        outcome_name=None if motion.outcome is None else OUTCOME_NAMES[Outcome(motion.outcome)],
        note=note,
    )

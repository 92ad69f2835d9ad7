"""Motions as the API shows them. Before the vote closes nobody learns a count, the desk no more than anybody."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, select

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.seal import short_seal
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.meetings.errors import NoResultError, NotSecretError
from backend.meetings.models import AgendaItem, Attendance, Mark, Meeting, Motion
from backend.meetings.moves.motions import MOTION_MOVES, MOVE_NAMES
from backend.meetings.policy import POLICY, A
from backend.meetings.rules import tally
from backend.meetings.rules.eligibility import Voice, find_channel
from backend.meetings.service import motion_store as store
from backend.meetings.service.store import get_meeting_row
from backend.meetings.service.voices import voices_of
from backend.meetings.types import Kind
from backend.meetings.types.motions import (
    CHANNEL_NAMES,
    CHOICE_NAMES,
    MOTION_STATE_NAMES,
    OUTCOME_NAMES,
    SECRECY_NAMES,
    Channel,
    Choice,
    MotionState,
    Outcome,
    Secrecy,
    Turnout,
)


def get_motion(uow: UnitOfWork, actor: Actor, community_id: int, motion_id: UUID) -> dict[str, Any]:
    """Return one motion with the seats the actor may vote for; raises NotFoundError."""
    POLICY.permit(actor, A.READ_MEETINGS)
    return view_motion(uow, actor, store.get_motion_row(uow, community_id, motion_id))


def list_motions(
    uow: UnitOfWork, actor: Actor, community_id: int, meeting_id: UUID, page: PageRequest
) -> Page[dict[str, Any]]:
    """Page through the motions of a meeting in their order; raises NotFoundError."""
    POLICY.permit(actor, A.READ_MEETINGS)
    get_meeting_row(uow, community_id, meeting_id)
    wanted = select(Motion).where(Motion.community_id == community_id, Motion.meeting_id == meeting_id)
    found = fetch_page(uow.session, wanted, page, keys=[Motion.no], descending=False)
    return Page(view_motions(uow, found.items), found.next_cursor)


def list_topic_motions(
    uow: UnitOfWork, actor: Actor, community_id: int, topic_id: UUID, page: PageRequest
) -> Page[dict[str, Any]]:
    """Page through what was put to the vote on a topic, the newest first."""
    POLICY.permit(actor, A.READ_MEETINGS)
    found = fetch_page(uow.session, motions_on(community_id, topic_id), page, keys=[Motion.created_at, Motion.id])
    return Page(view_motions(uow, found.items), found.next_cursor)


def motions_on(community_id: int, topic_id: UUID) -> Select[Motion]:
    """Return the statement that reads the motions on a topic."""
    return (
        select(Motion)
        .join(AgendaItem, and_(AgendaItem.community_id == Motion.community_id, AgendaItem.id == Motion.item_id))
        .where(Motion.community_id == community_id, AgendaItem.topic_id == topic_id)
    )


def view_motion(uow: UnitOfWork, actor: Actor, motion: Motion) -> dict[str, Any]:
    """Return a motion as the actor sees it."""
    meeting = get_meeting_row(uow, motion.community_id, motion.meeting_id)
    turnout = _turnout(uow, meeting, motion)
    return {
        **view_motions(uow, [motion])[0],
        "turnout": None if turnout is None else _show_turnout(meeting, turnout),
        "result": _show_result(motion),
        "seats": _seats(uow, actor, motion),
        "moves": _moves(actor, motion),
    }


def view_motions(uow: UnitOfWork, motions: Sequence[Motion]) -> list[dict[str, Any]]:
    """Return motions of one community in short. Two statements however many there are."""
    items = _items(uow, motions)
    voted = store.channels_of(uow, motions)
    return [
        {
            "id": motion.id,
            "meeting_id": motion.meeting_id,
            "item": {"id": motion.item_id, "name": items[motion.item_id].title},
            "topic_id": items[motion.item_id].topic_id,
            "no": motion.no,
            "text": motion.text,
            "secrecy": motion.secrecy,
            "secrecy_name": SECRECY_NAMES[Secrecy(motion.secrecy)],
            "state": motion.state,
            "state_name": MOTION_STATE_NAMES[MotionState(motion.state)],
            "opened_at": motion.opened_at,
            "closed_at": motion.closed_at,
            "voted": sum(voted[motion.id].values()),
            "outcome": motion.outcome,
            "outcome_name": None if motion.outcome is None else OUTCOME_NAMES[Outcome(motion.outcome)],
        }
        for motion in motions
    ]


def _items(uow: UnitOfWork, motions: Sequence[Motion]) -> Mapping[UUID, AgendaItem]:
    if not motions:
        return {}
    rows = uow.session.scalars(
        select(AgendaItem).where(
            AgendaItem.community_id == motions[0].community_id, AgendaItem.id.in_({each.item_id for each in motions})
        )
    )
    return {row.id: row for row in rows}


def _turnout(uow: UnitOfWork, meeting: Meeting, motion: Motion) -> Turnout | None:
    """Return who is there: as it was when the vote closed, as it is while it can still be opened or is open."""
    if motion.seats is not None and motion.in_person is not None and motion.represented is not None:
        return Turnout(motion.seats, motion.in_person, motion.represented)
    if motion.state == MotionState.WITHDRAWN:
        return None
    return store.turnout_of(uow, meeting)


def _show_turnout(meeting: Meeting, turnout: Turnout) -> dict[str, Any]:
    is_lawful = meeting.kind == Kind.RESIDENTS
    quorum, passing = tally.articles(is_lawful=is_lawful)
    return {
        "seats": turnout.seats,
        "in_person": turnout.in_person,
        "represented": turnout.represented,
        "present": turnout.present,
        "needed": tally.needed_present(turnout, is_lawful=is_lawful),
        "is_quorate": tally.is_quorate(turnout, is_lawful=is_lawful),
        "needed_yes": tally.needed_yes(turnout),
        "rules": [{"name": rule.name, "source": rule.source} for rule in (quorum, passing)],
    }


def _show_result(motion: Motion) -> dict[str, Any] | None:
    if motion.state != MotionState.CLOSED or motion.seal is None:
        return None
    return {
        "yes": motion.yes,
        "no": motion.no_votes,
        "abstain": motion.abstain,
        "invalid": motion.invalid,
        "seal": motion.seal,
        "short_seal": short_seal(motion.seal),
    }


def _seats(uow: UnitOfWork, actor: Actor, motion: Motion) -> list[dict[str, Any]]:
    """Return the seats the actor has to do with: whether each has voted, and whether the actor may now.

    Of a vote that was cast it says that it was, and on which channel, never what it said: a receipt could be sold.
    """
    if actor.member_id is None:
        return []
    voices = voices_of(uow, motion.community_id, motion.meeting_id, actor.member_id)
    marks = _marks(uow, motion, voices)
    names = communities.members_by_ids(
        uow, motion.community_id, {voice.member_id for voice in voices if voice.member_id is not None}
    )
    return [
        {
            "seat_id": voice.seat_id,
            "name": names[voice.member_id].name if voice.member_id in names else None,
            "is_own": actor.member_id in (voice.came_member_id, voice.member_id),
            "voted": voice.seat_id in marks,
            "channel": marks.get(voice.seat_id),
            "channel_name": CHANNEL_NAMES[Channel(marks[voice.seat_id])] if voice.seat_id in marks else None,
            "may_vote": motion.state == MotionState.OPEN
            and voice.seat_id not in marks
            and find_channel(voice, actor.member_id) is not None,
            "is_present": voice.way is not None,
        }
        for voice in voices
    ]


def _marks(uow: UnitOfWork, motion: Motion, voices: Sequence[Voice]) -> dict[UUID, str]:
    if not voices:
        return {}
    rows = uow.session.execute(
        select(Mark.seat_id, Mark.channel).where(
            Mark.community_id == motion.community_id,
            Mark.motion_id == motion.id,
            Mark.seat_id.in_([voice.seat_id for voice in voices]),
        )
    )
    return {row.seat_id: row.channel for row in rows}


def _moves(actor: Actor, motion: Motion) -> list[dict[str, str]]:
    if not POLICY.allows(actor, A.MOVE_MOTION):
        return []
    return [
        {"move": move.value, "name": MOVE_NAMES[move]} for move in MOTION_MOVES.moves_from(MotionState(motion.state))
    ]


def list_votes(
    uow: UnitOfWork, actor: Actor, community_id: int, motion_id: UUID, page: PageRequest
) -> Page[dict[str, Any]]:
    """Page through who voted how, once an open vote has closed; for the desk and for whoever has a voice there.

    Raises NotFoundError, ForbiddenError, NotSecretError (of a secret vote nobody knows) and NoResultError.
    """
    POLICY.permit(actor, A.READ_MEETINGS)
    motion = store.get_motion_row(uow, community_id, motion_id)
    voices = [] if actor.member_id is None else voices_of(uow, community_id, motion.meeting_id, actor.member_id)
    POLICY.permit(actor, A.READ_VOTES, member_id=actor.member_id if voices else None)
    if motion.secrecy == Secrecy.SECRET:
        raise NotSecretError()
    if motion.state != MotionState.CLOSED:
        raise NoResultError()
    marks = fetch_page(
        uow.session,
        select(Mark).where(Mark.community_id == community_id, Mark.motion_id == motion_id),
        page,
        keys=[Mark.seat_id],
        descending=False,
    )
    names = names_of_seats(uow, community_id, motion.meeting_id, [mark.seat_id for mark in marks.items])
    return Page(
        [
            {
                "seat_id": mark.seat_id,
                "name": names[mark.seat_id],
                "channel": mark.channel,
                "channel_name": CHANNEL_NAMES[Channel(mark.channel)],
                "choice": mark.choice,
                "choice_name": CHOICE_NAMES[Choice(mark.choice or Choice.INVALID)],
            }
            for mark in marks.items
        ],
        marks.next_cursor,
    )


def names_of_seats(uow: UnitOfWork, community_id: int, meeting_id: UUID, seat_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return who is present for seats, by name: a member's own, or as it was written down. Two statements."""
    if not seat_ids:
        return {}
    rows = uow.session.execute(
        select(Attendance.seat_id, Attendance.member_id, Attendance.name).where(
            Attendance.community_id == community_id,
            Attendance.meeting_id == meeting_id,
            Attendance.seat_id.in_(seat_ids),
        )
    ).all()
    members = communities.members_by_ids(uow, community_id, {row.member_id for row in rows if row.member_id})
    return {row.seat_id: row.name if row.member_id is None else members[row.member_id].name for row in rows}

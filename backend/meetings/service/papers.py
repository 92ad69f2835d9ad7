"""Paper ballots: given out by seat, read by two people who do not see each other's reading, counted when they agree."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, select, update

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.errors import NotFoundError
from backend.infra.rows import add_or_refuse
from backend.infra.uow import UnitOfWork
from backend.meetings import events
from backend.meetings.errors import (
    EnteredAlreadyError,
    MotionNotOpenError,
    NoPapersError,
    NotPresentError,
    PapersCountedError,
)
from backend.meetings.models import Mark, Motion, PaperReading
from backend.meetings.policy import POLICY, A
from backend.meetings.rules.paper_counts import agreeing, ballots_of, check_reading, differences, last_pair, next_round
from backend.meetings.service import motion_store
from backend.meetings.service.motion_views import names_of_seats
from backend.meetings.service.store import get_meeting_row
from backend.meetings.service.voices import get_voice
from backend.meetings.service.voting import make_ballot, mark, share_open_motion
from backend.meetings.types.motions import CHOICE_NAMES, Channel, Choice, Counts, MotionState, Secrecy
from backend.meetings.types.paper_counts import Difference, Entered, Reading


def give_paper(uow: UnitOfWork, actor: Actor, community_id: int, motion_id: UUID, seat_id: UUID) -> dict[str, Any]:
    """Give a paper to a seat that is present: from here on it votes on paper and nowhere else.

    Raises NotFoundError, MotionNotOpenError, NotPresentError, AlreadyVotedError and PapersCountedError.
    """
    POLICY.permit(actor, A.HANDLE_PAPERS)
    motion = share_open_motion(uow, community_id, motion_id)
    _require_not_read(uow, motion)
    voice = get_voice(uow, community_id, motion.meeting_id, seat_id)
    if voice.way is None:
        raise NotPresentError
    assert actor.member_id is not None, "staff are members"
    mark(uow, motion, seat_id, Channel.PAPER, by_member_id=actor.member_id, choice=None)
    meeting = get_meeting_row(uow, community_id, motion.meeting_id)
    events.tell_of_meeting(uow, meeting, "paper_given", [voice.came_member_id], motion=motion.text)
    return view_papers(uow, actor, motion)


def take_paper_back(uow: UnitOfWork, actor: Actor, community_id: int, motion_id: UUID, seat_id: UUID) -> dict[str, Any]:
    """Undo a paper given to the wrong seat, while none was read; raises NotFoundError, as ``give_paper`` does."""
    POLICY.permit(actor, A.HANDLE_PAPERS)
    motion = share_open_motion(uow, community_id, motion_id)
    _require_not_read(uow, motion)
    gone = uow.session.execute(
        delete(Mark)
        .where(
            Mark.community_id == community_id,
            Mark.motion_id == motion_id,
            Mark.seat_id == seat_id,
            Mark.channel == Channel.PAPER,
        )
        .returning(Mark.seat_id)
    ).first()
    if gone is None:
        raise NotFoundError
    return view_papers(uow, actor, motion)


def _require_not_read(uow: UnitOfWork, motion: Motion) -> None:
    """Raise PapersCountedError once somebody has begun to read: the number of papers stands."""
    if uow.session.scalar(select(exists().where(*_of(motion)))):
        raise PapersCountedError


def _of(motion: Motion) -> tuple[Any, ...]:
    return PaperReading.community_id == motion.community_id, PaperReading.motion_id == motion.id


def enter_reading(
    uow: UnitOfWork, actor: Actor, community_id: int, motion_id: UUID, reading: Reading
) -> dict[str, Any]:
    """Enter what one read of the papers; two equal readings by two people count at once.

    Raises NotFoundError, MotionNotOpenError, NoPapersError, PapersCountedError, EnteredAlreadyError and InvalidError.
    """
    POLICY.permit(actor, A.HANDLE_PAPERS)
    motion = motion_store.get_motion_row(uow, community_id, motion_id, lock=True)
    if motion.state != MotionState.OPEN:
        raise MotionNotOpenError(state=motion.state)
    if motion.first_reader_id is not None:
        raise PapersCountedError
    given = _given(uow, motion)
    if not given:
        raise NoPapersError
    check_reading(reading, Secrecy(motion.secrecy), given)
    entered = _entered(_readings(uow, motion))
    _store(uow, actor, motion, reading, next_round(entered))
    readings = _readings(uow, motion)
    pair = agreeing(_entered(readings))
    if pair is not None:
        _count(uow, motion, *pair)
    else:
        _tell_differing(uow, motion, readings)
    return view_papers(uow, actor, motion)


def _given(uow: UnitOfWork, motion: Motion) -> Sequence[UUID]:
    return uow.session.scalars(
        select(Mark.seat_id)
        .where(Mark.community_id == motion.community_id, Mark.motion_id == motion.id, Mark.channel == Channel.PAPER)
        .order_by(Mark.seat_id)
    ).all()


def _readings(uow: UnitOfWork, motion: Motion) -> Sequence[PaperReading]:
    return uow.session.scalars(
        select(PaperReading).where(*_of(motion)).order_by(PaperReading.round, PaperReading.at, PaperReading.id)
    ).all()


def _store(uow: UnitOfWork, actor: Actor, motion: Motion, reading: Reading, round_: int) -> None:
    row = PaperReading(
        community_id=motion.community_id,
        id=uow.new_id(),
        motion_id=motion.id,
        member_id=actor.member_id,
        round=round_,
        content=_to_json(reading),
        at=uow.now,
    )
    add_or_refuse(uow, row, refusal=EnteredAlreadyError)


def _to_json(reading: Reading) -> dict[str, Any]:
    if reading.counts is not None:
        return {"counts": asdict(reading.counts)}
    return {"votes": {str(seat): choice.value for seat, choice in reading.by_seat.items()}}


def _entered(rows: Sequence[PaperReading]) -> list[Entered]:
    """Return the readings as the rules take them; those that were forgotten are left out."""
    return [Entered(row.member_id, row.round, _from_json(row.content)) for row in rows if row.content is not None]


def _from_json(content: dict[str, Any]) -> Reading:
    if "counts" in content:
        return Reading(counts=Counts(**content["counts"]))
    return Reading(by_seat={UUID(seat): Choice(choice) for seat, choice in content["votes"].items()})


def _count(uow: UnitOfWork, motion: Motion, first: Entered, second: Entered) -> None:
    """Take two equal readings as what the papers say; what was read of secret ones is forgotten."""
    motion.first_reader_id, motion.second_reader_id = first.member_id, second.member_id
    if motion.secrecy == Secrecy.SECRET and first.reading.counts is not None:
        uow.session.add_all([make_ballot(motion, choice) for choice in ballots_of(first.reading.counts)])
        uow.session.execute(
            update(PaperReading).where(*_of(motion)).values(content=None).execution_options(synchronize_session="fetch")
        )
    for choice in Choice:
        seats = [seat for seat, said in first.reading.by_seat.items() if said is choice]
        if seats:
            _write_choice(uow, motion, seats, choice)
    uow.session.flush()


def _write_choice(uow: UnitOfWork, motion: Motion, seats: Sequence[UUID], choice: Choice) -> None:
    uow.session.execute(
        update(Mark)
        .where(
            Mark.community_id == motion.community_id,
            Mark.motion_id == motion.id,
            Mark.seat_id.in_(seats),
            Mark.channel == Channel.PAPER,
        )
        .values(choice=choice)
        .execution_options(synchronize_session=False)
    )


def _tell_differing(uow: UnitOfWork, motion: Motion, readings: Sequence[PaperReading]) -> None:
    """Tell the two that their readings differ; after the first one there is nothing to compare."""
    newest = [row.member_id for row in readings if row.round == readings[-1].round]
    if len(newest) == 2:
        meeting = get_meeting_row(uow, motion.community_id, motion.meeting_id)
        events.tell_of_meeting(uow, meeting, "papers_differ", newest, motion=motion.text)


def get_papers(uow: UnitOfWork, actor: Actor, community_id: int, motion_id: UUID) -> dict[str, Any]:
    """Return which seats got a paper, who has read them, and where two differ; raises NotFoundError."""
    POLICY.permit(actor, A.HANDLE_PAPERS)
    return view_papers(uow, actor, motion_store.get_motion_row(uow, community_id, motion_id))


def view_papers(uow: UnitOfWork, actor: Actor, motion: Motion) -> dict[str, Any]:
    """Return the papers as one of the desk sees them: nobody sees a reading who has not read themself."""
    given, readings = _given(uow, motion), _readings(uow, motion)
    names = names_of_seats(uow, motion.community_id, motion.meeting_id, given)
    readers = communities.members_by_ids(uow, motion.community_id, {row.member_id for row in readings})
    return {
        "given": [{"id": seat_id, "name": names[seat_id]} for seat_id in given],
        "readings": [
            {
                "by": {"id": row.member_id, "name": readers[row.member_id].name},
                "round": row.round,
                "at": row.at,
                "is_mine": row.member_id == actor.member_id,
            }
            for row in readings
        ],
        "is_counted": motion.first_reader_id is not None,
        "may_read": motion.state == MotionState.OPEN
        and bool(given)
        and motion.first_reader_id is None
        and not _has_read(actor, readings),
        "differences": _show_differences(actor, motion, readings, names),
    }


def _has_read(actor: Actor, readings: Sequence[PaperReading]) -> bool:
    """Tell whether the actor has entered theirs in the round that is under way."""
    now = next_round([Entered(row.member_id, row.round, Reading()) for row in readings])
    return any(row.member_id == actor.member_id and row.round == now for row in readings)


def _show_differences(
    actor: Actor, motion: Motion, rows: Sequence[PaperReading], names: dict[UUID, str]
) -> list[dict[str, Any]]:
    """Return where the newest two readings differ, to those who have read: a third hand reads for themself."""
    entered = _entered(rows)
    if motion.first_reader_id is not None or all(each.member_id != actor.member_id for each in entered):
        return []
    pair = last_pair(entered)
    if pair is None:
        return []
    first, second = pair
    return [_show(each, names) for each in differences(first.reading, second.reading)]


def _show(each: Difference, names: dict[UUID, str]) -> dict[str, Any]:
    return {
        "seat_id": each.seat_id,
        "name": CHOICE_NAMES[each.choice] if each.choice is not None else names.get(each.seat_id or UUID(int=0), ""),
        "first": _word(each.first),
        "second": _word(each.second),
    }


def _word(said: str | int | None) -> str:
    if isinstance(said, Choice):
        return CHOICE_NAMES[said]
    return "" if said is None else f"{said}张"

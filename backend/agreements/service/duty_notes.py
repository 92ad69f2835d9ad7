"""Supervision notes 相互监督: a party says what it sees on another's duty; the debtor answers in time, or all are told.

The note's thread is the parties' and the desk's; nobody beside them reads it.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from backend.agreements.errors import NotDutyPartyError, NoteLimitError, OwnDutyError
from backend.agreements.events import DutyNews, tell_duties
from backend.agreements.models import Duty, DutyNote, DutyNoteWord
from backend.agreements.moves.duties import NOTE_MOVES, NoteMove
from backend.agreements.policy import POLICY, A
from backend.agreements.service.duty_note_views import may_close, may_say, view_notes
from backend.agreements.service.parties import is_debtors, own_unit, performs_for, speaks_for, units_of_agreement
from backend.agreements.types.duties import NoteState
from backend.attachments import service as attachments
from backend.core.actor import Actor
from backend.core.working_days import end_of_notice
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork

# Our rule: as long as a dispute's sides have to state their case, and a day more than evidence waits for nobody.
NOTE_DAYS = 5
# Our rule: who has more to say should meet.
OPEN_NOTES_MAX, WORDS_MAX = 5, 30
NOTES_A_BATCH = 100


def put_note(
    uow: UnitOfWork, actor: Actor, community_id: int, duty_id: UUID, *, text: str, photos: Sequence[UUID] = ()
) -> dict[str, Any]:
    """Put a note on another's duty, for a party of its agreement that has not left, or as supervisor.

    Returns it. Raises NotFoundError, ForbiddenError, OwnDutyError (their own duty), NoteLimitError and InvalidError.
    """
    duty = row_by_id(uow, Duty, community_id, duty_id, lock=True)
    unit_id = _for_whom(uow, actor, duty)
    if is_debtors(actor, duty):
        raise OwnDutyError("不能给自己一方的事写监督意见")
    # Lead and supervisor are never out of words: each party has so many of its own.
    if unit_id is not None and _count_open(uow, duty, unit_id) >= OPEN_NOTES_MAX:
        raise NoteLimitError
    note = DutyNote(
        community_id=community_id,
        id=uow.new_id(),
        duty_id=duty.id,
        by_unit_id=unit_id,
        by_member_id=actor.member_id,
        state=NoteState.WAITING,
        answer_by=end_of_notice(uow.now, NOTE_DAYS),
        made_at=uow.now,
    )
    uow.session.add(note)
    uow.session.flush()
    _say(uow, actor, note, unit_id, text, photos)
    _tell(uow, note, duty, "noted", [duty.giver_unit_id], by=actor.member_id, note_text=text)
    return view_notes(uow, actor, [(note, duty)])[0]


def _for_whom(uow: UnitOfWork, actor: Actor, duty: Duty) -> UUID | None:
    """Return the party's unit the actor speaks for, None for the community; raises ForbiddenError."""
    if POLICY.allows(actor, A.NOTE_DUTY):
        return None
    units = units_of_agreement(uow, duty.community_id, duty.agreement_id, with_left=False)
    unit_id = own_unit(actor, units)
    POLICY.permit(actor, A.NOTE_DUTY, unit_id=unit_id)
    return unit_id


def _count_open(uow: UnitOfWork, duty: Duty, unit_id: UUID) -> int:
    waiting = select(func.count()).where(
        DutyNote.community_id == duty.community_id,
        DutyNote.duty_id == duty.id,
        DutyNote.by_unit_id == unit_id,
        DutyNote.state.in_((NoteState.WAITING, NoteState.ESCALATED)),
    )
    return uow.session.scalar(waiting) or 0


def say(
    uow: UnitOfWork, actor: Actor, community_id: int, note_id: UUID, *, text: str, photos: Sequence[UUID] = ()
) -> dict[str, Any]:
    """Say a word in a note's thread: the debtor's answers it, any other party's is to be answered again.

    Raises NotFoundError, NotDutyPartyError, MoveNotAllowedError (closed), NoteLimitError and InvalidError (photos).
    """
    POLICY.permit(actor, A.ACT_ON_DUTY)
    note = row_by_id(uow, DutyNote, community_id, note_id, lock=True)
    duty = row_by_id(uow, Duty, community_id, note.duty_id)
    answers = performs_for(actor, duty.giver_unit_id)
    if not answers and not may_say(actor, note):
        raise NotDutyPartyError("由提出的一方、被监督的一方和社区在这里说话")
    unit_id = duty.giver_unit_id if answers else _unit_of_word(actor, note)
    before = NoteState(note.state)
    note.state = NOTE_MOVES.next(before, NoteMove.ANSWER if answers else NoteMove.SAY)
    if answers:
        note.answer_by = None
    elif before is NoteState.ANSWERED:
        note.answer_by = end_of_notice(uow.now, NOTE_DAYS)
    if _count_words(uow, note) >= WORDS_MAX:
        raise NoteLimitError
    _say(uow, actor, note, unit_id, text, photos, is_answer=answers)
    to = note.by_unit_id if answers else duty.giver_unit_id
    _tell(uow, note, duty, "note_answered" if answers else "noted", [to], by=actor.member_id, note_text=text)
    return view_notes(uow, actor, [(note, duty)])[0]


def _count_words(uow: UnitOfWork, note: DutyNote) -> int:
    words = select(func.count()).where(DutyNoteWord.community_id == note.community_id, DutyNoteWord.note_id == note.id)
    return uow.session.scalar(words) or 0


def close_note(uow: UnitOfWork, actor: Actor, community_id: int, note_id: UUID) -> dict[str, Any]:
    """Close a note: for the party that put it, never for the debtor; return it.

    Raises NotFoundError, NotDutyPartyError and MoveNotAllowedError.
    """
    POLICY.permit(actor, A.ACT_ON_DUTY)
    note = row_by_id(uow, DutyNote, community_id, note_id, lock=True)
    duty = row_by_id(uow, Duty, community_id, note.duty_id)
    if not may_close(actor, note, duty):
        raise NotDutyPartyError("监督意见要由提出的一方了结")
    note.state, note.answer_by, note.closed_at = NOTE_MOVES.next(NoteState(note.state), NoteMove.CLOSE), None, uow.now
    uow.session.flush()
    _tell(uow, note, duty, "note_closed", [duty.giver_unit_id], by=actor.member_id)
    return view_notes(uow, actor, [(note, duty)])[0]


def _unit_of_word(actor: Actor, note: DutyNote) -> UUID | None:
    is_own = note.by_unit_id is not None and speaks_for(actor, note.by_unit_id)
    return note.by_unit_id if is_own else None


def _say(
    uow: UnitOfWork,
    actor: Actor,
    note: DutyNote,
    unit_id: UUID | None,
    text: str,
    photos: Sequence[UUID],
    *,
    is_answer: bool = False,
) -> None:
    attachments.use_photos(uow, actor, note.community_id, photos)
    uow.session.add(
        DutyNoteWord(
            community_id=note.community_id,
            id=uow.new_id(),
            note_id=note.id,
            unit_id=unit_id,
            by_member_id=actor.member_id,
            is_answer=is_answer,
            text=text,
            photos=[str(id_) for id_ in photos],
            at=uow.now,
        )
    )
    uow.session.flush()


def _tell(
    uow: UnitOfWork,
    note: DutyNote,
    duty: Duty,
    what: str,
    to: Sequence[UUID | None],
    *,
    by: UUID | None = None,
    note_text: str | None = None,
) -> None:
    # What lead or supervisors put is answered to all of them.
    is_theirs = what == "note_answered" and note.by_unit_id is None
    news = DutyNews(what, duty.id, duty.text, to, note=note_text, by=by, supervisors=is_theirs)
    tell_duties(uow, note.community_id, [news])


def communities_with_late_notes(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities with notes that nobody answered in time (lock-free scan over all of them)."""
    late = select(DutyNote.community_id).where(DutyNote.state == NoteState.WAITING, DutyNote.answer_by <= uow.now)
    return uow.session.scalars(late.distinct()).all()


def escalate_late_notes(uow: UnitOfWork, community_id: int) -> int:
    """Tell lead and supervisors of one batch of notes that nobody answered in time; return how many."""
    notes = uow.session.scalars(
        select(DutyNote)
        .where(
            DutyNote.community_id == community_id,
            DutyNote.state == NoteState.WAITING,
            DutyNote.answer_by <= uow.now,
        )
        .order_by(DutyNote.answer_by, DutyNote.id)
        .limit(NOTES_A_BATCH)
        .with_for_update(key_share=True, skip_locked=True)
    ).all()
    if not notes:
        return 0
    ids = {note.duty_id for note in notes}
    rows = uow.session.scalars(select(Duty).where(Duty.community_id == community_id, Duty.id.in_(ids)))
    duties = {row.id: row for row in rows}
    news = []
    for note in notes:
        note.state = NOTE_MOVES.next(NoteState.WAITING, NoteMove.ESCALATE)
        duty = duties[note.duty_id]
        news.append(DutyNews("note_late", duty.id, duty.text, [duty.giver_unit_id], supervisors=True))
    uow.session.flush()
    tell_duties(uow, community_id, news)
    return len(notes)

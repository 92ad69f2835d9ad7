"""Requests that a person decides instead of the machine (个人信息保护法 Art. 24), and what staff say."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.errors import InvalidError, NotFoundError
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.matching.errors import OwnReviewError, ReviewPendingError
from backend.matching.models import Review, Suggestion
from backend.matching.moves import (
    REVIEW_MOVE_NAMES,
    REVIEW_MOVES,
    REVIEW_STATE_NAMES,
    ReviewMove,
)
from backend.matching.policy import ACTION_OF_REVIEW_MOVE, POLICY, A
from backend.matching.rules.suggesting import answer_by
from backend.matching.service.subjects import Subject, find_offers, find_subjects, need_key, offer_key
from backend.matching.service.telling import tell_review_answered, tell_review_asked
from backend.matching.types import NeedKey, NeedKind, NewReview, ReviewAnswer, ReviewState

NOTHING = "为什么没有推荐给我"


def ask_review(uow: UnitOfWork, actor: Actor, community_id: int, new: NewReview) -> dict[str, Any]:
    """Ask that a person looks; for a unit its contact asks.

    Raises ForbiddenError, NotFoundError (also of what is not the actor's to know) and ReviewPendingError.
    """
    POLICY.permit(actor, A.ASK_REVIEW)
    if new.unit_id is not None:
        POLICY.permit(actor, A.SPEAK_FOR_OFFER, unit_id=new.unit_id)
    assert actor.member_id is not None  # policy: a verified member
    _check_about(uow, actor, community_id, new)
    # One request at a time about one thing.
    communities.lock_member(uow, community_id, actor.member_id)
    if uow.session.scalars(_pending(community_id, actor.member_id, new)).first() is not None:
        raise ReviewPendingError
    row = Review(
        community_id=community_id,
        id=uow.new_id(),
        asked_by=actor.member_id,
        unit_id=new.unit_id,
        suggestion_id=new.suggestion_id,
        entry_id=new.entry_id,
        shift_id=new.shift_id,
        state=ReviewState.ASKED.value,
        words=new.words,
        asked_at=uow.now,
        answer_by=answer_by(uow.now),
    )
    uow.session.add(row)
    uow.session.flush()
    shown = _view_all(uow, actor, [row])[0]
    tell_review_asked(uow, row, shown["about_name"])
    return shown


def _check_about(uow: UnitOfWork, actor: Actor, community_id: int, new: NewReview) -> None:
    """Raise NotFoundError for a suggestion to somebody else, an entry the actor may not see, a private shift."""
    if new.suggestion_id is not None:
        row = row_by_id(uow, Suggestion, community_id, new.suggestion_id)
        offer = find_offers(uow, community_id, [offer_key(row)])[offer_key(row)]
        if not POLICY.allows(actor, A.SPEAK_FOR_OFFER, unit_id=offer.unit_id, member_id=offer.member_id):
            raise NotFoundError
    elif new.entry_id is not None:
        lists.get_visible_entry(uow, actor, community_id, new.entry_id)
    elif new.shift_id is not None:
        key = NeedKey(NeedKind.SHIFT, new.shift_id)
        if key not in find_subjects(uow, community_id, [key]):
            raise NotFoundError


def _pending(community_id: int, member_id: UUID, new: NewReview) -> Select[UUID]:
    return select(Review.id).where(
        Review.community_id == community_id,
        Review.asked_by == member_id,
        Review.state == ReviewState.ASKED,
        Review.suggestion_id.is_not_distinct_from(new.suggestion_id),
        Review.entry_id.is_not_distinct_from(new.entry_id),
        Review.shift_id.is_not_distinct_from(new.shift_id),
        Review.unit_id.is_not_distinct_from(new.unit_id),
    )


def list_reviews(
    uow: UnitOfWork, actor: Actor, community_id: int, page: PageRequest, *, mine: bool, state: ReviewState | None
) -> Page[dict[str, Any]]:
    """Return a page of requests, the oldest first: one's own, or all (the desk)."""
    POLICY.permit(actor, A.READ_OWN_REVIEWS)
    chosen = select(Review).where(Review.community_id == community_id)
    if mine:
        chosen = chosen.where(Review.asked_by == actor.member_id)
    else:
        POLICY.permit(actor, A.READ_ALL_REVIEWS)
    if state is not None:
        chosen = chosen.where(Review.state == state.value)
    found = fetch_page(uow.session, chosen, page, keys=[Review.asked_at, Review.id], descending=mine)
    return Page(_view_all(uow, actor, found.items), found.next_cursor)


def move_review(
    uow: UnitOfWork, actor: Actor, community_id: int, review_id: UUID, move: ReviewMove, word: ReviewAnswer
) -> dict[str, Any]:
    """Answer (the desk, and nobody their own), or take back (who asked).

    Raises NotFoundError, ForbiddenError, OwnReviewError, MoveNotAllowedError and InvalidError (``made_id`` is no
    suggestion that a person made).
    """
    POLICY.permit(actor, A.MOVE_REVIEW)
    row = row_by_id(uow, Review, community_id, review_id, lock=True)
    POLICY.permit(actor, ACTION_OF_REVIEW_MOVE[move], member_id=row.asked_by)
    state = REVIEW_MOVES.next(ReviewState(row.state), move)
    if move is ReviewMove.ANSWER:
        if row.asked_by == actor.member_id:
            raise OwnReviewError
        _check_made(uow, community_id, word.made_id)
        row.answer, row.answered_by, row.answered_at = word.answer, actor.member_id, uow.now
        row.made_id = word.made_id
    row.state = state.value
    uow.session.flush()
    shown = _view_all(uow, actor, [row])[0]
    if move is ReviewMove.ANSWER:
        tell_review_answered(uow, row, shown["about_name"])
    return shown


def _check_made(uow: UnitOfWork, community_id: int, made_id: UUID | None) -> None:
    if made_id is None:
        return
    made = uow.session.get(Suggestion, (community_id, made_id))
    if made is None or made.made_by is None:
        raise InvalidError({"made_id": ["没有这条人工建议"]})


def _view_all(uow: UnitOfWork, actor: Actor, rows: Sequence[Review]) -> list[dict[str, Any]]:
    """Return requests as the API shows them, in a bounded number of statements."""
    if not rows:
        return []
    community_id = rows[0].community_id
    about = _keys(uow, community_id, rows)
    subjects = find_subjects(uow, community_id, about.values())
    people = {id_ for row in rows for id_ in (row.asked_by, row.answered_by) if id_ is not None}
    members = communities.members_by_ids(uow, community_id, people)
    units = communities.units_by_ids(uow, community_id, {row.unit_id for row in rows if row.unit_id})
    return [
        _view(uow, actor, row, subjects.get(about[row.id]) if row.id in about else None)
        | {
            "asked_by": members[row.asked_by],
            "answered_by": members[row.answered_by] if row.answered_by else None,
            "unit": units[row.unit_id] if row.unit_id else None,
        }
        for row in rows
    ]


def _keys(uow: UnitOfWork, community_id: int, rows: Sequence[Review]) -> dict[UUID, NeedKey]:
    """Return which need each request is about, if any."""
    ids = {row.suggestion_id for row in rows if row.suggestion_id is not None}
    suggestions = {
        row.id: need_key(row)
        for row in uow.session.scalars(
            select(Suggestion).where(Suggestion.community_id == community_id, Suggestion.id.in_(ids))
        )
    }
    found = {}
    for row in rows:
        if row.suggestion_id is not None:
            found[row.id] = suggestions[row.suggestion_id]
        elif row.entry_id is not None:
            found[row.id] = NeedKey(NeedKind.ENTRY, row.entry_id)
        elif row.shift_id is not None:
            found[row.id] = NeedKey(NeedKind.SHIFT, row.shift_id)
    return found


def _view(uow: UnitOfWork, actor: Actor, row: Review, subject: Subject | None) -> dict[str, Any]:
    state = ReviewState(row.state)
    about = "suggestion" if row.suggestion_id else ("need" if row.entry_id or row.shift_id else "none")
    return {
        "id": row.id,
        "about": about,
        "about_name": subject.title if subject else NOTHING,
        "suggestion_id": row.suggestion_id,
        "need": subject.shown() if subject else None,
        "words": row.words,
        "state": state.value,
        "state_name": REVIEW_STATE_NAMES[state],
        "asked_at": row.asked_at,
        "answer_by": row.answer_by,
        "is_late": state is ReviewState.ASKED and row.answer_by < uow.now,
        "answer": row.answer,
        "answered_at": row.answered_at,
        "made_id": row.made_id,
        "moves": _moves(actor, row, state),
    }


def _moves(actor: Actor, row: Review, state: ReviewState) -> list[dict[str, str]]:
    return [
        {"move": move.value, "name": REVIEW_MOVE_NAMES[move]}
        for move in REVIEW_MOVES.moves_from(state)
        if POLICY.allows(actor, ACTION_OF_REVIEW_MOVE[move], member_id=row.asked_by)
        and not (move is ReviewMove.ANSWER and row.asked_by == actor.member_id)
    ]

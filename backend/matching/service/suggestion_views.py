"""Suggestions as the API shows them: a bounded number of statements however many there are."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.core.actor import Actor
from backend.infra.uow import UnitOfWork
from backend.matching.models import Review, Suggestion
from backend.matching.moves import (
    ACCEPT_NAMES,
    DECLINE_NAMES,
    PEOPLES_MOVES,
    REVIEW_STATE_NAMES,
    SUGGESTION_MOVE_NAMES,
    SUGGESTION_MOVES,
    SUGGESTION_STATE_NAMES,
    WITHDRAWN_TEXTS,
    SuggestionMove,
)
from backend.matching.policy import ACTION_OF_MOVE, POLICY, A
from backend.matching.rules import numbers, wording
from backend.matching.rules.suggesting import choose_reader
from backend.matching.rules.wording import Told
from backend.matching.service.subjects import (
    Offered,
    Subject,
    find_offers,
    find_subjects,
    need_key,
    offer_key,
)
from backend.matching.types import (
    Became,
    DeclineReason,
    NeedKind,
    Reader,
    ReviewState,
    SuggestionState,
    WithdrawnFor,
)


def view_suggestion(uow: UnitOfWork, actor: Actor, row: Suggestion) -> dict[str, Any]:
    """Return one suggestion as the actor sees it."""
    return view_suggestions(uow, actor, [row])[0]


def view_suggestions(uow: UnitOfWork, actor: Actor, rows: Sequence[Suggestion]) -> list[dict[str, Any]]:
    """Return suggestions as the actor sees them."""
    if not rows:
        return []
    community_id = rows[0].community_id
    subjects = find_subjects(uow, community_id, map(need_key, rows))
    offers = find_offers(uow, community_id, map(offer_key, rows))
    reviews = _own_reviews(uow, actor, community_id, [row.id for row in rows])
    return [_view(actor, row, subjects[need_key(row)], offers[offer_key(row)], reviews.get(row.id)) for row in rows]


def reader_of(actor: Actor, offer: Offered) -> Reader:
    """Return as whom the actor reads about an offer."""
    return choose_reader(
        is_self=offer.member_id is not None and offer.member_id == actor.member_id,
        is_contact=POLICY.allows(actor, A.READ_UNIT_SUGGESTIONS, unit_id=offer.unit_id),
        is_desk=POLICY.allows(actor, A.READ_ALL_SUGGESTIONS),
    )


def _own_reviews(uow: UnitOfWork, actor: Actor, community_id: int, ids: Sequence[UUID]) -> dict[UUID, Review]:
    """Return the actor's newest request about each suggestion."""
    rows = uow.session.scalars(
        select(Review)
        .where(Review.community_id == community_id, Review.suggestion_id.in_(ids), Review.asked_by == actor.member_id)
        .order_by(Review.asked_at, Review.id)
    )
    return {row.suggestion_id: row for row in rows if row.suggestion_id is not None}


def _view(actor: Actor, row: Suggestion, subject: Subject, offer: Offered, review: Review | None) -> dict[str, Any]:
    reader = reader_of(actor, offer)
    told = Told(wording.parts_of(row.parts), row.starts_at, row.ends_at, subject.skill, subject.category_name)
    state = SuggestionState(row.state)
    automated = row.run_id is not None
    return {
        "id": row.id,
        "need": subject.shown(),
        "offer": {
            "type": offer.key.kind.value,
            "id": offer.key.id,
            "name": offer.name,
            "owner_name": offer.owner_name,
        },
        "amount": row.amount,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "when": wording.span(row.starts_at, row.ends_at) if row.starts_at and row.ends_at else None,
        "reasons": [reason._asdict() for reason in wording.reasons(told, reader)],
        "automated": automated,
        "automated_text": wording.AUTOMATED if automated else wording.BY_HAND,
        "asks": _asks(subject),
        "state": state.value,
        "state_name": SUGGESTION_STATE_NAMES[state],
        "state_text": _state_text(row, state),
        "answer_by": row.next_at,
        "created_at": row.created_at,
        "decided_at": row.decided_at,
        **_declined(row, state),
        "became": _became(row),
        "my_review": None if review is None else _show_review(review),
        "may_ask_review": reader in (Reader.SELF, Reader.UNIT)
        and (review is None or review.state != ReviewState.ASKED),
        "moves": _moves(actor, row, subject, offer),
    }


def _asks(subject: Subject) -> dict[str, Any]:
    is_shift = subject.shift is not None
    return {
        "accept_risks": is_shift,
        "risks": list(subject.risks),
        "qualification": subject.qualification if is_shift else None,
        "quantity_max": None if is_shift else subject.left,
    }


def _state_text(row: Suggestion, state: SuggestionState) -> str | None:
    if state is SuggestionState.WITHDRAWN and row.reason is not None:
        return WITHDRAWN_TEXTS[WithdrawnFor(row.reason)]
    if state is SuggestionState.LAPSED:
        return "没有在期限内答复，已请别人考虑；以后有合适的还会告诉您。"
    return None


def _declined(row: Suggestion, state: SuggestionState) -> dict[str, Any]:
    if state is not SuggestionState.DECLINED or row.decided_at is None or row.reason is None:
        names = ("decline_reason", "decline_reason_name", "decline_words", "remembered_until")
        return dict.fromkeys(names)
    return {
        "decline_reason": row.reason,
        "decline_reason_name": DECLINE_NAMES[DeclineReason(row.reason)],
        "decline_words": row.words,
        "remembered_until": row.decided_at + numbers.DECLINE_DAYS,
    }


def _became(row: Suggestion) -> dict[str, Any] | None:
    """Return what it is now and the page where that is seen: a sign-up's is its shift."""
    if row.became is None:
        return None
    is_sign_up = row.became == Became.SIGN_UP
    return {
        "type": row.became,
        "id": row.became_id,
        "open_type": "shift" if is_sign_up else row.became,
        "open_id": row.shift_id if is_sign_up else row.became_id,
    }


def _show_review(row: Review) -> dict[str, Any]:
    return {
        "id": row.id,
        "state": row.state,
        "state_name": REVIEW_STATE_NAMES[ReviewState(row.state)],
        "answer": row.answer,
    }


def _moves(actor: Actor, row: Suggestion, subject: Subject, offer: Offered) -> list[dict[str, str]]:
    """Return the moves the actor may make now."""
    if not POLICY.allows(actor, A.MOVE_SUGGESTION):
        return []
    return [
        {"move": move.value, "name": _move_name(move, subject, offer)}
        for move in SUGGESTION_MOVES.moves_from(SuggestionState(row.state))
        if move in PEOPLES_MOVES
        and POLICY.allows(actor, ACTION_OF_MOVE[move], unit_id=offer.unit_id, member_id=offer.member_id)
    ]


def _move_name(move: SuggestionMove, subject: Subject, offer: Offered) -> str:
    if move is not SuggestionMove.ACCEPT:
        return SUGGESTION_MOVE_NAMES[move]
    if subject.key.kind is NeedKind.ENTRY and offer.unit_id is None:
        return "我来认领"
    return ACCEPT_NAMES[subject.key.kind]

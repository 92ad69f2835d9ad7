"""Suggestions answered: a yes becomes a sign-up or a claim in the same transaction, a no is remembered."""

from typing import Any
from uuid import UUID

from backend.agreements import service as agreements
from backend.agreements.types import NewClaim
from backend.core.actor import Actor
from backend.core.errors import MoveNotAllowedError, NotFoundError
from backend.infra import links
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork
from backend.lists.errors import ClaimExceedsEntryError, EntryNotClaimableError
from backend.matching.errors import OvertakenError
from backend.matching.models import Suggestion
from backend.matching.moves import SUGGESTION_MOVES, SuggestionMove
from backend.matching.policy import ACTION_OF_MOVE, POLICY, A
from backend.matching.service import clocks
from backend.matching.service.subjects import (
    Offered,
    find_offers,
    find_subjects,
    need_key,
    offer_key,
)
from backend.matching.service.suggestion_views import view_suggestion
from backend.matching.service.telling import SUGGESTION, tell_accepted, tell_declined
from backend.matching.service.withdrawing import write_moves
from backend.matching.types import Acceptance, Became, Refusal, SuggestionState, WithdrawnFor
from backend.volunteering import service as volunteering
from backend.volunteering.errors import ShiftNotOpenError, ShiftStartedError
from backend.volunteering.types import SignUpState, SignUpWish


def move_suggestion(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    suggestion_id: UUID,
    move: SuggestionMove,
    word: Acceptance | Refusal | None,
) -> dict[str, Any]:
    """Accept, decline or take back; who says the same again gets the same answer.

    Raises NotFoundError, ForbiddenError, MoveNotAllowedError; of a yes, what sign-up and claim refuse, which leaves
    the suggestion as it was; and OvertakenError after the suggestion was taken back because the place is gone: the
    edge answers it and commits.
    """
    POLICY.permit(actor, A.MOVE_SUGGESTION)
    row = row_by_id(uow, Suggestion, community_id, suggestion_id, lock=True)
    offer = find_offers(uow, community_id, [offer_key(row)])[offer_key(row)]
    POLICY.permit(actor, ACTION_OF_MOVE[move], unit_id=offer.unit_id, member_id=offer.member_id)
    if row.state == _ENDS[move] and row.decided_by == actor.member_id:
        return view_suggestion(uow, actor, row)
    SUGGESTION_MOVES.next(SuggestionState(row.state), move)
    if move is SuggestionMove.ACCEPT:
        assert isinstance(word, Acceptance)
        _accept(uow, actor, row, offer, word)
    elif move is SuggestionMove.DECLINE:
        assert isinstance(word, Refusal)
        _decline(uow, actor, row, word)
    else:
        _end(uow, row, SuggestionState.WITHDRAWN, by_id=actor.member_id, reason=WithdrawnFor.BY_DESK.value)
    uow.session.flush()
    return view_suggestion(uow, actor, row)


_ENDS = {
    SuggestionMove.ACCEPT: SuggestionState.ACCEPTED,
    SuggestionMove.DECLINE: SuggestionState.DECLINED,
    SuggestionMove.WITHDRAW: None,
}


class _Taken(Exception):
    """The only place left is one in the waiting line."""


# What a door says when nothing is left for anybody.
_GONE = (_Taken, NotFoundError, EntryNotClaimableError, ShiftNotOpenError, ShiftStartedError)


def _accept(uow: UnitOfWork, actor: Actor, row: Suggestion, offer: Offered, said: Acceptance) -> None:
    subject = find_subjects(uow, row.community_id, [need_key(row)])[need_key(row)]
    try:
        # All of the door's writes, or none of them where the place is gone.
        with uow.session.begin_nested():
            kind, became_id = _enter(uow, actor, row, offer, said)
    except ClaimExceedsEntryError as refusal:
        if refusal.extras.get("left"):
            raise
        raise _overtaken(uow, row) from refusal
    except _GONE as refusal:
        raise _overtaken(uow, row) from refusal
    yes = {"decided_by": actor.member_id, "became": kind.value, "became_id": became_id}
    _end(uow, row, SuggestionState.ACCEPTED, by_id=actor.member_id, **yes)
    became = ("shift" if kind is Became.SIGN_UP else "claim", became_id)
    key = need_key(row)
    links.record(uow, row.community_id, from_=(key.kind.value, key.id), to=(SUGGESTION, row.id), relation="suggested")
    if kind is Became.CLAIM:
        links.record(uow, row.community_id, from_=(SUGGESTION, row.id), to=became, relation="accepted")
    tell_accepted(uow, row, subject)


def _enter(uow: UnitOfWork, actor: Actor, row: Suggestion, offer: Offered, said: Acceptance) -> tuple[Became, UUID]:
    """Go through the door of volunteering or of agreements; raise what it refuses, and _Taken for a waiting place."""
    if row.shift_id is None:
        assert row.entry_id is not None  # one need each
        new = NewClaim(
            offer.unit_id,
            said.quantity or row.amount,
            note=said.note,
            member_id=offer.member_id,
        )
        claim = agreements.claim_entry(uow, actor, row.community_id, row.entry_id, new)
        return Became.CLAIM, claim["id"]
    if offer.member_id is None:
        raise MoveNotAllowedError("活动由居民本人报名")
    wish = SignUpWish(role_id=row.role_id, for_unit_id=said.for_unit_id, qualification_number=said.qualification_number)
    sign_up = volunteering.sign_up(
        uow, actor, row.community_id, row.shift_id, accept_risks=said.accept_risks, wish=wish
    )
    if sign_up["state"] == SignUpState.WAITING:
        raise _Taken
    return Became.SIGN_UP, sign_up["id"]


def _overtaken(uow: UnitOfWork, row: Suggestion) -> OvertakenError:
    _end(uow, row, SuggestionState.WITHDRAWN, by_id=None, reason=WithdrawnFor.NEED_GONE.value)
    uow.session.flush()
    return OvertakenError()


def _decline(uow: UnitOfWork, actor: Actor, row: Suggestion, said: Refusal) -> None:
    no = {"decided_by": actor.member_id, "reason": said.reason.value, "words": said.words}
    _end(uow, row, SuggestionState.DECLINED, by_id=actor.member_id, **no)
    key = need_key(row)
    # The need goes into the next run.
    clocks.ask(uow, row.community_id)
    tell_declined(uow, row, find_subjects(uow, row.community_id, [key])[key])


def _end(uow: UnitOfWork, row: Suggestion, state: SuggestionState, *, by_id: UUID | None, **changes: Any) -> None:
    """End it with what else is said of its end, and add the history's line."""
    before, row.state = row.state, state.value
    row.next_at, row.decided_at = None, uow.now
    for name, value in changes.items():
        setattr(row, name, value)
    states = {"from_state": before, "to_state": row.state}
    write_moves(uow, row.community_id, [row.id], **states, reason=row.reason, by_id=by_id)

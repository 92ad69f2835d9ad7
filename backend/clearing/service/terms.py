"""Terms of a pair: each side's lead says how it stands and up to which ceiling; the other side is told by message.

Each side writes its own row in its own transaction. Whatever order messages arrive in, the newest of each side counts.
"""

from typing import Any
from uuid import UUID

from backend.clearing import events
from backend.clearing.errors import CommunityUnknownError, PairUnknownError, SameCommunityError
from backend.clearing.models import ClearingPair, ClearingTerms
from backend.clearing.moves import STAND_MOVES, PairMove
from backend.clearing.policy import POLICY, A
from backend.clearing.service.pair import begin_netting, ensure_pair, find_pair, limit_pair, pairs_of
from backend.clearing.service.view import view_pairs
from backend.clearing.types import NewTerms, Stand
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.errors import NotFoundError
from backend.infra import outbox
from backend.infra.uow import UnitOfWork


def list_pairs(uow: UnitOfWork, actor: Actor, community_id: int) -> list[dict[str, Any]]:
    """Return the community's pairs with what is owed and how much may still be sent; a lead sees the moves as well."""
    POLICY.permit(actor, A.READ_PAIRS)
    return view_pairs(uow, actor, pairs_of(uow, community_id))


def agree(uow: UnitOfWork, actor: Actor, community_id: int, terms: NewTerms) -> dict[str, Any]:
    """Propose a pair, accept the other's proposal, or change one's own ceiling.

    Raises SameCommunityError, CommunityUnknownError, MoveNotAllowedError (while paused).
    """
    POLICY.permit(actor, A.SET_TERMS)
    if terms.other_id == community_id:
        raise SameCommunityError
    try:
        other = communities.get_community(uow, terms.other_id)
    except NotFoundError as error:
        raise CommunityUnknownError from error
    ensure_pair(uow, community_id, terms.other_id, other.name)
    pair = _lock(uow, community_id, terms.other_id)
    pair.our_ceiling = terms.ceiling
    return _say(uow, actor, pair, PairMove.AGREE)


def move_pair(uow: UnitOfWork, actor: Actor, community_id: int, other_id: int, move: PairMove) -> dict[str, Any]:
    """Pause, resume or end a pair; what is under way ends all the same.

    Raises PairUnknownError, MoveNotAllowedError.
    """
    POLICY.permit(actor, A.SET_TERMS)
    return _say(uow, actor, _lock(uow, community_id, other_id), move)


def _lock(uow: UnitOfWork, community_id: int, other_id: int) -> ClearingPair:
    pair = find_pair(uow, community_id, other_id, lock=True)
    if pair is None:
        raise PairUnknownError
    return pair


def _say(uow: UnitOfWork, actor: Actor, pair: ClearingPair, move: PairMove) -> dict[str, Any]:
    """Set our stand, note it and tell the other side."""
    pair.ours = STAND_MOVES.next(Stand(pair.ours), move)
    if move is PairMove.END:
        pair.theirs = Stand.NONE  # to begin anew, both must agree anew
    pair.our_version += 1
    _note(uow, pair, Stand(pair.ours), pair.our_ceiling, by=actor.member_id)
    message = {
        "to": pair.other_id,
        "name": communities.get_community(uow, pair.community_id).name,
        "version": pair.our_version,
        "stand": pair.ours,
        "ceiling": pair.our_ceiling,
    }
    outbox.record(uow, pair.community_id, events.TERMS_SET, message)
    return view_pairs(uow, actor, [pair])[0]


def hear_terms(uow: UnitOfWork, community_id: int, sender_id: int, message: dict[str, Any]) -> None:
    """Note how the other side stands; what is older than what is known already changes nothing."""
    ensure_pair(uow, community_id, sender_id, message["name"])
    pair = _lock(uow, community_id, sender_id)
    if message["version"] <= pair.their_version:
        return
    pair.other_name, pair.their_version = message["name"], message["version"]
    pair.theirs, pair.their_ceiling = Stand(message["stand"]), message["ceiling"]
    if pair.theirs is Stand.ENDED and pair.ours != Stand.ENDED:
        pair.ours = Stand.NONE
    _note(uow, pair, Stand(pair.theirs), pair.their_ceiling, by=None)
    told = {
        "other_id": sender_id,
        "other_name": pair.other_name,
        "stand": pair.theirs,
        "ceiling": pair.their_ceiling,
        "waits_for_us": pair.ours != Stand.AGREED,
    }
    outbox.record(uow, community_id, events.PAIR_CHANGED, told)


def _note(uow: UnitOfWork, pair: ClearingPair, stand: Stand, ceiling: int | None, *, by: UUID | None) -> None:
    """Write the line of what was said, and draw the account's limits after it."""
    begin_netting(uow, pair)
    line = ClearingTerms(
        community_id=pair.community_id,
        id=uow.new_id(),
        other_id=pair.other_id,
        stand=stand,
        ceiling=ceiling,
        by_member_id=by,
        at=uow.now,
    )
    uow.session.add(line)
    uow.session.flush()
    limit_pair(uow, pair)

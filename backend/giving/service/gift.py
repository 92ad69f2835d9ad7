"""Gifts of time credits to kin: what one has that was not given to oneself, to whom the rules in force let receive."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.books import service as books
from backend.books.types import GIFT_TO_NAMES, Pack, TimeAccount, Transfer, TransferType
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.amounts import TimeCredits
from backend.core.clock import local_date
from backend.core.errors import NotFoundError
from backend.giving import events
from backend.giving.errors import GiftedOnError, GiftToSelfError, NotKinError
from backend.giving.models import Gift
from backend.giving.policy import POLICY, A
from backend.giving.rules import DEGREES, GIVER_AGE_MIN, GiftFacts, decide_gift, giveable
from backend.giving.service.kin import lock_confirmed, relation_to
from backend.giving.types import NewGift
from backend.infra import outbox
from backend.infra.uow import UnitOfWork

TITLE = "亲属赠与"


def give(uow: UnitOfWork, actor: Actor, community_id: int, new: NewGift) -> dict[str, Any]:
    """Give minutes of one's own time credits to confirmed kin; it can't be taken back.

    Raises GiftToSelfError, NotKinError, GiftsNotAllowedError, GiftDegreeError, GiverMinorError, ReceiverLeftError,
    books' InsufficientTimeError, and GiftedOnError (``giveable``) for what was itself given; then nothing has moved.
    """
    POLICY.permit(actor, A.GIVE)
    giver_id = actor.member_id
    assert giver_id is not None, "the policy lets members give and nobody else"
    if new.to_member_id == giver_id:
        raise GiftToSelfError
    tie = lock_confirmed(uow, community_id, giver_id, new.to_member_id)
    if tie is None:
        raise NotKinError
    decide_gift(
        GiftFacts(
            gift_to=_gift_to(_pack(uow, community_id)),
            relation=relation_to(tie, giver_id),
            giver_age=communities.member_age_on(uow, community_id, giver_id, local_date(uow.now)),
            receiver_is_member=bool(communities.verified_of(uow, community_id, [new.to_member_id])),
        )
    )
    gift = Gift(
        community_id=community_id,
        id=uow.new_id(),
        tie_id=tie.id,
        giver_id=giver_id,
        receiver_id=new.to_member_id,
        minutes=new.minutes,
        message=new.message,
        given_at=uow.now,
    )
    _move(uow, gift)
    uow.session.add(gift)
    uow.session.flush()
    told = {
        "gift_id": str(gift.id),
        "member_id": str(gift.receiver_id),
        "minutes": gift.minutes,
    }
    outbox.record(uow, community_id, events.GIFT_RECEIVED, told)
    return _view(uow, actor, gift)


def _move(uow: UnitOfWork, gift: Gift) -> None:
    """Post first, then look: from the posting on both accounts are locked, so nobody gives or spends in between."""
    transfer = Transfer(
        TimeAccount.member(gift.giver_id),
        TimeAccount.member(gift.receiver_id),
        TimeCredits(gift.minutes),
        TransferType.GIFT,
        f"gift:{gift.id}",
        TITLE,
        ("gift", gift.id),
    )
    books.post(uow, gift.community_id, [transfer])
    left = books.own_time(uow, gift.community_id, gift.giver_id)
    if left < 0:
        raise GiftedOnError(giveable=max(0, left + gift.minutes))


def _pack(uow: UnitOfWork, community_id: int) -> Pack | None:
    return books.pack_on(uow, community_id, local_date(uow.now))


def _gift_to(pack: Pack | None) -> str | None:
    return None if pack is None else pack.spend.gift_to


def gift_terms(uow: UnitOfWork, actor: Actor, community_id: int) -> dict[str, Any]:
    """Return whether and to whom the caller may give here, how many minutes, and which rule says so."""
    POLICY.permit(actor, A.GIVE)
    assert actor.member_id is not None, "the policy lets members give and nobody else"
    pack = _pack(uow, community_id)
    gift_to = _gift_to(pack)
    account = TimeAccount.member(actor.member_id)
    available = books.balances(uow, community_id, [account])[account].available
    own = books.own_time(uow, community_id, actor.member_id)
    is_adult = communities.member_age_on(uow, community_id, actor.member_id, local_date(uow.now)) >= GIVER_AGE_MIN
    return {
        "may_give": gift_to is not None and is_adult,
        "gift_to": gift_to,
        "gift_to_name": gift_to and GIFT_TO_NAMES[gift_to],
        "relations": sorted(DEGREES[gift_to]) if gift_to else [],
        "is_adult": is_adult,
        "rule": pack and pack.name,
        "sources": list(pack.cited.get("spend.gift_to", ())) if pack else [],
        "available_minutes": available,
        "giveable_minutes": giveable(available=available, own=own),
    }


def get_gift(uow: UnitOfWork, actor: Actor, community_id: int, gift_id: UUID) -> dict[str, Any]:
    """Return a gift to whoever gave or received it; raises NotFoundError."""
    gift = uow.session.scalars(select(Gift).where(Gift.community_id == community_id, Gift.id == gift_id)).one_or_none()
    if gift is None:
        raise NotFoundError
    party = actor.member_id if actor.member_id in (gift.giver_id, gift.receiver_id) else None
    POLICY.permit(actor, A.READ_GIFT, member_id=party)
    return _view(uow, actor, gift)


def _view(uow: UnitOfWork, actor: Actor, gift: Gift) -> dict[str, Any]:
    people = communities.members_by_ids(uow, gift.community_id, [gift.giver_id, gift.receiver_id])
    return {
        "id": gift.id,
        "giver": people[gift.giver_id],
        "receiver": people[gift.receiver_id],
        "mine": gift.giver_id == actor.member_id,
        "minutes": gift.minutes,
        "message": gift.message,
        "given_at": gift.given_at,
    }

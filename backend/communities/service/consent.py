"""Names on the public notice: each member's own yes or no, in dated rows of which the newest counts."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from backend.communities.errors import NameTextOutdatedError, NameUnderAgeError
from backend.communities.models import Member, NameConsent
from backend.communities.policy import POLICY, A
from backend.communities.privacy import NAME_TEXT, NAME_TEXT_VERSION
from backend.communities.rules import is_adult
from backend.communities.types import MemberState
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.core.errors import NotMemberError
from backend.core.names import mask_name
from backend.infra.uow import UnitOfWork


def get_name_consent(uow: UnitOfWork, actor: Actor, community_id: int) -> dict[str, Any]:
    """Return whether the caller's name stands on the public notice, since when, and what that means."""
    POLICY.permit(actor, A.CHOOSE_NAME)
    return _view(uow, _own(uow, actor, community_id))


def set_name_consent(
    uow: UnitOfWork, actor: Actor, community_id: int, *, shows_name: bool, version: str
) -> dict[str, Any]:
    """Give or take back one's own consent; saying the same again writes nothing.

    Raises NameTextOutdatedError, and NameUnderAgeError: of minors nobody's word shows the name (our rule).
    """
    POLICY.permit(actor, A.CHOOSE_NAME)
    member = _own(uow, actor, community_id)
    uow.session.refresh(member, with_for_update={"key_share": True})
    if shows_name and version != NAME_TEXT_VERSION:
        raise NameTextOutdatedError
    if shows_name and not is_adult(member.birth_date, local_date(uow.now)):
        raise NameUnderAgeError
    last = _last_of(uow, community_id, [member.id]).get(member.id)
    if shows_name != (last is not None and last.shows_name):
        uow.session.add(
            NameConsent(
                community_id=community_id,
                id=uow.new_id(),
                member_id=member.id,
                shows_name=shows_name,
                version=version,
                at=uow.now,
            )
        )
        uow.session.flush()
    return _view(uow, member)


def public_names(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return members' names as everybody may read them: whole with a grown-up member's consent, else masked (王*)."""
    if not ids:
        return {}
    rows = uow.session.execute(
        select(Member.id, Member.name, Member.birth_date, Member.state).where(
            Member.community_id == community_id, Member.id.in_(set(ids))
        )
    ).all()
    last, today = _last_of(uow, community_id, ids), local_date(uow.now)
    found: dict[UUID, str] = {}
    for id_, name, birth_date, state in rows:
        consents = id_ in last and last[id_].shows_name and state == MemberState.VERIFIED
        found[id_] = name if consents and is_adult(birth_date, today) else mask_name(name)
    return found


def _own(uow: UnitOfWork, actor: Actor, community_id: int) -> Member:
    if actor.member_id is None:
        raise NotMemberError
    return uow.session.get_one(Member, (community_id, actor.member_id))


def _last_of(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> dict[UUID, NameConsent]:
    rows = uow.session.scalars(
        select(NameConsent)
        .where(NameConsent.community_id == community_id, NameConsent.member_id.in_(set(ids)))
        .ext(distinct_on(NameConsent.member_id))
        .order_by(NameConsent.member_id, NameConsent.id.desc())
    )
    return {row.member_id: row for row in rows}


def _view(uow: UnitOfWork, member: Member) -> dict[str, Any]:
    last = _last_of(uow, member.community_id, [member.id]).get(member.id)
    shows_name = last is not None and last.shows_name
    return {
        "shows_name": shows_name,
        "since": None if last is None else last.at,
        "may_choose": is_adult(member.birth_date, local_date(uow.now)),
        "name": member.name,
        "masked_name": mask_name(member.name),
        "version": NAME_TEXT_VERSION,
        "text": NAME_TEXT,
    }

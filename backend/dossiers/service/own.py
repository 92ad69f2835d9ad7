"""What volunteers say of themselves and set right themselves (个人信息保护法 Art. 45 and 46)."""

from typing import Any

from backend.core.actor import Actor
from backend.core.errors import InvalidError
from backend.dossiers.policy import POLICY, A
from backend.dossiers.rules.identity_number import is_identity_number
from backend.dossiers.rules.parts import time_order
from backend.dossiers.service.store import lock_dossiers
from backend.dossiers.service.view import view_dossier
from backend.dossiers.types import TIME_NAMES, DossierChange, Skill
from backend.infra.uow import UnitOfWork


def show_own(uow: UnitOfWork, actor: Actor, community_id: int) -> dict[str, Any]:
    """Return all that is kept of the caller."""
    POLICY.permit(actor, A.READ_OWN)
    assert actor.member_id is not None  # whom the policy lets in is a member
    return view_dossier(uow, actor, community_id, actor.member_id)


def change_own(uow: UnitOfWork, actor: Actor, community_id: int, change: DossierChange) -> dict[str, Any]:
    """Keep what the caller says of themselves; raises InvalidError naming the field."""
    POLICY.permit(actor, A.EDIT_OWN)
    _check(change)
    assert actor.member_id is not None  # whom the policy lets in is a member
    dossier = lock_dossiers(uow, community_id, [actor.member_id])[actor.member_id]
    if change.skills is not None:
        wanted = set(change.skills)
        dossier.skills = [skill.value for skill in Skill if skill in wanted]
    if change.skill_words is not None:
        dossier.skill_words = list(dict.fromkeys(change.skill_words))
    if change.times is not None:
        dossier.times = sorted(set(change.times), key=time_order)
    if change.contact is not None:
        dossier.contact = change.contact or None
    if change.identity_number is not None:
        dossier.identity_number = change.identity_number or None
    if change.may_report is not None:
        dossier.may_report = change.may_report
    dossier.updated_at = uow.now
    uow.session.flush()
    return view_dossier(uow, actor, community_id, actor.member_id)


def _check(change: DossierChange) -> None:
    if change.times is not None and not set(TIME_NAMES).issuperset(change.times):
        raise InvalidError({"times": ["没有这个时段"]})
    if change.identity_number and not is_identity_number(change.identity_number):
        raise InvalidError({"identity_number": ["身份证号不对，请再核对一遍"]})

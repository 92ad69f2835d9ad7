"""Signing up together: places are held for up to 20 people, and each says for themselves whether they come."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import Range

from backend.communities import service as communities
from backend.communities.service import MemberFacts
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.core.errors import InvalidError, NotFoundError, SangongError
from backend.identity import service as identity
from backend.infra.uow import UnitOfWork
from backend.volunteering import events
from backend.volunteering.errors import GroupMemberUnfitError, GroupPlacesError
from backend.volunteering.models import Shift, ShiftRole, SignUp
from backend.volunteering.policy import POLICY, A
from backend.volunteering.rules.promises import answer_by
from backend.volunteering.service.fitness import check_fit, check_open
from backend.volunteering.service.places import new_sign_up, take_free
from backend.volunteering.service.roles import chosen_role
from backend.volunteering.service.shift import lock_shift
from backend.volunteering.service.sign_up_view import view_sign_ups
from backend.volunteering.types import Purpose, SignUpState
from backend.volunteering.types.activities import AskedAs, Group, Word

# Our rule: a table of people; a whole company opens a shift of its own. It also bounds the places one holds for others.
GROUP_MAX = 20


def invite_group(
    uow: UnitOfWork, actor: Actor, community_id: int, shift_id: UUID, group: Group
) -> list[dict[str, Any]]:
    """Hold a place for each of the group until they answer; all of them or none.

    Nobody is committed without their own word (志愿服务条例 Art. 25); for a minor the guardian is asked. Raises
    NotFoundError, ShiftNotOpenError, ShiftStartedError, RoleNeededError, TooLateToAskError, InvalidError (too many,
    oneself, twice), GroupMemberUnfitError, GroupPlacesError.
    """
    POLICY.permit(actor, A.SIGN_UP)
    shift = lock_shift(uow, community_id, shift_id)
    if shift.purpose == Purpose.EXCHANGE:
        raise NotFoundError
    check_open(shift, uow.now)
    role = chosen_role(uow, shift, group.role_id)
    until = answer_by(shift.starts_at, now=uow.now)
    ids = _find(uow, community_id, group)
    _check_size(uow, actor, shift, ids)
    words = _check_members(uow, shift, role, ids)
    if not take_free(uow, shift, role.id if role else None, places=len(words)):
        left = role.places - role.places_taken if role else shift.places - shift.places_taken
        raise GroupPlacesError(f"还剩{left}个名额，请少请几位", places_left=left)
    rows = [
        new_sign_up(uow, shift, member_id, word, role_id=role.id if role else None, invited_by=actor.member_id)
        for member_id, word in words.items()
    ]
    for row in rows:
        row.state, row.answer_by = SignUpState.INVITED, until
    uow.session.add_all(rows)
    uow.session.flush()
    events.tell_asked(uow, shift, rows, by=actor.name)
    return view_sign_ups(uow, actor, rows)


def _find(uow: UnitOfWork, community_id: int, group: Group) -> list[UUID | None]:
    """Return the members in the order given, None for whom name and phone do not lead to."""
    people = identity.people_by_phones(uow, [each.phone for each in group.people])
    members = communities.members_of_people(uow, community_id, people.values())
    found: list[UUID | None] = list(group.member_ids)
    for each in group.people:
        member = members.get(people[each.phone]) if each.phone in people else None
        found.append(member.id if member is not None and member.name == each.name else None)
    return found


def _check_size(uow: UnitOfWork, actor: Actor, shift: Shift, ids: Sequence[UUID | None]) -> None:
    known = [id_ for id_ in ids if id_ is not None]
    if not ids:
        raise InvalidError({"member_ids": ["请至少选一位"]})
    if len(set(known)) < len(known):
        raise InvalidError({"member_ids": ["同一个人只填一次"]})
    if actor.member_id in known:
        raise InvalidError({"member_ids": ["您自己请直接报名"]})
    held = uow.session.scalar(
        select(func.count()).where(
            SignUp.community_id == shift.community_id,
            SignUp.invited_by == actor.member_id,
            SignUp.shift_id == shift.id,
            SignUp.state == SignUpState.INVITED,
        )
    )
    if len(ids) + (held or 0) > GROUP_MAX:
        raise InvalidError({"member_ids": [f"一场活动最多同时邀请{GROUP_MAX}位"]})


def _check_members(
    uow: UnitOfWork, shift: Shift, role: ShiftRole | None, ids: Sequence[UUID | None]
) -> dict[UUID, Word]:
    """Return whose word each place waits for; raises GroupMemberUnfitError with all who can't be asked."""
    known = [id_ for id_ in ids if id_ is not None]
    # Two inserts that exclude each other would each wait for the other.
    communities.lock_members(uow, shift.community_id, known)
    facts = communities.member_facts(uow, shift.community_id, known)
    busy = set(
        uow.session.scalars(
            select(SignUp.member_id).where(
                SignUp.community_id == shift.community_id,
                SignUp.member_id.in_(known),
                SignUp.busy.overlaps(Range(shift.starts_at, shift.ends_at)),
            )
        )
    )
    words = {id_: _word_of(shift, role, id_, facts[id_]) for id_ in known if id_ in facts and id_ not in busy}
    unfit = [place for place, id_ in enumerate(ids, start=1) if id_ is None or words.get(id_) is None]
    if unfit:
        which = "、".join(f"第{place}位" for place in unfit)
        raise GroupMemberUnfitError(
            f"{which}不能参加：没有找到、那个时间有安排或者不符合要求，请核对或请本人自己报名", positions=unfit
        )
    return {id_: word for id_, word in words.items() if word is not None}


def _word_of(shift: Shift, role: ShiftRole | None, member_id: UUID, facts: MemberFacts) -> Word | None:
    """Return whose word is asked for, or None where the member may not come, or comes only with a guardian unknown."""
    try:
        check_fit(shift, role, member_id, facts)
    except SangongError:
        return None
    if communities.is_adult(facts.birth_date, local_date(shift.starts_at)):
        return Word(member_id, AskedAs.SELF)
    return Word(facts.guardian_id, AskedAs.GUARDIAN) if facts.guardian_id is not None else None

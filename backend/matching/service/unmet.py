"""The board of needs that nobody serves: why, what would help, and whose edit makes it so."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select

from backend.core.actor import Actor
from backend.core.clock import LOCAL_ZONE
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.matching.models import Unmet
from backend.matching.moves import UNMET_STATE_NAMES
from backend.matching.policy import POLICY, A
from backend.matching.rules.suggesting import days_since
from backend.matching.rules.unmet_wording import say_change, say_why, shown, why_unmet
from backend.matching.service.subjects import Subject, find_subjects, in_category, need_key
from backend.matching.types import UNMET_LIVE, UnmetFilter, UnmetState


def list_unmet(
    uow: UnitOfWork, actor: Actor, community_id: int, wanted: UnmetFilter, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return a page of unmet needs, longest waiting first; who is not of the desk sees public ones and their own."""
    POLICY.permit(actor, A.READ_UNMET)
    states = [wanted.state] if wanted.state is not None else UNMET_LIVE
    chosen = select(Unmet).where(Unmet.community_id == community_id, Unmet.state.in_([state.value for state in states]))
    if not POLICY.allows(actor, A.READ_ALL_UNMET):
        own = lists.entries_of_member(community_id, actor.member_id, "need")
        chosen = chosen.where(or_(Unmet.is_public, Unmet.entry_id.in_(own)))
    if wanted.category is not None:
        chosen = chosen.where(in_category(Unmet, community_id, wanted.category))
    found = fetch_page(uow.session, chosen, page, keys=[Unmet.since, Unmet.id], descending=False)
    return Page(_view_all(uow, actor, community_id, found.items), found.next_cursor)


def _view_all(uow: UnitOfWork, actor: Actor, community_id: int, rows: Sequence[Unmet]) -> list[dict[str, Any]]:
    subjects = find_subjects(uow, community_id, map(need_key, rows))
    everybody = not POLICY.allows(actor, A.READ_ALL_UNMET)
    return [_view(uow, actor, row, subjects[need_key(row)], everybody=everybody) for row in rows]


def _view(uow: UnitOfWork, actor: Actor, row: Unmet, subject: Subject, *, everybody: bool) -> dict[str, Any]:
    state = UnmetState(row.state)
    why = why_unmet(row.failed, everybody=everybody)
    return {
        "id": row.id,
        "need": subject.shown(),
        "missing": row.missing,
        "candidates": shown(row.candidates, everybody=everybody),
        "why": why,
        "why_text": say_why(why, row.candidates),
        "change_text": say_change(row.change, is_shift=subject.shift is not None, everybody=everybody),
        "state": state.value,
        "state_name": UNMET_STATE_NAMES[state],
        "is_public": row.is_public,
        "since": row.since,
        "days": days_since(row.since, uow.now),
        "becomes_at": row.becomes_at,
        "becomes_text": _becomes(row),
        "problem_id": row.became_id,
        "edit": _edit(actor, subject) if state in UNMET_LIVE else None,
    }


def _becomes(row: Unmet) -> str | None:
    """Return what becomes of it when nobody comes."""
    if row.becomes_at is None:
        return None
    day = row.becomes_at.astimezone(LOCAL_ZONE)
    what = "列入问题清单" if row.is_public else "转给社区工作人员想办法"
    return f"{day.month}月{day.day}日前还没有人来，就{what}"


def _edit(actor: Actor, subject: Subject) -> dict[str, Any] | None:
    """Return the edit that the caller may open: the desk's and the asker's. A shift is opened anew by its entry."""
    is_desk = POLICY.allows(actor, A.READ_ALL_UNMET)
    is_asker = POLICY.allows(actor, A.SPEAK_FOR_OFFER, member_id=subject.asker_member_id, unit_id=subject.asker_unit_id)
    if not (is_desk or is_asker):
        return None
    if subject.entry is not None:
        return {"type": "entry", "id": subject.entry.id, "name": "去改这条需求"}
    return {"type": "shift", "id": subject.key.id, "name": "去看这场活动"}

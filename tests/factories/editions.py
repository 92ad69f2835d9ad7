"""Drafts, objections and editions for tests, made through the service as people make them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.core.clock import FixedClock
from backend.infra.uow import UnitOfWork
from backend.lists.service import editions
from backend.lists.types import DraftMove
from tests.factories.communities import Someone

# Three working days are over after so many days, but for the long holidays.
NOTICE_DAYS_AT_MOST = timedelta(days=7)


def compile_list(uow: UnitOfWork, staff: Someone, kind: str) -> UUID:
    """Compile a list and return the draft's id."""
    draft = editions.compile_draft(uow, staff.actor, staff.community_id, kind)
    draft_id: UUID = draft["id"]
    return draft_id


def put_on_notice(uow: UnitOfWork, staff: Someone, kind: str) -> UUID:
    """Compile a list, put it on notice and return the draft's id."""
    draft_id = compile_list(uow, staff, kind)
    editions.move_draft(uow, staff.actor, staff.community_id, draft_id, DraftMove.PUT_ON_NOTICE)
    return draft_id


def object_to(uow: UnitOfWork, by: Someone, draft_id: UUID, text: str = "这一项数量写错了") -> UUID:
    """Object to a draft and return the objection's id."""
    objection = editions.object_to_draft(uow, by.actor, by.community_id, draft_id, text, None)
    objection_id: UUID = objection["id"]
    return objection_id


def publish(uow: UnitOfWork, lead: Someone, draft_id: UUID) -> dict[str, Any]:
    """Publish a draft whose notice is over."""
    return editions.move_draft(uow, lead.actor, lead.community_id, draft_id, DraftMove.PUBLISH)


def pass_notice(clock: FixedClock) -> None:
    """Let the notice of a draft be over; a unit of work begun before does not see it."""
    clock.advance(NOTICE_DAYS_AT_MOST)

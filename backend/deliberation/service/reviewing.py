"""What was decided comes back on the day named for it: whoever decided says how it came out.

It comes back also where it was said to be done. Nothing is dropped by silence: the stage has a clock like every other.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select

from backend.core.clock import local_date
from backend.deliberation import events
from backend.deliberation.models import Topic
from backend.deliberation.moves import REVIEW
from backend.deliberation.rules import decide_next_actor, decide_stage_end
from backend.deliberation.service.store import record_move
from backend.deliberation.types import BEFORE_REVIEW, Stage
from backend.infra import outbox
from backend.infra.uow import UnitOfWork

TOPICS_A_BATCH = 50


def communities_with_reviews_due(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities where the day of a review has come (lock-free scan over all of them)."""
    return uow.session.scalars(select(Topic.community_id).where(*_due(uow)).distinct()).all()


def begin_reviews(uow: UnitOfWork, community_id: int) -> int:
    """Bring one batch back on the board and tell the desk; return how many topics it was."""
    topics = uow.session.scalars(
        select(Topic)
        .where(Topic.community_id == community_id, *_due(uow))
        .order_by(Topic.review_on, Topic.id)
        .limit(TOPICS_A_BATCH)
        .with_for_update(key_share=True, skip_locked=True)
    ).all()
    told = []
    for topic in topics:
        before, topic.stage = Stage(topic.stage), Stage.REVIEWING.value
        topic.stage_ends_at = decide_stage_end(Stage.REVIEWING, ends_on=None, due_on=None, before=None, now=uow.now)
        topic.next_actor = decide_next_actor(Stage.REVIEWING, None, owner=None)
        topic.overdue_told_at = None
        uow.session.flush()
        entry = record_move(uow, topic, REVIEW, from_stage=before, by_member_id=None, note=None)
        told.append((None, events.desk_payload(topic, entry.title), uow.now))
    outbox.record_many(uow, community_id, events.REVIEW_DUE, told)
    return len(topics)


def _due(uow: UnitOfWork) -> tuple[ColumnElement[bool], ...]:
    return (
        Topic.review_on <= local_date(uow.now),
        Topic.reviewed_at.is_(None),
        Topic.stage.in_([stage.value for stage in BEFORE_REVIEW]),
    )

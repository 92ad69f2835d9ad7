"""Events as the other features record them, and phones on the fake platform, for tests."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from backend.core.ids import new_id
from backend.identity.models import WechatIdentity
from backend.infra import outbox
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork
from backend.notifications.models import InboxMessage, MessageConsent
from backend.notifications.types import Template
from tests.factories.communities import Someone


def sign_up_payload(someone: Someone, starts_at: datetime, **changes: Any) -> dict[str, Any]:
    """Return what volunteering tells of a sign-up."""
    payload = {
        "sign_up_id": str(new_id()),
        "shift_id": str(new_id()),
        "member_id": str(someone.member_id),
        "starts_at": starts_at.isoformat(),
        "title": "周末河道清洁",
        "place": "三号桥东侧",
        "state": "signed_up",
    }
    return {**payload, **changes}


def tell(uow: UnitOfWork, community_id: int, topic: str, payload: dict[str, Any]) -> None:
    """Record an event as its feature does."""
    outbox.record(uow, community_id, topic, payload)


def inbox_of(uow: UnitOfWork, someone: Someone) -> list[InboxMessage]:
    """Return a member's messages, oldest first."""
    wanted = select(InboxMessage).where(
        InboxMessage.community_id == someone.community_id, InboxMessage.member_id == someone.member_id
    )
    return list(uow.session.scalars(wanted.order_by(InboxMessage.id)))


def give_phone(uow: UnitOfWork, someone: Someone, openid: str) -> None:
    """Tie a member's person to an openid, as signing in does."""
    identity = WechatIdentity(
        openid_hash=runtime().cipher.lookup_hash("openid", openid),
        openid=openid,
        person_id=someone.person_id,
        created_at=uow.now,
    )
    uow.session.add(identity)
    uow.session.flush()


def give_consents(uow: UnitOfWork, someone: Someone, count: int, template: Template = Template.SHIFT) -> None:
    """Store how many messages a member agrees to."""
    consent = MessageConsent(
        community_id=someone.community_id,
        member_id=someone.member_id,
        template=template,
        unspent=count,
        updated_at=uow.now,
    )
    uow.session.add(consent)
    uow.session.flush()


def unspent(uow: UnitOfWork, someone: Someone, template: Template = Template.SHIFT) -> int:
    """Return how many messages a member still agrees to."""
    place = (someone.community_id, someone.member_id, template.value)
    row = uow.session.get(MessageConsent, place, populate_existing=True)
    return row.unspent if row else 0


def open_events(uow: UnitOfWork, community_id: int, topic: str) -> dict[str | None, datetime]:
    """Return the events of a topic that are still to be delivered: key -> due."""
    rows = uow.session.scalars(
        select(outbox.OutboxEvent).where(
            outbox.OutboxEvent.community_id == community_id,
            outbox.OutboxEvent.topic == topic,
            outbox.OutboxEvent.done_at.is_(None),
        )
    )
    return {row.key: row.due_at for row in rows}


def count_events(uow: UnitOfWork, community_id: int, topic: str) -> int:
    """Return how many events of a topic were ever recorded."""
    of_topic = (outbox.OutboxEvent.community_id == community_id, outbox.OutboxEvent.topic == topic)
    return uow.session.execute(select(func.count()).where(*of_topic)).scalar_one()

"""Delivery by WeChat: a consent is spent first, then the message is sent, in one transaction.

When WeChat is not there, the transaction is undone and the message comes again after a back-off. WeChat knows no key
by which a repeated message would be the same: should a process die, or an answer be lost, between sending and
committing, the message is sent again, and WeChat's own count of consents (43101) is what keeps it from doubling.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.communities import service as communities
from backend.identity import service as identity
from backend.infra import outbox
from backend.infra.outbox import RetryLater
from backend.infra.runtime import port, runtime
from backend.infra.uow import UnitOfWork
from backend.infra.wechat import DeliveryOutcome, WechatClient, WechatUnavailableError
from backend.infra.wechat.simulator import WechatPlatformSimulator
from backend.notifications import events
from backend.notifications.service.subscription import (
    forget_consents,
    members_with_consent,
    return_consent,
    spend_consent,
    template_ids,
)
from backend.notifications.types import Template

# While WeChat is away, messages are not tried one by one: each try may take seconds of a worker's time.
REST = timedelta(seconds=4)
REST_KEY = "wechat:resting_until"


def queue_wechat_messages(
    uow: UnitOfWork, community_id: int, template: Template, messages: Sequence[tuple[str, dict[str, Any]]]
) -> None:
    """Queue messages, each (key, payload), to those members who have an unspent consent."""
    if not messages:
        return
    ids = {UUID(payload["member_id"]) for _, payload in messages}
    agreed = members_with_consent(uow, community_id, template, ids)
    rows = [(key, payload, uow.now) for key, payload in messages if UUID(payload["member_id"]) in agreed]
    outbox.record_many(uow, community_id, events.WECHAT_MESSAGE, rows)


def send_wechat_message(uow: UnitOfWork, community_id: int, payload: dict[str, Any]) -> None:
    """Send one message if there is a consent for it; raises RetryLater while WeChat is away."""
    if _is_too_late(uow, payload):
        return
    _refuse_while_resting(uow)
    member_id, template = UUID(payload["member_id"]), Template(payload["template"])
    person_id = communities.get_member(uow, community_id, member_id).person_id
    openid = identity.openid_of(uow, person_id)
    if openid is None or not spend_consent(uow, community_id, member_id, template):
        return
    delivery = port(WechatClient).send_subscribe_message(
        openid=openid, template_id=template_ids()[template], data=payload["data"], page=payload["page"]
    )
    if not delivery.is_final:
        _rest(uow)
        raise RetryLater(delivery.reason)
    if delivery.outcome is DeliveryOutcome.NO_CONSENT:
        forget_consents(uow, community_id, member_id, template)
    elif delivery.outcome is not DeliveryOutcome.SENT:
        return_consent(uow, community_id, member_id, template)


def _is_too_late(uow: UnitOfWork, payload: dict[str, Any]) -> bool:
    useless_after = payload.get("useless_after")
    return useless_after is not None and datetime.fromisoformat(useless_after) <= uow.now


def _refuse_while_resting(uow: UnitOfWork) -> None:
    until = runtime().redis.get(REST_KEY)
    text = until.decode() if isinstance(until, bytes) else until
    if text is not None and datetime.fromisoformat(text) > uow.now:
        raise RetryLater("resting")


def _rest(uow: UnitOfWork) -> None:
    """Remember for a moment that WeChat is away. Redis is only a hint: without it every message is tried."""
    runtime().redis.set(REST_KEY, (uow.now + REST).isoformat(), ex=60)


def tell_fake_platform(uow: UnitOfWork, payload: dict[str, Any]) -> None:
    """Tell the fake platform of a consent (demo); raises RetryLater while it is away."""
    simulator: WechatPlatformSimulator | None = runtime().ports.get(WechatPlatformSimulator)
    openid = identity.openid_of(uow, UUID(payload["person_id"]))
    if simulator is None or openid is None:
        return
    try:
        simulator.grant_consent(openid, payload["template_id"])
    except WechatUnavailableError as error:
        raise RetryLater(error.reason) from error

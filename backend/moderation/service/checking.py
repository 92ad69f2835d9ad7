"""WeChat's check of texts, by a worker: what it can't judge waits for a person, and while it is away all wait."""

from collections.abc import Sequence
from uuid import UUID

from backend.communities import service as communities
from backend.identity import service as identity
from backend.infra.outbox import Event, RetryLater
from backend.infra.rows import row_by_id
from backend.infra.runtime import port
from backend.infra.uow import UnitOfWork
from backend.infra.wechat import TextScene, WechatBusyError, WechatClient, WechatUnavailableError
from backend.moderation.models import ModerationItem
from backend.moderation.moves import VERDICTS
from backend.moderation.service.deciding import decide
from backend.moderation.types import ItemState


def check_texts(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    """Check the texts of one batch; raises RetryLater while WeChat is away: nothing goes out unchecked."""
    for event in batch:
        _check(uow, event.community_id, UUID(event.payload["item_id"]))


def _check(uow: UnitOfWork, community_id: int, item_id: UUID) -> None:
    item = row_by_id(uow, ModerationItem, community_id, item_id, lock=True)
    if item.state != ItemState.WAITING:
        return  # a person was faster, or it was taken back
    person_id = communities.get_member(uow, community_id, item.author_member_id).person_id
    openid = identity.openid_of(uow, person_id)
    if openid is None:
        # WeChat judges texts of its own users alone.
        decide(uow, item, ItemState.HELD)
        return
    try:
        verdict = port(WechatClient).check_text(openid, item.text, TextScene(item.scene))
    except (WechatUnavailableError, WechatBusyError) as error:
        raise RetryLater(str(error)) from error
    decide(uow, item, VERDICTS[verdict.suggestion], label=verdict.label)

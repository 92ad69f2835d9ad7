"""Consents to WeChat subscribe messages: one accepted dialog is one message. Counted per member and template."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import Update, func, select, update
from sqlalchemy.dialects.postgresql import insert

from backend.core.actor import Actor
from backend.core.errors import InvalidError
from backend.infra import outbox
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork
from backend.notifications import events
from backend.notifications.models import MessageConsent
from backend.notifications.policy import POLICY, A
from backend.notifications.types import TEMPLATE_NAMES, Answer, Subscribed, Template

UNSPENT_MAX = 1000


def template_ids() -> dict[Template, str]:
    """Return each template's id at WeChat."""
    settings = runtime().settings
    return {Template.SHIFT: settings.wechat_template_shift, Template.POINTS: settings.wechat_template_points}


def list_subscriptions(uow: UnitOfWork, actor: Actor, community_id: int) -> list[Subscribed]:
    """Return what the caller agreed to, by template."""
    POLICY.permit(actor, A.READ_SUBSCRIPTIONS, member_id=actor.member_id)
    return _list(uow, community_id, actor.member_id)


def _list(uow: UnitOfWork, community_id: int, member_id: UUID | None) -> list[Subscribed]:
    rows = uow.session.execute(
        select(MessageConsent.template, MessageConsent.unspent).where(
            MessageConsent.community_id == community_id, MessageConsent.member_id == member_id
        )
    )
    counts = {row.template: row.unspent for row in rows}
    return [Subscribed(id_, TEMPLATE_NAMES[each], counts.get(each, 0)) for each, id_ in template_ids().items()]


def record_answers(uow: UnitOfWork, actor: Actor, community_id: int, answers: Mapping[str, Answer]) -> list[Subscribed]:
    """Count what the caller tapped in WeChat's dialog, by template id; raises InvalidError for an unknown one."""
    POLICY.permit(actor, A.SUBSCRIBE, member_id=actor.member_id)
    known = {id_: template for template, id_ in template_ids().items()}
    if answers.keys() - known.keys():
        raise InvalidError({"answers": ["不认识的消息模板"]})
    accepted = sorted(known[id_] for id_, answer in answers.items() if answer is Answer.ACCEPT)
    if accepted and actor.member_id is not None:
        _add(uow, community_id, actor.member_id, accepted)
        _tell_fake_platform(uow, actor, community_id, accepted)
    return _list(uow, community_id, actor.member_id)


def _add(uow: UnitOfWork, community_id: int, member_id: UUID, templates: Collection[Template]) -> None:
    """Add one consent each; rows are taken in the templates' order."""
    rows = [
        {
            "community_id": community_id,
            "member_id": member_id,
            "template": template,
            "unspent": 1,
            "updated_at": uow.now,
        }
        for template in templates
    ]
    new = insert(MessageConsent).values(rows)
    uow.session.execute(
        new.on_conflict_do_update(
            index_elements=["community_id", "member_id", "template"],
            set_={
                "unspent": func.least(MessageConsent.unspent + 1, UNSPENT_MAX),
                "updated_at": new.excluded.updated_at,
            },
        )
    )


def _tell_fake_platform(uow: UnitOfWork, actor: Actor, community_id: int, templates: Collection[Template]) -> None:
    """In the demo nobody taps on a real phone, so the platform is told; WeChat itself needs no telling."""
    if not runtime().settings.is_demo:
        return
    ids = template_ids()
    told = [
        (None, {"person_id": str(actor.person_id), "template_id": ids[template]}, uow.now) for template in templates
    ]
    outbox.record_many(uow, community_id, events.CONSENT_GIVEN, told)


def members_with_consent(
    uow: UnitOfWork, community_id: int, template: Template, member_ids: Collection[UUID]
) -> set[UUID]:
    """Return which of these members have an unspent consent."""
    return set(
        uow.session.scalars(
            select(MessageConsent.member_id).where(
                MessageConsent.community_id == community_id,
                MessageConsent.template == template,
                MessageConsent.member_id.in_(member_ids),
                MessageConsent.unspent > 0,
            )
        )
    )


def spend_consent(uow: UnitOfWork, community_id: int, member_id: UUID, template: Template) -> bool:
    """Spend one consent; of two messages at once for the last one, one gets it. False when there is none."""
    spent = uow.session.execute(
        _of(community_id, member_id, template)
        .where(MessageConsent.unspent > 0)
        .values(unspent=MessageConsent.unspent - 1, updated_at=uow.now)
        .returning(MessageConsent.unspent)
    ).first()
    return spent is not None


def return_consent(uow: UnitOfWork, community_id: int, member_id: UUID, template: Template) -> None:
    """Give back a consent that WeChat did not take."""
    uow.session.execute(
        _of(community_id, member_id, template).values(unspent=func.least(MessageConsent.unspent + 1, UNSPENT_MAX))
    )


def forget_consents(uow: UnitOfWork, community_id: int, member_id: UUID, template: Template) -> None:
    """Believe WeChat that there is none left (43101)."""
    uow.session.execute(_of(community_id, member_id, template).values(unspent=0, updated_at=uow.now))


def _of(community_id: int, member_id: UUID, template: Template) -> Update:
    return (
        update(MessageConsent)
        .where(
            MessageConsent.community_id == community_id,
            MessageConsent.member_id == member_id,
            MessageConsent.template == template,
        )
        .execution_options(synchronize_session=False)
    )

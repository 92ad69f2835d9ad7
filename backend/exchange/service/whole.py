"""One order in full, to who has to do with it.

The door and a phone, which its owner allowed for this order, are shown to the other side while the order runs, and to
nobody after.
"""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.attachments import service as attachments
from backend.communities import service as communities
from backend.communities.types import MemberRef
from backend.core.actor import Actor
from backend.exchange import rules
from backend.exchange.models import OrderAnswer, OrderLine, OrderStatement, ServiceOrder
from backend.exchange.moves import HELD
from backend.exchange.policy import POLICY, A
from backend.exchange.service.promises import NONE, promises_of
from backend.exchange.service.stops import line_of_stops
from backend.exchange.service.store import facts_of, side_of
from backend.exchange.service.turn import cancel_cost, moves_of
from backend.exchange.service.view import answer_facts, is_told, own_answers, show_person, view_orders
from backend.exchange.types import CONSENT_NAMES, AnswerState, Consent, Side
from backend.identity import service as identity
from backend.infra.uow import UnitOfWork
from backend.volunteering import service as volunteering
from backend.volunteering.types import RecordRef

Named = Callable[[UUID | None], dict[str, Any] | None]


def view_order(uow: UnitOfWork, actor: Actor, order: ServiceOrder) -> dict[str, Any]:
    """Return one order with its line of stops and all that the caller may see and do."""
    cid, side = order.community_id, side_of(actor, order)
    is_desk = POLICY.allows(actor, A.READ_DESK)
    lines = _lines(uow, order) if side is not None or is_desk else []
    statements = _statements(uow, order) if side is not None or is_desk else []
    answers = _answers(uow, order) if side is Side.ASKER or is_desk else []
    people = {order.asker_id, order.asked_by, *(row.helper_id for row in answers)}
    people |= {line.by_member_id for line in lines if line.by_member_id} | {each.by_member_id for each in statements}
    members = communities.members_by_ids(uow, cid, {*people, *([order.helper_id] if order.helper_id else [])})
    promises = promises_of(uow, cid, {order.asker_id, *([order.helper_id] if order.helper_id else []), *people})
    record = _record(uow, order)

    def named(id_: UUID | None) -> dict[str, Any] | None:
        return show_person(actor, order, members[id_]) if id_ in members else None

    deals = side is not None or is_desk or _has_answered(uow, actor, order)
    return {
        **view_orders(uow, actor, [order])[0],
        **_private(uow, order, side, members),
        "consent_name": CONSENT_NAMES[Consent(order.consent)] if order.consent and (side or is_desk) else None,
        "asked_by": named(order.asked_by) if order.consent else None,
        "asker_promises": promises.get(order.asker_id, NONE) if deals else None,
        "helper_promises": promises.get(order.helper_id, NONE) if order.helper_id and (side or is_desk) else None,
        "answers": [
            {**answer_facts(actor, row), "helper": named(row.helper_id), "promises": promises.get(row.helper_id, NONE)}
            for row in answers
        ],
        "shift_id": order.shift_id if side or is_desk else None,
        "record": _show_record(record) if side or is_desk else None,
        "reported_minutes": order.reported_minutes if side or is_desk else None,
        "returned_minutes": order.returned_minutes if side or is_desk else None,
        "suggested_minutes": rules.suggested(recorded=record.minutes if record else None, agreed_minutes=order.minutes),
        "ruling_most": rules.ruling_most(facts_of(order)),
        "stops": line_of_stops(
            facts_of(order),
            asked_at=order.created_at,
            asked_by=order.asked_by,
            lines=lines,
            named=named,
            now=uow.now,
        )[: None if is_told(actor, order) else 1],
        "statements": _show_statements(uow, order, statements, named),
        "compensation": cancel_cost(uow, order, side),
        "moves": moves_of(uow, actor, order, side, has_come=record is not None),
    }


def _lines(uow: UnitOfWork, order: ServiceOrder) -> Sequence[OrderLine]:
    return uow.session.scalars(
        select(OrderLine)
        .where(OrderLine.community_id == order.community_id, OrderLine.order_id == order.id)
        .order_by(OrderLine.id)
    ).all()


def _statements(uow: UnitOfWork, order: ServiceOrder) -> Sequence[OrderStatement]:
    return uow.session.scalars(
        select(OrderStatement)
        .where(OrderStatement.community_id == order.community_id, OrderStatement.order_id == order.id)
        .order_by(OrderStatement.id)
    ).all()


def _answers(uow: UnitOfWork, order: ServiceOrder) -> Sequence[OrderAnswer]:
    return uow.session.scalars(
        select(OrderAnswer)
        .where(
            OrderAnswer.community_id == order.community_id,
            OrderAnswer.order_id == order.id,
            OrderAnswer.state != AnswerState.WITHDRAWN,
        )
        .order_by(OrderAnswer.id)
    ).all()


def _has_answered(uow: UnitOfWork, actor: Actor, order: ServiceOrder) -> bool:
    return bool(own_answers(uow, actor, order.community_id, [order.id]))


def _record(uow: UnitOfWork, order: ServiceOrder) -> RecordRef | None:
    if order.shift_id is None:
        return None
    return volunteering.records_of_shifts(uow, order.community_id, [order.shift_id]).get(order.shift_id)


def _show_record(record: RecordRef | None) -> dict[str, Any] | None:
    if record is None:
        return None
    return {
        "id": record.id,
        "number": record.number,
        "state": record.state,
        "state_name": record.state_name,
        "minutes": record.minutes,
    }


def _private(
    uow: UnitOfWork, order: ServiceOrder, side: Side | None, members: dict[UUID, MemberRef]
) -> dict[str, str | None]:
    """Return door and phone to whom they are for, while the order runs."""
    shown: dict[str, str | None] = {"door": order.door if side is Side.ASKER else None, "phone": None}
    if order.state not in HELD or side is None or order.helper_id is None:
        return shown
    shown["door"] = order.door
    is_shared = order.helper_phone if side is Side.ASKER else order.share_phone
    if is_shared:
        person_id = members[order.helper_id if side is Side.ASKER else order.asker_id].person_id
        shown["phone"] = identity.phones_of(uow, [person_id]).get(person_id)
    return shown


def _show_statements(
    uow: UnitOfWork, order: ServiceOrder, rows: Sequence[OrderStatement], named: Named
) -> list[dict[str, Any]]:
    photos = attachments.photos_by_ids(uow, order.community_id, [UUID(id_) for row in rows for id_ in row.photos])
    return [
        {
            "side": Side(row.side),
            "by": named(row.by_member_id),
            "text": row.text,
            "photos": [photos[UUID(id_)] for id_ in row.photos],
            "at": row.at,
        }
        for row in rows
    ]

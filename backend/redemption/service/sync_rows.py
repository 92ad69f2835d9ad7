"""What a decided sync leaves behind: uses, guarantees, flags and answers as rows, each kind in one statement."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Uuid, case, column, update, values
from sqlalchemy.dialects.postgresql import insert

from backend.core.actor import Actor
from backend.infra import links, outbox
from backend.infra.uow import UnitOfWork
from backend.redemption import events
from backend.redemption.errors import GuaranteeExhaustedError
from backend.redemption.models import Guarantee, SyncedItem, Voucher, VoucherFlag
from backend.redemption.service.stock import Drawn, hand_over
from backend.redemption.service.taken import Taken
from backend.redemption.service.till import build_redemption
from backend.redemption.service.view import event_of, number_text
from backend.redemption.types import VoucherState


def write_taken(uow: UnitOfWork, actor: Actor, unit_id: UUID, taken: Sequence[Taken]) -> None:
    """Write what became of the items; their value has moved, and their vouchers are as they were locked."""
    if not taken:
        return
    _use_vouchers(uow, [each for each in taken if each.held])
    _draw(uow, [each for each in taken if each.paid])
    _redeem(uow, actor, unit_id, [each for each in taken if each.held])
    _guarantee(uow, unit_id, [each for each in taken if each.guaranteed])
    _flag(uow, unit_id, [each for each in taken if each.beyond])
    _keep(uow, actor, unit_id, taken)


def _use_vouchers(uow: UnitOfWork, taken: Sequence[Taken]) -> None:
    if not taken:
        return
    pieces: dict[UUID, int] = defaultdict(int)
    uses: dict[UUID, int] = defaultdict(int)
    for each in taken:
        pieces[each.voucher.id] += each.held
        uses[each.voucher.id] += 1
    rows = values(column("id", Uuid), column("pieces", BigInteger), column("uses", BigInteger), name="taken")
    rows = rows.data([(id_, count, uses[id_]) for id_, count in pieces.items()])
    is_last = Voucher.used + rows.c.pieces == Voucher.quantity
    uow.session.execute(
        update(Voucher)
        .where(Voucher.community_id == taken[0].voucher.community_id, Voucher.id == rows.c.id)
        .values(
            used=Voucher.used + rows.c.pieces,
            uses=Voucher.uses + rows.c.uses,
            state=case((is_last, VoucherState.USED.value), else_=Voucher.state),
            used_at=case((is_last, uow.now), else_=Voucher.used_at),
            closed_at=case((is_last, uow.now), else_=Voucher.closed_at),
        )
        .execution_options(synchronize_session=False)
    )


def _draw(uow: UnitOfWork, taken: Sequence[Taken]) -> None:
    if not taken:
        return
    held: dict[UUID, int] = defaultdict(int)
    beyond: dict[UUID, int] = defaultdict(int)
    for each in taken:
        held[each.voucher.pledge_id] += each.held * each.voucher.price_points
        beyond[each.voucher.pledge_id] += each.guaranteed * each.voucher.price_points
    drawn = {id_: Drawn(points, beyond[id_]) for id_, points in held.items()}
    hand_over(uow, taken[0].voucher.community_id, drawn)


def _redeem(uow: UnitOfWork, actor: Actor, unit_id: UUID, taken: Sequence[Taken]) -> None:
    """Write the uses at their corrected time and tell the holders what is left after each."""
    if not taken:
        return
    community_id = taken[0].voucher.community_id
    rows = [
        build_redemption(
            uow, actor, each.voucher, unit_id=unit_id, use=each.use, pieces=each.held, signed=each.token, at=each.at
        )
        for each in taken
    ]
    uow.session.add_all(rows)
    uow.session.flush()
    pairs = [(("voucher", row.voucher_id), ("redemption", row.id)) for row in rows]
    links.record_many(uow, community_id, pairs, relation="used")
    left = {each.voucher.id: each.voucher.left for each in taken}
    told = []
    for each in taken:
        left[each.voucher.id] -= each.held
        used = {**event_of(each.voucher, each.held), "pieces": each.held, "left": left[each.voucher.id]}
        told.append((None, used, uow.now))
    outbox.record_many(uow, community_id, events.VOUCHER_USED, told)


def _guarantee(uow: UnitOfWork, unit_id: UUID, taken: Sequence[Taken]) -> None:
    if not taken:
        return
    community_id = taken[0].voucher.community_id
    rows = [
        Guarantee(
            community_id=community_id,
            id=uow.new_id(),
            client_id=each.item.client_id,
            voucher_id=each.voucher.id,
            unit_id=unit_id,
            quantity=each.guaranteed,
            points=each.guaranteed * each.voucher.price_points,
            at=each.at,
        )
        for each in taken
    ]
    uow.session.add_all(rows)
    uow.session.flush()
    pairs = [(("voucher", row.voucher_id), ("guarantee", row.id)) for row in rows]
    links.record_many(uow, community_id, pairs, relation="guaranteed")
    told = [(None, _for_shop(each, unit_id, each.guaranteed), uow.now) for each in taken]
    outbox.record_many(uow, community_id, events.GUARANTEE_PAID, told)


def _for_shop(taken: Taken, unit_id: UUID, pieces: int) -> dict[str, Any]:
    return {
        "unit_id": str(unit_id),
        "number": number_text(taken.voucher.number),
        "title": taken.voucher.title,
        "points": pieces * taken.voucher.price_points,
    }


def _flag(uow: UnitOfWork, unit_id: UUID, taken: Sequence[Taken]) -> None:
    """Note that vouchers were taken for more than they held; an item that is tried again flags once."""
    if not taken:
        return
    community_id = taken[0].voucher.community_id
    rows = [
        {
            "community_id": community_id,
            "id": uow.new_id(),
            "client_id": each.item.client_id,
            "voucher_id": each.voucher.id,
            "member_id": each.voucher.member_id,
            "unit_id": unit_id,
            "pieces": each.beyond,
            "voucher_state": each.voucher.state,
            "taken_at": each.at,
            "raised_at": uow.now,
        }
        for each in taken
    ]
    new = insert(VoucherFlag).values(rows).on_conflict_do_nothing().returning(VoucherFlag.id, VoucherFlag.client_id)
    flags = {client_id: id_ for id_, client_id in uow.session.execute(new)}
    flagged = [each for each in taken if each.item.client_id in flags]
    told = [(None, {**event_of(each.voucher), "flag_id": str(flags[each.item.client_id])}, uow.now) for each in flagged]
    outbox.record_many(uow, community_id, events.VOUCHER_FLAGGED, told)
    outbox.record_many(uow, community_id, events.FLAG_RAISED, told)
    short = [(None, _for_shop(each, unit_id, each.unpaid), uow.now) for each in flagged if each.unpaid]
    outbox.record_many(uow, community_id, events.GUARANTEE_SHORT, short)


def _keep(uow: UnitOfWork, actor: Actor, unit_id: UUID, taken: Sequence[Taken]) -> None:
    """Keep every answer but one: what the reserve could not pay may be tried again once it is filled."""
    uow.session.add_all(
        SyncedItem(
            community_id=each.voucher.community_id,
            client_id=each.item.client_id,
            unit_id=unit_id,
            voucher_id=each.voucher.id,
            by_member_id=actor.member_id,
            counter=each.token.counter,
            signed_at=each.token.signed_at,
            sequence=each.item.sequence,
            pieces=each.item.pieces,
            guaranteed=each.guaranteed,
            unpaid=each.unpaid,
            points=each.paid * each.voucher.price_points,
            outcome=each.outcome,
            code=each.refusal.code if each.refusal else None,
            phone_at=each.item.phone_at,
            taken_at=each.at,
            synced_at=uow.now,
        )
        for each in taken
        if not isinstance(each.refusal, GuaranteeExhaustedError)
    )
    uow.session.flush()

"""Flags on vouchers that were taken for more than they held: seen by the desk and the holder, lifted by people."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.errors import NotFoundError
from backend.infra import outbox
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.rows import add_or_refuse
from backend.infra.uow import UnitOfWork
from backend.redemption import events
from backend.redemption.errors import FlagNotedError, FlagUnheardError, OwnHandError
from backend.redemption.models import Redemption, Voucher, VoucherFlag, VoucherFlagNote
from backend.redemption.policy import POLICY, A
from backend.redemption.service.view import event_of, number_text
from backend.redemption.types import VOUCHER_STATE_NAMES, FlagNote, VoucherState


def list_flags(
    uow: UnitOfWork, actor: Actor, community_id: int, *, open_only: bool, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return flags, newest first: all to the desk, to anybody else those on their own vouchers."""
    POLICY.permit(actor, A.READ_FLAGS)
    wanted = select(VoucherFlag).where(VoucherFlag.community_id == community_id)
    if not POLICY.allows(actor, A.READ_ALL_FLAGS):
        wanted = wanted.where(VoucherFlag.member_id == actor.member_id)
    if open_only:
        lifted = select(VoucherFlagNote.flag_id).where(
            VoucherFlagNote.community_id == community_id, VoucherFlagNote.what == FlagNote.LIFTED
        )
        wanted = wanted.where(VoucherFlag.id.not_in(lifted))
    found = fetch_page(uow.session, wanted, page, keys=[VoucherFlag.id])
    return Page(_view(uow, actor, community_id, list(found.items)), found.next_cursor)


def note_flag(
    uow: UnitOfWork, actor: Actor, community_id: int, flag_id: UUID, what: FlagNote, text: str
) -> dict[str, Any]:
    """Write the holder's side (the holder, or the desk for them), or lift the flag with a reason.

    Who lifts it is neither the holder nor whoever wrote their side down. Raises NotFoundError, FlagNotedError,
    FlagUnheardError, OwnHandError.
    """
    flag = uow.session.scalars(
        select(VoucherFlag).where(VoucherFlag.community_id == community_id, VoucherFlag.id == flag_id)
    ).one_or_none()
    action = A.LIFT_FLAG if what is FlagNote.LIFTED else A.TELL_FLAG
    POLICY.permit(actor, action, member_id=flag.member_id if flag else None)
    if flag is None:
        raise NotFoundError
    if what is FlagNote.LIFTED:
        _permit_lifting(uow, actor, flag)
    note = VoucherFlagNote(
        community_id=community_id,
        flag_id=flag_id,
        what=what,
        text=text,
        by_member_id=actor.member_id,
        at=uow.now,
    )
    add_or_refuse(uow, note, refusal=FlagNotedError)  # one of each kind
    if what is FlagNote.LIFTED:
        voucher = uow.session.get_one(Voucher, (community_id, flag.voucher_id))
        told = {**event_of(voucher), "flag_id": str(flag_id), "note": text}
        outbox.record(uow, community_id, events.FLAG_LIFTED, told)
    return _view(uow, actor, community_id, [flag])[0]


def _permit_lifting(uow: UnitOfWork, actor: Actor, flag: VoucherFlag) -> None:
    heard = uow.session.get(VoucherFlagNote, (flag.community_id, flag.id, FlagNote.HEARD.value))
    if heard is None:
        raise FlagUnheardError
    if actor.member_id in (flag.member_id, heard.by_member_id):
        raise OwnHandError


def _view(uow: UnitOfWork, actor: Actor, community_id: int, flags: list[VoucherFlag]) -> list[dict[str, Any]]:
    if not flags:
        return []
    of_vouchers = {flag.voucher_id for flag in flags}
    vouchers = {
        row.id: row
        for row in uow.session.scalars(
            select(Voucher).where(Voucher.community_id == community_id, Voucher.id.in_(of_vouchers))
        )
    }
    uses = uow.session.execute(
        select(Redemption.voucher_id, Redemption.unit_id, Redemption.quantity, Redemption.at)
        .where(Redemption.community_id == community_id, Redemption.voucher_id.in_(of_vouchers))
        .order_by(Redemption.use)
    ).all()
    notes = {
        (note.flag_id, note.what): note
        for note in uow.session.scalars(
            select(VoucherFlagNote).where(
                VoucherFlagNote.community_id == community_id, VoucherFlagNote.flag_id.in_([flag.id for flag in flags])
            )
        )
    }
    units = communities.units_by_ids(
        uow, community_id, {flag.unit_id for flag in flags} | {use.unit_id for use in uses}
    )
    members = communities.members_by_ids(
        uow, community_id, {flag.member_id for flag in flags} | {note.by_member_id for note in notes.values()}
    )

    def shown(note: VoucherFlagNote | None) -> dict[str, Any] | None:
        return None if note is None else {"text": note.text, "by": members[note.by_member_id].name, "at": note.at}

    return [
        {
            "id": flag.id,
            "voucher_number": number_text(vouchers[flag.voucher_id].number),
            "voucher_title": vouchers[flag.voucher_id].title,
            "quantity": vouchers[flag.voucher_id].quantity,
            "holder_name": members[flag.member_id].name,
            "shop": units[flag.unit_id],
            "pieces": flag.pieces,
            "voucher_state_name": VOUCHER_STATE_NAMES[VoucherState(flag.voucher_state)],
            "taken_at": flag.taken_at,
            "raised_at": flag.raised_at,
            "uses": [
                {"shop": units[use.unit_id], "pieces": use.quantity, "at": use.at}
                for use in uses
                if use.voucher_id == flag.voucher_id
            ],
            "heard": shown(notes.get((flag.id, FlagNote.HEARD))),
            "lifted": shown(notes.get((flag.id, FlagNote.LIFTED))),
            "may_tell": _may(actor, flag, notes, FlagNote.HEARD),
            "may_lift": _may(actor, flag, notes, FlagNote.LIFTED),
        }
        for flag in flags
    ]


def _may(actor: Actor, flag: VoucherFlag, notes: dict[Any, VoucherFlagNote], what: FlagNote) -> bool:
    heard = notes.get((flag.id, FlagNote.HEARD))
    if what is FlagNote.HEARD:
        return heard is None and POLICY.allows(actor, A.TELL_FLAG, member_id=flag.member_id)
    is_open = heard is not None and (flag.id, FlagNote.LIFTED) not in notes
    others = heard is not None and actor.member_id not in (flag.member_id, heard.by_member_id)
    return is_open and others and POLICY.allows(actor, A.LIFT_FLAG)

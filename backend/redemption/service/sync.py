"""Syncing what a shop took without a network: each item is answered by itself, and all move value in one batch.

Order of locks: vouchers by id, the shop's month of guarantees, pledges by id, the ledger's accounts.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.books import service as books
from backend.books.types import Outcome
from backend.core.actor import Actor
from backend.core.errors import SangongError
from backend.infra.uow import UnitOfWork
from backend.redemption.errors import (
    ClientIdReusedError,
    GuaranteeExhaustedError,
    NotSignedError,
    OtherMerchantError,
    PiecesTooManyError,
    ShopClosedError,
    TokenForgedError,
    TokenReplayedError,
)
from backend.redemption.models import GuaranteeMonth, Redemption, SyncedItem, Voucher
from backend.redemption.offline import decide_cover, decide_item, taken_at
from backend.redemption.policy import POLICY, A
from backend.redemption.service.reserve import lock_month, terms_now
from backend.redemption.service.shop_state import closed_since
from backend.redemption.service.shops import accepting_units, ended_agreements
from backend.redemption.service.stock import lock_pledges
from backend.redemption.service.sync_rows import write_taken
from backend.redemption.service.synced import answer_again, answer_online, answer_refusal, answer_taken
from backend.redemption.service.taken import Taken
from backend.redemption.service.view import voucher_keys
from backend.redemption.tokens import Signed, read_token
from backend.redemption.types import OfflineItem, SyncBatch, SyncOutcome, VoucherState

Shown = tuple[OfflineItem, Signed]
# Voucher, counter and moment of a token that counted at this shop, with its use where it was redeemed online.
Seen = dict[tuple[Any, ...], Redemption | None]
# A phone gives up an online try after 12 seconds; by then it may have gone through.
LOST_WITHIN = timedelta(minutes=2)


def sync_redemptions(uow: UnitOfWork, actor: Actor, community_id: int, batch: SyncBatch) -> list[dict[str, Any]]:
    """Enter what a shop took without a network; return an answer for each item, in the batch's order.

    What is refused is answered with its code and moves nothing; items with one client id are one. The batch itself is
    refused (ForbiddenError) for whoever is not at that shop's till.
    """
    POLICY.permit(actor, A.SYNC, unit_id=batch.unit_id)
    return _Sync(uow, actor, community_id, batch).go()


class _Sync:
    """One batch, step by step."""

    def __init__(self, uow: UnitOfWork, actor: Actor, community_id: int, batch: SyncBatch) -> None:
        self.uow, self.actor, self.community_id, self.batch = uow, actor, community_id, batch
        self.unit_id = batch.unit_id
        self.answers: dict[UUID, dict[str, Any]] = {}
        self.taken: list[Taken] = []
        self.month: GuaranteeMonth | None = None

    def go(self) -> list[dict[str, Any]]:
        """Read the tokens, lock their vouchers, decide in order, move, write."""
        shown = self._read()
        vouchers = self._lock({token.voucher_id for _, token in shown})
        self._answer_known(shown)
        self._decide([each for each in shown if each[0].client_id not in self.answers], vouchers)
        self._cover()
        self._move()
        write_taken(self.uow, self.actor, self.unit_id, self.taken)
        self.answers |= {taken.item.client_id: answer_taken(taken) for taken in self.taken}
        return [self.answers[item.client_id] for item in self.batch.items]

    def _read(self) -> list[Shown]:
        """Return the items with genuine tokens as they count: in the voucher's own order, then the phone's."""
        found: dict[UUID, Shown] = {}
        for item in self.batch.items:
            try:
                token = self._read_token(item.token)
                if item.client_id in found and found[item.client_id][0] != item:
                    raise ClientIdReusedError
            except SangongError as error:
                self.answers[item.client_id] = answer_refusal(item, error)
            else:
                found[item.client_id] = (item, token)
        return sorted(found.values(), key=lambda each: (each[1].voucher_id, each[1].counter, each[0].sequence))

    def _read_token(self, text: str) -> Signed:
        ref = read_token(voucher_keys(), text)
        if ref.community_id != self.community_id:
            raise TokenForgedError("这是别的社区的兑换码")
        if ref.signed is None:
            raise NotSignedError
        return ref.signed

    def _lock(self, ids: set[UUID]) -> dict[UUID, Voucher]:
        rows = self.uow.session.scalars(
            select(Voucher)
            .where(Voucher.community_id == self.community_id, Voucher.id.in_(ids))
            .order_by(Voucher.id)
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        )
        return {row.id: row for row in rows}

    def _answer_known(self, shown: Sequence[Shown]) -> None:
        """Answer again what was synced before, under the vouchers' locks; another redemption's id is refused."""
        rows = self.uow.session.scalars(
            select(SyncedItem).where(
                SyncedItem.community_id == self.community_id,
                SyncedItem.client_id.in_([item.client_id for item, _ in shown]),
            )
        )
        known = {row.client_id: row for row in rows}
        for item, token in shown:
            if (row := known.get(item.client_id)) is None:
                continue
            same = (row.voucher_id, row.unit_id, row.pieces) == (token.voucher_id, self.unit_id, item.pieces)
            again = answer_again(item, row) if same else answer_refusal(item, ClientIdReusedError())
            self.answers[item.client_id] = again

    def _decide(self, shown: Sequence[Shown], vouchers: Mapping[UUID, Voucher]) -> None:
        """Decide item by item what its voucher still holds, each after those before it."""
        seen = self._seen_tokens(vouchers)
        offers = {row.offer_id for row in vouchers.values()}
        further = accepting_units(self.uow, self.community_id, offers)
        until = ended_agreements(self.uow, self.community_id, self.unit_id, offers)
        closed = closed_since(self.uow, self.community_id, self.unit_id)
        left = {row.id: row.left for row in vouchers.values()}
        uses = {row.id: row.uses for row in vouchers.values()}
        for item, token in shown:
            voucher = vouchers.get(token.voucher_id)
            if voucher is None:  # signed with our key and not ours: another database's
                self.answers[item.client_id] = answer_refusal(item, TokenForgedError())
                continue
            at = taken_at(item.phone_at, sent_at=self.batch.sent_at, now=self.uow.now, signed_at=token.signed_at)
            taken = Taken(item, token, voucher, at)
            if self._was_online(taken, seen):
                self.answers[item.client_id] = answer_online(taken)
                continue
            self.taken.append(taken)
            try:
                took = self.unit_id in {voucher.unit_id, *further.get(voucher.offer_id, ())}
                if not took and taken.at >= until.get(voucher.offer_id, taken.at):
                    raise OtherMerchantError
                if closed is not None and taken.at >= closed:
                    raise ShopClosedError
                self._split(taken, left[voucher.id], seen)
            except SangongError as error:
                taken.refusal = error
            if taken.held:
                left[voucher.id] -= taken.held
                uses[voucher.id] += 1
                taken.use = uses[voucher.id]

    def _was_online(self, taken: Taken, seen: Seen) -> bool:
        """Tell whether this phone's own try went through just then, and only its answer was lost on the way."""
        use = seen.get(taken.token_place)
        if use is None:
            return False
        same = (use.quantity, use.by_member_id) == (taken.item.pieces, self.actor.member_id)
        return same and abs(use.at - taken.at) <= LOST_WITHIN

    def _split(self, taken: Taken, left: int, seen: Seen) -> None:
        token, voucher, pieces = taken.token, taken.voucher, taken.item.pieces
        state = VoucherState(voucher.state)
        if pieces > token.left:
            raise PiecesTooManyError(left=token.left)
        split = decide_item(
            state=state, left=left, expires_at=voucher.expires_at, pieces=pieces, at=taken.at, now=self.uow.now
        )
        if taken.token_place in seen:
            raise TokenReplayedError
        seen[taken.token_place] = None
        taken.held, taken.beyond = split.held, split.beyond

    def _seen_tokens(self, vouchers: Mapping[UUID, Voucher]) -> Seen:
        """Return the tokens that this shop was paid for already (shown once, a token counts once), with their uses."""
        if not vouchers:
            return {}
        synced = self.uow.session.execute(
            select(SyncedItem.voucher_id, SyncedItem.counter, SyncedItem.signed_at).where(
                SyncedItem.community_id == self.community_id,
                SyncedItem.voucher_id.in_(vouchers),
                SyncedItem.unit_id == self.unit_id,
                SyncedItem.outcome != SyncOutcome.REFUSED,
            )
        )
        used = self.uow.session.scalars(
            select(Redemption).where(
                Redemption.community_id == self.community_id,
                Redemption.voucher_id.in_(vouchers),
                Redemption.unit_id == self.unit_id,
                Redemption.counter.is_not(None),
            )
        )
        online = {(row.voucher_id, row.counter, row.signed_at): row for row in used}
        return online | {tuple(row): None for row in synced}

    def _cover(self) -> None:
        """Decide what the reserve may pay, under the lock of the shop's month."""
        beyond = [taken for taken in self.taken if taken.beyond]
        if not beyond:
            return
        terms = terms_now(self.uow, self.community_id)
        self.month = month = lock_month(self.uow, self.community_id, self.unit_id)
        for taken in beyond:
            price = taken.voucher.price_points
            taken.guaranteed = decide_cover(taken.beyond, price_points=price, terms=terms, month_points=month.points)
            month.points += taken.guaranteed * price

    def _move(self) -> None:
        """Move all value in one batch; what the reserve does not hold is left out, the oldest first."""
        lock_pledges(self.uow, self.community_id, {taken.voucher.pledge_id for taken in self.taken if taken.paid})
        transfers = [taken.use_transfer(self.unit_id) for taken in self.taken if taken.held]
        transfers += [taken.guarantee_transfer(self.unit_id) for taken in self.taken if taken.guaranteed]
        posted = {each.business_key: each.outcome for each in books.post(self.uow, self.community_id, transfers)}
        for taken in self.taken:
            if self.month is not None and posted.get(taken.guarantee_key) is Outcome.LEFT:
                self.month.points -= taken.guaranteed * taken.voucher.price_points
                taken.guaranteed = 0
            if taken.beyond and not taken.paid:
                taken.refusal = GuaranteeExhaustedError()

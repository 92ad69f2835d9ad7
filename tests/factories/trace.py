"""The whole chain for tests: a need, a topic on it, a claim, a shift, records, points, a bag of rice."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import flask
from sqlalchemy import select

from backend.agreements.moves.claims import ClaimMove
from backend.books.models import TransferRow
from backend.core.clock import FixedClock
from backend.redemption import service as redemption
from backend.redemption.models import Redemption
from tests.factories.agreements import make_claim, move_claim
from tests.factories.deliberation import open_topic
from tests.factories.lists import make_open_entry, make_tariff
from tests.factories.redemption import Shop, buy, make_shop
from tests.factories.volunteering import CONFIRMED, Street, make_street

HELPERS = ("volunteer", "peer")


class Chain:
    """A street on which a volunteer's two hours became 20 points and the points a bag of rice."""

    def __init__(self, app: flask.Flask, clock: FixedClock) -> None:
        """Tell the story up to the till."""
        self.street = street = make_street(app, clock)
        self.ids: dict[str, UUID] = {}
        self._promise(street)
        self._serve(street)
        self._enter(street)
        self._redeem(street)

    def _promise(self, street: Street) -> None:
        with street.work() as uow:
            make_tariff(uow, street["staff"])
            self.shop: Shop = make_shop(uow, street.community_id, price=15)
            entry_id = make_open_entry(uow, street["elder"])
            self.ids["entry"] = entry_id
            self.ids["topic"] = open_topic(uow, street["staff"], source_entry_id=entry_id)
            claim_id = make_claim(uow, street["contact"], street.unit_id, entry_id)
            move_claim(uow, street["staff"], claim_id, ClaimMove.ACCEPT)
            self.ids |= {"claim": claim_id, "pledge": self.shop.pledge_id, "offer": self.shop.offer_id}

    def _serve(self, street: Street) -> None:
        shift_id = street.shift(entry_id=self.ids["entry"], claim_id=self.ids["claim"])
        for who in HELPERS:
            street.sign_up(who, shift_id)
        records = street.serve(shift_id, *HELPERS)
        self.ids |= {"shift": shift_id, "record": records["volunteer"], "peer_record": records["peer"]}

    def _enter(self, street: Street) -> None:
        for who, move in CONFIRMED:
            street.move(who, self.ids["record"], move)
        street.clock.advance(timedelta(days=7))
        street.run_due("volunteering.enter", "volunteering.settle")
        with street.work() as uow:
            self.ids["transfer"] = uow.session.scalars(
                select(TransferRow.id).where(
                    TransferRow.community_id == street.community_id, TransferRow.source_id == self.ids["record"]
                )
            ).one()

    def _redeem(self, street: Street) -> None:
        with street.work() as uow:
            voucher: Any = buy(uow, self.shop, street["volunteer"])
            redemption.redeem_voucher(uow, self.shop.clerk.actor, street.community_id, voucher["token"])
            self.ids["voucher"] = voucher["id"]
            self.ids["redemption"] = uow.session.scalars(
                select(Redemption.id).where(
                    Redemption.community_id == street.community_id, Redemption.voucher_id == voucher["id"]
                )
            ).one()

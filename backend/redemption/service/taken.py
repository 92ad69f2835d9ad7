"""One voucher that a shop took without a network, while its sync is decided."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.books.types import Mode, PointAccount, Transfer, TransferType
from backend.core.amounts import Points
from backend.core.errors import SangongError
from backend.redemption.models import Voucher
from backend.redemption.tokens import Signed
from backend.redemption.types import OfflineItem, SyncOutcome


@dataclass(slots=True)
class Taken:
    """An item with its token and locked voucher; ``at`` is when it was taken, by the server's clock.

    Of its pieces ``held`` came from the voucher as its use number ``use``; of those ``beyond``, ``guaranteed`` are
    the reserve's.
    """

    item: OfflineItem
    token: Signed
    voucher: Voucher
    at: datetime
    use: int = 0
    held: int = 0
    beyond: int = 0
    guaranteed: int = 0
    refusal: SangongError | None = None

    @property
    def paid(self) -> int:
        """The pieces that somebody pays for."""
        return self.held + self.guaranteed

    @property
    def unpaid(self) -> int:
        """The pieces beyond the voucher that nobody pays for."""
        return self.beyond - self.guaranteed

    @property
    def outcome(self) -> SyncOutcome:
        """What is answered."""
        if self.paid == 0:
            return SyncOutcome.REFUSED
        return SyncOutcome.GUARANTEED if self.guaranteed else SyncOutcome.ACCEPTED

    @property
    def token_place(self) -> tuple[UUID, int, datetime]:
        """What tells the token shown from any other."""
        return self.token.voucher_id, self.token.counter, self.token.signed_at

    @property
    def guarantee_key(self) -> str:
        """The business key under which the reserve pays for this item once."""
        return f"voucher:{self.voucher.id}:guarantee:{self.item.client_id}"

    def use_transfer(self, unit_id: UUID) -> Transfer[Points]:
        """Return what moves from the voucher to the shop."""
        return Transfer(
            PointAccount.voucher(self.voucher.id),
            PointAccount.merchant(unit_id),
            Points(self.held * self.voucher.price_points),
            TransferType.VOUCHER_USE,
            f"voucher:{self.voucher.id}:use:{self.use}",
            self.voucher.title,
            ("voucher", self.voucher.id),
        )

    def guarantee_transfer(self, unit_id: UUID) -> Transfer[Points]:
        """Return what moves from the reserve to the shop, if the reserve holds it."""
        return Transfer(
            PointAccount.reserve(),
            PointAccount.merchant(unit_id),
            Points(self.guaranteed * self.voucher.price_points),
            TransferType.GUARANTEE,
            self.guarantee_key,
            f"保障金支付：{self.voucher.title}",
            ("voucher", self.voucher.id),
            mode=Mode.MAY,
        )

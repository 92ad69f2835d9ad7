"""What pays for an order: minutes held when it is accepted, and the one end of that hold. Who may is decided above."""

from datetime import datetime
from uuid import UUID

from backend.books import service as books
from backend.books.errors import InsufficientTimeError
from backend.books.types import AccountRef, Mode, TimeAccount, Transfer, TransferType
from backend.communities import service as communities
from backend.core.amounts import TimeCredits
from backend.exchange.errors import NotEntitledError, SameHouseholdError
from backend.exchange.models import ServiceOrder
from backend.exchange.types import Payer
from backend.giving import service as giving
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists

PAID, COMPENSATED, FREED, RULED, RETURNED = "邻里互助", "互助未成，补偿", "互助预留退回", "互助裁定", "互助裁定退回"


def pool_left(uow: UnitOfWork, community_id: int, member_id: UUID) -> int | None:
    """Return how many minutes the pool may still pay for a member this month; None where it pays for none."""
    found = giving.entitlement_of(uow, community_id, member_id)
    return None if found is None else found.left_minutes


def check_payer(uow: UnitOfWork, community_id: int, payer: Payer, asker_id: UUID) -> None:
    """Raise NotEntitledError where the pool is to pay for somebody to whom it was not granted."""
    if payer is Payer.POOL and pool_left(uow, community_id, asker_id) is None:
        raise NotEntitledError


def draw_pool(uow: UnitOfWork, order: ServiceOrder) -> UUID | None:
    """Count the order's minutes against what the asker is granted this month; None where the pool does not pay.

    Raises NotEntitledError, giving's MonthSpentError (``left``) and EntitlementOverError.
    """
    if order.payer != Payer.POOL:
        return None
    found = giving.entitlement_of(uow, order.community_id, order.asker_id)
    if found is None:
        raise NotEntitledError
    giving.draw_entitlement(uow, order.community_id, found.id, order.minutes)
    return found.id


def _return_drawn(uow: UnitOfWork, order: ServiceOrder, minutes: int) -> None:
    """Give back of the month's grant what the pool did not pay after all; before the books are locked, as grants do."""
    if order.entitlement_id is not None and order.accepted_at is not None and minutes > 0:
        giving.return_drawn(uow, order.community_id, order.entitlement_id, minutes, drawn_at=order.accepted_at)


def check_household(uow: UnitOfWork, order: ServiceOrder, helper_id: UUID) -> None:
    """Raise SameHouseholdError where the pool would pay for help within a household or between stated kin."""
    if order.payer != Payer.POOL:
        return
    if helper_id in communities.household_of(uow, order.community_id, order.asker_id):
        raise SameHouseholdError
    if helper_id in giving.kin_of(uow, order.community_id, order.asker_id):
        raise SameHouseholdError


def _payer(order: ServiceOrder) -> AccountRef[TimeCredits]:
    return TimeAccount.pool() if order.payer == Payer.POOL else TimeAccount.member(order.asker_id)


def hold_minutes(uow: UnitOfWork, order: ServiceOrder, helper_id: UUID, *, until: datetime) -> UUID:
    """Set the order's minutes aside for a helper and return the hold.

    Raises InsufficientTimeError (``available``, ``needed``).
    """
    wanted = Transfer(
        _payer(order),
        TimeAccount.member(helper_id),
        TimeCredits(order.minutes),
        TransferType.EXCHANGE,
        f"order:{order.id}:hold",
        title_of(uow, order, PAID),
        ("order", order.id),
    )
    try:
        hold_id = books.hold(uow, order.community_id, wanted, until=until).id
    except InsufficientTimeError as error:
        if order.payer == Payer.POOL:
            raise InsufficientTimeError("公益池里的时间币不够，请联系社区工作者", **error.extras) from error
        raise
    assert hold_id is not None, "what is held has a row"
    return hold_id


def end_hold(uow: UnitOfWork, order: ServiceOrder, minutes: int, title: str) -> None:
    """Post so many of the held minutes and free the rest; 0 frees all. One end alone: raises HoldOverError after it."""
    assert order.hold_id is not None, "something is held"
    told = title_of(uow, order, title)
    _return_drawn(uow, order, order.minutes - minutes)
    done = books.post_hold(uow, order.community_id, order.hold_id, title=told, amount=minutes)
    order.posted_minutes, order.end_id = minutes, done.id


def give_back(uow: UnitOfWork, order: ServiceOrder, minutes: int) -> None:
    """Move posted minutes back by a transfer that names the one before, up to what the helper still has."""
    assert order.helper_id is not None, "they were posted to somebody"
    back = Transfer(
        TimeAccount.member(order.helper_id),
        _payer(order),
        TimeCredits(minutes),
        TransferType.REVERSAL,
        f"order:{order.id}:ruling",
        title_of(uow, order, RETURNED),
        ("order", order.id),
        mode=Mode.UP_TO,
        refers_to=order.end_id,
    )
    _return_drawn(uow, order, minutes)
    done = books.post(uow, order.community_id, [back])[0]
    order.returned_minutes, order.return_id = done.amount, done.id


def title_of(uow: UnitOfWork, order: ServiceOrder, what: str) -> str:
    """Return a title that names the category alone: it stands in passbooks and on notices."""
    return f"{what}：{lists.category_names(uow).get(order.category, order.category)}"

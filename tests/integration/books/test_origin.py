"""Where a voucher's points came from, read from the ledger: the oldest first, given back ones free again."""

from uuid import UUID

import pytest
from sqlalchemy import select

from backend.books import service
from backend.books.models import TransferRow
from backend.books.service import origin
from backend.core.amounts import Points
from backend.core.ids import new_id
from backend.infra.links import Direction
from backend.infra.stops import FoundEdges
from backend.infra.uow import UnitOfWork
from tests.factories.books import earn, new_community_id, pledge


def issue(uow: UnitOfWork, cid: int, member_id: UUID, points: int) -> UUID:
    voucher_id = new_id()
    service.issue_voucher(
        uow, cid, voucher_id=voucher_id, member_id=member_id, points=Points(points), title="兑换：大米"
    )
    return voucher_id


def paid(found: FoundEdges) -> set[tuple[UUID, str, UUID, str | None]]:
    return {(e.from_[1], e.to[0], e.to[1], e.note) for e in found.edges if e.relation == "paid"}


def earned(uow: UnitOfWork, cid: int, member_id: UUID, points: int) -> tuple[UUID, UUID]:
    """Return a record and the transfer of what it earned."""
    record_id = earn(uow, cid, member_id, points=points)
    key = f"record:{record_id}:point"
    chosen = select(TransferRow.id).where(TransferRow.community_id == cid, TransferRow.business_key == key)
    return record_id, uow.session.scalars(chosen).one()


def test_vouchers_are_paid_from_the_oldest_points_and_what_is_given_back_is_free(uow: UnitOfWork) -> None:
    cid, member_id = new_community_id(), new_id()
    pledge(uow, cid, 100)
    (first_record, first), (_, second) = (earned(uow, cid, member_id, 10) for _ in range(2))
    a, b = issue(uow, cid, member_id, 8), issue(uow, cid, member_id, 6)

    def look(direction: Direction, **things: list[UUID]) -> FoundEdges:
        return service.trace_transfers(uow, cid, things, direction)

    assert paid(look(Direction.BACK, voucher=[a, b])) == {
        (first, "voucher", a, "8积分"),
        (first, "voucher", b, "2积分"),
        (second, "voucher", b, "4积分"),
    }
    assert paid(look(Direction.FORTH, transfer=[second])) == {(second, "voucher", b, "4积分")}
    service.return_voucher(uow, cid, voucher_id=a, member_id=member_id, title="退回")
    assert paid(look(Direction.BACK, voucher=[a, b])) == {(first, "voucher", b, "6积分")}
    returned = look(Direction.FORTH, voucher=[a]).edges
    assert [(edge.from_, edge.relation) for edge in returned] == [(("voucher", a), "returned")]
    back = look(Direction.BACK, transfer=[first, returned[0].to[1]]).edges
    assert {(edge.from_, edge.relation) for edge in back} == {
        (("record", first_record), "earned"),
        (("voucher", a), "returned"),
    }


def test_others_points_and_others_communities_stay_out(uow: UnitOfWork) -> None:
    cid, other, member_id = new_community_id(), new_community_id(), new_id()
    for each in (cid, other):
        pledge(uow, each, 100)
        earn(uow, each, member_id, points=10)
    earn(uow, cid, new_id(), points=10)
    voucher_id = issue(uow, cid, member_id, 5)
    assert len(service.trace_transfers(uow, cid, {"voucher": [voucher_id]}, Direction.BACK).edges) == 1
    assert service.trace_transfers(uow, other, {"voucher": [voucher_id]}, Direction.BACK).edges == []


def test_an_account_with_too_many_lines_is_left_out_and_said_so(
    uow: UnitOfWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    cid, member_id = new_community_id(), new_id()
    pledge(uow, cid, 100)
    earn(uow, cid, member_id, points=10)
    voucher_id = issue(uow, cid, member_id, 5)
    monkeypatch.setattr(origin, "LINES_MAX", 1)
    found = service.trace_transfers(uow, cid, {"voucher": [voucher_id]}, Direction.BACK)
    assert (list(found.edges), found.is_whole) == ([], False)

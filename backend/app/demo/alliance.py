"""An alliance of the demo's street: months that were issued, answered and told, and the list that goes out next.

The demo's own community convenes; two small ones of the same street are founded for it. What crosses communities can't
be told in one transaction, so this comes after the stories, moment by moment.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select, update

from backend.alliances import service
from backend.alliances.jobs import HEARD
from backend.alliances.models import Alliance
from backend.alliances.moves import StandMove
from backend.alliances.rules import rhythm
from backend.alliances.rules.quarters import previous_quarter, quarter_of
from backend.alliances.types import Answer, NewAlliance, NewItem, Outcome, Scope
from backend.app.demo.between import at, deliver, lead_of
from backend.app.demo.people import add_desk
from backend.communities import service as communities
from backend.communities.models import Community
from backend.core.clock import local_date, next_month
from backend.infra.outbox import OutboxEvent
from backend.infra.runtime import runtime
from backend.infra.uow import unit_of_work

NAME, PURPOSE = "宜川路街道党建联盟", "几个社区的单位和居民一起办事：谁有条件谁承接，办得怎样每月摆出来。"
# Numbers of our own on the demo's street, far from those of demo communities that are founded in a row.
OTHERS = ((901, "合欢里社区"), (902, "望塔社区"))
STREET = ("宜川路街道", "普陀区", "上海市")
# Who takes it (0 the chair), how much, and what came of it in a month that is over.
ITEMS: Sequence[tuple[Scope, str, int, int, str, Outcome, int, str]] = (
    (Scope.PUBLIC, "给楼道换声控灯", 1, 12, "处", Outcome.DONE, 12, "物业和居民一起换的"),
    (Scope.PUBLIC, "电动自行车充电桩选址", 0, 2, "处", Outcome.PARTLY, 1, "3号楼旁已定，另一处还在协商"),
    (Scope.PERSONAL, "给独居老人装扶手", 2, 8, "户", Outcome.DONE, 8, ""),
    (Scope.PERSONAL, "为行动不便的居民送药", 1, 5, "户", Outcome.NOT_DONE, 0, "药店还没有谈妥，下月继续"),
)
NEXT: Sequence[tuple[Scope, str, int, int, str]] = (
    (Scope.PUBLIC, "冬季防滑垫铺设", 2, 6, "处"),
    (Scope.PERSONAL, "给困难家庭送棉被", 1, 10, "套"),
)
REVIEW = "这个季度清单按时下达、按时汇总。换灯、装扶手办得扎实；充电桩选址要抓紧，送药没有谈成的，请几家药店再商量。"


def tell_alliance(chair: int) -> None:
    """Tell it; doing it twice changes nothing."""
    with unit_of_work() as uow:
        if uow.session.scalar(select(Alliance.id).where(Alliance.community_id == chair).limit(1)) is not None:
            return
    now = runtime().clock.now()
    first = previous_quarter(quarter_of(local_date(now)))
    sides = [chair, *(_found(chair // 1000 * 1000 + place, name) for place, name in OTHERS)]
    begun = rhythm.issue_of(first).replace(hour=8)
    alliance_id = _begin(begun, sides)
    _write(begun, chair, alliance_id, sides, ITEMS)
    month = first
    while rhythm.issue_of(month) <= now:
        _month(now, month, alliance_id, sides)
        month = next_month(month)
    _write(now, chair, alliance_id, sides, NEXT)
    _silence(now, sides)


def _found(community_id: int, name: str) -> int:
    with unit_of_work() as uow:
        if uow.session.get(Community, community_id) is None:
            communities.found_community(uow, community_id, name=name, street=STREET)
            add_desk(uow, community_id)
    return community_id


def _begin(begun: datetime, sides: Sequence[int]) -> UUID:
    with at(begun) as uow:
        new = NewAlliance(NAME, PURPOSE, sides[1:])
        made = service.found_alliance(uow, lead_of(uow, sides[0]), sides[0], new)
    alliance_id: UUID = made["id"]
    deliver(begun, *sides, heard=HEARD)
    for other in sides[1:]:
        with at(begun) as uow:
            service.move_alliance(uow, lead_of(uow, other), other, alliance_id, StandMove.JOIN)
    deliver(begun, *sides, heard=HEARD)
    return alliance_id


def _write(
    moment: datetime, chair: int, alliance_id: UUID, sides: Sequence[int], items: Sequence[tuple[object, ...]]
) -> None:
    for scope, title, taker, amount, measure in (each[:5] for each in items):
        new = NewItem(Scope(str(scope)), str(title), sides[int(str(taker))], int(str(amount)), str(measure))
        with at(moment) as uow:
            service.add_item(uow, lead_of(uow, chair), chair, alliance_id, new)


def _month(now: datetime, month: date, alliance_id: UUID, sides: Sequence[int]) -> None:
    """Issue a month; when it is over, let it be answered and told, and write the next one's list before that."""
    _due(rhythm.issue_of(month), sides)
    is_over = rhythm.telling_of(month) <= now
    _answer(min(rhythm.figures_of(month), now), month, alliance_id, sides, all_of_them=is_over)
    if not is_over:
        return
    _write(rhythm.figures_of(month), sides[0], alliance_id, sides, ITEMS)
    for moment in (rhythm.figures_of(month), rhythm.telling_of(month)):
        _due(moment, sides)
    if rhythm.ends_quarter(month):
        with at(rhythm.telling_of(month)) as uow:
            service.review_quarter(uow, lead_of(uow, sides[0]), sides[0], alliance_id, month, REVIEW)
        deliver(rhythm.telling_of(month), *sides, heard=HEARD)


def _due(moment: datetime, sides: Sequence[int]) -> None:
    for side in reversed(sides):
        with at(moment) as uow:
            while service.do_due_alliance(uow, side):
                pass
        deliver(moment, *sides, heard=HEARD)


def _answer(moment: datetime, month: date, alliance_id: UUID, sides: Sequence[int], *, all_of_them: bool) -> None:
    """Let takers say what became of a month's items; of one that is under way only the first is done."""
    with at(moment) as uow:
        shown = service.show_alliance(uow, lead_of(uow, sides[0]), sides[0], alliance_id, month)
    for item, fact in list(zip(shown["board"]["items"], ITEMS, strict=False))[: None if all_of_them else 1]:
        taker = sides[fact[2]]
        said = Answer(month, fact[5], fact[6], fact[7])
        with at(moment) as uow:
            service.answer_item(uow, lead_of(uow, taker), taker, alliance_id, UUID(item["id"]), said)
        deliver(moment, *sides, heard=HEARD)


def _silence(now: datetime, sides: Sequence[int]) -> None:
    """Let the past's messages be done with; reminders that are still to come stay."""
    with unit_of_work() as uow:
        uow.session.execute(
            update(OutboxEvent)
            .where(
                OutboxEvent.community_id.in_(sides),
                OutboxEvent.topic.like("alliances.%"),
                OutboxEvent.due_at <= now,
                OutboxEvent.done_at.is_(None),
            )
            .values(done_at=now)
        )

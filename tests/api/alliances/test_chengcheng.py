"""澄城县 as printed (sx-dj.gov.cn/jcdj/csdj/1619975007759237121.html): a quarter of monthly lists with all 114 wishes.

Three communities of an alliance collect wishes as tables, units and residents claim them, desks say on the board how
many problems they solved; each month goes out on the 10th, is told on the next 10th, and the quarter is reviewed. How
wishes and problems are spread over communities and months is made up; the 2000 services are not played.
"""

from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

import flask
import pytest

from backend.agreements.moves.claims import ClaimMove
from backend.alliances.rules import rhythm
from backend.app.features import collect_mapping
from backend.books.service import ask_checks
from backend.core.actor import Role
from backend.core.clock import FixedClock, next_month
from backend.infra.due import run_due
from backend.infra.uow import unit_of_work
from tests.factories.agreements import claim_wish, make_claim, move_claim
from tests.factories.alliances import Alley, Side, found, local, make_alley
from tests.factories.communities import Someone, make_member, make_unit
from tests.factories.imports import checked, make_xlsx, uploaded

# 征集114个微心愿, 认领112个, 认领率98%; 解决问题520个.
WISHES, CLAIMED, SHARE, SOLVED = 114, 112, 0.98, 520
MONTHS = (date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1))
WISH_HEADINGS = ("名称", "类别", "数量", "受益对象", "截止日期")


@pytest.fixture
def alley(app: flask.Flask, clock: FixedClock) -> Alley:
    clock.at = local(date(2026, 10, 5), 9)
    return make_alley(app, ("古徵社区", "城关社区", "万泉社区"))


def shares(total: int, parts: int) -> list[int]:
    """Return a total in parts as even as whole numbers allow."""
    return [total // parts + (part < total % parts) for part in range(parts)]


def taken_in(alley: Alley, side: Side, rows: list[tuple[Any, ...]]) -> list[UUID]:
    """Put a table of needs on the list as the desk does it and return the new entries."""
    desk = alley.phone(side.staff)
    table = checked(alley.app, desk, uploaded(desk, make_xlsx(*rows)))
    assert table["errors"] == []
    applied = desk.post(f"…/imports/{table['id']}/moves", {"move": "apply", "to_state": "open"})
    assert applied.status_code == 200, applied.get_data(as_text=True)
    listed = desk.get("…/lists/need/entries", limit=100, state="open").get_json()["items"]
    titles = {row[0] for row in rows[1:]}
    return [UUID(entry["id"]) for entry in listed if entry["title"] in titles]


def wish_table(month: date, count: int) -> list[tuple[Any, ...]]:
    """Return wishes that are to be granted before the month is told."""
    deadline = next_month(month).replace(day=9).isoformat()
    rows = [(f"{month.month}月微心愿第{n}号", "上门陪护", 1, "个人微心愿", deadline) for n in range(1, count + 1)]
    return [WISH_HEADINGS, *rows]


class Helpers:
    """A community's unit with its contact, and a resident with time: they take wishes by turns."""

    def __init__(self, side: Side) -> None:
        with unit_of_work() as uow:
            self.side, self.unit_id = side, make_unit(uow, side.community_id)
            seat = (self.unit_id, Role.UNIT_CONTACT)
            self.contact: Someone = make_member(uow, side.community_id, name="孙联络", unit=seat)

    def grant(self, wishes: list[UUID]) -> None:
        """Claim each wish with the desk's consent; the first two of a table go all the way."""
        with unit_of_work() as uow:
            for n, wish in enumerate(wishes):
                by = self.side.resident if n % 2 else self.contact
                claim = claim_wish(uow, by, wish) if n % 2 else make_claim(uow, by, self.unit_id, wish)
                move_claim(uow, self.side.staff, claim, ClaimMove.ACCEPT)
                if n < 2:
                    move_claim(uow, by, claim, ClaimMove.DELIVER)
                    move_claim(uow, self.side.staff, claim, ClaimMove.ACCEPT_DELIVERY)


def written(alley: Alley, alliance_id: UUID, sides: list[tuple[Side, int, int]]) -> None:
    """Write the list that goes out next: for each community its wishes and its problems."""
    desk = alley.phone(alley.chair.staff)
    for side, wishes, problems in sides:
        for scope, title, amount, measure in (
            ("personal", "办好微心愿", wishes, "个"),
            ("public", "解决群众反映的问题", problems, "件"),
        ):
            body = {"scope": scope, "title": title, "taker_id": side.community_id, "amount": amount, "measure": measure}
            assert desk.post(f"…/alliances/{alliance_id}/items", body).status_code == 201


def answered(alley: Alley, side: Side, alliance_id: UUID, month: date, done: dict[str, int]) -> None:
    """Say of a community's items what became of them."""
    desk = alley.phone(side.staff)
    path = f"…/alliances/{alliance_id}"
    for item in desk.get(path, month=month.isoformat()).get_json()["board"]["items"]:
        if item["may_answer"]:
            amount = done[item["scope"]]
            outcome = "done" if amount == item["amount"] else "partly"
            body = {"month": month.isoformat(), "outcome": outcome, "done_amount": amount, "word": ""}
            assert desk.post(f"{path}/items/{item['id']}/answer", body).status_code == 200


def test_a_quarter_of_114_wishes_goes_by_its_monthly_rhythm(
    alley: Alley, clock: FixedClock, context: flask.Flask
) -> None:
    alliance_id = found(alley)
    helpers = {side.community_id: Helpers(side) for side in alley.sides}
    # Every community and month its part; what nobody takes is the last community's of the last month.
    plan = iter(zip(shares(WISHES, 9), shares(SOLVED, 9), strict=True))
    months = {month: [(side, *next(plan)) for side in alley.sides] for month in MONTHS}
    for month, sides in months.items():
        written(alley, alliance_id, sides)
        clock.at = rhythm.issue_of(month)
        alley.pass_time()
        for side, count, problems in sides:
            left = WISHES - CLAIMED if (month, side) == (MONTHS[-1], alley.second) else 0
            taken = taken_in(alley, side, wish_table(month, count))
            helpers[side.community_id].grant(taken[: count - left])
            answered(alley, side, alliance_id, month, {"personal": count - left, "public": problems})
        for at in (rhythm.figures_of(month), rhythm.telling_of(month)):
            clock.at = at
            for side in alley.sides:
                run_due("lists.entries", side.community_id)
            alley.pass_time()
    boards = {month: alley.board(alley.first, alliance_id, month.isoformat())["board"] for month in MONTHS}
    assert [board["state_name"] for board in boards.values()] == ["已汇总通报"] * 3
    told: Counter[str] = Counter()
    for board in boards.values():
        assert len(board["members"]) == 3
        for member in board["members"]:
            told.update(member["figures"])
    assert (told["wishes"], told["claimed"]) == (WISHES, CLAIMED)
    assert round(told["claimed"] / told["wishes"], 2) == SHARE
    items = [item for board in boards.values() for item in board["items"]]
    assert sum(item["done_amount"] for item in items if item["scope"] == "public") == SOLVED
    assert Counter(item["outcome"] for item in items) == {"done": 17, "partly": 1}
    review = {"month": MONTHS[-1].isoformat(), "text": "两个心愿没有人认领，下季度先办。"}
    reviewed = alley.phone(alley.chair.lead).post(f"…/alliances/{alliance_id}/reviews", review)
    assert reviewed.get_json()["board"]["review"] == review["text"]
    for side in alley.sides:
        with unit_of_work() as uow:
            assert ask_checks(uow, side.community_id, collect_mapping("SELF_CHECKS")) == []

"""Claims of the demo: a project that named units come first on, with helpers and one in line; residents' own."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from uuid import UUID

from backend.agreements import service as agreements
from backend.agreements.moves.claims import AssistMove, ClaimMove
from backend.agreements.types.claims import Assist, NewClaim
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import EntryMove, NewEntry

OPEN_DAY = "科普进社区开放日"
TEXT = "每月一个周六下午，孩子们来看实验、听讲解，一学期四次。"
DETAILS = {"frequency": "每月一次", "places": ["社区活动中心"], "capacity": 30, "standard": "每次不少于一个半小时"}
COUNTDOWN_DAYS = 10
WHOLE_WAY = (
    ("staff", ClaimMove.ACCEPT),
    ("resident", ClaimMove.DELIVER),
    ("neighbour", ClaimMove.ACCEPT_DELIVERY),
)


def tell_claims(
    community_id: int, people: Mapping[str, Actor], units: Mapping[str, UUID], ago: Callable[[int], UnitOfWork]
) -> None:
    """The institute takes all four days with two helpers, of whom one has answered; a shop waits for its turn."""
    staff, contact = people["staff"], people["contact"]
    new = NewEntry("service_project", OPEN_DAY, TEXT, "children.science", "社区活动中心", quantity=4, details=DETAILS)
    entry_id = lists.propose_entry(ago(5), staff, community_id, new)["id"]
    lists.move_entry(ago(5), people["lead"], community_id, entry_id, EntryMove.ADOPT, None)
    until = local_date(ago(0).now) + timedelta(days=COUNTDOWN_DAYS)
    named = [units["institute"], units["centre"]]
    lists.address_entry(ago(4), staff, community_id, entry_id, unit_ids=named, until_on=until)
    helpers = (Assist(units["centre"], 1, "出场地，布置桌椅"), Assist(units["group"], 1, "带电路小实验"))
    joint = NewClaim(units["institute"], 4, "我们的实验室可以轮流派人", assists=helpers)
    claim = agreements.claim_entry(ago(2), contact, community_id, entry_id, joint)
    by_centre = claim["assists"][0]["id"]
    agreements.move_assist(ago(1), contact, community_id, claim["id"], by_centre, AssistMove.AGREE, None)
    in_line = NewClaim(units["store"], 1, "可以讲家电安全", wait=True)
    agreements.claim_entry(ago(1), contact, community_id, entry_id, in_line)
    _grant_wishes(community_id, people, ago)


def _grant_wishes(community_id: int, people: Mapping[str, Actor], ago: Callable[[int], UnitOfWork]) -> None:
    """A resident grants two wishes of a neighbour: one is done, one is at work; the desk has not answered a third."""
    resident, neighbour, staff = people["resident"], people["neighbour"], people["staff"]
    details = {"beneficiary": "personal", "urgency": "normal"}
    for title, day, moves in (
        ("帮忙把旧书架搬到楼下", 9, WHOLE_WAY),
        ("想学用手机挂号", 6, WHOLE_WAY[:1]),
        ("借一把轮椅用两天", 3, ()),
    ):
        new = NewEntry("need", title, f"{title}，周末在家。", "elder.companion", quantity=1, details=details)
        entry_id = lists.propose_entry(ago(day), neighbour, community_id, new)["id"]
        lists.move_entry(ago(day), staff, community_id, entry_id, EntryMove.ADOPT, None)
        own = NewClaim(None, 1, "周六上午有空", member_id=resident.member_id)
        claim = agreements.claim_entry(ago(day - 1), resident, community_id, entry_id, own)
        for who, move in moves:
            agreements.move_claim(ago(day - 2), people[who], community_id, claim["id"], move, None)

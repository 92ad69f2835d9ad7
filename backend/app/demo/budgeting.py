"""The demo's budget rounds: one decided two weeks ago, one in which people vote, one that gathers. Told by story."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from backend.app.demo.scene import Scene
from backend.budgeting import service
from backend.budgeting.moves import ProposalMove, RoundMove
from backend.budgeting.types import BallotKind, NewBallot, NewProposal, NewRound, ProposalCheck, RoundStep
from backend.communities import service as communities
from backend.communities.privacy import PRIVACY_VERSION
from backend.communities.types import Application, HouseholdAddress, Tie
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.identity.models import Person
from backend.infra.uow import UnitOfWork
from backend.moderation import service as moderation
from backend.moderation.models import ModerationItem
from backend.moderation.moves import ModerationMove

RunDue = Callable[[UnitOfWork, int, Iterable[str]], None]
HERE = ("resident", "neighbour", "leader", "staff", "lead", "supervisor", "auditor")
# Neighbours who come to vote, beside the cast: made-up names, building by building.
NEIGHBOURS = {
    "1号楼": ("丁建国", "任秀英", "孟文博", "邱海燕", "白志强", "龚桂兰", "汤小雨"),
    "5号楼": ("江桂兰", "阎建国", "戴文博", "贺海燕", "莫秀英", "洪志强"),
}
FOUND = "物业和社区一起看过现场，费用取三家报价的中间数"


class Wish(NamedTuple):
    """A proposal: who puts it forward, what it costs in yuan, and how many of each building want it."""

    by: str
    title: str
    text: str
    category: str
    yuan: int
    wanted: Mapping[str, int]


DECIDED = (
    Wish(
        "resident",
        "楼门口装扶手和坡道",
        "老人和推婴儿车的都要走台阶，装上扶手和坡道就方便了。",
        "facility",
        10_500,
        {"3号楼": 7, "1号楼": 7},
    ),
    Wish("leader", "东门车棚加顶", "下雨天电动车都淋着，加个顶棚。", "facility", 8_500, {"3号楼": 7, "1号楼": 7}),
    Wish(
        "supervisor", "1号楼前换长椅", "三条长椅坏了两条，换成有扶手的。", "facility", 9_000, {"3号楼": 4, "1号楼": 5}
    ),
    Wish(
        "neighbour", "5号楼到后门装路灯", "这段路晚上全黑，已经有人绊倒过。", "facility.lighting", 7_500, {"5号楼": 6}
    ),
    Wish("neighbour", "5号楼前加两组晾衣架", "晾衣绳拴在树上，下雨天没处晾。", "facility", 2_000, {"5号楼": 5}),
)
VOTING = (
    Wish(
        "resident",
        "活动室装助听设备",
        "坐后排的老人听不清，开会、上课都吃力。",
        "elder",
        18_000,
        {"3号楼": 5, "1号楼": 2},
    ),
    Wish(
        "neighbour", "垃圾房边上做洗手池", "倒完垃圾能洗个手。", "environment.sorting", 6_500, {"5号楼": 4, "1号楼": 3}
    ),
    Wish("leader", "北门口修无障碍坡道", "现在的坡太陡，轮椅上不去。", "facility", 15_000, {"3号楼": 4, "5号楼": 2}),
    Wish(
        "supervisor",
        "给花坛补种和浇水管",
        "花坛秃了一半，补上耐旱的月季。",
        "environment.greening",
        8_000,
        {"1号楼": 4},
    ),
    Wish(
        "lead",
        "周末亲子阅读角",
        "书架、坐垫和一百本绘本，放在活动室东头。",
        "culture.reading",
        9_500,
        {"1号楼": 5, "5号楼": 3},
    ),
    Wish(
        "auditor",
        "三个单元装应急灯",
        "停电时楼道全黑，老人不敢下楼。",
        "facility.lighting",
        12_000,
        {"3号楼": 6, "5号楼": 4},
    ),
)


class BudgetStory(Scene):
    """Three rounds of the same neighbours."""

    def tell_decided(self, run_due: RunDue) -> None:
        """Neighbours decided on 30,000 yuan; most points first would have left 5号楼 nothing but a clothes rack."""
        self.voters = self._gather_voters()
        new = NewRound(
            "今年下半年的3万元怎么花",
            "街道给社区的公益事业经费，做什么由住在这里的人投票决定。",
            3_000_000,
            "社区公益事业经费",
            BallotKind.APPROVAL,
        )
        round_id, ids = self._open(new, DECIDED, days_ago=66, run_due=run_due)
        self._vote(self.ago(44), round_id, ids, DECIDED, points=1)
        run_due(self.ago(30), self.community_id, ["budgeting.rounds"])
        self._move(self.ago(29), round_id, RoundMove.DECIDE)

    def tell_going_on(self, run_due: RunDue) -> None:
        """People vote on next year's money by points; a small round gathers proposals, one waits to be checked."""
        new = NewRound(
            "明年的5万元怎么花",
            "每人10分，分给您觉得最该做的事。谁投了什么，任何人都看不到。",
            5_000_000,
            "社区公益事业经费",
            BallotKind.POINTS,
            points_max=10,
        )
        round_id, ids = self._open(new, VOTING, days_ago=24, run_due=run_due, voting_ends=6)
        self._vote(self.ago(1), round_id, ids, VOTING, points=3)
        self._gathering()

    def _gathering(self) -> None:
        uow, staff = self.ago(2), self.people["staff"]
        text = "楼道里的小修小补，每项不超过3000元，核对过的一起投票。"
        new = NewRound("楼道小修小补", text, 800_000, "物业公共收益", BallotKind.APPROVAL)
        round_id = service.open_round(uow, staff, self.community_id, new)["id"]
        first = Wish("neighbour", "三楼转角装扶手", "转角处没有扶手，老人要扶着墙走。", "facility", 1_200, {})
        second = Wish("resident", "一楼门厅换声控灯", "原来的灯时亮时不亮。", "facility.lighting", 600, {})
        self._check(self.ago(1), self._propose(uow, round_id, first))
        self._let_through(self.ago(1), self._propose(self.ago(1), round_id, second))

    def _open(
        self, new: NewRound, wishes: Sequence[Wish], *, days_ago: int, run_due: RunDue, voting_ends: int | None = None
    ) -> tuple[UUID, list[UUID]]:
        """Lead a round to its voting, which began a fortnight and a bit after it was opened."""
        began, gathered = self.ago(days_ago), self.ago(days_ago - 11)
        ends_on = local_date(began.now) + timedelta(days=10)
        opened = service.open_round(began, self.people["staff"], self.community_id, self._until(new, ends_on))
        ids = [self._propose(self.ago(days_ago - 2), opened["id"], wish) for wish in wishes]
        run_due(gathered, self.community_id, ["budgeting.rounds"])
        for id_ in ids:
            self._check(gathered, id_)
        last = None if voting_ends is None else local_date(self.now) + timedelta(days=voting_ends)
        self._move(self.ago(days_ago - 15), opened["id"], RoundMove.OPEN_VOTING, ends_on=last)
        return opened["id"], ids

    def _until(self, new: NewRound, ends_on: date) -> NewRound:
        return NewRound(new.title, new.text, new.budget_fen, new.fund, new.ballot_kind, new.points_max, ends_on)

    def _propose(self, uow: UnitOfWork, round_id: UUID, wish: Wish) -> UUID:
        new = NewProposal(wish.title, wish.text, wish.category, wish.yuan * 100)
        id_: UUID = service.propose(uow, self.people[wish.by], self.community_id, round_id, new)["id"]
        return id_

    def _let_through(self, uow: UnitOfWork, proposal_id: UUID) -> None:
        """Have its words read by another than the proposer."""
        item_id = uow.session.scalars(
            select(ModerationItem.id).where(
                ModerationItem.community_id == self.community_id, ModerationItem.subject_id == proposal_id
            )
        ).one()
        moderation.move_item(uow, self.people["staff"], self.community_id, item_id, ModerationMove.PASS, None)

    def _check(self, uow: UnitOfWork, proposal_id: UUID) -> None:
        self._let_through(uow, proposal_id)
        service.move_proposal(
            uow, self.people["staff"], self.community_id, proposal_id, ProposalMove.PASS, ProposalCheck(FOUND)
        )

    def _move(self, uow: UnitOfWork, round_id: UUID, move: RoundMove, ends_on: date | None = None) -> None:
        service.move_round(uow, self.people["staff"], self.community_id, round_id, move, RoundStep(ends_on=ends_on))

    def _vote(
        self, uow: UnitOfWork, round_id: UUID, ids: Sequence[UUID], wishes: Sequence[Wish], *, points: int
    ) -> None:
        """Let those vote who want something; of a building the last so many want a thing."""
        for building, people in self.voters.items():
            for place, voter in enumerate(reversed(people), 1):
                wanted = {
                    id_: points for id_, wish in zip(ids, wishes, strict=True) if place <= wish.wanted.get(building, 0)
                }
                spread = dict(list(wanted.items())[: 10 // points])
                if spread:
                    service.vote(uow, voter, self.community_id, round_id, NewBallot(spread))

    def _gather_voters(self) -> dict[str, list[Actor]]:
        uow = self.ago(90)
        # 3号楼 is where the cast lives; who plays the demo comes first there and finds their ballot still empty.
        voters = {"3号楼": [self.people[who] for who in HERE]}
        for building, names in NEIGHBOURS.items():
            voters[building] = [self._neighbour(uow, building, name, place) for place, name in enumerate(names, 1)]
        return voters

    def _neighbour(self, uow: UnitOfWork, building: str, name: str, place: int) -> Actor:
        person = Person(id=uow.new_id(), created_at=uow.now)
        uow.session.add(person)
        uow.session.flush()
        application = Application(
            name=name,
            birth_date=date(1950 + 4 * place, 3, place),
            privacy_version=PRIVACY_VERSION,
            tie=Tie.HOME,
            household=HouseholdAddress(building, f"{place}01室"),
        )
        member = communities.join(uow, Actor(person.id, self.community_id), self.community_id, application)
        communities.appoint(uow, self.community_id, member["id"], None)
        return communities.load_actor(uow, person.id, self.community_id)

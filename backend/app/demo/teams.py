"""The demo's teams: one at work on the institute's claim, one that kept the stairs clean and closed. Told by story."""

from datetime import datetime, timedelta
from uuid import UUID

from backend.agreements import service as agreements
from backend.agreements.types.claims import ClaimFilter, ClaimState
from backend.app.demo.picture import draw_dark_gate
from backend.app.demo.scene import Scene
from backend.attachments import service as attachments
from backend.core.clock import local_date
from backend.infra.paging import PageRequest
from backend.infra.uow import UnitOfWork
from backend.teams import service
from backend.teams.moves import SeatMove, TaskMove, TeamMove
from backend.teams.types import Invitation, NewLine, NewTask, NewTeam, TaskWord, TeamWord
from backend.volunteering import service as volunteering
from backend.volunteering.types import ShiftFilter

SHIFTS = 4


class TeamStory(Scene):
    """A team at work and one that closed."""

    def tell(self, *, lessons: UUID, cleaning: UUID) -> None:
        """Tell both; the claim on the lessons is accepted, the cleaning was held for weeks."""
        self._cleaners(cleaning)
        self._teachers(lessons)

    def _join(self, uow: UnitOfWork, leader: str, team_id: UUID, *people: str) -> None:
        """Let people be asked and say yes."""
        for who in people:
            invitation = Invitation(member_id=self.member(who))
            service.invite(uow, self.people[leader], self.community_id, team_id, invitation)
            seat = service.read_team(uow, self.people[who], self.community_id, team_id)["seat"]
            service.move_seat(uow, self.people[who], self.community_id, seat["id"], SeatMove.ACCEPT, "")

    def _task(self, uow: UnitOfWork, leader: str, team_id: UUID, title: str, days: int, who: str | None) -> UUID:
        new = NewTask(title, local_date(uow.now) + timedelta(days=days), assignee_id=self.member(who) if who else None)
        id_: UUID = service.add_task(uow, self.people[leader], self.community_id, team_id, new)["id"]
        return id_

    def _teachers(self, entry_id: UUID) -> None:
        """Formed yesterday by the institute's contact; somebody waits to be let in, tasks wait to be done."""
        cid, wanted = self.community_id, ClaimFilter(entry_id=entry_id, state=ClaimState.ACCEPTED)
        claims = agreements.list_claims(self.ago(1), self.people["staff"], cid, wanted, PageRequest()).items
        new = NewTeam(
            "生活小课堂", "半年里办六堂课：防诈骗、用药安全、手机怎么用，每堂都有人签到", claim_id=claims[0]["id"]
        )
        uow = self.ago(1)
        team_id = service.form_team(uow, self.people["contact"], cid, new)["id"]
        self._join(uow, "contact", team_id, "resident", "leader")
        done = self._task(uow, "contact", team_id, "借多功能活动室的投影仪", 2, "leader")
        self._task(uow, "contact", team_id, "在3号楼和5号楼贴通知", 3, "resident")
        self._task(uow, "contact", team_id, "请所里的工程师定第一课的题目", 5, "contact")
        self._task(uow, "contact", team_id, "准备放大字的讲义20份", 6, None)
        now = self.at(self.now - timedelta(hours=3))
        word = TaskWord(text="居委会有一台，周三前都能借")
        service.move_task(now, self.people["leader"], cid, done, TaskMove.FINISH, word)
        said = NewLine("问了6位邻居，想先听防诈骗。活动室周三下午空着。")
        service.add_progress(now, self.people["resident"], cid, team_id, said)
        service.apply_for_seat(now, self.people["neighbour"], cid, team_id, "我做过小学老师，可以帮忙讲")

    def _cleaners(self, entry_id: UUID) -> None:
        """Four Saturdays of cleaning, a report, and the hours that were entered of them."""
        cid, formed = self.community_id, self.now - timedelta(weeks=SHIFTS + 2)
        uow = self.at(formed)
        goal = "一个月把3号楼六层楼道清出来，消防门前不堆东西"
        new = NewTeam("楼道清洁小队", goal, entry_id=entry_id, leader_id=self.member("leader"))
        team_id = service.form_team(uow, self.people["staff"], cid, new)["id"]
        service.move_team(uow, self.people["leader"], cid, team_id, TeamMove.ACCEPT_LEAD, TeamWord())
        self._join(uow, "leader", team_id, "resident", "neighbour", "supervisor")
        seats = service.list_seats(uow, self.people["leader"], cid, team_id)
        deputy = next(s["id"] for s in seats if s["member"]["id"] == self.member("neighbour"))
        service.move_seat(uow, self.people["leader"], cid, deputy, SeatMove.MAKE_DEPUTY, "")
        for shift_id in self._cleaned(entry_id, since=formed):
            service.add_shift(uow, self.people["leader"], cid, team_id, shift_id)
        task = self._task(uow, "leader", team_id, "和物业说好清运大件的日子", 7, "neighbour")
        service.move_task(
            self.at(formed + timedelta(days=5)), self.people["neighbour"], cid, task, TaskMove.FINISH, TaskWord()
        )
        last = self.ago(3)
        photo = attachments.add_photo(last, self.people["leader"], cid, draw_dark_gate(), "photo.jpg")["id"]
        report = "清了四个周六，六层楼道都通了，大件请物业运走两车。以后每层有人看着，堆东西的先敲门说。"
        service.move_team(
            last, self.people["leader"], cid, team_id, TeamMove.CLOSE, TeamWord(text=report, photos=(photo,))
        )

    def _cleaned(self, entry_id: UUID, since: datetime) -> list[UUID]:
        """Return the shifts of the entry that were held since."""
        wanted = ShiftFilter(entry_id=entry_id, since=since, until=self.now - timedelta(days=4))
        page = PageRequest(limit=SHIFTS)
        found = volunteering.list_shifts(self.at(self.now), self.people["leader"], self.community_id, wanted, page)
        return [shift["id"] for shift in found.items]

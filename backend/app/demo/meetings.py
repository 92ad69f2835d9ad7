"""The demo's meetings: one was held and its minutes published, one is held now, one is demanded. Told by story."""

from datetime import date, datetime, timedelta
from uuid import UUID

from backend.app.demo.ballots import VotingScene
from backend.core.clock import LOCAL_ZONE, local_date
from backend.core.working_days import end_of_notice
from backend.deliberation import service as deliberation
from backend.deliberation.types import Stage, TopicFilter
from backend.infra.paging import PageRequest
from backend.meetings import service
from backend.meetings.moves.meetings import MeetingMove
from backend.meetings.types import (
    Audience,
    AudienceRule,
    Basis,
    Delegate,
    ItemMinutes,
    Kind,
    MeetingWord,
    Minutes,
    NewAction,
    NewDemand,
    NewGroup,
    NewItem,
    NewMeeting,
    NewRegister,
)
from backend.meetings.types.motions import Choice
from backend.moderation import service as moderation
from backend.moderation.moves import ModerationMove

# The residents of a small neighbourhood; a fifth of the adults are six.
ADULTS, HOUSEHOLDS = 30, 16
NOTICE_DAYS = 3
INVITED = ("resident", "neighbour", "leader", "supervisor", "auditor", "staff", "lead")


class MeetingStory(VotingScene):
    """Resident groups, and what they are for."""

    def tell(self) -> None:
        """Tell it all; the talk about drying racks and about charging was told before."""
        self._groups()
        self._held()
        self._running()
        self._demand()

    def _groups(self) -> None:
        """Two groups with a leader and those they elected; the committee's register."""
        uow, staff = self.ago(60), self.people["staff"]
        register = NewRegister(ADULTS, HOUSEHOLDS, local_date(uow.now), "社区户籍台账")
        service.set_register(uow, staff, self.community_id, register)
        for name, buildings, leader, elected in (
            ("第一居民小组", ("3号楼",), "leader", ("resident", "leader")),
            ("第二居民小组", ("5号楼",), "auditor", ("neighbour", "supervisor", "auditor")),
        ):
            chosen = tuple(self.member(who) for who in elected)
            group = NewGroup(name, buildings, self.member(leader), chosen, local_date(uow.now) - timedelta(days=10))
            service.add_group(uow, staff, self.community_id, group)

    def _topic(self, stage: Stage) -> UUID:
        """Return the topic that is at a stage."""
        actor, wanted = self.people["staff"], TopicFilter(stage=stage)
        found = deliberation.list_topics(self.at(self.now), actor, self.community_id, wanted, PageRequest(limit=1))
        id_: UUID = found.items[0]["id"]
        return id_

    def _call(self, days_ago: int, new: NewMeeting) -> UUID:
        """Call a meeting so many days ago, earlier where holidays lie in between."""
        days = days_ago if end_of_notice(self.ago(days_ago).now, NOTICE_DAYS) <= new.starts_at else days_ago + 9
        id_: UUID = service.call_meeting(self.ago(days), self.people["staff"], self.community_id, new)["id"]
        return id_

    def _come(self, meeting_id: UUID, *people: str, at: datetime) -> None:
        """Open the meeting and let people type the code."""
        uow, staff, cid = self.at(at), self.people["staff"], self.community_id
        service.move_meeting(uow, staff, cid, meeting_id, MeetingMove.OPEN, MeetingWord())
        code = service.show_code(uow, staff, cid, meeting_id)["code"]
        for who in people:
            service.attend(uow, self.people[who], cid, meeting_id, code)

    def _held(self) -> None:
        """The representatives of both groups decided on the drying racks; the centre looks after them."""
        at = self._evening(13)
        agenda = (
            NewItem("听取意见汇总", "三周里收到的意见，逐条念一遍。"),
            NewItem("晾衣架装在哪里、谁来管", topic_id=self._topic(Stage.CARRYING_OUT)),
        )
        meeting_id = self._call(
            22,
            NewMeeting(
                Kind.RESIDENTS,
                "公共晾衣架怎么装、谁来管",
                "晾衣的事商量了半个月，请各小组代表来定下来。",
                "社区活动室",
                at,
                agenda,
                Basis.REPRESENTATIVES,
                unit_ids=(self.units["centre"],),
            ),
        )
        self._come(meeting_id, "resident", "leader", "neighbour", "supervisor", at=at)
        cid, staff, over = self.community_id, self.people["staff"], self.at(at + timedelta(hours=1))
        delegate = Delegate("邻里中心值班经理", "材料已经订好，装好以后由中心每月检查一次。")
        service.note_delegate(over, staff, cid, meeting_id, self.units["centre"], delegate)
        said = {"resident": Choice.YES, "leader": Choice.YES, "neighbour": Choice.YES, "supervisor": Choice.NO}
        question = "同意晾衣架装在南侧空地，由邻里中心负责检查吗"
        self.pass_motion(meeting_id, question, said, at=at + timedelta(minutes=50))
        meeting = service.move_meeting(over, staff, cid, meeting_id, MeetingMove.CLOSE, MeetingWord())
        first, second = (item["id"] for item in meeting["agenda"])
        day = local_date(at)
        action = NewAction(
            "need",
            "公共晾衣架每月检查一次",
            "每月第一个周六查一遍螺丝和承重，坏了先围起来再修。",
            "facility",
            due_on=day + timedelta(days=45),
            review_on=day + timedelta(days=120),
            owner_unit_id=self.units["centre"],
            details={"beneficiary": "public"},
        )
        minutes = Minutes(
            "两个小组的代表到会，过半数，会议有效。大家最担心的是挡路和没人管。",
            (
                ItemMinutes(first, "意见集中在三条：离楼近、不挡路、有人管。"),
                ItemMinutes(
                    second,
                    "比较了三处地方，南侧空地离楼最近又不挡路。",
                    "装在南侧空地，由邻里中心负责检查。",
                    (action,),
                ),
            ),
        )
        uow = self.ago(11)
        service.write_minutes(uow, staff, cid, meeting_id, minutes)
        service.move_meeting(uow, staff, cid, meeting_id, MeetingMove.PUBLISH, MeetingWord())

    def _evening(self, days_ago: int) -> datetime:
        """Return half past six in the evening of a day."""
        day: date = local_date(self.now) - timedelta(days=days_ago)
        return datetime(day.year, day.month, day.day, 18, 30, tzinfo=LOCAL_ZONE)

    def _running(self) -> None:
        """The council about charging began twenty minutes ago; the resident is on the way."""
        at = self.now - timedelta(minutes=20)
        meeting_id = self._call(
            8,
            NewMeeting(
                Kind.COUNCIL,
                "电动车充电桩装在哪里",
                "先看三处地方的图，再说费用怎么分。",
                "居委会二楼会议室",
                at,
                (
                    NewItem("看图纸，说各处的好处和难处"),
                    NewItem("定下位置和费用分摊", topic_id=self._topic(Stage.TALKING)),
                ),
                audience=AudienceRule(Audience.MEMBERS, ids=tuple(self.member(who) for who in INVITED)),
                unit_ids=(self.units["institute"],),
            ),
        )
        self._come(meeting_id, "neighbour", "leader", "supervisor", "lead", at=at)
        said = {"leader": Choice.YES, "supervisor": Choice.NO}
        question, began = "同意充电桩装在东门车棚，费用由使用的人分摊吗", self.now - timedelta(minutes=5)
        self.run_secret_vote(meeting_id, question, said, on_paper="lead", at=began)

    def _demand(self) -> None:
        """A neighbour asks for the residents' meeting; two have signed who lead no group, six would be enough."""
        new = NewDemand(
            "公共收益的账请在居民会议上公布",
            "停车和广告一年收了多少、用在哪里，请开居民会议说清楚，以后每半年公布一次。",
        )
        cid = self.community_id
        demand = service.begin_demand(self.ago(3), self.people["neighbour"], cid, new)
        staff = self.people["staff"]
        waiting = moderation.list_items(self.ago(3), staff, cid, None, PageRequest(limit=100)).items
        text = next(each["id"] for each in waiting if each["target"]["id"] == demand["id"])
        moderation.move_item(self.ago(3), staff, cid, text, ModerationMove.PASS, None)
        service.sign_demand(self.ago(2), self.people["supervisor"], cid, demand["id"])

"""The demo's opinions: what neighbours say about an empty piece of ground, and who agrees. Told by story."""

from datetime import timedelta
from uuid import UUID

from backend.app.demo.scene import Scene
from backend.core.clock import local_date
from backend.deliberation import service as deliberation
from backend.deliberation.types import MeetingKind, NewTopic
from backend.infra.paging import PageRequest
from backend.moderation import service as moderation
from backend.moderation.moves import ModerationMove
from backend.opinions import service
from backend.opinions.types import NewStatement, VoteAnswer

TITLE = "七号楼北面的空地怎么用"
TEXT = "旧车棚拆掉以后空了出来，大约一百八十平方米。有人想停车，有人想种花，请一条一条说，再给别人的话表态。"
SAID = (
    ("neighbour", "画成停车位，晚上回来的人不用再绕圈"),
    ("leader", "种些花草，放几张长椅，老人有地方坐"),
    ("contact", "外来车辆收费，收的钱归小区公共账目"),
    ("resident", "孩子放学没地方跑，应该留一块空地"),
    ("supervisor", "不管怎么用，先把坑洼的地面铺平"),
    ("auditor", "费用和图纸要先贴出来，再动工"),
    ("merchant", "装两盏灯，晚上那边太黑"),
    ("neighbour", "停车位只给本小区登记的车"),
    ("leader", "汽车进来不安全，应该只准自行车停"),
    ("resident", "消防通道要留足，不能停满"),
    ("contact", "先试三个月，不合适再改"),
    ("merchant", "快递柜可以挪到那里，门口就不堵了"),
)
# 1 agrees, - disagrees, 0 passes, a blank has not voted, in the order above. The resident has begun and can go on.
VOTES = {
    "neighbour": "1-1-111 -111",
    "contact": "1-1-11011110",
    "merchant": "1010111 -111",
    "lead": "1-1-1110-11 ",
    "leader": "-1-11110111-",
    "supervisor": "-10111101110",
    "auditor": "-1-1111-1100",
    "staff": "010111101110",
    "resident": " 1 11       ",
}
ANSWERS = {"1": VoteAnswer.AGREE, "-": VoteAnswer.DISAGREE, "0": VoteAnswer.PASS}
# WeChat's check is not sure of it: it waits for a person.
HELD = "出这种主意的都是笨蛋，谁家没有老人"


class OpinionStory(Scene):
    """A topic that gathers opinions; one statement waits in moderation."""

    def tell(self) -> None:
        """Open the topic four days ago; people say, the desk reads, people vote."""
        cid, ends_on = self.community_id, local_date(self.now) + timedelta(days=5)
        new = NewTopic(TITLE, TEXT, "facility", MeetingKind.COUNCIL, ends_on=ends_on)
        topic_id: UUID = deliberation.open_topic(self.ago(4), self.people["staff"], cid, new)["id"]
        statements = [self._say(topic_id, who, text, days=3) for who, text in SAID]
        self._let_through()
        for who, answers in VOTES.items():
            for statement_id, answer in zip(statements, answers, strict=True):
                if answer in ANSWERS:
                    service.vote(self.ago(1), self.people[who], cid, topic_id, statement_id, ANSWERS[answer])
        self._say(topic_id, "auditor", HELD, days=0)

    def _say(self, topic_id: UUID, who: str, text: str, *, days: float) -> UUID:
        new = NewStatement(text, similar_seen=True)
        return UUID(str(service.say(self.ago(days), self.people[who], self.community_id, topic_id, new)["id"]))

    def _let_through(self) -> None:
        """Let the desk read what was said; nobody decides on words of their own, and staff said nothing here."""
        uow, staff = self.ago(2), self.people["staff"]
        page = PageRequest(limit=len(SAID))
        for item in moderation.list_items(uow, staff, self.community_id, None, page).items:
            moderation.move_item(uow, staff, self.community_id, item["id"], ModerationMove.PASS, None)

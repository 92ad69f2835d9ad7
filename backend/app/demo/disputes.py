"""Hours in doubt: one objection waits with both sides' words, another was ruled on; and one member's name is shown."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from backend.communities import service as communities
from backend.communities.privacy import NAME_TEXT_VERSION
from backend.core.actor import Actor
from backend.infra.uow import UnitOfWork
from backend.volunteering import service as volunteering
from backend.volunteering.moves import RecordMove

OBJECTION = "昨晚七点以后我在5号楼门口等人，没有看到有人巡逻。"
ANSWER = "七点以后我们转到河边去了，六点和八点都在5号楼一层集合，签到签退都在那里。"
LEADERS_WORD = "昨晚分两段走，七点以后走的是河边那一段，名单在我这里，可以来看。"
RULED_OBJECTION = "昨晚七点半碰到他在家门口乘凉。"
RULED_ANSWER = "我七点半身体不舒服，先回家了，八点又过来签退。"
RULING = "本人说明中途离开半小时，按实际在场时间认定"
LEFT_MINUTES = 90


def tell_disputes(
    at: Callable[[datetime], UnitOfWork],
    community_id: int,
    people: Mapping[str, Actor],
    records: Mapping[str, UUID],
    now: datetime,
) -> None:
    """Dispute the resident's and the neighbour's record, both on notice, within the last hour before ``now``."""
    uow = at(now - timedelta(minutes=50))
    communities.set_name_consent(uow, people["supervisor"], community_id, shows_name=True, version=NAME_TEXT_VERSION)

    def move(minutes_ago: int, who: str, whose: str, what: RecordMove, note: str, left: int | None = None) -> None:
        moment, id_ = at(now - timedelta(minutes=minutes_ago)), records[whose]
        volunteering.move_record(moment, people[who], community_id, id_, what, note=note, minutes=left)

    def say(minutes_ago: int, who: str, whose: str, text: str) -> None:
        moment = at(now - timedelta(minutes=minutes_ago))
        volunteering.add_statement(moment, people[who], community_id, records[whose], text=text, photos=())

    move(45, "contact", "neighbour", RecordMove.DISPUTE, RULED_OBJECTION)
    say(35, "neighbour", "neighbour", RULED_ANSWER)
    move(20, "lead", "neighbour", RecordMove.LOWER, RULING, LEFT_MINUTES)
    move(40, "merchant", "resident", RecordMove.DISPUTE, OBJECTION)
    say(30, "resident", "resident", ANSWER)
    say(10, "leader", "resident", LEADERS_WORD)

"""What volunteers hear of records that somebody entered for them from a signed sheet."""

from datetime import datetime
from uuid import UUID

from backend.notifications.rules.reminders import day_in_words
from backend.notifications.rules.texts import Payload, duration
from backend.notifications.types import Draft


def paper_entered(payload: Payload, now: datetime) -> list[Draft]:
    """Tell everybody on the sheet what was entered, and that they may object."""
    when = day_in_words(datetime.fromisoformat(payload["starts_at"]), now)
    return [
        Draft(
            UUID(item["member_id"]),
            f"凭签到表补录了您的服务：{payload['title']}",
            f"{when}开始的活动，补录{duration(item['minutes'])}。不对的话，公示期内可以提出异议，也可以联系社区工作者。",
            ("record", UUID(item["record_id"])),
        )
        for item in payload["items"]
    ]

"""What the events of dossiers say to whom; none of them names a person or says how a service was found."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.notifications.types import Draft

Payload = Mapping[str, Any]
KINDS = {"training": "培训", "commendation": "表彰奖励"}


def entries_kept(payload: Payload, now: datetime) -> list[Draft]:
    """Tell volunteers what the desk has entered into their dossiers."""
    text = "已记入您的志愿档案。如果不对，请联系社区工作者。"
    return [
        Draft(
            UUID(item["member_id"]),
            f"社区登记了{KINDS[item['kind']]}：{item['title']}",
            text,
            ("dossier", UUID(item["member_id"])),
        )
        for item in payload["items"]
    ]


def evaluated(payload: Payload, now: datetime) -> list[Draft]:
    """Tell the volunteer that somebody said how it was."""
    text = "评价只有您和社区能看到，您可以回应一次。"
    target = ("record", UUID(payload["record_id"]))
    return [Draft(UUID(payload["member_id"]), f"有人评价了您的服务：{payload['title']}", text, target)]


def evaluation_answered(payload: Payload, now: datetime) -> list[Draft]:
    """Tell who evaluated that the volunteer has answered."""
    target = ("record", UUID(payload["record_id"]))
    return [Draft(UUID(payload["member_id"]), "志愿者回应了您的评价", "点开可以看到回应。", target)]


def outside_confirmed(payload: Payload, now: datetime) -> list[Draft]:
    """Tell volunteers that hours elsewhere are in their dossier now."""
    text = "记在您的志愿档案里，和本社区的时长分开列出，不计积分。"
    return [
        Draft(
            UUID(item["member_id"]),
            f"{item['count']}条他处服务记录已核对",
            text,
            ("dossier", UUID(item["member_id"])),
        )
        for item in payload["items"]
    ]


def export_ready(payload: Payload, now: datetime) -> list[Draft]:
    """Tell who asked that the file can be taken."""
    target = ("dossier_export", UUID(payload["export_id"]))
    return [Draft(UUID(payload["member_id"]), "档案导出文件已生成", "文件保留一天，请及时下载。", target)]


def outside_awaits(payload: Payload, *, staff: Sequence[UUID]) -> list[Draft]:
    """Tell the desk that hours told by a file wait for a second hand."""
    target = ("dossier_import", UUID(payload["import_id"]))
    title, text = f"{payload['count']}条他处服务记录等待核对", "请由另一位同志核对，导入人自己不能核对。"
    return [Draft(member_id, title, text, target) for member_id in staff]


DOSSIER_TEXTS: Mapping[str, Callable[[Payload, datetime], list[Draft]]] = {
    "dossiers.entries_kept": entries_kept,
    "dossiers.evaluated": evaluated,
    "dossiers.evaluation_answered": evaluation_answered,
    "dossiers.export_ready": export_ready,
    "dossiers.outside_confirmed": outside_confirmed,
}

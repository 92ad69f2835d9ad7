"""Values of dossiers."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID


class Part(StrEnum):
    """A part of a dossier, a sheet of a file each: 志愿服务条例 Art. 7 (the first four) and Art. 19."""

    IDENTITY = "identity"
    SKILLS = "skills"
    TIMES = "times"
    CONTACT = "contact"
    SERVICE = "service"
    TRAINING = "training"
    COMMENDATION = "commendation"
    EVALUATION = "evaluation"


PART_NAMES = {
    Part.IDENTITY: "身份信息",
    Part.SKILLS: "服务技能",
    Part.TIMES: "服务时间",
    Part.CONTACT: "联系方式",
    Part.SERVICE: "志愿服务情况",
    Part.TRAINING: "培训情况",
    Part.COMMENDATION: "表彰奖励情况",
    Part.EVALUATION: "评价情况",
}


class Skill(StrEnum):
    """What a volunteer can do; whatever is not here is said in words of one's own. Our list."""

    CARE = "care"
    MEDICAL = "medical"
    FIRST_AID = "first_aid"
    COUNSEL = "counsel"
    LAW = "law"
    TEACHING = "teaching"
    DIGITAL = "digital"
    REPAIR = "repair"
    HAIRCUT = "haircut"
    COOKING = "cooking"
    DRIVING = "driving"
    ARTS = "arts"
    MEDIA = "media"
    LANGUAGE = "language"
    ORGANISING = "organising"


SKILL_NAMES = {
    Skill.CARE: "陪伴照料",
    Skill.MEDICAL: "医疗护理",
    Skill.FIRST_AID: "急救",
    Skill.COUNSEL: "心理疏导",
    Skill.LAW: "法律咨询",
    Skill.TEACHING: "学习辅导",
    Skill.DIGITAL: "手机电脑",
    Skill.REPAIR: "水电维修",
    Skill.HAIRCUT: "理发",
    Skill.COOKING: "做饭",
    Skill.DRIVING: "驾驶",
    Skill.ARTS: "文艺体育",
    Skill.MEDIA: "摄影写作",
    Skill.LANGUAGE: "外语手语",
    Skill.ORGANISING: "活动组织",
}
DAYS = {"mon": "周一", "tue": "周二", "wed": "周三", "thu": "周四", "fri": "周五", "sat": "周六", "sun": "周日"}
DAY_PARTS = {"am": "上午", "pm": "下午", "eve": "晚上"}
# When somebody can serve: a day of the week and a part of it, in their order.
TIME_NAMES = {
    f"{day}.{part}": f"{day_name}{part_name}" for day, day_name in DAYS.items() for part, part_name in DAY_PARTS.items()
}


class EntryKind(StrEnum):
    """What the desk enters into a dossier."""

    TRAINING = "training"
    COMMENDATION = "commendation"


class Assessor(StrEnum):
    """On what ground somebody evaluates a service."""

    BENEFICIARY = "beneficiary"
    LEADER = "leader"


ASSESSOR_NAMES = {Assessor.BENEFICIARY: "服务对象", Assessor.LEADER: "带队人"}


class OutsideState(StrEnum):
    """Whether a second hand has confirmed a record from elsewhere; both ends are final."""

    AWAITING = "awaiting"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


OUTSIDE_STATE_NAMES = {
    OutsideState.AWAITING: "等第二人核对",
    OutsideState.CONFIRMED: "已核对",
    OutsideState.DECLINED: "没有通过核对",
}


class FileFormat(StrEnum):
    """As what dossiers leave the house: one workbook, or a zip of one CSV a part."""

    XLSX = "xlsx"
    CSV = "csv"


class ExportState(StrEnum):
    """How far an export is; its line in the log stays when the file is gone."""

    WAITING = "waiting"
    READY = "ready"
    EXPIRED = "expired"


class ImportState(StrEnum):
    """How far an uploaded file is; APPLIED, WITHDRAWN and EXPIRED are final."""

    UPLOADED = "uploaded"
    CHECKED = "checked"
    APPLYING = "applying"
    APPLIED = "applied"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class ImportMove(StrEnum):
    """What the desk does with an uploaded file; CONFIRM and DECLINE are a second hand's, on records from elsewhere."""

    APPLY = "apply"
    WITHDRAW = "withdraw"
    CONFIRM = "confirm"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True)
class DossierChange:
    """What a volunteer says of themselves; None leaves it as it is, an empty text or list takes it away."""

    skills: list[Skill] | None = None
    skill_words: list[str] | None = None
    times: list[str] | None = None
    contact: str | None = None
    identity_number: str | None = None
    may_report: bool | None = None


@dataclass(frozen=True, slots=True)
class Offering:
    """What matching may read of a member: skills, words of their own, times as codes of TIME_NAMES."""

    skills: Collection[Skill] = ()
    words: Collection[str] = ()
    times: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A training (``minutes``) or a commendation (``document``: its number or name)."""

    kind: EntryKind
    title: str
    by_whom: str
    happened_on: date
    minutes: int | None = None
    document: str = ""
    photos: list[UUID] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Training:
    """A training as other features see one."""

    title: str
    by_whom: str
    happened_on: date
    minutes: int


@dataclass(frozen=True, slots=True)
class NewExport:
    """What of whom leaves the house and what for: ``since`` to ``until``, both local days included."""

    purpose: str
    since: date
    until: date
    parts: list[Part]
    format: FileFormat = FileFormat.XLSX

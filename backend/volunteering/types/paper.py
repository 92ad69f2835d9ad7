"""Values of records that are entered afterwards from a signed sheet."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class EvidenceKind(StrEnum):
    """What a photo shows: the sheet that everybody signed, the slip that who was served signed, why it is corrected."""

    SHEET = "sheet"
    SLIP = "slip"
    CORRECTION = "correction"


EVIDENCE_NAMES = {EvidenceKind.SHEET: "签到表", EvidenceKind.SLIP: "签字单", EvidenceKind.CORRECTION: "更正依据"}


@dataclass(frozen=True, slots=True)
class PastShift:
    """An activity that nobody opened here before it was held."""

    entry_id: UUID
    starts_at: datetime
    ends_at: datetime
    place: str
    leader_member_id: UUID
    title: str | None = None
    beneficiary_member_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of a sheet: who, from when, until when.

    Who had not signed up also says for which role, and the certificate that it asks for (志愿服务条例 Art. 16).
    """

    member_id: UUID
    came_at: datetime
    left_at: datetime
    role_id: UUID | None = None
    qualification_number: str | None = None


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A photographed sheet of one shift: of one that is known (``shift_id``), or of a past one (``shift``)."""

    photos: list[UUID]
    lines: list[PaperLine]
    shift_id: UUID | None = None
    shift: PastShift | None = None


@dataclass(frozen=True, slots=True)
class LineFault:
    """What is wrong with one line, counted from 0; ``field`` is the one of the line that it is about."""

    line: int
    field: str
    text: str

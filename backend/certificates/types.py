"""Values of certificates. Minutes are whole; days are local."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class IdentityKind(StrEnum):
    """Which document proves who somebody is."""

    RESIDENT = "resident"
    PASSPORT = "passport"
    HK_MACAO = "hk_macao"
    TAIWAN = "taiwan"
    FOREIGNER = "foreigner"


class CertificateState(StrEnum):
    """Whether a certificate holds; read from what happened since, never written on it."""

    VALID = "valid"
    VOID = "void"
    OUTDATED = "outdated"


IDENTITY_KIND_NAMES = {
    IdentityKind.RESIDENT: "居民身份证",
    IdentityKind.PASSPORT: "护照",
    IdentityKind.HK_MACAO: "港澳居民来往内地通行证",
    IdentityKind.TAIWAN: "台湾居民来往大陆通行证",
    IdentityKind.FOREIGNER: "外国人永久居留身份证",
}
STATE_NAMES = {
    CertificateState.VALID: "有效",
    CertificateState.VOID: "已作废",
    CertificateState.OUTDATED: "其中有记录后来更正，请本人重新开具",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a certificate, since when, and why if it was voided."""

    state: CertificateState = CertificateState.VALID
    since: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Behalf:
    """For whom the desk asks, and the photo of the form that they (or their guardian) signed."""

    member_id: UUID
    consent_photo_id: UUID


@dataclass(frozen=True, slots=True)
class NewCertificate:
    """What a volunteer asks for: days of service from–to, both included, or all; some records of these or all."""

    identity_kind: IdentityKind
    identity_number: str
    volunteer_number: str = ""
    purpose: str = ""
    first: date | None = None
    last: date | None = None
    record_ids: Sequence[UUID] | None = None
    on_behalf_of: Behalf | None = None


@dataclass(frozen=True, slots=True)
class NewIssuer:
    """Who issues: what stands in the third part of a certificate from now on."""

    name: str
    head: str
    handler: str
    contact: str
    seal_photo_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class IssuedFilter:
    """Which issued certificates the desk looks at."""

    void: bool | None = None
    number: str | None = None

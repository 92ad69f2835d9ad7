"""Whose row it is: by our number, or by name and telephone. It never makes a member."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.communities import service as communities
from backend.communities.types import MemberRef
from backend.dossiers.models import Dossier
from backend.dossiers.service.imports.reading import Fault
from backend.dossiers.service.store import read_number
from backend.dossiers.types import Part
from backend.identity import service as identity
from backend.infra.uow import UnitOfWork

# What the desk may not bring in for itself: hours, trainings and commendations.
NOT_FOR_ONESELF = frozenset({Part.SERVICE, Part.TRAINING, Part.COMMENDATION})


@dataclass(frozen=True)
class Matcher:
    """Finds members by what rows say; all that they name is looked up in a few statements."""

    by_number: dict[int, UUID]
    by_phone: dict[str, UUID]
    members: dict[UUID, MemberRef]
    imported_by: UUID

    @classmethod
    def of(cls, uow: UnitOfWork, community_id: int, rows: Sequence[dict[str, Any]], *, imported_by: UUID) -> "Matcher":
        """Look up the members whom the rows name."""
        numbers = {number for row in rows if (number := read_number(row.get("number", ""))) is not None}
        found = uow.session.execute(
            select(Dossier.number, Dossier.id).where(Dossier.community_id == community_id, Dossier.number.in_(numbers))
        )
        by_number = dict(iter(found))
        people = identity.people_by_phones(uow, {row["phone"] for row in rows if row.get("phone")})
        verified = communities.members_of_people(uow, community_id, people.values())
        by_phone = {phone: verified[person].id for phone, person in people.items() if person in verified}
        members = communities.members_by_ids(uow, community_id, {*by_number.values(), *by_phone.values()})
        return cls(by_number, by_phone, members, imported_by)

    def find(self, row: dict[str, Any], part: Part) -> UUID | Fault:
        """Return the member whose row it is, or what is wrong with it."""
        if row.get("number"):
            number = read_number(row["number"])
            member_id, column = self.by_number.get(number) if number is not None else None, "number"
        elif row.get("phone") and row.get("name"):
            member_id, column = self.by_phone.get(row["phone"]), "phone"
        else:
            return Fault("number", "请填写档案编号，或者姓名和手机号")
        if member_id is None:
            return Fault(column, "本社区没有这位成员，请先加入社区再导入")
        if row.get("name") and row["name"] != self.members[member_id].name:
            return Fault("name", "姓名和登记的不一致")
        if member_id == self.imported_by and part in NOT_FOR_ONESELF:
            return Fault(column, "不能导入自己的记录，请另一位同志办理")
        return member_id

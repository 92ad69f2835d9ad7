"""An agreement with its parties and texts as rows; it decides nothing."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import defer

from backend.agreements.models import (
    Agreement,
    AgreementClause,
    AgreementMoveRow,
    AgreementParty,
    AgreementSignature,
    AgreementVersion,
)
from backend.agreements.moves.agreements import AgreementMove
from backend.agreements.rules.signing import view_party
from backend.agreements.types.agreements import (
    COMMUNITY_PARTY,
    AgreementState,
    AgreementText,
    Clause,
    PartyRole,
    Schedule,
    Side,
    VersionPurpose,
    VersionState,
)
from backend.agreements.types.duties import EvidenceKind
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork

OPEN = (VersionState.DRAFT, VersionState.SIGNING)


@dataclass
class Held:
    """An agreement's row, its parties by number and its texts in order, without their clauses."""

    row: Agreement
    sides: Sequence[Side]
    parties: Sequence[AgreementParty]
    versions: list[AgreementVersion]

    @property
    def state(self) -> AgreementState:
        """Return how far it has come."""
        return AgreementState(self.row.state)

    @property
    def open(self) -> AgreementVersion | None:
        """Return the text that is written or signed."""
        return next((each for each in self.versions if each.state in OPEN), None)

    @property
    def current(self) -> AgreementVersion | None:
        """Return the text in force, or the first one until it begins."""
        return next((each for each in self.versions if each.version == self.row.version), None)

    @property
    def waiting(self) -> AgreementVersion | None:
        """Return the text that all signed and that takes the current one's place on its day."""
        agreed = (each for each in self.versions if each.state == VersionState.AGREED)
        return next((each for each in agreed if each.version != self.row.version), None)

    @property
    def left(self) -> set[int]:
        """Return the numbers of the parties that left."""
        return {side.no for side in self.sides if side.has_left}

    @property
    def unit_ids(self) -> list[UUID]:
        """Return the units that are parties still."""
        return [side.unit_id for side in self.sides if side.unit_id is not None and not side.has_left]


def show_number(number: int) -> str:
    """Return an agreement's number as people read it."""
    return f"协-{number:04d}"


def load(uow: UnitOfWork, community_id: int, agreement_id: UUID, *, lock: bool = False) -> Held:
    """Return an agreement; with ``lock`` its row is held, and so is everything of it. Raises NotFoundError."""
    row = row_by_id(uow, Agreement, community_id, agreement_id, lock=lock)
    return load_many(uow, community_id, [row])[0]


def load_many(uow: UnitOfWork, community_id: int, rows: Sequence[Agreement], *, whole: bool = True) -> list[Held]:
    """Return agreements with parties and texts: four statements however many there are.

    Unless they are wanted ``whole``, what was signed is left where it is: nobody reads it in a list.
    """
    ids = [row.id for row in rows]
    parties = uow.session.scalars(
        select(AgreementParty)
        .where(AgreementParty.community_id == community_id, AgreementParty.agreement_id.in_(ids))
        .order_by(AgreementParty.agreement_id, AgreementParty.no)
        .execution_options(populate_existing=True)
    ).all()
    versions = uow.session.scalars(
        select(AgreementVersion)
        .where(AgreementVersion.community_id == community_id, AgreementVersion.agreement_id.in_(ids))
        .order_by(AgreementVersion.agreement_id, AgreementVersion.version)
        .options(*([] if whole else [defer(AgreementVersion.text, raiseload=True)]))
        .execution_options(populate_existing=True)
    ).all()
    units = communities.units_by_ids(uow, community_id, {each.unit_id for each in parties if each.unit_id})
    place = communities.get_community(uow, community_id).name if rows else ""
    names = {unit_id: unit.name for unit_id, unit in units.items()}
    held = []
    for row in rows:
        own = [each for each in parties if each.agreement_id == row.id]
        texts = [each for each in versions if each.agreement_id == row.id]
        held.append(Held(row, [_side(each, names, place) for each in own], own, texts))
    return held


def _side(party: AgreementParty, names: dict[UUID, str], place: str) -> Side:
    name = place if party.unit_id is None else names[party.unit_id]
    return Side(party.no, name, PartyRole(party.role), party.unit_id, party.left_at is not None)


def parties_in(held: Held, version: AgreementVersion) -> list[dict[str, Any]]:
    """Return the parties as a text names them: those it was offered to, or as they are where it never was.

    What was offered stays as it is, whatever a unit is called later: phones work its hash out from this.
    """
    if version.text is None:
        return [view_party(side) for side in held.sides]
    parties: list[dict[str, Any]] = version.text["parties"]
    return parties


def named_in(held: Held, version: AgreementVersion) -> dict[int, str]:
    """Return by number the names of ``parties_in``."""
    return {party["no"]: party["name"] for party in parties_in(held, version)}


def texts_of(uow: UnitOfWork, versions: Iterable[AgreementVersion]) -> dict[UUID, AgreementText]:
    """Return texts with their clauses by the id of their version, in one statement."""
    rows = list(versions)
    if not rows:
        return {}
    clauses = uow.session.scalars(
        select(AgreementClause)
        .where(
            AgreementClause.community_id == rows[0].community_id,
            AgreementClause.version_id.in_([row.id for row in rows]),
        )
        .order_by(AgreementClause.version_id, AgreementClause.no)
        .execution_options(populate_existing=True)
    ).all()
    return {row.id: _text(row, [each for each in clauses if each.version_id == row.id]) for row in rows}


def _text(row: AgreementVersion, clauses: Sequence[AgreementClause]) -> AgreementText:
    return AgreementText(row.title, row.preamble, row.starts_on, row.ends_on, tuple(_clause(each) for each in clauses))


def _clause(row: AgreementClause) -> Clause:
    return Clause(
        row.no,
        row.giver_no,
        row.receiver_no,
        row.accepter_no,
        row.text,
        row.amount,
        row.measure,
        Schedule(row.schedule),
        row.due_on,
        row.until_on,
        tuple(EvidenceKind(kind) for kind in row.evidence),
        row.after_no,
    )


def highest_number(uow: UnitOfWork, held: Held) -> int:
    """Return the highest clause number of texts agreed or open, 0 without; those that were dropped free theirs."""
    ids = [version.id for version in held.versions if version.agreed_at is not None or version is held.open]
    highest = select(func.max(AgreementClause.no)).where(
        AgreementClause.community_id == held.row.community_id, AgreementClause.version_id.in_(ids)
    )
    return uow.session.scalar(highest) or 0


def add_version(
    uow: UnitOfWork, actor: Actor, row: Agreement, text: AgreementText, *, version: int, purpose: VersionPurpose
) -> AgreementVersion:
    """Store a draft with its clauses."""
    added = AgreementVersion(
        community_id=row.community_id,
        id=uow.new_id(),
        agreement_id=row.id,
        version=version,
        purpose=purpose.value,
        state=VersionState.DRAFT.value,
        title=text.title,
        preamble=text.preamble,
        starts_on=text.starts_on,
        ends_on=text.ends_on,
        created_by=actor.member_id,
        created_at=uow.now,
    )
    uow.session.add(added)
    uow.session.flush()
    _add_clauses(uow, added, text.clauses)
    return added


def rewrite(uow: UnitOfWork, version: AgreementVersion, text: AgreementText) -> None:
    """Put another text in a draft's place."""
    version.title, version.preamble = text.title, text.preamble
    version.starts_on, version.ends_on = text.starts_on, text.ends_on
    uow.session.execute(
        delete(AgreementClause).where(
            AgreementClause.community_id == version.community_id, AgreementClause.version_id == version.id
        )
    )
    uow.session.expire_all()
    _add_clauses(uow, version, text.clauses)


def _add_clauses(uow: UnitOfWork, version: AgreementVersion, clauses: Iterable[Clause]) -> None:
    uow.session.add_all(
        AgreementClause(
            community_id=version.community_id,
            id=uow.new_id(),
            version_id=version.id,
            no=clause.no,
            giver_no=clause.giver,
            receiver_no=clause.receiver,
            accepter_no=clause.accepter,
            text=clause.text,
            amount=clause.amount,
            measure=clause.measure,
            schedule=clause.schedule.value,
            due_on=clause.due_on,
            until_on=clause.until_on,
            evidence=[kind.value for kind in clause.evidence],
            after_no=clause.after_no,
        )
        for clause in clauses
    )
    uow.session.flush()


def write_parties(uow: UnitOfWork, row: Agreement, unit_ids: Sequence[UUID]) -> None:
    """Make the community and these units the parties, the first unit the lead; those of before give way."""
    uow.session.execute(
        delete(AgreementParty).where(
            AgreementParty.community_id == row.community_id, AgreementParty.agreement_id == row.id
        )
    )
    for no, unit_id in enumerate([None, *unit_ids]):
        role = PartyRole.COMMUNITY if no == COMMUNITY_PARTY else PartyRole.LEAD if no == 1 else PartyRole.ASSIST
        uow.session.add(
            AgreementParty(
                community_id=row.community_id,
                id=uow.new_id(),
                agreement_id=row.id,
                no=no,
                unit_id=unit_id,
                role=role.value,
            )
        )
    uow.session.flush()


def signatures_of(
    uow: UnitOfWork, community_id: int, version_ids: Collection[UUID]
) -> dict[UUID, list[AgreementSignature]]:
    """Return signatures by the id of their version, the first one first."""
    rows = uow.session.scalars(
        select(AgreementSignature)
        .where(AgreementSignature.community_id == community_id, AgreementSignature.version_id.in_(version_ids))
        .order_by(AgreementSignature.at, AgreementSignature.id)
    ).all()
    return {id_: [row for row in rows if row.version_id == id_] for id_ in version_ids}


def write_line(
    uow: UnitOfWork,
    row: Agreement,
    move: AgreementMove,
    *,
    before: AgreementState | None,
    by: UUID | None,
    party_no: int | None = None,
    note: str | None = None,
) -> None:
    """Write one line of the history and mark the agreement as changed."""
    row.updated_at = uow.now
    values: dict[str, Any] = {"party_no": party_no, "by_member_id": by, "note": note or None, "at": uow.now}
    uow.session.add(
        AgreementMoveRow(
            community_id=row.community_id,
            id=uow.new_id(),
            agreement_id=row.id,
            move=move.value,
            from_state=before.value if before else None,
            to_state=row.state,
            **values,
        )
    )
    uow.session.flush()

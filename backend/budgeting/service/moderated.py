"""Proposals as moderation sees them: their words pass WeChat's check, or a person, before they stand on a ballot."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import and_, select

from backend.budgeting.models import Proposal, Round
from backend.budgeting.service.store import lock_with_proposal
from backend.budgeting.types import ProposalState, TextState
from backend.infra.uow import UnitOfWork
from backend.infra.wechat import TextScene
from backend.moderation import service as moderation
from backend.moderation.types import NewText, Told

TEXTS = "budget_proposal"


def submit_text(uow: UnitOfWork, proposal: Proposal) -> None:
    """Have a new proposal's words checked."""
    words = f"{proposal.title}\n{proposal.text}"
    moderation.submit(uow, proposal.community_id, NewText((TEXTS, proposal.id), words, proposal.proposed_by))


class ProposalTexts:
    """The port of moderation for proposals."""

    name = "预算提案"
    scene = int(TextScene.FORUM)

    def decide(
        self, uow: UnitOfWork, community_id: int, subject_id: UUID, *, passed: bool, by_member_id: UUID | None
    ) -> bool:
        """Note what was decided; the desk still checks cost and feasibility. False once it was taken back."""
        _, proposal = lock_with_proposal(uow, community_id, subject_id)
        if proposal.state == ProposalState.WITHDRAWN:
            return False
        proposal.text_state = (TextState.PASSED if passed else TextState.REFUSED).value
        uow.session.flush()
        return True

    def tell(self, uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> Mapping[UUID, Told]:
        """Return the rounds that proposals belong to."""
        rows = uow.session.execute(
            select(Proposal.id, Round.title, Round.id.label("round_id"))
            .join(Round, and_(Round.community_id == Proposal.community_id, Round.id == Proposal.round_id))
            .where(Proposal.community_id == community_id, Proposal.id.in_(ids))
        )
        return {row.id: Told(row.title, ("budget_round", row.round_id)) for row in rows}

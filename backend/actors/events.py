"""Topics of the outbox that actors tells others of, with their payloads."""

from backend.actors.models import Referral
from backend.infra import outbox
from backend.infra.uow import UnitOfWork

REFERRED = "actors.referred"
REFERRAL_HANDLED = "actors.referral_handled"


def tell_referred(uow: UnitOfWork, referral: Referral) -> None:
    """Tell the desk of somebody whom a member suggests."""
    outbox.record(uow, referral.community_id, REFERRED, _payload(referral))


def tell_handled(uow: UnitOfWork, referral: Referral) -> None:
    """Tell the member what became of their word."""
    outbox.record(uow, referral.community_id, REFERRAL_HANDLED, _payload(referral))


def _payload(referral: Referral) -> dict[str, str | None]:
    return {
        "referral_id": str(referral.id),
        "member_id": str(referral.referred_by_member_id),
        "name": referral.name,
        "state": referral.state,
        "note": referral.note,
        "entry_id": None if referral.entry_id is None else str(referral.entry_id),
    }

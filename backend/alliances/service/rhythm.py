"""What time does in an alliance: on each 10th figures are taken, the month before is told, the new list goes out."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from backend.agreements import service as agreements
from backend.alliances import events
from backend.alliances.models import Alliance, AllianceBoard, AllianceReport, AllianceRound
from backend.alliances.rules import rhythm
from backend.alliances.service.board import has_figures, open_round, send_board
from backend.alliances.types import RoundState
from backend.core.clock import next_month
from backend.infra import outbox
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.volunteering import service as volunteering

# Our rule: who could send nothing for a year is asked no more.
MONTHS_LATE_MAX = 12


def communities_with_due_alliances(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities in whose alliances something is due (lock-free)."""
    return uow.session.scalars(select(Alliance.community_id).where(Alliance.next_at <= uow.now).distinct()).all()


def do_due_alliance(uow: UnitOfWork, community_id: int) -> int:
    """Do what is due of one alliance and return 1; 0 when nothing is."""
    alliance = uow.session.scalars(
        select(Alliance)
        .where(Alliance.community_id == community_id, Alliance.next_at <= uow.now)
        .order_by(Alliance.next_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if alliance is None:
        return 0
    if alliance.chair_id == community_id:
        _convene(uow, alliance)
    else:
        _send_figures(uow, alliance)
    uow.session.flush()
    return 1


def _convene(uow: UnitOfWork, alliance: Alliance) -> None:
    """Tell the months whose time is over, send out the lists whose day has come, and plan what is next."""
    rounds = list(
        uow.session.scalars(
            select(AllianceRound)
            .where(
                AllianceRound.community_id == alliance.community_id,
                AllianceRound.alliance_id == alliance.id,
                AllianceRound.state != RoundState.TOLD,
            )
            .order_by(AllianceRound.month)
            .with_for_update()
        )
    )
    for round_ in rounds:
        if round_.state == RoundState.DRAFTING and rhythm.issue_of(round_.month) <= uow.now:
            round_.state, round_.issued_at = RoundState.ISSUED, uow.now
            send_board(uow, alliance, round_)
            open_round(uow, alliance, next_month(round_.month))
        if round_.state == RoundState.ISSUED and rhythm.telling_of(round_.month) <= uow.now:
            _tell_round(uow, alliance, round_)
    alliance.next_at = min(_next_of(uow, alliance))


def _next_of(uow: UnitOfWork, alliance: Alliance) -> list[Any]:
    open_ = uow.session.scalars(
        select(AllianceRound).where(
            AllianceRound.community_id == alliance.community_id,
            AllianceRound.alliance_id == alliance.id,
            AllianceRound.state != RoundState.TOLD,
        )
    )
    return [
        rhythm.issue_of(each.month) if each.state == RoundState.DRAFTING else rhythm.telling_of(each.month)
        for each in open_
    ]


def _tell_round(uow: UnitOfWork, alliance: Alliance, round_: AllianceRound) -> None:
    own = {"alliance_id": str(alliance.id), "month": round_.month.isoformat()}
    figures = month_figures(uow, alliance.community_id, round_.month)
    _write_report(uow, alliance.community_id, alliance.community_id, {**own, "figures": figures})
    round_.state, round_.told_at = RoundState.TOLD, uow.now
    send_board(uow, alliance, round_)
    if rhythm.ends_quarter(round_.month):
        told = {"name": alliance.name, **own}
        outbox.record(uow, alliance.community_id, events.REVIEW_DUE, told, key=f"{alliance.id}:{round_.month}")


def _send_figures(uow: UnitOfWork, alliance: Alliance) -> None:
    """Send the chair this community's figures of every month whose board has come without them."""
    boards = uow.session.execute(
        select(AllianceBoard.month, AllianceBoard.content)
        .where(AllianceBoard.community_id == alliance.community_id, AllianceBoard.alliance_id == alliance.id)
        .order_by(AllianceBoard.month.desc())
        .limit(MONTHS_LATE_MAX)
    )
    missing = [month for month, content in boards if not has_figures(content, alliance.community_id)]
    later = [rhythm.figures_of(month) for month in missing if rhythm.figures_of(month) > uow.now]
    for month in missing:
        if rhythm.figures_of(month) <= uow.now:
            message = {
                "to": alliance.chair_id,
                "alliance_id": str(alliance.id),
                "month": month.isoformat(),
                "figures": month_figures(uow, alliance.community_id, month),
            }
            key = f"{alliance.id}:{month}"
            outbox.record(uow, alliance.community_id, events.FIGURES_SENT, message, key=key)
    alliance.next_at = min(later, default=None)


def month_figures(uow: UnitOfWork, community_id: int, month: date) -> dict[str, int]:
    """Return a community's figures from one 10th to the next, as 澄城县 tells them: counts alone, nobody's name."""
    start, end = rhythm.span_of(month)
    wishes = lists.wish_figures(uow, community_id, start, end)
    served = volunteering.service_figures(uow, community_id, start, end)
    terms = agreements.term_figures(uow, community_id, start, end)
    return {
        "wishes": wishes.wishes,
        "claimed": wishes.claimed,
        "solved": wishes.solved,
        "services": served.times,
        "minutes": served.minutes,
        "terms_due": sum(each.due for each in terms),
        "terms_kept": sum(each.kept for each in terms),
    }


def hear_figures(uow: UnitOfWork, community_id: int, sender_id: int, message: dict[str, Any]) -> None:
    """Keep a member's figures; what comes after the telling is sent on at once."""
    alliance = row_by_id(uow, Alliance, community_id, UUID(message["alliance_id"]), lock=True)
    month = date.fromisoformat(message["month"])
    round_ = uow.session.get(AllianceRound, (community_id, alliance.id, month), populate_existing=True)
    if round_ is None or alliance.chair_id != community_id:
        return
    _write_report(uow, community_id, sender_id, message)
    if round_.state == RoundState.TOLD:
        send_board(uow, alliance, round_)


def _write_report(uow: UnitOfWork, community_id: int, other_id: int, message: dict[str, Any]) -> None:
    row = {
        "community_id": community_id,
        "alliance_id": UUID(message["alliance_id"]),
        "month": date.fromisoformat(message["month"]),
        "other_id": other_id,
        "figures": message["figures"],
        "at": uow.now,
    }
    uow.session.execute(insert(AllianceReport).values(row).on_conflict_do_nothing())
